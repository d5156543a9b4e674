//! Tests of `report`: its figures are those of the other commands, and each leads to how it was computed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::fixtures::{FALLING, SERVERS, WIDGETS};
use super::pages::{between, markdown, plain, tables};
use super::program::{command, run, shell, stdout};

/// The caption of the table of scenarios.
const SCENARIOS: &str = "Market size by scenario, with the difference from the report's forecast";

/// Everything that a page can show.
const ALL: &str = "report --actual 2025=62 --base 46 --scenario bear=20 --scenario bull=33";

#[test]
fn every_table_is_that_of_the_other_command() {
    let what_if = "--actual 2025=62 --base 46";
    let page = stdout(ALL);
    let page = tables(&page);
    let segments = |years: &str, columns: &str| {
        format!("segments region {years} {what_if} --columns {columns} --layout wide")
    };
    let calls = [
        ("Market size and growth by year", format!("forecast {what_if}")),
        ("Region: size by segment, USD billion", segments("--from 2024", "size")),
        ("Region: share by segment, %", segments("--year 2024,2034", "share")),
        ("Findings", "check".to_owned()),
        ("Published figures in this dataset", "sources".to_owned()),
    ];
    for (caption, call) in calls {
        let (table, expected) = (&page[caption], markdown(&call));
        assert_eq!(table.headings, expected.headings, "{caption}");
        assert_eq!(table.rows, expected.rows, "{caption}");
    }
}

#[test]
fn scenarios_and_ranges_are_those_of_the_other_commands() {
    let what_if = "--actual 2025=62 --scenario bear=20 --scenario bull=33";
    let page = stdout(&format!("report technology {what_if}"));
    // The what-if is the first of the scenarios.
    let expected = markdown(&format!("compare {what_if}"));
    let table = &tables(&page)[SCENARIOS];
    assert_eq!(table.headings[2], "what-if");
    assert_eq!([&table.headings[..2], &table.headings[3..]].concat(), expected.headings);
    for (row, expected) in table.rows.iter().zip(&expected.rows) {
        // Differences have a column of their own.
        assert_eq!([&row[..2], &row[4..]].concat().join(" "), expected.join(" "));
    }
    let alone = tables(&stdout("report technology --actual 2025=62"));
    let table = &alone[SCENARIOS];
    for (row, expected) in table.rows.iter().zip(markdown("compare --actual 2025=62").rows) {
        assert_eq!(row.join(" "), expected.join(" "));
    }

    let range = "Range of the market size, USD billion. ";
    for (intervals, caption, bands) in [
        (
            "--base 40..55 --cagr 20..33",
            "The market is below P5 with a probability of 5%; P50 is the median.",
            "Bands: P25 to P75 and P5 to P95.",
        ),
        ("--cagr 20..33 --within 100", "", "Band: lowest to highest size."),
        (
            "--base 40..50 --within 80 --quantiles 2.5,90 --actual 2026=80",
            "The market is below P2.5 with a probability of 2.5%.",
            "Band: P2.5 to P90.",
        ),
    ] {
        let page = stdout(&format!("report technology {intervals}"));
        let expected = markdown(&format!("range {intervals}"));
        let caption = match caption {
            "" => "Lowest and highest size, USD billion".to_owned(),
            _ => format!("{range}{caption}"),
        };
        let table = &tables(&page)[&caption];
        let legend = format!(
            "Range of the market size, USD billion. {bands} Dashed line: the report's forecast."
        );
        let mut charts = between(&page, "<figcaption>", "</figcaption>").map(plain);
        assert!(charts.any(|chart| chart == legend), "{intervals}: {page}");
        assert_eq!(table.headings, expected.headings, "{intervals}");
        assert_eq!(table.rows, expected.rows, "{intervals}");
    }
}

#[test]
fn the_headline_is_the_last_size() {
    let headline = |call: &str| {
        let page = stdout(call);
        let line = between(&page, "<p class=\"headline\">", "</p>").next().unwrap();
        plain(line)
    };
    assert_eq!(headline("report"), "USD 502.42 billion");
    assert_eq!(headline("report --cagr 30 --unit million --digits 0"), "USD 644,213 million");
    // An interval leaves the report's own forecast.
    assert_eq!(headline("report --cagr 20..33 --base 40..50"), "USD 502.42 billion");
    assert_eq!(
        headline("report --deflate 2 --currency EUR --exchange EUR=1.1"),
        "EUR 374.69 billion (2024 prices)"
    );
    let page = stdout("report --cagr 30");
    let own = "The report&#39;s own forecast for 2034 is USD 502.42 billion.";
    assert!(page.contains(own), "{page}");
    let computed = "Computed from published figures and inputs. <a href=\"#n1\">See note 1.</a>";
    assert!(page.contains(computed) && !page.contains("Computed: "), "{page}");
    assert!(stdout("report").contains("<p>Published by the report (M2, opening paragraph).</p>"));
}

#[test]
fn the_heading_says_what_the_headline_rests_on() {
    for (call, heading) in [
        ("report", "Market size in 2034"),
        ("report --follow cagr", "Market size in 2034, at the stated CAGR"),
        ("report --follow cagr --base 50", "What-if: market size in 2034"),
    ] {
        let page = stdout(call);
        assert_eq!(
            plain(between(&page, "<h2", "</h2>").next().unwrap().split_once('>').unwrap().1),
            heading
        );
    }
}

#[test]
fn the_key_names_the_marks_of_the_page() {
    let key = |page: &str| plain(between(page, "<p class=\"key\">", "</p>").next().unwrap());
    let computed =
        "Figures without a mark are computed. Select the small number after a figure to see how.";
    let dot = "Market size, USD billion. A dot marks a published size.";
    let both =
        "Market size, what-if, USD billion. A dot marks a published size, a diamond an input.";
    for (call, marks, chart) in [
        ("report", "Published", dot),
        (
            "report --base 46",
            "Published Input",
            "Market size, what-if, USD billion. A diamond marks an input.",
        ),
        ("report --actual 2025=62", "Published Input", both),
    ] {
        let page = stdout(call);
        assert_eq!(key(&page), format!("{marks} {computed}"), "{call}");
        assert_eq!(between(&page, "<figcaption>", "</figcaption>").next(), Some(chart), "{call}");
        let (before, after) = page.split_once("<p class=\"key\">").unwrap();
        assert!(!before.contains("<table") && after.contains("<table"), "{call}");
    }
    assert!(
        stdout("report region")
            .contains("<figcaption>Market size by region, USD billion</figcaption>")
    );
}

#[test]
fn a_warning_is_shown_once() {
    let page = stdout("report --data examples/markets/coherent.toml");
    let warnings: Vec<&str> = between(&page, "<p class=\"warning\">", "</p>").collect();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].ends_with("See <code>check</code>."), "{warnings:?}");
    let (headline, rest) = page.split_once("<section id=\"chart\"").unwrap();
    assert!(headline.contains(warnings[0]));
    assert!(rest.contains("<p class=\"note\">Computed at 26.441% per year"), "{rest}");
}

/// Returns the notes of a page: the text of each, and the notes it refers to.
fn notes(page: &str) -> BTreeMap<String, (String, Vec<String>)> {
    let (_, list) = page.split_once("<ol class=\"notes\">").unwrap();
    let note = |item: &str| {
        let (id, rest) = item.split_once("\">").unwrap();
        let others = between(rest, "href=\"#n", "\"").map(|number| format!("n{number}"));
        (format!("n{id}"), (plain(rest), others.collect()))
    };
    between(list, "<li id=\"n", "</li>").map(note).collect()
}

#[test]
fn every_figure_leads_to_published_and_given_figures() {
    for call in [ALL, "report --base 40..55 --cagr 20..33", "report --scenario bear=20 --deflate 2"]
    {
        let page = stdout(call);
        let ids: Vec<&str> = between(&page, " id=\"", "\"").collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{call}");
        for link in between(&page, "href=\"#", "\"") {
            assert!(unique.contains(link), "{call}: {link}");
        }
        let notes = notes(&page);
        assert!(notes.len() > 50, "{call}: {}", notes.len());
        for (id, (text, others)) in &notes {
            let is_leaf = text.contains(" published ") || text.contains(" given ");
            // A quantile of the normal distribution rests on a percentage alone.
            let is_constant = text.contains("NORM.S.INV(");
            assert_eq!(others.is_empty(), is_leaf || is_constant, "{call}: {id} {text}");
            assert_ne!(text.contains(" = "), is_leaf, "{call}: {id} {text}");
            let number = |id: &str| id[1..].parse::<usize>().unwrap();
            assert!(others.iter().all(|other| number(other) != number(id)), "{call}: {text}");
        }
        // Every cell with an amount or a rate leads to a note.
        let (tables, _) = page.split_once("id=\"check\"").unwrap();
        for cell in between(tables, "<td", "</td>") {
            let is_number = plain(&format!("<td{cell}")).chars().any(|c| c.is_ascii_digit());
            // No difference at all and the whole need no note.
            let is_constant =
                ["100.00", "0.00", "(0.00%)"].contains(&&*plain(&format!("<td{cell}")));
            assert!(!is_number || is_constant || cell.contains("href=\"#n"), "{call}: {cell}");
        }
    }
}

#[test]
fn a_note_holds_the_formula_and_the_place_of_publication() {
    let page = stdout("report region");
    let texts: Vec<String> = notes(&page).into_values().map(|(text, _)| text).collect();
    for expected in [
        "2034: 502.42 published for 2034 (M2, opening paragraph)",
        "26.8081% = (502.42 / 46.73)^(1/10) − 1",
        "2030: 194.30 = 46.73 × (1 + 26.8081%)^6",
        "Europe, 2030: 48.58 = 194.30 × 25%",
        "25% published for 2024 (R2, table of shares by region)",
    ] {
        assert!(texts.iter().any(|text| text == expected), "{expected}: {texts:#?}");
    }
    // A published figure leads on to its row among the sources.
    let (_, note) = page.split_once("502.42 <a href=\"#").unwrap();
    let (row, _) = note.split_once('"').unwrap();
    let (_, row) = page.split_once(&format!("<tr id=\"{row}\">")).unwrap();
    assert!(plain(row.split("</tr>").next().unwrap()).starts_with("value.2034"), "{row}");
}

#[test]
fn the_page_is_self_contained_and_the_same_every_time() {
    let page = stdout("report");
    assert_eq!(page, stdout("report --format html"));
    assert!(page.len() <= 120_000, "{}", page.len());
    for part in ["<script", "<link", "src=", "url(", "@import", "http-equiv=\"refresh", " on"] {
        let is_handler = |text: &str| between(text, "<", ">").any(|tag| tag.contains(part));
        let is_there =
            if part == " on" { is_handler(&page.replace(" on-", "")) } else { page.contains(part) };
        assert!(!is_there, "{part}");
    }
    assert!(!page.contains("href=\"http"), "an outside address");
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""), "{page}");
    for landmark in ["<header>", "<nav aria-label=", "<main>", "<footer>", "<html lang=\"en\">"] {
        assert_eq!(page.matches(landmark).count(), 1, "{landmark}");
    }
    for table in between(&page, "<table", "</table>") {
        assert!(table.contains("<caption") && table.contains("<thead>"), "{table}");
        assert!(
            table.contains("<th scope=\"col\"") && table.contains("<th scope=\"row\""),
            "{table}"
        );
    }
    // No level of headings is skipped.
    let mut last = 0;
    for level in between(&page, "<h", ">").filter_map(|tag| tag[..1].parse::<usize>().ok()) {
        assert!(level <= last + 1, "a heading {level} after {last}");
        last = level;
    }
    assert!(page.contains(concat!("aiinfra ", env!("CARGO_PKG_VERSION"))), "the version");
}

#[test]
fn dimensions_are_chosen_by_name() {
    let headings = |call: &str| {
        let page = stdout(call);
        between(&page, "<h3>", "</h3>").map(plain).collect::<Vec<_>>()
    };
    assert_eq!(headings("report"), ["Region", "Technology", "Deployment", "End Use"]);
    assert_eq!(headings("report end-use region end-use"), ["End Use", "Region"]);
    assert!(stdout("report region --scale log").contains("USD billion, log scale"));
    // One without shares has no sizes, and the page says so.
    let page = stdout("report offering");
    assert!(page.contains("no shares") || page.contains("no share"), "{page}");
}

#[test]
fn other_datasets_make_pages_too() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("widgets", WIDGETS), ("servers", SERVERS), ("falling", FALLING)] {
        let file = folder.path().join("market.toml");
        fs::write(&file, text).unwrap();
        let page = stdout(&format!("report --data {}", file.display()));
        assert!(page.contains("<p class=\"headline\">"), "{name}");
    }
}

#[test]
fn only_a_page_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let refused = |arguments: &str| {
        let answer = run(&format!("report {arguments}"));
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{arguments}");
        assert_eq!(answer.stderr.lines().count(), 1, "{arguments}: {}", answer.stderr);
        answer.stderr
    };
    let html = "expected html, because a report is a page, as in `aiinfra report -o report.html`";
    assert!(refused("--format csv").contains(&format!("`--format csv`: {html}")));
    assert!(refused(&format!("-o {}", file("x.csv"))).contains(html));
    for call in ["--layout wide", "--excel", "--decimal-comma", "--width 400", "--ascii"] {
        let sentence = refused(call);
        let (option, _) = call.split_once(' ').unwrap_or((call, ""));
        assert!(sentence.starts_with(&format!("error: `{option}")), "{sentence}");
        assert!(sentence.contains("expected no such option here"), "{sentence}");
    }
    assert!(refused("--within 80").contains("an interval as well"));
    assert!(refused("--quantiles 5,95").contains("an interval as well"));
    assert!(refused("nowhere").contains("nowhere"));
    assert!(refused("--cagr 20..30 --within 100 --quantiles 5").contains("hard bounds"));
    assert!(refused("--scenario forecast=3").contains("expected another name"));
    assert!(refused("--cagr 20 --target 500").contains("only one of them"));
    // The file is whole, whatever it is called.
    for name in ["report.html", "report.HTM", "report"] {
        let answer = run(&format!("report region -o {}", file(name)));
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(0), ""), "{}", answer.stderr);
        assert_eq!(fs::read_to_string(file(name)).unwrap(), stdout("report region"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_the_right_call() {
    if !super::program::is_installed("script") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let answer = shell("script -qec 'aiinfra report region' /dev/null", folder.path());
    assert!(answer.stdout.contains("as in `aiinfra report -o report.html`"), "{}", answer.stdout);
    assert!(!answer.stdout.contains("<html"), "{}", answer.stdout);
}

/// Returns the call that a page names for a workbook of its forecast.
#[cfg(feature = "xlsx")]
fn workbook_call(page: &str) -> String {
    let named: Vec<&str> = page
        .split("To get this forecast as a workbook with live formulas, run: <code>")
        .skip(1)
        .collect();
    assert_eq!(named.len(), 1, "{page}");
    let call = named[0].split("</code>").next().unwrap();
    call.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&").replace("&lt;", "<")
}

#[cfg(feature = "xlsx")]
#[test]
fn the_call_for_a_workbook_asks_about_the_forecast_of_the_page() {
    let folder = super::documents::with_example_markets();
    fs::create_dir(folder.path().join("it's here")).unwrap();
    fs::copy(folder.path().join("straits.toml"), folder.path().join("it's here/a b.toml")).unwrap();
    fs::copy(folder.path().join("straits.toml"), folder.path().join("a b.toml")).unwrap();
    let indexes: String = (2024..=2034).map(|year| format!("{year},{}\n", year - 1924)).collect();
    fs::write(folder.path().join("cpi.csv"), format!("year,index\n{indexes}")).unwrap();
    fs::write(folder.path().join("cases.csv"), "scenario,cagr\nslow,10\n").unwrap();
    for (options, expected) in [
        ("report region", "forecast"),
        (
            "report --actual 2025=62,2026=80 --keep end",
            "forecast --actual 2025=62,2026=80 --keep end",
        ),
        (
            "report --growth 2025..2028=35 --path stated",
            "forecast --growth 2025..2028=35 --follow stated",
        ),
        ("report --base 40..55 --cagr 20..33 --quantiles 5,50,95", "forecast"),
        ("report --base 50bn --cagr 20..33 --scenario bear=20", "forecast --base 50bn"),
        ("report --scenarios cases.csv --cagr=-3 --notes full --verbose", "forecast --cagr=-3"),
        (
            "report --shape fade=10 --extend 2040 --color always",
            "forecast --shape fade=10 --extend 2040",
        ),
        (
            "--unit mn report --currency EUR --exchange EUR=1.08 --digits 3 --scale log -o page.html",
            "forecast --unit mn --digits 3 --scale log --currency EUR --exchange EUR=1.08",
        ),
        ("report --deflate ./cpi.csv --prices 2025", "forecast --deflate cpi.csv --prices 2025"),
        ("report --data \"it's here/a b.toml\"", "forecast --data 'a b.toml'"),
    ] {
        let script = format!(
            "aiinfra {options}{}",
            if options.contains("-o") { "; cat page.html" } else { "" }
        );
        let page = shell(&script, folder.path());
        assert_eq!((page.code, page.stderr.as_str()), (Some(0), ""), "{options}");
        let call = workbook_call(&page.stdout);
        let (question, file) = call.rsplit_once(" -o ").unwrap();
        assert_eq!(
            (question, file),
            (&*format!("aiinfra {expected}"), "forecast.xlsx"),
            "{options}"
        );
        let written = shell(&call, folder.path());
        assert_eq!((written.code, written.stderr.as_str()), (Some(0), ""), "{call}");
        assert!(folder.path().join(file).exists(), "{call}");
        // It has the same figures.
        let question = question.replace(" --scale log", "");
        let table = shell(&format!("{question} -f markdown --notes none"), folder.path()).stdout;
        let last = table.lines().rfind(|line| line.starts_with('|')).unwrap();
        let size = last.split('|').nth(2).unwrap().trim();
        let headline = between(&page.stdout, "<p class=\"headline\">", "</p>").next().unwrap();
        assert!(headline.contains(size), "{question}: {headline}");
    }
    // Without an option: the dataset may come from the environment.
    let page = shell("AIINFRA_DATA=straits.toml aiinfra report", folder.path()).stdout;
    assert_eq!(workbook_call(&page), "aiinfra forecast --data straits.toml -o forecast.xlsx");
}

#[test]
fn scenarios_come_from_a_file_too() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cases.csv"), "scenario,cagr\nslow,10\n").unwrap();
    let answer = shell("aiinfra report region --scenarios cases.csv", folder.path());
    assert!(answer.stdout.contains(">slow<"), "{}", answer.stderr);
    let answer = shell("aiinfra report --scenarios cases.csv -o cases.csv", folder.path());
    assert_eq!(answer.code, Some(2), "{}", answer.stderr);
    let output = command().args(["report", "--help"]).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("aiinfra report -o report.html"));
}

#[test]
fn what_every_scenario_assumes_is_on_the_page() {
    let scenarios = ["a=10", "b=15", "c=20", "d=25", "e=30", "f=33"];
    let options: Vec<String> =
        scenarios.iter().map(|scenario| format!("--scenario {scenario}")).collect();
    let page = stdout(&format!("report region {}", options.join(" ")));
    for scenario in scenarios {
        let (name, rate) = scenario.split_once('=').unwrap();
        assert!(page.contains(&format!("{name}: assumes {rate}% per year")), "{scenario}");
    }
    assert!(!page.contains("more scenarios"));
}
