//! A file that an answer goes to: replaced as a whole or left as it was, whatever happens on the way.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use super::fixtures::names;
use super::program::{Answer, is_installed, shell, started_in, stdout};

/// A folder with a file of twenty thousand scenarios, and an answer from before.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plans.csv"), format!("cagr\n{}", "20\n".repeat(20_000))).unwrap();
    fs::write(folder.path().join("out.csv"), "before").unwrap();
    folder
}

/// The answer from before is there, and nothing else is.
fn is_untouched(folder: &Path) {
    assert_eq!(fs::read_to_string(folder.join("out.csv")).unwrap(), "before");
    assert_eq!(names(folder), ["out.csv", "plans.csv"]);
}

fn succeeded(answer: &Answer) {
    assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr.as_str()), (Some(0), "", ""));
}

/// Stands between the program and the system: without files that have no name, or with renaming that takes long.
const SHIM: &str = r#"
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    int mode = va_arg(more, int);
    va_end(more);
    if (getenv("NAMES_ONLY") && (flags & O_TMPFILE) == O_TMPFILE) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return syscall(SYS_openat, AT_FDCWD, path, flags | O_LARGEFILE, mode);
}

int rename(const char *from, const char *to) {
    int done = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    unsigned left = getenv("SLOW_RENAME") ? 3 : 0;
    while (left) left = sleep(left);
    return done;
}
"#;

/// The shim as a library, beside a folder for the run; none where there is no C compiler.
fn shim() -> Option<tempfile::TempDir> {
    if !is_installed("cc") {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("shim.c"), SHIM).unwrap();
    let made = Command::new("cc")
        .args(["-shared", "-fPIC", "-o", "shim.so", "shim.c"])
        .current_dir(folder.path())
        .status();
    assert!(made.unwrap().success());
    Some(folder)
}

#[test]
fn threads_that_the_system_does_not_grant_are_done_without() {
    let folder = folder();
    let expected = stdout_of("aiinfra batch plans.csv", folder.path());
    for limit in ["18446744073709551615", "9223372036854775807", "1000000000000000"] {
        for input in ["plans.csv", "- < plans.csv", "- < pipe"] {
            let feed =
                if input.ends_with("pipe") { "mkfifo pipe; cat plans.csv > pipe & " } else { "" };
            let call = format!(
                "{feed}RUST_MIN_STACK={limit} aiinfra batch {input} --threads 4 -o out.csv; rm -f pipe"
            );
            let answer = shell(&call, folder.path());
            succeeded(&answer);
            assert!(
                fs::read_to_string(folder.path().join("out.csv")).unwrap() == expected,
                "{call}"
            );
            assert_eq!(names(folder.path()), ["out.csv", "plans.csv"], "{call}");
        }
    }
}

fn stdout_of(script: &str, folder: &Path) -> String {
    let answer = shell(script, folder);
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{script}");
    answer.stdout
}

#[test]
fn a_run_without_memory_leaves_no_draft() {
    let folder = folder();
    for kilobytes in [8000, 8500, 9000] {
        let call = format!("ulimit -v {kilobytes}; aiinfra batch plans.csv -o out.csv");
        if shell(&call, folder.path()).code != Some(0) {
            is_untouched(folder.path());
        }
    }
}

#[test]
fn a_run_that_is_killed_leaves_no_draft() {
    let folder = folder();
    let mut running = started_in(folder.path(), "batch --to 2024 -o out.csv");
    let mut rows = running.stdin.take().unwrap();
    rows.write_all(b"cagr\n20\n").unwrap();
    thread::sleep(Duration::from_millis(300));
    running.kill().unwrap();
    running.wait().unwrap();
    drop(rows);
    is_untouched(folder.path());
}

#[test]
fn a_limit_on_the_size_of_files_is_an_error() {
    let folder = folder();
    let fault =
        "File too large (os error 27); expected a higher limit on the size of a file (ulimit -f)\n";
    for call in ["sources -o out.csv", "batch plans.csv -o out.csv"] {
        let answer = shell(&format!("ulimit -f 1; aiinfra {call}"), folder.path());
        let line = format!("error: cannot write to `out.csv`: {fault}");
        assert_eq!((answer.code, answer.stderr), (Some(2), line), "{call}");
        is_untouched(folder.path());
    }
    let answer = shell("ulimit -f 1; aiinfra sources > more.csv", folder.path());
    assert_eq!(
        (answer.code, answer.stderr),
        (Some(2), format!("error: cannot write to stdout: {fault}"))
    );
}

#[test]
fn a_signal_at_any_time_leaves_no_draft() {
    let Some(shim) = shim() else { return };
    let folder = folder();
    // A draft with a name is there for longer.
    let script = format!(
        "export LD_PRELOAD={}/shim.so NAMES_ONLY=1
        for delay in 0 1 2 3 4 5 6 7 8 9; do for again in 0 1 2 3 4 5 6 7 8 9; do
            aiinfra batch plans.csv -o out.csv 2> /dev/null & running=$!
            sleep 0.00$delay$again; kill -TERM $running; wait $running
            ls -A | grep '^.aiinfra'
        done; done; true",
        shim.path().display()
    );
    let answer = shell(&script, folder.path());
    assert_eq!(answer.stdout, "", "drafts are left behind");
}

#[test]
fn a_draft_may_have_a_name_where_it_has_to() {
    let Some(shim) = shim() else { return };
    let preload = format!("LD_PRELOAD={}/shim.so NAMES_ONLY=1", shim.path().display());
    let folder = folder();
    let answer = shell(&format!("{preload} aiinfra forecast -o out.csv"), folder.path());
    succeeded(&answer);
    let forecast = stdout("forecast -f csv");
    assert_eq!(fs::read_to_string(folder.path().join("out.csv")).unwrap(), forecast);
    succeeded(&shell(&format!("{preload} aiinfra forecast -o new.csv"), folder.path()));
    assert_eq!(fs::read_to_string(folder.path().join("new.csv")).unwrap(), forecast);
    assert_eq!(names(folder.path()), ["new.csv", "out.csv", "plans.csv"]);
    let answer = shell(&format!("{preload} aiinfra batch -o out.csv < out.csv"), folder.path());
    assert_eq!(answer.code, Some(2));
    assert_eq!(names(folder.path()), ["new.csv", "out.csv", "plans.csv"]);
}

#[test]
fn an_interrupt_while_a_file_is_replaced_tells_what_is_known() {
    let Some(shim) = shim() else { return };
    let folder = folder();
    let script = format!(
        "LD_PRELOAD={}/shim.so SLOW_RENAME=1 aiinfra forecast -f csv -o out.csv & running=$!
        sleep 0.5; kill -TERM $running; wait $running; echo $?",
        shim.path().display()
    );
    let answer = shell(&script, folder.path());
    let line =
        "error: interrupted: `out.csv` was being replaced; check whether it has the new answer\n";
    assert_eq!(answer.stdout, "143\n");
    assert!(answer.stderr.starts_with(line), "{}", answer.stderr);
    assert_eq!(
        fs::read_to_string(folder.path().join("out.csv")).unwrap(),
        stdout("forecast -f csv")
    );
}

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

#[test]
fn a_file_keeps_its_owner_and_loses_what_made_it_run_as_such() {
    if !is_root() {
        println!("not tested, since only root gives files away");
        return;
    }
    let folder = folder();
    let file = folder.path().join("out.csv");
    let state = || {
        let found = fs::metadata(&file).unwrap();
        (found.uid(), found.gid(), found.mode() & 0o7777)
    };
    for (before, after) in [("4750", 0o750), ("2755", 0o755), ("600", 0o600)] {
        let script = format!(
            "chown 61234:61235 out.csv && chmod {before} out.csv && aiinfra forecast -o out.csv"
        );
        succeeded(&shell(&script, folder.path()));
        assert_eq!(state(), (61234, 61235, after), "{before}");
        assert_eq!(fs::read_to_string(&file).unwrap(), stdout("forecast -f csv"));
    }
}

#[test]
fn a_file_that_cannot_be_replaced_as_it_is_is_written_in_its_place() {
    let folder = folder();
    let file = folder.path().join("out.csv");
    let inode = fs::metadata(&file).unwrap().ino();
    fs::hard_link(&file, folder.path().join("other.csv")).unwrap();
    // Longer and shorter than what is there.
    for call in ["sources -f csv", "forecast -f csv"] {
        succeeded(&shell(&format!("aiinfra {call} -o out.csv"), folder.path()));
        assert_eq!(fs::read_to_string(folder.path().join("other.csv")).unwrap(), stdout(call));
        let found = fs::metadata(&file).unwrap();
        assert_eq!((found.ino(), found.nlink()), (inode, 2));
    }
    assert_eq!(names(folder.path()), ["other.csv", "out.csv", "plans.csv"]);
    // What does not come to an answer changes nothing.
    let answer = shell("printf 'cagr\n20\nlots\n' | aiinfra batch -o out.csv", folder.path());
    assert_eq!(answer.code, Some(2));
    assert_eq!(fs::read_to_string(&file).unwrap(), stdout("forecast -f csv"));
    if is_root() && is_installed("setpriv") {
        fs::remove_file(folder.path().join("other.csv")).unwrap();
        let script = "chmod 777 .; chown 61236:61236 out.csv; chmod 6666 out.csv
            setpriv --reuid=61234 --regid=61235 --clear-groups aiinfra sources -o out.csv";
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
        succeeded(&shell(script, folder.path()));
        let found = fs::metadata(&file).unwrap();
        assert_eq!((found.uid(), found.gid(), found.ino()), (61236, 61236, inode));
        assert_eq!(fs::read_to_string(&file).unwrap(), stdout("sources -f csv"));
    }
}

#[test]
fn a_disk_that_gets_full_in_place_is_told() {
    let folder = folder();
    fs::create_dir(folder.path().join("d")).unwrap();
    // The draft fits once, and a second time it does not.
    let script = "mount -t tmpfs -o size=256k none d && echo before > d/out.csv && ln d/out.csv d/other.csv || exit 77
        head -3000 plans.csv | aiinfra batch --from 2030 --digits 4 -o d/out.csv; echo $?; ls -A d";
    let answer = shell(&format!("unshare -rm sh -c '{script}'"), folder.path());
    if answer.code == Some(77) || answer.stderr.starts_with("unshare") {
        println!("not tested, since no disk may be mounted");
        return;
    }
    assert_eq!(answer.stdout, "2\nother.csv\nout.csv\n");
    let line = "error: cannot write to `d/out.csv`: No space left on device (os error 28); expected a disk with room for the answer; the file is cut now, so write it again\n";
    assert_eq!(answer.stderr, line);
}

#[test]
fn a_file_in_a_folder_that_may_not_be_written_is_told_as_that() {
    if is_root() && !is_installed("setpriv") {
        return;
    }
    let folder = folder();
    let call = "aiinfra forecast -o out.csv";
    let script = format!(
        "chmod 666 out.csv; chmod 555 .
        if [ $(id -u) = 0 ]; then setpriv --bounding-set=-dac_override,-dac_read_search {call}; else {call}; fi
        code=$?; chmod 755 .; exit $code"
    );
    let answer = shell(&script, folder.path());
    let line = "error: cannot write to `out.csv`: Permission denied (os error 13); expected a folder that allows new files, because the answer is written to a new file first\n";
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), line));
    is_untouched(folder.path());
}

#[test]
fn the_system_says_what_is_missing() {
    let folder = folder();
    // Three for the standard streams, one for the scenarios, and what the program itself has open.
    let mut told = Vec::new();
    for limit in 4..12 {
        let answer =
            shell(&format!("ulimit -n {limit}; aiinfra batch plans.csv -o out.csv"), folder.path());
        if answer.code != Some(0) {
            is_untouched(folder.path());
            told.push(answer.stderr);
        }
        fs::write(folder.path().join("out.csv"), "before").unwrap();
    }
    assert!(told.iter().all(|line| !line.contains("uncategorized")), "{told:?}");
    let line = "error: cannot write to `out.csv`: Too many open files (os error 24); expected a higher limit on open files (ulimit -n)\n";
    assert!(told.iter().any(|told| told == line), "{told:?}");
}
