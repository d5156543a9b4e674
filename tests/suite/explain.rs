//! `--explain`: how the figures of an answer are computed, down to what is published and given.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Deserializer, Value};

use super::documents::{blocks, calls, readme, with_example_markets};
use super::program::{run, shell, stdout};

/// What stands between the table and the notes.
fn explained(arguments: &str) -> String {
    let answer = run(&format!("{arguments} --explain"));
    assert_eq!(answer.stderr, "", "{arguments}");
    answer.stdout.split("\n\n").nth(1).unwrap().trim_end().to_owned()
}

/// The rows of an answer as JSON.
fn rows(arguments: &str) -> Vec<Value> {
    let text = stdout(&format!("{arguments} --format json"));
    let document: Value = serde_json::from_str(&text).unwrap();
    document["rows"].as_array().unwrap().clone()
}

/// What the figures of a column rest on, row by row.
fn bases(arguments: &str, column: &str) -> Vec<String> {
    let basis = |row: &Value| row["basis"][column].as_str().unwrap_or("none").to_owned();
    rows(arguments).iter().map(basis).collect()
}

#[test]
fn a_year_is_computed_from_published_figures_with_their_place() {
    let expected = "\
2030: 194.30 = 46.73 × (1 + 26.8081%)^6
  46.73     published for 2024 (M1, opening paragraph)
  26.8081%  = (502.42 / 46.73)^(1/10) − 1
  502.42    published for 2034 (M2, opening paragraph)";
    assert_eq!(explained("forecast --year 2030"), expected);
    let expected = "\
2030: 194,302.53 = 46730 × (1 + 26.8081%)^6
  46730     published for 2024 (M1, opening paragraph)
  26.8081%  = (502420 / 46730)^(1/10) − 1
  502420    published for 2034 (M2, opening paragraph)";
    assert_eq!(explained("forecast --year 2030 --unit million"), expected);
    let expected = "\
2030: 194.302534 = 46.73 × (1 + 26.80813456%)^6
  46.73         published for 2024 (M1, opening paragraph)
  26.80813456%  = (502.42 / 46.73)^(1/10) − 1
  502.42        published for 2034 (M2, opening paragraph)";
    assert_eq!(explained("forecast --year 2030 --digits 6"), expected);
}

#[test]
fn years_that_follow_one_pattern_are_one_line() {
    let expected = "\
2025–2033: 46.73 × (1 + 26.8081%)^(year − 2024)
  46.73     published for 2024 (M1, opening paragraph)
  26.8081%  = (502.42 / 46.73)^(1/10) − 1
  502.42    published for 2034 (M2, opening paragraph)";
    assert_eq!(explained("forecast"), expected);
    let expected = "\
2025–2034: 46.73 × (1 + 26.81%)^(year − 2024)
  46.73   published for 2024 (M1, opening paragraph)
  26.81%  published for 2025 to 2034 (M3, opening paragraph)";
    assert_eq!(explained("forecast --path stated"), expected);
    let expected = "\
2026–2033: 62 × (1 + 26.1723%)^(year − 2025)
2025, growth: 32.68% = 62 / 46.73 − 1
  62        given (--actual 2025)
  26.1723%  = (502.42 / 62)^(1/9) − 1
  46.73     published for 2024 (M1, opening paragraph)
  502.42    published for 2034 (M2, opening paragraph)";
    assert_eq!(explained("forecast --actual 2025=62 --hold end"), expected);
    let expected = "\
2024–2031: 55.82 × (1 + 20.7323%)^(year − 2023)
  55.82     published for 2023
  20.7323%  = (304.23 / 55.82)^(1/9) − 1
  304.23    published for 2032";
    assert_eq!(explained("forecast --data examples/markets/straits.toml"), expected);
}

#[test]
fn a_figure_without_a_name_stands_where_it_is_used() {
    let expected = "\
On-premises 2034: 189.48 = 239.34 × 57% / (57% + 15%)
Cloud 2034: 263.08 = 46.73 × 28% × (1 + 35%)^10
Hybrid 2034: 49.86 = 239.34 × 15% / (57% + 15%)
On-premises 2034, share: 37.71% = 189.48 / 502.42
Cloud 2034, share: 52.36% = 263.08 / 502.42
Hybrid 2034, share: 9.92% = 49.86 / 502.42
  239.34  = 502.42 − 263.08
  57%     published for 2024 (D1, table of shares by deployment)
  15%     published for 2024 (D3, table of shares by deployment)
  46.73   published for 2024 (M1, opening paragraph)
  28%     published for 2024 (D2, table of shares by deployment)
  35%     given (--segment-cagr cloud)
  502.42  published for 2034 (M2, opening paragraph)";
    let arguments = "segments deployment --segment-cagr cloud=35 --year 2034";
    assert_eq!(explained(arguments), expected);
    let expected = "\
2032, years from 2024: 7.06 = ln(250 / 46.73) / ln(1 + 26.8081%)
2032, size then: 312.44 = 46.73 × (1 + 26.8081%)^8
  250       given (size)
  46.73     published for 2024 (M1, opening paragraph)
  26.8081%  = (502.42 / 46.73)^(1/10) − 1
  502.42    published for 2034 (M2, opening paragraph)";
    assert_eq!(explained("when 250"), expected);
}

#[test]
fn a_goal_is_told_with_the_growth_that_it_is_compared_with() {
    let expected = "\
2030, needed: 36.33% = (300 / 46.73)^(1/6) − 1
2030, gap: 9.52 pp = 36.33% − 26.8081%
  300       given (size)
  46.73     published for 2024 (M1, opening paragraph)
  26.8081%  = (502.42 / 46.73)^(1/10) − 1
  502.42    published for 2034 (M2, opening paragraph)";
    assert_eq!(explained("goal 300 --year 2030"), expected);
}

#[test]
fn what_check_computes_is_told_by_rule_and_subject() {
    let told = explained("check");
    for line in [
        "shares, end-use, computed: 86.00% = 52% + 19% + 15%\n",
        "cagr, base, computed: 26.81% = (502.42 / 46.73)^(1/10) − 1\n",
        "  52%                      published for 2024 (E1, table of shares by end use)\n",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
}

#[test]
fn a_batch_tells_how_its_rows_are_computed() {
    let script = "printf 'cagr\\n20\\n' | aiinfra batch --from 2033 --digits 2 --explain";
    let answer = shell(script, tempfile::tempdir().unwrap().path());
    assert_eq!(answer.stdout, "cagr,2033,2034\n20,241.12,289.34\n");
    let expected = "\
A row's size is base × (1 + cagr)^(year − 2024). With a target, cagr is (target / base)^(1/(its year − 2024)) − 1. \
A row with neither grows as the report does, which from the report's own base is:
2033: 396.20 = 46.73 × (1 + 26.8081%)^9
";
    assert!(answer.stderr.starts_with(expected), "{}", answer.stderr);
}

#[test]
fn years_apart_and_small_figures_are_told_as_they_are() {
    let told = explained("forecast --year 2026,2030");
    assert!(told.starts_with("2026: 75.14 = 46.73 × (1 + 26.8081%)^2\n2030: 194.30 = "), "{told}");
    let told = explained(
        "segments technology --year 2026 --segment-cagr machine-learning=30 --unit trillion",
    );
    assert!(told.contains("Deep Learning 2026: 0.02855 = 0.07514 − 0.04659\n"), "{told}");
}

#[test]
fn a_scenario_is_told_with_its_distance_from_the_forecast() {
    let told = explained("compare --scenario bear=20 --year 2034");
    for part in [
        "bear 2034: 289.34 = 46.73 × (1 + 20%)^10\n",
        "bear 2034, delta: −213.08 = 289.34 − 502.42\n",
        "bear 2034, delta %: −42.41% = 289.34 / 502.42 − 1\n",
        "  46.73   published for 2024 (M1, opening paragraph)\n",
        "  20%     given (",
        "  502.42  published for 2034 (M2, opening paragraph)",
    ] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn any_three_of_start_end_years_and_rate_give_the_fourth() {
    let given = |lines: &[&str]| format!("\n  {}", lines.join("\n  "));
    for (arguments, computed, leaves) in [
        (
            "--start 46.73 --end 502.42 --years 10",
            "rate: 26.81% = (502.42 / 46.73)^(1/10) − 1",
            given(&["502.42  given (--end)", "46.73   given (--start)", "10      given (--years)"]),
        ),
        (
            "--start 46.73 --end 250 --rate 26.81",
            "years: 7.06 = ln(250 / 46.73) / ln(1 + 26.81%)",
            given(&["250     given (--end)", "46.73   given (--start)", "26.81%  given (--rate)"]),
        ),
        (
            "--start 964bn --years 2 --rate=-5%",
            "end: 870.01 = 964 × (1 − 5%)^2",
            given(&["964  given (--start)", "−5%  given (--rate)", "2    given (--years)"]),
        ),
        (
            "--end 964bn --years 2.5 --rate=-5%",
            "start: 1,095.89 = 964 / (1 − 5%)^2.5",
            given(&["964  given (--end)", "−5%  given (--rate)", "2.5  given (--years)"]),
        ),
    ] {
        assert_eq!(explained(&format!("cagr {arguments}")), format!("{computed}{leaves}"));
    }
}

#[test]
fn two_figures_that_print_alike_are_told_apart() {
    let expected = "\
2026–2033: 46.73 × (1 + 30.1991%)^(year − 2025)
2025, growth: 0.00% = 46.73 / 46.73 [value.2024] − 1
  46.73               given (--actual 2025)
  30.1991%            = (502.42 / 46.73)^(1/9) − 1
  46.73 [value.2024]  published for 2024 (M1, opening paragraph)
  502.42              published for 2034 (M2, opening paragraph)";
    assert_eq!(explained("forecast --actual 2025=46.73 --hold end"), expected);
    let alike = explained("compare --cagr 26.81 --path stated --year 2034");
    for part in [
        "forecast 2034: 502.49 = 46.73 × (1 + 26.81%)^10\n",
        "cagr 26.81% 2034: 502.49 = 46.73 × (1 + 26.81% [cagr])^10\n",
        "  26.81%         published for 2025 to 2034 (M3, opening paragraph)\n",
        "  26.81% [cagr]  given (--cagr",
    ] {
        assert!(alike.contains(part), "{alike}");
    }
}

#[test]
fn a_report_is_named_where_there_are_several() {
    let told = explained("compare --with examples/markets/straits.toml --year 2030");
    for part in [
        "  46.73     published for 2024 by Cervicorn Consulting, AI infrastructure (M1, opening paragraph)\n",
        "  55.82     published for 2023 by Straits Research, AI infrastructure\n",
    ] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn a_format_without_room_leaves_it_to_stderr() {
    for format in ["csv", "tsv"] {
        let arguments = format!("forecast --year 2030 --format {format}");
        let answer = run(&format!("{arguments} --explain"));
        assert_eq!((answer.code, answer.stdout), (Some(0), stdout(&arguments)));
        assert_eq!(answer.stderr.trim_end(), explained("forecast --year 2030"));
    }
    let (plain, explained) =
        ("forecast --year 2030 --format markdown", explained("forecast --year 2030"));
    let answer = run(&format!("{plain} --explain"));
    let leaf = "published for 2024 (M1, opening paragraph)";
    assert!(answer.stdout.contains(leaf) && explained.contains(leaf), "{}", answer.stdout);
    assert_eq!(answer.stderr, "");
}

#[test]
fn a_row_says_what_its_figures_rest_on() {
    let sizes = bases("forecast", "value_usd_billion");
    assert_eq!((&*sizes[0], &*sizes[10]), ("published", "published"));
    assert!(sizes[1..10].iter().all(|basis| basis == "computed"));
    let with_actual = bases("forecast --actual 2025=62 --to 2026", "value_usd_billion");
    assert_eq!(with_actual, ["published", "given", "computed"]);
    let growth = bases("forecast --actual 2025=62 --growth 2027=10 --to 2027", "growth_pct");
    assert_eq!(growth, ["none", "computed", "computed", "given"]);

    // A figure holds for the years that it is printed for, and is carried to others.
    let share = bases("segments region --year 2024 --year 2030", "share_pct");
    assert_eq!(share, ["published", "computed"].repeat(4));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("late.toml");
    let report = "market = { name = 'M', publisher = 'P', currency = 'USD', unit = 'billion' }\n\
                  value = [{ year = 2024, size = '10' }, { year = 2028, size = '20' }]\n\
                  cagr = { rate = '19', from = 2026, to = 2027 }\n";
    fs::write(&file, report).unwrap();
    let stated = format!("forecast --path stated --data {}", file.display());
    assert_eq!(
        bases(&stated, "growth_pct"),
        ["none", "computed", "published", "published", "computed"]
    );
    assert_eq!(bases(&stated, "value_usd_billion")[4], "computed");

    let goal = "goal 300 --year 2030";
    assert_eq!(bases(goal, "goal_usd_billion"), ["given"]);
    assert_eq!(bases(goal, "needed_rate_pct"), ["computed"]);
    let sweep = "sweep --cagr 20 --base 42";
    assert_eq!(bases(sweep, "base_usd_billion"), ["given"]);
    assert_eq!(bases(sweep, "value_usd_billion"), ["computed"]);
}

/// The keys of a row's figures: of its numbers, and of texts that are numbers with the digits they were printed with.
fn figures(row: &Value) -> BTreeSet<&str> {
    let is_figure = |(key, value): &(&String, &Value)| {
        let is_number =
            value.is_number() || value.as_str().is_some_and(|text| text.parse::<f64>().is_ok());
        is_number && *key != "year"
    };
    row.as_object().unwrap().iter().filter(is_figure).map(|(key, _)| key.as_str()).collect()
}

/// A command line with JSON for its format, and an explanation.
fn as_json(command: &str) -> String {
    const COMPUTING: [&str; 8] =
        ["forecast", "segments", "cagr", "goal", "when", "compare", "sweep", "check"];
    let mut words = Vec::new();
    let mut rest = command.split(' ').peekable();
    while let Some(word) = rest.next() {
        match word {
            "--format" | "--digits" | "-o" => {
                rest.next();
            }
            "--decimal-comma" => {}
            // What follows reads what the program no longer prints.
            "|" => break,
            _ => words.push(word.to_owned()),
        }
        let is_next = rest.peek().is_some_and(|next| COMPUTING.contains(next));
        if is_next && word == "aiinfra" {
            words.extend(["--format", "json", "--explain"].map(str::to_owned));
        }
    }
    words.join(" ")
}

#[test]
fn every_answer_of_the_readme_says_what_its_figures_rest_on() {
    let mut answers = 0;
    for block in blocks(&readme(), "console") {
        let folder = with_example_markets();
        for (command, _) in calls(&block) {
            let answer = shell(&as_json(&command), folder.path());
            if !answer.stdout.starts_with('{') {
                continue;
            }
            for document in Deserializer::from_str(&answer.stdout).into_iter::<Value>() {
                // What comes after the answer is not its own.
                let Ok(document) = document else { break };
                answers += 1;
                for row in document["rows"].as_array().unwrap() {
                    let bases = row["basis"].as_object();
                    let keys: BTreeSet<&str> =
                        bases.into_iter().flatten().map(|(key, _)| key.as_str()).collect();
                    assert_eq!(keys, figures(row), "{command}: {row}");
                    let known = ["published", "given", "computed"].map(Value::from);
                    let mut bases = bases.into_iter().flatten();
                    assert!(bases.all(|(_, basis)| known.contains(basis)), "{command}: {row}");
                }
            }
        }
    }
    assert!(answers >= 30, "{answers}");
}

#[test]
fn a_two_way_table_is_told_with_what_was_given() {
    let told = explained("sweep --cagr 20,30 --base 42,51");
    assert!(!told.starts_with(':'), "{told}");
    for part in ["42 ", "51 ", "20% ", "30% ", "given (--base)", "given (--cagr)"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn a_figure_of_a_scenario_is_told_by_its_name() {
    let told = explained("compare --scenario bear=20 --scenario calm=20 --year 2034");
    for name in ["bear", "calm"] {
        let is_it = |line: &&str| line.contains("given (") && line.contains(name);
        assert_eq!(told.lines().filter(is_it).count(), 1, "{name}: {told}");
    }
}

#[test]
fn no_figure_is_told_by_itself() {
    for arguments in [
        "segments technology --segment-share machine-learning=50 --year 2030",
        "segments technology --segment-cagr machine-learning=20 --year 2030",
    ] {
        for line in explained(arguments).lines() {
            let (_, told) = line.split_once(": ").unwrap_or(("", line));
            if let Some((value, computed)) = told.trim_start().split_once(" = ") {
                let mut figures = computed.split([' ', '(', ')', '^']);
                assert!(!figures.any(|figure| figure == value.trim()), "{line}");
            }
        }
    }
}

#[test]
fn a_pattern_is_the_same_before_and_after_its_figures_are_told() {
    let told = explained("forecast --target 2030=300");
    assert!(told.contains("\n2031–2034: 300 × (1 + 36.3288%)^(year − 2030)\n"), "{told}");
    let told = explained("forecast --growth 2027=10 --from 2028");
    let line = "2028–2034: 46.73 × (1 + 26.8081%)^2 × (1 + 10%) × (1 + 26.8081%)^(year − 2027)\n";
    assert!(told.starts_with(line), "{told}");
    let told = explained("compare --scenario bear=20 --to 2026");
    assert!(!told.contains("size / size"), "{told}");
}
