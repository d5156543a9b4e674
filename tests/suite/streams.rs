//! Tests of answers to streams: stdout, and streams that are already open.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Stdio;

use super::program::{command, is_installed, shell, stdout};

const ROWS: &str = "year,value_usd_billion,growth_pct\n2024,46.73,\n";

/// Runs a script and returns what it leaves in the file `log`.
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
fn an_answer_is_written_in_order_to_an_open_stream() {
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
fn a_batch_is_written_in_order_to_an_open_stream() {
    for place in ["/dev/fd/1", "/dev/stderr"] {
        let script = format!(
            "(echo before; printf 'cagr\n20\n' | aiinfra batch --to 2024 -o {place}; echo after) > log 2>&1"
        );
        assert_eq!(logged(&script), "before\ncagr,2024\n20,46.73\nafter\n");
    }
}

#[test]
fn a_stream_that_is_not_open_for_writing_is_an_error() {
    let answer = shell("aiinfra forecast -o /dev/fd/7", Path::new("/"));
    assert_eq!(answer.code, Some(2));
    assert!(answer.stderr.starts_with("error: cannot write to `/dev/fd/7`: "), "{}", answer.stderr);
    let answer = shell("aiinfra forecast -o /dev/fd/3 3< /dev/null", Path::new("/"));
    let start = "error: cannot write to `/dev/fd/3`: Bad file descriptor (os error 9); expected ";
    assert_eq!(answer.code, Some(2));
    assert!(answer.stderr.starts_with(start), "{}", answer.stderr);
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_does_not_go_to_a_terminal() {
    if !super::program::is_installed("script") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (call, file) in [
        ("forecast --format xlsx", "forecast.xlsx"),
        ("segments region -f xlsx -o -", "segments.xlsx"),
        ("forecast -f xlsx -o /dev/tty", "forecast.xlsx"),
        ("cagr 46.73 502.42 10 -f xlsx -o /dev/stdout", "cagr.xlsx"),
        // A warning is about an answer, and there is none.
        ("forecast --cagr 0.3 -f xlsx", "forecast.xlsx"),
    ] {
        let answer =
            shell(&format!("NO_COLOR=1 script -qec 'aiinfra {call}' /dev/null"), folder.path());
        let expected = format!(
            "error: a workbook is for a spreadsheet program: expected a file for it, as in `-o {file}`\r\n"
        );
        assert_eq!((answer.code, answer.stdout), (Some(2), expected), "{call}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let piped =
        "script -qec 'aiinfra forecast -f xlsx | head -c 2; aiinfra forecast -o x.xlsx' /dev/null";
    assert_eq!(shell(piped, folder.path()).stdout, "PK");
}

#[test]
fn a_closed_stdout_is_an_error_if_something_is_written_to_it() {
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
    // Other errors still exit with 2, and stderr may be closed too.
    assert_eq!(shell("aiinfra forecast --year 2040 >&-", Path::new("/")).code, Some(2));
    assert_eq!(shell("aiinfra forecast <&- >&- 2>&-", Path::new("/")).code, Some(2));
    assert_eq!(shell("aiinfra forecast <&- 2>&-", Path::new("/")).code, Some(0));
}

#[test]
fn an_answer_may_go_to_dev_null() {
    for place in ["> /dev/null", ">> /dev/null", "1<> /dev/null"] {
        let answer = shell(&format!("aiinfra forecast {place}"), Path::new("/"));
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{place}");
    }
    let status = command().arg("forecast").stdout(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn an_answer_to_a_closed_stream_is_an_error() {
    for call in [
        "forecast -o /dev/stderr 2>&-",
        "forecast -o /dev/fd/2 2>&-",
        "forecast -o /dev/fd/0 <&-",
        "forecast -o /dev/stdin <&-",
    ] {
        assert_eq!(shell(&format!("aiinfra {call}"), Path::new("/")).code, Some(2), "{call}");
    }
}

#[test]
fn a_stdout_that_cannot_be_written_is_an_error() {
    let line = "error: cannot write to stdout: Bad file descriptor (os error 9); expected a stdout that is open for writing\n";
    for call in
        ["forecast", "--version", "check -f csv", "forecast -o -", "forecast -o /dev/fd/1", "init"]
    {
        let answer = shell(&format!("aiinfra {call} 1< /dev/null"), Path::new("/"));
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), line), "{call}");
    }
    let answer = shell("printf 'cagr\n20\n' | aiinfra batch 1< /dev/null", Path::new("/"));
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), line));
}

#[test]
fn init_can_write_to_an_open_stream() {
    let template = stdout("init");
    let folder = tempfile::tempdir().unwrap();
    for call in ["aiinfra init -o /dev/stdout > log", "exec 3> log; aiinfra init -o /dev/fd/3"] {
        let answer = shell(call, folder.path());
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{call}");
        assert_eq!(fs::read_to_string(folder.path().join("log")).unwrap(), template);
    }
}

#[test]
fn an_answer_is_appended_to_a_stream_of_another_program() {
    let call = "aiinfra forecast --to 2024 -f csv -o";
    let probe = format!("exec 5> log; {call} /proc/$$/fd/5");
    let folder = tempfile::tempdir().unwrap();
    if shell(&probe, folder.path()).stderr.contains("Operation not permitted") {
        println!("skipped: sharing another program's open files is not permitted");
        return;
    }
    for place in ["/proc/$$/fd/5", "link"] {
        let script = format!(
            "exec 5> log; echo before >&5; ln -s /proc/$$/fd/5 link; {call} {place}; rm link; echo after >&5"
        );
        assert_eq!(logged(&script), format!("before\n{ROWS}after\n"), "{place}");
    }
}

#[test]
fn an_invalid_descriptor_name_is_an_error() {
    for path in ["/dev/fd/+1", "/dev/fd/001", "/dev/fd/1/", "/dev/fd/-0", "/dev/fd/x"] {
        let answer = shell(&format!("aiinfra forecast -f csv -o {path}"), Path::new("/"));
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{path}");
    }
}

#[test]
fn an_answer_never_overwrites_its_input_through_a_descriptor() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.csv");
    fs::write(&file, "cagr\n20\n").unwrap();
    let mut call = "aiinfra batch --threads 1 -o /dev/fd/3".to_owned();
    if is_installed("setpriv") && fs::metadata("/proc/self").unwrap().uid() == 0 {
        // A user without permission to open the file may still hold it open.
        call = format!("setpriv --reuid=61234 --regid=61235 --clear-groups {call}");
    }
    let answer =
        shell(&format!("chmod 600 own.csv; exec < own.csv 3>> own.csv; {call}"), folder.path());
    let line = "error: stdin: expected another file for the output, because this one is an input\n";
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), line));
    assert_eq!(fs::read_to_string(&file).unwrap(), "cagr\n20\n");
}
