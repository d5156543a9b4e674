//! Tests of every command in every format, and of formats that read back as the values written.

use std::collections::BTreeMap;

use aiinfra::render::{Canvas, FORMATS, Style};
use aiinfra::wording::Verbosity;
use aiinfra::{About, Cell, Column, GrowthRate, Market, Note, Table, Unit, Year};
use serde_json::Value;

use super::fixtures::given;
use super::program::{bytes, csv, stdout, table_examples};

/// Calls, each with a figure that prints the same at two decimals and at full precision.
const CALLS: &[(&str, &str)] = &[
    ("forecast", "502.42"),
    ("forecast --cagr 33.3 --unit million", "33.3"),
    ("segments", "18.22"),
    ("segments region --from 2024 --to 2034 --follow cagr", "18.22"),
    ("cagr --start 46.73 --end 250 --rate 26.81", "26.81"),
    ("goal 300 --year 2030 --actual 2025=62", "300"),
    ("when 250 --follow cagr", "2032"),
    ("compare --scenario bear=20 --cagr 30 --from 2033", "502.42"),
    ("sweep --cagr 20..30:5 --base 46.73,51", "644.21"),
    ("range --base 40..55 --cagr 20..33 --from 2030", "190.68"),
    ("sensitivity --year 2030 --base 40..55", "320.14"),
    ("check", "86%"),
    ("sources", "46.73"),
];

/// Returns those calls and the examples in the help.
fn calls() -> Vec<String> {
    let chosen = CALLS.iter().map(|(call, _)| (*call).to_owned());
    chosen.chain(table_examples()).collect()
}

/// Rows as maps from column to text. An absent value is an empty text.
type Rows = Vec<BTreeMap<String, String>>;

fn from_records(records: &[Vec<String>]) -> Rows {
    let keyed = |row: &Vec<String>| records[0].iter().cloned().zip(row.iter().cloned()).collect();
    records[1..].iter().map(keyed).collect()
}

fn from_objects(objects: &[Value]) -> Rows {
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_f64().unwrap().to_string(),
        other => panic!("{other}"),
    };
    let keyed = |object: &Value| {
        let entries = object.as_object().unwrap().iter().filter(|(key, _)| *key != "basis");
        entries.map(|(key, value)| (key.clone(), text(value))).collect()
    };
    objects.iter().map(keyed).collect()
}

#[test]
fn csv_tsv_json_and_ndjson_hold_the_same_values() {
    for command in &calls() {
        let expected = from_records(&csv(command));
        let json: Value =
            serde_json::from_str(&stdout(&format!("{command} --format json"))).unwrap();
        assert_eq!(from_objects(json["rows"].as_array().unwrap()), expected, "{command}");

        let lines: Vec<Value> = stdout(&format!("{command} --format ndjson"))
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(from_objects(&lines), expected, "{command}");

        let tsv = stdout(&format!("{command} --format tsv"));
        let records: Vec<Vec<String>> =
            tsv.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect();
        assert_eq!(from_records(&records), expected, "{command}");
    }
}

#[test]
fn full_precision_reads_back_as_the_number_written_to_twenty_digits() {
    for command in calls().iter().filter(|command| *command != "sources") {
        let shortest = csv(command);
        let long = csv(&format!("{command} --digits 20"));
        for (short, long) in shortest.iter().flatten().zip(long.iter().flatten()) {
            match (short.parse::<f64>(), long.parse::<f64>()) {
                (Ok(short), Ok(long)) => assert_eq!(short.to_bits(), long.to_bits(), "{command}"),
                _ => assert_eq!(short, long, "{command}"),
            }
        }
    }
}

#[test]
fn json_names_the_market_and_carries_the_notes() {
    let json: Value =
        serde_json::from_str(&stdout("forecast --unit million --format json")).unwrap();
    assert_eq!(json["market"], "AI infrastructure");
    assert_eq!((&json["currency"], &json["unit"]), (&"USD".into(), &"million".into()));
    let note = &json["notes"][0];
    assert!(note["text"].as_str().unwrap().starts_with("Computed at 26.808%"));
    assert_eq!(
        (&note["kind"], &note["years"]),
        (&"joining-growth".into(), &[2024, 2034][..].into())
    );
    assert_eq!(note["rate"], 26.808_134_562_272_762);
    assert_eq!(json["rows"][0]["growth_pct"], Value::Null);
    assert_eq!(json["rows"][10]["value_usd_million"], 502_420);
}

#[test]
fn json_keeps_the_digits_asked_for() {
    let json = stdout("forecast --year 2030 --format ndjson --digits 3");
    let start = "{\"year\":2030,\"value_usd_billion\":194.303,\"growth_pct\":26.808,\"basis\":";
    assert!(json.starts_with(start), "{json}");
    let json = stdout("forecast --year 2034 --format ndjson --digits 3");
    assert!(json.contains("502.420,"), "{json}");
}

#[test]
fn markdown_is_a_table_with_the_notes_as_a_list() {
    let text = stdout("forecast --from 2033 --format markdown");
    let expected = "\
| Year | USD billion | Growth % |
| ---: | ---: | ---: |
| 2033 | 396.20 | 26.81 |
| 2034 | 502.42 | 26.81 |

- Computed at 26.808% per year, the CAGR implied by the published 2024 and 2034 sizes.
";
    assert!(text.starts_with(expected), "{text}");
}

#[test]
fn the_table_is_plain_unless_color_is_asked_for() {
    for command in &calls() {
        let plain = stdout(command);
        assert!(!plain.contains('\u{1b}'), "{command}");
        let colored = stdout(&format!("{command} --color always"));
        assert!(colored.starts_with("\u{1b}[1m"), "{command}");
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain, "{command}");
        assert_eq!(stdout(&format!("{command} --color never")), plain, "{command}");
    }
    assert!(!stdout("forecast --format csv --color always").contains('\u{1b}'));
}

#[test]
fn color_follows_the_conventions_of_the_environment() {
    let starts_bold = |name: &str, value: &str| {
        let output = super::program::command().arg("forecast").env(name, value).output().unwrap();
        output.stdout.starts_with(b"\x1b[1m")
    };
    assert!(starts_bold("CLICOLOR_FORCE", "1"));
    assert!(!starts_bold("NO_COLOR", "1"));
}

#[test]
fn every_command_answers_in_every_format() {
    for format in FORMATS {
        // A chart is for the terminal, not for a file.
        assert_eq!(format.extensions.is_empty(), format.canvas == Some(Canvas::Terminal));
        for command in calls() {
            if format.canvas.is_some() && !has_picture(&command) {
                continue;
            }
            let call = format!("{command} --format {}", format.name);
            if format.is_binary {
                // Its figures are tested with a spreadsheet program.
                assert!(bytes(&call).starts_with(b"PK"), "{call}");
                continue;
            }
            let text = stdout(&call);
            assert!(text.ends_with('\n'), "{command}, {}", format.name);
            if format.canvas.is_some() {
                // Its figures are tested with each kind of picture.
                continue;
            }
            let figure = CALLS.iter().find(|(call, _)| *call == command).map(|(_, figure)| *figure);
            assert!(text.contains(figure.unwrap_or("")), "{command}, {}: {text}", format.name);
        }
    }
}

/// Whether the answer is a single picture: it has sizes, and at most one dimension over several years.
fn has_picture(command: &str) -> bool {
    let words: Vec<&str> = command.split(' ').collect();
    let is_drawn =
        !["cagr", "check", "sources", "track"].contains(&words[0]) && !command.contains("--layout");
    let is_divided =
        words[0] == "segments" && words.get(1).is_none_or(|word| word.starts_with('-'));
    is_drawn && !(is_divided && command.contains("--from"))
}

#[test]
fn more_digits_than_are_guaranteed_are_an_error() {
    let style = Style { digits: Some(21), ..Style::default() };
    let error = FORMATS[0].write(&hostile(), style).unwrap_err();
    assert_eq!(error.to_string(), "number of decimals `21`: expected 0 to 20");
}

fn hostile() -> Table {
    let market = Market::embedded().unwrap();
    let words = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "a|b", "a,b", "say \"hi\"", "a\nb", "x=1"];
    let row = |word: &&str| {
        vec![
            Cell::Text((*word).to_owned()),
            Cell::from(&given("-5.5".parse::<GrowthRate>().unwrap())),
        ]
    };
    let columns = vec![Column::text("word", "Word"), Column::percent("growth", "Growth")];
    let rows = words.iter().map(row).collect::<Vec<Vec<Cell>>>();
    Table::new(About::default(), (market.currency().clone(), Unit::Billion), columns, rows)
}

fn rendered(name: &str) -> String {
    let format = FORMATS.iter().find(|format| format.name == name).unwrap();
    String::from_utf8(format.write(&hostile(), Style::default()).unwrap()).unwrap()
}

#[test]
fn formula_like_text_is_guarded_and_numbers_are_not() {
    let text = rendered("csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    let words: Vec<&str> = records.iter().map(|record| &record[0]).collect();
    let guarded =
        ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "a|b", "a,b", "say \"hi\"", "a\nb", "x=1"];
    assert_eq!(words, guarded);
    assert!(records.iter().all(|record| &record[1] == "-5.5"));
}

#[test]
fn json_leaves_text_unchanged() {
    let lines: Vec<Value> =
        rendered("ndjson").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["word"], "=1+1");
    assert_eq!(lines[9]["word"], "a\nb");
}

#[test]
fn no_text_ends_its_markdown_cell() {
    assert!(rendered("markdown").contains("| a\\|b | -5.50 |\n"));
    assert!(rendered("markdown").contains("| a b | -5.50 |\n"), "{}", rendered("markdown"));
}

#[test]
fn an_error_has_color_on_request() {
    let is_colored = |arguments: &str| {
        let answer = super::program::run(arguments);
        assert_eq!(answer.code, Some(2), "{arguments}");
        answer.stderr.contains("\u{1b}[")
    };
    // This works even if the other arguments do not parse.
    for arguments in ["forecast --yaer 2030", "forecast --year 1"] {
        assert!(!is_colored(arguments), "{arguments}");
        assert!(is_colored(&format!("--color always {arguments}")), "{arguments}");
        assert!(is_colored(&format!("--color=always {arguments}")), "{arguments}");
        assert!(is_colored(&format!("--color never {arguments} --color always")), "{arguments}");
        assert!(!is_colored(&format!("--color always {arguments} --color never")), "{arguments}");
    }
}

#[test]
fn no_text_becomes_markup() {
    let words = [
        ("&#x202e;abc", "\\&\\#x202e;abc"),
        ("~~~", "\\~\\~\\~"),
        ("~~gone~~", "\\~\\~gone\\~\\~"),
        ("# title", "\\# title"),
        ("$x$", "\\$x\\$"),
        ("<b>", "\\<b>"),
        ("![a](b)", "!\\[a](b)"),
        // Lists, quotations, rules and underlined titles begin at the start of a line.
        ("- item", "\\- item"),
        ("+ item", "\\+ item"),
        ("> said", "\\> said"),
        ("1. first", "1\\. first"),
        ("12) twelfth", "12\\) twelfth"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("    code", "code"),
        // A complete address becomes a link. Text that cannot be one is escaped.
        ("https://a.com/x_y?a=1&b=2", "<https://a.com/x_y?a=1&b=2>"),
        ("See (http://a.com/~x_y).", "See (<http://a.com/~x_y>)."),
        ("http://a.com/**b**\u{a0}p. 5", "<http://a.com/**b**>\u{a0}p. 5"),
        ("(https://a.com/x_(y)),", "(<https://a.com/x_(y)>),"),
        ("https://a.com/&#x202e;x", "https\\://a.com/\\&\\#x202e;x"),
        ("https://a.com/<b>x", "https\\://a.com/\\<b>x"),
        ("https://a.com/a|b", "https\\://a.com/a\\|b"),
        ("https://", "https\\://"),
        ("www.a.com/x_y", "www\\.a.com/x\\_y"),
        ("ftp://a.com/x_y", "ftp\\://a.com/x\\_y"),
        ("26.81% a year", "26.81% a year"),
        ("2024: a year", "2024: a year"),
    ];
    let market = Market::embedded().unwrap();
    let columns = vec![Column::text("word", "Word")];
    let rows = words.map(|(word, _)| vec![Cell::Text(word.to_owned())]).to_vec();
    let of = (market.currency().clone(), Unit::Billion);
    let table = Table {
        notes: words.iter().map(|(word, _)| beginning_with(word)).collect(),
        ..Table::new(About::default(), of, columns, rows)
    };
    let format = FORMATS.iter().find(|format| format.name == "markdown").unwrap();
    let full = Style { notes: Some(Verbosity::Full), ..Style::default() };
    let text: &str = str::from_utf8(format.write(&table, full).unwrap().leak()).unwrap();
    let end = ": covers 2024 to 2034; other years are blank.";
    let word = |line: &'static str| line.strip_prefix("- ")?.strip_suffix(end);
    let notes: Vec<&str> = text.lines().filter_map(word).collect();
    assert_eq!(notes, words.map(|(_, escaped)| escaped));
    let cells: Vec<&str> = text.lines().skip(2).take(6).collect();
    let expected: Vec<String> =
        words.iter().take(6).map(|(_, escaped)| format!("| {escaped} |")).collect();
    assert_eq!(cells, expected);
}

/// Returns a note that begins with that text.
fn beginning_with(text: &str) -> Note {
    let [first, last] = [2024, 2034].map(|year| Year::new(year).unwrap());
    Note::Coverage { name: text.to_owned(), first, last }
}
