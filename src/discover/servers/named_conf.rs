//! `named.conf`: `options { directory "…"; }` and `zone "…" { type primary; file "…"; }`.

use super::Statements;
use crate::zone::Name;

/// Reads a file in the format of `named.conf`.
pub(super) fn read(text: &[u8]) -> Statements {
    let mut found = Statements::default();
    let mut blocks: Vec<Block> = Vec::new();
    let mut words: Vec<Vec<u8>> = Vec::new();
    let mut rest = text;
    while let Some((piece, tail)) = next(rest) {
        rest = tail;
        match piece {
            Piece::Word(word) => words.push(word),
            Piece::Open => blocks.push(Block { head: std::mem::take(&mut words), ..Block::default() }),
            Piece::End => statement(&mut found, blocks.last_mut(), &std::mem::take(&mut words)),
            Piece::Close => {
                words.clear();
                if let Some(block) = blocks.pop() {
                    found.zones.extend(block.zone());
                }
            }
        }
    }
    found
}

#[derive(Debug, Default)]
struct Block {
    /// The words before the brace.
    head: Vec<Vec<u8>>,
    file: Option<Vec<u8>>,
    primary: bool,
}

impl Block {
    fn is(&self, word: &[u8]) -> bool {
        self.head.first().is_some_and(|first| first.eq_ignore_ascii_case(word))
    }

    fn zone(self) -> Option<(Name, Vec<u8>)> {
        let name = self.head.get(1).filter(|_| self.is(b"zone") && self.primary)?;
        Some((Name::parse(name, Some(&Name::root())).ok()?, self.file?))
    }
}

fn statement(found: &mut Statements, block: Option<&mut Block>, words: &[Vec<u8>]) {
    let (Some(block), [key, value, ..]) = (block, words) else { return };
    match key.to_ascii_lowercase().as_slice() {
        b"directory" if block.is(b"options") => found.directory = Some(value.clone()),
        b"file" if block.is(b"zone") => block.file = Some(value.clone()),
        b"type" if block.is(b"zone") => {
            block.primary = value.eq_ignore_ascii_case(b"master") || value.eq_ignore_ascii_case(b"primary");
        }
        _ => {}
    }
}

enum Piece {
    Word(Vec<u8>),
    Open,
    Close,
    /// The semicolon that ends a statement.
    End,
}

/// Takes the next piece of the text; comments are `//`, `#` and `/* */`.
fn next(text: &[u8]) -> Option<(Piece, &[u8])> {
    let mut rest = text.trim_ascii_start();
    loop {
        let comment_end = match rest {
            [b'#', ..] | [b'/', b'/', ..] => rest.iter().position(|octet| *octet == b'\n')?,
            [b'/', b'*', inside @ ..] => inside.windows(2).position(|pair| pair == b"*/")? + 4,
            _ => break,
        };
        rest = rest.get(comment_end..)?.trim_ascii_start();
    }
    let (&first, tail) = rest.split_first()?;
    Some(match first {
        b'{' => (Piece::Open, tail),
        b'}' => (Piece::Close, tail),
        b';' => (Piece::End, tail),
        b'"' => {
            let length = tail.iter().position(|octet| *octet == b'"')?;
            (Piece::Word(tail.get(..length)?.to_vec()), tail.get(length + 1..)?)
        }
        _ => {
            let ends = |octet: &u8| octet.is_ascii_whitespace() || matches!(octet, b'{' | b'}' | b';' | b'"' | b'#');
            let (word, tail) = rest.split_at_checked(rest.iter().position(ends).unwrap_or(rest.len()))?;
            (Piece::Word(word.to_vec()), tail)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, directory: Option<&str>, zones: &[(&str, &str)]) {
        let found = read(text.as_bytes());
        let shown: Vec<(String, String)> = found
            .zones
            .iter()
            .map(|(name, file)| (name.to_string(), String::from_utf8_lossy(file).into_owned()))
            .collect();
        let zones: Vec<(String, String)> =
            zones.iter().map(|(name, file)| ((*name).to_owned(), (*file).to_owned())).collect();
        assert_eq!(shown, zones, "{text:?}");
        assert_eq!(found.directory.as_deref(), directory.map(str::as_bytes), "{text:?}");
    }

    #[test]
    fn directory_and_primary_zones_are_read() {
        case("options { directory \"/var/named\"; };", Some("/var/named"), &[]);
        case("OPTIONS {\n // x \"\n /* directory \"no\"; */ # }\n directory \"d\";\n};", Some("d"), &[]);
        case("zone \"a.example\" IN { type master; file \"a\"; };", None, &[("a.example.", "a")]);
        case("zone a.example { file a; type primary; };", None, &[("a.example.", "a")]);
        case(
            "view v { zone \"2.0.192.in-addr.arpa.\" { allow-update { none; }; type master; file \"r\"; }; };",
            None,
            &[("2.0.192.in-addr.arpa.", "r")],
        );
        case("logging { channel c { file \"log\"; }; };", None, &[]);
    }

    #[test]
    fn zones_of_others_and_broken_text_say_nothing() {
        case("zone \".\" { type hint; file \"db.root\"; };", None, &[]);
        case("zone \"b.example\" { type slave; file \"b\"; };", None, &[]);
        case("zone \"b.example\" { type master; };", None, &[]);
        case("zone \"b..example\" { type master; file \"b\"; };", None, &[]);
        case("} } ; options { directory \"open", None, &[]);
        case("/* never closed", None, &[]);
        case("directory \"top\";", None, &[]);
    }
}
