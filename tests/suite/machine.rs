//! Tests of failures of the machine: nothing is lost, and what happened is reported.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::Duration;

use super::fixtures::names;
use super::program::{Answer, has_open, is_installed, shell, shelled, stdout, wait_until};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn written(folder: &Path, file: &str, text: &str) {
    fs::write(folder.join(file), text).unwrap();
}

fn content(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

fn refused(answer: &Answer, error: &str) {
    assert_eq!(
        (answer.code, answer.stdout.as_str(), answer.stderr.as_str()),
        (Some(2), "", format!("error: {error}\n").as_str())
    );
}

const PLANS: &str = "scenario,cagr\nbear,20\nbull,33\n";

#[test]
fn a_folder_instead_of_a_file_is_an_error() {
    let folder = folder();
    fs::create_dir(folder.path().join("d")).unwrap();
    let dataset = "a dataset in TOML; `aiinfra init` prints one to start from";
    let batch =
        "a CSV file with at least one of the columns base, cagr, target, growth, actual and shape";
    let scenarios = "a CSV file with the columns scenario,base,cagr,target,growth,actual,shape";
    for (call, expected) in
        [("forecast --data d", dataset), ("compare --scenarios d", scenarios), ("batch d", batch)]
    {
        let answer = shell(&format!("aiinfra {call}"), folder.path());
        refused(
            &answer,
            &format!("cannot read `d`: Is a directory (os error 21); expected {expected}"),
        );
    }
    // Of reports, a folder may be named, if it has any.
    let answer = shell("aiinfra compare --with d", folder.path());
    refused(
        &answer,
        "cannot read `d`: no file in it ends in .toml; expected a dataset in TOML, or a folder with files that end in \
         .toml",
    );
}

/// Runs a script without the privilege to bypass file permissions, which root has.
#[cfg(target_os = "linux")]
fn unprivileged(script: &str, folder: &Path) -> Answer {
    written(folder, "script", script);
    let answer = shell(
        "if [ $(id -u) = 0 ]; then setpriv --bounding-set=-dac_override,-dac_read_search sh script; \
         else sh script; fi",
        folder,
    );
    fs::remove_file(folder.join("script")).unwrap();
    answer
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    let folder = folder();
    written(folder.path(), "secret", PLANS);
    for call in ["forecast --data secret", "compare --scenarios secret", "batch secret"] {
        let script = format!("chmod 000 secret; aiinfra {call} -o out.csv");
        let answer = unprivileged(&script, folder.path());
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""));
        let start = "error: cannot read `secret`: Permission denied (os error 13); expected a ";
        assert!(answer.stderr.starts_with(start), "{}", answer.stderr);
        assert_eq!(names(folder.path()), ["secret"]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_without_write_permission_is_reported() {
    let folder = folder();
    let place = folder.path().join("d");
    fs::create_dir(&place).unwrap();
    written(&place, "old.csv", "before");
    for file in ["d/new.csv", "d/old.csv"] {
        let script =
            format!("chmod 555 d; aiinfra forecast -o {file}; code=$?; chmod 755 d; exit $code");
        let fault = "Permission denied (os error 13)";
        let expected = "expected permission to create files in its folder, because the answer is first written to a temporary file there";
        refused(
            &unprivileged(&script, folder.path()),
            &format!("cannot write to `{file}`: {fault}; {expected}"),
        );
    }
    assert_eq!(
        (names(&place), content(&place, "old.csv")),
        (vec!["old.csv".to_owned()], "before".to_owned())
    );
    let script = "chmod 555 d; aiinfra man --dir d/pages; code=$?; chmod 755 d; exit $code";
    let answer = unprivileged(script, folder.path());
    assert!(answer.stderr.starts_with("error: cannot write to `d/pages`: "), "{}", answer.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_file_unchanged() {
    let folder = folder();
    fs::create_dir(folder.path().join("d")).unwrap();
    let rows: String = (0..40_000).map(|row| format!("{row},20\n")).collect();
    written(folder.path(), "plans.csv", &format!("scenario,cagr\n{rows}"));
    // A disk of 256 kB that only this process sees.
    let script = "mount -t tmpfs -o size=256k none d && echo before > d/out.csv || exit 77
        aiinfra batch plans.csv -o d/out.csv; echo $?; cat d/out.csv; ls -A d";
    let answer = shell(&format!("unshare -rm sh -c '{script}'"), folder.path());
    if answer.code == Some(77) || answer.stderr.starts_with("unshare") {
        println!("skipped: mounting a disk is not permitted");
        return;
    }
    assert_eq!(answer.stdout, "2\nbefore\nout.csv\n");
    let line = "error: cannot write to `d/out.csv`: No space left on device (os error 28); expected enough free space for the answer\n";
    assert_eq!(answer.stderr, line);
}

#[test]
fn an_answer_never_overwrites_its_input() {
    let folder = folder();
    for (call, file) in [
        ("batch own.csv -o own.csv", "own.csv"),
        ("batch own.csv -o ./own.csv", "own.csv"),
        ("batch own.csv -o link.csv", "own.csv"),
        ("batch - -o own.csv < own.csv", "stdin"),
        ("batch own.csv >> own.csv", "own.csv"),
        ("batch < own.csv >> own.csv", "stdin"),
        ("compare --scenarios own.csv -o own.csv", "own.csv"),
        ("compare --with own.toml --format csv -o own.toml", "own.toml"),
        ("forecast --data own.toml --format csv -o own.toml", "own.toml"),
    ] {
        written(folder.path(), "own.csv", PLANS);
        let dataset = stdout("init");
        written(folder.path(), "own.toml", &dataset);
        let answer = shell(&format!("ln -f own.csv link.csv; aiinfra {call}"), folder.path());
        let line =
            format!("{file}: expected another file for the output, because this one is an input");
        refused(&answer, &line);
        assert_eq!(content(folder.path(), "own.csv"), PLANS, "{call}");
        assert_eq!(content(folder.path(), "own.toml"), dataset, "{call}");
        assert_eq!(names(folder.path()), ["link.csv", "own.csv", "own.toml"], "{call}");
    }
    let variable = shell("AIINFRA_DATA=own.toml aiinfra sources -f csv -o own.toml", folder.path());
    assert_eq!(variable.code, Some(2));
    // A device is allowed.
    let device = shell("aiinfra batch /dev/null > /dev/null", folder.path());
    assert!(device.stderr.contains("it is empty"), "{}", device.stderr);
}

/// Checking the paths must neither read from a named pipe nor write to it.
#[cfg(unix)]
#[test]
fn checking_paths_does_not_touch_a_named_pipe() {
    let folder = folder();
    written(folder.path(), "plans.csv", PLANS);
    for _ in 0..5 {
        let script = "rm -f p; mkfifo p; cat p > got & timeout 10 aiinfra batch plans.csv --to 2024 -o p; wait; cat got";
        assert_eq!(
            shell(script, folder.path()).stdout,
            "scenario,cagr,2024\nbear,20,46.73\nbull,33,46.73\n"
        );
        let script = "rm -f p; mkfifo p; cat plans.csv > p & timeout 10 aiinfra batch p --to 2024 > got; wait; cat got";
        assert_eq!(
            shell(script, folder.path()).stdout,
            "scenario,cagr,2024\nbear,20,46.73\nbull,33,46.73\n"
        );
    }
}

#[test]
fn init_does_not_overwrite_a_file() {
    let folder = folder();
    written(folder.path(), "own.toml", "mine");
    let answer = shell("aiinfra init -o own.toml", folder.path());
    refused(&answer, "`own.toml`: expected the name of a new file, because this one exists");
    assert_eq!(content(folder.path(), "own.toml"), "mine");
    // A command that reads no dataset may write to that file.
    let answer = shell("AIINFRA_DATA=own.toml aiinfra completions bash -o own.toml", folder.path());
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
}

/// Starts a batch that has answered the rows so far and waits for more.
#[cfg(target_os = "linux")]
fn waiting(arguments: &[&str], folder: &Path) -> (Child, ChildStdin) {
    // Tests run in the background may ignore signals, and the program would inherit that.
    let mut running = Command::new("env")
        .args(["--default-signal=INT,TERM,HUP", env!("CARGO_BIN_EXE_aiinfra"), "batch"])
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut rows = running.stdin.take().unwrap();
    rows.write_all(PLANS.as_bytes()).unwrap();
    rows.flush().unwrap();
    (running, rows)
}

#[cfg(target_os = "linux")]
fn interrupt(running: &Child, signal: &str) {
    shell(&format!("kill -{signal} {}", running.id()), Path::new("/"));
}

#[cfg(target_os = "linux")]
fn ended_by(running: &mut Child) -> (Option<i32>, String) {
    use std::os::unix::process::ExitStatusExt;
    let status = running.wait().unwrap();
    let mut said = String::new();
    running.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (status.signal(), said)
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_batch_leaves_the_file_unchanged() {
    for (signal, number) in [("INT", 2), ("TERM", 15), ("HUP", 1)] {
        let folder = folder();
        written(folder.path(), "out.csv", "before");
        let (mut running, rows) = waiting(&["-o", "out.csv"], folder.path());
        wait_until(|| has_open(&running, folder.path()));
        interrupt(&running, signal);
        let told = "error: interrupted: nothing was written to `out.csv`; run the command again\n";
        assert_eq!(ended_by(&mut running), (Some(number), told.to_owned()));
        drop(rows);
        assert_eq!(content(folder.path(), "out.csv"), "before");
        assert_eq!(names(folder.path()), ["out.csv"], "a draft is left behind");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_batch_has_written_complete_rows() {
    let folder = folder();
    let (mut running, rows) = waiting(&["--from", "2034", "--digits", "1"], folder.path());
    let mut lines = BufReader::new(running.stdout.take().unwrap()).lines();
    let first: Vec<String> = lines.by_ref().take(3).map(Result::unwrap).collect();
    assert_eq!(first, ["scenario,cagr,2034", "bear,20,289.3", "bull,33,809.3"]);
    interrupt(&running, "INT");
    let told = "error: interrupted: every row written is complete; later rows are missing\n";
    assert_eq!(ended_by(&mut running), (Some(2), told.to_owned()));
    drop(rows);
    assert_eq!(lines.next().map(Result::unwrap), None);
}

/// Signals are ignored under `nohup` and in background jobs of a script.
#[cfg(target_os = "linux")]
#[test]
fn an_ignored_signal_stays_ignored() {
    let folder = folder();
    let program = env!("CARGO_BIN_EXE_aiinfra");
    let script = format!(
        "trap '' INT HUP; (printf 'cagr\n20\n'; sleep 1; printf '30\n') | {program} batch --to 2024 -o ignored.csv & \
         sleep 0.5; pkill -INT -f 'batch --to 2024 -o ignored.csv'; pkill -HUP -f 'batch --to 2024 -o ignored.csv'; wait; cat ignored.csv"
    );
    assert_eq!(shell(&script, folder.path()).stdout, "cagr,2024\n20,46.73\n30,46.73\n");
}

/// Nothing reads the output or the messages, but an interrupt still ends the program.
#[cfg(target_os = "linux")]
#[test]
fn an_interrupt_works_while_nothing_reads_the_output() {
    let folder = folder();
    let (mut running, mut rows) = waiting(&[], folder.path());
    let feeder = thread::spawn(move || while rows.write_all(b"bull,33\n").is_ok() {});
    thread::sleep(Duration::from_millis(300));
    interrupt(&running, "INT");
    let told =
        "error: interrupted: the last row written may be incomplete, and later rows are missing\n";
    assert_eq!(ended_by(&mut running), (Some(2), told.to_owned()));
    feeder.join().unwrap();
}

#[cfg(unix)]
#[test]
fn a_file_that_changes_during_reading_is_an_error() {
    let folder = folder();
    // More rows than are read ahead of writing, so reading has to wait until the answer is read.
    let rows: String = (0..400_000).map(|row| format!("row {row},20\n")).collect();
    written(folder.path(), "plans.csv", &format!("scenario,cagr\n{rows}"));
    let file = folder.path().join("plans.csv");
    for call in
        [format!("aiinfra batch {}", file.display()), format!("aiinfra batch < {}", file.display())]
    {
        changes_while_it_is_read(&call, &file);
    }
}

#[cfg(unix)]
fn changes_while_it_is_read(call: &str, file: &Path) {
    let mut running = shelled(call);
    let mut answer = running.stdout.take().unwrap();
    let mut first = [0; 1];
    answer.read_exact(&mut first).unwrap();
    let mut file = fs::OpenOptions::new().append(true).open(file).unwrap();
    file.write_all(b"late,20\n").unwrap();
    drop(file);
    std::io::copy(&mut answer, &mut std::io::sink()).unwrap();
    let output = running.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.ends_with(
            " changed while it was being read: expected a file that nobody is writing to\n"
        ),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn nothing_of_the_environment_is_needed() {
    for call in ["forecast --year 2030", "check", "help", "--version", "forecast --format csv"] {
        let program = env!("CARGO_BIN_EXE_aiinfra");
        let bare = shell(&format!("env -i {program} {call}"), Path::new("/"));
        let c = shell(&format!("LC_ALL=C LANG=C TERM= aiinfra {call}"), Path::new("/"));
        let expected = stdout(call);
        assert_eq!(
            (bare.code, bare.stdout.as_str(), bare.stderr.as_str()),
            (Some(0), expected.as_str(), "")
        );
        assert_eq!((c.code, c.stdout, c.stderr), (Some(0), expected, String::new()));
    }
    let wrong = shell(
        &format!("env -i {} forecast --year 2040", env!("CARGO_BIN_EXE_aiinfra")),
        Path::new("/"),
    );
    refused(
        &wrong,
        "year `2040`: expected a year from 2024 to 2034, the years of the forecast; to go further, pass --extend 2040",
    );
}

/// A dumb terminal, or one without `TERM`, gets no styles.
#[cfg(target_os = "linux")]
#[test]
fn a_dumb_terminal_gets_plain_text() {
    if !is_installed("script") {
        return;
    }
    let on = |variables: &str| {
        let call = format!("{variables} script -qec \"aiinfra check\" /dev/null");
        shell(&call, Path::new("/tmp")).stdout
    };
    assert!(on("TERM=xterm").contains("\u{1b}[33mwarn"));
    for plain in ["TERM=dumb", "CI=1 TERM=dumb", "env -u TERM", "TERM=xterm NO_COLOR=1"] {
        assert!(!on(plain).contains('\u{1b}'), "{plain}");
    }
}

/// Runs a call on a terminal, and returns what the terminal showed, split where the progress line is cleared.
#[cfg(target_os = "linux")]
fn on_a_terminal(call: &str, folder: &Path) -> Vec<String> {
    written(folder, "call", call);
    let shown = shell("TERM=xterm script -qec 'sh call' /dev/null", folder).stdout;
    shown.split("\r\u{1b}[K").map(str::to_owned).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_long_batch_shows_its_progress_on_a_terminal() {
    if !is_installed("script") {
        return;
    }
    let folder = folder();
    // A few rows that arrive slowly, so that the totals differ clearly from the rates.
    let rows = "echo scenario,cagr; echo bear,20; sleep 1.2; yes bull,33 | head -n 120000; sleep 0.4; \
                yes bull,33 | head -n 30000; sleep 0.4; echo last,20";
    let call = format!("({rows}) | aiinfra batch --to 2024 -o out.csv");
    let shown = on_a_terminal(&call, folder.path());
    let [nothing, lines @ .., last, cleared] = shown.as_slice() else { panic!("{shown:?}") };
    assert_eq!((nothing.as_str(), cleared.as_str()), ("", ""));
    assert!(lines.len() >= 2, "{shown:?}");
    let words: Vec<&str> = last.split(' ').collect();
    let [megabytes, rows] = [words[3], words[10]].map(|rate| rate.parse::<f64>().unwrap());
    let line = format!(
        "1.2 MB read, {megabytes:.1} MB per second; 0.15 million rows, {rows:.2} million per second"
    );
    assert_eq!(*last, line);
    assert!(megabytes < 0.7 && rows < 0.09, "{line}");
    // Short runs, and runs without a terminal, show no progress.
    let soon = "printf 'cagr\n20\n' | aiinfra batch --to 2024 -o out.csv";
    assert_eq!(on_a_terminal(soon, folder.path()), [""]);
    let late = "(echo cagr; sleep 1.2; echo 20) | aiinfra batch --to 2024";
    assert_eq!(shell(&format!("{late} -o out.csv"), folder.path()).stderr, "");
    // If the rows themselves go to the terminal, they are progress enough.
    assert_eq!(on_a_terminal(late, folder.path()), ["cagr,2024\r\n20,46.73\r\n"]);
}
