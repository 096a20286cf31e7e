//! gdnsd's marks for origins: `@Z`, the zone, and `@F`, the origin that the file started with.
//!
//! They stand alone or as the last label of a name.

/// What the marks stand for, in wire form.
#[derive(Clone, Copy, Debug)]
pub struct Marks<'a> {
    /// The name of the zone.
    pub zone: &'a [u8],
    /// The origin of the present file before any `$ORIGIN` in it.
    pub file: &'a [u8],
}

impl<'a> Marks<'a> {
    /// Splits a name that ends in a mark into the name before it, `@` where it stands alone, and the origin.
    pub fn split<'t>(self, name: &'t [u8]) -> Option<(&'t [u8], &'a [u8])> {
        let (rest, mark) = name.split_last_chunk::<2>()?;
        let origin = match mark {
            b"@Z" | b"@z" => self.zone,
            b"@F" | b"@f" => self.file,
            _ => return None,
        };
        match rest {
            [] => Some((name.get(..1)?, origin)),
            [.., b'\\', b'.'] => None,
            [before @ .., b'.'] => Some((before, origin)),
            _ => None,
        }
    }
}

/// Tells whether a name ends in a mark.
pub(crate) fn ends_in_mark(name: &[u8]) -> bool {
    Marks { zone: b"", file: b"" }.split(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(name: &str, expected: Option<(&str, &str)>) {
        let found = Marks { zone: b"zone", file: b"file" }.split(name.as_bytes());
        assert_eq!(found, expected.map(|(name, origin)| (name.as_bytes(), origin.as_bytes())), "{name}");
    }

    #[test]
    fn marks_are_a_name_or_its_last_label() {
        case("@Z", Some(("@", "zone")));
        case("@f", Some(("@", "file")));
        case("a.b.@F", Some(("a.b", "file")));
        case("a@Z", None);
        case("@Z.a", None);
        case("a\\.@Z", None);
        case("@", None);
        case("", None);
    }
}
