//! Tests of `--format chart`, the picture at the terminal.

use std::fs;
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::fixtures::FALLING;
use super::program::{Answer, command, csv};

/// The commands that have a chart.
const CALLS: [&str; 12] = [
    "forecast",
    "compare --scenario bear=20 --scenario bull=33",
    "compare --scenario bear=20 --scenario bull=33 --year 2034",
    "segments",
    "segments region --from 2024 --to 2026",
    "range --base 40..55 --cagr 20..33",
    "sensitivity --year 2030 --base 40..55",
    "consensus examples/markets --year 2030",
    "consensus examples/markets",
    "sweep --base 40,50 --cagr 20,30 --year 2030",
    "goal 300 --year 2030",
    "when 300",
];

/// The program, on a terminal of that many columns whose locale is UTF-8.
fn terminal(columns: usize) -> Command {
    let mut command = command();
    for name in ["LC_CTYPE", "LANG"] {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C.UTF-8").env("COLUMNS", columns.to_string());
    command
}

fn on(columns: usize, arguments: &str) -> String {
    in_folder(Path::new("."), columns, arguments)
}

fn in_folder(folder: &Path, columns: usize, arguments: &str) -> String {
    let mut command = terminal(columns);
    let output = command.args(arguments.split_whitespace()).current_dir(folder).output();
    let answer = Answer::from(output.unwrap());
    assert_eq!(answer.code, Some(0), "{arguments}: {}", answer.stderr);
    answer.stdout
}

/// Returns the chart without its notes.
fn chart(columns: usize, arguments: &str) -> String {
    on(columns, &format!("{arguments} --format chart --notes none"))
}

/// Returns the rows under the title of a chart.
fn rows(chart: &str) -> Vec<&str> {
    let (_, rows) = chart.split_once("\n\n").unwrap();
    rows.lines().collect()
}

/// Returns the parts of a row: whatever is two spaces apart.
fn parts(row: &str) -> Vec<&str> {
    row.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn eighths(bar: &str) -> usize {
    let of_glyph = |glyph| "▏▎▍▌▋▊▉█".chars().position(|other| other == glyph).map(|at| at + 1);
    bar.chars().map(|glyph| of_glyph(glyph).unwrap()).sum()
}

/// Returns the number in each row, with the eighths of a column that its bar is long.
fn bars(chart: &str) -> Vec<(String, usize)> {
    let bar = |row: &&str| match *parts(row) {
        [_, bar, value] | [_, bar, value, "published" | "given"] => {
            Some((value.to_owned(), eighths(bar)))
        }
        _ => None,
    };
    rows(chart).iter().filter_map(bar).collect()
}

fn number(text: &str) -> f64 {
    text.replace(',', "").parse().unwrap()
}

/// Returns the sizes in the CSV of a call, but for totals.
fn sizes(arguments: &str) -> Vec<f64> {
    let records = csv(arguments);
    let place = records[0].iter().position(|name| name.starts_with("value_")).unwrap();
    let sizes = records[1..].iter().filter(|record| !record.iter().any(|cell| cell == "total"));
    let mut sizes: Vec<f64> = sizes.filter_map(|record| record[place].parse().ok()).collect();
    sizes.sort_by(f64::total_cmp);
    sizes
}

fn assert_proportional(columns: usize, arguments: &str, sizes: &[f64]) {
    let mut bars = bars(&chart(columns, arguments));
    bars.sort_by(|(one, _), (other, _)| number(one).total_cmp(&number(other)));
    assert_eq!(bars.len(), sizes.len(), "{arguments}: {bars:?} {sizes:?}");
    let (highest, longest) = (sizes[sizes.len() - 1], bars[bars.len() - 1].1);
    for ((text, eighths), size) in bars.iter().zip(sizes) {
        assert!((number(text) - size).abs() <= 0.005 + 1e-9, "{arguments}: {text} {size}");
        // A size that would have no bar has the thinnest one.
        let exact = (size / highest * longest as f64).max(0.5);
        assert!((*eighths as f64 - exact).abs() <= 0.5 + 1e-6, "{arguments}: {text} {exact}");
    }
    // The longest bar uses all the columns that there are.
    let longest = rows(&chart(columns, arguments)).iter().map(|row| row.width()).max();
    assert!(longest.unwrap() + 12 >= columns, "{arguments}: {longest:?}");
}

#[test]
fn bars_are_as_long_as_the_sizes_in_csv() {
    let calls = [
        "forecast",
        "forecast --extend 2060",
        "compare --scenario bear=20 --scenario bull=33",
        "compare --scenario bear=20 --scenario bull=33 --year 2034",
        "segments region --from 2024 --to 2030",
        "segments --year 2030",
        "sweep --base 40,50 --cagr 20,30 --year 2030",
    ];
    for arguments in calls {
        let sizes = sizes(arguments);
        for columns in [40, 63, 80, 100] {
            assert_proportional(columns, arguments, &sizes);
        }
    }
}

#[test]
fn a_goal_has_a_bar_among_the_years() {
    let mut sizes = sizes("forecast");
    sizes.push(300.0);
    sizes.sort_by(f64::total_cmp);
    for (arguments, before) in [("goal 300 --year 2030", "2030"), ("when 300", "2031")] {
        assert_proportional(80, arguments, &sizes);
        let chart = chart(80, arguments);
        let names: Vec<&str> = rows(&chart).iter().map(|row| parts(row)[0]).collect();
        let place = names.iter().position(|name| *name == "Goal").unwrap();
        assert_eq!(names[place - 1], before, "{arguments}");
    }
    // A goal that the forecast never reaches is the last row.
    let never =
        terminal(80).args(["when", "3000", "--format", "chart", "--notes", "none"]).output();
    let never = Answer::from(never.unwrap());
    assert_eq!(never.code, Some(1));
    assert_eq!(parts(rows(&never.stdout).last().unwrap())[0], "Goal");
}

#[test]
fn every_number_is_one_of_the_table() {
    for arguments in CALLS {
        for digits in [0, 2, 7] {
            let arguments = format!("{arguments} --digits {digits}");
            let table = ["", "--layout long"]
                .map(|layout| on(1000, &format!("{arguments} {layout} --notes none")));
            let mut known: Vec<String> = table
                .iter()
                .flat_map(|table| table.split_whitespace())
                .map(str::to_owned)
                .collect();
            // A path to a goal is that of the forecast.
            let forecast = on(1000, &format!("forecast --digits {digits}"));
            known.extend(forecast.split_whitespace().map(str::to_owned));
            let chart = chart(100, &arguments);
            let values = rows(&chart).into_iter().flat_map(|row| parts(row).into_iter().skip(1));
            let is_number = |word: &&str| {
                word.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit())
            };
            for number in values.flat_map(str::split_whitespace).filter(is_number) {
                assert!(known.contains(&number.to_owned()), "{arguments}: {number}");
            }
        }
    }
}

#[test]
fn a_year_has_a_row() {
    let expected = "\
AI infrastructure
Market size, USD billion

2024  █████▏  46.73  published
2025  ██████▌  59.26
2026  ████████▎  75.14
2027  ██████████▍  95.29
2028  █████████████▎  120.83
2029  ████████████████▊  153.23
2030  █████████████████████▎  194.30
2031  ███████████████████████████  246.39
2032  ██████████████████████████████████▎  312.44
2033  ███████████████████████████████████████████▍  396.20
2034  ███████████████████████████████████████████████████████  502.42  published

Computed at 26.808% per year, the CAGR implied by the published 2024 and 2034
sizes.
Cervicorn Consulting, AI infrastructure.  (--notes full, --explain)
";
    assert_eq!(on(80, "forecast --format chart"), expected);
}

#[test]
fn forty_columns_and_ascii_are_enough() {
    let expected = "\
AI infrastructure
Market size by region in 2030, USD
billion

North America  ##################  75.78
Europe         ############  48.58
Asia-Pacific   ##############  58.29
LAMEA          ###  11.66
";
    assert_eq!(chart(40, "segments region --year 2030 --ascii"), expected);
}

#[test]
fn a_single_value_has_a_full_bar() {
    let expected = "\
AI infrastructure
Market size, USD billion

2030  ██████████████████████████  194.30
";
    assert_eq!(chart(40, "forecast --year 2030"), expected);
}

#[test]
fn negative_values_are_left_of_zero() {
    let expected = "\
AI infrastructure
What-if, Change, USD billion

2024                  │  –
2025                  │████████▍  12.53
2026  ████████████████│  -23.70
2027                  │██████▍  9.53
2028                  │████████▏  12.09
2029                  │██████████▎  15.33
2030                  │█████████████  19.44
";
    let arguments = "forecast --columns change --growth 2026=-40 --to 2030";
    assert_eq!(chart(44, arguments), expected);
    let all = chart(40, "forecast --cagr=-5 --columns growth");
    assert_eq!(rows(&all)[0], "2024                            │  –");
    for row in &rows(&all)[1..] {
        assert!(row.ends_with("  ██████████████████████████│  -5.00"), "{row}");
    }
}

#[test]
fn bars_on_both_sides_of_zero_have_the_same_scale() {
    let arguments = "forecast --columns change --growth 2026=-40 --growth 2028=-10";
    for columns in 30..=100 {
        let chart = chart(columns, arguments);
        let lengths = rows(&chart).into_iter().skip(1).map(|row| {
            let (below, above) = row.split_once('│').unwrap();
            let halves = |glyph| if glyph == '█' { 2 } else { usize::from(glyph == '▐') };
            let (_, below) = below.split_once("  ").unwrap();
            let below: usize = below.trim().chars().map(halves).sum();
            let above = parts(above);
            let value = number(above[above.len() - 1]);
            let length = if value < 0.0 { below * 4 } else { eighths(above[0]) };
            // To half a column below zero, and to an eighth above.
            (value.abs(), length as f64, if value < 0.0 { 2.0 } else { 0.5 })
        });
        let lengths: Vec<(f64, f64, f64)> = lengths.collect();
        for (one, its_length, its_error) in &lengths {
            for (other, other_length, error) in &lengths {
                let low = (its_length - its_error) / one;
                let high = (other_length + error) / other;
                assert!(low <= high * 1.01, "{columns}: {one} {other}");
            }
        }
    }
}

#[test]
fn the_smallest_value_has_a_thin_bar_and_zero_has_none() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("film.toml"), FALLING).unwrap();
    let tiny = |more: &str| {
        let arguments = "forecast --data film.toml --format chart --notes none";
        in_folder(folder.path(), 80, &format!("{arguments} {more}"))
    };
    let chart = tiny("");
    assert_eq!(rows(&chart).len(), 52);
    assert_eq!(*rows(&chart).last().unwrap(), "2051  ▏  0.00");
    assert_eq!(*rows(&tiny("--ascii")).last().unwrap(), "2051  .  0.00");
    let flat = self::chart(80, "forecast --columns change --growth 2026=0");
    assert_eq!(rows(&flat)[2], "2026  0.00");
}

#[test]
fn two_hundred_rows_have_bars() {
    let chart = chart(80, "forecast --extend 2223 --cagr 3");
    assert_eq!(rows(&chart).len(), 200);
    let lengths: Vec<usize> = bars(&chart).into_iter().map(|(_, eighths)| eighths).collect();
    assert_eq!(lengths.len(), 200);
    assert!(lengths.is_sorted() && lengths[0] == 1, "{lengths:?}");
}

#[test]
fn ranges_are_intervals() {
    let expected = "\
AI infrastructure
Range of the market size, USD billion

          P5     P25  Median     P75     P95
2030  134.74  165.38  190.68  219.86  269.84       ├━█━─┤
2031  162.51  204.99  240.89  283.09  357.09        ├─━█━━──┤
2032  195.77  253.97  304.33  364.68  473.08          ├─━━█━━───┤
2033  235.66  314.55  384.47  469.93  627.25           ├──━━━█━━━─────┤
2034  283.51  389.49  485.71  605.69  832.12             ├───━━━━█━━━━────────┤
";
    let arguments = "range --base 40..55 --cagr 20..33 --from 2030";
    assert_eq!(chart(79, arguments), expected);
    let expected = "\
AI infrastructure
Range of the market size, USD billion

          P5  Median     P95
2030  134.74  190.68  269.84    |*|
2031  162.51  240.89  357.09    |*-|
2032  195.77  304.33  473.08     |*--|
2033  235.66  384.47  627.25     |--*--|
2034  283.51  485.71  832.12      |--*----|
";
    assert_eq!(chart(43, &format!("{arguments} --ascii")), expected);
}

#[test]
fn the_ends_of_an_interval_are_where_the_numbers_are() {
    let arguments = "range --base 40..55 --cagr 20..33";
    for columns in [64, 80, 100] {
        let chart = chart(columns, arguments);
        let start = 4 + 2 + if columns < 70 { 3 * 8 } else { 5 * 8 };
        let last = (columns - start - 1) as f64;
        for row in &rows(&chart)[1..] {
            let cells: Vec<char> = row.chars().collect();
            let place = |glyph| cells.iter().position(|other| *other == glyph).map(|at| at - start);
            let words: Vec<&str> = row[..start].split_whitespace().collect();
            let numbers: Vec<f64> = words[1..].iter().map(|word| number(word)).collect();
            let ends = [('├', 0), ('█', numbers.len() / 2), ('┤', numbers.len() - 1)];
            for (glyph, index) in ends {
                let exact = numbers[index] / 832.12 * last;
                // The median hides the ends of a short interval.
                let place = place(glyph).or_else(|| place('█')).unwrap();
                assert!((place as f64 - exact).abs() < 0.51, "{columns}: {row}");
            }
        }
    }
}

#[test]
fn inputs_are_around_the_forecast() {
    let expected = "\
AI infrastructure
What changes the size in 2030, USD billion

                              Forecast 194.30
Path between sizes           194.30  │███████████████████████████████▌  320.14
                    constant growth  │  equal steps
2024 size             166.32  ███████│████████▋  228.69
                                 40  │  55
";
    let chart = chart(80, "sensitivity --year 2030 --base 40..55");
    let first: String = chart.lines().take(8).map(|line| format!("{line}\n")).collect();
    assert_eq!(first, expected);
}

#[test]
fn reports_are_dots_over_the_quartiles() {
    let expected = "\
AI infrastructure
Sizes for 2030 in 4 reports, USD billion

Coherent Market...   :::::|:::::::::          *  230.03
Straits Research     :::::|::::*::::             208.72
Cervicorn Consul...  *::::|:::::::::             194.30
Fortune Business...  *::::|:::::::::             193.77

Lower quartile       :                           194.17
Median                    |                      201.51
Upper quartile                     :             214.05
";
    assert_eq!(chart(55, "consensus examples/markets --year 2030 --ascii"), expected);
}

#[test]
fn an_outlier_is_a_hollow_dot() {
    let folder = tempfile::tempdir().unwrap();
    for (publisher, size) in [("A", 10), ("B", 11), ("C", 12), ("D", 13), ("E", 90)] {
        let text = market(publisher, &["S".to_owned()]);
        let text = text.replace("name = \"A\"", "name = \"F\"");
        let text = text.replace("size = \"20\"", &format!("size = \"{size}\""));
        fs::write(folder.path().join(format!("{publisher}.toml")), text).unwrap();
    }
    let arguments =
        "consensus --data A.toml B.toml C.toml D.toml E.toml --year 2025 --format chart";
    let chart = in_folder(folder.path(), 60, arguments);
    let names = |glyph| {
        let rows = rows(&chart).into_iter().filter(|row| row.contains(glyph));
        rows.map(|row| parts(row)[0]).collect::<Vec<_>>()
    };
    assert_eq!(names('○'), ["E"]);
    assert_eq!(names('●'), ["D", "C", "B", "A"]);
    let ascii = in_folder(folder.path(), 60, &format!("{arguments} --ascii"));
    assert!(rows(&ascii)[0].contains(" o  90.00"), "{ascii}");
}

#[test]
fn inputs_that_only_raise_the_size_start_off_the_line() {
    let chart = chart(40, "sensitivity --year 2030 --base 50..60");
    let expected = "\
Path between sizes
 194.30  │██████████████████████  320.14
consta…  │  equal steps

2024 size
 207.90  │  ███████▋  249.48
     50  │  60
";
    assert!(chart.contains(&format!("\n\n  Forecast 194.30\n{expected}")), "{chart}");
}

#[test]
fn without_room_for_intervals_every_number_has_a_bar() {
    let expected = "\
AI infrastructure
Range of the market
size in 2030, USD
billion

P5      ██  134.74
P25     ██▌  165.38
Median  ██▉  190.68
P75     ███▎  219.86
P95     ████  269.84
";
    let arguments = "range --base 40..55 --cagr 20..33 --year 2030";
    assert_eq!(chart(20, arguments), expected);
}

#[test]
fn no_line_is_longer_than_the_terminal() {
    for arguments in CALLS {
        for columns in (20..=110).step_by(3).chain([200]) {
            for extra in ["", " --ascii", " --unit million"] {
                let text = on(columns, &format!("{arguments} --format chart{extra}"));
                for line in text.lines() {
                    assert!(line.width() <= columns.min(100), "{arguments} {columns}: {line}");
                    assert!(!line.ends_with(' '), "{arguments} {columns}: {line}");
                }
            }
        }
    }
}

#[test]
fn ascii_has_no_other_characters() {
    for arguments in CALLS {
        let text = on(80, &format!("{arguments} --format chart --ascii --notes full"));
        assert!(text.is_ascii(), "{arguments}: {text}");
        let text = on(80, &format!("{arguments} --format chart"));
        assert!(!text.is_ascii(), "{arguments}: {text}");
    }
}

#[test]
fn the_locale_chooses_the_characters() {
    let is_ascii = |variables: &[(&str, &str)]| {
        let mut command = command();
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            command.env_remove(name);
        }
        let output =
            command.args(["forecast", "--format", "chart"]).envs(variables.to_vec()).output();
        Answer::from(output.unwrap()).stdout.is_ascii()
    };
    // Without a locale, the terminal is assumed to have UTF-8.
    assert!(!is_ascii(&[]));
    for utf8 in ["en_US.UTF-8", "C.utf8", "de_DE.Utf-8@euro"] {
        assert!(!is_ascii(&[("LANG", utf8)]), "{utf8}");
    }
    for other in ["C", "POSIX", "en_US.ISO-8859-1"] {
        assert!(is_ascii(&[("LANG", other)]), "{other}");
        // LC_ALL takes precedence over LC_CTYPE, which takes precedence over LANG.
        assert!(is_ascii(&[("LC_CTYPE", other), ("LANG", "C.UTF-8")]), "{other}");
        assert!(!is_ascii(&[("LC_CTYPE", "C.UTF-8"), ("LANG", other)]), "{other}");
        assert!(is_ascii(&[("LC_ALL", other), ("LC_CTYPE", "C.UTF-8")]), "{other}");
        assert!(!is_ascii(&[("LC_ALL", "C.UTF-8"), ("LC_CTYPE", other)]), "{other}");
        // An empty variable counts as unset.
        assert!(is_ascii(&[("LC_ALL", ""), ("LANG", other)]), "{other}");
    }
}

/// Returns the line of a chart in color that has a name.
fn in_color(name: &str, arguments: &str) -> String {
    let mut command = terminal(80);
    let command = command.args(arguments.split_whitespace()).args(["--format", "chart"]);
    let answer = Answer::from(command.env("CLICOLOR_FORCE", "1").output().unwrap());
    let line = answer.stdout.lines().find(|line| line.starts_with(name));
    line.unwrap().to_owned()
}

#[test]
fn what_a_chart_is_about_stands_out() {
    let compare = "compare --scenario bear=20 --year 2034";
    assert!(in_color("Forecast", compare).contains("\u{1b}[36m█"));
    assert!(!in_color("bear", compare).contains('\u{1b}'));
    // If nothing does, everything has the color.
    assert!(in_color("Europe", "segments region --year 2030").contains("\u{1b}[36m█"));
    assert!(in_color("Goal", "when 300").contains("\u{1b}[33m█"));
    assert!(
        in_color("Cervicorn", "consensus examples/markets --year 2030").contains("\u{1b}[36m●")
    );
    let other = in_color("Straits", "consensus examples/markets --year 2030");
    assert!(other.contains("\u{1b}[0m●\u{1b}"), "{other}");
}

/// Returns text without its colors.
fn bare(text: &str) -> String {
    let mut pieces = text.split('\u{1b}');
    let first = pieces.next().unwrap().to_owned();
    pieces.fold(first, |bare, piece| bare + piece.split_once('m').unwrap().1)
}

#[test]
fn colors_only_add_to_the_text() {
    for arguments in CALLS.into_iter().chain(["forecast --growth 2026=-40 --columns change"]) {
        let arguments = format!("{arguments} --format chart");
        let mut command = terminal(80);
        let colored = command.args(arguments.split_whitespace()).env("CLICOLOR_FORCE", "1");
        let colored = Answer::from(colored.output().unwrap()).stdout;
        let plain = on(80, &arguments);
        assert!(!plain.contains('\u{1b}'), "{arguments}");
        assert!(colored.starts_with("\u{1b}[1mAI infrastructure\u{1b}[0m\n"), "{colored}");
        assert!(colored.contains("\u{1b}[36m"), "{colored}");
        assert_eq!(bare(&colored), plain);
        // Only a loss is red.
        assert_eq!(colored.contains("\u{1b}[31m"), arguments.contains("-40"), "{colored}");
    }
}

#[test]
fn the_notes_are_those_of_the_table() {
    for arguments in CALLS {
        let notes = |text: &str| text.rsplit_once("\n\n").unwrap().1.to_owned();
        for more in ["", "--notes full"] {
            let table = on(100, &format!("{arguments} {more}"));
            let chart = on(100, &format!("{arguments} {more} --format chart"));
            // The table also tells which columns it has no room for.
            assert!(table.contains(notes(&chart).lines().last().unwrap()), "{arguments}");
            if !table.contains("Not shown") {
                // Only the chart has to say when a size is reached, because the table has a column for it.
                let answer = "is the first year at or above";
                let chart = notes(&chart);
                let others = chart.lines().filter(|line| !line.contains(answer));
                let table = notes(&table);
                let expected = table.lines().filter(|line| !line.contains(answer));
                assert_eq!(expected.collect::<Vec<_>>(), others.collect::<Vec<_>>(), "{arguments}");
            }
        }
    }
}

/// A market whose segments and publisher have those names.
fn market(publisher: &str, names: &[String]) -> String {
    let names = names.iter().enumerate();
    let segments: Vec<String> = names
        .map(|(at, name)| {
            format!("{{ id = \"s{at}\", name = \"{name}\", share = \"{}\" }}", at + 1)
        })
        .collect();
    format!(
        "market = {{ name = \"{publisher}\", publisher = \"{publisher}\", currency = \"USD\", unit = \"billion\", scope = \"film\" }}
value = [{{ year = 2020, size = \"10\" }}, {{ year = 2025, size = \"20\" }}]
[[dimension]]
id = \"kind\"
name = \"{publisher}\"
year = 2020
segments = [{}]
",
        segments.join(", ")
    )
}

#[test]
fn a_name_is_cut_at_a_third_and_never_within_a_character() {
    let folder = tempfile::tempdir().unwrap();
    let names = [
        "数据中心基础设施与服务",
        "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}",
        "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧",
        "Short",
    ];
    let names = names.map(str::to_owned);
    fs::write(folder.path().join("film.toml"), market("X", &names)).unwrap();
    let arguments = "segments --data film.toml --year 2020 --format chart --notes none";
    let chart = in_folder(folder.path(), 40, arguments);
    let first: Vec<&str> =
        rows(&chart).into_iter().map(|row| row.split("  ").next().unwrap()).collect();
    let expected = [
        "数据中心基础…".to_owned(),
        "e\u{301}".repeat(13) + "…",
        "👩‍👩‍👧".repeat(6) + "…",
        "Short".to_owned(),
    ];
    assert_eq!(first[..4], expected);
}

/// Names that are hard to measure.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "Wide 数据",
        "e\u{301}\u{302}\u{303}",
        "👩‍👩‍👧",
        "🇩🇪",
        "שלום",
        "مرحبا",
        "…",
        "–",
        " ",
        "ﷺ",
        "한",
        "\u{1112}\u{1161}\u{11ab}",
        "❤️",
        "क्षि",
        "👍🏽",
        "<script>",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 1..200)
        .prop_map(|pieces| format!("N{}Z", pieces.concat().chars().take(196).collect::<String>()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn hostile_names_fit(
        columns in 20usize..=200,
        names in prop::collection::vec(hostile(), 1..4),
        publisher in hostile(),
        is_ascii: bool,
    ) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("film.toml"), market(&publisher, &names)).unwrap();
        fs::write(folder.path().join("other.toml"), market("Other", &names)).unwrap();
        let calls = [
            "segments --data film.toml --year 2020",
            "segments kind --data film.toml --from 2020 --to 2022",
            "consensus --data film.toml other.toml --year 2022",
            "sensitivity --data film.toml --with other.toml --year 2022",
            "compare --data film.toml --with other.toml --year 2022",
        ];
        for call in calls {
            let ascii = if is_ascii { " --ascii" } else { "" };
            let call = format!("{call} --format chart --notes none{ascii}");
            let chart = in_folder(folder.path(), columns, &call);
            for line in chart.lines() {
                prop_assert!(line.width() <= columns, "{} {}: {}", call, columns, line);
            }
        }
    }
}
