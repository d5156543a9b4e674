//! Tests of answers in another currency and in real terms. The expected figures are from the independent calculation.

use std::fs;
use std::path::Path;

use super::program::{csv, full, run, stdout};

/// A price index from 2024 to 2034.
const INDEX: &str = "year,index\n2024,100\n2025,102.5\n2026,105\n2027,107\n2028,110\n2029,112\n2030,115\n\
                     2031,117\n2032,120\n2033,123\n2034,126\n";

/// Returns the header and the first row, at twenty decimals.
fn first(arguments: &str) -> (String, String) {
    let rows = csv(&format!("{arguments} --digits 20"));
    (rows[0].join(","), rows[1].join(","))
}

fn expect(arguments: &str, header: &str, row: &str) {
    assert_eq!(first(arguments), (header.to_owned(), row.to_owned()), "{arguments}");
}

/// Writes a price index, and returns the path.
fn index_in(folder: &Path) -> String {
    let file = folder.join("cpi.csv");
    fs::write(&file, INDEX).unwrap();
    file.display().to_string()
}

#[test]
fn a_real_size_is_in_the_prices_of_the_base_year_or_another() {
    let header = "year,value_usd_billion_2024_prices,real_growth_pct";
    let rate = "23.71525323148562044344";
    expect(
        "forecast --year 2030 --deflate 2.5",
        header,
        &format!("2030,167.54646589283879059211,{rate}"),
    );
    expect(
        "forecast --year 2034 --deflate 2.5",
        header,
        &format!("2034,392.48970099503957216051,{rate}"),
    );
    expect("forecast --year 2024 --deflate 2.5", header, "2024,46.73000000000000000000,");
    let before = "year,value_usd_billion_2023_prices,real_growth_pct";
    expect(
        "forecast --year 2030 --deflate 2.5 --prices 2023",
        before,
        &format!("2030,163.45996672472077130937,{rate}"),
    );
    let after = "year,value_usd_billion_2034_prices,real_growth_pct";
    expect(
        "--deflate 2.5% --prices 2034 forecast --year 2030",
        after,
        &format!("2030,214.47364142414515531719,{rate}"),
    );
}

#[test]
fn an_exchange_rate_divides_or_multiplies() {
    let header = "year,value_eur_billion,growth_pct";
    let growth = "26.80813456227276095453";
    let divided = "forecast --year 2034 --currency EUR --exchange EUR=1.08";
    expect(divided, header, &format!("2034,465.20370370370370370370,{growth}"));
    let multiplied = "forecast --year 2034 --currency EUR --exchange USD=0.926";
    expect(multiplied, header, &format!("2034,465.24092000000000000000,{growth}"));
    expect(
        "forecast --year 2030 --currency eur --exchange usd=0.926 --deflate 2.5",
        "year,value_eur_billion_2024_prices,real_growth_pct",
        "2030,155.14802741676872008829,23.71525323148562044344",
    );
    let own = stdout("forecast --currency USD --format csv");
    assert_eq!(own, stdout("forecast --format csv"));
}

#[test]
fn the_size_of_a_question_is_in_the_terms_of_the_answer() {
    expect(
        "when 250 --deflate 2.5",
        "size_usd_billion_2024_prices,years_from_base,year,value_usd_billion_2024_prices",
        "250.00000000000000000000,7.88053049498425240545,2032,256.43763823014727805656",
    );
    expect(
        "goal 300 --year 2030 --deflate 2.5",
        "year,goal_usd_billion_2024_prices,real_needed_rate_pct,real_forecast_rate_pct,real_difference_pp",
        "2030,300.00000000000000000000,36.32878963773541996720,23.71525323148562044344,12.61353640624979952375",
    );
    let (_, row) = first("goal 500 --year 2034 --currency EUR --exchange EUR=1.08");
    assert!(row.starts_with("2034,500.00000000000000000000,27.72614302327014203943,"), "{row}");
}

#[test]
fn after_the_forecast_real_growth_continues() {
    let answer = run("when 2500 --deflate 2.5 --digits 20 --format csv");
    assert_eq!(answer.code, Some(1));
    assert!(answer.stdout.contains(",18.70031899037108068006,2043,"), "{}", answer.stdout);
    let text = run("when 2500 --deflate 2.5").stdout;
    assert!(
        text.contains("If growth continues at 23.715% per year in real terms, 2043 is"),
        "{text}"
    );
    // By then, the nominal size would be out of bounds.
    let slow = run("when 600 --deflate 26 --digits 20 --format csv").stdout;
    assert!(slow.contains(",399.25375166536507686287,2424,"), "{slow}");
    let never = run("when 2500 --deflate 30").stdout;
    assert!(never.contains("growth after 2034 is -2.455% per year in real terms"), "{never}");
}

#[test]
fn a_price_index_has_its_own_rate_for_each_year() {
    let folder = tempfile::tempdir().unwrap();
    let file = index_in(folder.path());
    expect(
        &format!("forecast --year 2030 --deflate {file}"),
        "year,value_usd_billion_2024_prices,real_growth_pct",
        "2030,168.95872499196148750018,23.50009626934390632093",
    );
    let (_, row) = first(&format!("when 250 --deflate {file}"));
    assert_eq!(
        row,
        "250.00000000000000000000,7.80845246290238968298,2032,260.37030120850968210415"
    );
    let (_, row) = first(&format!("goal 300 --year 2030 --growth 2027=10 --deflate {file}"));
    assert!(row.starts_with("2030,300.00000000000000000000,42.84513486899271883061,"), "{row}");
    let beyond = run(&format!("when 2500 --deflate {file}"));
    assert_eq!(beyond.code, Some(2));
    assert!(
        beyond.stderr.contains("cpi.csv: no index for 2035: expected a row"),
        "{}",
        beyond.stderr
    );
    let note = full(&format!("forecast --deflate {file}"));
    assert!(
        note.contains(&format!("In 2024 prices, deflated by the price index in {file} (given)."))
    );
}

#[test]
fn a_price_index_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let file = index_in(folder.path());
    let answer = run(&format!("forecast --deflate {file} -o {file}"));
    assert!(answer.stderr.contains("because this one is an input"), "{}", answer.stderr);
    assert_eq!(fs::read_to_string(&file).unwrap(), INDEX);
}

#[test]
fn notes_say_the_terms_of_the_answer_and_keep_those_of_the_report() {
    let short = stdout("forecast --year 2030 --deflate 2.5");
    let expected = "In 2024 prices, deflated at 2.5% per year (given). Computed at 26.808% per year (nominal), the CAGR";
    assert!(short.contains(expected), "{short}");
    let text = full("forecast --year 2034 --currency EUR --exchange EUR=1.08");
    let expected = "\
In EUR at 1.08 USD per EUR in every year (given).
Computed at 26.808% per year, the CAGR implied by the published 2024 and 2034 sizes.
Published: USD 46.73 billion in 2024 and USD 502.42 billion in 2034. Every other year is computed.
At the stated CAGR of 26.81%, the size in 2034 would be USD 502.49 billion (--follow cagr).
";
    assert!(text.contains(expected), "{text}");
    let other = full("forecast --year 2034 --currency EUR --exchange USD=0.926");
    assert!(other.contains("In EUR at 0.926 EUR per USD in every year (given)."), "{other}");
    let goal = full("goal 300 --year 2030 --currency EUR --exchange EUR=1.08");
    assert!(
        goal.contains("Reaching EUR 300 billion in 2030 from EUR 43.27 billion in 2024 takes"),
        "{goal}"
    );
    // A slip in a what-if is in the report's currency.
    let slip = stdout("forecast --base 46730 --year 2030 --currency EUR --exchange EUR=1.08");
    assert!(slip.contains("Warning: USD 46,730 billion in 2024 is 1,000 times"), "{slip}");
    let slip = stdout("forecast --year 2030 --deflate 0.025");
    assert!(slip.contains("Warning: 0.025 is 0.025% per year; for 2.5% write 2.5."), "{slip}");
}

#[test]
fn a_what_if_is_in_the_terms_of_the_report() {
    let terms = "--currency EUR --exchange EUR=2 --deflate 10 --prices 2024";
    let (_, row) = first(&format!("forecast --base 50 --year 2024 {terms}"));
    assert_eq!(row, "2024,25.00000000000000000000,");
    let (_, row) = first("forecast --target 2034=400 --year 2034 --currency EUR --exchange EUR=2");
    assert!(row.starts_with("2034,200.00000000000000000000,"), "{row}");
    let rows =
        csv("sweep --base 40 --cagr 21 --year 2026 --deflate 10 --currency EUR --exchange EUR=2");
    let header = "nominal_base_usd_billion,nominal_cagr_pct,year,value_eur_billion_2024_prices";
    assert_eq!(rows[0].join(","), header);
    assert_eq!(rows[1].join(","), "40,21,2026,24.2");
}

#[test]
fn every_layout_tells_real_figures_from_nominal_ones() {
    let header = |arguments: &str| csv(arguments)[0].join(",");
    assert_eq!(
        header(
            "segments region --columns share,size,growth,change,index,cumulative,cagr,contribution --deflate 2"
        ),
        "dimension,segment,year,share_pct,value_usd_billion_2024_prices,real_growth_pct,\
         change_usd_billion_2024_prices,real_index,cumulative_usd_billion_2024_prices,real_cagr_pct,\
         real_contribution_pct",
    );
    assert_eq!(
        header("compare --cagr 20 --deflate 2"),
        "scenario,year,value_usd_billion_2024_prices,delta_usd_billion_2024_prices,delta_pct",
    );
    let wide = header("compare --cagr 20 --layout wide --deflate 2");
    assert_eq!(wide, "year,\"forecast, 2024 prices\",\"cagr 20%, 2024 prices\"".replace('"', ""));
    let tidy = csv("forecast --year 2030 --layout tidy --deflate 2.5 --digits 2");
    assert_eq!(tidy[1][7..], ["real_size", "167.55", "USD", "billion (2024 prices)", "computed"]);
    assert_eq!(tidy[2][7..], ["real_growth", "23.72", "", "percent", "computed"]);
    let table = stdout("goal 300 --year 2030 --deflate 2");
    assert!(
        table.starts_with("Year  Goal, USD billion, 2024 prices  Real needed CAGR %"),
        "{table}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&stdout("forecast --year 2030 --deflate 2 --format json")).unwrap();
    assert_eq!(
        (json["prices"].as_u64(), json["notes"][0]["kind"].as_str()),
        (Some(2024), Some("real-terms"))
    );
}

#[test]
fn segments_add_up_to_the_whole_in_real_terms() {
    let rows = csv("segments region --year 2030 --deflate 2.5 --layout wide --digits 2");
    assert_eq!(rows[1].last().unwrap(), "167.55");
    let text = full("segments region --year 2030 --deflate 2.5");
    assert!(text.contains("The whole market is USD 167.55 billion in 2030."), "{text}");
    let sum =
        full("segments deployment --segment-cagr cloud=35 --total sum --year 2034 --deflate 2.5");
    assert!(sum.contains("Cloud grows at 35% per year (nominal) from 2024."), "{sum}");
    assert!(sum.contains("billion in 2034 (nominal), "), "{sum}");
}

#[test]
fn reports_in_other_currencies_are_compared_at_a_given_rate() {
    let call = "compare --with examples/markets/china-ai-chips.toml --any-scope --exchange CNY=0.14 --data \
                examples/markets/straits.toml";
    let rows = csv(&format!("{call} --year 2024 --no-delta --digits 4"));
    assert_eq!(rows[2][2], "19.9556");
    let text = full(&format!("{call} --year 2024"));
    assert!(
        text.contains("Sizes in CNY are converted at 0.14 USD per CNY in every year (given)."),
        "{text}"
    );
    assert!(
        text.contains("published: CNY 17.56 billion in 2020 and CNY 142.54 billion in 2024"),
        "{text}"
    );
    let both = format!("{} --currency EUR --exchange EUR=1.08", call.replace("0.14", "0.13"));
    let rows = csv(&format!("{both} --year 2024 --no-delta --digits 4"));
    assert_eq!((&*rows[0][2], &*rows[2][2]), ("value_eur_billion", "18.5302"));
}

#[test]
fn an_explanation_shows_inflation_and_the_exchange_rate() {
    let text =
        stdout("forecast --year 2030 --currency EUR --exchange EUR=1.08 --deflate 2.5 --explain");
    let expected = "\
2030: 155.14 = 179.91 / (1 + 2.5%)^6
2030, real growth: 23.72% = (1 + 26.8081%) / (1 + 2.5%) \u{2212} 1
";
    assert!(text.contains("  2.5%      given (--deflate)\n"), "{text}");
    assert!(text.contains("  1.08      given (--exchange EUR)\n"), "{text}");
    assert!(text.contains("= 194.30 / 1.08\n"), "{text}");
    assert!(text.contains(expected), "{text}");
    let years = stdout("forecast --deflate 2.5 --explain");
    let expected = "2025\u{2013}2033: 46.73 × (1 + 26.8081%)^(year \u{2212} 2024) / (1 + 2.5%)^(year \u{2212} 2024)";
    assert!(years.contains(expected), "{years}");
}

#[test]
fn commands_without_terms_refuse_them_and_hide_them() {
    for command in ["batch", "check", "sources", "cagr 1 2 3"] {
        for option in ["--currency EUR", "--exchange EUR=1.08", "--deflate 2.5", "--prices 2024"] {
            let answer = run(&format!("{command} {option}"));
            let (name, _) = option.split_once(' ').unwrap();
            let expected = format!("error: `{name}`: expected no such option here, because ");
            assert_eq!(answer.code, Some(2), "{command} {option}");
            assert!(answer.stderr.starts_with(&expected), "{}", answer.stderr);
        }
    }
    for command in ["batch", "check", "sources", "cagr", "init", "man", "completions", "help"] {
        let help = stdout(&format!("{command} --help"));
        assert!(!help.contains("--deflate"), "{help}");
    }
    for command in ["forecast", "segments", "goal", "when", "compare", "sweep", "sensitivity"] {
        assert!(stdout(&format!("{command} --help")).contains("--deflate <PCT|FILE>"));
    }
}

#[test]
fn an_index_that_rises_at_one_rate_gives_the_answers_of_that_rate() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ten.csv");
    let mut text = "year,index\n".to_owned();
    for year in 2024..=2034_u32 {
        let power = u64::pow(11, year - 2024);
        text.push_str(&format!("{year},{}.{:010}\n", power / 10_u64.pow(year - 2024), {
            power % 10_u64.pow(year - 2024) * 10_u64.pow(2034 - year)
        }));
    }
    fs::write(&file, text).unwrap();
    let file = file.display();
    for call in [
        "forecast --prices 2030 --columns size,growth,change,index,cumulative,cagr",
        "forecast --actual 2026=70 --growth 2029=5 --keep end",
        "segments --year 2031 --columns size,growth,contribution",
        "compare --cagr 20,30",
        "goal 200 --year 2031 --growth 2029=5",
        "when 150",
        "when 80 --actual 2026=70 --growth 2029=5 --currency EUR --exchange EUR=1.08",
        "sweep --cagr 20,30 --base 40,50 --year 2033",
    ] {
        let answer =
            |deflate: &str| stdout(&format!("{call} --deflate {deflate} --digits 20 --format csv"));
        assert_eq!(answer("10"), answer(&file.to_string()), "{call}");
    }
}
