//! Which records belong to each name.
//!
//! Flows in: the owners of all records in the order of the text. Flows out: where the records of a name stand. Most
//! texts have them together, so that it is enough to know where they begin; a list holds those that stand elsewhere.

use super::NameId;

/// Where the records of each name stand.
#[derive(Clone, Debug)]
pub(super) struct Grouping {
    /// For each name the number of its first record.
    first: Vec<u32>,
    /// The records that do not stand with the first of their name, ordered by name and number.
    apart: Vec<(NameId, u32)>,
}

/// The first record of a name that has none.
const NONE: u32 = u32::MAX;

/// Where the records of one name stand: from this one on as far as they have this owner, then one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Group<'a> {
    pub(super) owner: NameId,
    pub(super) first: usize,
    pub(super) apart: &'a [(NameId, u32)],
}

impl Grouping {
    /// Groups records by owner; there are so many names.
    pub(super) fn of(owners: impl Iterator<Item = NameId>, names: usize) -> Self {
        let mut first = vec![NONE; names];
        let mut apart = Vec::new();
        let (mut last, mut together) = (None, false);
        for (number, owner) in (0..).zip(owners) {
            if last != Some(owner) {
                last = Some(owner);
                let known = first.get_mut(owner.index()).filter(|known| **known == NONE);
                together = known.is_some();
                if let Some(known) = known {
                    *known = number;
                }
            }
            if !together {
                apart.push((owner, number));
            }
        }
        apart.sort_unstable();
        Self { first, apart }
    }

    /// Returns where the records of a name stand; `None` for one without records.
    pub(super) fn group(&self, owner: NameId) -> Option<Group<'_>> {
        let first = *self.first.get(owner.index()).filter(|first| **first != NONE)?;
        let start = self.apart.partition_point(|&(other, _)| other < owner);
        Some(Group { owner, first: first as usize, apart: leading(self.apart.get(start..).unwrap_or_default(), owner) })
    }

    /// Iterates over the names that have records, in the order of their numbers.
    pub(super) fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        let mut rest = self.apart.as_slice();
        let with_records = NameId::all().zip(&self.first).filter(|(_, first)| **first != NONE);
        with_records.map(move |(owner, &first)| {
            let apart = leading(rest, owner);
            rest = rest.get(apart.len()..).unwrap_or_default();
            Group { owner, first: first as usize, apart }
        })
    }
}

/// Returns the entries of a name that a list begins with.
fn leading(list: &[(NameId, u32)], owner: NameId) -> &[(NameId, u32)] {
    let count = list.iter().take_while(|&&(other, _)| other == owner).count();
    list.get(..count).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups records with these owners; there are ten names.
    #[track_caller]
    fn case(owners: &[usize]) {
        let ids: Vec<NameId> = NameId::all().take(10).collect();
        let grouping = Grouping::of(owners.iter().map(|&owner| ids[owner]), ids.len());
        let numbers = |group: Group<'_>| -> Vec<usize> {
            let together = (group.first..owners.len()).take_while(|&at| ids[owners[at]] == group.owner);
            together.chain(group.apart.iter().map(|&(_, at)| at as usize)).collect()
        };
        for (owner, &id) in ids.iter().enumerate() {
            let expected: Vec<usize> = (0..owners.len()).filter(|&at| owners[at] == owner).collect();
            assert_eq!(grouping.group(id).map(numbers).unwrap_or_default(), expected, "of {owner} in {owners:?}");
        }
        let each: Vec<Group<'_>> = ids.iter().filter_map(|&id| grouping.group(id)).collect();
        assert_eq!(grouping.groups().collect::<Vec<_>>(), each);
    }

    #[test]
    fn the_records_of_a_name_are_found_wherever_they_stand() {
        case(&[]);
        case(&[0, 0, 1, 2, 2]);
        case(&[0, 1, 0, 1, 1, 0]);
        case(&[5, 5, 2, 5, 9, 2, 2, 0]);
        case(&[1, 2, 3, 1, 2, 3, 1, 2, 3, 3]);
    }

    #[test]
    fn what_stands_together_takes_no_room() {
        let owners = NameId::all().take(1000).flat_map(|id| [id, id]);
        assert!(Grouping::of(owners, 1000).apart.is_empty());
    }
}
