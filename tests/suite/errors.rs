//! Tests of invalid calls: exit code 2, nothing on stdout, and one sentence with the value and what would
//! be right.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use aiinfra::render::FORMATS;
use aiinfra::{Follow, GrowthRate, List, Unit};

use super::program::{command, commands, run, shell, stdout};

/// Returns the first line of the error. After its own errors, clap adds a pointer to the help.
fn refused(arguments: &[&str]) -> String {
    let output = command().args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    let stderr = String::from_utf8(output.stderr).unwrap();
    stderr.lines().next().unwrap_or_default().to_owned()
}

fn refused_words(arguments: &str) -> String {
    refused(&arguments.split(' ').collect::<Vec<_>>())
}

const RATE: &str =
    "expected a percentage per year above -100 and up to 1000000, such as 26.81 or -5%";
const SIZE: &str =
    "expected a size above 0 and below 10^12 trillion, such as 46.73, 600bn or 1.2tn";

#[test]
fn a_value_that_is_not_the_expected_quantity() {
    for value in
        ["-100", "-100%", "nan", "inf", "-inf", "1e3", "0,224", "thirty", "", "%", "1000001"]
    {
        let line = format!("error: invalid value '{value}' for '--cagr <PCT>': {RATE}");
        assert_eq!(refused(&["forecast", &format!("--cagr={value}")]), line);
    }
    for value in
        ["0", "-5", "0.00", "nan", "1,200", "5k", "bn", "10000000000000tn", "lots", "1.2.3"]
    {
        let line = format!("error: invalid value '{value}' for '--base <SIZE>': {SIZE}");
        assert_eq!(refused(&["forecast", "--base", value]), line);
    }
    for value in ["twenty", "24", "20300", "2030.5", "-203", "0999", "２０３０"] {
        let line = format!(
            "error: invalid value '{value}' for '--year <YEAR>': expected four digits, such as 2030"
        );
        assert_eq!(refused(&["forecast", &format!("--year={value}")]), line);
    }
    for value in ["ten", "-1", "1001", "nan"] {
        let line = format!(
            "error: invalid value '{value}' for '--years <N>': expected 0 to 1000, such as 10 or 7.5"
        );
        assert_eq!(refused(&["cagr", "--years", value]), line);
    }
}

#[test]
fn a_year_outside_the_forecast() {
    let outside = |year: &str| {
        format!("error: {year}: expected a year from 2024 to 2034, the years of the forecast")
    };
    for (arguments, year) in [
        ("forecast --year 2030 --year 2023", "year `2023`"),
        ("forecast --from 2020", "--from: year `2020`"),
        ("segments --from 1999 --to 2030", "--from: year `1999`"),
        ("cagr --from 2024 --to 2040", "--to: year `2040`"),
        ("forecast --year 2300", "year `2300`"),
    ] {
        assert_eq!(refused_words(arguments), outside(year));
    }
    for (arguments, place, year) in [
        ("forecast --year 2040", "", "2040"),
        ("forecast --to 2035", "--to: ", "2035"),
        ("segments region --year 2035", "", "2035"),
        ("forecast --extend 2036 --year 2040", "", "2040"),
    ] {
        let last = if arguments.contains("extend") { "2036" } else { "2034" };
        let line = outside(&format!("{place}year `{year}`")).replace("2034", last);
        let hint = format!("; to go further, pass --extend {year}");
        assert_eq!(refused_words(arguments), line + &hint);
    }
}

#[test]
fn arguments_that_do_not_go_together() {
    for (arguments, line) in [
        (
            "forecast --from 2030 --to 2028",
            "error: 2030 to 2028 ends before it begins: expected the earlier year first",
        ),
        (
            "forecast --year 2030 --from 2028",
            "error: the argument '--year <YEAR>' cannot be used with '--from <YEAR>'",
        ),
        (
            "cagr --start 1 --end 2",
            "error: given: --start, --end; expected exactly three of --start, --end, --years and --rate",
        ),
        (
            "cagr",
            "error: given: none; expected exactly three of --start, --end, --years and --rate",
        ),
        (
            "cagr --start 1 --end 2 --years 3 --rate 4",
            "error: given: --start, --end, --years, --rate; expected exactly three of --start, --end, --years and --rate",
        ),
    ] {
        assert_eq!(refused_words(arguments), line);
    }
}

#[test]
fn growth_that_cannot_reach_its_end() {
    for (arguments, line) in [
        (
            "cagr --start 100 --end 50 --rate 10",
            "error: growth rate `10%`: expected a rate below 0, because the end is below the start",
        ),
        (
            "cagr --start 50 --end 100 --rate 0",
            "error: growth rate `0%`: expected a rate above 0, because the end is above the start",
        ),
        (
            "cagr --start 1 --end 2 --rate 0.0001",
            "error: growth rate `0.0001%`: expected a rate that gets from start to end within 1000 years",
        ),
        (
            "forecast --cagr 1000000",
            "error: forecast for 2028: growth `1000000% per year from 46.73 billion in 2024`: expected sizes above 0 and below 10^12 trillion",
        ),
        (
            "cagr --start 1 --end 2 --years 0.0001",
            "error: number of years `0.0001`: expected more, or sizes closer together, because growth must stay between -100% and 1000000% per year",
        ),
        (
            "cagr --start 5 --end 6 --years 0.00000000000000000001",
            "error: number of years `0.00000000000000000001`: expected more, or sizes closer together, because growth must stay between -100% and 1000000% per year",
        ),
        (
            "cagr --start 6 --end 5 --years 0.00000000000000000001",
            "error: number of years `0.00000000000000000001`: expected more, or sizes closer together, because growth must stay between -100% and 1000000% per year",
        ),
        (
            "cagr --start 5 --rate -99.9999999999 --years 1000",
            "error: growth rate `-99.9999999999%`: expected one that keeps the size above 0 and below 10^12 trillion",
        ),
        ("cagr --start 1 --end 2 --years 0", "error: number of years `0`: expected more than 0"),
    ] {
        assert_eq!(refused_words(arguments), line);
    }
}

#[test]
fn a_misspelled_name_gets_a_suggestion() {
    for (name, line) in [
        ("reginn", "error: no dimension `reginn`; did you mean `region`?"),
        ("tecnology", "error: no dimension `tecnology`; did you mean `technology`?"),
        ("ENDUSE", "error: no dimension `ENDUSE`; did you mean `end-use`?"),
        (
            "color",
            "error: no dimension `color`; expected one of region, offering, technology, application, deployment, end-use",
        ),
        ("\u{1b}[31mx", "error: argument `\\u{1b}[31mx`: expected text without control characters"),
    ] {
        assert_eq!(refused(&["segments", name]), line);
    }
    let answer = run("forecas");
    assert_eq!(answer.code, Some(2));
    assert!(answer.stderr.contains("'forecast'"), "{}", answer.stderr);
}

/// Returns how the error for an unknown value lists the possible ones.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!("[possible values: {}]", names.collect::<Vec<_>>().join(", "))
}

#[test]
fn options_outside_their_lists() {
    for (arguments, part) in [
        ("forecast --format cvs", &*listed(FORMATS.iter().map(|format| format.name))),
        ("forecast --unit thousand", &*listed(Unit::ALL.iter().map(|unit| unit.name()))),
        ("forecast --digits 21", "expected a whole number from 0 to 20"),
        ("forecast --digits two", "expected a whole number from 0 to 20"),
        ("forecast --digits -1", "expected a whole number from 0 to 20"),
        ("forecast --follow middle", &*listed(Follow::ALL.iter().map(|path| path.name()))),
        ("forecast --color red", "[possible values: auto, always, never]"),
        ("forecast --colour always", "'--color'"),
        ("sources -v --verbose=1", "Usage: aiinfra sources --verbose\n"),
        ("--verbose", "Usage: aiinfra [OPTIONS] <COMMAND>"),
    ] {
        let answer = run(arguments);
        assert_eq!(answer.code, Some(2), "{arguments}");
        assert!(answer.stderr.contains(part), "{arguments}: {}", answer.stderr);
        assert_eq!(answer.stdout, "");
    }
}

#[test]
fn control_characters_in_arguments_are_escaped() {
    for argument in ["--cagr=\u{1b}[31mx", "-ox.\u{1b}[31mcsv", "--bogus\u{7}", "a\nb"] {
        let line = refused(&["forecast", argument]);
        let shown = argument.escape_debug();
        assert_eq!(
            line,
            format!("error: argument `{shown}`: expected text without control characters")
        );
    }
}

#[test]
fn contradictory_what_ifs_are_both_named() {
    let one = "expected only one of them, because each sets the growth after the last known size";
    for (arguments, line) in [
        ("forecast --cagr 30 --target 600", format!("`--cagr` with `--target`: {one}")),
        ("segments --cagr 30 --keep end", format!("`--cagr` with `--keep end`: {one}")),
        ("goal 300 --year 2030 --target 600 --keep end", format!("`--target` with `--keep end`: {one}")),
        ("compare --cagr 20,30 --target 600", format!("`--cagr` with `--target`: {one}")),
        ("compare --scenario a=20 --keep end", format!("`--scenario` with `--keep end`: {one}")),
        ("when 250 --actual 2025=60 --actual 2025=61", "`--actual 2025` with `--actual 2025`: expected one for each year".to_owned()),
        ("forecast --growth 2027=1 --growth 2027=2", "`--growth 2027` with `--growth 2027`: expected one for each year".to_owned()),
        ("forecast --actual 2031=300 --target 2030=300", "`--actual 2031` with `--target 2030`: expected a target after the last actual".to_owned()),
        ("forecast --actual 2030=300 --target 2030=300", "`--actual 2030` with `--target 2030`: expected a target after the last actual".to_owned()),
        ("forecast --actual 2034=600 --keep end", "`--actual 2034` with `--keep end`: expected actuals before 2034, or --keep growth".to_owned()),
        ("forecast --base 50 --actual 2024=40", "`--base` with `--actual 2024`: expected one size for 2024, the base year".to_owned()),
        ("forecast --growth 2025=10 --actual 2025=60", "`--growth 2025` with `--actual 2025`: expected growth for fewer years, so that at least one is free to reach that size".to_owned()),
        ("forecast --growth 2025=10 --target 2025=60", "`--growth 2025` with `--target 2025`: expected growth for fewer years, so that at least one is free to reach that size".to_owned()),
        ("forecast --growth 2034=10 --actual 2033=60 --keep end", "`--growth 2034` with `--keep end`: expected growth for fewer years, so that at least one is free to reach that size".to_owned()),
        ("segments deployment --segment-cagr cloud=5 --segment-share cloud=40", "`--segment-cagr cloud=5` with `--segment-share cloud=40`: expected one for each segment".to_owned()),
    ] {
        assert_eq!(refused_words(arguments), format!("error: {line}"));
    }
}

#[test]
fn what_ifs_outside_the_forecast() {
    let outside = "expected a year from 2024 to 2034, the years of the forecast";
    for (arguments, line) in [
        ("forecast --actual 2040=60", format!("--actual: year `2040`: {outside}; to go further, pass --extend 2040")),
        ("forecast --target 2040=60", format!("--target: year `2040`: {outside}; to go further, pass --extend 2040")),
        ("forecast --target 2024=60", "--target: year `2024`: expected a year after 2024 and up to 2034".to_owned()),
        ("forecast --growth 2024=10", "--growth: year `2024`: expected a year after 2024 and up to 2034".to_owned()),
        ("forecast --growth 2035=10", "--growth: year `2035`: expected a year after 2024 and up to 2034; to go further, pass --extend 2035".to_owned()),
        ("goal 300 --year 2040", format!("year `2040`: {outside}; to go further, pass --extend 2040")),
        ("goal 300 --year 2024", "year `2024`: expected a year after 2024, the year of the last known size, up to 2034".to_owned()),
        ("goal 300 --year 2025 --actual 2025=60", "year `2025`: expected a year after 2025, the year of the last known size, up to 2034".to_owned()),
        ("goal 300 --year 2025 --growth 2025=10", "`--growth 2025` with `--year 2025`: expected growth for fewer years, so that at least one is free to reach that size".to_owned()),
        ("sweep --cagr 5 --base 40,999999999999tn", "base USD 999,999,999,999,000 billion, cagr 5%: forecast for 2034: growth `5% per year from 999999999999 trillion in 2024`: expected sizes above 0 and below 10^12 trillion".to_owned()),
        ("when 999999999999tn --cagr 100", "forecast for 2069: growth `100% per year from 47.85152 trillion in 2034`: expected sizes above 0 and below 10^12 trillion".to_owned()),
        ("segments region --segment-share europe=60,lamea=50 --year 2034", "--segment-share europe=60 and --segment-share lamea=50: exceeds the whole market from 2033: expected less for the segments".to_owned()),
        ("sweep --cagr 5 --base 40 --year 2040", format!("year `2040`: {outside}")),
        ("compare --cagr 5 --year 2040", format!("year `2040`: {outside}; to go further, pass --extend 2040")),
        ("compare", "nothing to compare the forecast with: expected --scenario, --cagr, --scenarios, --with or a what-if such as --actual".to_owned()),
        ("compare --scenario forecast=5", "scenario `forecast`: expected another name, because the forecast has this one".to_owned()),
        ("compare --scenario a=1000000", "scenario `a`: forecast for 2028: growth `1000000% per year from 46.73 billion in 2024`: expected sizes above 0 and below 10^12 trillion".to_owned()),
        ("forecast --target 2025=1000000tn", "from 2024 to 2025: number of years `1`: expected more, or sizes closer together, because growth must stay between -100% and 1000000% per year".to_owned()),
        (
            "segments cloud",
            "dimension `cloud`: expected `deployment`, the dimension it belongs to".to_owned(),
        ),
        (
            "compare --scenario a=5,a=6",
            "scenario `a`: expected another name, because another scenario has this one".to_owned(),
        ),
        ("segments --segment-cagr clout=5", "no segment `clout`; did you mean `cloud`?".to_owned()),
        ("segments region --segment-share cloud=5", "segment `cloud`: expected a segment of `region`; this one belongs to `deployment`".to_owned()),
        ("segments offering --segment-cagr hardware=5", "segment `hardware`: expected a segment with a published share".to_owned()),
        ("segments end-use --segment-share not-itemized=5", "no segment `not-itemized`; expected one of enterprises, government-organization, cloud-services-provider".to_owned()),
        ("segments region --segment-share europe=100 --total sum --year 2034", "--segment-share europe=100: leaves nothing for the other segments from 2034: expected shares that add up to less than 100%".to_owned()),
    ] {
        assert_eq!(refused_words(arguments), format!("error: {line}"));
    }
}

#[test]
fn what_ifs_that_do_not_parse() {
    for (arguments, line) in [
        ("--actual 2025", "invalid value '2025' for '--actual <YEAR=SIZE>': expected a year and a value, such as 2025=62.5".to_owned()),
        ("--actual 25=62", "invalid value '25=62' for '--actual <YEAR=SIZE>': expected four digits, such as 2030".to_owned()),
        ("--actual 2025=-5", format!("invalid value '2025=-5' for '--actual <YEAR=SIZE>': {SIZE}")),
        (
            "--growth 20",
            "invalid value '20' for '--growth <YEAR=PCT>': expected a year or years and a value, such as 2027=10.5 or 2025..2028=35".to_owned(),
        ),
        ("--growth 2027=-100", format!("invalid value '2027=-100' for '--growth <YEAR=PCT>': {RATE}")),
        ("--target lots", format!("--target: size `lots`: {SIZE}")),
        ("--target -5", format!("--target: size `-5`: {SIZE}")),
        ("--target 20=5", "--target: year `20`: expected four digits, such as 2030".to_owned()),
    ] {
        assert_eq!(refused_words(&format!("forecast {arguments}")), format!("error: {line}"));
    }
    for command in ["goal -5 --year 2030", "when -5"] {
        let line = format!("error: invalid value '-5' for '<SIZE>': {SIZE}");
        assert_eq!(refused_words(command), line);
    }
    let share = "expected a percentage from 0 to 100, such as 39 or 12.5%";
    for (arguments, line) in [
        ("--segment-share cloud=101", format!("invalid value 'cloud=101' for '--segment-share <SEG=PCT>': {share}")),
        ("--segment-cagr cloud", "invalid value 'cloud' for '--segment-cagr <SEG=PCT>': expected a name and a percentage with `=` between them, such as cloud=35.5".to_owned()),
        ("--segment-cagr =5", "invalid value '=5' for '--segment-cagr <SEG=PCT>': expected a name and a percentage with `=` between them, such as cloud=35.5".to_owned()),
    ] {
        assert_eq!(refused_words(&format!("segments {arguments}")), format!("error: {line}"));
    }
}

#[test]
fn lists_that_do_not_parse() {
    let such = "expected values such as 20,25,30, or a range with its step such as 20..35:5";
    for (list, reason) in [
        ("", format!("list ``: {such}")),
        ("20,,30", format!("list `20,,30`: {such}")),
        ("20,x", "growth rate `x`: expected a percentage per year above -100 and up to 1000000, such as 26.81 or -5%".to_owned()),
        ("20..35", "range `20..35`: expected a step after a colon, such as 20..35:5".to_owned()),
        ("20..35:0", "range `20..35:0`: expected a step other than 0".to_owned()),
        ("20..35:-5", "range `20..35:-5`: expected a step above 0 to get from 20 to 35".to_owned()),
        ("35..20:5", "range `35..20:5`: expected a step below 0 to get from 35 to 20".to_owned()),
        ("a..b:c", format!("range `a..b:c`: {such}")),
        ("..:", format!("range `..:`: {such}")),
        ("20%..35%:5", "range `20%..35%:5`: expected the same unit after all three numbers, or after none".to_owned()),
        ("20%..35:5", "range `20%..35:5`: expected the same unit after all three numbers, or after none".to_owned()),
        ("0..1000:1", "list `0..1000:1`: expected at most 1000 entries".to_owned()),
        ("0..900:1,1000..1200:1", "list `0..900:1,1000..1200:1`: expected at most 1000 entries".to_owned()),
        ("0..1:0.00000000000000000001", "list `0..1:0.00000000000000000001`: expected at most 1000 entries".to_owned()),
        ("20,25,20", "list `20,25,20`: expected `20` only once".to_owned()),
    ] {
        let line = format!("error: invalid value '{list}' for '--cagr <LIST>': {reason}");
        assert_eq!(refused(&["sweep", "--base=42", &format!("--cagr={list}")]), line);
        assert_eq!(refused(&["compare", &format!("--cagr={list}")]), line);
    }
    let size = format!("error: --base: size `-5 billion`: {SIZE}");
    assert_eq!(refused_words("sweep --cagr 20 --base 42,-5"), size);
}

#[test]
fn quoted_expectations_are_escaped_too() {
    // A number and its percent sign may be separated by any white space, and the error quotes the entry.
    let error = "30\u{2028}%,30\n%,30\u{2028}%".parse::<List<GrowthRate>>().unwrap_err();
    let told = r"list `30\u{2028}%,30\n%,30\u{2028}%`: expected `30\n%` only once";
    assert_eq!(error.to_string(), told);
}

/// Returns the tip for an option that other commands have.
fn is_option_of(option: &str) -> String {
    let has_it = |name: &String| {
        let help = stdout(&format!("{name} --help"));
        help.lines().any(|line| line.trim_start().starts_with(&format!("{option} <")))
    };
    let mut names: Vec<String> = commands().into_iter().filter(has_it).collect();
    let last = names.pop().unwrap();
    let and = if names.is_empty() { "" } else { " and " };
    format!("'{option}' is an option of {}{and}{last}", names.join(", "))
}

#[test]
fn calls_that_do_not_parse_get_a_tip() {
    let [of_year, of_cagr, of_segment_cagr] =
        ["--year", "--cagr", "--segment-cagr"].map(is_option_of);
    assert!(of_year.contains("forecast, segments, goal"), "{of_year}");
    assert!(of_segment_cagr.ends_with("segments"), "{of_segment_cagr}");
    let plain = "numbers have a decimal point, and no commas or currency signs: '27.5', '50000'";
    for (arguments, tip) in [
        ("forecast 2030", "a year goes with an option: '--year 2030'"),
        (
            "cagr 72.1 310.4 2025 2031",
            "start, end and the number of years are enough: 'cagr 46.73 502.42 10'",
        ),
        ("compare bear=18 bull=32", "did you mean '--scenario bear=18'?"),
        ("help scenario", "did you mean 'help compare'?"),
        ("help chart", "did you mean 'help segments'?"),
        ("explain", "did you mean 'forecast --explain'?"),
        ("segments --by region", "did you mean 'segments region'?"),
        ("sweep 2030 --cagr 5 --base 40", "a year goes with an option: '--year 2030'"),
        ("batch plans.csv 2030", "a year goes with an option: '--from 2030 --to 2030'"),
        ("batch --year 2030", "'batch' takes a range of years: '--from 2030 --to 2030'"),
        ("batch --year=2030", "'batch' takes a range of years: '--from 2030 --to 2030'"),
        ("2030", "a year goes with a command: 'forecast --year 2030'"),
        ("--year 2030", &*of_year),
        ("check --year 2030", &*of_year),
        ("forecast --segment-cagr cloud=5", &*of_segment_cagr),
        ("batch --cagr 5", &*of_cagr),
        ("forecast --yaer 2030", "did you mean '--year'?"),
        ("forecasts", "did you mean 'forecast'?"),
        ("batch --skip-errors", "did you mean '--on-error skip'?"),
        ("consensus --skip-errors", "did you mean '--skip-faulty'?"),
        ("forecast --year 2030..2034", "for a range of years: '--from 2030 --to 2034'"),
        ("segments --year 2030-2034", "for a range of years: '--from 2030 --to 2034'"),
        ("forecast --base $50bn", plain),
        ("forecast --base 50,000mn", plain),
        ("goal €300 --year 2030", plain),
        ("forecast --cagr 27,5", plain),
    ] {
        let answer = run(arguments);
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{arguments}");
        let tips: Vec<&str> =
            answer.stderr.lines().filter_map(|line| line.strip_prefix("  tip: ")).collect();
        assert_eq!(tips, [tip], "{arguments}");
    }
    for arguments in [
        "check 2030",
        "check --fix",
        "segments region europe",
        "batch --fix",
        "forecast data",
        "forecast --year 2030-34",
        "goal 300 --year 2030..2034",
        "forecast --cagr thirty,five",
        "forecast 20300",
        "xyzzy",
        "20300",
    ] {
        assert!(!run(arguments).stderr.contains("tip:"), "{arguments}");
    }
}

#[test]
fn batch_lists_only_the_formats_it_writes() {
    let help = stdout("batch --help");
    assert!(help.contains("[possible values: csv, tsv, ndjson]"), "{help}");
    let all = listed(FORMATS.iter().map(|format| format.name));
    let unwrapped = |help: String| help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(unwrapped(stdout("forecast --help")).contains(&all));
    assert!(!unwrapped(help).contains(&all));
}

/// Runs a script in an empty folder and returns its stderr. Its stdout must be empty.
fn stderr_of(script: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let answer = shell(script, folder.path());
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{script}");
    answer.stderr
}

#[test]
fn a_row_that_contradicts_an_option_is_reported_with_its_line() {
    let outside = "year `2040`: expected a year from 2024 to 2034, the years of the forecast; to go further, pass --extend 2040";
    for (row, options, line) in [
        ("a,,2030=300", "--actual 2031=300", "plans.csv: line 2: `--actual 2031` with `target 2030`: expected a target after the last actual".to_owned()),
        ("a,,2030=300", "--actual 2029=300 --growth 2030=5", "plans.csv: line 2: `--growth 2030` with `target 2030`: expected growth for fewer years, so that at least one is free to reach that size".to_owned()),
        ("a,50,", "--actual 2024=40", "plans.csv: line 2: `base` with `--actual 2024`: expected one size for 2024, the base year".to_owned()),
        // An invalid option is not an error in the file.
        ("a,50,", "--actual 2040=40", format!("--actual: {outside}")),
    ] {
        let script = format!(
            "printf 'scenario,base,target\\n{row}\\n' > plans.csv; aiinfra compare --scenarios plans.csv {options}"
        );
        assert_eq!(stderr_of(&script), format!("error: {line}\n"));
    }
}

#[test]
fn errors_keep_the_decimal_comma() {
    let rate = "a percentage per year above -100 and up to 1000000, such as 26,81 or -5%";
    let size = "a size above 0 and below 10^12 trillion, such as 46,73, 600bn or 1,2tn";
    let steep = "sizes above 0 and below 10^12 trillion";
    for (row, fault) in [
        (";26,8x;", format!("cagr: growth rate `26,8x`: expected {rate}")),
        ("1,2,3;;", format!("base: size `1,2,3`: expected {size}")),
        (";;2030=4,5x", format!("target: size `4,5x`: expected {size}")),
        (
            ";999999,5;",
            format!(
                "forecast for 2034: growth `999999,5% per year from 46,73 billion in 2024`: expected {steep}"
            ),
        ),
    ] {
        let script = format!(
            "printf 'base;cagr;target\\n{row}\\n' | aiinfra batch --decimal-comma --from 2034 -o out.csv"
        );
        assert_eq!(stderr_of(&script), format!("error: stdin: line 2: {fault}\n"));
    }
}

#[test]
fn invalid_toml_is_explained_by_what_would_be_valid() {
    for (line, expected) in [
        ("name = \"AI", "a quote at the end of the text"),
        ("list = [{ id = }]", "a key, `=` and a value in each entry of { }"),
        ("size = 1,200", "nothing starting at `,200`, and a decimal point"),
        ("size = 5 million", "a number, or text in quotes, after the `=`"),
        ("size =", "a number, or text in quotes, after the `=`"),
        ("size: 5", "a key of letters, digits, - and _, then `=` and a value"),
        ("size 5", "a key, `=` and a value, or # before a comment"),
        ("year == 2032", "a single `=`"),
        ("list = [1, 2", "a closing ]"),
    ] {
        let text =
            stderr_of(&format!("echo '{line}' > market.toml; aiinfra check --data market.toml"));
        assert_eq!(text, format!("error: market.toml: line 1: `{line}`: expected {expected}\n"));
    }
}

/// Returns the string literals of a source file, each with the code before it since the last `;`, `{` or `}`.
fn texts(source: &str) -> Vec<(String, String)> {
    let (mut texts, mut before, mut rest) = (Vec::new(), String::new(), source);
    while let Some(first) = rest.chars().next() {
        let is_letter =
            rest.starts_with("'\"'") || rest.starts_with("'{'") || rest.starts_with("'}'");
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if rest.starts_with("r#\"") {
            rest = rest.find("\"#").map_or("", |end| &rest[end + 2..]);
        } else if is_letter {
            rest = &rest[3..];
        } else if first == '"' {
            let (text, after) = text_at(&rest[1..]);
            texts.push((before.clone(), text));
            (before, rest) = (before + "\"", after);
        } else {
            if [';', '{', '}'].contains(&first) {
                before.clear()
            } else {
                before.push(first)
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    texts
}

/// Returns the string that starts here, after its opening quote, and the source that follows its closing quote.
fn text_at(source: &str) -> (String, &str) {
    let (mut text, mut letters) = (String::new(), source.char_indices());
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (text, &source[at + 1..]),
            '\\' => match letters.next() {
                // The literal continues on the next line.
                Some((at, '\n')) => {
                    let indent = source[at..].len() - source[at..].trim_start().len();
                    letters = source[at + indent..].char_indices();
                    let (more, after) = text_at(letters.as_str());
                    return (text + &more, after);
                }
                Some((_, escaped)) => text.push(escaped),
                None => {}
            },
            letter => text.push(letter),
        }
    }
    (text, "")
}

/// Returns whether a string is part of an error, judging by the code before it or by its words.
fn is_of_error(file: &Path, before: &str, text: &str) -> bool {
    // Every string in these files is part of an error.
    let is_worded = file.starts_with("wording/errors");
    let makes_error =
        ["#[error", "Error::", "Failure::", "expected", "EXPECTED", "const ONE", " fault"];
    let is_made = makes_error.iter().any(|name| before.contains(name));
    // These have labels, markup and styles.
    let of_pages = [
        "render/svg",
        "render/html.rs",
        "render/markup.rs",
        "render/report",
        "wording/picture.rs",
        "wording/report.rs",
        "wording/workbook.rs",
    ];
    let is_label = of_pages.iter().any(|name| file.starts_with(name));
    let is_named = before.contains("&str =") && !file.starts_with("cli") && !is_label;
    // This file has a table of the TOML parser's own messages.
    let is_parsers = file.ends_with("broken.rs");
    let says_why = text.contains("expected ") || text.contains(", since ");
    text.contains(' ') && !is_parsers && (is_worded || is_made || is_named || says_why)
}

/// Returns whether a line has all words of a format string, with anything in its placeholders.
fn is_shown(text: &str, catalog: &str) -> bool {
    let text = text.replace("{{", "").replace("}}", "");
    let words = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, words)| words));
    let words: Vec<&str> = words.filter(|words| !words.trim().is_empty()).collect();
    catalog.lines().any(|line| {
        let found = words
            .iter()
            .try_fold(line, |rest, words| rest.find(words).map(|at| &rest[at + words.len()..]));
        found.is_some()
    })
}

/// Parts of errors that no call can produce, each with the reason.
const UNSEEN: &[(&str, &str)] = &[
    (
        "a percentage below 100, because hard bounds",
        "only programs meet it: range answers hard bounds in another way",
    ),
    ("the answer has no sizes to draw", "only programs meet it: the program names the option"),
    (
        "the answer has no rows to draw",
        "only programs meet it: every answer that is drawn has rows",
    ),
    ("a report is a page for a browser", "only a terminal meets it: a test of `report` does"),
    ("number of decimals", "only programs meet it: --digits is read as 0 to 20"),
    (
        "decimal commas between commas, or in JSON",
        "only programs meet it: --decimal-comma writes ; and refuses ndjson",
    ),
    (
        "the sizes for {from} and {to} are given, and so is",
        "only programs meet it: what-ifs are refused as a pair before",
    ),
    (
        "a size for that year, and a second one or a rate",
        "only programs meet it: every market has a size and growth",
    ),
    ("a segment with a published CAGR", "only programs meet it: `published` skips other segments"),
    ("growth rate from {from}", "only programs meet it: every market has a size and growth"),
    ("a year of the forecast", "only programs meet it: years are those of the forecast"),
    ("digits and a point, such as {}", "each quantity says in its place what its numbers are"),
    ("a percentage, such as \"39\"", "it is for a share that is missing, and none has to be there"),
    ("expected one of the names in the list", "the list has been looked at before"),
    ("room for a manual page", "writing to memory does not fail"),
    ("invalid basic string, expected", "the words of the parser of TOML, for which ours stand"),
    ("invalid literal string, expected", "the words of the parser of TOML, for which ours stand"),
    ("Not shown in {width} columns", "it is a note under a table"),
    (", assumed for the other years too", "it is a note under a forecast"),
    ("percent per year", "it is the unit of a figure"),
];

#[test]
fn every_error_is_in_the_catalog() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let catalog = fs::read_to_string(root.join("docs/errors.md")).unwrap();
    let (mut count, mut met) = (0, BTreeSet::<&(&str, &str)>::new());
    let mut absent = Vec::new();
    for path in super::layout::sources(&root.join("src")) {
        let file = path.strip_prefix(root.join("src")).unwrap();
        for (before, text) in texts(&fs::read_to_string(&path).unwrap()) {
            let unseen = UNSEEN.iter().find(|(unseen, _)| text.starts_with(unseen));
            met.extend(unseen);
            if is_of_error(file, &before, &text) && unseen.is_none() {
                count += 1;
                if !is_shown(&text, &catalog) {
                    absent.push(text);
                }
            }
        }
    }
    assert_eq!(absent, Vec::<String>::new(), "docs/errors.md has no line for these");
    assert!(count > 150, "{count} is too few: the errors were not found");
    assert_eq!(met.len(), UNSEEN.len(), "an exception is none any more: only {met:?} are met");
}

#[test]
fn a_value_may_start_with_a_dash() {
    let year = "expected four digits, such as 2030";
    for (arguments, line) in [
        ("forecast --year -2030", format!("invalid value '-2030' for '--year <YEAR>': {year}")),
        ("forecast --from -2030", format!("invalid value '-2030' for '--from <YEAR>': {year}")),
        ("forecast --to -2030", format!("invalid value '-2030' for '--to <YEAR>': {year}")),
        ("goal 300 --year -2030", format!("invalid value '-2030' for '--year <YEAR>': {year}")),
        ("sweep --cagr 5 --base 40 --year -2030", format!("invalid value '-2030' for '--year <YEAR>': {year}")),
        ("batch --from -2030", format!("invalid value '-2030' for '--from <YEAR>': {year}")),
        ("batch --to -2030", format!("invalid value '-2030' for '--to <YEAR>': {year}")),
        ("forecast --actual -2025=5", format!("invalid value '-2025=5' for '--actual <YEAR=SIZE>': {year}")),
        ("forecast --growth -2025=5", format!("invalid value '-2025=5' for '--growth <YEAR=PCT>': {year}")),
        ("batch --threads -1", "invalid value '-1' for '--threads <N>': expected a whole number from 1 to 64".to_owned()),
        ("segments region --segment-share -a=5", "no segment `-a`; expected one of north-america, europe, asia-pacific, lamea".to_owned()),
        ("segments region --segment-cagr -a=5", "no segment `-a`; expected one of north-america, europe, asia-pacific, lamea".to_owned()),
        ("segments region --segment-share europe=-5", "invalid value 'europe=-5' for '--segment-share <SEG=PCT>': expected a percentage from 0 to 100, such as 39 or 12.5%".to_owned()),
        ("compare --scenario -x", "invalid value '-x' for '--scenario <NAME=PCT>': expected a name and a percentage with `=` between them, such as bear=20.5".to_owned()),
    ] {
        assert_eq!(refused_words(arguments), format!("error: {line}"));
    }
    assert!(stdout("compare --scenario -x=5 --year 2034").contains("-x: assumes 5%"));
    let folder = tempfile::tempdir().unwrap();
    let script = "aiinfra forecast -f csv -o -x.csv && echo base > b.csv && echo 40 >> b.csv && aiinfra batch b.csv -o -y.csv";
    assert_eq!(shell(script, folder.path()).code, Some(0));
    assert!(folder.path().join("-x.csv").exists() && folder.path().join("-y.csv").exists());
}

#[test]
fn a_negative_value_is_joined_only_to_an_option_that_takes_one() {
    for (arguments, line) in [
        ("forecast -- --year -5", "unexpected argument '--year' found"),
        ("batch -- --from -5", "unexpected argument '-5' found"),
        (
            "forecast --digits --year -5",
            "invalid value '--year' for '--digits <N>': expected a whole number from 0 to 20",
        ),
        ("when -f -5", "invalid value '-5' for '--format <FORMAT>'"),
        ("when -f -5 600", "invalid value '-5' for '--format <FORMAT>'"),
    ] {
        assert_eq!(refused_words(arguments), format!("error: {line}"));
    }
    assert!(stdout("when -o -x --help").contains("--output"));
}

#[test]
fn an_option_is_not_taken_for_the_value_of_the_previous_one() {
    for (arguments, option) in [
        ("forecast --year --format csv", "--year <YEAR>"),
        ("forecast --year -f csv", "--year <YEAR>"),
        ("forecast --data -v", "--data <FILE>"),
        ("forecast --actual -o x.csv", "--actual <YEAR=SIZE>"),
        ("batch --threads -o x.csv", "--threads <N>"),
        ("compare --scenario -f csv", "--scenario <NAME=PCT>"),
    ] {
        assert_eq!(
            refused_words(arguments),
            format!("error: a value is required for '{option}' but none was supplied")
        );
    }
}

#[test]
fn a_number_of_more_than_thirty_digits_is_an_error() {
    let long = format!("20.{}", "0".repeat(29));
    let expected = "expected a number of at most 30 digits";
    for option in ["--base", "--cagr"] {
        let line = refused(&["forecast", option, &long]);
        assert!(line.ends_with(&format!(": {expected}")), "{line}");
    }
    for arguments in [
        format!("forecast --base {long}bn"),
        format!("forecast --cagr {long}%"),
        format!("forecast --actual 2025={long}"),
        format!("forecast --target {long}"),
        format!("cagr --start 1 --end 2 --years {long}"),
        format!("sweep --base 40 --cagr {long}"),
        format!("sweep --base 40 --cagr {long}..30:5"),
        format!("segments deployment --segment-share cloud={long}"),
        format!("goal {long} --year 2030"),
    ] {
        let line = refused_words(&arguments);
        assert!(line.ends_with(expected), "{line}");
    }
    // One digit fewer is accepted.
    assert_eq!(run(&format!("forecast --base {}", &long[..long.len() - 1])).code, Some(0));
    for (script, start) in [
        (
            format!("printf 'cagr\n{long}\n' | aiinfra batch -o out.csv"),
            "stdin: line 2: cagr: growth rate",
        ),
        (
            format!(
                "printf 'scenario,base\na,{long}\n' > p.csv; aiinfra compare --scenarios p.csv"
            ),
            "p.csv: line 2: base: size",
        ),
        (
            format!(
                "aiinfra init | sed 's/\"12.40\"/\"{long}\"/' > own.toml; aiinfra check --data own.toml"
            ),
            "own.toml: line",
        ),
    ] {
        let line = stderr_of(&script);
        assert!(line.starts_with(&format!("error: {start}")), "{line}");
        assert!(line.ends_with(&format!(": {expected}\n")), "{line}");
    }
}

#[test]
fn growth_beyond_the_bounds_is_reported_with_its_start() {
    let bounds = "expected sizes above 0 and below 10^12 trillion";
    for (arguments, growth) in [
        (
            "forecast --base 999999999999tn",
            "forecast for 2025: growth `26.808% per year from 999999999999 trillion in 2024`",
        ),
        (
            "forecast --base 0.00000000000000000000000000001 --cagr -99",
            "forecast for 2029: growth `-99% per year from 0.00000000000000000000000001 million in 2024`",
        ),
        (
            "forecast --cagr 1000000",
            "forecast for 2028: growth `1000000% per year from 46.73 billion in 2024`",
        ),
        (
            "forecast --actual 2030=999999999999tn",
            "forecast for 2031: growth `26.808% per year from 999999999999 trillion in 2030`",
        ),
        // Rounded to three decimals, the rate and the size would themselves be out of bounds.
        (
            "forecast --target 2025=0.0000000000000000000001mn",
            "forecast for 2026: growth `-99.9999999999999999999999998% per year from 0.0000000000000000000001 million in 2025`",
        ),
    ] {
        assert_eq!(refused_words(arguments), format!("error: {growth}: {bounds}"));
    }
}

#[test]
fn a_tab_as_separator_gets_a_hint() {
    for arguments in [&["batch", "--delimiter", "\t"][..], &["batch", "--delimiter=\t"]] {
        let line = refused(arguments);
        assert!(
            line.ends_with(
                "`: expected text without control characters; for a tab between cells, write `--delimiter tab`"
            ),
            "{line}"
        );
    }
    assert_eq!(
        super::program::piped("batch --delimiter tab --to 2024", b"n\tcagr\na\t20\n").code,
        Some(0)
    );
}
