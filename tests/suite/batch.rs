//! The `aiinfra batch` command, run as a user runs it.

use std::fs;
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::program::{csv, piped, shell, started, stdout};

/// Returns what `batch` prints for a file that causes no messages.
fn batch(options: &str, file: &str) -> String {
    let answer = piped(&format!("batch {options}"), file.as_bytes());
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{options}: {file}");
    answer.stdout
}

/// Returns the output of `batch` for a file that it rejects, and the error that follows.
fn refused(options: &str, file: impl AsRef<[u8]>) -> (String, String) {
    let answer = piped(&format!("batch {options}"), file.as_ref());
    assert_eq!(answer.code, Some(2), "{}", answer.stderr);
    (answer.stdout, answer.stderr)
}

const PLANS: &str = "\
scenario,base,cagr,target
slow,,20,
large,51,,
boom,,,2030=300
own,,,
units,0.6tn,26.81%,
";

#[test]
fn each_row_equals_the_same_what_if_run_alone() {
    let options = ["--cagr 20", "--base 51", "--target 2030=300", "", "--base 0.6tn --cagr 26.81%"];
    for digits in ["", "--digits 0", "--digits 2", "--digits 9", "--digits 20"] {
        for unit in ["million", "billion", "trillion"] {
            let answer = batch(&format!("{digits} --unit {unit}"), PLANS);
            let rows: Vec<Vec<&str>> =
                answer.lines().skip(1).map(|line| line.split(',').skip(4).collect()).collect();
            assert_eq!(rows.len(), options.len());
            for (row, options) in rows.iter().zip(options) {
                let alone = csv(&format!("forecast {options} {digits} --unit {unit}"));
                let sizes: Vec<&str> = alone[1..].iter().map(|row| row[1].as_str()).collect();
                assert_eq!(*row, sizes, "{options} {digits} {unit}");
            }
        }
    }
}

#[test]
fn columns_of_years_follow_the_columns_of_the_file() {
    assert_eq!(
        batch("--from 2033 --digits 2", PLANS),
        "\
scenario,base,cagr,target,2033,2034
slow,,20,,241.12,289.34
large,51,,,432.41,548.33
boom,,,2030=300,760.12,1036.27
own,,,,396.20,502.42
units,0.6tn,26.81%,,5087.83,6451.88
"
    );
    assert_eq!(batch("--to 2024", "cagr\n20\n"), "cagr,2024\n20,46.73\n");
}

#[test]
fn the_tidy_layout_has_a_row_for_each_year() {
    assert_eq!(
        batch("--layout tidy --from 2033 --digits 1", "note,cagr\nx,20\ny,30\n"),
        "\
note,cagr,year,value
x,20,2033,241.1
x,20,2034,289.3
y,30,2033,495.5
y,30,2034,644.2
"
    );
}

#[test]
fn json_has_numbers_where_the_file_has_numbers() {
    let file = "scenario,base,cagr\n\"say \"\"hi\"\"\",51,\nplain, 600bn ,26.81%\n,05,+5\n";
    let lines = batch("--format ndjson --from 2033 --digits 2", file);
    assert_eq!(
        lines,
        "\
{\"scenario\":\"say \\\"hi\\\"\",\"base\":51,\"cagr\":null,\"2033\":432.41,\"2034\":548.33}
{\"scenario\":\"plain\",\"base\":\" 600bn \",\"cagr\":\"26.81%\",\"2033\":5087.83,\"2034\":6451.88}
{\"scenario\":\"\",\"base\":\"05\",\"cagr\":\"+5\",\"2033\":7.76,\"2034\":8.14}
"
    );
    // A name that looks like a number stays text.
    let named = batch("--format ndjson --to 2024 --digits 2", "scenario,cagr\n7,5\n");
    assert_eq!(named, "{\"scenario\":\"7\",\"cagr\":5,\"2024\":46.73}\n");
    let tidy = batch("--format ndjson --layout tidy --to 2025", file);
    let objects: Vec<Value> =
        tidy.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(objects.len(), 6);
    assert_eq!((&objects[1]["year"], &objects[1]["base"]), (&2025.into(), &51.into()));
    assert!((objects[2]["value"].as_f64().unwrap() - 600.0).abs() < 1e-9);
}

#[test]
fn the_separator_is_detected_from_the_header_unless_given() {
    let row = "46.73,56.08\n";
    for separator in [',', ';', '\t'] {
        let own = |text: &str| text.replace(',', &separator.to_string());
        let answer = batch("--to 2025 --digits 2", &own("base,cagr,note\n,20,x\n"));
        assert_eq!(answer, own(&format!("base,cagr,note,2024,2025\n,20,x,{row}")));
    }
    // The separator that yields known columns wins, even if another is more frequent.
    assert_eq!(batch("--to 2024", "a,b,c;cagr\n1,2,3;20\n"), "a,b,c;cagr;2024\n1,2,3;20;46.73\n");
    assert_eq!(batch("--delimiter | --to 2024", "cagr|x\n20|,\n"), "cagr|x|2024\n20|,|46.73\n");
    assert_eq!(
        batch("--delimiter tab --to 2024", "cagr\tx\n20\t\n"),
        "cagr\tx\t2024\n20\t\t46.73\n"
    );
}

#[test]
fn cells_are_quoted_if_the_output_separator_requires_it() {
    let file = "note;cagr\n\"a;b\";20\na\tb;20\n5\" disk\t;20\n";
    assert_eq!(
        batch("--format tsv --to 2024", file),
        "note\tcagr\t2024\n\"a;b\"\t20\t46.73\n\"a\tb\"\t20\t46.73\n\"5\"\" disk\t\"\t20\t46.73\n"
    );
    // A CSV file may have semicolons, but not tabs.
    assert_eq!(batch("--format csv --to 2024", "x;cagr\n1;20\n"), "x;cagr;2024\n1;20;46.73\n");
    assert_eq!(
        batch("--format csv --to 2024", "x\tcagr\na,b\t20\n"),
        "x,cagr,2024\n\"a,b\",20,46.73\n"
    );
}

#[test]
fn verbose_states_the_assumptions() {
    let answer = piped("batch --verbose --unit million --to 2025", b"x,cagr\n1,20\n");
    assert_eq!(answer.code, Some(0));
    assert_eq!(
        answer.stderr,
        "\
Columns used: cagr. All other columns are copied unchanged.
Sizes without a unit are read in USD billion. The sizes for 2024 and later are written in USD million.
Empty cells take the report's own figures:
Computed at 26.808% per year, the CAGR implied by the published 2024 and 2034 sizes.
Published: USD 46.73 billion in 2024 and USD 502.42 billion in 2034. Every other year is computed.
At the stated CAGR of 26.81%, the size in 2025 would be USD 59,258.31 million (--follow cagr).
Source: Cervicorn Consulting, AI infrastructure.
"
    );
}

#[test]
fn follow_applies_to_rows_without_their_own_growth() {
    assert_eq!(
        batch("--follow cagr --from 2034 --digits 2", "base,cagr\n,\n51,\n,20\n"),
        "base,cagr,2034\n,,502.49\n51,,548.41\n,20,289.34\n"
    );
}

#[test]
fn a_dataset_sets_the_years_and_the_unit() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("widgets.toml"), super::fixtures::WIDGETS).unwrap();
    let answer = shell(
        "printf 'cagr\\n20\\n\\n' | aiinfra batch --data widgets.toml --unit billion",
        folder.path(),
    );
    assert_eq!(answer.stdout, "cagr,2025,2026,2027\n20,0.12,0.144,0.1728\n");
    let both = shell("aiinfra batch --data - < widgets.toml", folder.path());
    assert_eq!(both.code, Some(2));
    assert!(both.stderr.contains("`--data -` with scenarios from stdin"), "{}", both.stderr);
}

#[test]
fn an_invalid_header_is_an_error() {
    for (file, message) in [
        (
            "",
            "cannot read `stdin`: it is empty; expected a CSV file with at least one of the columns base, cagr, target, growth, actual and shape",
        ),
        (
            "name,rate\nx,20\n",
            "stdin: line 1: header `name, rate`: expected at least one of the columns base, cagr, target, growth, actual and shape; did you mean `cagr` by `rate`?",
        ),
        (
            "cagr,CAGR\n1,2\n",
            "stdin: line 1: column `cagr`: expected each of base, cagr, target, growth, actual and shape once",
        ),
        (
            "cagr,2030\n1,2\n",
            "stdin: line 1: column `2030`: expected another name, because a column with that name is added",
        ),
        (
            "cagr,x\r20,y\r",
            "stdin: line 1: lines end in carriage returns alone: expected line feeds",
        ),
        (
            "\"cagr\n20\n",
            "stdin: line 1: a quote is never closed: expected a closing quote after the text",
        ),
    ] {
        let (written, told) = refused("", file);
        assert_eq!((written.as_str(), told), ("", format!("error: {message}\n")), "{file:?}");
    }
    let (_, told) = refused("--layout tidy", "cagr,Year\n1,2\n");
    assert!(told.contains("column `year`: expected another name"), "{told}");
    let (_, told) = refused("--format ndjson", "cagr,x,x\n1,2,3\n");
    assert!(told.contains("column `x`: expected each column once"), "{told}");
}

#[test]
fn options_that_batch_cannot_use_are_errors() {
    for (options, message) in [
        (
            "--format table",
            "invalid value 'table' for '--format <FORMAT>'\n  [possible values: csv, tsv, ndjson]",
        ),
        (
            "-o x.md",
            "format `markdown`: expected csv, tsv or ndjson, which can be written row by row",
        ),
        ("-o x.json", "format `json`: expected csv, tsv or ndjson"),
        (
            "--from 2040",
            "--from: year `2040`: expected a year from 2024 to 2034, the years of the forecast",
        ),
        ("--from 2030 --to 2029", "2030 to 2029 ends before it begins"),
        (
            "--delimiter ab",
            "expected one character that is not part of a number, such as ; or |, or tab",
        ),
        ("--delimiter 5", "expected one character that is not part of a number"),
        ("--delimiter \"", "expected one character that is not part of a number"),
        ("--threads 0", "expected a whole number from 1 to 64"),
        ("--threads 65", "expected a whole number from 1 to 64"),
        ("missing.csv", "cannot read `missing.csv`: No such file or directory"),
        (".", "cannot read `.`: Is a directory"),
    ] {
        let (written, told) = refused(options, "cagr\n20\n");
        assert_eq!(written, "", "{options}");
        assert!(told.contains(message), "{options}: {told}");
    }
}

/// An invalid line and its error.
const BAD_LINES: &[(&str, &str)] = &[
    (
        ",thirty,",
        "cagr: growth rate `thirty`: expected a percentage per year above -100 and up to 1000000, such as 26.81 or -5%",
    ),
    (",-100,", "cagr: growth rate `-100`: expected a percentage per year above -100"),
    (",1e3,", "cagr: growth rate `1e3`: expected"),
    (",nan,", "cagr: growth rate `nan`: expected"),
    (
        ",\"26,81\",",
        "cagr: number `26,81`: expected a decimal point, and no separators between thousands",
    ),
    (",2000000,", "cagr: growth rate `2000000`: expected"),
    (
        "0,20,",
        "base: size `0`: expected a size above 0 and below 10^12 trillion, such as 46.73, 600bn or 1.2tn",
    ),
    ("-5,20,", "base: size `-5`: expected"),
    ("\"5\"\"0\",20,", "base: size `5\"0`: expected"),
    ("5k,20,", "base: size `5k`: expected"),
    ("\u{1b}[31m,20,", "base: size `\\u{1b}[31m`: expected"),
    (",,2024=50", "target: year `2024`: expected a year after 2024 and up to 2034"),
    (",,2040=50", "target: year `2040`: expected a year from 2024 to 2034"),
    (",,=50", "target: year ``: expected four digits"),
    (",,lots", "target: size `lots`: expected"),
    (",20,600", "`cagr` and `target` together: expected one of them"),
    (
        ",1000000,",
        "forecast for 2034: growth `1000000% per year from 46.73 billion in 2024`: expected sizes above 0 and below 10^12 trillion",
    ),
    ("1,", "number of cells `2`: expected 3, as in the header"),
    ("1,2,,4", "number of cells `4`: expected 3, as in the header"),
];

#[test]
fn an_invalid_row_ends_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let header = "base,cagr,target";
    for (line, message) in BAD_LINES {
        let file = format!("{header}\n,20,\n\n{line}\n,30,\n");
        fs::write(folder.path().join("plans.csv"), file).unwrap();
        let answer = shell("aiinfra batch plans.csv --from 2034 --digits 0", folder.path());
        let answered = format!("{header},2034\n,20,,289\n");
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), answered.as_str()), "{line}");
        let told = format!("error: plans.csv: line 4: {message}");
        assert!(answer.stderr.starts_with(&told), "{line}: {}", answer.stderr);
        assert_eq!(answer.stderr.lines().count(), 1, "{line}: {}", answer.stderr);
    }
}

#[test]
fn invalid_rows_can_be_skipped_and_the_first_ten_are_reported() {
    let mut file = "base,cagr,target\n".to_owned();
    for (line, _) in BAD_LINES {
        file += &format!("{line}\n,20,\n");
    }
    let answer = piped("batch --on-error skip --from 2034 --digits 0", file.as_bytes());
    assert_eq!(answer.code, Some(1));
    assert_eq!(
        answer.stdout,
        format!("base,cagr,target,2034\n{}", ",20,,289\n".repeat(BAD_LINES.len()))
    );
    let told: Vec<&str> = answer.stderr.lines().collect();
    assert_eq!(told.len(), 11, "{}", answer.stderr);
    for (at, (line, (_, message))) in told.iter().zip(BAD_LINES).take(10).enumerate() {
        assert!(
            line.starts_with(&format!("error: stdin: line {}: {message}", 2 * at + 2)),
            "{line}"
        );
    }
    let every = 2 * BAD_LINES.len();
    assert_eq!(
        told[10],
        format!(
            "error: stdin: skipped {} of {every} rows; the first ten are listed above",
            every / 2
        )
    );
}

#[test]
fn an_unclosed_quote_is_reported_with_its_line() {
    let (written, told) = refused("--to 2024", "x,cagr\n1,20\n\"2,30\n3,40\n");
    assert_eq!(written, "x,cagr,2024\n1,20,46.73\n");
    assert_eq!(
        told,
        "error: stdin: line 3: a quote is never closed: expected a closing quote after the text\n"
    );
    let long = format!("x,cagr\n1,20\n\"{}", "2,30\n".repeat(400_000));
    for options in ["--to 2024", "--to 2024 --on-error skip --threads 3"] {
        let (written, told) = refused(options, &long);
        assert_eq!(written, "x,cagr,2024\n1,20,46.73\n");
        let expected = "error: stdin: line 3: a row is longer than 1000000 bytes: expected a shorter one; check that every quote is closed\n";
        assert_eq!(told, expected);
    }
}

#[test]
fn unused_cells_may_hold_any_bytes_except_for_json() {
    let file = b"note,cagr\n\xff\x00'=1+1,20\n".as_slice();
    let output = super::program::with_input("batch --to 2024", file);
    assert_eq!(output.stdout, b"note,cagr,2024\n\xff\x00'=1+1,20,46.73\n");
    let (_, told) = refused("--to 2024 --format ndjson", file);
    assert!(told.contains("line 2: note: cell `"), "{told}");
    assert!(told.contains("expected UTF-8, because JSON allows no other encoding"), "{told}");
}

#[test]
fn a_file_is_written_completely_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    write("plans.csv", "cagr\n20\nlots\n");
    write("out.csv", "old");
    let answer = shell("aiinfra batch plans.csv -o out.csv", folder.path());
    assert_eq!(
        (answer.code, answer.stdout.as_str(), read("out.csv").as_str()),
        (Some(2), "", "old")
    );
    let answer =
        shell("aiinfra batch plans.csv -o out.csv --to 2024 --on-error skip", folder.path());
    assert_eq!((answer.code, read("out.csv").as_str()), (Some(1), "cagr,2024\n20,46.73\n"));
    write("plans.csv", "cagr,2024\n20,46.73\n");
    let answer = shell("aiinfra batch plans.csv -o out.ndjson", folder.path());
    assert_eq!(answer.code, Some(2));
    assert!(answer.stderr.contains("column `2024`: expected another name"), "{}", answer.stderr);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_input() {
    let folder = tempfile::tempdir().unwrap();
    let remark = "x".repeat(900);
    let rows = format!("{remark},20\n").repeat(60_000);
    fs::write(folder.path().join("plans.csv"), format!("remark,cagr\n{rows}")).unwrap();
    // The limit is 32 MB of data, for a file of 54 MB.
    let limited = "ulimit -d 32000; aiinfra batch plans.csv --to 2024 --threads 2 | tail -1";
    let answer = shell(limited, folder.path());
    assert_eq!((answer.stdout, answer.stderr), (format!("{remark},20,46.73\n"), String::new()));
}

#[test]
fn a_reader_that_stops_early_is_not_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "x,20\n".repeat(200_000);
    fs::write(folder.path().join("plans.csv"), format!("note,cagr\n{rows}")).unwrap();
    for threads in [1, 2, 5] {
        let script = format!("aiinfra batch plans.csv --threads {threads} | head -1");
        let answer = shell(&script, folder.path());
        let header = "note,cagr,2024,2025,2026,2027,2028,2029,2030,2031,2032,2033,2034\n";
        assert_eq!((answer.stdout.as_str(), answer.stderr.as_str()), (header, ""));
    }
    let full = shell("aiinfra batch plans.csv > /dev/full", folder.path());
    assert_eq!(full.code, Some(2));
    assert!(
        full.stderr.starts_with("error: cannot write to stdout: No space left"),
        "{}",
        full.stderr
    );
}

#[test]
fn rows_are_answered_as_they_arrive() {
    let mut running = started("batch --to 2024");
    let mut input = running.stdin.take().unwrap();
    let mut lines = BufReader::new(running.stdout.take().unwrap()).lines();
    input.write_all(b"cagr\n20\n").unwrap();
    assert_eq!(lines.next().unwrap().unwrap(), "cagr,2024");
    assert_eq!(lines.next().unwrap().unwrap(), "20,46.73");
    for _ in 0..3 {
        input.write_all(b"30\n4").unwrap();
        assert_eq!(lines.next().unwrap().unwrap(), "30,46.73");
        input.write_all(b"0\n").unwrap();
        assert_eq!(lines.next().unwrap().unwrap(), "40,46.73");
    }
    drop(input);
    assert!(running.wait().unwrap().success());
}

#[test]
fn a_header_without_rows_yields_a_header() {
    assert_eq!(batch("--to 2025", "cagr"), "cagr,2024,2025\n");
    assert_eq!(batch("--to 2025 --format ndjson", "cagr\n"), "");
    assert!(stdout("batch --help").contains("[FILE]"));
}

#[test]
fn quotes_in_the_header_do_not_hide_its_columns() {
    for (header, row) in [
        ("x,5;\"inch,cagr", "a,b,20"),
        ("\"a\r\nb\",\"CAGR\"", "x,20"),
        ("a,\"x;base;target;y\",cagr", "1,2,20"),
        ("x, cagr ,5\" disk", "1,20,2"),
    ] {
        let answer = piped("batch --to 2024", format!("{header}\n{row}\n").as_bytes());
        assert_eq!(answer.stdout, format!("{header},2024\n{row},46.73\n"));
    }
    // The header never ends in the middle of a quoted name.
    let answer = batch("--to 2024", "\"a\nb;c\";cagr\n1;20\n");
    assert_eq!(answer, "\"a\nb;c\";cagr;2024\n1;20;46.73\n");
    let (_, told) = refused("", "note,say\t\"hi,x\na,b,20\n");
    assert!(told.contains("line 1: header `"), "{told}");
}

#[test]
fn stray_quotes_do_not_join_rows() {
    let file = "id,note,cagr\n1,x,20\n2,\"open,30\n3,x,40\n4,\"close,50\n";
    let (written, told) = refused("--to 2024", file);
    assert_eq!(written, "id,note,cagr,2024\n1,x,20,46.73\n");
    let cell = "\"open,30\\n3,x,40\\n4,\"close";
    let expected = "nothing after the closing quote, and two quotes for a quote inside the text";
    assert_eq!(told, format!("error: stdin: line 3: cell `{cell}`: expected {expected}\n"));
    let (_, told) = refused("", "\"a\"b,cagr\n1,20\n");
    assert!(
        told.starts_with("error: stdin: line 1: cell `\"a\"b`: expected nothing after"),
        "{told}"
    );
}

#[test]
fn a_near_miss_of_a_column_name_is_reported() {
    for (header, told) in [
        ("base,growth_rate", "growth_rate` is copied, not used; did you mean `cagr`?"),
        ("base,CAGR_pct", "cagr_pct` is copied, not used; did you mean `cagr`?"),
        ("cagr,bsae", "bsae` is copied, not used; did you mean `base`?"),
        ("cagr,target_2030", "target_2030` is copied, not used; did you mean `target`?"),
    ] {
        let answer = piped("batch --to 2024", format!("{header}\n,\n").as_bytes());
        assert_eq!(answer.code, Some(0));
        assert_eq!(answer.stderr, format!("column `{told}\n"), "{header}");
    }
    assert_eq!(batch("--to 2024", "scenario,cagr,cagr_source,a\n,,,\n").lines().count(), 2);
}

#[test]
fn utf_16_and_decimal_commas_from_spreadsheets_are_errors() {
    let utf16: Vec<u8> =
        "\u{feff}cagr\r\n20\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (_, told) = refused("", utf16);
    assert!(told.contains("line 1: the file is in UTF-16: expected UTF-8"), "{told}");
    let (_, told) = refused("", "cagr;base\n26,81;\n");
    let expected = "line 2: cagr: number `26,81`: expected a decimal point, and no separators between thousands";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn skipped_rows_are_reported_even_if_reading_fails() {
    let file = format!("cagr,x\n20,1\nlots,2\n\"{}", "y".repeat(1_200_000));
    let (written, told) = refused("--to 2024 --on-error skip", file);
    assert_eq!(written, "cagr,x,2024\n20,1,46.73\n");
    let told: Vec<&str> = told.lines().collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("error: stdin: line 3: cagr: growth rate `lots`"), "{told:?}");
    assert!(
        told[1].starts_with("error: stdin: line 4: a row is longer than 1000000 bytes"),
        "{told:?}"
    );
}

#[test]
fn a_row_has_at_most_a_million_bytes() {
    for (length, code) in [(999_999, 0), (1_000_000, 2)] {
        let file = format!("cagr,x\n20,{}\n30,y\n", "x".repeat(length - 3));
        let answer = piped("batch --to 2024", file.as_bytes());
        assert_eq!(answer.code, Some(code), "{}", answer.stderr);
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("plans.csv"), file).unwrap();
        let from_file = shell("aiinfra batch plans.csv --to 2024", folder.path());
        assert_eq!((from_file.code, from_file.stdout), (Some(code), answer.stdout));
        let expected =
            if code == 0 { "" } else { "line 2: a row is longer than 1000000 bytes: expected" };
        assert!(from_file.stderr.contains(expected));
    }
}

#[test]
fn an_invalid_option_is_not_reported_as_an_error_in_the_file() {
    for (options, message) in [
        (
            "--from 2040",
            "error: --from: year `2040`: expected a year from 2024 to 2034, the years of the forecast\n",
        ),
        (
            "--data one.toml --follow cagr",
            "error: --follow cagr: the report states no CAGR: expected --follow sizes\n",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let stated = super::fixtures::WIDGETS.replace("[cagr]\nrate = 10\n", "");
        fs::write(folder.path().join("one.toml"), stated).unwrap();
        let answer = shell(&format!("echo cagr | aiinfra batch {options}"), folder.path());
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), message));
    }
}

/// Starts a run that has answered two blocks, so all its threads exist, and that waits for more input.
fn waiting(threads: u8) -> (Child, ChildStdin, Lines<BufReader<ChildStdout>>) {
    let mut running = started(&format!("batch --to 2024 --threads {threads}"));
    let mut input = running.stdin.take().unwrap();
    let mut lines = BufReader::new(running.stdout.take().unwrap()).lines();
    input.write_all(b"cagr\n20\n").unwrap();
    assert_eq!(lines.nth(1).unwrap().unwrap(), "20,46.73");
    input.write_all(b"30\n").unwrap();
    assert_eq!(lines.next().unwrap().unwrap(), "30,46.73");
    (running, input, lines)
}

#[test]
fn a_run_ends_at_an_invalid_row_while_its_input_is_open() {
    for threads in [1, 2, 4] {
        let (mut running, mut input, _lines) = waiting(threads);
        input.write_all(b"lots\n").unwrap();
        // The input is still open.
        assert_eq!(running.wait().unwrap().code(), Some(2), "{threads} threads");
        drop(input);
    }
}

#[test]
fn a_run_ends_when_its_reader_leaves_while_its_input_is_open() {
    for threads in [1, 2, 4] {
        let (mut running, mut input, lines) = waiting(threads);
        drop(lines);
        let ended = loop {
            // Another test may be starting a process, which holds the other end open for a moment.
            let _ = input.write_all(b"40\n");
            match running.try_wait().unwrap() {
                Some(ended) => break ended,
                None => thread::sleep(Duration::from_millis(1)),
            }
        };
        assert_eq!(ended.code(), Some(0), "{threads} threads");
        drop(input);
    }
}

#[test]
fn a_lone_carriage_return_in_a_cell_is_an_error() {
    let told =
        "expected quotes around a cell with a carriage return, or rows that end in LF or CRLF";
    for (row, cell) in [
        ("x\r=1+1,20\n", "x\\r=1+1"),
        (
            "some words that are longer\rthan a word of the machine,20\n",
            "some words that are longer\\rthan a word of the machine",
        ),
        ("x,20\r\r\n", "20\\r"),
        ("x,\r20\n", "\\r20"),
        ("\r,20\n", "\\r"),
    ] {
        for options in
            ["", "--digits 2", "--format ndjson", "--format tsv", "--layout tidy --digits 1"]
        {
            let file = format!("note,cagr\na,20\n{row}b,30\n");
            let answer = piped(&format!("batch --to 2024 -o /dev/null {options}"), file.as_bytes());
            let line = format!("error: stdin: line 3: cell `{cell}`: {told}\n");
            assert_eq!((answer.code, answer.stderr), (Some(2), line), "{row:?} {options}");
        }
    }
    // In quotes it is text. Before a line feed it is part of the line end.
    for file in ["note,cagr\n\"x\ry\",20\n", "note,cagr\nx,20\r\ny,20\r\n"] {
        let answer = piped("batch --to 2024 --digits 2", file.as_bytes());
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{file:?}");
    }
}
