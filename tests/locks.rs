//! Locks against the real thing: other processes that hold flock, fcntl and open-file-description locks, die, or race;
//! and the `zonegate lock` commands on real directories.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "helpers of integration tests stop at the first thing that is not as expected"
)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use zonegate::cli::lock::{AcquireArgs, KindArg, LockCommand, ReleaseArgs, ScopeArg, StatusArgs, run};
use zonegate::locks::{
    Evidence, LockContext, LockError, LockState, Machine, OurIds, Query, Staleness, ZonePattern, all, list,
};
use zonegate::snapshot::{Entry, ReadFailure, RepoPath, Snapshot};
use zonegate::source::{Octets, Side};
use zonegate::zone::{Name, Serial};

/// A snapshot without files: what these tests ask about lies on disk.
#[derive(Debug)]
struct Nothing;

impl Snapshot for Nothing {
    fn side(&self) -> Side {
        Side::Index
    }
    fn id(&self) -> String {
        String::new()
    }
    fn entries(&self) -> &[Entry] {
        &[]
    }
    fn read(&self, _: &RepoPath) -> Result<Octets, ReadFailure> {
        Err(ReadFailure::NotFound)
    }
}

/// A working tree with the zone file `zones/example.com.zone`.
struct Place {
    _dir: tempfile::TempDir,
    root: PathBuf,
    lock_dir: PathBuf,
    git_dir: PathBuf,
}

impl Place {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        std::fs::create_dir(root.join("zones")).unwrap();
        std::fs::create_dir(root.join(".git")).unwrap();
        let git_dir = root.join(".git");
        Self { _dir: dir, lock_dir: git_dir.join("zonegate/locks"), git_dir, root }
    }

    fn sidecar(&self) -> PathBuf {
        self.root.join("zones/example.com.zone.lock")
    }

    fn ask(&self, source: &str) -> Vec<LockState> {
        let files = [RepoPath::new(&b"zones/example.com.zone"[..])];
        let zone = Name::parse(b"example.com.", None).unwrap();
        let machine = Machine::this();
        let query = Query {
            zone: &zone,
            own_files: &files,
            files: &files,
            base_serial: Some(Serial(2)),
            base: None,
            head: &Nothing,
            root: Some(&self.root),
            lock_dir: Some(&self.lock_dir),
            now: Timestamp::now(),
            machine: &machine,
        };
        let sources = all();
        sources.iter().find(|each| each.name() == source).unwrap().examine(&query)
    }

    #[track_caller]
    fn held(&self, source: &str) -> Evidence {
        match self.ask(source).as_slice() {
            [LockState::Held(evidence)] => evidence.clone(),
            other => unreachable!("expected one held lock: {other:?}"),
        }
    }

    #[track_caller]
    fn free(&self, source: &str) {
        let states = self.ask(source);
        assert!(matches!(states.as_slice(), [LockState::Free]), "{states:?}");
    }

    fn context(&self, holder: &str) -> LockContext {
        LockContext {
            lock_dir: Some(self.lock_dir.clone()),
            worktree_root: Some(self.root.clone()),
            git_dir: Some(self.git_dir.clone()),
            now: Timestamp::now(),
            machine: Machine::this(),
            holder: holder.to_owned(),
            our_ids: OurIds::new(None, Some(&self.git_dir)),
        }
    }
}

/// A child that says `ready` once it holds its lock; killed when dropped.
struct Holder(Child);

impl Holder {
    fn python(path: &Path, take: &str) -> Self {
        let script = format!(
            "import fcntl, os, struct, sys, time\nf = open(sys.argv[1], 'r+')\n{take}\nprint('ready', flush=True)\ntime.sleep(60)\n"
        );
        Self::start(Command::new("python3").args(["-c", &script]).arg(path))
    }

    fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line.trim(), "ready");
        Self(child)
    }

    fn pid(&self) -> u32 {
        self.0.id()
    }

    /// Sends SIGKILL and waits for the end.
    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

const POSIX: &str = "fcntl.lockf(f, fcntl.LOCK_EX)";
const POSIX_SHARED_PART: &str = "fcntl.fcntl(f, fcntl.F_SETLK, struct.pack('hhqqi4x', fcntl.F_RDLCK, 0, 100, 1, 0))";
const OPEN_FILE: &str = "fcntl.fcntl(f, 37, struct.pack('hhqqi4x', fcntl.F_WRLCK, 0, 0, 0, 0))";
const FLOCK: &str = "fcntl.flock(f, fcntl.LOCK_EX)";

#[test]
fn kernel_locks_of_every_kind_are_seen_and_their_holder_named() {
    for (take, how) in [(POSIX, "fcntl"), (POSIX_SHARED_PART, "fcntl"), (OPEN_FILE, "fcntl"), (FLOCK, "flock")] {
        let place = Place::new();
        std::fs::write(place.sidecar(), "").unwrap();
        place.free("sidecar");
        let holder = Holder::python(&place.sidecar(), take);
        let evidence = place.held("sidecar");
        let who = format!("pid {} (python", holder.pid());
        assert!(evidence.holder.as_ref().unwrap().starts_with(&who), "{take}: {evidence:?}");
        assert!(evidence.observed.contains(&format!("is locked by {how}: pid ")), "{}", evidence.observed);
        assert_eq!(evidence.host.as_ref(), Some(&Machine::this().host));
        holder.kill();
        place.free("sidecar");
    }
}

#[test]
fn flock_of_util_linux_is_seen() {
    let place = Place::new();
    let mut command = Command::new("flock");
    let holder = Holder::start(command.arg(place.sidecar()).args(["sh", "-c", "echo ready; exec sleep 60"]));
    let evidence = place.held("sidecar");
    assert!(evidence.observed.contains("is locked by flock: pid "), "{}", evidence.observed);
    drop(holder);
}

#[test]
fn a_child_that_outlives_its_parent_keeps_the_flock() {
    let place = Place::new();
    std::fs::write(place.sidecar(), "").unwrap();
    let fork = format!("{FLOCK}\nif os.fork(): os._exit(0)\nprint('pid', os.getpid(), flush=True)");
    let script = format!("import fcntl, os, sys, time\nf = open(sys.argv[1], 'r+')\n{fork}\ntime.sleep(60)\n");
    let mut parent =
        Command::new("python3").args(["-c", &script]).arg(place.sidecar()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(parent.stdout.take().unwrap()).read_line(&mut line).unwrap();
    parent.wait().unwrap();
    let child = line.trim().strip_prefix("pid ").unwrap().to_owned();
    let evidence = place.held("sidecar");
    Command::new("kill").args(["-9", &child]).status().unwrap();
    assert!(evidence.holder.unwrap().starts_with(&format!("pid {child} (python")));
    until(|| matches!(place.ask("sidecar").as_slice(), [LockState::Free]));
}

#[test]
fn a_record_in_a_held_sidecar_names_the_person() {
    let place = Place::new();
    std::fs::write(place.sidecar(), "holder = \"alice\"\nreason = \"AXFR\"\n").unwrap();
    let holder = Holder::python(&place.sidecar(), FLOCK);
    let evidence = place.held("sidecar");
    assert_eq!((evidence.holder.as_deref(), evidence.reason.as_deref()), (Some("alice"), Some("AXFR")));
    drop(holder);
}

#[test]
fn a_dotlock_counts_while_its_process_lives() {
    let place = Place::new();
    let mut child = Command::new("sleep").arg("60").spawn().unwrap();
    std::fs::write(place.sidecar(), format!("{}\n", child.id())).unwrap();
    // Between fork and exec the child still has its parent's name.
    let sleeping = Some(format!("pid {} (sleep)", child.id()));
    until(|| place.held("sidecar").holder == sleeping);
    child.kill().unwrap();
    child.wait().unwrap();
    let states = place.ask("sidecar");
    assert!(matches!(states.as_slice(), [LockState::Stale(_, Staleness::HolderDead)]), "{states:?}");
}

#[test]
fn nothing_in_the_place_of_a_lock_file_makes_a_source_hang() {
    let makers: [fn(&Path); 5] = [
        |path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
        |path| std::os::unix::fs::symlink("/dev/zero", path).unwrap(),
        |path| std::os::unix::fs::symlink(path, path).unwrap(),
        |path| std::fs::create_dir(path).unwrap(),
        |path| std::fs::File::create(path).unwrap().set_len(1 << 40).unwrap(),
    ];
    for name in ["zones/example.com.zone.lock", "zones/example.com.zone.jnl", ".git/zonegate/locks/example.com.toml"] {
        for make in makers {
            let place = Place::new();
            std::fs::create_dir_all(&place.lock_dir).unwrap();
            make(&place.root.join(name));
            let start = Instant::now();
            let states: Vec<LockState> =
                ["local", "sidecar", "bind-journal"].iter().flat_map(|source| place.ask(source)).collect();
            assert!(start.elapsed() < Duration::from_secs(2), "{name}");
            let blocked = states.iter().filter(|state| matches!(state, LockState::Unknown(_))).count();
            assert_eq!(blocked, 1, "{name}: {states:?}");
        }
    }
}

#[test]
fn junk_never_passes_for_free() {
    let place = Place::new();
    std::fs::create_dir_all(&place.lock_dir).unwrap();
    let mut junk = vec![0u8; 3000];
    for seed in 0u8..40 {
        for (at, octet) in junk.iter_mut().enumerate() {
            *octet = seed.wrapping_mul(31).wrapping_add(u8::try_from(at * at % 251).unwrap());
        }
        std::fs::write(place.sidecar(), &junk).unwrap();
        std::fs::write(place.lock_dir.join("example.com.toml"), &junk).unwrap();
        std::fs::write(place.root.join("zones/example.com.zone.jnl"), &junk).unwrap();
        for source in ["local", "sidecar", "bind-journal"] {
            let states = place.ask(source);
            assert!(
                matches!(states.as_slice(), [LockState::Held(_) | LockState::Unknown(_)]),
                "{source} {seed}: {states:?}"
            );
        }
    }
}

#[test]
fn a_temporary_file_counts_while_another_process_writes_it() {
    let place = Place::new();
    let path = place.root.join("zones/tmp-kxjj8sDUF1");
    let text = "$ORIGIN .\n$TTL 300\nexample.com\tIN SOA\tns1. h. (\n";
    std::fs::write(&path, text).unwrap();
    let old = std::time::SystemTime::now() - Duration::from_secs(3600);
    std::fs::File::options().append(true).open(&path).unwrap().set_modified(old).unwrap();
    assert!(matches!(place.ask("writer").as_slice(), [LockState::Stale(_, Staleness::Abandoned)]));
    let holder = Holder::python(&path, "");
    let evidence = place.held("writer");
    assert!(evidence.holder.unwrap().starts_with(&format!("pid {} (python", holder.pid())));
    holder.kill();
    assert!(matches!(place.ask("writer").as_slice(), [LockState::Stale(_, Staleness::Abandoned)]));
}

fn acquire_args(zones: &[&str]) -> AcquireArgs {
    AcquireArgs {
        zones: zones.iter().map(|&zone| zone.to_owned()).collect(),
        kind: KindArg::Freeze,
        reason: "maintenance".to_owned(),
        expires: Some("1h".to_owned()),
        contact: None,
        scope: ScopeArg::Local,
    }
}

fn acquire(context: &LockContext, zones: &[&str]) -> (Vec<String>, u8) {
    run(&LockCommand::Acquire(acquire_args(zones)), context).unwrap()
}

fn release(context: &LockContext, zones: &[&str]) -> (Vec<String>, u8) {
    let zones = zones.iter().map(|&zone| zone.to_owned()).collect();
    run(&LockCommand::Release(ReleaseArgs { zones, scope: None }), context).unwrap()
}

fn status(context: &LockContext, zones: &[&str]) -> (Vec<String>, u8) {
    let zones = zones.iter().map(|&zone| zone.to_owned()).collect();
    run(&LockCommand::Status(StatusArgs { zones }), context).unwrap()
}

#[test]
fn a_lock_is_taken_seen_and_released_by_its_holder() {
    let place = Place::new();
    let alice = place.context("alice@host");
    let (lines, code) = acquire(&alice, &["Example.com."]);
    assert_eq!(code, 0, "{lines:?}");
    assert!(lines[0].starts_with("locked example.com until "), "{lines:?}");
    let evidence = place.held("local");
    assert_eq!(evidence.holder.as_deref(), Some("alice@host"));
    assert_eq!(evidence.reason.as_deref(), Some("maintenance"));
    assert_eq!(evidence.remedy, ["zonegate lock release --scope local example.com"]);
    assert!(lines.iter().any(|line| *line == format!("id {}", evidence.id.clone().unwrap())));
    assert!(!OurIds::new(None, Some(&place.git_dir)).is_ours(&evidence), "a freeze stops its taker too");
    assert!(OurIds::new(evidence.id.as_deref(), None).is_ours(&evidence));
    assert_eq!(release(&alice, &["example.com"]).1, 0);
    place.free("local");
    assert!(place.lock_dir.join("example.com.flock").exists(), "never unlinked");
    let (lines, code) = release(&alice, &["example.com"]);
    assert_eq!((lines[0].as_str(), code), ("example.com is not locked", 1));
}

#[test]
fn a_lock_of_somebody_else_is_neither_taken_over_nor_released() {
    let place = Place::new();
    let (alice, bob) = (place.context("alice@host"), place.context("bob@host"));
    assert_eq!(acquire(&alice, &["example.com"]).1, 0);
    for (lines, code) in
        [acquire(&bob, &["example.com"]), acquire(&alice, &["example.com"]), acquire(&bob, &["a.test", "*.com"])]
    {
        assert_eq!(code, 75);
        assert!(lines[0].contains("example.com is held by alice@host until "), "{lines:?}");
    }
    assert!(!place.lock_dir.join("a.test.toml").exists(), "all or none");
    let (lines, code) = release(&bob, &["example.com"]);
    assert_eq!(code, 75);
    assert!(lines[0].contains("alice@host"), "{lines:?}");
    let id = place.held("local").id.unwrap();
    let by_id = LockContext { our_ids: OurIds::new(Some(&id), None), ..bob };
    assert_eq!(release(&by_id, &["example.com"]).1, 0);
    place.free("local");
}

#[test]
fn an_expired_lock_gives_way_with_a_note() {
    let place = Place::new();
    std::fs::create_dir_all(&place.lock_dir).unwrap();
    let record = place.lock_dir.join("example.com.toml");
    std::fs::write(&record, "zone = \"example.com\"\nholder = \"alice\"\nexpires = 2020-01-01T00:00:00Z\n").unwrap();
    assert!(matches!(place.ask("local").as_slice(), [LockState::Stale(_, Staleness::Expired)]));
    let (lines, code) = acquire(&place.context("bob"), &["example.com"]);
    assert_eq!(code, 0);
    assert_eq!(lines[0], "the lock of alice on example.com was over: expired at 2020-01-01T00:00:00Z");
    std::fs::write(&record, "zone = \"example.com\"\nholder = \"alice\"\nexpires = 2020-01-01T00:00:00Z\n").unwrap();
    assert_eq!(release(&place.context("bob"), &["example.com"]).1, 0, "anybody may clear it");
}

#[test]
fn a_broken_record_is_not_taken_over() {
    let place = Place::new();
    std::fs::create_dir_all(&place.lock_dir).unwrap();
    std::fs::write(place.lock_dir.join("example.com.toml"), "holder = \"ali").unwrap();
    let bob = place.context("bob");
    assert_eq!(acquire(&bob, &["example.com"]).1, 75);
    assert_eq!(release(&bob, &["example.com"]).1, 75);
    let (lines, code) = status(&bob, &["example.com"]);
    assert_eq!(code, 0);
    assert!(lines[1].contains("held") && lines[1].contains("cannot be read as a lock record"), "{lines:?}");
}

#[test]
fn a_process_that_holds_the_flock_keeps_everybody_out() {
    let place = Place::new();
    std::fs::create_dir_all(&place.lock_dir).unwrap();
    let flock = place.lock_dir.join("example.com.flock");
    std::fs::write(&flock, "").unwrap();
    let holder = Holder::python(&flock, FLOCK);
    let bob = place.context("bob");
    let (lines, code) = acquire(&bob, &["example.com"]);
    assert_eq!(code, 75);
    assert!(lines[0].contains(&format!("pid {}", holder.pid())), "{lines:?}");
    std::fs::write(place.lock_dir.join("example.com.toml"), "holder = \"bob\"\n").unwrap();
    assert_eq!(release(&bob, &["example.com"]).1, 75, "not even its holder while a process runs");
    holder.kill();
    assert_eq!(release(&bob, &["example.com"]).1, 0);
}

#[test]
fn a_glob_covers_and_is_released_by_its_own_name() {
    let place = Place::new();
    let alice = place.context("alice");
    assert_eq!(acquire(&alice, &["*.com"]).1, 0);
    assert_eq!(place.held("local").remedy, ["zonegate lock release --scope local '*.com'"]);
    let (lines, code) = release(&alice, &["example.com"]);
    assert_eq!(code, 1);
    assert!(lines[0].starts_with("example.com has no lock of its own; the lock on *.com covers it"), "{lines:?}");
    assert_eq!(release(&alice, &["*.com"]).1, 0);
    place.free("local");
}

#[test]
fn an_edit_lock_is_ours_in_this_worktree_only() {
    let place = Place::new();
    let args = AcquireArgs { kind: KindArg::Edit, ..acquire_args(&["example.com"]) };
    assert_eq!(run(&LockCommand::Acquire(args), &place.context("alice")).unwrap().1, 0);
    let evidence = place.held("local");
    assert!(OurIds::new(None, Some(&place.git_dir)).is_ours(&evidence));
    assert!(!OurIds::new(None, Some(&place.root.join("other"))).is_ours(&evidence));
    assert_eq!(status(&place.context("alice"), &[]).0[1].split_whitespace().nth(1), Some("ours"));
    assert_eq!(release(&place.context("bob"), &["example.com"]).1, 0, "by its id, from this worktree");
    assert!(!OurIds::new(None, Some(&place.git_dir)).is_ours(&evidence));
}

#[test]
fn a_lock_of_the_tree_is_a_record_to_commit() {
    let place = Place::new();
    let args = || AcquireArgs { scope: ScopeArg::Tree, expires: None, ..acquire_args(&["example.com"]) };
    let (lines, code) = run(&LockCommand::Acquire(args()), &place.context("alice")).unwrap();
    assert_eq!(code, 0, "{lines:?}");
    assert!(lines[1].starts_with("commit it: git add .zonegate/locks/example.com.toml && git commit"), "{lines:?}");
    let record = std::fs::read_to_string(place.root.join(".zonegate/locks/example.com.toml")).unwrap();
    for part in ["version = 1\n", "zone = \"example.com\"\n", "kind = \"freeze\"\n", "holder = \"alice\"\n"] {
        assert!(record.contains(part), "{record}");
    }
    assert!(!record.contains("pid") && !record.contains("expires"), "{record}");
    assert_eq!(run(&LockCommand::Acquire(args()), &place.context("bob")).unwrap().1, 75);
    let found = list(&place.context("bob"), &[ZonePattern::parse("example.com").unwrap()]);
    assert_eq!(found.iter().map(|each| each.evidence().unwrap().source).collect::<Vec<_>>(), ["tree"]);
    assert_eq!(release(&place.context("bob"), &["example.com"]).1, 75);
    let (lines, code) = release(&place.context("alice"), &["example.com"]);
    assert_eq!(code, 0);
    assert!(lines[1].contains(".zonegate/locks/example.com.toml"), "{lines:?}");
    assert!(!place.root.join(".zonegate/locks/example.com.toml").exists());
}

#[test]
fn wrong_arguments_are_said_so() {
    let place = Place::new();
    let context = place.context("alice");
    let case = |change: fn(&mut AcquireArgs)| {
        let mut args = acquire_args(&["example.com"]);
        change(&mut args);
        let error = run(&LockCommand::Acquire(args), &context).unwrap_err();
        assert!(matches!(error, LockError::Usage(_)), "{error:?}");
        error.to_string()
    };
    assert!(case(|args| args.zones = vec!["a..b".to_owned()]).contains("`a..b` is no name of a zone"));
    assert!(case(|args| args.expires = Some("soon".to_owned())).contains("--expires: `soon`"));
    assert!(case(|args| args.reason = " ".to_owned()).contains("--reason"));
    assert!(case(|args| args.reason = "x".repeat(70_000)).contains("64 KiB"));
    let nowhere = LockContext { lock_dir: None, worktree_root: None, git_dir: None, ..context };
    let error = run(&LockCommand::Acquire(acquire_args(&["example.com"])), &nowhere).unwrap_err();
    assert!(matches!(error, LockError::NoPlace { .. }), "{error:?}");
    place.free("local");
}

#[test]
fn status_lists_and_says_what_cannot_be_read() {
    let place = Place::new();
    let alice = place.context("alice");
    assert_eq!(status(&alice, &[]), (vec!["no locks".to_owned()], 0));
    assert_eq!(status(&alice, &["example.com"]), (vec!["not locked: example.com".to_owned()], 0));
    acquire(&alice, &["b.test", "a.test"]);
    let (lines, code) = status(&alice, &[]);
    assert_eq!((lines.len(), code), (3, 0), "{lines:?}");
    assert!(lines[1].starts_with("a.test  held   freeze  alice"), "{lines:?}");
    std::os::unix::fs::symlink("nowhere", place.lock_dir.join("c.test.toml")).unwrap();
    assert_eq!(status(&alice, &["c.test"]).1, 2);
    assert_eq!(status(&alice, &["a.test"]).1, 0);
    let error = run(&LockCommand::Acquire(acquire_args(&["c.test"])), &alice).unwrap_err();
    assert!(matches!(error, LockError::Unreadable(_)), "{error:?}");
}

/// Runs one attempt in a process of its own; see the race below.
#[test]
fn race_helper() {
    let (Ok(root), Ok(zones)) = (std::env::var("ZONEGATE_TEST_ROOT"), std::env::var("ZONEGATE_TEST_ZONES")) else {
        return;
    };
    let root = PathBuf::from(root);
    let context = LockContext {
        lock_dir: Some(root.join(".git/zonegate/locks")),
        worktree_root: Some(root.clone()),
        git_dir: Some(root.join(".git")),
        now: Timestamp::now(),
        machine: Machine::this(),
        holder: std::process::id().to_string(),
        our_ids: OurIds::default(),
    };
    while !root.join("go").exists() {
        sleep(Duration::from_millis(1));
    }
    let (_, code) = acquire(&context, &zones.split(' ').collect::<Vec<_>>());
    let mut out = std::fs::File::create(root.join(format!("code-{}", std::process::id()))).unwrap();
    write!(out, "{code}").unwrap();
}

#[test]
fn of_eight_processes_exactly_one_gets_the_lock() {
    for round in 0..3 {
        let place = Place::new();
        // Overlapping requests: by name, through a glob, and several at once.
        let wishes = ["example.com", "*.com", "a.test example.com", "*"];
        let children: Vec<Child> = (0..8)
            .map(|number| {
                let mut command = Command::new(std::env::current_exe().unwrap());
                command.args(["--exact", "race_helper"]).stdout(Stdio::null()).stderr(Stdio::null());
                command
                    .env("ZONEGATE_TEST_ROOT", &place.root)
                    .env("ZONEGATE_TEST_ZONES", wishes[number % wishes.len()]);
                command.spawn().unwrap()
            })
            .collect();
        sleep(Duration::from_millis(50));
        std::fs::write(place.root.join("go"), "").unwrap();
        let mut codes: Vec<String> = children
            .into_iter()
            .map(|mut child| {
                assert!(child.wait().unwrap().success());
                std::fs::read_to_string(place.root.join(format!("code-{}", child.id()))).unwrap()
            })
            .collect();
        codes.sort();
        assert_eq!(codes, ["0", "75", "75", "75", "75", "75", "75", "75"], "round {round}");
        assert!(matches!(place.ask("local").as_slice(), [LockState::Held(_)]), "round {round}");
    }
}

/// A check while locks are taken must neither fail nor disturb the taking.
#[test]
fn checks_do_not_disturb_the_taking_of_locks() {
    let place = Place::new();
    let context = place.context("alice");
    std::thread::scope(|scope| {
        let checks = scope.spawn(|| {
            for _ in 0..300 {
                for state in place.ask("local") {
                    assert!(!matches!(state, LockState::Unknown(_)), "{state:?}");
                }
            }
        });
        while !checks.is_finished() {
            assert_eq!(acquire(&context, &["example.com"]).1, 0);
            assert_eq!(release(&context, &["example.com"]).1, 0);
        }
    });
}

/// Waits until something is so, for at most five seconds.
#[track_caller]
fn until(so: impl Fn() -> bool) {
    let start = Instant::now();
    while !so() {
        assert!(start.elapsed() < Duration::from_secs(5));
        sleep(Duration::from_millis(10));
    }
}
