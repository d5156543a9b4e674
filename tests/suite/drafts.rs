//! Tests of output files: a file is replaced completely or left as it was, whatever happens.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::fixtures::names;
use super::program::{Answer, has_open, is_installed, shell, started_in, stdout, wait_until};

/// Returns a folder with twenty thousand scenarios, and an answer from an earlier run.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plans.csv"), format!("cagr\n{}", "20\n".repeat(20_000))).unwrap();
    fs::write(folder.path().join("out.csv"), "before").unwrap();
    folder
}

/// Asserts that the earlier answer is unchanged and that no file was added.
fn assert_untouched(folder: &Path) {
    assert_eq!(fs::read_to_string(folder.join("out.csv")).unwrap(), "before");
    assert_eq!(names(folder), ["out.csv", "plans.csv"]);
}

fn succeeded(answer: &Answer) {
    assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr.as_str()), (Some(0), "", ""));
}

/// A library loaded between the program and the system. It denies unnamed files, stops in certain calls, or
/// refuses to start a thread.
const SHIM: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Tells that it is there, and goes no further. */
static void stop_if(const char *name) {
    if (!getenv(name)) return;
    close(syscall(SYS_openat, AT_FDCWD, getenv("STOPPED"), O_CREAT | O_WRONLY, 0600));
    for (;;) pause();
}

int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    int mode = va_arg(more, int);
    va_end(more);
    if (getenv("NAMES_ONLY") && (flags & O_TMPFILE) == O_TMPFILE) {
        errno = EOPNOTSUPP;
        return -1;
    }
    int opened = syscall(SYS_openat, AT_FDCWD, path, flags | O_LARGEFILE, mode);
    if (flags & O_EXCL) stop_if("STOP_AFTER_OPEN");
    return opened;
}

int rename(const char *from, const char *to) {
    stop_if("STOP_BEFORE_RENAME");
    int done = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    stop_if("STOP_AFTER_RENAME");
    return done;
}

ssize_t copy_file_range(int from, off_t *at, int to, off_t *place, size_t length, unsigned flags) {
    if (getenv("STOP_AFTER_COPY") && length > 4) length = 4;
    ssize_t done = syscall(SYS_copy_file_range, from, at, to, place, length, flags);
    stop_if("STOP_AFTER_COPY");
    return done;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*start)(void *), void *arg) {
    static int count;
    if (getenv("REFUSED_THREAD") && ++count == atoi(getenv("REFUSED_THREAD"))) return EAGAIN;
    int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) =
        dlsym(RTLD_NEXT, "pthread_create");
    return next(thread, attr, start, arg);
}
"#;

/// Builds the library in a new folder, or returns `None` if there is no C compiler.
fn shim() -> Option<tempfile::TempDir> {
    if !is_installed("cc") {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("shim.c"), SHIM).unwrap();
    let made = Command::new("cc")
        .args(["-shared", "-fPIC", "-o", "shim.so", "shim.c", "-ldl"])
        .current_dir(folder.path())
        .status();
    assert!(made.unwrap().success());
    Some(folder)
}

#[test]
fn batch_works_with_fewer_threads_than_asked_for() {
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
fn a_run_out_of_memory_leaves_no_draft() {
    let folder = folder();
    for kilobytes in [8000, 8500, 9000] {
        let call = format!("ulimit -v {kilobytes}; aiinfra batch plans.csv -o out.csv");
        if shell(&call, folder.path()).code != Some(0) {
            assert_untouched(folder.path());
        }
    }
}

#[test]
fn a_run_that_is_killed_leaves_no_draft() {
    let folder = folder();
    let mut running = started_in(folder.path(), "batch --to 2024 -o out.csv");
    let mut rows = running.stdin.take().unwrap();
    rows.write_all(b"cagr\n20\n").unwrap();
    wait_until(|| has_open(&running, folder.path()));
    running.kill().unwrap();
    running.wait().unwrap();
    drop(rows);
    assert_untouched(folder.path());
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
        assert_untouched(folder.path());
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
    // A named draft exists for longer, so more signals arrive while it does.
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
    assert_eq!(answer.stdout, "", "drafts were left behind");
}

#[test]
fn a_draft_has_a_name_if_the_file_system_requires_it() {
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
fn an_interrupt_during_replacement_reports_the_state_of_the_file() {
    for (variables, link, told, content) in [
        (
            "STOP_AFTER_RENAME=1",
            "",
            "`out.csv` may contain the old or the new answer; check it, or run the command again",
            stdout("forecast -f csv"),
        ),
        (
            "STOP_AFTER_COPY=1",
            "ln out.csv more.csv;",
            "`out.csv` may mix old and new content; run the command again",
            "yearre".to_owned(),
        ),
    ] {
        let folder = folder();
        let script = format!(
            "{link} begin forecast -f csv -o out.csv & until_stopped; kill -TERM $!; wait $!; echo $?"
        );
        let Some(answer) = with_shim(variables, &script, folder.path()) else { return };
        assert_eq!(answer.stdout, "143\n", "{}", answer.stderr);
        let line = format!("error: interrupted: {told}\n");
        assert!(answer.stderr.starts_with(&line), "{}", answer.stderr);
        assert_eq!(fs::read_to_string(folder.path().join("out.csv")).unwrap(), content);
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

#[test]
fn a_file_keeps_its_owner_and_loses_setuid_and_setgid() {
    if !is_root() {
        println!("skipped: only root can change the owner of a file");
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
fn a_file_that_cannot_be_replaced_is_written_in_place() {
    let folder = folder();
    let file = folder.path().join("out.csv");
    let inode = fs::metadata(&file).unwrap().ino();
    fs::hard_link(&file, folder.path().join("other.csv")).unwrap();
    // One answer is longer than the file, one shorter.
    for call in ["sources -f csv", "forecast -f csv"] {
        succeeded(&shell(&format!("aiinfra {call} -o out.csv"), folder.path()));
        assert_eq!(fs::read_to_string(folder.path().join("other.csv")).unwrap(), stdout(call));
        let found = fs::metadata(&file).unwrap();
        assert_eq!((found.ino(), found.nlink()), (inode, 2));
    }
    assert_eq!(names(folder.path()), ["other.csv", "out.csv", "plans.csv"]);
    // A run that fails changes nothing.
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
fn a_disk_without_room_for_a_copy_leaves_the_file_unchanged() {
    let folder = folder();
    fs::create_dir(folder.path().join("d")).unwrap();
    // The draft fits on the disk once, but not twice.
    let script = "mount -t tmpfs -o size=256k none d && echo before > d/out.csv && ln d/out.csv d/other.csv || exit 77
        head -3000 plans.csv | aiinfra batch --from 2030 --digits 4 -o d/out.csv; echo $?; ls -A d; cat d/out.csv";
    let answer = shell(&format!("unshare -rm sh -c '{script}'"), folder.path());
    if answer.code == Some(77) || answer.stderr.starts_with("unshare") {
        println!("skipped: mounting a disk is not permitted");
        return;
    }
    assert_eq!(answer.stdout, "2\nother.csv\nout.csv\nbefore\n");
    let line = "error: cannot write to `d/out.csv`: No space left on device (os error 28); expected enough free space for the answer\n";
    assert_eq!(answer.stderr, line);
}

#[test]
fn the_error_for_a_read_only_folder_explains_what_is_needed() {
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
    let line = "error: cannot write to `out.csv`: Permission denied (os error 13); expected permission to create files in its folder, because the answer is first written to a temporary file there\n";
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), line));
    assert_untouched(folder.path());
}

#[test]
fn a_lack_of_descriptors_is_reported_in_the_systems_words() {
    let folder = folder();
    // Three for the standard streams, one for the scenarios, and those the program opens itself.
    let mut told = Vec::new();
    for limit in 4..12 {
        let answer =
            shell(&format!("ulimit -n {limit}; aiinfra batch plans.csv -o out.csv"), folder.path());
        if answer.code != Some(0) {
            assert_untouched(folder.path());
            told.push(answer.stderr);
        }
        fs::write(folder.path().join("out.csv"), "before").unwrap();
    }
    assert!(told.iter().all(|line| !line.contains("uncategorized")), "{told:?}");
    let line = "error: cannot write to `out.csv`: Too many open files (os error 24); expected a higher limit on open files (ulimit -n)\n";
    assert!(told.iter().any(|told| told == line), "{told:?}");
}

/// Runs a script with the shim, configured by these variables. `begin` becomes the program, so `$!` is its process id.
fn with_shim(variables: &str, script: &str, folder: &Path) -> Option<Answer> {
    let shim = shim()?;
    let place = shim.path().display();
    let program = env!("CARGO_BIN_EXE_aiinfra");
    let functions = format!(
        "export STOPPED={place}/stopped
        begin() {{ exec env LD_PRELOAD={place}/shim.so {variables} {program} \"$@\"; }}
        aiinfra() {{ (begin \"$@\"); }}
        {UNTIL}
        until_stopped() {{ until_so 'test -e $STOPPED'; }}"
    );
    Some(shell(&format!("{functions}\n{script}"), folder))
}

/// Waits until a command succeeds, up to a limit.
const UNTIL: &str = "until_so() {
    tries=0
    until eval \"$1\" > /dev/null 2>&1; do
        tries=$((tries + 1)); test $tries -lt 600 || exit 99; sleep 0.05
    done
}";

#[test]
fn an_interrupt_removes_a_draft_that_was_just_named() {
    for variables in [
        "STOP_BEFORE_RENAME=1",
        "STOP_BEFORE_RENAME=1 NAMES_ONLY=1",
        "STOP_AFTER_OPEN=1 NAMES_ONLY=1",
    ] {
        let folder = folder();
        let script = "begin forecast -o out.csv & until_stopped; kill -TERM $!; wait $!; echo $?";
        let Some(answer) = with_shim(variables, script, folder.path()) else { return };
        assert_eq!(answer.stdout, "143\n", "{variables}");
        assert_untouched(folder.path());
    }
}

#[test]
fn a_named_draft_has_the_permissions_of_its_target() {
    let folder = folder();
    let script = "umask 022; chmod 600 out.csv; mkfifo rows
        begin batch rows --to 2024 -o out.csv & exec 9> rows; printf 'cagr\n20\n' >&9
        until_so 'ls .aiinfra-*'; stat -c %a .aiinfra-*; exec 9>&-; wait
        stat -c %a out.csv; aiinfra forecast -o new.csv; stat -c %a new.csv";
    let Some(answer) = with_shim("NAMES_ONLY=1", script, folder.path()) else { return };
    assert_eq!((answer.stdout.as_str(), answer.stderr.as_str()), ("600\n600\n644\n", ""));
}

#[test]
fn a_run_ends_even_if_the_reader_gets_no_thread() {
    // The first thread waits for signals, the second reads, and the others compute.
    for refused in 1..=4 {
        let folder = folder();
        let script = "mkfifo p
            (echo cagr; echo 20; sleep 0.2; echo 30; sleep 0.2; echo bad; sleep 60) > p 2> /dev/null &
            aiinfra batch p --to 2024 --threads 3 2> /dev/null; echo $?";
        let begun = Instant::now();
        let variables = format!("REFUSED_THREAD={refused}");
        let Some(answer) = with_shim(&variables, script, folder.path()) else { return };
        assert_eq!(answer.stdout, "cagr,2024\n20,46.73\n30,46.73\n2\n", "{refused}");
        assert!(
            begun.elapsed() < Duration::from_secs(40),
            "{refused}: it has waited for more rows"
        );
    }
}

#[test]
fn changes_to_the_target_during_a_run_are_kept() {
    let folder = folder();
    for (change, check, expected) in [
        ("chmod 600 out.csv", "stat -c %a out.csv", "600\n"),
        ("ln out.csv more.csv", "cmp out.csv more.csv && stat -c %h out.csv", "2\n"),
        ("rm out.csv", "stat -c %a out.csv", "644\n"),
        (
            "rm out.csv; echo kept > other.csv; ln -s other.csv out.csv",
            "cat other.csv; test -L out.csv || echo file",
            "kept\nfile\n",
        ),
    ] {
        // An unnamed draft shows in the list of open files, a named one in the folder.
        let script = format!(
            "{UNTIL}
            umask 022; rm -f out.csv more.csv rows; echo before > out.csv; mkfifo rows
            aiinfra batch rows --to 2024 -o out.csv & running=$!; exec 9> rows; printf 'cagr\n20\n' >&9
            until_so 'ls .aiinfra-* || ls -l /proc/$running/fd | grep deleted'
            {change}; exec 9>&-; wait; {check}; tail -1 out.csv"
        );
        let answer = shell(&script, folder.path());
        assert_eq!(answer.stdout, format!("{expected}20,46.73\n"), "{change}: {}", answer.stderr);
    }
}

#[test]
fn a_file_keeps_its_access_control_list() {
    if !is_installed("setfacl") {
        return;
    }
    let folder = folder();
    let list = "getfacl -c out.csv | grep -v '^$'";
    let script = format!(
        "setfacl -m u:1234:rw,g::--- out.csv || exit 77; {list} > before; aiinfra forecast -o out.csv; {list} | cmp - before"
    );
    let answer = shell(&script, folder.path());
    if answer.code == Some(77) {
        println!("skipped: the file system has no access control lists");
        return;
    }
    succeeded(&answer);
    assert_eq!(
        fs::read_to_string(folder.path().join("out.csv")).unwrap(),
        stdout("forecast -f csv")
    );
    // The folder gives new files an access control list, but this file has none.
    let script = format!(
        "rm out.csv; echo before > out.csv; chmod 660 out.csv; setfacl -d -m u:1234:rwx .; {list} > before; aiinfra forecast -o out.csv; {list} | cmp - before"
    );
    succeeded(&shell(&script, folder.path()));
}

#[test]
fn other_paths_to_the_current_folder_reach_the_same_file() {
    let folder = folder();
    for path in ["/proc/self/cwd/out.csv", "./out.csv"] {
        for _ in 0..2 {
            succeeded(&shell(&format!("aiinfra forecast -o {path}"), folder.path()));
        }
        assert_eq!(
            fs::read_to_string(folder.path().join("out.csv")).unwrap(),
            stdout("forecast -f csv"),
            "{path}"
        );
    }
}

#[test]
fn the_owner_is_kept_without_proc() {
    if !is_root() {
        return;
    }
    let folder = folder();
    // Without /proc, a file cannot be named later.
    let script = "chown 61234:61235 out.csv; chmod 640 out.csv
        unshare -m sh -c 'umount -l /proc || exit 77; aiinfra forecast -o out.csv' || exit $?; stat -c '%u %g %a' out.csv";
    let answer = shell(script, folder.path());
    if answer.code == Some(77) || answer.stderr.starts_with("unshare") {
        println!("skipped: unmounting /proc is not permitted");
        return;
    }
    assert_eq!((answer.stdout.as_str(), answer.stderr.as_str()), ("61234 61235 640\n", ""));
}

#[test]
fn a_mount_point_is_written_in_place() {
    let folder = folder();
    let script = "echo before > real.csv; mount --bind real.csv out.csv || exit 77; aiinfra forecast -o out.csv; code=$?; cat out.csv; exit $code";
    let answer = shell(&format!("unshare -rm sh -c '{script}'"), folder.path());
    if answer.code == Some(77) || answer.stderr.starts_with("unshare") {
        println!("skipped: mounting is not permitted");
        return;
    }
    let forecast = stdout("forecast -f csv");
    assert_eq!(
        (answer.code, answer.stdout, answer.stderr.as_str()),
        (Some(0), forecast.clone(), "")
    );
    assert_eq!(fs::read_to_string(folder.path().join("real.csv")).unwrap(), forecast);
    assert_eq!(names(folder.path()), ["out.csv", "plans.csv", "real.csv"]);
}

#[test]
fn a_folder_works_even_if_its_parent_is_not_accessible() {
    if !is_root() || !is_installed("setpriv") {
        return;
    }
    let folder = folder();
    let script = "mkdir -p a/b; echo before > a/b/out.csv; chmod 666 a/b/out.csv; chmod 777 a/b; cd a/b; chmod 700 ..
        setpriv --reuid=61234 --regid=61235 --clear-groups aiinfra forecast -o out.csv; cat out.csv";
    let answer = shell(script, folder.path());
    assert_eq!((answer.stdout, answer.stderr.as_str()), (stdout("forecast -f csv"), ""));
}

#[test]
fn an_error_message_beyond_the_file_size_limit_still_exits_with_2() {
    let folder = folder();
    for call in ["forecast --year 1", "--nope", "batch nofile"] {
        assert_eq!(
            shell(&format!("ulimit -f 0; aiinfra {call} 2> err"), folder.path()).code,
            Some(2),
            "{call}"
        );
    }
}

#[test]
fn a_signal_still_works_after_the_answer_is_written() {
    let folder = folder();
    // Nothing reads the notes, which follow the answer.
    let script = format!(
        "{UNTIL}
        mkfifo full; exec 8<> full; head -c 65536 /dev/zero >&8
        aiinfra forecast -v -f csv -o out.csv 2> full & running=$!
        until_so 'grep year out.csv'; kill -TERM $running
        (sleep 20; kill -KILL $running) > /dev/null 2>&1 &
        wait $running; echo $?"
    );
    let answer = shell(&script, folder.path());
    assert_eq!(answer.stdout, "143\n");
    assert_eq!(
        fs::read_to_string(folder.path().join("out.csv")).unwrap(),
        stdout("forecast -f csv")
    );
}

#[test]
fn a_signal_ends_a_run_that_writes_several_files() {
    let folder = folder();
    // One page exists and is replaced. Pages before it are new.
    let script = "mkdir pages; touch pages/aiinfra-compare.1
        begin man --dir pages & until_stopped; kill -TERM $!; wait $!; echo $?
        ls -A pages | wc -l; ls -A pages | grep -c '^.aiinfra'";
    let Some(answer) = with_shim("STOP_BEFORE_RENAME=1", script, folder.path()) else { return };
    let lines: Vec<&str> = answer.stdout.lines().map(str::trim).collect();
    let [code, pages, drafts] = lines.as_slice() else { panic!("{}", answer.stdout) };
    assert_eq!((*code, *drafts), ("143", "0"));
    assert!(pages.parse::<usize>().unwrap() < 15, "{pages}");
    let line =
        "error: interrupted: some files were not written to `pages`; run the command again\n";
    assert!(answer.stderr.starts_with(line), "{}", answer.stderr);
}
