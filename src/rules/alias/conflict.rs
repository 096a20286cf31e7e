//! Two records in conflict: which one is pointed at.

use crate::rules::ZoneCx;
use crate::source::Loc;
use crate::zone::{Node, Record, Rtype, Standing, Zone};

/// The records of one name that servers would load, and those that would be if their data were right, in the order of the
/// text.
pub(in crate::rules) fn at_name(records: impl Iterator<Item = Record>) -> Vec<Record> {
    let mut inside: Vec<Record> = records.filter(|record| record.standing != Standing::OutOfZone).collect();
    inside.sort_by_key(Record::place);
    inside
}

/// Groups the records that were read whole by type and data, in the order of the text.
pub(in crate::rules) fn by_data(zone: &Zone, records: &[Record]) -> Vec<Vec<Record>> {
    let mut order: Vec<Record> = records.iter().filter(|record| record.standing == Standing::Loaded).copied().collect();
    // Stable: equal data stays in the order of the text, which `$GENERATE` gives no place to.
    order.sort_by(|a, b| (a.rtype, zone.rdata(a)).cmp(&(b.rtype, zone.rdata(b))));
    let equal = |a: &Record, b: &Record| a.rtype == b.rtype && zone.rdata(a) == zone.rdata(b);
    let mut groups: Vec<Vec<Record>> = order.chunk_by(equal).map(<[Record]>::to_vec).collect();
    groups.sort_by_key(|group| group.first().map(Record::place));
    groups
}

/// Iterates over the names that have several records of `rtype`, with the first of each data in the order of the text.
pub(in crate::rules) fn different(zone: &Zone, rtype: Rtype) -> impl Iterator<Item = Vec<Record>> {
    let several = move |node: &Node<'_>| node.records().filter(|record| record.rtype == rtype).nth(1).is_some();
    let names = zone.nodes().filter(several);
    names.map(move |node| {
        let records = at_name(node.records().filter(|record| record.rtype == rtype));
        by_data(zone, &records).iter().filter_map(|equal| equal.first().copied()).collect()
    })
}

/// Most labels that a finding puts into one text (rules.md, Messages 6).
pub(super) const MAX_LABELS: usize = 5;

/// Returns the places of further records and the words under each; the last one counts what is left out.
pub(in crate::rules) fn further(
    cx: &ZoneCx<'_>,
    records: &[Record],
    words: impl Fn(&Record) -> String,
) -> Vec<(Loc, String)> {
    let shown = records.len().min(MAX_LABELS);
    let mut labels: Vec<(Loc, String)> =
        records.iter().take(shown).map(|record| (cx.loc(record), words(record))).collect();
    if let Some((_, text)) = labels.last_mut()
        && records.len() > shown
    {
        *text = format!("{text}, and {} more", records.len() - shown);
    }
    labels
}
