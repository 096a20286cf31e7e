//! `zonegate hook run EVENT`: the gate as git calls it.

use std::io::Read as _;

use crate::cli::args::CheckArgs;
use crate::cli::print::Printer;
use crate::cli::world::World;
use crate::cli::{Failure, check, outputs};
use crate::gate::{self, Configuration, Request, Scope};
use crate::locks::quote;
use crate::snapshot::Repository;
use crate::snapshot::Snapshot;
use crate::verdict::Exit;

/// Judges what git is about to do. `arguments` are those that git gave the hook.
pub(crate) fn run(event: &str, arguments: &[String], world: &World, printer: &mut Printer) -> Result<u8, Failure> {
    let repository = world.require_repository()?;
    match event {
        "pre-commit" | "pre-merge-commit" => {
            let action = if event == "pre-commit" { "commit" } else { "merge" };
            let (base, head) = check::staged(&repository)?;
            let exit = judge(&repository, base.as_deref(), head.as_ref(), action, world, printer)?;
            Ok(exit.code())
        }
        "pre-push" => push(&repository, arguments, world, printer),
        _ => Err(Failure::new(
            format!("`{event}` is no hook that zonegate runs as"),
            "name pre-commit, pre-merge-commit or pre-push",
        )),
    }
}

fn judge(
    repository: &Repository,
    base: Option<&dyn Snapshot>,
    head: &dyn Snapshot,
    action: &'static str,
    world: &World,
    printer: &mut Printer,
) -> Result<Exit, Failure> {
    let request = Request {
        base,
        head,
        scope: Scope::Touched,
        origin: None,
        configuration: Configuration::InSnapshot,
        disk: check::disk(repository, &CheckArgs::default(), world),
        our_ids: world.our_ids(Some(&repository.git_dir())),
        machine: world.machine.clone(),
        now: world.now,
        action,
        fail_on: None,
        allow_empty: true,
    };
    let outcome = gate::judge(&request)?;
    // A hook that has nothing to say says nothing.
    if outcome.exit != Exit::Pass || !outcome.findings.is_empty() {
        outputs::write(&outcome, &[], world, printer)?;
    }
    Ok(outcome.exit)
}

/// One line of pre-push: `<local ref> <local oid> <remote ref> <remote oid>`.
struct Pushed<'a> {
    local: &'a str,
    remote_ref: &'a str,
    remote: &'a str,
}

/// Judges every branch that is pushed; the worst exit code counts.
fn push(repository: &Repository, arguments: &[String], world: &World, printer: &mut Printer) -> Result<u8, Failure> {
    let mut octets = Vec::new();
    std::io::stdin()
        .read_to_end(&mut octets)
        .map_err(|error| Failure::new(format!("cannot read what is pushed from standard input: {error}"), ""))?;
    // Names of refs need not be UTF-8; only their start and the ids count.
    let lines = String::from_utf8_lossy(&octets);
    let remote_name = arguments.first().map_or("origin", String::as_str);
    let mut worst = Exit::Pass;
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let pushed = parse(line).ok_or_else(|| {
            Failure::new(format!("`{line}` is no line that git gives a pre-push hook"), "run it through git push")
        })?;
        let exit = push_one(repository, &pushed, remote_name, world, printer)?;
        worst = worst.worst(exit);
    }
    Ok(worst.code())
}

fn parse(line: &str) -> Option<Pushed<'_>> {
    let mut fields = line.rsplitn(3, ' ');
    let (remote, remote_ref, rest) = (fields.next()?, fields.next()?, fields.next()?);
    let local = rest.rsplit(' ').next()?;
    let oid = |text: &str| matches!(text.len(), 40 | 64) && text.bytes().all(|octet| octet.is_ascii_hexdigit());
    (oid(local) && oid(remote)).then_some(Pushed { local, remote_ref, remote })
}

/// Tells the id that stands for "nothing", whatever the hash.
fn is_zero(oid: &str) -> bool {
    oid.bytes().all(|octet| octet == b'0')
}

fn push_one(
    repository: &Repository,
    pushed: &Pushed<'_>,
    remote_name: &str,
    world: &World,
    printer: &mut Printer,
) -> Result<Exit, Failure> {
    // Branches are gated. Tags and other refs publish nothing, and deleting a branch deletes no zone that is served.
    if !pushed.remote_ref.starts_with("refs/heads/") || is_zero(pushed.local) {
        return Ok(Exit::Pass);
    }
    let head = repository.commit_snapshot(pushed.local, &short(pushed.local))?;
    let exists = !is_zero(pushed.remote);
    if exists && !repository.has_commit(pushed.remote) {
        // git refuses such a push by itself unless it is forced; what it would overwrite may well be a lock.
        let (branch, tip) = (pushed.remote_ref, short(pushed.remote));
        return Err(Failure::new(
            format!("cannot compare with {branch} on {remote_name}: its commit {tip} is not here"),
            format!("git fetch {}", quote(remote_name)),
        ));
    }
    let base_id = if exists {
        Some(pushed.remote.to_owned())
    } else {
        repository.merge_base_with_remote(remote_name, pushed.local)?
    };
    let base: Box<dyn Snapshot> = match &base_id {
        Some(id) => Box::new(repository.commit_snapshot(id, &short(id))?),
        None => Box::new(repository.empty_snapshot("nothing")),
    };
    judge(repository, Some(base.as_ref()), &head, "push", world, printer)
}

fn short(oid: &str) -> String {
    oid.get(..8).unwrap_or(oid).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pre_push_lines_are_read_strictly() {
        let (a, z) = ("a".repeat(40), "0".repeat(40));
        let line = format!("refs/heads/main {a} refs/heads/main {z}");
        let pushed = parse(&line).unwrap();
        assert_eq!((pushed.local, pushed.remote_ref), (a.as_str(), "refs/heads/main"));
        assert!(is_zero(pushed.remote));
        assert!(parse("refs/heads/main abc refs/heads/main def").is_none());
        assert!(parse("").is_none());
        assert!(is_zero(parse(&format!("(delete) {z} refs/heads/x {a}")).unwrap().local));
    }
}
