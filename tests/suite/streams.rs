//! Where an answer goes that is no file of its own: stdout, and what is open already.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::Stdio;

use super::program::{command, shell};

const ROWS: &str = "year,value_usd_billion,growth_pct\n2024,46.73,\n";

/// What a script leaves in the file `log`.
fn logged(script: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let answer = shell(script, folder.path());
    assert_eq!(
        (answer.code, answer.stdout.as_str(), answer.stderr.as_str()),
        (Some(0), "", ""),
        "{script}"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{script}");
    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    log.replace('\r', "")
}

#[test]
fn an_answer_takes_its_turn_in_what_is_open_already() {
    let expected = format!("before\n{ROWS}after\n");
    let call = "aiinfra forecast --to 2024 -f csv -o";
    for place in [
        "/dev/stdout",
        "/dev/fd/1",
        "/proc/self/fd/1",
        "/proc/thread-self/fd/1",
        "/dev/../dev/fd/1",
        "-",
    ] {
        for arrow in [">", ">>"] {
            let script = format!("(echo before; {call} {place}; echo after) {arrow} log");
            assert_eq!(logged(&script), expected, "{script}");
        }
    }
    for place in ["/dev/stderr", "/dev/fd/2", "/proc/self/fd/2"] {
        let script = format!("(echo before >&2; {call} {place}; echo after >&2) 2> log");
        assert_eq!(logged(&script), expected, "{script}");
    }
    for place in ["/dev/fd/3", "/proc/self/fd/3"] {
        let script = format!("exec 3> log; echo before >&3; {call} {place}; echo after >&3");
        assert_eq!(logged(&script), expected, "{script}");
    }
    let script =
        format!("(ln -s /dev/fd/1 link; echo before; {call} link; echo after; rm link) > log");
    assert_eq!(logged(&script), expected);
}

#[test]
fn a_batch_takes_its_turn_too() {
    for place in ["/dev/fd/1", "/dev/stderr"] {
        let script = format!(
            "(echo before; printf 'cagr\n20\n' | aiinfra batch --to 2024 -o {place}; echo after) > log 2>&1"
        );
        assert_eq!(logged(&script), "before\ncagr,2024\n20,46.73\nafter\n");
    }
}

#[test]
fn what_is_not_open_cannot_be_written() {
    let answer = shell("aiinfra forecast -o /dev/fd/7", Path::new("/"));
    assert_eq!(answer.code, Some(2));
    assert!(answer.stderr.starts_with("error: cannot write to `/dev/fd/7`: "), "{}", answer.stderr);
    let answer = shell("aiinfra forecast -o /dev/fd/3 3< /dev/null", Path::new("/"));
    let start = "error: cannot write to `/dev/fd/3`: Bad file descriptor (os error 9); expected ";
    assert_eq!(answer.code, Some(2));
    assert!(answer.stderr.starts_with(start), "{}", answer.stderr);
}

#[test]
fn a_closed_stdout_is_an_error_where_something_is_written_to_it() {
    let line =
        "error: cannot write to stdout: it is closed; expected a terminal, a pipe or a file\n";
    for call in [
        "forecast",
        "check",
        "--help",
        "--version",
        "help",
        "init",
        "man",
        "batch",
        "forecast -o -",
        "forecast -o /dev/fd/1",
    ] {
        let answer = shell(&format!("printf 'cagr\n20\n' | aiinfra {call} >&-"), Path::new("/"));
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), line), "{call}");
    }
    let folder = tempfile::tempdir().unwrap();
    let answer = shell("aiinfra forecast -o out.csv >&-", folder.path());
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
    // An error is an error, and stderr may be closed as well.
    assert_eq!(shell("aiinfra forecast --year 2040 >&-", Path::new("/")).code, Some(2));
    assert_eq!(shell("aiinfra forecast <&- >&- 2>&-", Path::new("/")).code, Some(2));
    assert_eq!(shell("aiinfra forecast <&- 2>&-", Path::new("/")).code, Some(0));
}

#[test]
fn nobody_has_to_look_at_an_answer() {
    for place in ["> /dev/null", ">> /dev/null", "1<> /dev/null"] {
        let answer = shell(&format!("aiinfra forecast {place}"), Path::new("/"));
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{place}");
    }
    let status = command().arg("forecast").stdout(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(0));
}
