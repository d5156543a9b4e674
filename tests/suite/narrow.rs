//! Tests of tables on narrow terminals, and of names with wide characters or combining marks.

use std::fs;

use unicode_width::UnicodeWidthStr;

use super::fixtures::WIDGETS;
use super::program::{command, shell, table_examples};

/// Returns what the program prints on lines of that many characters.
fn on(width: usize, arguments: &str) -> String {
    let output =
        command().args(arguments.split_whitespace()).env("COLUMNS", width.to_string()).output();
    String::from_utf8(output.unwrap().stdout).unwrap()
}

const WIDE: usize = 1000;

/// Returns calls with wide tables, and the first example of each command.
fn calls() -> Vec<String> {
    let mut examples = table_examples();
    examples.dedup_by_key(|call| call.split(' ').next().map(str::to_owned));
    let wide = [
        "segments",
        "segments region --year 2030 --digits 9",
        "compare --cagr 10..40:5",
        "sweep --cagr 20..40:5 --base 40,50",
    ];
    examples.into_iter().chain(wide.map(str::to_owned)).collect()
}

/// Splits a text into the table and its notes.
fn parts(text: &str) -> (&str, &str) {
    text.split_once("\n\n").unwrap()
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn no_line_is_longer_than_the_terminal() {
    for arguments in &calls() {
        for width in 28..=120 {
            for line in on(width, arguments).lines() {
                assert!(line.width() <= width, "{arguments} {width}: {line}");
            }
        }
    }
}

#[test]
fn no_number_is_split() {
    for arguments in &calls() {
        let wide = on(WIDE, arguments);
        let known = words(parts(&wide).0);
        for width in 12..=120 {
            let narrow = on(width, arguments);
            let digits = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
            for word in words(parts(&narrow).0).into_iter().filter(digits) {
                assert!(known.contains(&word), "{arguments} {width}: {word}");
            }
        }
    }
}

#[test]
fn a_column_is_shown_or_a_line_says_that_it_is_not() {
    for (arguments, columns) in [
        ("forecast", vec!["Year", "USD billion", "Growth %"]),
        ("segments region", vec!["Dimension", "Segment", "Year", "Share %", "USD billion"]),
        ("sources", vec!["Id", "Figure", "Value", "Unit", "Source"]),
        ("sweep --cagr 10,25 --base 40", vec!["Base, USD billion", "10%", "25%"]),
    ] {
        for width in 12..=100 {
            let narrow = on(width, arguments);
            let (table, notes) = parts(&narrow);
            let header = words(table.split('─').next().unwrap()).join(" ");
            let notes = words(notes).join(" ");
            let left_out = notes.split(" --format csv has every column.").next().unwrap();
            for column in &columns {
                let is_shown = column.split(' ').all(|word| header.contains(word));
                let is_told = left_out.starts_with("Not shown in") && left_out.contains(column);
                assert!(is_shown || is_told, "{arguments} {width}: {column}\n{narrow}");
            }
        }
    }
}

#[test]
fn columns_with_the_same_value_in_every_row_are_hidden_first() {
    let narrow = on(40, "segments region --year 2030");
    let expected = "\
Segment        Year  Share %         USD
                                 billion
────────────────────────────────────────
North America  2030    39.00       75.78
Europe         2030    25.00       48.58
Asia-Pacific   2030    30.00       58.29
LAMEA          2030     6.00       11.66
Total          2030   100.00      194.30

Not shown in 40 columns: Dimension
(Region in every row). --format csv has
every column.
";
    assert!(narrow.starts_with(expected), "{narrow}");
    let narrower = on(20, "forecast --cagr 30 --year 2030 --year 2031");
    let expected = "\
Year  USD billion
──────────────────
2030       225.56
2031       293.22

Not shown in 20
columns: Growth %
(30.00 in every
row). --format csv
has every column.
";
    assert!(narrower.starts_with(expected), "{narrower}");
}

#[test]
fn words_are_wrapped_before_a_column_is_hidden() {
    let narrow = on(60, "check");
    let expected = "\
Status  Rule    Finding
────────────────────────────────────────────────────────────
note    period  the report states its CAGR for 2025 to 2034,
                but its sizes are for 2024 to 2034 (10 years
                of growth, not 9); the rate matches 2024 to
                2034
";
    assert!(narrow.starts_with(expected), "{narrow}");
    assert!(!narrow.contains("Not shown in"));
}

#[test]
fn an_invalid_width_changes_nothing() {
    let unlimited = command().arg("check").output().unwrap().stdout;
    for width in ["", "0", "-5", "wide"] {
        let output = command().arg("check").env("COLUMNS", width).output().unwrap();
        assert_eq!(output.stdout, unlimited, "{width}");
    }
    let folder = tempfile::tempdir().unwrap();
    shell("COLUMNS=30 aiinfra check -o check.txt", folder.path());
    assert_eq!(fs::read(folder.path().join("check.txt")).unwrap(), unlimited);
}

/// Runs the program on a terminal of that width.
#[test]
fn the_width_of_a_terminal_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let script = "stty rows 24 cols 40 && aiinfra segments region --year 2030 --color never";
    let answer = shell(&format!("script -qec '{script}' /dev/null"), folder.path());
    assert_eq!(answer.stdout.replace("\r\n", "\n"), on(40, "segments region --year 2030"));
}

#[test]
fn wide_characters_and_combining_marks_keep_columns_aligned() {
    let folder = tempfile::tempdir().unwrap();
    let dataset = WIDGETS
        .replace("name = \"Red\"", "name = \"人工智能 基础设施\"")
        .replace("name = \"Blue\"", "name = \"Cafe\u{301}s zu\u{308}richois 🚀\"");
    fs::write(folder.path().join("wide.toml"), dataset).unwrap();
    for width in [WIDE, 60, 34] {
        let call = format!("COLUMNS={width} aiinfra segments --data wide.toml");
        let answer = shell(&call, folder.path());
        let (table, _) = parts(&answer.stdout);
        let mut ends = table.lines().filter(|line| line.ends_with(".00") || line.ends_with(".88"));
        let end = ends.next().unwrap().width();
        assert!(ends.clone().count() >= 1, "{table}");
        assert!(ends.all(|line| line.width() == end), "{table}");
    }
}

#[test]
fn a_hidden_column_leaves_no_color_marks() {
    let narrow = on(18, "forecast --cagr=-5 --from 2025 --to 2027 --color always");
    assert!(narrow.contains("Not shown in"), "{narrow}");
    assert!(
        !narrow.contains(['\u{202d}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}']),
        "{narrow:?}"
    );
}

#[test]
fn some_hidden_columns_are_named_and_the_others_counted() {
    let narrow = on(40, "compare --cagr 1..60:1 --year 2030");
    let told = words(parts(&narrow).1).join(" ");
    assert!(told.contains("cagr 11%; 49 more. --format csv"), "{told}");
}

#[test]
fn negative_and_failing_cells_are_red() {
    let colored = |arguments: &str| on(WIDE, &format!("{arguments} --color always"));
    let (red, end) = ("\u{1b}[31m", "\u{1b}[0m");
    let compared = colored("compare --scenario bear=20 --scenario bull=33 --year 2030");
    assert!(
        compared.contains(&format!("139.54 {red}(-28.19%){end}  258.65 (+33.12%)")),
        "{compared}"
    );
    let shrinks = colored("forecast --cagr=-5 --year 2025");
    assert!(shrinks.contains(&format!("44.39     {red}-5.00{end}")), "{shrinks}");
    let checked = colored("check --verbose");
    for (status, code) in [("warn", 33), ("note", 36), ("pass", 32)] {
        assert!(checked.contains(&format!("\n\u{1b}[{code}m{status}{end} ")), "{checked}");
    }
    let without = on(WIDE, "check --verbose --color never");
    assert_eq!(anstream::adapter::strip_str(&checked).to_string(), without);
}

#[test]
fn a_column_that_just_fits_is_shown_and_the_first_one_always() {
    // The columns have four, seven and six characters, with two gaps.
    let all = "Year      USD  Growth\n      billion       %\n─────────────────────\n";
    assert!(on(21, "forecast").starts_with(all));
    // Spare width goes to the column that lacks the least.
    assert!(on(24, "forecast").starts_with("Year       USD  Growth %\n       billion\n"));
    assert!(on(20, "forecast").starts_with("Year  USD billion\n"));
    assert!(on(3, "forecast").starts_with("Year\n"));
    // Hiding one column leaves room for the other.
    assert!(on(14, "forecast").starts_with("Year       USD\n       billion\n"));
    // A name is wrapped at a space if necessary.
    let names = on(12, "segments region --year 2030 --digits 9");
    assert!(names.contains("\nNorth\nAmerica\n"), "{names}");
    // At most ten hidden columns are named; the others are counted.
    let told = |rates: &str| {
        let table = on(30, &format!("sweep --cagr {rates} --base 40"));
        words(&table).join(" ")
    };
    assert!(told("10..21:1").contains("20%; 21%. --format csv"));
    assert!(told("10..22:1").contains("20%; 21%; 1 more. --format csv"));
    // A column of empty cells does not count as the same value in every row.
    let offering = on(40, "segments offering");
    assert!(words(&offering).join(" ").contains("Share %. --format csv"), "{offering}");
}
