//! Tests of `sensitivity`. Expected numbers are those of the independent calculation, with 12 decimals.

use std::fs;

use aiinfra::sensitivity::{Choice, Report, Sensitivity, Swing};
use aiinfra::wording::in_full;
use aiinfra::{
    Basis, Decimal, Denomination, Derivation, Follow, GrowthRate, Interval, Market, Measure, Money,
    Outlook, Scenario, Unit, Year,
};
use proptest::prelude::*;

use super::calculator::evaluate;
use super::fixtures::{SERVERS, billions};
use super::program::{Answer, full, run, shell, stdout};

const HEADER: &str =
    "input,low,high,value_low_usd_billion,value_high_usd_billion,swing_usd_billion,swing_pct";

/// Calls the program in the folder of example markets.
fn call(arguments: &str) -> Answer {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    shell(&format!("aiinfra sensitivity {arguments}"), folder.as_ref())
}

/// Calls the program with this text as its dataset.
fn of(dataset: &str, arguments: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("report.toml"), dataset).unwrap();
    let script = format!("aiinfra sensitivity --data report.toml {arguments}");
    let answer = shell(&script, folder.path());
    assert_eq!(answer.code, Some(0), "{arguments}: {}", answer.stderr);
    answer.stdout
}

/// Asserts that the CSV has these rows, with the numbers to 12 decimals.
fn assert_rows(csv: &str, expected: &[&str]) {
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some(HEADER));
    assert_eq!(lines.collect::<Vec<_>>(), expected);
}

#[test]
fn the_embedded_report_in_2030() {
    assert_rows(
        &stdout("sensitivity --year 2030 --format csv --digits 12"),
        &[
            "steps,growth,steps,194.302533740756,320.144000000000,125.841466259244,64.765736110856",
            "follow,sizes,cagr,194.302533740756,194.319684341158,0.017150600403,0.008826750775",
            "published.2024,46.725,46.735,194.294217508311,194.310849439327,0.016631931016,0.008559811700",
            "published.2034,502.415,502.425,194.301373538611,194.303693938282,0.002320399671,0.001194219975",
        ],
    );
}

#[test]
fn intervals_are_rows_of_their_own() {
    let text =
        stdout("sensitivity --year 2030 --base 40..55 --cagr 20..33 --format csv --digits 10");
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(rows.len(), 1 + 6);
    for row in [
        "cagr,20,33,139.5350323200,258.6459168966,119.1108845766,61.3017660056",
        "base,40,55,166.3193098573,228.6890510537,62.3697411965,32.0992938155",
    ] {
        assert!(rows.contains(&row), "{row}\n{text}");
    }
    // In other years and from the stated CAGR.
    let text =
        stdout("sensitivity --year 2034 --base 40..55bn --cagr 20..33 --format csv --digits 6");
    assert!(text.contains("\nbase,40,55,430.062059,591.335331,161.273272,32.099294\n"));
    assert!(text.contains("\ncagr,20,33,289.339843,809.304939,519.965096,103.492117\n"));
    let text =
        stdout("sensitivity --year 2030 --follow cagr --base 40..55 --format csv --digits 6");
    // 40 * 1.2681^6 and 55 * 1.2681^6
    assert!(text.contains("\nbase,40,55,166.333990,228.709237,62.375246,32.099294\n"), "{text}");
}

#[test]
fn an_interval_is_shown_even_if_the_year_does_not_depend_on_it() {
    let text = stdout("sensitivity --year 2024 --cagr 20..33 --format csv --digits 3");
    assert_rows(
        &text,
        &[
            "published.2024,46.725,46.735,46.725,46.735,0.010,0.021",
            "cagr,20,33,46.730,46.730,0.000,0.000",
        ],
    );
    assert!(full("sensitivity --year 2024 --cagr 20..33").contains(
        "The rounding of the published USD 46.73 billion in 2024 changes the 2024 size by USD 0.01 billion (0.02%)."
    ));
}

#[test]
fn a_published_year_depends_on_its_own_rounding() {
    assert_rows(
        &stdout("sensitivity --year 2034 --format csv --digits 12"),
        &[
            "follow,sizes,cagr,502.420000000000,502.493914443402,0.073914443402,0.014711684129",
            "published.2034,502.415,502.425,502.415000000000,502.425000000000,0.010000000000,0.001990366626",
        ],
    );
}

#[test]
fn a_year_depends_on_the_known_sizes_around_it() {
    // History, a published range, and three sizes from the base year on.
    assert_rows(
        &of(SERVERS, "--year 2023 --format csv --digits 9"),
        &[
            "published.2024,45,50,36.803532439,38.794329483,1.990797043,5.264982530",
            "steps,growth,steps,37.812035121,38.800000000,0.987964879,2.612831803",
            "published.2022,30.05,30.15,37.780616723,37.843427435,0.062810711,0.166113014",
        ],
    );
    assert_rows(
        &of(SERVERS, "--year 2024 --format csv --digits 9"),
        &["published.2024,45,50,45.000000000,50.000000000,5.000000000,10.526315789"],
    );
    assert_rows(
        &of(SERVERS, "--year 2027 --format csv --digits 9"),
        &[
            "steps,growth,steps,101.428182230,121.660000000,20.231817770,19.946939130",
            "published.2025,62.25,62.35,101.379332566,101.477016214,0.097683648,0.096308192",
            "published.2030,210.65,210.75,101.418553810,101.437809279,0.019255469,0.018984338",
        ],
    );
}

/// A stated CAGR below that of the sizes.
const SLOW: &str = "market = { name = 'M', publisher = 'P', currency = 'USD', unit = 'billion' }
value = [{ year = 2024, size = '100' }, { year = 2028, size = '150.0' }]
cagr = { rate = '10.00', to = 2028 }";

#[test]
fn of_two_alternatives_the_one_with_the_lower_size_comes_first() {
    assert_rows(
        &of(SLOW, "--year 2026 --format csv --digits 9"),
        &[
            "steps,growth,steps,122.474487139,125.000000000,2.525512861,2.062072616",
            "follow,cagr,sizes,121.000000000,122.474487139,1.474487139,1.203913708",
            "published.2024,99.5,100.5,122.167917229,122.780291578,0.612374349,0.500001563",
            "published.2028,149.95,150.05,122.454073023,122.494897853,0.040824830,0.033333334",
        ],
    );
}

/// A single size and a stated CAGR.
const SINGLE: &str = "market = { name = 'M', publisher = 'P', currency = 'USD', unit = 'billion' }
value = [{ year = 2025, size = '120' }]
cagr = { rate = '7.5', to = 2030 }";

#[test]
fn a_stated_rate_that_the_forecast_follows_was_rounded_too() {
    assert_rows(
        &of(SINGLE, "--year 2029 --format csv --digits 9"),
        &[
            "published.2025,119.5,120.5,159.588562305,160.924031445,1.335469141,0.833333333",
            "published.cagr,7.45,7.55,159.958353573,160.554656202,0.596302629,0.372093104",
        ],
    );
    // Three sizes, of which the stated CAGR counts from the second.
    let answer = call(
        "--data fortune-ai-infrastructure.toml --follow cagr --year 2030 --format csv --digits 9",
    );
    assert_rows(
        &answer.stdout,
        &[
            "follow,cagr,sizes,193.689540383,193.772268398,0.082728014,0.042711658",
            "published.cagr,26.595,26.605,193.658943533,193.720140860,0.061197327,0.031595577",
            "published.2026,75.395,75.405,193.676696249,193.702384517,0.025688268,0.013262599",
        ],
    );
}

#[test]
fn other_reports_are_rows_with_their_publishers() {
    let answer = call("--year 2030 --with straits.toml coherent.toml --format csv --digits 9");
    assert_eq!(answer.code, Some(0), "{}", answer.stderr);
    for row in [
        "\nreport.Straits Research,Cervicorn Consulting,Straits Research,194.302533741,208.715585591,14.413051850,7.417840402\n",
        "\nreport.Coherent Market Insights,Cervicorn Consulting,Coherent Market Insights,194.302533741,230.033630787,35.731097047,18.389413848\n",
    ] {
        assert!(answer.stdout.contains(row), "{row}\n{}", answer.stdout);
    }
    // The lower size comes first.
    let lower =
        call("--year 2030 --with fortune-ai-infrastructure.toml --format csv --digits 2").stdout;
    assert!(lower.contains(
        "\nreport.Fortune Business Insights,Fortune Business Insights,Cervicorn Consulting,193.77,194.30,0.53,0.27\n"
    ));
    let told = call("--year 2030 --with straits.toml --notes full").stdout;
    for part in [
        "Assumes that the reports define the market and the year alike; this is unverified.\n",
        "Straits Research: computed at 20.732% per year, the CAGR implied by the published 2023 and 2032 sizes.\n",
        "Source for Straits Research: AI infrastructure, https://",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
}

#[test]
fn a_report_of_other_years_is_left_out() {
    let answer = call("--year 2034 --with straits.toml --format csv --verbose");
    assert!(!answer.stdout.contains("Straits"), "{}", answer.stdout);
    assert!(
        answer.stderr.contains("Straits Research: covers only 2023 to 2032 and is left out.\n"),
        "{}",
        answer.stderr
    );
    // One that has no CAGR to follow, too.
    let told = call(
        "--year 2026 --follow cagr --with gartner-ai-infrastructure.toml --any-scope --exchange USD=1",
    );
    assert_eq!(told.code, Some(2));
    let told = call("--year 2026 --follow cagr --with gartner-ai-infrastructure.toml --any-scope");
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    assert!(told.stdout.contains("left out, because it gives no size: "), "{}", told.stdout);
    let twice = call("--year 2030 --with straits.toml straits.toml").stderr;
    assert_eq!(
        twice,
        "error: --with: `Straits Research, AI infrastructure` twice: expected reports that differ in publisher, market or edition\n"
    );
}

#[test]
fn a_report_about_another_market_takes_an_option() {
    let refused = call("--year 2026 --with straits.toml gartner-ai-infrastructure.toml");
    assert_eq!(
        (refused.code, refused.stdout.as_str(), refused.stderr.as_str()),
        (
            Some(2),
            "",
            "error: scope `ai-infrastructure-spending` (gartner-ai-infrastructure.toml): expected `ai-infrastructure`, \
             the scope of the report to compare with; if the market is the same, set `scope` in the dataset, otherwise \
             pass --any-scope\n"
        )
    );
    let other = "Gartner, AI infrastructure spending (scope ai-infrastructure-spending) is about another market, not \
                 ai-infrastructure.";
    let alike = "Assumes that the reports define the market and the year alike";
    let both = call("--year 2026 --with straits.toml gartner-ai-infrastructure.toml --any-scope");
    let except = "This doesn't apply to Gartner, AI infrastructure spending (scope ai-infrastructure-spending), which \
                  is about another market, not ai-infrastructure.";
    assert!(both.stdout.contains(except) && both.stdout.contains(alike), "{}", both.stdout);
    let one = call("--year 2026 --with gartner-ai-infrastructure.toml --any-scope");
    assert!(one.stdout.contains(other) && !one.stdout.contains(alike), "{}", one.stdout);
}

#[test]
fn the_largest_swing_is_named() {
    for (arguments, sentence) in [
        (
            "--year 2030",
            "Equal steps instead of constant growth change the 2030 size most, by USD 125.84 billion (64.77%). The \
             forecast for 2030 is USD 194.30 billion; each row changes one input and keeps all others.",
        ),
        (
            "--year 2034",
            "Following the stated CAGR instead of the published sizes changes the 2034 size most, by USD 0.07 \
             billion (0.01%).",
        ),
        (
            "--year 2034 --follow cagr --base 40..55",
            "A size in 2024 from USD 40 billion to USD 55 billion changes the 2034 size most, by USD 161.30 \
             billion (32.10%).",
        ),
        (
            "--year 2034 --cagr 20..33",
            "A CAGR from 20% to 33% changes the 2034 size most, by USD 519.97 billion (103.49%).",
        ),
        (
            "--year 2034 --follow cagr",
            "The rounding of the stated CAGR of 26.81% changes the 2034 size most, by USD 0.40 billion (0.08%).",
        ),
        (
            "--year 2024 --unit trillion",
            "The rounding of the published USD 46.73 billion in 2024 changes the 2024 size by less than USD 0.01 \
             trillion (0.02%).",
        ),
    ] {
        let text = stdout(&format!("sensitivity {arguments}"));
        assert!(text.contains(sentence), "{text}");
    }
    assert!(
        call("--year 2032 --with straits.toml --any-scope --data china-ai-chips.toml").code
            == Some(2)
    );
    let text = of(SERVERS, "--year 2024");
    assert!(text.contains(
        "The published range of USD 45–50 billion in 2024 changes the 2024 size by USD 5.00 billion (10.53%)."
    ));
    let text = of(SLOW, "--year 2028 --follow cagr");
    assert!(text.contains(
        "Following the published sizes instead of the stated CAGR changes the 2028 size most, by USD 3.59 billion \
         (2.45%)."
    ));
    let text = call("--data straits.toml --year 2032 --with coherent.toml").stdout;
    assert!(text.contains(
        "Using the forecast by Coherent Market Insights changes the 2032 size most, by USD "
    ));
}

#[test]
fn ends_have_all_their_digits_in_the_table_for_people() {
    let text = stdout("sensitivity --year 2030 --cagr 20.125..33");
    let cells = |name: &str| -> Vec<&str> {
        let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.split_whitespace().take(2).collect()
    };
    assert_eq!(cells("2024 rounding"), ["46.725", "46.735"]);
    assert_eq!(cells("Path between sizes"), ["constant", "growth"]);
    assert_eq!(cells("Sizes or stated CAGR"), ["sizes", "CAGR"]);
    assert_eq!(cells("CAGR  "), ["20.125%", "33%"]);
    let text = stdout("sensitivity --year 2030 --base 40..55 --unit million");
    assert!(text.contains("\n2024 size             40,000           55,000 "), "{text}");
}

#[test]
fn each_end_is_explained() {
    let text = stdout("sensitivity --year 2034 --explain");
    for line in [
        "2034 rounding, at low: 502.415 = 502.42 − 0.005\n",
        "2034 rounding, at high: 502.425 = 502.42 + 0.005\n",
        "Sizes or stated CAGR, at high: 502.49 = 46.73 × (1 + 26.81%)^10\n",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let text = stdout("sensitivity --year 2030 --explain");
    for line in [
        "2024 rounding, at low: 194.29 = (46.73 − 0.005) × (1 + 26.8095%)^6\n",
        "Path between sizes, at high: 320.14 = 46.73 + (502.42 − 46.73) × 6/10\n",
        "= (502.42 / (46.73 − 0.005))^(1/10) − 1\n",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let text = stdout("sensitivity --year 2030 --follow cagr --cagr 20..33 --explain");
    assert!(text.contains("at low: 194.27 = 46.73 × (1 + (26.81% − 0.005%))^6\n"), "{text}");
    assert!(text.contains("CAGR, at low: 139.54 = 46.73 × (1 + 20%)^6\n"), "{text}");
    // The ends of a published range are published.
    let text = of(SERVERS, "--year 2023 --explain");
    assert!(text.contains("2024 range, at low: 36.80 = 30.1 × (1 + 22.2709%)\n"), "{text}");
    assert!(text.contains("22.2709%  = (45 / 30.1)^(1/2) − 1\n"), "{text}");
}

#[test]
fn json_has_the_basis_of_each_end() {
    let text = stdout("sensitivity --year 2030 --cagr 20..33 --format json");
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    let row = |input: &str| {
        let rows = answer["rows"].as_array().unwrap();
        rows.iter().find(|row| row["input"] == input).unwrap().clone()
    };
    assert_eq!(row("cagr")["low"], 20.0);
    assert_eq!(row("cagr")["basis"]["low"], "given");
    assert_eq!(row("published.2024")["low"], 46.725);
    assert_eq!(row("published.2024")["basis"]["low"], "computed");
    assert_eq!(row("steps")["low"], "growth");
    let largest = answer["notes"].as_array().unwrap().iter();
    let largest = largest.clone().find(|note| note["kind"] == "largest-swing").unwrap();
    assert_eq!((&largest["input"], &largest["year"]), (&"steps".into(), &2030.into()));
    assert_eq!(largest["swing_pct"], 64.76573611085574);
}

#[test]
fn terms_change_the_sizes_and_not_the_shares() {
    let plain = stdout("sensitivity --year 2030 --base 40..55 --format csv --digits 9");
    let other = stdout(
        "sensitivity --year 2030 --base 40..55 --format csv --digits 9 --currency EUR --exchange EUR=2 --deflate 100",
    );
    let [plain, other] = [&plain, &other].map(|text| text.lines().collect::<Vec<_>>());
    assert_eq!(
        other[0],
        "input,low,high,value_low_eur_billion_2024_prices,value_high_eur_billion_2024_prices,\
         swing_eur_billion_2024_prices,swing_pct"
    );
    for (plain, other) in plain[1..].iter().zip(&other[1..]) {
        let [plain, other] = [plain, other].map(|row| row.split(',').collect::<Vec<_>>());
        // The inputs are in the report's own terms.
        assert_eq!((plain[..3].to_vec(), plain[6]), (other[..3].to_vec(), other[6]));
        for place in 3..6 {
            // Half a dollar per euro, and prices that double six times.
            let [plain, other] =
                [plain[place], other[place]].map(|cell| cell.parse::<f64>().unwrap());
            assert!((plain / 128.0 - other).abs() < 2e-9, "{plain} {other}");
        }
    }
    let told = full("sensitivity --year 2030 --currency EUR --exchange EUR=2 --deflate 100");
    assert!(told.contains(
        "Sizes in the Low and High columns are in USD billion (nominal), the report's own terms.\n"
    ));
    let converted = call(
        "--year 2024 --with china-ai-chips.toml --any-scope --exchange CNY=0.14 --format csv --digits 2 --verbose",
    );
    assert!(converted.stdout.contains(",19.96,46.73,26.77,57.30\n"), "{}", converted.stdout);
    assert!(
        converted
            .stderr
            .contains("Sizes in CNY are converted at 0.14 USD per CNY in every year (given).\n")
    );
}

#[test]
fn what_cannot_be_answered_is_refused() {
    for (arguments, error) in [
        (
            "--year 2040",
            "error: year `2040`: expected a year from 2024 to 2034, the years of the forecast\n",
        ),
        (
            "--year 2030 --layout wide",
            "error: `--layout wide`: expected a command that yields sizes, such as forecast or segments\n",
        ),
    ] {
        let answer = run(&format!("sensitivity {arguments}"));
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{arguments}");
        assert_eq!(answer.stderr, error);
    }
    for (arguments, start) in [
        ("--year 2030 --base 40", "error: invalid value '40' for '--base <LOW..HIGH>': expected "),
        (
            "--year 2030 --cagr 33..20",
            "error: invalid value '33..20' for '--cagr <LOW..HIGH>': expected the low end below",
        ),
        ("", "error: the following required arguments were not provided:\n  --year <YEAR>\n"),
        (
            "--year 2030 --base 40..1000000000000tn",
            "error: invalid value '40..1000000000000tn' for '--base <LOW..HIGH>': expected a size above 0 and below ",
        ),
        ("--year 2034 --cagr 20..1000000", "error: "),
    ] {
        let answer = run(&format!("sensitivity {arguments}"));
        assert_eq!(answer.code, Some(2), "{arguments}");
        assert!(answer.stderr.starts_with(start), "{}", answer.stderr);
    }
}

#[test]
fn an_interval_in_the_unit_of_the_report_may_be_too_large() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("report.toml"), SLOW.replace("billion", "trillion")).unwrap();
    let script = "aiinfra sensitivity --data report.toml --year 2026 --base 40..1000000000000";
    assert_eq!(
        shell(script, folder.path()).stderr,
        "error: --base: size `1000000000000 trillion`: expected a size above 0 and below 10^12 trillion, such as 46.73, \
         600bn or 1.2tn\n"
    );
}

#[test]
fn slips_in_intervals_are_pointed_out_once() {
    let text = stdout("sensitivity --year 2030 --cagr 0.2..0.33 --base 40tn..55tn");
    let warnings: Vec<&str> = text.lines().filter(|line| line.starts_with("Warning: ")).collect();
    assert_eq!(warnings.len(), 2, "{text}");
    assert!(warnings[0].contains("40,000") && warnings[1].contains("0.2%"), "{warnings:?}");
}

#[test]
fn a_row_is_what_forecasts_of_changed_datasets_give() {
    let forecast = |base: &str, end: &str| {
        let folder = tempfile::tempdir().unwrap();
        let text = format!(
            "market = {{ name = 'M', publisher = 'P', currency = 'USD', unit = 'billion' }}\n\
             value = [{{ year = 2024, size = '{base}' }}, {{ year = 2034, size = '{end}' }}]\n"
        );
        fs::write(folder.path().join("report.toml"), text).unwrap();
        let script = "aiinfra forecast --data report.toml --year 2030 --format csv --digits 15";
        let answer = shell(script, folder.path());
        answer.stdout.lines().nth(1).unwrap().split(',').nth(1).unwrap().to_owned()
    };
    let text = stdout("sensitivity --year 2030 --format csv --digits 15");
    let sizes = |input: &str| -> Vec<String> {
        let row = text.lines().find(|row| row.starts_with(input)).unwrap();
        row.split(',').skip(3).take(2).map(str::to_owned).collect()
    };
    let rows = [forecast("46.725", "502.42"), forecast("46.735", "502.42")];
    assert_eq!(sizes("published.2024"), rows);
    let rows = [forecast("46.73", "502.415"), forecast("46.73", "502.425")];
    assert_eq!(sizes("published.2034"), rows);
}

/// A report with random figures, in hundredths.
#[derive(Clone, Debug)]
struct Printed {
    sizes: Vec<(u16, u32)>,
    rate: i32,
    last: u16,
    base: u16,
}

fn printed() -> impl Strategy<Value = Printed> {
    let sizes = prop::collection::vec((1u16..5, 1_000u32..5_000_000), 1..5);
    (sizes, -2_000i32..5_000, 1u16..4, 0usize..4).prop_map(|(gaps, rate, more, base)| {
        let mut year = 2020;
        let mut sizes = Vec::new();
        for (gap, hundredths) in gaps {
            sizes.push((year, hundredths));
            year += gap;
        }
        let base = sizes[base.min(sizes.len() - 1)].0;
        let last = sizes.last().unwrap().0 + more;
        Printed { sizes, rate, last, base }
    })
}

impl Printed {
    /// The report, with the size of one year moved by that many ten-thousandths, and the rate likewise.
    fn moved(&self, year: u16, size: i64, rate: i64) -> Market {
        let sizes = self.sizes.iter().map(|(of, hundredths)| {
            let hundredths = i64::from(*hundredths);
            let text = match (*of == year, size) {
                (true, 1..) | (true, ..=-1) => four_decimals(hundredths * 100 + size),
                _ => format!("{}.{:02}", hundredths / 100, hundredths % 100),
            };
            format!("{{ year = {of}, size = '{text}' }}")
        });
        let sizes: Vec<String> = sizes.collect();
        let cagr = match rate {
            0 => two_decimals(self.rate.into()),
            _ => four_decimals(i64::from(self.rate) * 100 + rate),
        };
        let Self { last, base, .. } = self;
        let text = format!(
            "market = {{ name = 'M', publisher = 'P', currency = 'USD', unit = 'billion', base = {base} }}\n\
             value = [{}]\ncagr = {{ rate = '{cagr}', to = {last} }}",
            sizes.join(", ")
        );
        Market::from_toml(&text).unwrap()
    }

    fn market(&self) -> Market {
        self.moved(0, 0, 0)
    }
}

/// Returns a year of the forecast.
fn year(market: &Market, at: usize) -> Year {
    let years: Vec<Year> = market.horizon().years().collect();
    years[at % years.len()]
}

fn two_decimals(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

fn four_decimals(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}.{:04}", number.abs() / 10_000, number.abs() % 10_000)
}

fn digits(size: &Money) -> String {
    size.in_unit(Unit::Billion).to_fixed(20)
}

fn swing<'a>(swings: &'a [Swing], id: &str) -> Option<&'a Swing> {
    swings.iter().find(|swing| swing.cause.id() == id)
}

/// Returns the size in the year of the report's own forecast.
fn own(market: &Market, follow: Follow, year: Year) -> Money {
    let scenario = Scenario { follow, ..Scenario::default() };
    scenario.trajectory(market).unwrap().size(year).unwrap()
}

proptest! {
    #[test]
    fn an_end_is_the_forecast_of_a_report_with_that_figure(report in printed(), at in 0usize..20) {
        let market = report.market();
        let year = year(&market, at);
        let ranking = Sensitivity::new(&market, year).ranking().unwrap();
        for (of, _) in &report.sizes {
            let ends = [-50, 50].map(|half| own(&report.moved(*of, half, 0), Follow::Sizes, year));
            match swing(&ranking.swings, &format!("published.{of}")) {
                Some(swing) => {
                    prop_assert_eq!(digits(swing.low.size.value()), digits(&ends[0]));
                    prop_assert_eq!(digits(swing.high.size.value()), digits(&ends[1]));
                }
                None => prop_assert_eq!(digits(&ends[0]), digits(&ends[1])),
            }
        }
        let ends = [-50, 50].map(|half| own(&report.moved(0, 0, half), Follow::Sizes, year));
        match swing(&ranking.swings, "published.cagr") {
            Some(swing) => {
                prop_assert_eq!(digits(swing.low.size.value()), digits(&ends[0]));
                prop_assert_eq!(digits(swing.high.size.value()), digits(&ends[1]));
            }
            None => prop_assert_eq!(digits(&ends[0]), digits(&ends[1])),
        }
    }

    #[test]
    fn no_size_inside_an_interval_is_beyond_those_at_its_ends(
        report in printed(),
        at in 0usize..20,
        inside in 1i64..50,
        follows_cagr: bool,
    ) {
        let market = report.market();
        let year = year(&market, at);
        let follow = if follows_cagr { Follow::Cagr } else { Follow::Sizes };
        let base: Interval<aiinfra::Figure> = "10..500".parse().unwrap();
        let sensitivity = Sensitivity {
            follow,
            base: Some(Interval::of_sizes(&base, Unit::Billion).unwrap()),
            cagr: Some("-5..45".parse().unwrap()),
            ..Sensitivity::new(&market, year)
        };
        let ranking = sensitivity.ranking().unwrap();
        let is_between = |id: &str, size: &Money| {
            let Some(swing) = swing(&ranking.swings, id) else { return true };
            let ends = [&swing.low, &swing.high].map(|end| end.size.value());
            let [low, high] = if ends[0] <= ends[1] { ends } else { [ends[1], ends[0]] };
            size.reaches(low) && high.reaches(size)
        };
        let at = |scenario: Scenario| scenario.trajectory(&market).unwrap().size(year).unwrap();
        let plain = || Scenario { follow, ..Scenario::default() };
        let base = at(Scenario { base: Some(billions(&(10 + inside * 9).to_string())), ..plain() });
        prop_assert!(is_between("base", &base));
        let rate: GrowthRate = (inside - 5).to_string().parse().unwrap();
        let at_rate = at(Scenario { outlook: Outlook::Cagr(rate), ..plain() });
        prop_assert!(is_between("cagr", &at_rate));
        // The year from which the stated CAGR counts may move with the figures, unless there are only two sizes.
        if follow == Follow::Sizes || report.sizes.len() < 3 {
            for (of, _) in &report.sizes {
                let moved = own(&report.moved(*of, inside - 25, 0), follow, year);
                let id = format!("published.{of}");
                prop_assert!(is_between(&id, &moved));
            }
            let moved = own(&report.moved(0, 0, inside - 25), follow, year);
            prop_assert!(is_between("published.cagr", &moved));
        }
    }

    #[test]
    fn swings_fall_and_every_figure_is_derived(report in printed(), at in 0usize..20, follows_cagr: bool) {
        let market = report.market();
        let year = year(&market, at);
        let other = Market::embedded().unwrap();
        let name = "Cervicorn Consulting".to_owned();
        let denomination = Denomination::default();
        let sensitivity = Sensitivity {
            follow: if follows_cagr { Follow::Cagr } else { Follow::Sizes },
            reports: vec![Report { name, market: &other, denomination }],
            cagr: Some("-5..45".parse().unwrap()),
            ..Sensitivity::new(&market, year)
        };
        let ranking = sensitivity.ranking().unwrap();
        let heights = ranking.swings.iter().map(|swing| swing.swing.value().in_unit(Unit::Billion));
        let heights: Vec<Decimal> = heights.collect();
        prop_assert!(heights.windows(2).all(|pair| pair[0] >= pair[1]));
        for swing in &ranking.swings {
            for end in [&swing.low, &swing.high] {
                check(&end.size.derivation());
                match &end.choice {
                    Choice::Size(size) => check(&size.derivation()),
                    Choice::Rate(rate) => check(&rate.derivation()),
                    _ => {}
                }
            }
            check(&swing.swing.derivation());
            check(&swing.share.derivation());
            let sizes = [&swing.low, &swing.high].map(|end| end.size.value().in_unit(Unit::Billion));
            let height = (sizes[1].to_f64() - sizes[0].to_f64()).abs();
            let share = height / ranking.forecast.value().in_unit(Unit::Billion).to_f64();
            prop_assert!((swing.share.value().fraction().to_f64() - share).abs() < 1e-9);
        }
    }
}

/// Asserts that the formula gives every digit that can be printed.
fn check(figure: &Derivation) {
    let text = in_full(figure, Unit::Billion);
    let value = evaluate(&text).unwrap_or_else(|rest| panic!("{text}: {rest}"));
    let value = match figure.measure() {
        Measure::Fraction | Measure::Points => value.percent(),
        _ => value,
    };
    for digits in [0, 2, 10, 20u8] {
        let shown = figure.shown_in(Unit::Billion).to_fixed(digits);
        assert_eq!(shown, value.to_fixed(digits.into()), "{text}");
    }
}

#[test]
fn a_published_figure_stands_for_its_rounding() {
    let market = Market::from_toml(SERVERS).unwrap();
    let ends = |at: usize| {
        let ends = market.traced(&market.points()[at]).ends().unwrap().unwrap();
        ends.map(|end| (end.value().in_unit(Unit::Billion).to_string(), end.basis()))
    };
    let of = |text: &str, basis| (text.to_owned(), basis);
    assert_eq!(ends(0), [of("30.05", Basis::Computed), of("30.15", Basis::Computed)]);
    assert_eq!(ends(1), [of("45", Basis::Published), of("50", Basis::Published)]);
    let given = super::fixtures::given(billions("40"));
    assert!(given.ends().unwrap().is_none());
}
