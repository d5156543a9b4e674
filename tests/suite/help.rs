//! Tests of the help and the version.

use super::program::{command, commands, run, stdout, topics};

#[test]
fn the_overview_fits_on_one_screen() {
    let overview = stdout("help");
    assert_eq!(stdout("-h"), overview);
    let nothing = run("");
    assert_eq!((nothing.code, nothing.stdout.as_str()), (Some(2), ""));
    assert_eq!(nothing.stderr, overview);
    let lines: Vec<&str> = overview.lines().collect();
    assert!(lines.len() <= 23, "there is no room for a prompt");
    assert!(lines.iter().all(|line| line.chars().count() <= 80), "{overview}");
    assert_eq!(lines[2], "Examples:");
    assert!(lines[3..6].iter().all(|line| line.starts_with("  aiinfra ")));
    assert!(commands().len() >= 14);
    for name in commands() {
        let is_listed = lines.iter().any(|line| format!("{line} ").contains(&format!("  {name} ")));
        assert!(is_listed, "{name}: {overview}");
    }
    for list in [overview, stdout("--help"), stdout("help help")] {
        for name in topics() {
            assert!(list.contains(&name), "{name}");
        }
    }
}

#[test]
fn the_overview_fits_a_narrow_terminal() {
    let output = command().arg("help").env("COLUMNS", "40").output().unwrap();
    let overview = String::from_utf8(output.stdout).unwrap();
    let (_, list) = overview.split_once("\n\nForecast\n").unwrap();
    assert!(list.lines().all(|line| line.chars().count() <= 40), "{overview}");
    for name in commands() {
        assert!(
            list.contains(&format!("\n  {name} ")) || list.starts_with(&format!("  {name} ")),
            "{name}"
        );
    }
}

#[test]
fn help_for_a_command_begins_with_its_purpose_and_examples() {
    for name in commands() {
        let help = stdout(&format!("{name} --help"));
        let lines: Vec<&str> = help.lines().collect();
        assert_eq!((lines[1], lines[2]), ("", "Examples:"), "{name}");
        assert!(lines[3].contains("aiinfra "), "{name}");
        assert_eq!(stdout(&format!("help {name}")), help);
    }
}

#[test]
fn a_topic_fits_a_terminal_and_ends_with_examples() {
    for name in topics() {
        let text = stdout(&format!("help {name}"));
        // Manual pages indent the text, so its lines must be shorter.
        assert!(text.lines().all(|line| line.chars().count() <= 72), "{name}");
        assert!(text.contains("\nExamples:\n"), "{name}");
    }
}

#[test]
fn a_misspelled_name_gets_a_suggestion() {
    for (call, tip) in [
        ("help formts", "tip: a similar value exists: 'formats'"),
        ("help forcast", "tip: a similar value exists: 'forecast'"),
        ("forecasts", "tip: did you mean 'forecast'?"),
        ("man forcast", "tip: a similar value exists: 'forecast'"),
        ("forecast --yaer 2030", "tip: did you mean '--year'?"),
    ] {
        let answer = run(call);
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{call}");
        assert!(answer.stderr.contains(tip), "{}", answer.stderr);
    }
}

#[test]
fn the_long_version_lists_the_build_and_the_dataset() {
    let short = format!("aiinfra {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(stdout("-V"), short);
    let long = stdout("--version");
    let lines: Vec<&str> = long.lines().collect();
    assert_eq!(format!("{}\n", lines[0]), short);
    let commit = lines[1].strip_prefix("commit: ").unwrap();
    let is_hash = commit.split(' ').next().unwrap().chars().all(|c| c.is_ascii_hexdigit());
    assert!(is_hash || commit == "not known", "{commit}");
    assert_eq!(lines[2], "dataset: AI infrastructure, 2024 to 2034, embedded");
    assert_eq!(lines[3], "source: Cervicorn Consulting; `aiinfra sources` has every figure");
}

/// Returns whether help has styles if a variable has that value.
fn has_styles(name: &str, value: &str) -> bool {
    let output = command().args(["help"]).env(name, value).output().unwrap();
    output.stdout.contains(&0x1b)
}

#[test]
fn options_have_the_defaults_of_the_command() {
    let joined = |name: &str| {
        let help = stdout(&format!("help {name}"));
        help.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (batch, report, check) = (joined("batch"), joined("report"), joined("check"));
    for (help, texts) in [
        (&batch, ["default: csv with the input's separator", "20 [default: full precision]"]),
        (&report, ["20 [default: 2]", "warnings are always shown [default: short]"]),
        (&report, ["size axis in the charts", "List every pass of check on the page"]),
        (&check, ["List every pass, and print notes", "default: table"]),
    ] {
        for text in texts {
            assert!(help.contains(text), "{text}: {help}");
        }
    }
    for option in ["--notes", "--scale", "--width", "--height", "--ascii"] {
        assert!(!batch.contains(option), "{option}: {batch}");
    }
    assert!(!stdout("help forecast").contains("every pass"));
}

#[test]
fn help_has_styles_on_request() {
    assert!(!has_styles("TERM", "xterm"), "a pipe has none");
    assert!(has_styles("CLICOLOR_FORCE", "1"));
    assert!(!has_styles("NO_COLOR", "1"));
    assert!(stdout("help --color always").contains("\u{1b}[1"));
    assert!(stdout("help forecast --color always").contains("\u{1b}[1"));
    assert!(!stdout("help --color never").contains('\u{1b}'));
}
