//! `soa-missing`: concluded only for a zone that was read whole; an SOA with a wrong field is not missing.

use super::absence;
use crate::finding::{Finding, Label, Severity};
use crate::rules::{Check, Group, Rule, ZoneCx, apex_count};
use crate::zone::{Record, Rtype};

pub(crate) static RULE: Rule = Rule {
    name: "soa-missing",
    summary: "no SOA at the origin",
    group: Group::Soa,
    default: Some(Severity::Error),
    since: "0.1.0",
    windows_code: Some(9605),
    card: include_str!("../../../rules/soa-missing.md"),
    check: Check::Zone(check),
};

fn finding(cx: &ZoneCx<'_>, elsewhere: Option<Record>) -> Finding {
    let origin = cx.origin;
    let finding = RULE
        .finding(Label::new(cx.anchor, "the SOA is expected here"), format!("{origin} has no SOA record"))
        .why("a zone begins with its SOA (RFC 1035 §5.2); no server loads one without")
        .about(origin, origin, "SOA");
    match elsewhere {
        Some(record) => {
            let owner = cx.zone.owner(&record);
            finding
                .also(cx.loc(&record), format!("this SOA belongs to {owner}"))
                .help(format!("write its owner as `{origin}`, or judge the file as zone {owner}"))
        }
        None => finding.help("add an SOA: @ SOA ns1 hostmaster 1 7200 3600 1209600 3600"),
    }
}

fn check(cx: &ZoneCx<'_>, out: &mut Vec<Finding>) {
    if absence::is_conclusive(cx.zone, cx.problems) && apex_count(cx.zone, Rtype::SOA) == 0 {
        out.push(finding(cx, cx.zone.records().find(|record| record.rtype == Rtype::SOA)));
    }
}
