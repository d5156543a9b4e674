//! Tests of `compare --with`: other markets next to this one.

use super::program::{Answer, shell};

fn call(arguments: &str) -> Answer {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    shell(&format!("aiinfra compare {arguments}"), folder.as_ref())
}

fn answered(arguments: &str) -> String {
    let answer = call(arguments);
    // Coherent's figures contradict each other, so an answer without notes has a warning on stderr.
    let is_warned = arguments.contains("coherent") && arguments.contains("csv");
    let warning = if is_warned { COHERENT } else { "" };
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), warning), "{arguments}");
    answer.stdout
}

const COHERENT: &str = "Warning: Coherent Market Insights' figures contradict each other: the stated CAGR is 24%, but the sizes imply 26.441%. See `check`.\n";

#[test]
fn several_publishers_are_compared_on_one_market() {
    let text =
        answered("--with straits.toml --with coherent.toml --year 2030 --format csv --digits 2");
    assert_eq!(
        text,
        "scenario,year,value_usd_billion,delta_usd_billion,delta_pct\n\
         forecast,2030,194.30,0.00,0.00\n\
         Straits Research,2030,208.72,14.41,7.42\n\
         Coherent Market Insights,2030,230.03,35.73,18.39\n"
    );
    let text = answered("--with straits.toml coherent.toml --year 2030 --notes full");
    for part in [
        "2030                 194.30   208.72 (+7.42%)          230.03 (+18.39%)\n",
        COHERENT,
        "\nDifferences are from the forecast by Cervicorn Consulting.\n",
        "\nStraits Research: computed at 20.732% per year, the CAGR implied by the published 2023 and 2032 sizes.\n",
        "\nCoherent Market Insights: published: USD 90 billion in 2026 and USD 465 billion in 2033.",
        "\nSource for Straits Research: AI infrastructure, https://straitsresearch.com/",
        "\nSource: Cervicorn Consulting, AI infrastructure.\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn short_notes_have_a_line_for_each_publisher() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    let script = "COLUMNS=80 aiinfra compare --with straits.toml coherent.toml --year 2030";
    let table = shell(script, folder.as_ref()).stdout;
    let expected = "
Warning: Coherent Market Insights' figures contradict each other: the stated
CAGR is 24%, but the sizes imply 26.441%. See `check`.
Differences are from the forecast by Cervicorn Consulting. Assumes that the
reports define the market and the year alike; this is unverified.
Cervicorn Consulting: 26.808% per year, implied by its 2024 and 2034 sizes.
Straits Research: 20.732% per year, implied by its 2023 and 2032 sizes.
Coherent Market Insights: 26.441% per year, implied by its 2026 and 2033 sizes.
(--notes full, --explain)
";
    assert!(table.ends_with(expected), "{table}");
}

#[test]
fn a_year_that_a_market_lacks_is_left_blank() {
    let rows = |arguments: &str| -> Vec<String> {
        let text = answered(&format!("{arguments} --layout wide --format csv --digits 0"));
        text.lines().map(str::to_owned).collect()
    };
    let all = rows("--with straits.toml coherent.toml");
    assert_eq!(all[0], "year,forecast,Straits Research,Coherent Market Insights");
    assert_eq!(all.len(), 1 + (2023..=2034).count());
    assert_eq!(all[1..5], ["2023,,56,", "2024,47,67,", "2025,59,81,", "2026,75,98,90"]);
    assert_eq!(all[12], "2034,502,,");
    assert_eq!(
        rows("--with straits.toml --from 2032")[1..],
        ["2032,312,304", "2033,396,", "2034,502,"]
    );
    let long = answered("--with straits.toml --year 2034 --format csv --digits 2");
    assert!(
        long.ends_with("\nforecast,2034,502.42,0.00,0.00\nStraits Research,2034,,,\n"),
        "{long}"
    );
}

#[test]
fn columns_follow_the_order_of_the_command_line() {
    let text = answered(
        "--scenario bear=20 --with straits.toml --cagr 25,30 --scenario bull=33 --baseline-name Base \
         --no-delta --year 2030 --layout wide --format csv --digits 0",
    );
    let expected =
        "year,Base,bear,Straits Research,cagr 25%,cagr 30%,bull\n2030,194,140,209,178,226,259\n";
    assert_eq!(text, expected);
    let table = answered("--scenario bear=20 --baseline-name consensus --year 2030 --no-delta");
    assert!(table.starts_with("Year  Consensus, USD billion    bear\n"), "{table}");
    assert!(!table.split("\n\n").next().unwrap().contains('('), "{table}");
    let long = answered("--scenario bear=20 --no-delta --year 2030 --format csv --digits 0");
    assert_eq!(long, "scenario,year,value_usd_billion\nforecast,2030,194\nbear,2030,140\n");
}

#[test]
fn units_are_converted_and_follow_applies_to_every_market() {
    let text = answered(
        "--with gartner-ai-infrastructure.toml --any-scope --year 2026 --format csv --digits 2",
    );
    assert!(
        text.contains("\n\"Gartner, AI infrastructure spending\",2026,1366.36,1291.22,1718.34\n"),
        "{text}"
    );
    let text = answered(
        "--with gartner-ai-infrastructure.toml --any-scope --year 2026 --format csv --unit million",
    );
    assert!(
        text.contains("value_usd_million")
            && text.contains("\n\"Gartner, AI infrastructure spending\",2026,1366360,"),
        "{text}"
    );
    let text = answered("--with straits.toml --follow cagr --year 2030 --format csv --digits 2");
    assert!(
        text.contains("\nforecast,2030,194.32,0.00,0.00\nStraits Research,2030,208.57,"),
        "{text}"
    );
}

#[test]
fn scenarios_and_what_ifs_do_not_change_the_other_markets() {
    let names = |arguments: &str| -> Vec<(String, String)> {
        let text = answered(&format!(
            "{arguments} --with straits.toml --year 2030 --format csv --digits 2"
        ));
        let cells = |line: &str| -> Vec<String> { line.split(',').map(str::to_owned).collect() };
        text.lines().skip(1).map(cells).map(|row| (row[0].clone(), row[2].clone())).collect()
    };
    let pair = |name: &str, size: &str| (name.to_owned(), size.to_owned());
    assert_eq!(
        names("--scenario bear=20"),
        [pair("forecast", "194.30"), pair("bear", "139.54"), pair("Straits Research", "208.72")]
    );
    assert_eq!(
        names("--actual 2025=62"),
        [pair("forecast", "194.30"), pair("what-if", "203.30"), pair("Straits Research", "208.72")]
    );
}

#[test]
fn any_market_can_be_the_baseline() {
    let text =
        answered("--data straits.toml --with coherent.toml --year 2030 --format csv --digits 2");
    assert!(
        text.contains(
            "\nforecast,2030,208.72,0.00,0.00\nCoherent Market Insights,2030,230.03,21.32,10.21\n"
        ),
        "{text}"
    );
}

#[test]
fn two_markets_of_one_publisher_are_distinguished_by_name() {
    let text =
        answered("--data straits.toml --with straits.toml --year 2030 --format csv --digits 0");
    assert!(
        text.ends_with(
            "\nforecast,2030,209,0,0\n\"Straits Research, AI infrastructure\",2030,209,0,0\n"
        ),
        "{text}"
    );
    let other = "sed 's/Bloomberg Intelligence/Straits Research/' bloomberg-generative-ai.toml";
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    let script = format!(
        "{other} | aiinfra compare --with straits.toml --with - --any-scope --year 2030 --format csv --digits 0"
    );
    let answer = shell(&script, folder.as_ref());
    let expected = "\n\"Straits Research, AI infrastructure\",2030,209,14,7\n\"Straits Research, Generative AI\",2030,690,496,255\n";
    assert!(answer.stdout.ends_with(expected), "{}{}", answer.stdout, answer.stderr);
}

#[test]
fn markets_that_cannot_be_compared() {
    for (arguments, line) in [
        (
            "--with china-ai-chips.toml --any-scope",
            "china-ai-chips.toml: currency `CNY`: expected USD, the currency of the answer, or --exchange CNY=RATE, the \
             USD that one CNY is worth",
        ),
        (
            "--with straits.toml --year 2040",
            "year `2040`: expected a year from 2023 to 2034, the years of the reports compared; to go further, pass --extend 2040",
        ),
        (
            "--scenario bear=20 --year 2023",
            "year `2023`: expected a year from 2024 to 2034, the years of the forecast",
        ),
        (
            "--data gartner-ai-infrastructure.toml --with gartner-ai-infrastructure.toml --follow cagr",
            "forecast: --follow cagr: the report states no CAGR: expected --follow sizes",
        ),
        (
            "--with gartner-ai-infrastructure.toml --any-scope --follow cagr",
            "market `Gartner, AI infrastructure spending`: --follow cagr: the report states no CAGR: expected --follow sizes",
        ),
        (
            "--with straits.toml --with straits.toml",
            "--with: `Straits Research, AI infrastructure` twice: expected reports that differ in publisher, market or edition",
        ),
    ] {
        let answer = call(arguments);
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{arguments}");
        assert_eq!(answer.stderr, format!("error: {line}\n"), "{arguments}");
    }
    let old = "sed -e 's/2020/1990/' -e 's/2024/1994/' -e 's/CNY/USD/' china-ai-chips.toml";
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    // No market covers the years in between.
    let answer = shell(
        &format!("{old} | aiinfra compare --with - --any-scope --layout wide -f csv --digits 0"),
        folder.as_ref(),
    );
    let years: Vec<&str> = answer.stdout.lines().skip(1).map(|line| &line[..4]).collect();
    assert_eq!((years.len(), years[4], years[5]), (5 + 11, "1994", "2024"));
}

#[test]
fn a_publisher_may_have_the_name_of_a_scenario() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    for (name, more) in
        [("forecast", ""), ("what-if", "--actual 2025=62"), ("bear", "--scenario bear=5")]
    {
        let script = format!(
            "sed 's/Straits Research/{name}/' straits.toml | aiinfra compare --with - {more} --year 2030 --format csv --digits 2"
        );
        let answer = shell(&script, folder.as_ref());
        let row = format!("\n\"{name}, AI infrastructure\",2030,208.72,14.41,7.42\n");
        assert!(answer.stdout.contains(&row), "{}{}", answer.stdout, answer.stderr);
    }
}

#[test]
fn a_market_with_another_name_shows_its_name() {
    let text = answered("--with grand-view-cyber-security.toml --any-scope --year 2030");
    assert!(
        text.starts_with("Year  Forecast, USD billion  Grand View Research, Cyber security\n"),
        "{text}"
    );
}

#[test]
fn notes_about_a_market_refer_to_the_last_year_shown() {
    let text = answered("--with straits.toml --year 2028,2030 --notes full");
    let told = "\nStraits Research: at the stated CAGR of 20.72%, the size in 2030 would be USD 208.57 billion (--follow cagr).\n";
    assert!(text.contains(told), "{text}");
}

#[test]
fn a_report_about_another_market_is_refused_unless_that_is_meant() {
    let answer = call("--with bloomberg-generative-ai.toml straits.toml precedence-ai.toml");
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""));
    assert_eq!(
        answer.stderr,
        "error: scope `generative-ai` (bloomberg-generative-ai.toml), `artificial-intelligence` (precedence-ai.toml): \
         expected `ai-infrastructure`, the scope of the report to compare with; if the market is the same, set `scope` in \
         the dataset, otherwise pass --any-scope\n"
    );
    let text = answered(
        "--with bloomberg-generative-ai.toml straits.toml --any-scope --year 2030 --notes full",
    );
    for part in [
        "\nAssumes that the reports define the market and the year alike; this is unverified.\n",
        "\nThis doesn't apply to Bloomberg Intelligence, Generative AI (scope generative-ai), which is about another market, \
         not ai-infrastructure.\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    // If all reports are about another market, none is assumed to be about the same.
    let text = answered("--with bloomberg-generative-ai.toml --any-scope --year 2030");
    assert!(text.contains(" is about another market, not ai-infrastructure."), "{text}");
    assert!(!text.contains("alike"), "{text}");
}

#[test]
fn a_scope_in_the_dataset_says_that_the_market_is_the_same() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    let script = "sed 's/^unit = /scope = \"ai-infrastructure\"\\n&/' gartner-ai-infrastructure.toml | aiinfra compare \
                  --with - --year 2026 --format csv --digits 2";
    let answer = shell(script, folder.as_ref());
    assert!(answer.stdout.contains(",2026,1366.36,"), "{}{}", answer.stdout, answer.stderr);
}

#[test]
fn the_latest_edition_is_compared() {
    let edition = |date: &str, last: &str| {
        format!("sed 's/^unit = /edition = \"{date}\"\\n&/; s/304.23/{last}/' straits.toml")
    };
    let files = format!(
        "d=$(mktemp -d); {} > $d/a.toml; {} > $d/b.toml; cd $d;",
        edition("2024-02", "300"),
        edition("2025-06", "350")
    );
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    let compared = |arguments: &str| {
        let script =
            format!("{files} aiinfra compare {arguments} --year 2032 --digits 2 --no-delta");
        shell(&script, folder.as_ref())
    };
    for with in ["--with a.toml b.toml", "--with b.toml --with a.toml", "--with ."] {
        let answer = compared(&format!("{with} --format csv"));
        assert_eq!(
            answer.stdout,
            "scenario,year,value_usd_billion\nforecast,2032,312.44\nStraits Research,2032,350.00\n",
            "{with}: {}",
            answer.stderr
        );
    }
    let text = compared("--with .").stdout;
    assert!(
        text.contains(
            "Left out (not the latest edition): Straits Research, AI infrastructure, edition 2024-02 (./a.toml; 2025-06 \
             is later)."
        ),
        "{text}"
    );
    let all = compared("--with b.toml a.toml --editions all --format csv").stdout;
    assert!(
        all.ends_with(
            "Straits Research (2025-06),2032,350.00\nStraits Research (2024-02),2032,300.00\n"
        ),
        "{all}"
    );
}

#[test]
fn every_faulty_report_is_named() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    let script = "d=$(mktemp -d); sed 's/2032/20x2/' straits.toml > $d/a.toml; echo oops > $d/b.toml; cp coherent.toml \
                  $d; cd $d; aiinfra compare --with . nowhere.toml";
    let answer = shell(script, folder.as_ref());
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""));
    for part in [
        "./a.toml: line 16: ",
        "./a.toml: line 22: ",
        "./b.toml: line 1: ",
        "cannot read `nowhere.toml`",
    ] {
        assert!(answer.stderr.contains(part), "{part}\n{}", answer.stderr);
    }
}

/// Runs a script in a new folder with reports of these dates and sizes in 2032, all by one publisher.
fn with_editions(editions: &[(&str, &str, &str)], script: &str) -> Answer {
    let report = include_str!("../../examples/markets/straits.toml");
    let folder = tempfile::tempdir().unwrap();
    for (file, date, size) in editions {
        let dated = report.replace("unit = ", &format!("edition = \"{date}\"\nunit = "));
        std::fs::write(folder.path().join(file), dated.replace("304.23", size)).unwrap();
    }
    shell(script, folder.path())
}

#[test]
fn the_own_report_stays_when_a_later_edition_is_compared() {
    let editions =
        [("a.toml", "2024-02", "300"), ("b.toml", "2025-06", "350"), ("c.toml", "2026", "370")];
    for (with, others) in [
        ("b.toml", "Straits Research (2025-06),2032,350\n"),
        ("c.toml b.toml", "Straits Research (2026),2032,370\n"),
        (
            "c.toml b.toml --editions all",
            "Straits Research (2026),2032,370\nStraits Research (2025-06),2032,350\n",
        ),
    ] {
        let script = format!(
            "aiinfra compare --data a.toml --with {with} --year 2032 --no-delta --format csv"
        );
        let answer = with_editions(&editions, &script);
        let expected = format!("scenario,year,value_usd_billion\nforecast,2032,300\n{others}");
        assert_eq!(answer.stdout, expected, "{with}: {}", answer.stderr);
    }
}

#[test]
fn two_reports_of_one_date_are_refused_unless_each_edition_counts() {
    let editions = [("a.toml", "2025-06", "300"), ("b.toml", "2025-06", "350")];
    for command in ["compare", "sensitivity"] {
        let answer = with_editions(
            &editions,
            &format!("aiinfra {command} --with b.toml a.toml --year 2032"),
        );
        assert_eq!(
            (answer.code, answer.stderr.as_str()),
            (
                Some(2),
                "error: `a.toml` and `b.toml` are both by Straits Research and from 2025-06: expected a later `edition` \
                 in one of them, or --editions all\n"
            )
        );
    }
}

#[test]
fn the_reports_of_a_folder_stand_at_its_place() {
    let script = "mkdir some; mv a.toml b.toml some
                  aiinfra compare --cagr 5 --with some --scenario bear=20 --with c.toml --editions all \
                  --year 2032 --no-delta --format csv | cut -d , -f 1";
    let editions =
        [("b.toml", "2024-02", "300"), ("a.toml", "2025-06", "350"), ("c.toml", "2026", "370")];
    let answer = with_editions(&editions, script);
    assert_eq!(
        answer.stdout,
        "scenario\nforecast\ncagr 5%\nStraits Research (2025-06)\nStraits Research (2024-02)\nbear\nStraits Research (2026)\n",
        "{}",
        answer.stderr
    );
}

#[test]
fn an_answer_does_not_overwrite_a_report_in_a_folder() {
    let script = "mkdir some; mv a.toml some; aiinfra compare --with some --format csv -o some/a.toml; wc -l some/a.toml";
    let answer = with_editions(&[("a.toml", "2024-02", "300")], script);
    let error =
        "error: some/a.toml: expected another file for the output, because this one is an input\n";
    assert_eq!(answer.stderr, error);
    assert!(!answer.stdout.starts_with("0 "), "{}", answer.stdout);
}

#[test]
fn a_rate_for_a_report_that_is_left_out_is_unused() {
    let script =
        "sed -i 's/USD/EUR/' a.toml; aiinfra compare --with . --exchange EUR=1.1 --year 2032";
    let editions = [("a.toml", "2024-02", "300"), ("b.toml", "2025-06", "350")];
    let answer = with_editions(&editions, script);
    assert_eq!(
        (answer.code, answer.stderr.as_str()),
        (
            Some(2),
            "error: `--exchange EUR`: expected --currency EUR as well, because the answer is in USD, which takes no \
             conversion\n"
        )
    );
}
