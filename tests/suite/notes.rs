//! `--notes`, and the warnings that no answer is without.

use serde_json::Value;

use super::program::{Answer, run, shell, stdout};

fn at_markets(script: &str) -> Answer {
    shell(script, concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets").as_ref())
}

const CONTRADICTION: &str = "Warning: this report's figures contradict each other: the stated CAGR is 24%, but the \
                             sizes imply 26.441%. See `check`.";

/// Calls about figures that rest on a report.
const CALLS: [&str; 8] = [
    "forecast --year 2030",
    "segments region --year 2026",
    "goal 300 --year 2030",
    "when 250",
    "compare --scenario bear=20 --year 2030",
    "sweep --cagr 20 --base 90",
    "sources",
    "cagr --from 2027 --to 2030",
];

#[test]
fn a_report_that_contradicts_itself_is_warned_of_in_every_answer_and_format() {
    for call in CALLS {
        for format in ["table", "markdown", "csv", "tsv", "json", "ndjson"] {
            for notes in ["", "--notes short", "--notes full", "--notes none"] {
                let answer = at_markets(&format!(
                    "aiinfra {call} --data coherent.toml --format {format} {notes}"
                ));
                let shown = match format {
                    "json" if !notes.contains("none") => json_texts(&answer.stdout),
                    "markdown" => answer.stdout.replace('\\', "") + &answer.stderr,
                    _ => answer.stdout + &answer.stderr,
                };
                assert_eq!(
                    shown.matches(CONTRADICTION).count(),
                    1,
                    "{call} {format} {notes}: {shown}"
                );
                assert_eq!(answer.code, Some(0), "{call}");
            }
        }
    }
    let batch = at_markets("echo cagr | aiinfra batch --data coherent.toml --to 2026");
    assert_eq!(batch.stderr, format!("{CONTRADICTION}\n"));
}

fn json_texts(text: &str) -> String {
    let json: Value = serde_json::from_str(text).unwrap();
    let notes = json["notes"].as_array().unwrap().iter();
    notes.map(|note| note["text"].as_str().unwrap().to_owned() + "\n").collect()
}

#[test]
fn the_embedded_report_does_not_contradict_itself() {
    let market = aiinfra::Market::embedded().unwrap();
    assert!(aiinfra::warning::contradiction(&market, None).is_none());
    for call in CALLS.map(|call| call.replace("2026", "2030")) {
        assert!(!stdout(&call).contains("Warning"), "{call}");
    }
}

#[test]
fn short_notes_say_what_figures_rest_on_in_a_line_or_two() {
    let expected = "\
Year  USD billion  Growth %
────────────────────────────
2030       194.30     26.81

Computed at 26.808% per year, the CAGR implied by the published 2024 and 2034 sizes.
Cervicorn Consulting, AI infrastructure.  (--notes full, --explain)
";
    assert_eq!(stdout("forecast --year 2030"), expected);
    assert_eq!(stdout("forecast --year 2030 --notes short"), expected);
    let table = expected.split("\n\n").next().unwrap().to_owned() + "\n";
    assert_eq!(stdout("forecast --year 2030 --notes none"), table);
    // The base year alone has no growth.
    let base = stdout("forecast --year 2024");
    assert!(
        base.contains("\nPublished: USD 46.73 billion in 2024 and USD 502.42 billion"),
        "{base}"
    );
    let explained = stdout("forecast --year 2030 --explain");
    assert!(explained.ends_with("Cervicorn Consulting, AI infrastructure.  (--notes full)\n"));
    let markdown = stdout("forecast --year 2030 --format markdown");
    assert!(markdown.ends_with("\n- Cervicorn Consulting, AI infrastructure.\n"), "{markdown}");
}

#[test]
fn dimensions_that_rest_on_the_same_say_so_once() {
    let table = stdout("segments --year 2030");
    let sentence = "Shares are as published for 2024 and assumed constant in other years.";
    assert_eq!(table.matches(sentence).count(), 1, "{table}");
    assert!(
        table.contains("End Use: the shares add up to 86%; the rest is not itemized."),
        "{table}"
    );
}

#[test]
fn many_scenarios_are_counted_and_not_listed() {
    let table = stdout("compare --cagr 20..30:1 --year 2034");
    assert!(
        table.contains(
            "cagr 23%: assumes 23% per year from 2024. The full notes list 7 more scenarios."
        ),
        "{table}"
    );
    assert!(!table.contains("cagr 24%: assumes"), "{table}");
    assert!(
        stdout("compare --cagr 20..30:1 --year 2034 --notes full").contains("\ncagr 30%: assumes")
    );
}

#[test]
fn json_has_every_note_unless_fewer_are_asked_for() {
    let kinds = |notes: &str| -> Vec<String> {
        let text = stdout(&format!("forecast --year 2030 --format json {notes}"));
        let json: Value = serde_json::from_str(&text).unwrap();
        let kinds = json["notes"].as_array().unwrap().iter();
        kinds.map(|note| note["kind"].as_str().unwrap().to_owned()).collect()
    };
    let full = ["joining-growth", "published", "comparison", "source"];
    assert_eq!(
        (kinds("")[..].to_vec(), kinds("--notes full")),
        (full.map(str::to_owned).to_vec(), kinds(""))
    );
    assert_eq!(kinds("--notes short"), ["joining-growth", "source"]);
    assert!(kinds("--notes none").is_empty());
}

#[test]
fn csv_has_notes_on_stderr_when_asked_for() {
    let on_stderr =
        |options: &str| run(&format!("forecast --year 2030 --format csv {options}")).stderr;
    assert_eq!(on_stderr("--notes full"), "");
    assert_eq!(on_stderr("--verbose").lines().count(), 4);
    assert_eq!(on_stderr("--verbose --notes short").lines().count(), 2);
    assert_eq!(on_stderr("--verbose --notes none"), "");
}

#[test]
fn slips_are_pointed_out_once() {
    for (call, warning) in [
        ("forecast --cagr 0.3", "0.3 is 0.3% per year; for 30% write 30."),
        ("forecast --growth 2027=-0.25", "-0.25 is -0.25% per year; for -25% write -25."),
        ("compare --scenario bear=0.2", "0.2 is 0.2% per year; for 20% write 20."),
        ("sweep --cagr 0.2,0.3 --base 50", "0.2 is 0.2% per year; for 20% write 20."),
        (
            "segments deployment --segment-cagr cloud=0.35",
            "0.35 is 0.35% per year; for 35% write 35.",
        ),
        (
            "segments deployment --segment-share cloud=0.45",
            "a share of 0.45 is 0.45%; for 45% write 45.",
        ),
        ("cagr --start 50 --end 60 --rate 0.26", "0.26 is 0.26% per year; for 26% write 26."),
        ("compare --cagr 26,81", "26,81 means two rates, 26% and 81%; for one rate write 26.81."),
        (
            "sweep --cagr 26,81 --base 50",
            "26,81 means two rates, 26% and 81%; for one rate write 26.81.",
        ),
        (
            "forecast --actual 2025=62000",
            "USD 62,000 billion in 2025 is 1,046 times the forecast of USD 59.26 billion; check the unit.",
        ),
        (
            "forecast --base 0.05bn",
            "USD 0.05 billion in 2024 is 0.11% of the forecast of USD 46.73 billion; check the unit.",
        ),
        (
            "forecast --target 2030=300000",
            "USD 300,000 billion in 2030 is 1,544 times the forecast of USD 194.30 billion; check the unit.",
        ),
        (
            "goal 300000 --year 2030",
            "USD 300,000 billion in 2030 is 1,544 times the forecast of USD 194.30 billion; check the unit.",
        ),
    ] {
        let table = stdout(call);
        let line = format!("\n\nWarning: {warning}\n");
        assert!(table.contains(&line), "{call}: {table}");
        assert_eq!(table.matches("Warning").count(), 1, "{call}: {table}");
        let csv = run(&format!("{call} --format csv"));
        assert_eq!(csv.stderr, format!("Warning: {warning}\n"), "{call}");
    }
    for call in [
        "compare --cagr 20,30",
        "compare --cagr 0.5,1.5",
        "compare --cagr 0,5",
        "sweep --cagr -5..5:2.5 --base 50",
        "forecast --cagr 0",
        "forecast --actual 2025=5bn",
        "goal 5tn --year 2034",
    ] {
        assert!(!stdout(call).contains("Warning"), "{call}");
    }
}

#[test]
fn a_year_where_a_size_belongs_is_refused_with_the_right_call() {
    for (call, right) in
        [("when 2030", "forecast --year 2030"), ("goal 2030 --year 2034", "goal 300bn --year 2030")]
    {
        let answer = run(call);
        let line = format!(
            "error: size `2030` looks like a year: expected a size, such as 300bn; did you mean `aiinfra {right}`?\n"
        );
        assert_eq!((answer.code, answer.stderr), (Some(2), line), "{call}");
    }
    // With a unit, or where the market has such sizes, it is one.
    assert_eq!(run("when 2030bn").code, Some(1));
    assert_eq!(run("when 2040").code, Some(1));
    let folder = tempfile::tempdir().unwrap();
    let text = super::fixtures::WIDGETS.replace("\"120\"", "\"1950\"").replace("145.2", "2100");
    std::fs::write(folder.path().join("own.toml"), text).unwrap();
    let answer = shell("aiinfra when 2026 --data own.toml", folder.path());
    assert_eq!(answer.code, Some(0), "{}", answer.stderr);
}

#[test]
fn near_misses_are_met_with_what_was_meant() {
    for (call, tip) in [
        ("forcast", "did you mean 'forecast'?"),
        ("scenario", "did you mean 'compare --scenario bear=20 --scenario bull=33'?"),
        ("plot", "did you mean 'segments region --from 2024 -o regions.svg'?"),
        ("page", "did you mean 'report -o report.html'?"),
        ("2030", "a year goes with a command: 'forecast --year 2030'"),
        ("--quiet", "did you mean '--notes none'?"),
        ("forecast --quiet", "did you mean '--notes none'?"),
        ("forecast --chart", "did you mean '--format chart'?"),
        ("forecast --png", "did you mean '--format svg'?"),
        ("forecast --years 2030", "did you mean '--year'?"),
        ("forecast --rate 30", "did you mean '--cagr PCT'?"),
        ("forecast --scenario bear=20", "'--scenario' is an option of compare and report"),
        ("forecast --csv", "did you mean '--format csv'?"),
        ("check file.toml", "did you mean '--data file.toml'?"),
        ("compare file.toml", "did you mean '--with file.toml'?"),
        ("compare plans.csv", "did you mean '--scenarios plans.csv'?"),
        ("goal 2030 300", "did you mean 'goal 300 --year 2030'?"),
        ("goal 300 2030", "did you mean 'goal 300 --year 2030'?"),
    ] {
        let answer = run(call);
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{call}");
        assert!(answer.stderr.contains(&format!("\n  tip: {tip}\n")), "{call}: {}", answer.stderr);
        assert_eq!(answer.stderr.matches("tip:").count(), 1, "{call}: {}", answer.stderr);
        let program = call.split(' ').next().filter(|_| call.contains(' ')).unwrap_or("[OPTIONS]");
        assert!(
            answer.stderr.contains(&format!("\nUsage: aiinfra {program} ")),
            "{}",
            answer.stderr
        );
    }
    #[cfg(feature = "xlsx")]
    for (call, tip) in [
        ("excel", "did you mean 'forecast -o forecast.xlsx'?"),
        ("Workbook", "did you mean 'forecast -o forecast.xlsx'?"),
        ("segments --xlsx", "did you mean '-o FILE.xlsx'?"),
        ("forecast --excel-file", "did you mean '-o FILE.xlsx'?"),
    ] {
        let answer = run(call);
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{call}");
        assert!(answer.stderr.contains(&format!("\n  tip: {tip}\n")), "{call}: {}", answer.stderr);
    }
    for call in ["frobnicate", "forecast --frobnicate"] {
        assert!(!run(call).stderr.contains("tip:"), "{call}");
    }
}

#[test]
fn the_names_of_version_1_are_still_accepted() {
    for (old, new) in [
        ("forecast --path stated", "forecast --follow cagr"),
        ("forecast --path endpoints", "forecast --follow sizes"),
        ("forecast --follow stated", "forecast --follow cagr"),
        ("forecast --actual 2025=62 --hold end", "forecast --actual 2025=62 --keep end"),
        ("forecast --actual 2025=62 --hold rate", "forecast --actual 2025=62 --keep growth"),
        ("forecast --unit bn", "forecast --unit billion"),
        ("forecast --unit MN", "forecast --unit million"),
    ] {
        assert_eq!(stdout(old), stdout(new), "{old}");
    }
    for hidden in ["--path", "--hold", "endpoints", "stated,"] {
        assert!(!stdout("help forecast").contains(hidden), "{hidden}");
    }
}

#[test]
fn a_warning_is_brighter_than_other_notes() {
    let text = stdout("forecast --cagr 0.3 --year 2030 --color always");
    assert!(text.contains("\u{1b}[33mWarning: 0.3 is"), "{text}");
    assert!(text.contains("\u{1b}[2mAssumes 0.3%"), "{text}");
}
