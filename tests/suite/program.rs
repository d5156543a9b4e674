//! Helpers that run the real binary.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
#[cfg(target_os = "linux")]
use std::time::Duration;

/// The exit code and the output of a run.
pub(crate) struct Answer {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Runs the program with these arguments, split at spaces.
pub(crate) fn run(arguments: &str) -> Answer {
    command().args(arguments.split_whitespace()).output().unwrap().into()
}

/// Starts the program, with pipes to and from it.
pub(crate) fn started(arguments: &str) -> Child {
    started_in(Path::new("."), arguments)
}

/// Starts the program in that folder.
pub(crate) fn started_in(folder: &Path, arguments: &str) -> Child {
    command()
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Runs the program with these arguments and that input.
pub(crate) fn with_input(arguments: &str, input: &[u8]) -> Output {
    let mut running = started(arguments);
    let mut stdin = running.stdin.take().unwrap();
    thread::scope(|scope| {
        // The program may stop reading before the end.
        scope.spawn(move || drop(stdin.write_all(input)));
        running.wait_with_output().unwrap()
    })
}

/// Runs the program with that input, and returns its output as text.
pub(crate) fn piped(arguments: &str, input: &[u8]) -> Answer {
    with_input(arguments, input).into()
}

/// Returns what the program prints. The run must succeed, with nothing on stderr except warnings.
pub(crate) fn stdout(arguments: &str) -> String {
    let answer = run(arguments);
    let others = answer.stderr.lines().filter(|line| !line.starts_with("Warning: "));
    assert_eq!((answer.code, others.count()), (Some(0), 0), "{arguments}: {}", answer.stderr);
    answer.stdout
}

/// Returns the bytes that the program prints. The run must succeed, with nothing on stderr except warnings.
pub(crate) fn bytes(arguments: &str) -> Vec<u8> {
    let output = command().args(arguments.split_whitespace()).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    let others = stderr.lines().filter(|line| !line.starts_with("Warning: "));
    assert_eq!((output.status.code(), others.count()), (Some(0), 0), "{arguments}: {stderr}");
    output.stdout
}

/// Returns what the program prints with full notes.
pub(crate) fn full(arguments: &str) -> String {
    stdout(&format!("{arguments} --notes full"))
}

/// Returns the names of the commands that `--help` lists.
pub(crate) fn commands() -> Vec<String> {
    let help = stdout("--help");
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let list = list.lines().take_while(|line| !line.is_empty());
    list.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

/// Returns the names of the help topics: each is a file.
pub(crate) fn topics() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/topics");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

/// Returns the examples in a help text, from their heading to an empty line.
pub(crate) fn examples(help: &str) -> impl Iterator<Item = &str> {
    let (_, examples) = help.split_once("Examples:\n").expect(help);
    examples.lines().take_while(|line| !line.is_empty())
}

/// Returns the examples in the help of every command that print a table about the embedded report, without the
/// program's name.
pub(crate) fn table_examples() -> Vec<String> {
    let of_command = |name: &String| {
        let help = stdout(&format!("{name} --help"));
        let calls = examples(&help).filter_map(|line| line.trim().strip_prefix("aiinfra "));
        calls.map(str::to_owned).collect::<Vec<_>>()
    };
    let mut calls: Vec<String> = commands().iter().flat_map(of_command).collect();
    // An example that writes a file would leave it in this folder.
    calls.retain(|call| !call.contains(" -o "));
    // This drops examples that call another program, need a missing file, or do not allow `--format`.
    calls.retain(|call| run(&format!("{call} --format json")).code == Some(0));
    calls
}

/// Returns the program's CSV, split into header and records.
pub(crate) fn csv(arguments: &str) -> Vec<Vec<String>> {
    let text = stdout(&format!("{arguments} --format csv"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Runs a shell script in `folder`, with the program as `aiinfra`.
pub(crate) fn shell(script: &str, folder: &Path) -> Answer {
    in_path(script).current_dir(folder).output().unwrap().into()
}

/// Starts a shell script, with pipes to and from it.
pub(crate) fn shelled(script: &str) -> Child {
    let mut command = in_path(script);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Returns a shell script with the program as `aiinfra`.
fn in_path(script: &str) -> Command {
    let programs = Path::new(env!("CARGO_BIN_EXE_aiinfra")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let mut command = plain(Command::new("sh"));
    command.args(["-c", script]).env("PATH", path);
    command
}

pub(crate) fn command() -> Command {
    plain(Command::new(env!("CARGO_BIN_EXE_aiinfra")))
}

/// Removes variables of the tester's own environment that would change the output.
fn plain(mut command: Command) -> Command {
    let of_program = ["AIINFRA_DATA", "CI", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"];
    for name in of_program.iter().chain(&["LC_ALL", "LC_CTYPE", "LANG"]) {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// Returns whether a program is installed. If not, its test is skipped, except on CI, where it fails.
pub(crate) fn is_installed(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output().unwrap();
    let is_there = found.status.success();
    assert!(is_there || std::env::var_os("CI").is_none(), "{program} is not installed");
    if !is_there {
        println!("skipped: {program} is not installed");
    }
    is_there
}

#[cfg(target_os = "linux")]
pub(crate) fn wait_until(what: impl Fn() -> bool) {
    for _ in 0..1000 {
        if what() {
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
    panic!("timed out");
}

/// Returns whether the program has a file in that folder open, which shows an unnamed draft.
#[cfg(target_os = "linux")]
pub(crate) fn has_open(running: &Child, folder: &Path) -> bool {
    let open = fs::read_dir(format!("/proc/{}/fd", running.id())).unwrap();
    let mut links = open.filter_map(|entry| fs::read_link(entry.unwrap().path()).ok());
    links.any(|link| link.starts_with(folder))
}
