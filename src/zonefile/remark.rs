//! What there is to say about the type and the class of a record that is read all the same.
//!
//! Flows in: the tokens of one entry. Flows out: problems whose rules are warnings or advice, and the one error of a
//! class that is not the zone's.

use super::entry::CLASS_IN;
use super::portability::{Construct, Taken};
use super::problem::{Fact, ProblemKind};
use super::reader::{Reader, Text};
use crate::rdata::{self, Dialect, Fault, FaultKind, Servers, Token, TypeClass, TypeName};
use crate::source::Loc;
use crate::zone::Rtype;

/// Looks at a class.
pub(super) fn on_class(reader: &mut Reader<'_>, at: Loc, class: u16, word: &[u8]) {
    if class != CLASS_IN {
        reader.problem(ProblemKind::ClassNotIn, at, None, Fact::None);
    } else if word.len() > 2 {
        // The class has one name, so this is its number.
        let long = word.len() > "CLASS65535".len();
        let construct = if long { Construct::ClassNumberLong } else { Construct::ClassNumeric };
        reader.construct(construct, ProblemKind::ClassNumeric, at, None, Fact::None);
    }
}

/// Looks at a type that a record may have; `first` is the first token of its RDATA.
pub(super) fn on_type(reader: &mut Reader<'_>, text: Text<'_>, at: Loc, name: TypeName, first: Option<&Token>) {
    let notable = name.numeric
        || rdata::is_notable(name.rtype, reader.audience.dialect)
        || (matches!(reader.audience.dialect, Dialect::Pdns | Dialect::Gdnsd) && opens_generic(text, first));
    if notable || !reader.audience.portable_to.is_empty() {
        remark(reader, text, at, name, first);
    }
}

/// Reports a word of another server's file format.
#[cold]
pub(super) fn on_foreign(reader: &mut Reader<'_>, at: Loc, name: TypeName) {
    let taken = reader.audience.takes_only(rdata::known_to(name.rtype));
    reader.note(ProblemKind::TypeNotInDialect, at, None, Fact::None, Some(taken));
}

#[cold]
fn remark(reader: &mut Reader<'_>, text: Text<'_>, at: Loc, name: TypeName, first: Option<&Token>) {
    let may_stand = rdata::may_stand(name.rtype, reader.audience.dialect);
    if !may_stand && name.numeric {
        // The private number of another server's word: anybody's.
        return;
    }
    let known = rdata::known_to(name.rtype);
    let registered = !known.is_empty();
    // Behind the generic form every server reads a type by number (RFC 3597 §5), and some by name.
    let generic = opens_generic(text, first);
    if name.numeric {
        on_number(reader, at, text.octets.get(at.span.start as usize..at.span.end as usize).unwrap_or_default());
    } else if let Some(first) = first.filter(|_| generic) {
        on_generic(reader, text, name.rtype, first);
    }
    if name.numeric && registered && !generic && first.is_some() {
        reader.problem(ProblemKind::TypeNumericWithText, at, None, Fact::None);
    }
    if registered && !(name.numeric && generic) {
        on_readers(reader, at, name, known);
    }
    if rdata::is_obsolete(name.rtype, &[]) {
        reader.problem(ProblemKind::TypeObsolete, at, None, Fact::None);
    }
}

/// Tells whether RDATA stands in the generic form, by its first token.
pub(super) fn opens_generic(text: Text<'_>, first: Option<&Token>) -> bool {
    first.is_some_and(|first| !first.quoted && first.span.of(text.octets) == rdata::GENERIC)
}

/// Reports a type number that not all servers concerned read as it is written.
fn on_number(reader: &mut Reader<'_>, at: Loc, word: &[u8]) {
    let long = word.len() > "TYPE65535".len();
    let taken = reader.audience.takes(if long { Construct::TypeNumberLong } else { Construct::TypeNumberOdd });
    let usual = word.starts_with(b"TYPE") && word.get(4) != Some(&b'0');
    if usual || !(taken.own == Taken::Refused || taken.conflicts()) {
        return;
    }
    let names = taken.refusing().iter().map(|server| server.name().to_owned()).collect();
    reader.note(ProblemKind::TypeNonportable, at, None, Fact::List(names), Some(taken));
}

/// Reports the generic form behind the name of a type that the server wants in text.
fn on_generic(reader: &mut Reader<'_>, text: Text<'_>, rtype: Rtype, first: &Token) {
    let taken = reader.audience.takes(Construct::GenericByName);
    if taken.own == Taken::Refused || taken.conflicts() {
        let expected = "the text form behind the name of a type".into();
        let fault = Fault { kind: FaultKind::GenericInvalid, span: first.span, field: "RDATA", expected };
        let (kind, at) = (ProblemKind::Rdata(fault.kind), text.loc(fault.span));
        reader.note(kind, at, None, reader.field(rtype, fault), Some(taken));
    }
}

/// Reports a type that not all servers concerned know by name.
fn on_readers(reader: &mut Reader<'_>, at: Loc, name: TypeName, known: Servers) {
    let mut taken = reader.audience.takes_only(known);
    if name.class == TypeClass::ForeignDialect {
        if taken.conflicts() {
            reader.note(ProblemKind::TypeNotInDialect, at, None, Fact::None, Some(taken));
        }
        return;
    }
    if taken.own == Taken::Refused || taken.conflicts() {
        let refusing = taken.refusing();
        // A later release may know it; the few types of gdnsd are all there will be.
        if taken.dialect != Dialect::Gdnsd {
            taken.own = Taken::Read;
        }
        let names: Vec<String> = refusing.iter().map(|server| server.name().to_owned()).collect();
        reader.note(ProblemKind::TypeNonportable, at, None, Fact::List(names), Some(taken));
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
