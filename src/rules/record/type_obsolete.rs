//! `type-obsolete`: the record loads, and nobody asks for it.

use crate::finding::{Finding, Label, Severity};
use crate::rdata::{lookup, mnemonic};
use crate::rules::{Check, FileCx, Group, Rule};
use crate::zonefile::{Problem, ProblemKind};

pub(crate) static RULE: Rule = Rule {
    name: "type-obsolete",
    summary: "record of a type that was given up",
    group: Group::Record,
    default: Some(Severity::Advice),
    since: "0.1.0",
    windows_code: None,
    card: include_str!("../../../rules/type-obsolete.md"),
    check: Check::File(check),
};

fn finding(cx: &FileCx<'_>, problem: &Problem) -> Finding {
    let text = cx.quote(problem.at);
    let name = lookup(text.as_bytes()).map_or_else(|| text.clone(), |found| mnemonic(found.rtype));
    let known = GIVEN_UP.iter().find(|(names, ..)| names.contains(&name.as_str()));
    let (why, help) = known.map_or(("no client asks for it", "delete it"), |&(_, why, help)| (why, help));
    RULE.finding(Label::new(problem.at, "given up"), format!("type `{text}` is obsolete"))
        .why(why)
        .help(help)
        .about("", "", name)
}

fn check(cx: &FileCx<'_>, out: &mut Vec<Finding>) {
    cx.report(ProblemKind::TypeObsolete, out, |problem| finding(cx, problem));
}

/// The types, why nobody asks for them, and what to do.
const GIVEN_UP: &[(&[&str], &str, &str)] = &[
    (
        &["MB", "MG", "MR", "MINFO"],
        "RFC 1035 §3.3 made it for an experiment with mailboxes in DNS; mail programs look for MX only",
        "delete it; lists and mailboxes are settings of the mail server",
    ),
    (&["NULL"], "RFC 1035 §3.3.10 made it for experiments; clients do not ask for it", "delete it"),
    (&["WKS"], "no program may rely on it (RFC 1123 §2.2 and §5.3.1.12)", "delete it; SRV says where a service is"),
    (
        &["NSAP", "NSAP-PTR"],
        "the network layer that it gives addresses of is out of use; RFC 1706 is historic",
        "delete it",
    ),
    (&["SIG"], "validators look for RRSIG (RFC 3755 §3); SIG is left for single messages", "sign the zone anew"),
    (
        &["KEY"],
        "its flags say that it is a zone key, which validators look for in DNSKEY (RFC 3755 §3)",
        "sign the zone anew; a KEY for SIG(0) has other flags",
    ),
    (&["GPOS"], "LOC replaced it (RFC 1876)", "write a LOC record"),
    (&["NXT"], "NSEC replaced it (RFC 3755 §3)", "sign the zone anew"),
    (&["A6"], "it is historic (RFC 6563); clients ask for AAAA", "write an AAAA record"),
    (&["DLV"], "look-aside validation has ended (RFC 8749)", "delete it; a DS in the parent zone does its work"),
    (
        &["UINFO", "UID", "GID", "UNSPEC"],
        "its number is reserved and it has no specification",
        "delete it, or write TXT if a program of yours reads it",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdata::is_obsolete;

    #[test]
    fn each_type_that_was_given_up_has_its_words() {
        for (names, ..) in GIVEN_UP {
            for name in *names {
                let rtype = lookup(name.as_bytes()).unwrap().rtype;
                // The flags of a zone key, for KEY.
                assert!(is_obsolete(rtype, &[0x01]), "{name}");
            }
        }
        let with_words = GIVEN_UP.iter().map(|(names, ..)| names.len()).sum::<usize>();
        let given_up = (1..=u16::MAX).filter(|&number| is_obsolete(crate::zone::Rtype(number), &[0x01])).count();
        assert_eq!(given_up, with_words);
    }
}
