//! One row of the table: a piece of zone text and what zonegate has to say about it.

/// The records before each row, so that nothing is missing from the zone.
pub(crate) const HEAD: &str = "$TTL 1h\n@ SOA ns1 h 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.53\n";

/// A piece of zone text with `«…»` around every place that a finding has to underline.
///
/// A character of U+E080 to U+E0FF stands for the octet of its last two digits, which no text in UTF-8 can hold.
pub(crate) struct Row {
    /// The text, marked.
    pub(crate) text: &'static str,
    /// The rules in the order of their opening marks, separated by blanks; empty where the text is clean.
    pub(crate) rules: &'static str,
    /// Whether [`HEAD`] stands before the text.
    pub(crate) headed: bool,
    /// Why BIND, or the server of the row's dialect, decides otherwise; empty where it loads what has no error here and
    /// refuses the rest.
    pub(crate) unlike_bind: &'static str,
}

/// A row in the zone of [`HEAD`].
pub(crate) const fn row(text: &'static str, rules: &'static str) -> Row {
    Row { text, rules, headed: true, unlike_bind: "" }
}

/// A row about which BIND, or the server of its dialect, decides otherwise.
pub(crate) const fn unlike(text: &'static str, rules: &'static str, why: &'static str) -> Row {
    Row { text, rules, headed: true, unlike_bind: why }
}

/// A row that is the whole file.
pub(crate) const fn whole(text: &'static str, rules: &'static str) -> Row {
    Row { text, rules, headed: false, unlike_bind: "" }
}

/// A rule and the octets it has to underline.
pub(crate) type Place = (String, usize, usize);

impl Row {
    /// Returns the octets of the file and the places in it, in the order of the text.
    pub(crate) fn read(&self) -> (Vec<u8>, Vec<Place>) {
        let mut octets = if self.headed { HEAD.as_bytes().to_vec() } else { Vec::new() };
        let (mut open, mut spans) = (Vec::new(), Vec::new());
        for character in self.text.chars() {
            match character {
                '«' => {
                    open.push(spans.len());
                    spans.push((octets.len(), octets.len()));
                }
                '»' => spans[open.pop().unwrap()].1 = octets.len(),
                '\u{e080}'..='\u{e0ff}' => octets.push(u8::try_from(u32::from(character) & 0xff).unwrap()),
                other => octets.extend(other.to_string().bytes()),
            }
        }
        let rules: Vec<&str> = self.rules.split_whitespace().collect();
        assert_eq!(rules.len(), spans.len(), "as many rules as marks in {:?}", self.text);
        let mut places: Vec<Place> =
            rules.iter().zip(spans).map(|(rule, (start, end))| ((*rule).to_owned(), start, end)).collect();
        places.sort_by_key(|(rule, start, end)| (*start, *end, rule.clone()));
        (octets, places)
    }
}
