//! Tests of where the answer goes, and what remains if it cannot be written.

use std::fs;
use std::path::Path;

use aiinfra::render::FORMATS;

use super::fixtures::names;
use super::program::{Answer, shell, stdout, with_input};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn succeeded(answer: &Answer) {
    assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr.as_str()), (Some(0), "", ""));
}

#[test]
fn the_file_extension_picks_the_format() {
    let known = FORMATS.iter().flat_map(|format| {
        format.extensions.iter().map(|ending| (format!("a.{ending}"), format.name))
    });
    let others = [("a.TSV".to_owned(), "tsv"), ("a".to_owned(), "table")];
    for (file, format) in known.chain(others) {
        let folder = folder();
        succeeded(&shell(&format!("aiinfra forecast -o {file}"), folder.path()));
        let written = fs::read(folder.path().join(&file)).unwrap();
        let shown = with_input(&format!("forecast --format {format}"), b"").stdout;
        assert!(written == shown, "{file}");
        assert_eq!(names(folder.path()), [file], "a draft is left behind");
    }
}

#[test]
fn the_format_option_overrides_the_file_extension() {
    let folder = folder();
    succeeded(&shell("aiinfra forecast --format json -o a.csv", folder.path()));
    let written = fs::read_to_string(folder.path().join("a.csv")).unwrap();
    assert_eq!(written, stdout("forecast --format json"));
}

#[test]
fn the_help_of_a_command_begins_with_its_line_in_the_list() {
    let list = stdout("--help");
    let (_, list) = list.split_once("Commands:\n").unwrap();
    let (list, _) = list.split_once("\n\n").unwrap();
    for line in list.lines().filter(|line| !line.trim().starts_with("help ")) {
        let (name, about) = line.trim().split_once(' ').unwrap();
        for help in [format!("{name} --help"), format!("{name} -h"), format!("help {name}")] {
            assert_eq!(stdout(&help).lines().next(), Some(about.trim()), "{help}");
        }
    }
}

#[test]
fn global_options_may_come_before_or_after_the_command() {
    let folder = folder();
    succeeded(&shell("aiinfra init -o own.toml", folder.path()));
    let none = stdout("forecast --year 2025");
    for options in
        ["-f csv", "--unit million", "--digits 4", "--color always", "-v -f csv", "--data own.toml"]
    {
        let after = shell(&format!("aiinfra forecast --year 2025 {options}"), folder.path());
        let before = shell(&format!("aiinfra {options} forecast --year 2025"), folder.path());
        assert_eq!((before.code, after.code), (Some(0), Some(0)), "{options}");
        assert_eq!((&before.stdout, &before.stderr), (&after.stdout, &after.stderr), "{options}");
        assert_ne!(before.stdout, none, "{options}");
    }
    succeeded(&shell("aiinfra -o a.csv forecast --year 2025", folder.path()));
    assert!(fs::read_to_string(folder.path().join("a.csv")).unwrap().starts_with("year,"));
    // The option after the command wins.
    assert_eq!(
        stdout("-f json forecast -f csv --digits 0 --year 2024"),
        "year,value_usd_billion,growth_pct\n2024,47,\n"
    );
}

#[test]
fn an_invalid_call_leaves_the_file_unchanged() {
    for refused in [
        "forecast --year 2040",
        "forecast --cagr 1000000",
        "segments reginn",
        "cagr --start 1 --end 2",
        "forecast --bogus",
    ] {
        let folder = folder();
        fs::write(folder.path().join("a.csv"), "before").unwrap();
        let answer = shell(&format!("aiinfra {refused} -o a.csv"), folder.path());
        assert_eq!(answer.code, Some(2), "{refused}");
        assert_eq!(fs::read_to_string(folder.path().join("a.csv")).unwrap(), "before", "{refused}");
        assert_eq!(names(folder.path()), ["a.csv"], "{refused}");
    }
}

#[test]
fn an_unknown_file_extension_is_named_in_the_error() {
    let folder = folder();
    let answer = shell("aiinfra forecast -o a.pdf", folder.path());
    assert_eq!(answer.code, Some(2));
    let start =
        "error: file `a.pdf`: expected an extension that names a format (.txt, .csv, .tsv, .tab, ";
    assert!(answer.stderr.starts_with(start), "{}", answer.stderr);
    assert!(answer.stderr.ends_with("), or --format\n"), "{}", answer.stderr);
    assert!(names(folder.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn a_path_that_cannot_be_written_is_named() {
    let folder = folder();
    fs::create_dir(folder.path().join("d")).unwrap();
    for (file, fault) in [
        ("d", "Is a directory (os error 21)"),
        ("none/a.csv", "No such file or directory (os error 2)"),
    ] {
        let answer = shell(&format!("aiinfra forecast -o {file}"), folder.path());
        let expected = "expected a file that can be written, in a folder that exists";
        let line = format!("error: cannot write to `{file}`: {fault}; {expected}\n");
        assert_eq!((answer.code, answer.stderr), (Some(2), line));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_not_a_panic() {
    let expected = "error: cannot write to stdout: No space left on device (os error 28); \
                    expected enough free space for the answer\n";
    for command in ["forecast", "forecast --format csv", "segments", "sources"] {
        let answer = shell(&format!("aiinfra {command} > /dev/full"), Path::new("/"));
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), expected), "{command}");
    }
    for asked in ["--help", "--version", "forecast --help"] {
        let answer = shell(&format!("aiinfra {asked} > /dev/full"), Path::new("/"));
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), expected), "{asked}");
    }
    let device = shell("aiinfra forecast -o /dev/full", Path::new("/"));
    assert_eq!(device.code, Some(2));
    assert!(Path::new("/dev/full").metadata().is_ok_and(|found| !found.is_file()), "replaced");
}

#[cfg(target_os = "linux")]
#[test]
fn an_unwritable_stderr_is_not_a_panic() {
    assert_eq!(shell("aiinfra forecast --year 2040 2> /dev/full", Path::new("/")).code, Some(2));
    assert_eq!(shell("aiinfra forecast --year x 2> /dev/full", Path::new("/")).code, Some(2));
    assert_eq!(
        shell("aiinfra forecast -v --format csv 2> /dev/full", Path::new("/")).code,
        Some(0)
    );
}

#[test]
fn a_reader_that_stops_early_ends_the_run_quietly() {
    for command in ["forecast", "sources", "segments --from 2024 --to 2034", "--help"] {
        let script = format!("{{ aiinfra {command}; echo $? > code; }} | head -1");
        let folder = folder();
        let answer = shell(&script, folder.path());
        assert_eq!(answer.stderr, "", "{command}");
        assert_eq!(fs::read_to_string(folder.path().join("code")).unwrap(), "0\n", "{command}");
        // `true` reads nothing, so the pipe is closed before the first byte.
        let closed = format!("{{ sleep 0.1; aiinfra {command}; echo $? > code; }} | true");
        let answer = shell(&closed, folder.path());
        assert_eq!(answer.stderr, "", "{command}");
        assert_eq!(fs::read_to_string(folder.path().join("code")).unwrap(), "0\n", "{command}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_a_new_one_gets_the_default() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let mode =
        |file: &str| folder.path().join(file).metadata().unwrap().permissions().mode() & 0o777;
    fs::write(folder.path().join("old.csv"), "before").unwrap();
    fs::set_permissions(folder.path().join("old.csv"), PermissionsExt::from_mode(0o640)).unwrap();
    let script = "umask 022; aiinfra forecast -o old.csv && aiinfra forecast -o new.csv";
    succeeded(&shell(script, folder.path()));
    assert_eq!((mode("old.csv"), mode("new.csv")), (0o640, 0o644));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = folder();
    fs::write(folder.path().join("real.csv"), "before").unwrap();
    std::os::unix::fs::symlink("real.csv", folder.path().join("link.csv")).unwrap();
    succeeded(&shell("aiinfra forecast -o link.csv", folder.path()));
    assert!(folder.path().join("link.csv").is_symlink());
    let written = fs::read_to_string(folder.path().join("real.csv")).unwrap();
    assert_eq!(written, stdout("forecast --format csv"));
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_is_appended_to_stdout() {
    for target in ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        let folder = folder();
        let script = format!(
            "echo before > log; aiinfra forecast --to 2024 -f csv -o {target} >> log; echo after >> log"
        );
        succeeded(&shell(&script, folder.path()));
        let log = fs::read_to_string(folder.path().join("log")).unwrap();
        assert_eq!(
            log, "before\nyear,value_usd_billion,growth_pct\n2024,46.73,\nafter\n",
            "{target}"
        );
        assert_eq!(names(folder.path()), ["log"]);
    }
}

#[cfg(unix)]
#[test]
fn a_dangling_link_leads_to_the_new_file() {
    let folder = folder();
    std::os::unix::fs::symlink("later.csv", folder.path().join("link.csv")).unwrap();
    succeeded(&shell("aiinfra forecast -o link.csv", folder.path()));
    assert!(folder.path().join("link.csv").is_symlink());
    assert!(folder.path().join("later.csv").is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn a_cycle_of_links_is_an_error() {
    let folder = folder();
    let answer = shell("ln -s a b; ln -s b a; aiinfra forecast -o a", folder.path());
    let start = "error: cannot write to `a`: Too many levels of symbolic links (os error 40); expected a file";
    assert_eq!(answer.code, Some(2));
    assert!(answer.stderr.starts_with(start), "{}", answer.stderr);
}

#[cfg(unix)]
#[test]
fn a_named_pipe_without_a_reader_ends_the_run_quietly() {
    let folder = folder();
    let script = "mkfifo p; true < p & aiinfra segments --from 2024 --to 2034 -f csv -o p; wait";
    succeeded(&shell(script, folder.path()));
    let to_stdout = "{ sleep 0.1; aiinfra forecast -f csv -o /dev/stdout; echo $? > code; } | true";
    shell(to_stdout, folder.path());
    assert_eq!(fs::read_to_string(folder.path().join("code")).unwrap(), "0\n");
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_written_to() {
    let folder = folder();
    let script = "mkfifo p; cat p > got & aiinfra forecast --format csv -o p; wait; test -p p";
    succeeded(&shell(script, folder.path()));
    let got = fs::read_to_string(folder.path().join("got")).unwrap();
    assert_eq!(got, stdout("forecast --format csv"));
}
