//! A text with the files that it may include, and what was read of it.

use zonegate::canonical;
use zonegate::rdata::{Dialect, Servers};
use zonegate::source::{Side, SourceId, SourceMap};
use zonegate::zone::Name;
use zonegate::zonefile::{Audience, IncludeFailure, Includes, LoadedZone, load_for};

/// The origin of every zone here.
pub(crate) const ORIGIN: &str = "example.com.";

/// A zone that was read.
pub(crate) struct Reading {
    pub(crate) sources: SourceMap,
    pub(crate) loaded: LoadedZone,
}

impl Reading {
    /// Reads the first file as a zone, with the others to include.
    pub(crate) fn new(files: &[&[u8]], audience: Audience) -> Self {
        let mut sources = SourceMap::default();
        let mut includes = Files::default();
        for (at, text) in files.iter().enumerate() {
            includes.0.push(sources.add(at.to_string(), Side::Worktree, *text));
        }
        let origin = Name::parse(ORIGIN.as_bytes(), None).expect("a good name");
        let root = includes.0.first().copied().expect("at least one file");
        let loaded = load_for(audience, root, Some(&origin), &mut sources, &mut includes);
        Self { sources, loaded }
    }

    /// Reads files for BIND alone, and for another server, chosen by their length, with everybody else concerned.
    pub(crate) fn of_two(files: &[&[u8]]) -> [Self; 2] {
        let length = files.iter().map(|file| file.len()).sum::<usize>();
        let dialect = Dialect::ALL[length % Dialect::ALL.len()];
        let portable_to = Dialect::ALL.into_iter().fold(Servers::default(), Servers::with);
        [Audience::default(), Audience { dialect, portable_to }].map(|audience| Self::new(files, audience))
    }

    pub(crate) fn audience(&self) -> Audience {
        self.loaded.audience
    }

    /// Returns the canonical text of the zone and how many records it has.
    pub(crate) fn dump(&self) -> (String, usize) {
        let mut text = Vec::new();
        let tally = canonical::write(&self.loaded.zone, &mut text).expect("a Vec takes all");
        (String::from_utf8(text).expect("ASCII"), tally.written)
    }
}

/// The virtual files, by number.
#[derive(Default)]
struct Files(Vec<SourceId>);

impl Includes for Files {
    fn open(&mut self, _: &mut SourceMap, _: SourceId, target: &[u8]) -> Result<SourceId, IncludeFailure> {
        let number = std::str::from_utf8(target).ok().and_then(|target| target.parse::<usize>().ok());
        let file = number.and_then(|number| self.0.get(number)).copied();
        file.ok_or_else(|| IncludeFailure::NotFound(vec!["nowhere".to_owned()]))
    }
}
