//! `compare --with`: other markets beside this one.

use super::program::{Answer, shell};

fn call(arguments: &str) -> Answer {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    shell(&format!("aiinfra compare {arguments}"), folder.as_ref())
}

fn answered(arguments: &str) -> String {
    let answer = call(arguments);
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{arguments}");
    answer.stdout
}

#[test]
fn what_several_publishers_think_of_one_market() {
    let text =
        answered("--with straits.toml --with coherent.toml --year 2030 --format csv --digits 2");
    assert_eq!(
        text,
        "scenario,year,value_usd_billion,delta_usd_billion,delta_pct\n\
         forecast,2030,194.30,0.00,0.00\n\
         Straits Research,2030,208.72,14.41,7.42\n\
         Coherent Market Insights,2030,230.03,35.73,18.39\n"
    );
    let text = answered("--with straits.toml --with coherent.toml --year 2030");
    for part in [
        "2030                 194.30  208.72 (+7.42 %)         230.03 (+18.39 %)\n",
        "\nEach difference is from the forecast, which is that of Cervicorn Consulting.\n",
        "\nStraits Research, growth: 20.732 % a year, the constant rate that joins the published sizes of 2023 and 2032",
        "\nCoherent Market Insights, published: USD 90 billion in 2026 and USD 465 billion in 2033;",
        "\nStraits Research, source: Straits Research, AI infrastructure, https://straitsresearch.com/",
        "\nSource: Cervicorn Consulting, AI infrastructure.\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn only_the_years_that_every_market_has() {
    let years = |arguments: &str| -> Vec<String> {
        let text = answered(&format!("{arguments} --format csv"));
        let forecast = text.lines().filter(|line| line.starts_with("forecast,"));
        forecast.map(|line| line.split(',').nth(1).unwrap().to_owned()).collect()
    };
    let expected: Vec<String> = (2026..=2032).map(|year| year.to_string()).collect();
    assert_eq!(years("--with straits.toml --with coherent.toml"), expected);
    assert_eq!(years("--with straits.toml --with coherent.toml --from 2031"), ["2031", "2032"]);
    assert_eq!(years("--with gartner-ai-infrastructure.toml"), ["2025", "2026", "2027"]);
}

#[test]
fn units_are_converted_and_the_path_holds_for_all() {
    let text =
        answered("--with gartner-ai-infrastructure.toml --year 2026 --format csv --digits 2");
    assert!(
        text.contains("\n\"Gartner, AI infrastructure spending\",2026,1366.36,1291.22,1718.34\n"),
        "{text}"
    );
    let text =
        answered("--with gartner-ai-infrastructure.toml --year 2026 --format csv --unit million");
    assert!(
        text.contains("value_usd_million")
            && text.contains("\n\"Gartner, AI infrastructure spending\",2026,1366360,"),
        "{text}"
    );
    let text = answered("--with straits.toml --path stated --year 2030 --format csv --digits 2");
    assert!(
        text.contains("\nforecast,2030,194.32,0.00,0.00\nStraits Research,2030,208.57,"),
        "{text}"
    );
}

#[test]
fn scenarios_and_what_ifs_stand_before_the_other_markets_and_leave_them_as_they_are() {
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
fn any_market_can_be_the_one_that_others_are_compared_with() {
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
fn two_markets_of_one_publisher_go_by_their_own_names_too() {
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
        "{other} | aiinfra compare --with straits.toml --with - --year 2030 --format csv --digits 0"
    );
    let answer = shell(&script, folder.as_ref());
    let expected = "\n\"Straits Research, AI infrastructure\",2030,209,14,7\n\"Straits Research, Generative AI\",2030,690,496,255\n";
    assert!(answer.stdout.ends_with(expected), "{}{}", answer.stdout, answer.stderr);
}

#[test]
fn what_cannot_be_compared() {
    for (arguments, line) in [
        (
            "--with china-ai-chips.toml",
            "china-ai-chips.toml: currency `CNY`: expected USD, the forecast's, since no exchange rate is assumed",
        ),
        (
            "--with straits.toml --year 2034",
            "year `2034`: expected one from 2024 to 2032, the years that every market has",
        ),
        (
            "--with straits.toml --to 2033",
            "year `2033`: expected one from 2024 to 2032, the years that every market has",
        ),
        (
            "--with straits.toml --year 2040",
            "year `2040`: expected one from 2024 to 2034, the years of the forecast",
        ),
        (
            "--data gartner-ai-infrastructure.toml --with gartner-ai-infrastructure.toml --path stated",
            "forecast: --path stated: the report states no growth rate to follow: expected --path endpoints",
        ),
        (
            "--with gartner-ai-infrastructure.toml --path stated",
            "market `Gartner, AI infrastructure spending`: --path stated: the report states no growth rate to follow: expected --path endpoints",
        ),
        (
            "--with straits.toml --with straits.toml",
            "--with: `Straits Research, AI infrastructure` twice: expected markets that differ in publisher or name",
        ),
    ] {
        let answer = call(arguments);
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{arguments}");
        assert_eq!(answer.stderr, format!("error: {line}\n"), "{arguments}");
    }
    let old = "sed -e 's/2020/1990/' -e 's/2024/1994/' -e 's/CNY/USD/' china-ai-chips.toml";
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    let answer = shell(&format!("{old} | aiinfra compare --with -"), folder.as_ref());
    let line = "error: --with: expected years that every market has, and they have Cervicorn Consulting 2024 to 2034, Reportify 1990 to 1994\n";
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), line));
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
        let last = format!("\n\"{name}, AI infrastructure\",2030,208.72,14.41,7.42\n");
        assert!(answer.stdout.ends_with(&last), "{}{}", answer.stdout, answer.stderr);
    }
}

#[test]
fn a_market_of_another_name_is_named_with_it() {
    let text = answered("--with grand-view-cyber-security.toml --year 2030");
    assert!(
        text.starts_with("Year  Forecast, USD billion  Grand View Research, Cyber security\n"),
        "{text}"
    );
}

#[test]
fn what_is_told_of_a_market_is_of_the_last_year_shown() {
    let text = answered("--with straits.toml --year 2028,2030");
    let told = "\nStraits Research, for comparison: USD 208.57 billion in 2030 at the stated 20.72 % a year (path stated).\n";
    assert!(text.contains(told), "{text}");
}
