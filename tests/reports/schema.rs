//! The part of JSON Schema that `schema/report.schema.json` uses, as a check without a further crate.

use serde_json::Value;

/// Fails where a report breaks the schema. A keyword that is not known here fails too, so that none is passed over.
#[track_caller]
pub(crate) fn check(report: &Value) {
    let root: Value = serde_json::from_str(include_str!("../../schema/report.schema.json")).unwrap();
    if let Err(fault) = valid(&root, &root, report, "") {
        panic!("{fault}");
    }
}

fn valid(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    for (keyword, rule) in schema.as_object().ok_or("a schema is an object")? {
        let holds = match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" | "required" | "additionalProperties" => true,
            "$ref" => {
                let target = rule.as_str().unwrap_or_default().trim_start_matches('#');
                valid(root, root.pointer(target).ok_or(format!("no {target}"))?, value, at)?;
                true
            }
            "type" => types(rule).any(|name| is_a(value, name)),
            "const" => value == rule,
            "enum" => rule.as_array().is_some_and(|words| words.contains(value)),
            "minimum" => value.as_u64() >= rule.as_u64(),
            "pattern" => value.as_str().is_some_and(is_fingerprint),
            "anyOf" => rule.as_array().is_some_and(|any| any.iter().any(|one| valid(root, one, value, at).is_ok())),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    valid(root, rule, item, &format!("{at}/{index}"))?;
                }
                true
            }
            "properties" => object(root, schema, value, at)?,
            other => return Err(format!("keyword {other} is not known here")),
        };
        if !holds {
            return Err(format!("{at}: {value} breaks {keyword}: {rule}"));
        }
    }
    Ok(())
}

/// Checks members, and that exactly those of the schema are there: the contract has no optional ones.
fn object(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<bool, String> {
    let Some(members) = value.as_object() else { return Ok(true) };
    let properties = schema.get("properties").and_then(Value::as_object).ok_or("no properties")?;
    let required = schema.get("required").and_then(Value::as_array).ok_or(format!("{at}: nothing required"))?;
    if schema.get("additionalProperties") != Some(&Value::Bool(false)) || required.len() != properties.len() {
        return Err(format!("{at}: the schema is open"));
    }
    for name in properties.keys() {
        let member = members.get(name).ok_or(format!("{at}: {name} is missing"))?;
        valid(root, properties.get(name).unwrap_or(&Value::Null), member, &format!("{at}/{name}"))?;
    }
    Ok(members.len() == properties.len()
        && required.iter().filter_map(Value::as_str).all(|name| members.contains_key(name)))
}

fn types(rule: &Value) -> impl Iterator<Item = &str> {
    rule.as_str().into_iter().chain(rule.as_array().into_iter().flatten().filter_map(Value::as_str))
}

fn is_a(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    }
}

/// The schema's only pattern.
fn is_fingerprint(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|octet| matches!(octet, b'0'..=b'9' | b'a'..=b'f'))
}
