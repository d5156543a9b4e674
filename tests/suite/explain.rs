//! Tests of `--explain`: how figures are computed, back to published and given figures.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Deserializer, Value};

use super::documents::{blocks, calls, document, readme, with_example_markets};
use super::program::{run, shell, stdout};

/// Returns the text between the table and the notes.
fn explained(arguments: &str) -> String {
    let answer = run(&format!("{arguments} --explain"));
    assert_eq!(answer.stderr, "", "{arguments}");
    answer.stdout.split("\n\n").nth(1).unwrap().trim_end().to_owned()
}

/// Returns the rows of an answer as JSON.
fn rows(arguments: &str) -> Vec<Value> {
    let text = stdout(&format!("{arguments} --format json"));
    let document: Value = serde_json::from_str(&text).unwrap();
    document["rows"].as_array().unwrap().clone()
}

/// Returns the basis of each figure in a column.
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
    assert_eq!(explained("forecast --follow cagr"), expected);
    let expected = "\
2026–2033: 62 × (1 + 26.1723%)^(year − 2025)
2025, growth: 32.68% = 62 / 46.73 − 1
  62        given (--actual 2025)
  26.1723%  = (502.42 / 62)^(1/9) − 1
  46.73     published for 2024 (M1, opening paragraph)
  502.42    published for 2034 (M2, opening paragraph)";
    assert_eq!(explained("forecast --actual 2025=62 --keep end"), expected);
    let expected = "\
2024–2031: 55.82 × (1 + 20.7323%)^(year − 2023)
  55.82     published for 2023
  20.7323%  = (304.23 / 55.82)^(1/9) − 1
  304.23    published for 2032";
    assert_eq!(explained("forecast --data examples/markets/straits.toml"), expected);
}

#[test]
fn an_unnamed_intermediate_figure_is_shown_where_it_is_used() {
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
2032, size that year: 312.44 = 46.73 × (1 + 26.8081%)^8
  250       given (size)
  46.73     published for 2024 (M1, opening paragraph)
  26.8081%  = (502.42 / 46.73)^(1/10) − 1
  502.42    published for 2034 (M2, opening paragraph)";
    assert_eq!(explained("when 250"), expected);
}

#[test]
fn a_goal_is_explained_with_the_growth_it_is_compared_with() {
    let expected = "\
2030, needed CAGR: 36.33% = (300 / 46.73)^(1/6) − 1
2030, gap: 9.52 pp = 36.33% − 26.8081%
  300       given (size)
  46.73     published for 2024 (M1, opening paragraph)
  26.8081%  = (502.42 / 46.73)^(1/10) − 1
  502.42    published for 2034 (M2, opening paragraph)";
    assert_eq!(explained("goal 300 --year 2030"), expected);
}

#[test]
fn computed_values_of_check_are_labeled_by_rule_and_subject() {
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
fn a_batch_explains_how_rows_are_computed() {
    let script = "printf 'cagr\\n20\\n' | aiinfra batch --from 2033 --digits 2 --explain";
    let answer = shell(script, tempfile::tempdir().unwrap().path());
    assert_eq!(answer.stdout, "cagr,2033,2034\n20,241.12,289.34\n");
    let expected = "\
A row's size is base × (1 + cagr)^(year − 2024). With a target, cagr is (target / base)^(1/(target year − 2024)) − 1. \
A row with neither grows as the report does. Growth of a single year replaces its rate, and an actual its size. From the report's own base:
2033: 396.20 = 46.73 × (1 + 26.8081%)^9
";
    assert!(answer.stderr.starts_with(expected), "{}", answer.stderr);
}

#[test]
fn separate_years_and_small_figures_are_explained_individually() {
    let told = explained("forecast --year 2026,2030");
    assert!(told.starts_with("2026: 75.14 = 46.73 × (1 + 26.8081%)^2\n2030: 194.30 = "), "{told}");
    let told = explained(
        "segments technology --year 2026 --segment-cagr machine-learning=30 --unit trillion",
    );
    assert!(told.contains("Deep Learning 2026: 0.02855 = 0.07514 − 0.04659\n"), "{told}");
}

#[test]
fn a_scenario_is_explained_with_its_difference_from_the_forecast() {
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
            "CAGR: 26.81% = (502.42 / 46.73)^(1/10) − 1",
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
fn figures_that_print_alike_are_distinguished() {
    let expected = "\
2026–2033: 46.73 × (1 + 30.1991%)^(year − 2025)
2025, growth: 0.00% = 46.73 / 46.73 [value.2024] − 1
  46.73               given (--actual 2025)
  30.1991%            = (502.42 / 46.73)^(1/9) − 1
  46.73 [value.2024]  published for 2024 (M1, opening paragraph)
  502.42              published for 2034 (M2, opening paragraph)";
    assert_eq!(explained("forecast --actual 2025=46.73 --keep end"), expected);
    let alike = explained("compare --cagr 26.81 --follow cagr --year 2034");
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
fn figures_name_their_report_if_there_are_several() {
    let told = explained("compare --with examples/markets/straits.toml --year 2030");
    for part in [
        "  46.73     published for 2024 by Cervicorn Consulting, AI infrastructure (M1, opening paragraph)\n",
        "  55.82     published for 2023 by Straits Research, AI infrastructure\n",
    ] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn formats_without_notes_explain_on_stderr() {
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
fn a_row_states_the_basis_of_its_figures() {
    let sizes = bases("forecast", "value_usd_billion");
    assert_eq!((&*sizes[0], &*sizes[10]), ("published", "published"));
    assert!(sizes[1..10].iter().all(|basis| basis == "computed"));
    let with_actual = bases("forecast --actual 2025=62 --to 2026", "value_usd_billion");
    assert_eq!(with_actual, ["published", "given", "computed"]);
    let growth = bases("forecast --actual 2025=62 --growth 2027=10 --to 2027", "growth_pct");
    assert_eq!(growth, ["none", "computed", "computed", "given"]);

    // A figure is published in the years it was printed for. In other years it is computed.
    let share = bases("segments region --year 2024 --year 2030", "share_pct");
    assert_eq!(share, ["published", "computed"].repeat(4));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("late.toml");
    let report = "market = { name = 'M', publisher = 'P', currency = 'USD', unit = 'billion' }\n\
                  value = [{ year = 2024, size = '10' }, { year = 2028, size = '20' }]\n\
                  cagr = { rate = '19', from = 2026, to = 2027 }\n";
    fs::write(&file, report).unwrap();
    let stated = format!("forecast --follow cagr --data {}", file.display());
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

/// Returns the keys of a row's figures: numbers, and texts that hold a number with its printed digits.
fn figures(row: &Value) -> BTreeSet<&str> {
    let is_figure = |(key, value): &(&String, &Value)| {
        let is_number =
            value.is_number() || value.as_str().is_some_and(|text| text.parse::<f64>().is_ok());
        is_number && *key != "year"
    };
    row.as_object().unwrap().iter().filter(is_figure).map(|(key, _)| key.as_str()).collect()
}

/// Returns a command line changed to print JSON with explanations.
fn as_json(command: &str) -> String {
    const COMPUTING: [&str; 10] = [
        "forecast",
        "segments",
        "cagr",
        "goal",
        "when",
        "compare",
        "sweep",
        "sensitivity",
        "consensus",
        "check",
    ];
    let mut words = Vec::new();
    let mut rest = command.split(' ').peekable();
    while let Some(word) = rest.next() {
        match word {
            "--format" | "--digits" | "-o" => {
                rest.next();
            }
            "--decimal-comma" => {}
            // Later commands read output that the program no longer prints.
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
fn every_answer_in_the_guide_states_the_basis_of_its_figures() {
    let mut answers = 0;
    let pages = [readme(), document("guide.md"), document("datasets.md")];
    for block in pages.iter().flat_map(|page| blocks(page, "console")) {
        let folder = with_example_markets();
        for (command, _) in calls(&block) {
            let answer = shell(&as_json(&command), folder.path());
            // A tidy row has the basis of its figure in a column.
            if !answer.stdout.starts_with('{') || command.contains("tidy") {
                continue;
            }
            for document in Deserializer::from_str(&answer.stdout).into_iter::<Value>() {
                // Output after the answer comes from other commands.
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
fn a_two_way_table_is_explained_with_the_given_values() {
    let told = explained("sweep --cagr 20,30 --base 42,51");
    assert!(!told.starts_with(':'), "{told}");
    for part in ["42 ", "51 ", "20% ", "30% ", "given (--base)", "given (--cagr)"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn a_given_figure_names_its_scenario() {
    let told = explained("compare --scenario bear=20 --scenario calm=20 --year 2034");
    for name in ["bear", "calm"] {
        let is_it = |line: &&str| line.contains("given (") && line.contains(name);
        assert_eq!(told.lines().filter(is_it).count(), 1, "{name}: {told}");
    }
}

#[test]
fn no_figure_is_explained_by_itself_alone() {
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
fn a_pattern_does_not_depend_on_the_order_of_explanations() {
    let told = explained("forecast --target 2030=300");
    assert!(told.contains("\n2031–2034: 300 × (1 + 36.3288%)^(year − 2030)\n"), "{told}");
    let told = explained("forecast --growth 2027=10 --from 2028");
    let line = "2028–2034: 46.73 × (1 + 26.8081%)^2 × (1 + 10%) × (1 + 26.8081%)^(year − 2027)\n";
    assert!(told.starts_with(line), "{told}");
    let told = explained("compare --scenario bear=20 --to 2026");
    assert!(!told.contains("size / size"), "{told}");
}
