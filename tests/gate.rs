//! The main job, end to end: real git, the real program as its hook, real lock holders.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test asks the world and stops at the first surprise"
)]

mod support;

use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use support::{Repository, Sandbox};

const ZONEGATE: &str = env!("CARGO_BIN_EXE_zonegate");

/// Returns a zone of example.com with the serial and the further lines given.
fn zone(serial: u32, lines: &str) -> String {
    format!(
        "$TTL 3600\n@     IN SOA ns1 hostmaster {serial} 7200 3600 1209600 3600\n      IN NS  ns1\nns1   IN A   192.0.2.53\n{lines}"
    )
}

const WWW: &str = "www   IN A   192.0.2.80\n";
const PATH: &str = "zones/example.com.zone";

/// Makes a repository with two zones and the hooks installed.
fn estate(sandbox: &Sandbox) -> Repository<'_> {
    let repository = sandbox.repository("estate");
    repository.add(PATH, zone(2_026_112_201, WWW));
    repository.add("zones/example.net.zone", zone(2_026_112_201, WWW));
    repository.commit("The estate");
    let installed = zonegate(&repository, &["hook", "install"]);
    assert_eq!(installed.status.code(), Some(0), "{}", said(&installed));
    repository
}

fn zonegate(repository: &Repository<'_>, arguments: &[&str]) -> Output {
    repository.command(ZONEGATE).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs the gate over what is staged; its exit code and what it said.
fn staged(repository: &Repository<'_>) -> (i32, String) {
    let output = zonegate(repository, &["check", "--staged"]);
    (output.status.code().unwrap(), said(&output))
}

#[track_caller]
fn refused(output: &Output, words: &[&str]) {
    let text = said(output);
    assert!(!output.status.success(), "git let it through: {text}");
    for word in words {
        assert!(text.contains(word), "`{word}` is missing in: {text}");
    }
}

#[track_caller]
fn passed(output: &Output) {
    assert!(output.status.success(), "git refused: {}", said(output));
}

/// Edits the zone example.com in a way that changes records.
fn edit(repository: &Repository<'_>) {
    repository.write(PATH, zone(2_026_112_202, "www   IN A   192.0.2.81\nmail  IN A   192.0.2.25\n"));
}

#[test]
fn a_commit_to_a_locked_zone_is_refused_explained_and_passes_once_the_lock_is_gone() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    let locked =
        zonegate(&repository, &["lock", "acquire", "example.com", "--reason", "maintenance", "--expires", "1h"]);
    assert_eq!(locked.status.code(), Some(0), "{}", said(&locked));

    edit(&repository);
    let commit = repository.try_git(&["commit", "-am", "Move www"]);
    refused(&commit, &["zone-locked", "example.com. is locked by", "maintenance", "www A was 192.0.2.80", "mail A"]);
    assert_eq!(repository.git(&["rev-list", "--count", "HEAD"]), "1");

    repository.git(&["add", "-A"]);
    let (code, text) = staged(&repository);
    assert_eq!(code, 75, "{text}");

    // Another zone may be edited all the while.
    repository.git(&["stash", "--quiet"]);
    repository.write("zones/example.net.zone", zone(2_026_112_202, "www   IN A   192.0.2.99\n"));
    passed(&repository.try_git(&["commit", "-am", "Another zone"]));

    // A comment is no change of the zone: it commits, with a note.
    repository.write(PATH, format!("; hello\n{}", zone(2_026_112_201, WWW)));
    let comment = repository.try_git(&["commit", "-am", "A comment"]);
    passed(&comment);
    assert!(said(&comment).contains("is locked by"), "{}", said(&comment));

    let released = zonegate(&repository, &["lock", "release", "example.com"]);
    assert_eq!(released.status.code(), Some(0), "{}", said(&released));
    edit(&repository);
    passed(&repository.try_git(&["commit", "-am", "Move www"]));
}

/// A process that holds a lock until it is dropped.
struct Holder(Child);

impl Drop for Holder {
    fn drop(&mut self) {
        let _gone = self.0.kill();
        let _reaped = self.0.wait();
    }
}

/// Starts a holder and waits until it says that it holds.
fn hold(repository: &Repository<'_>, program: &str, arguments: &[&str]) -> Holder {
    let ready = repository.path("../ready");
    let _none = std::fs::remove_file(&ready);
    let child = repository.command(program).args(arguments).arg(&ready).stdout(Stdio::null()).spawn().unwrap();
    let holder = Holder(child);
    let end = Instant::now() + Duration::from_secs(20);
    while !ready.exists() {
        assert!(Instant::now() < end, "{program} did not take the lock");
        std::thread::sleep(Duration::from_millis(10));
    }
    holder
}

const FLOCK: &str = "exec 9>zones/example.com.zone.lock; flock -x 9; touch \"$0\"; exec sleep 60";
const FCNTL: &str = "import fcntl,sys,time\nf=open('zones/example.com.zone.lock','w')\nfcntl.lockf(f,fcntl.LOCK_EX)\n\
                     open(sys.argv[1],'w')\ntime.sleep(60)\n";

#[test]
fn kernel_locks_on_the_sidecar_block_while_they_are_held() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    edit(&repository);
    repository.git(&["add", PATH]);
    for (program, arguments) in [("sh", vec!["-c", FLOCK]), ("python3", vec!["-c", FCNTL])] {
        let holder = hold(&repository, program, &arguments);
        let pid = holder.0.id().to_string();
        let (code, text) = staged(&repository);
        assert_eq!(code, 75, "{program}: {text}");
        assert!(text.contains(&pid), "the holder {pid} is not named: {text}");
        refused(&repository.try_git(&["commit", "-m", "x"]), &["zones/example.com.zone.lock"]);
        drop(holder);
        let (code, text) = staged(&repository);
        assert_eq!(code, 0, "{program} is gone: {text}");
    }
}

const RECORD: &str = "version = 1\nid = \"0123456789abcdef0123456789abcdef\"\nzone = \"example.com\"\nkind = \"freeze\"\n\
                      holder = \"alice@example.com\"\nhost = \"ns-primary-1\"\nreason = \"AXFR for CHG-4711\"\n\
                      created = 2026-11-22T09:58:00Z\nexpires = 2099-01-01T00:00:00Z\n";
const RECORD_PATH: &str = ".zonegate/locks/example.com.toml";

#[test]
fn a_committed_record_blocks_even_when_the_change_deletes_it() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    repository.add(RECORD_PATH, RECORD);
    passed(&repository.try_git(&["commit", "-m", "Lock"]));

    edit(&repository);
    repository.git(&["add", PATH]);
    refused(&repository.try_git(&["commit", "-m", "x"]), &["alice@example.com", "AXFR for CHG-4711", "ns-primary-1"]);

    repository.git(&["rm", "--quiet", RECORD_PATH]);
    let (code, text) = staged(&repository);
    assert_eq!(code, 75, "{text}");
    assert!(text.contains("lock-removed-in-change"), "{text}");
    refused(&repository.try_git(&["commit", "-m", "x"]), &["lock-removed-in-change"]);

    // By itself the removal is a release; the edit may follow.
    repository.git(&["reset", "--quiet", PATH]);
    passed(&repository.try_git(&["commit", "-m", "Unlock"]));
    passed(&repository.try_git(&["commit", "-am", "Move www"]));
}

#[test]
fn a_lock_shortened_by_the_change_still_blocks() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    repository.add(RECORD_PATH, RECORD);
    passed(&repository.try_git(&["commit", "-m", "Lock"]));
    repository.add(RECORD_PATH, RECORD.replace("2099", "2025"));
    edit(&repository);
    repository.git(&["add", PATH]);
    let (code, text) = staged(&repository);
    assert_eq!(code, 75, "{text}");
    assert!(text.contains("lock-removed-in-change"), "{text}");
}

/// Returns a journal as BIND writes it: the header says where it begins and ends.
fn journal(begin: u32, end: u32) -> Vec<u8> {
    let mut octets = b";BIND LOG V9.2\n\0".to_vec();
    for value in [begin, 0x200, end, if begin == end { 0x200 } else { 0x2c0 }, 56, 0] {
        octets.extend(value.to_be_bytes());
    }
    octets.resize(704, 0);
    octets
}

#[test]
fn a_journal_whose_end_differs_from_the_base_serial_blocks() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    edit(&repository);
    repository.git(&["add", PATH]);
    let path = format!("{PATH}.jnl");
    for (octets, expected) in [
        (journal(2_026_112_201, 2_026_112_205), 75),
        (journal(2_026_112_101, 2_026_112_105), 75),
        (journal(2_026_112_101, 2_026_112_201), 0),
        (journal(2_026_112_205, 2_026_112_205), 0),
        (b";BIND LOG V9.2\n\0short".to_vec(), 2),
        (b"\x00\xff junk that is no journal, and long enough to be one, as far as its size says".to_vec(), 2),
    ] {
        repository.write(&path, &octets);
        let (code, text) = staged(&repository);
        assert_eq!(code, expected, "{text}");
        assert!(expected == 0 || text.contains("example.com.zone.jnl"), "{text}");
    }
}

#[test]
fn exactly_what_is_committed_is_judged() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    let broken = zone(2_026_112_202, "www   IN A   192.0.2.300\n");
    let good = zone(2_026_112_202, "www   IN A   192.0.2.81\n");

    // Staged is broken, the working tree is right, and the other way round.
    repository.add(PATH, &broken);
    repository.write(PATH, &good);
    refused(&repository.try_git(&["commit", "-m", "x"]), &["address-invalid", "300"]);
    repository.add(PATH, &good);
    repository.write(PATH, &broken);
    passed(&repository.try_git(&["commit", "-m", "The staged one is right"]));

    // commit -a takes the working tree, which is broken.
    refused(&repository.try_git(&["commit", "-am", "x"]), &["address-invalid"]);

    // commit PATH takes that path alone, whatever else is staged.
    repository.add(PATH, zone(2_026_112_203, "www   IN A   192.0.2.301\n"));
    repository.write("zones/example.net.zone", zone(2_026_112_202, "www   IN A   192.0.2.99\n"));
    passed(&repository.try_git(&["commit", "-m", "one path", "--", "zones/example.net.zone"]));
    refused(&repository.try_git(&["commit", "-m", "x", "--", PATH]), &["address-invalid"]);
}

#[test]
fn linked_worktrees_see_the_local_lock_and_judge_their_own_index() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    let linked = sandbox.path("linked");
    repository.git(&["worktree", "add", "--quiet", "-b", "side", linked.to_str().unwrap()]);
    let linked = sandbox.open(linked);
    passed(&zonegate(&repository, &["lock", "acquire", "example.com", "--reason", "maintenance"]));
    edit(&linked);
    refused(&linked.try_git(&["commit", "-am", "x"]), &["zone-locked", "maintenance"]);
    passed(&zonegate(&linked, &["lock", "release", "example.com"]));
    passed(&linked.try_git(&["commit", "-am", "Move www"]));
    linked.write(PATH, zone(2_026_112_203, "www   IN A   192.0.2.300\n"));
    refused(&linked.try_git(&["commit", "-am", "x"]), &["address-invalid"]);
}

#[test]
fn submodules_are_gated_by_their_own_hooks() {
    let sandbox = Sandbox::new();
    let inner = sandbox.repository("inner");
    inner.add(PATH, zone(2_026_112_201, WWW));
    inner.commit("Zones");
    let outer = sandbox.repository("outer");
    outer.git(&["submodule", "--quiet", "add", inner.top.to_str().unwrap(), "dns"]);
    outer.commit("With zones");
    let inside = sandbox.open(outer.path("dns"));
    passed(&zonegate(&inside, &["hook", "install"]));
    passed(&zonegate(&inside, &["lock", "acquire", "example.com", "--reason", "maintenance"]));
    edit(&inside);
    refused(&inside.try_git(&["commit", "-am", "x"]), &["zone-locked", "maintenance"]);
    passed(&zonegate(&inside, &["lock", "release", "example.com"]));
    passed(&inside.try_git(&["commit", "-am", "Move www"]));
}

#[test]
fn three_mistakes_are_three_findings_each_under_the_right_octets() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    repository.add(
        PATH,
        zone(
            2_026_112_202,
            "www   IN A   192.0.2.80\nwww   IN CNAME ns1\nbad   IN A   192.0.2.300\ntxt   IN TXT \"open\n",
        ),
    );
    let output = zonegate(&repository, &["check", "--staged", "--output-format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let found: Vec<_> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let place = &finding["primary"]["start"];
            let end = &finding["primary"]["end"];
            (
                finding["rule"].as_str().unwrap(),
                place["line"].as_u64().unwrap(),
                place["column"].as_u64().unwrap(),
                end["column"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [("cname-and-other-data", 6, 1, 19), ("address-invalid", 7, 22, 25), ("quote-unterminated", 8, 14, 15)]
    );
}

#[test]
fn a_changed_include_touches_every_zone_that_includes_it() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("estate");
    repository.add("zones/a.example.zone", zone(1, "$INCLUDE shared.inc\n"));
    repository.add("zones/b.example.zone", zone(1, "$INCLUDE shared.inc\n"));
    repository.add("zones/c.example.zone", zone(1, WWW));
    repository.add("zones/shared.inc", "mail IN A 192.0.2.25\n");
    repository.commit("The estate");
    passed(&zonegate(&repository, &["hook", "install"]));
    repository.add("zones/shared.inc", "mail IN A 192.0.2.26\n");
    let output = zonegate(&repository, &["check", "--staged", "--output-format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let zones: Vec<_> =
        report["zones"].as_array().unwrap().iter().map(|zone| zone["origin"].as_str().unwrap()).collect();
    assert_eq!(zones, ["a.example.", "b.example."]);
    let rules: Vec<_> = report["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["serial-not-increased", "serial-not-increased"], "{}", said(&output));
    assert_eq!(output.status.code(), Some(1));

    // An edit by the lock's zone through the include is an edit of the zone.
    passed(&zonegate(&repository, &["lock", "acquire", "b.example", "--reason", "maintenance"]));
    repository.add("zones/a.example.zone", zone(2, "$INCLUDE shared.inc\n"));
    repository.add("zones/b.example.zone", zone(2, "$INCLUDE shared.inc\n"));
    refused(&repository.try_git(&["commit", "-m", "x"]), &["b.example. is locked", "mail A was 192.0.2.25"]);
}

#[test]
fn a_file_that_zones_of_two_servers_include_is_judged_for_both() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    repository.add("zones/hosts", "host CLASS1 A 192.0.2.9\n");
    let including = zone(2_026_112_202, "$INCLUDE hosts\n");
    repository.add(PATH, &including);
    repository.add("zones/example.net.zone", &including);
    for (knot, bind) in [("example.com", "example.net"), ("example.net", "example.com")] {
        let dialects = format!("[zone.\"{knot}\"]\ndialect = \"knot\"\n[zone.\"{bind}\"]\ndialect = \"bind\"\n");
        repository.add("zonegate.toml", dialects);
        let (code, text) = staged(&repository);
        assert!(code == 1 && text.contains("class-numeric"), "{knot}: {code} {text}");
    }
}

#[test]
fn the_include_graph_starts_where_the_server_of_the_zone_does() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    let including = zone(2_026_112_201, "$INCLUDE inc/all\n");
    repository.add("dns/db/example.org", &including);
    repository.add("dns/db/inc/all", "$INCLUDE inc/hosts\n");
    for (place, address) in
        [("dns/inc/all", 1), ("dns/inc/hosts", 2), ("dns/db/inc/hosts", 3), ("dns/db/inc/inc/hosts", 4)]
    {
        repository.add(place, format!("host IN A 192.0.2.{address}\n"));
    }
    repository.commit("An include in an include");
    let touches = |configuration: &[(&str, &str)], file: &str| {
        for (name, text) in configuration {
            repository.add(name, text);
        }
        repository.try_git(&["commit", "--no-verify", "--allow-empty", "-m", "Configuration"]);
        repository.add(file, "host IN A 192.0.2.99\n");
        let (_, text) = staged(&repository);
        repository.git(&["reset", "--hard", "--quiet"]);
        for (name, _) in configuration {
            repository.git(&["rm", "--quiet", name]);
        }
        repository.try_git(&["commit", "--no-verify", "--allow-empty", "-m", "Without it"]);
        text.contains("serial-not-increased")
    };
    let files = ["dns/inc/all", "dns/inc/hosts", "dns/db/inc/hosts", "dns/db/inc/inc/hosts"];
    let touching = |configuration: &[(&str, &str)]| files.map(|file| touches(configuration, file));
    let named =
        "options { directory \"/etc/dns\"; };\nzone \"example.org\" { type primary; file \"db/example.org\"; };\n";
    let knot = "[zones]\ndialect = \"knot\"\n";
    assert_eq!(touching(&[]), [false, false, true, false], "the directory of the zone file");
    assert_eq!(touching(&[("dns/named.conf", named)]), [true, false, false, false], "the server's directory");
    assert_eq!(touching(&[("zonegate.toml", knot)]), [false, false, false, true], "the including file");
    let set = "[zone.\"example.org\"]\ndialect = \"knot\"\ninclude-base = \"dns\"\n";
    assert_eq!(touching(&[("zonegate.toml", set)]), [true, false, false, false], "what is set");
    let pdns = "[zones]\ndialect = \"pdns\"\n";
    let both = [("zonegate.toml", pdns), ("dns/named.conf", named)];
    assert_eq!(touching(&both), [false, false, true, false], "PowerDNS: the directory of the zone file");
}

#[test]
fn the_include_graph_reads_escapes_as_the_server_of_the_zone_does() {
    let touches = |configuration: &str, file: &str| {
        let sandbox = Sandbox::new();
        let repository = estate(&sandbox);
        repository.add("zonegate.toml", configuration);
        repository.add("dns/db/example.org", zone(2_026_112_201, "$INCLUDE \"a\\032b\"\n"));
        for place in ["dns/db/a b", "dns/db/a\\032b"] {
            repository.add(place, "host IN A 192.0.2.1\n");
        }
        repository.commit("An escape in a path");
        repository.add(file, "host IN A 192.0.2.99\n");
        staged(&repository).1.contains("serial-not-increased")
    };
    let both = |configuration| ["dns/db/a\\032b", "dns/db/a b"].map(|file| touches(configuration, file));
    assert_eq!(both(""), [true, false], "a backslash is an octet of the path to BIND");
    assert_eq!(both("[zones]\ndialect = \"knot\"\n"), [false, true], "Knot decodes the escape");
}

#[test]
fn pushes_are_judged_as_a_whole() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    let remote = sandbox.init("remote.git", &["--bare"]);
    repository.git(&["remote", "add", "origin", remote.top.to_str().unwrap()]);
    passed(&repository.try_git(&["push", "--quiet", "origin", "main"]));

    // A revert runs no pre-commit hook; the push sees that the serial falls.
    edit(&repository);
    passed(&repository.try_git(&["commit", "-am", "Move www"]));
    passed(&repository.try_git(&["push", "--quiet", "origin", "main"]));
    repository.git(&["revert", "--no-edit", "HEAD"]);
    refused(
        &repository.try_git(&["push", "--quiet", "origin", "main"]),
        &["serial-decreased", "2026112202", "2026112201"],
    );
    repository.git(&["reset", "--hard", "--quiet", "HEAD^"]);

    passed(&zonegate(&repository, &["lock", "acquire", "example.com", "--reason", "maintenance"]));
    repository.write(PATH, zone(2_026_112_203, WWW));
    passed(&repository.try_git(&["commit", "--no-verify", "-am", "Past the hook"]));
    refused(
        &repository.try_git(&["push", "--quiet", "origin", "main:refs/heads/new"]),
        &["zone-locked", "push refused"],
    );
    passed(&repository.try_git(&["push", "--quiet", "origin", "HEAD^:refs/heads/other"]));
    passed(&zonegate(&repository, &["lock", "release", "example.com"]));
    passed(&repository.try_git(&["push", "--quiet", "origin", "main"]));
    passed(&repository.try_git(&["push", "--quiet", "origin", ":other"]));
}

#[test]
fn deleting_a_zone_or_losing_its_soa_is_an_error() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    repository.git(&["rm", "--quiet", PATH]);
    let (code, text) = staged(&repository);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("zone-deleted"), "{text}");
    repository.git(&["reset", "--hard", "--quiet"]);

    repository.add(PATH, "www IN A 192.0.2.80\n");
    let (code, text) = staged(&repository);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("soa-missing") || text.contains("soa-removed"), "{text}");
    repository.git(&["reset", "--hard", "--quiet"]);

    // A renamed file is the same zone.
    repository.git(&["mv", PATH, "zones/db.example.com"]);
    let (code, text) = staged(&repository);
    assert_eq!(code, 0, "{text}");
}

#[test]
fn junk_of_any_kind_blocks() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    let junk: Vec<u8> = (0..=255).cycle().skip(7).take(3000).collect();
    let cases: [(&str, &[u8]); 5] = [
        (PATH, &junk),
        ("zones/new.example.zone", &junk),
        ("zones/new.example.zone", b"\xff\xfea\0b\0"),
        ("zones/new.example.zone", b"version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 12\n"),
        ("zonegate.toml", &junk),
    ];
    for (path, octets) in cases {
        repository.add(path, octets);
        let (code, text) = staged(&repository);
        assert!(code == 1 || code == 2, "{path}: {code} {text}");
        repository.git(&["reset", "--hard", "--quiet"]);
    }
    edit(&repository);
    repository.git(&["add", PATH]);
    repository.write(format!("{PATH}.lock"), &junk);
    let (code, text) = staged(&repository);
    assert!(code == 75 || code == 2, "{code} {text}");
    repository.write(format!("{PATH}.lock"), b"");
    repository.add(RECORD_PATH, &junk);
    let (code, text) = staged(&repository);
    assert!(code == 75 || code == 2, "{code} {text}");
}

#[test]
fn a_fragment_is_judged_as_text_and_for_its_names_and_for_nothing_its_zone_would_give() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    // Owner and TTL come from the file that includes it.
    repository.add("zones/common.zone", "  TXT first\nwww A 192.0.2.1\n$ORIGIN sub.example.com.\nmail MX 10 www\n");
    let (code, text) = staged(&repository);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("common.zone: no SOA, and no zone includes it: only its text was judged"), "{text}");

    let text = "*a A 192.0.2.1\nu@h A 192.0.2.1\nb.*.c A 192.0.2.1\nxn--a A 192.0.2.1\nu_v A 192.0.2.1\n4 CNAME 1.0.2.0\n\
                m MX 10 192.0.2.1\nc CNAME https://www.example.net/\nt TXT \u{201c}a\u{201d}\n$ORIGIN d\n  A 999\n";
    repository.add("zones/common.zone", text);
    let output = zonegate(&repository, &["check", "--staged", "--output-format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let rules: Vec<_> = findings.iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    let expected = [
        "asterisk-not-wildcard",
        "at-sign-in-name",
        "wildcard-not-leftmost",
        "a-label-invalid",
        "target-is-address",
        "target-is-url",
        "smart-quotes",
        "origin-relative",
        "owner-inherited-after-origin",
        "address-invalid",
    ];
    assert_eq!(rules, expected, "{}", said(&output));
    assert!(findings.iter().all(|finding| finding["owner"].is_null()), "nobody knows the whole name of an owner");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_zone_whose_origin_nobody_knows_is_judged_for_its_names_too() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    repository.add("zones/master", zone(1, "www A 192.0.2.80\n*a A 192.0.2.1\nm MX 10 192.0.2.1\n"));
    let output = zonegate(&repository, &["check", "--staged", "--output-format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let found: Vec<_> = findings.iter().map(|f| (f["rule"].as_str().unwrap(), f["owner"].is_null())).collect();
    let expected = ["origin-unknown", "asterisk-not-wildcard", "target-is-address"].map(|rule| (rule, true));
    assert_eq!(found, expected, "{}", said(&output));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn template_text_is_one_error_and_not_judged() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    let template =
        "www A {{ address }} \n{% for host in hosts %}\n{{ host.name }}\tA {{ host.address }}\n{% endfor %}\na A 999";
    let serial = zone(1, WWW).replace("hostmaster 1 ", "hostmaster {{ serial }} ");
    for text in [zone(2_026_112_202, template), serial, zone(2_026_112_202, "$INCLUDE hosts.j2\nb A 192.0.2.2\n")] {
        repository.add(PATH, text);
        repository.add("zones/hosts.j2", template);
        let (code, said) = staged(&repository);
        assert_eq!((code, said.matches(" × ").count(), said.matches(" ⚠ ").count()), (1, 1, 0), "{said}");
        assert!(said.contains("rdata-invalid") && said.contains("judged only after rendering"), "{said}");
        repository.git(&["reset", "--hard", "--quiet"]);
    }
}

#[test]
fn an_unborn_branch_and_an_empty_change_are_no_surprise() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("new");
    passed(&zonegate(&repository, &["hook", "install"]));
    passed(&repository.try_git(&["commit", "--allow-empty", "-m", "Nothing"]));
    let fresh = sandbox.repository("fresh");
    passed(&zonegate(&fresh, &["hook", "install"]));
    fresh.add(PATH, zone(1, WWW));
    passed(&fresh.try_git(&["commit", "-m", "The first zone"]));
}

/// Commits a zone that includes `inc/hosts`, stages a wrong address in `file`, and expects it to be found or not to matter.
#[track_caller]
fn an_include_is_read_from(file: &str, others: &[(&str, &str)]) {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    for path in ["inc/hosts", "zones/inc/hosts", "conf/inc/hosts"] {
        repository.add(path, "www IN A 192.0.2.80\n");
    }
    for (path, text) in others {
        repository.add(path, *text);
    }
    repository.add(PATH, zone(2_026_112_202, "$INCLUDE inc/hosts\n"));
    repository.commit("Includes");
    for path in ["inc/hosts", "zones/inc/hosts", "conf/inc/hosts"] {
        repository.add(path, "www IN A 192.0.2.800\n");
        let (code, text) = staged(&repository);
        let found = code == 1 && text.contains("address-invalid") && text.contains(path);
        assert_eq!(found, path == file, "{path}: {code} {text}");
        repository.git(&["reset", "--hard", "--quiet"]);
    }
}

#[test]
fn included_files_are_looked_for_where_the_server_does() {
    let named = "options { directory \"/etc/bind\"; };\nzone \"example.com\" { type primary; file \"FILE\"; };\n";
    let named = named.replace("FILE", PATH);
    an_include_is_read_from("zones/inc/hosts", &[]);
    an_include_is_read_from("inc/hosts", &[("named.conf", &named)]);
    an_include_is_read_from(
        "conf/inc/hosts",
        &[("zonegate.toml", "[zone.\"example.com\"]\ninclude-base = \"conf\"\n")],
    );
    let knot = "[zones]\ndialect = \"knot\"\n";
    an_include_is_read_from("zones/inc/hosts", &[("named.conf", &named), ("zonegate.toml", knot)]);
}

#[test]
fn the_dialect_of_a_zone_says_whose_types_it_may_have() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    repository.add(PATH, zone(2_026_112_202, "www   IN ALIAS web.example.net.\n"));
    let (code, text) = staged(&repository);
    assert!(code == 1 && text.contains("type-not-in-dialect"), "{code} {text}");
    repository.add("zonegate.toml", "[zones]\ndialect = \"pdns\"\nportable-to = [\"nsd\"]\n");
    let (code, text) = staged(&repository);
    assert!(code == 0 && text.contains("type-not-in-dialect"), "NSD would refuse it: {code} {text}");
    repository.add("zonegate.toml", "[zones]\ndialect = \"pdns\"\n");
    let (code, text) = staged(&repository);
    assert!(code == 0 && !text.contains("type-not-in-dialect"), "{code} {text}");
    repository.add("zonegate.toml", "[zones]\ndialect = \"pdns\"\nportable-to = [\"nsd\"]\n");
    repository.add(PATH, zone(2_026_112_202, "www   IN RESINFO qnamemin\n"));
    let (code, text) = staged(&repository);
    assert!(code == 0 && text.contains("type-nonportable"), "{code} {text}");
}

#[test]
fn a_change_cannot_switch_off_its_own_gate() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    repository.add("zonegate.toml", "[gate]\nfail-on = \"error\"\n");
    passed(&repository.try_git(&["commit", "-m", "Policy"]));
    repository.add("zonegate.toml", "[zones]\nexclude = [\"zones/**\"]\n[rules]\naddress-invalid = \"off\"\n");
    repository.add(PATH, zone(2_026_112_202, "www   IN A   192.0.2.300\n"));
    let (code, text) = staged(&repository);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("address-invalid"), "{text}");
    repository.add("zonegate.toml", "[rules]\nzone-locked = \"off\"\n");
    let (code, text) = staged(&repository);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("zonegate.toml:2:1"), "{text}");
}

#[test]
fn an_edit_lock_lets_its_own_worktree_commit_and_nobody_else() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    let linked = sandbox.path("linked");
    repository.git(&["worktree", "add", "--quiet", "-b", "side", linked.to_str().unwrap()]);
    let linked = sandbox.open(linked);
    passed(&zonegate(&repository, &["lock", "acquire", "example.com", "--kind", "edit", "--reason", "moving www"]));
    edit(&linked);
    refused(&linked.try_git(&["commit", "-am", "x"]), &["zone-locked", "moving www"]);
    edit(&repository);
    let commit = repository.try_git(&["commit", "-am", "Move www"]);
    passed(&commit);
    assert!(said(&commit).contains("lock-is-ours"), "{}", said(&commit));
}

#[test]
fn a_closed_pipe_is_no_pass_and_no_panic() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    let script = format!("'{ZONEGATE}' rules | true; '{ZONEGATE}' check --all >/dev/full; echo $?");
    let output = repository.command("sh").args(["-c", &script]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "2", "{}", said(&output));
    assert!(!said(&output).contains("panicked"), "{}", said(&output));
}

#[test]
fn hooks_read_their_standard_input_strictly() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    let mut hook = repository.command(ZONEGATE);
    hook.args(["hook", "run", "pre-push", "origin", "url"]).stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = hook.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"refs/heads/x abc refs/heads/x def\n").unwrap();
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(2));
    let unknown: &mut Command = &mut repository.command(ZONEGATE);
    assert_eq!(unknown.args(["hook", "run", "post-merge"]).output().unwrap().status.code(), Some(2));
}

#[test]
fn files_outside_of_any_repository_are_judged_as_they_are() {
    let sandbox = Sandbox::new();
    let top = sandbox.path("plain");
    std::fs::create_dir(&top).unwrap();
    std::fs::write(top.join("example.com.zone"), zone(1, WWW)).unwrap();
    let run = |arguments: &[&str], directory: &Path| {
        let output = sandbox.command(ZONEGATE, directory).args(arguments).output().unwrap();
        (output.status.code().unwrap(), said(&output))
    };
    let case = |arguments: &[&str], expected: i32| {
        let (code, text) = run(arguments, &top);
        assert_eq!(code, expected, "{arguments:?}: {text}");
    };
    case(&["check", "example.com.zone"], 0);
    case(&["check"], 0);
    std::fs::write(top.join("bad"), zone(1, "www A 192.0.2.300\n")).unwrap();
    case(&["check", "bad", "--origin", "example.org"], 1);
    case(&["check", "bad"], 2);
    case(&["check", "missing"], 2);
    case(&["check", "--staged"], 2);
    let empty = sandbox.path("empty");
    std::fs::create_dir(&empty).unwrap();
    assert_eq!(run(&["check"], &empty).0, 3);
    assert_eq!(run(&["check", "--allow-empty"], &empty).0, 0);
    // A lock beside the file blocks what is asked for by hand.
    std::fs::write(top.join("example.com.zone.lock"), "held by the night shift\n").unwrap();
    case(&["check", "example.com.zone"], 75);
}

#[test]
fn outside_of_any_repository_locks_lie_where_they_are_told_to() {
    let sandbox = Sandbox::new();
    let top = sandbox.path("plain");
    std::fs::create_dir(&top).unwrap();
    std::fs::write(top.join("example.com.zone"), zone(1, WWW)).unwrap();
    let case = |arguments: &[&str], expected: i32| {
        let output = sandbox.command(ZONEGATE, &top).args(arguments).output().unwrap();
        assert_eq!(output.status.code().unwrap(), expected, "{arguments:?}: {}", said(&output));
    };
    case(&["lock", "acquire", "example.com", "--reason", "x"], 2);
    case(&["lock", "acquire", "example.com", "--reason", "x", "--lock-dir", "locks"], 0);
    case(&["check", "example.com.zone", "--lock-dir", "locks"], 75);
    case(&["check", "example.com.zone"], 0);
    case(&["lock", "release", "example.com", "--lock-dir", "locks"], 0);
    case(&["check", "example.com.zone", "--lock-dir", "locks"], 0);
}

#[test]
fn a_conflict_is_a_finding_in_the_working_tree_and_no_staged_snapshot() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    repository.git(&["checkout", "--quiet", "-b", "side"]);
    repository.write(PATH, zone(2_026_112_202, "www   IN A   192.0.2.81\n"));
    repository.git(&["commit", "--quiet", "-am", "Side"]);
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write(PATH, zone(2_026_112_203, "www   IN A   192.0.2.82\n"));
    repository.git(&["commit", "--quiet", "-am", "Main"]);
    assert!(!repository.try_git(&["merge", "side"]).status.success());
    let output = zonegate(&repository, &["check"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("merge-conflict-marker"), "{}", said(&output));
    let (code, text) = staged(&repository);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("has unresolved conflicts"), "{text}");
}

#[test]
fn files_named_from_elsewhere_belong_to_their_own_repository() {
    let sandbox = Sandbox::new();
    let repository = estate(&sandbox);
    let other = sandbox.repository("other");
    other.add("zones/example.org.zone", zone(1, WWW));
    other.commit("Another estate");
    passed(&zonegate(&repository, &["lock", "acquire", "example.com", "--reason", "maintenance"]));
    for directory in [sandbox.path("home"), other.top, repository.path("zones")] {
        for named in [repository.path(PATH), repository.path("zones"), repository.top.clone()] {
            let mut command = sandbox.command(ZONEGATE, &directory);
            let output = command.arg("check").arg(&named).output().unwrap();
            assert_eq!(output.status.code(), Some(75), "{named:?} from {directory:?}: {}", said(&output));
        }
        let mut command = sandbox.command(ZONEGATE, &directory);
        let output = command.arg("check").arg(repository.path("zones/example.net.zone")).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{directory:?}: {}", said(&output));
    }
}
