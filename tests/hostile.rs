//! Hostile and odd repositories, texts and arguments: nothing passes unjudged, nothing hangs, nothing panics, and no text
//! from outside acts on a terminal or a CI runner.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test asks the world and stops at the first surprise"
)]

mod support;

use std::time::{Duration, Instant};

use support::{Repository, Sandbox};

const ZONEGATE: &str = env!("CARGO_BIN_EXE_zonegate");

/// What every zone here starts with, but for the owner of its SOA.
const BODY: &str = "IN SOA ns1 hostmaster 1 7200 3600 1209600 3600\n      IN NS  ns1\nns1   IN A   192.0.2.53\n";

fn zone(lines: &str) -> String {
    format!("$TTL 3600\n@     {BODY}{lines}")
}

/// Runs the program; its exit code and all it said.
#[track_caller]
fn run(repository: &Repository<'_>, arguments: &[&str]) -> (i32, String) {
    let output = repository.command(ZONEGATE).args(arguments).output().unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(!text.contains("panicked") && !text.contains("internal error"), "{text}");
    (output.status.code().unwrap(), text)
}

#[track_caller]
fn says(repository: &Repository<'_>, arguments: &[&str], code: i32, words: &[&str]) -> String {
    let (found, text) = run(repository, arguments);
    assert_eq!(found, code, "{arguments:?}: {text}");
    for word in words {
        assert!(text.contains(word), "`{word}` is missing: {text}");
    }
    text
}

fn staged(repository: &Repository<'_>, code: i32, words: &[&str]) -> String {
    says(repository, &["check", "--staged"], code, words)
}

#[test]
fn a_zone_whose_soa_is_in_an_include_is_judged_whatever_its_name() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("zones/example.com", "$TTL 3600\n$INCLUDE soa.inc\nwww A 192.0.2.1\n");
    repository.add("zones/soa.inc", format!("example.com. {BODY}"));
    repository.commit("c");
    repository.add("zones/example.com", "$TTL 3600\n$INCLUDE soa.inc\nwww A 192.0.2.2\n");
    staged(&repository, 1, &["serial-not-increased", "zones/soa.inc"]);
}

#[test]
fn prose_that_quotes_an_include_takes_no_zone_away() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("zones/example.com.zone", zone(""));
    repository.add("HOWTO", "Write this line:\n$INCLUDE zones/example.com.zone\n");
    repository.commit("c");
    repository.add("zones/example.com.zone", zone("www A 192.0.2.300\n"));
    staged(&repository, 1, &["address-invalid"]);
}

#[test]
fn an_include_written_in_an_odd_way_touches_its_zone() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("zones/example.com.zone", zone("$INCLUDE (\n hosts.inc )\n"));
    repository.add("zones/hosts.inc", "www A 192.0.2.1\n");
    repository.commit("c");
    repository.add("zones/hosts.inc", "www A 192.0.2.2\n");
    staged(&repository, 1, &["serial-not-increased"]);
}

#[test]
fn a_part_of_a_fragment_is_judged() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("zones/part.zone", "$INCLUDE more.zone\nwww A 192.0.2.1\n");
    repository.add("zones/more.zone", "ftp A 192.0.2.1\n");
    repository.commit("c");
    repository.add("zones/more.zone", "ftp A 192.0.2.300\n");
    staged(&repository, 1, &["address-invalid"]);
}

#[test]
fn a_change_of_the_configuration_takes_no_lock_off_a_zone() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("zones/locked.example.zone", zone(""));
    repository.commit("c");
    says(&repository, &["lock", "acquire", "locked.example", "--reason", "stop"], 0, &[]);
    repository.add("zones/locked.example.zone", zone("www A 192.0.2.1\n").replace(" 1 7200", " 2 7200"));
    // The first configuration, and the zone in the same change.
    repository.add("zonegate.toml", "[zone.\"other.example\"]\nfile = \"zones/locked.example.zone\"\n");
    staged(&repository, 75, &["locked.example. is locked"]);
    repository.add("zonegate.toml", "[zones]\nexclude = [\"zones/**\"]\n");
    staged(&repository, 75, &["locked.example. is locked"]);
}

#[test]
fn a_mapping_of_the_configuration_that_changes_deletes_the_old_zone() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("zones/main", zone(""));
    repository.add("zonegate.toml", "[zone.\"locked.example\"]\nfile = \"zones/main\"\n");
    repository.commit("c");
    says(&repository, &["lock", "acquire", "locked.example", "--reason", "stop"], 0, &[]);
    repository.add("zones/main", zone("www A 192.0.2.1\n"));
    repository.add("zonegate.toml", "[zone.\"other.example\"]\nfile = \"zones/main\"\n");
    staged(&repository, 1, &["zone-deleted", "locked.example. is locked"]);
}

#[test]
fn the_first_configuration_switches_nothing_off_in_its_own_change() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("zones/example.com.zone", zone(""));
    repository.commit("c");
    repository.add("zones/example.com.zone", zone("www A 192.0.2.1\n"));
    repository.add("zonegate.toml", "[rules]\nserial-not-increased = \"off\"\n");
    staged(&repository, 1, &["serial-not-increased"]);
    repository.git(&["commit", "--quiet", "-m", "c"]);
    repository.add("zones/example.com.zone", zone("www A 192.0.2.2\n"));
    staged(&repository, 0, &[]);
}

#[test]
fn a_zone_that_is_gone_is_told_once() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("zones/example.com.zone", zone(""));
    repository.commit("c");
    // An SOA that went: not missing as well.
    repository.add("zones/example.com.zone", "$TTL 1\n@ NS ns1\nns1 A 192.0.2.53\n");
    let text = staged(&repository, 1, &["soa-removed", "1 error"]);
    assert!(!text.contains("soa-missing"), "{text}");
    // A misspelt one: neither missing nor removed.
    repository.add("zones/example.com.zone", zone("").replace("SOA", "SOOA"));
    let text = staged(&repository, 1, &["type-unknown"]);
    assert!(!text.contains("soa-removed") && !text.contains("zone-deleted"), "{text}");
    // A pointer where the text was: unreadable, not deleted.
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
    repository.add("zones/example.com.zone", pointer);
    let text = staged(&repository, 2, &["file-unreadable"]);
    assert!(!text.contains("zone-deleted"), "{text}");
    // A directory where the file was: deleted, not unreadable.
    repository.git(&["rm", "-q", "--cached", "zones/example.com.zone"]);
    std::fs::remove_file(repository.path("zones/example.com.zone")).unwrap();
    repository.add("zones/example.com.zone/x.txt", "x\n");
    let text = staged(&repository, 1, &["zone-deleted", "1 error in 1 of 1 zone"]);
    assert!(!text.contains("file-unreadable"), "{text}");
}

#[test]
fn an_owner_that_cannot_be_read_any_more_keeps_the_zone() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("zones/db.internal", format!("$TTL 3600\nexample.com. {BODY}"));
    repository.commit("c");
    repository.add("zones/db.internal", format!("$TTL 3600\nexample..com. {BODY}"));
    let text = staged(&repository, 1, &["label-empty"]);
    assert!(!text.contains("zone-deleted") && !text.contains("out-of-zone-data"), "{text}");
}

#[test]
fn a_deleted_zone_that_is_locked_shows_its_lock() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("zones/example.com.zone", zone(""));
    repository.commit("c");
    says(&repository, &["lock", "acquire", "example.com", "--reason", "stop"], 0, &[]);
    repository.git(&["rm", "-q", "zones/example.com.zone"]);
    staged(&repository, 1, &["zone-deleted", "zone-locked", "stop", "2 errors in 1 of 1 zone"]);
}

#[test]
fn what_could_not_be_read_is_never_left_out() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("README", "x\n");
    repository.commit("c");
    // Named like a domain in a directory of zones: taken for a zone.
    repository.add("zones/example.com", pointer);
    staged(&repository, 2, &["file-unreadable"]);
    says(&repository, &["check", "zones"], 2, &["file-unreadable"]);
    repository.git(&["rm", "-q", "--cached", "zones/example.com"]);
    // Anything else: said.
    repository.add("data/picture.psd", pointer);
    staged(&repository, 0, &["not judged: data/picture.psd"]);
    repository.commit("c");
    // A file that is not staged and was named.
    repository.write("zones/b.zone", zone(""));
    repository.add("zones/a.zone", zone(""));
    says(&repository, &["check", "--staged", "zones/a.zone", "zones/b.zone"], 2, &["zones/b.zone"]);
    // A link that led out and leads out elsewhere now.
    std::os::unix::fs::symlink("/nowhere/a", repository.path("zones/l.zone")).unwrap();
    repository.git(&["add", "zones/l.zone"]);
    repository.git(&["commit", "-qm", "c"]);
    std::fs::remove_file(repository.path("zones/l.zone")).unwrap();
    std::os::unix::fs::symlink("/nowhere/b", repository.path("zones/l.zone")).unwrap();
    repository.git(&["add", "zones/l.zone"]);
    staged(&repository, 2, &["zones/l.zone", "leaves the repository"]);
}

#[test]
fn the_old_side_without_text_is_said() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("zones/example.com.zone", pointer);
    repository.commit("c");
    repository.add("zones/example.com.zone", zone(""));
    staged(&repository, 0, &["not judged: zones/example.com.zone: its old side"]);
    repository.git(&["rm", "-q", "-f", "zones/example.com.zone"]);
    staged(&repository, 2, &["the change deletes it"]);
}

#[test]
fn a_text_that_links_name_is_judged_under_their_names() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("shared/parked", zone(""));
    std::fs::create_dir(repository.path("zones")).unwrap();
    for name in ["example.com", "example.net"] {
        std::os::unix::fs::symlink("../shared/parked", repository.path(format!("zones/{name}.zone"))).unwrap();
    }
    repository.git(&["add", "zones"]);
    repository.commit("c");
    says(&repository, &["check"], 0, &["2 zones judged"]);
    repository.add("shared/parked", zone("www A 192.0.2.1\n"));
    staged(&repository, 1, &["zones/example.com.zone", "zones/example.net.zone", "2 errors in 2 of 2 zones"]);
}

#[test]
fn an_expired_lock_blocks_nothing_at_any_threshold() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("zones/example.com.zone", zone(""));
    let record = "version = 1\nid = \"x\"\nzone = \"example.com\"\nkind = \"freeze\"\nholder = \"alice\"\n\
                  created = 2020-01-01T00:00:00Z\nexpires = 2020-01-02T00:00:00Z\n";
    repository.add(".zonegate/locks/example.com.toml", record);
    repository.commit("c");
    repository.add("zones/example.com.zone", zone("www A 192.0.2.1\n").replace(" 1 7200", " 2 7200"));
    says(&repository, &["check", "--staged", "--fail-on", "warning"], 0, &["lock-expired"]);
    repository.add("zonegate.toml", "[rules]\nlock-expired = \"error\"\n");
    staged(&repository, 2, &["cannot block"]);
}

#[test]
fn hostile_text_is_read_in_linear_time() {
    let lines = 100_000;
    let texts = [
        "\x1a\n".repeat(lines) + "x",
        format!("t TXT \"{}", "x\r".repeat(lines)),
        format!("t TXT \"{}", "\\a".repeat(lines)),
        "<<<<<<< x\n".repeat(lines),
        format!("a A 192.0.2.1{}\n", " )".repeat(lines)),
        format!("a A 192.0.2.1 {}\n", "(".repeat(lines)),
        "a TXT \"\n".repeat(lines),
        "# x\n\u{a0}\n\"\n".repeat(lines),
        "a A 999\n".repeat(lines),
        "a A {{ {% \n".repeat(lines) + "b A {\n",
        "a A\n 1\n".repeat(lines),
        format!("a{}", " 1".repeat(lines)),
        format!("a A 192.0.2.1{}\n", "\u{85}b".repeat(lines)),
        format!("a TXT (\n{}", "<<<<<<< x\n".repeat(lines) + ">>>>>>> x\n"),
        "a TXT (\n<<<<<<< x\n=======\n>>>>>>> x\n".repeat(lines / 4),
        "a TXT \"x\n \"y\" )\n".repeat(lines),
        "=======\n|||||||\n".repeat(lines),
        "$ORIGIN x.\ny A 192.0.2.1\n$ORIGIN example.com.\n".repeat(lines / 4),
    ];
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    for text in texts {
        repository.write("example.com.zone", zone(&text));
        let started = Instant::now();
        let (code, _) = run(&repository, &["check", "example.com.zone"]);
        assert_eq!(code, 1, "{:?}", text.get(..40));
        assert!(started.elapsed() < Duration::from_secs(30), "{:?}: {:?}", text.get(..40), started.elapsed());
    }
}

#[test]
fn includes_and_generators_multiply_only_so_far() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    let ten = |name: &str| format!("$INCLUDE {name}\n").repeat(10);
    repository.write("example.com.zone", zone(&ten("1.inc")));
    for level in 1..10 {
        repository.write(format!("{level}.inc"), ten(&format!("{}.inc", level + 1)));
    }
    repository.write("10.inc", "; nothing\n");
    let text = says(&repository, &["check", "example.com.zone"], 1, &["more than 100000 files"]);
    assert_eq!(text.matches("× ").count(), 1, "{text}");
    let long = format!("\"{}\" ", "x".repeat(200)).repeat(20).replace('"', "\\\"");
    repository.write("example.net.zone", zone(&format!("$GENERATE 1-900000 h$ TXT \"{long}\"\n")));
    says(&repository, &["check", "example.net.zone"], 1, &["256 MiB"]);
    // A file that includes itself through a link.
    repository.write("example.org.zone", zone("$INCLUDE self.inc\n"));
    std::os::unix::fs::symlink("example.org.zone", repository.path("self.inc")).unwrap();
    says(&repository, &["check", "example.org.zone"], 1, &["include-loop"]);
}

#[test]
fn nothing_from_outside_is_a_command_anywhere() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    let evil = "::error::x\n##[group]\u{1b}[31m\u{202e}";
    let path = format!("zones/{evil}.zone");
    repository.add(&path, format!("$TTL 1\n::error::x.example. {BODY}$INCLUDE ::error::y\n\u{1b}]0;x A 1\n"));
    repository.add("zones/::error::z", format!("::error::z. {BODY}"));
    let record = "version = 1\nid = \"x\"\nzone = \"*\"\nkind = \"freeze\"\nholder = \"::error::a\\n::error::b\\u001b[31m\"\n\
                  reason = \"##[error]\\n::error::c\"\n";
    repository.add(".zonegate/locks/x.toml", record);
    repository.add(".zonegate/locks/::error::q.toml", "\u{1b}[31m::error::junk\n##[x]\n");
    repository.git(&["config", "core.hooksPath", "::error::\u{1b}[31m\n::error::h"]);
    let unknown = format!("::error::\n{evil}");
    let calls: [&[&str]; 13] = [
        &["check", "--staged"],
        &["check", "--all", "--output-format", "json"],
        &["check", "--base", evil],
        &["check", evil],
        &["check", &format!("-{unknown}")],
        &["check", "--fail-on", &unknown],
        &["lock", "status"],
        &["lock", "release", "::error::z"],
        &["lock", "acquire", evil, "--reason", "x"],
        &["zones"],
        &["zones", "--json"],
        &["explain", &unknown],
        &["hook", "status"],
    ];
    for arguments in calls {
        let (_, text) = run(&repository, arguments);
        for line in text.lines() {
            assert!(!line.trim_start().starts_with("::"), "{arguments:?}: {line}");
        }
        assert!(!text.contains("##["), "{arguments:?}: {text}");
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{arguments:?}: {text:?}");
    }
    for arguments in [&["hook", "install"][..], &["hook", "uninstall"]] {
        let (_, text) = run(&repository, arguments);
        assert!(!text.contains('\u{1b}') && !text.lines().any(|line| line.trim_start().starts_with("::")), "{text}");
    }
}

#[test]
fn an_odd_environment_is_no_pass_and_no_panic() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repository("r");
    repository.add("zones/example.com.zone", zone(""));
    repository.commit("c");
    repository.add("zones/example.com.zone", zone("www A 192.0.2.300\n"));
    let case = |variable: &str, value: &str, expected: i32| {
        let output = repository.command(ZONEGATE).args(["check", "--staged"]).env(variable, value).output().unwrap();
        let text = format!("{output:?}");
        assert_eq!(output.status.code(), Some(expected), "{variable}={value}: {text}");
        assert!(!text.contains("internal error"), "{text}");
    };
    case("COLUMNS", "0", 1);
    case("COLUMNS", "99999999999999999999", 1);
    case("COLUMNS", "-1", 1);
    case("ZONEGATE_LOCK_ID", "a\nb\n\u{1b}[31m", 1);
    case("GIT_INDEX_FILE", "zones", 2);
    case("GIT_INDEX_FILE", "nowhere", 2);
    case("GIT_INDEX_FILE", "zones/example.com.zone", 2);
    case("GIT_DIR", "zones", 2);
    case("GIT_WORK_TREE", "nowhere", 2);
    case("ZONEGATE_CONFIG", "zones", 2);
    case("ZONEGATE_CONFIG", "zones/example.com.zone", 2);
}
