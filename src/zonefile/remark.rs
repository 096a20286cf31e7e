//! What there is to say about the type and the class of a record that is read all the same.
//!
//! Flows in: the tokens of one entry. Flows out: problems whose rules are warnings or advice, and the one error of a
//! class that is not the zone's.

use super::entry::CLASS_IN;
use super::load::{Reader, Text};
use super::problem::{Fact, ProblemKind};
use crate::rdata::{self, Dialect, Token, TypeName};
use crate::source::Loc;
use crate::zone::Rtype;

/// Looks at a class.
pub(super) fn on_class(reader: &mut Reader<'_>, at: Loc, class: u16, word: &[u8]) {
    if class != CLASS_IN {
        reader.problem(ProblemKind::ClassNotIn, at, None, Fact::None);
    } else if word.len() > 2 {
        // The class has one name, so this is its number.
        reader.problem(ProblemKind::ClassNumeric, at, None, Fact::None);
    }
}

/// Looks at a type that a record may have; `first` is the first token of its RDATA.
pub(super) fn on_type(reader: &mut Reader<'_>, text: Text<'_>, at: Loc, name: TypeName, first: Option<&Token>) {
    let elsewhere = |dialect| rdata::is_notable(name.rtype, dialect);
    if name.numeric || elsewhere(reader.dialect) || reader.portable_to.iter().any(elsewhere) {
        remark(reader, text, at, name, first);
    }
}

/// Reports a word of another server's file format.
#[cold]
pub(super) fn on_foreign(reader: &mut Reader<'_>, at: Loc) {
    let server = Fact::Text(reader.dialect.server().to_owned());
    reader.problem(ProblemKind::TypeNotInDialect, at, None, server);
}

#[cold]
fn remark(reader: &mut Reader<'_>, text: Text<'_>, at: Loc, name: TypeName, first: Option<&Token>) {
    if !rdata::may_stand(name.rtype, reader.dialect) {
        // The private number of another server's word: anybody's.
        return;
    }
    let known = rdata::known_to(name.rtype);
    let registered = known.iter().next().is_some();
    // Behind the generic form every server reads a type by number (RFC 3597 §5), and some by name.
    let generic = first.is_some_and(|first| !first.quoted && first.span.of(text.octets) == b"\\#");
    if name.numeric && registered && !generic && first.is_some() {
        reader.problem(ProblemKind::TypeNumericWithText, at, None, Fact::None);
    }
    let unread = |dialect: &Dialect| !(known.contains(*dialect) || name.numeric && generic);
    if let Some(dialect) = [reader.dialect].into_iter().chain(reader.portable_to.iter()).find(unread)
        && registered
    {
        let server = Fact::Text(dialect.server().to_owned());
        reader.problem(ProblemKind::TypeNonportable, at, None, server);
    }
    if rdata::is_obsolete(name.rtype, &[]) {
        reader.problem(ProblemKind::TypeObsolete, at, None, Fact::None);
    }
}

/// Tells whether the data of a type says what its use is.
pub(super) fn needs_data(rtype: Rtype) -> bool {
    rtype == Rtype::KEY
}

/// Looks at a type whose use its data, just read, tells.
pub(super) fn on_data(reader: &mut Reader<'_>, at: Loc, rtype: Rtype) {
    if rdata::is_obsolete(rtype, &reader.scratch) {
        reader.problem(ProblemKind::TypeObsolete, at, None, Fact::None);
    }
}
