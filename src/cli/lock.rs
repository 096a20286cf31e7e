//! `zonegate lock`: taking, releasing and showing locks.
//!
//! Flows in: the arguments and a [`LockContext`]. Flows out: lines of text and the exit code. The lines are raw: they may
//! quote a record of somebody else, so whoever prints them sanitises each.

use std::path::Path;

use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;

use crate::locks::{
    Acquired, Evidence, LockContext, LockError, LockKind, LockState, Released, Request, Scope, Sighting, Staleness,
    ZonePattern, acquire, list, parse_until, quote, release,
};

/// What to do with locks.
#[derive(Debug, Subcommand)]
pub enum LockCommand {
    /// Lock zones: all of them, or none
    Acquire(AcquireArgs),
    /// Release locks
    Release(ReleaseArgs),
    /// Show locks
    Status(StatusArgs),
}

/// Arguments of `zonegate lock acquire`.
#[derive(Debug, Args)]
pub struct AcquireArgs {
    /// Zones, or globs such as '*.in-addr.arpa'
    #[arg(value_name = "ZONE", required = true)]
    pub zones: Vec<String>,
    /// What for; `edit` lets this worktree commit, `freeze` stops everyone
    #[arg(long, value_enum, default_value = "freeze")]
    pub kind: KindArg,
    /// Why, for those who meet the lock
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Until when: a duration such as 2h or 1d, or a time such as 2026-01-31T18:00:00Z
    #[arg(long, value_name = "WHEN")]
    pub expires: Option<String>,
    /// Whom to ask
    #[arg(long, value_name = "TEXT")]
    pub contact: Option<String>,
    /// Where the lock lies: this machine, or a record to commit
    #[arg(long, value_enum, default_value = "local")]
    pub scope: ScopeArg,
}

/// Arguments of `zonegate lock release`.
#[derive(Debug, Args)]
pub struct ReleaseArgs {
    /// Zones or globs, as they were locked
    #[arg(value_name = "ZONE", required = true)]
    pub zones: Vec<String>,
    /// Release in this scope only; without it, wherever the zone is locked
    #[arg(long, value_enum)]
    pub scope: Option<ScopeArg>,
}

/// Arguments of `zonegate lock status`.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// Zones or globs; without any, all locks
    #[arg(value_name = "ZONE")]
    pub zones: Vec<String>,
}

/// The kinds of lock that people take.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum KindArg {
    /// Somebody edits the zone
    Edit,
    /// A deploy is under way
    Deploy,
    /// A zone transfer is under way
    Transfer,
    /// Nobody may change the zone
    Freeze,
    /// The zone is being signed
    Signing,
}

/// Where a lock lies.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ScopeArg {
    /// On this machine, for all worktrees of the repository
    Local,
    /// In the repository, for everyone who has the branch
    Tree,
}

impl From<KindArg> for LockKind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Edit => Self::Edit,
            KindArg::Deploy => Self::Deploy,
            KindArg::Transfer => Self::Transfer,
            KindArg::Freeze => Self::Freeze,
            KindArg::Signing => Self::Signing,
        }
    }
}

impl From<ScopeArg> for Scope {
    fn from(scope: ScopeArg) -> Self {
        match scope {
            ScopeArg::Local => Self::Local,
            ScopeArg::Tree => Self::Tree,
        }
    }
}

/// Lines for standard output and the exit code.
pub type Answer = (Vec<String>, u8);

const DONE: u8 = 0;
const NOT_LOCKED: u8 = 1;
const UNREADABLE: u8 = 2;
/// `EX_TEMPFAIL`: somebody else holds the lock, waiting may help.
const HELD: u8 = 75;

/// Runs a lock command. An error is exit code 2, but for [`LockError::Busy`], which is 75.
pub fn run(command: &LockCommand, context: &LockContext) -> Result<Answer, LockError> {
    match command {
        LockCommand::Acquire(args) => run_acquire(args, context),
        LockCommand::Release(args) => run_release(args, context),
        LockCommand::Status(args) => run_status(args, context),
    }
}

/// Returns the exit code of an error.
pub fn error_code(error: &LockError) -> u8 {
    if matches!(error, LockError::Busy(_)) { HELD } else { UNREADABLE }
}

fn run_acquire(args: &AcquireArgs, context: &LockContext) -> Result<Answer, LockError> {
    let expires = args.expires.as_deref().map(|text| parse_until(text, context.now)).transpose();
    let request = Request {
        zones: patterns(&args.zones)?,
        kind: args.kind.into(),
        reason: args.reason.clone(),
        expires: expires.map_err(|why| LockError::Usage(format!("--expires: {why}")))?,
        contact: args.contact.clone(),
        scope: args.scope.into(),
    };
    Ok(match acquire(context, &request)? {
        Acquired::Held(held) => {
            let mut lines: Vec<String> = held.iter().map(|sighting| refusal("not locked", sighting)).collect();
            if request.zones.len() > 1 {
                lines.push("none of the zones was locked".to_owned());
            }
            (lines, HELD)
        }
        Acquired::Taken { id, records, replaced, kept } => {
            (taken(context, &request, &id, &records, &replaced, kept), DONE)
        }
    })
}

fn taken(
    context: &LockContext,
    request: &Request,
    id: &str,
    records: &[(ZonePattern, std::path::PathBuf)],
    replaced: &[Sighting],
    kept: bool,
) -> Vec<String> {
    let mut lines: Vec<String> = replaced
        .iter()
        .filter_map(|old| {
            Some(format!("the lock of {} on {} was over: {}", holder(old.evidence()?), old.zone, end(old)))
        })
        .collect();
    let until = request.expires.map_or_else(|| "until it is released".to_owned(), |time| format!("until {time}"));
    let (kind, scope) = (request.kind.word(), request.scope.word());
    lines.extend(records.iter().map(|(zone, _)| format!("locked {zone} {until} (kind {kind}, scope {scope})")));
    let names: Vec<String> = records.iter().map(|(zone, _)| zone.to_string()).collect();
    match request.scope {
        Scope::Tree => {
            let paths: Vec<String> = records.iter().map(|(_, path)| shown(path, context)).collect();
            let (paths, message) = (paths.join(" "), quote(&format!("Lock {}", names.join(" "))));
            lines.push(format!("commit it: git add {paths} && git commit -m {message} -- {paths}"));
        }
        Scope::Local if kept => lines.push("this worktree may commit to it, nobody else".to_owned()),
        Scope::Local => {}
    }
    lines.push(format!("id {id}"));
    lines.push(format!("to pass the gate with this lock elsewhere: export ZONEGATE_LOCK_ID={id}"));
    lines
}

fn run_release(args: &ReleaseArgs, context: &LockContext) -> Result<Answer, LockError> {
    let zones = patterns(&args.zones)?;
    Ok(match release(context, &zones, args.scope.map(Scope::from))? {
        Released::Done(done) => {
            let mut lines: Vec<String> =
                done.iter().map(|(zone, scope, _)| format!("released {zone} (scope {})", scope.word())).collect();
            let paths: Vec<String> = done
                .iter()
                .filter(|(_, scope, _)| *scope == Scope::Tree)
                .map(|(_, _, path)| shown(path, context))
                .collect();
            if !paths.is_empty() {
                lines.push(format!("commit the removal by itself: git commit -m Unlock -- {}", paths.join(" ")));
            }
            (lines, DONE)
        }
        Released::Refused(held) => {
            let mut lines: Vec<String> = held.iter().map(|sighting| refusal("not released", sighting)).collect();
            lines.push("only its holder, or whoever names its id in ZONEGATE_LOCK_ID, may release a lock".to_owned());
            (lines, HELD)
        }
        Released::NotLocked(zones) => {
            let mut lines: Vec<String> = zones.iter().map(|(zone, over)| not_locked(zone, over)).collect();
            if args.zones.len() > zones.len() {
                lines.push("nothing was released".to_owned());
            }
            (lines, NOT_LOCKED)
        }
    })
}

fn not_locked(zone: &ZonePattern, over: &[Sighting]) -> String {
    match over.first() {
        None => format!("{zone} is not locked"),
        Some(lock) => format!(
            "{zone} has no lock of its own; the lock on {} covers it: {}",
            lock.zone,
            lock.evidence().map_or("", |evidence| evidence.observed.as_str())
        ),
    }
}

fn run_status(args: &StatusArgs, context: &LockContext) -> Result<Answer, LockError> {
    let zones = patterns(&args.zones)?;
    let found = list(context, &zones);
    let unreadable = found.iter().any(|sighting| matches!(sighting.state, LockState::Unknown(_)));
    let code = if unreadable { UNREADABLE } else { DONE };
    let mut rows: Vec<[String; 7]> = found.iter().filter_map(|sighting| row(sighting, context)).collect();
    if rows.is_empty() {
        let whom =
            if zones.is_empty() { "no locks".to_owned() } else { format!("not locked: {}", args.zones.join(" ")) };
        return Ok((vec![whom], code));
    }
    rows.insert(0, ["ZONE", "STATE", "KIND", "HOLDER", "UNTIL", "SOURCE", "REASON"].map(str::to_owned));
    Ok((table(&rows), code))
}

fn row(sighting: &Sighting, context: &LockContext) -> Option<[String; 7]> {
    let evidence = sighting.evidence()?;
    let state = match &sighting.state {
        LockState::Unknown(_) => "unknown",
        LockState::Stale(..) => "stale",
        _ if context.our_ids.is_ours(evidence) => "ours",
        _ => "held",
    };
    let record = evidence.holder.is_some() || evidence.reason.is_some();
    let reason = evidence.reason.clone().filter(|_| record).unwrap_or_else(|| evidence.observed.clone());
    Some([
        sighting.zone.clone(),
        state.to_owned(),
        evidence.kind.word().to_owned(),
        evidence.holder.clone().unwrap_or_else(|| "?".to_owned()),
        evidence.expires.map_or_else(|| "no end set".to_owned(), |time| until(time, context.now)),
        evidence.source.to_owned(),
        reason,
    ])
}

/// Sets columns apart; the last one is as long as it is.
fn table(rows: &[[String; 7]]) -> Vec<String> {
    let mut widths = [0; 7];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let line = |row: &[String; 7]| {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

fn patterns(zones: &[String]) -> Result<Vec<ZonePattern>, LockError> {
    let parse = |zone: &String| {
        ZonePattern::parse(zone).map_err(|why| LockError::Usage(format!("`{zone}` is no name of a zone: {why}")))
    };
    zones.iter().map(parse).collect()
}

/// Says whose lock stands in the way: `not locked: example.com is held by bob@b until …: maintenance`.
fn refusal(what: &str, sighting: &Sighting) -> String {
    let Some(evidence) = sighting.evidence() else { return what.to_owned() };
    let until = evidence.expires.map_or_else(|| "until it is released".to_owned(), |time| format!("until {time}"));
    let reason = evidence.reason.as_ref().map_or_else(|| evidence.observed.clone(), Clone::clone);
    format!("{what}: {} is held by {} {until}: {reason}", sighting.zone, holder(evidence))
}

fn holder(evidence: &Evidence) -> String {
    evidence.holder.clone().unwrap_or_else(|| "an unknown holder".to_owned())
}

fn end(sighting: &Sighting) -> String {
    match (&sighting.state, sighting.evidence().and_then(|evidence| evidence.expires)) {
        (LockState::Stale(_, Staleness::Expired), Some(time)) => format!("expired at {time}"),
        (LockState::Stale(_, Staleness::HolderDead), _) => "its process is gone".to_owned(),
        _ => "left behind".to_owned(),
    }
}

fn until(time: Timestamp, now: Timestamp) -> String {
    let seconds = time.duration_since(now).as_secs();
    let (word, seconds) = if seconds < 0 { ("ago", -seconds) } else { ("left", seconds) };
    let amount = match seconds {
        0..60 => format!("{seconds} s"),
        60..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} d", seconds / 86400),
    };
    format!("{time} ({amount} {word})")
}

/// Returns a path as an argument of a command run at the root of the working tree.
fn shown(path: &Path, context: &LockContext) -> String {
    let root = context.worktree_root.as_deref();
    quote(&root.and_then(|root| path.strip_prefix(root).ok()).unwrap_or(path).display().to_string())
}
