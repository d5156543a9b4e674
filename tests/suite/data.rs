//! Tests of `--data`, `AIINFRA_DATA` and `init`: using another market instead of the embedded one.

use std::fs;

use aiinfra::Market;

use super::fixtures::WIDGETS;
use super::program::{Answer, command, shell, stdout};

/// Runs a script in a folder with the widgets as `market.toml`.
fn call(script: &str) -> Answer {
    call_with(WIDGETS.as_bytes(), script)
}

fn call_with(dataset: &[u8], script: &str) -> Answer {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("market.toml"), dataset).unwrap();
    shell(script, folder.path())
}

fn csv(script: &str) -> String {
    let answer = call(&format!("aiinfra {script} --data market.toml --format csv --digits 2"));
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{script}");
    answer.stdout
}

#[test]
fn every_command_uses_the_market_of_the_file() {
    for (command, expected) in [
        (
            "forecast",
            "year,value_eur_million,growth_pct\n2025,120.00,\n2026,132.00,10.00\n2027,145.20,10.00\n",
        ),
        (
            "forecast --unit billion --year 2026",
            "year,value_eur_billion,growth_pct\n2026,0.13,10.00\n",
        ),
        (
            "forecast --base 100 --cagr 20 --year 2027",
            "year,value_eur_million,growth_pct\n2027,144.00,20.00\n",
        ),
        (
            "segments color --year 2026",
            "dimension,segment,year,share_pct,value_eur_million\ncolor,red,2026,60.00,79.20\ncolor,blue,2026,39.90,52.67\ncolor,not-itemized,2026,0.10,0.13\n",
        ),
        (
            "goal 150 --year 2027",
            "year,goal_eur_million,needed_rate_pct,forecast_rate_pct,difference_pp\n2027,150.00,11.80,10.00,1.80\n",
        ),
        (
            "when 140",
            "size_eur_million,years_from_base,year,value_eur_million\n140.00,1.62,2027,145.20\n",
        ),
        (
            "compare --cagr 5 --year 2027",
            "scenario,year,value_eur_million,delta_eur_million,delta_pct\nforecast,2027,145.20,0.00,0.00\ncagr 5%,2027,132.30,-12.90,-8.88\n",
        ),
        (
            "sweep --cagr 5 --base 100",
            "base_eur_million,cagr_pct,year,value_eur_million\n100.00,5.00,2027,110.25\n",
        ),
        (
            "cagr --start 100 --end 121 --years 2",
            "start,end,years,rate_pct\n100.00,121.00,2.00,10.00\n",
        ),
    ] {
        assert_eq!(csv(command), expected, "{command}");
    }
    assert!(csv("sources").contains("value.2027,\"Market size, 2027\",145.2,EUR million,\n"));
    assert!(csv("check").contains("cagr,pass,base,10,10.00,"));
}

#[test]
fn the_option_overrides_the_variable_and_an_empty_variable_is_ignored() {
    let year = "forecast --format csv --digits 2 | tail -n +2 | head -1";
    for (script, first) in [
        ("AIINFRA_DATA=market.toml aiinfra", "2025,120.00,"),
        ("AIINFRA_DATA= aiinfra", "2024,46.73,"),
        ("AIINFRA_DATA=nowhere.toml aiinfra --data market.toml", "2025,120.00,"),
        ("aiinfra --data - < market.toml", "2025,120.00,"),
    ] {
        let script = match script.split_once(" < ") {
            Some((program, file)) => format!("cat {file} | {program} {year}"),
            None => format!("{script} {year}"),
        };
        let answer = call(&script);
        assert_eq!((answer.stdout.trim(), answer.stderr.as_str()), (first, ""), "{script}");
    }
}

/// Returns the widgets with one size, and a rate that leads to 2028.
fn one_size() -> String {
    WIDGETS.replacen("[[value]]\nyear = 2027\nsize = 145.2\n", "", 1).replacen(
        "rate = 10",
        "rate = '10.0'\nto = 2028",
        1,
    )
}

#[test]
fn a_market_with_one_size_follows_its_rate_to_the_stated_year() {
    let text = one_size();
    let answer =
        call_with(text.as_bytes(), "aiinfra forecast --data market.toml --year 2028 --format csv");
    assert_eq!(answer.stdout, "year,value_eur_million,growth_pct\n2028,159.72,10\n");
}

#[test]
fn all_sizes_are_used_and_each_keeps_its_printed_unit() {
    let more = "[[value]]\nyear = 2026\nsize = \"0.15bn\"\n\n[[value]]\nyear = 2027";
    let text = WIDGETS.replacen("[[value]]\nyear = 2027", more, 1);
    let answer = call_with(
        text.as_bytes(),
        "aiinfra forecast --data market.toml --format csv; aiinfra sources --data market.toml --format csv | sed -n 3p",
    );
    assert_eq!(
        answer.stdout,
        "year,value_eur_million,growth_pct\n2025,120,\n2026,150,25\n2027,145.2,-3.2\n\
         value.2026,\"Market size, 2026\",0.15,EUR billion,\n"
    );
    let answer = call_with(text.as_bytes(), "aiinfra forecast --data market.toml --notes full");
    let note = "Published: EUR 120 million in 2025, EUR 0.15 billion in 2026 and EUR 145.2 million in 2027. No size is computed.";
    assert!(answer.stdout.contains(note), "{}", answer.stdout);
}

#[test]
fn a_file_that_is_not_a_dataset_is_an_error_with_its_name() {
    let dataset = "expected a dataset in TOML; `aiinfra init` prints one to start from";
    let mut latin = WIDGETS.as_bytes().to_vec();
    latin.insert(WIDGETS.find("Widgets").unwrap(), 0xe9);
    let utf16: Vec<u8> = WIDGETS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let large = format!("{WIDGETS}{}", "#".repeat(10_000_000));
    for (bytes, fault) in [
        (b"".as_slice(), "it is empty"),
        (b" \r\n\n", "it is empty"),
        (b"\xef\xbb\xbf", "it is empty"),
        (&latin, "line 3 is not UTF-8; save the file as UTF-8"),
        (
            &[&[0xff, 0xfe], utf16.as_slice()].concat(),
            "line 1 is not UTF-8; save the file as UTF-8",
        ),
        (large.as_bytes(), "it has more than 10000000 bytes"),
    ] {
        let answer = call_with(
            bytes,
            "aiinfra forecast --data market.toml -o out.csv; code=$?; ls; exit $code",
        );
        let expected = format!("error: cannot read `market.toml`: {fault}; {dataset}\n");
        assert_eq!((answer.code, answer.stderr), (Some(2), expected), "{fault}");
        assert_eq!(answer.stdout, "market.toml\n");
    }
    for (script, named) in [
        ("aiinfra forecast --data .", "`.`: Is a directory"),
        ("aiinfra forecast --data nowhere.toml", "`nowhere.toml`: No such file"),
        (
            "AIINFRA_DATA=nowhere.toml aiinfra check",
            "`nowhere.toml` (from AIINFRA_DATA): No such file",
        ),
        ("aiinfra compare --with nowhere.toml", "`nowhere.toml`: No such file"),
    ] {
        let answer = call(script);
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{script}");
        assert!(
            answer.stderr.starts_with(&format!("error: cannot read {named}")),
            "{}",
            answer.stderr
        );
        assert!(answer.stderr.ends_with(&format!("; {dataset}\n")), "{}", answer.stderr);
    }
}

#[test]
fn a_dataset_has_at_most_ten_million_bytes() {
    let largest = format!("{WIDGETS}{}", "#".repeat(10_000_000 - WIDGETS.len()));
    for (more, codes) in [("", "0\n0\n"), ("#", "2\n2\n")] {
        let answer = call_with(
            format!("{largest}{more}").as_bytes(),
            "aiinfra check --data market.toml > out; echo $?; aiinfra check --data - < market.toml > out; echo $?",
        );
        assert_eq!(answer.stdout, codes, "{}", answer.stderr);
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let text = format!("\u{feff}{}", WIDGETS.replace('\n', "\r\n"));
    let answer =
        call_with(text.as_bytes(), "aiinfra forecast --data market.toml --year 2027 --format csv");
    assert_eq!(
        (answer.stdout.as_str(), answer.stderr.as_str()),
        ("year,value_eur_million,growth_pct\n2027,145.2,10\n", "")
    );
}

#[test]
fn each_error_in_a_file_is_a_line_with_the_file_name() {
    let text = WIDGETS.replacen("\"EUR\"", "\"euro\"", 1).replacen("rate = 10", "rat = 10", 1);
    let currency =
        "line 5: [market]: currency `euro`: expected a code of three letters, such as USD";
    let missing = "line 16: [cagr]: no `rate`: expected a percentage per year, such as \"26.81\"";
    let unknown = "line 17: [cagr]: unknown key `rat`; did you mean `rate`?";
    for (script, name) in [
        ("aiinfra check --data market.toml", "market.toml"),
        ("aiinfra forecast --data ./market.toml", "./market.toml"),
        ("AIINFRA_DATA=market.toml aiinfra sources", "market.toml (from AIINFRA_DATA)"),
        ("aiinfra compare --with market.toml", "market.toml"),
    ] {
        let answer = call_with(text.as_bytes(), script);
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{script}");
        let expected: String = [currency, missing, unknown]
            .iter()
            .map(|fault| format!("error: {name}: {fault}\n"))
            .collect();
        assert_eq!(answer.stderr, expected, "{script}");
    }
}

#[test]
fn a_segment_in_several_dimensions_needs_its_dimension() {
    let more = "[[dimension]]\nid = \"paint\"\nname = \"Paint\"\nyear = 2025\nsegments = [{ id = \"red\", name = \"Red\", share = 70 }]\n\n[[series]]";
    let text = WIDGETS.replacen("[[series]]", more, 1);
    let answer =
        call_with(text.as_bytes(), "aiinfra segments --data market.toml --segment-cagr red=5");
    let line = "error: segment `red` is in color and paint: expected a dimension, as in `aiinfra segments color`\n";
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), line));
}

fn template() -> String {
    stdout("init")
}

#[test]
fn init_prints_a_dataset_that_is_valid_and_passes_check() {
    let answer =
        call("aiinfra init > mine.toml && aiinfra check --strict --data mine.toml --format csv");
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
    let statuses: Vec<&str> =
        answer.stdout.lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect();
    assert!(statuses.len() >= 4 && statuses.iter().all(|status| *status == "pass"), "{statuses:?}");
    let answer = call("aiinfra init -o mine.toml && aiinfra init | cmp - mine.toml");
    assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr.as_str()), (Some(0), "", ""));
    assert!(template().lines().filter(|line| line.contains('#')).count() > 20);
}

fn is_optional(line: &str) -> bool {
    line.starts_with('#') && !line.starts_with("# ") && line != "#"
}

/// Returns the template with every optional key filled in.
fn filled(template: &str) -> String {
    let line = |line: &str| format!("{}\n", if is_optional(line) { &line[1..] } else { line });
    template.lines().map(line).collect()
}

#[test]
fn every_optional_key_of_the_template_can_be_filled_in() {
    let text = template();
    let keys: Vec<&str> = text.lines().filter(|line| is_optional(line)).collect();
    assert!(keys.len() >= 6, "{keys:?}");
    for key in keys {
        let text = text.replacen(&format!("\n{key}\n"), &format!("\n{}\n", &key[1..]), 1);
        assert!(Market::from_toml(&text).is_ok(), "{key}");
    }
    Market::from_toml(&filled(&text)).unwrap();
}

#[test]
fn the_template_has_every_key_of_a_dataset() {
    let filled = filled(&template());
    let market = Market::from_toml(&filled).unwrap();
    let (cagr, dimension) = (market.cagr().unwrap(), &market.dimensions()[0]);
    let (segment, point) = (&dimension.segments[0], &market.series()[0].points[0]);
    let optional = [
        market.source().is_some(),
        market.base().source.is_some(),
        cagr.from.is_some(),
        cagr.to.is_some(),
        cagr.source.is_some(),
        dimension.largest.is_some(),
        dimension.fastest.is_some(),
        dimension.source.is_some(),
        segment.is_sized(),
        segment.cagr.is_some(),
        segment.source.is_some(),
        point.remark.is_some(),
        point.source.is_some(),
        market.facts()[0].source.is_some(),
        market.facts()[1].bound.is_some(),
        market.edition().is_some(),
        market.dimensions()[1].of.is_some(),
        market.dimensions()[1].segments[0].shares.len() == 2,
        market.dimensions()[1].segments[1].sizes.len() == 2,
    ];
    assert_eq!(optional, [true; 19]);
    assert!(filled.contains("\nscope = ") && filled.contains("\nbase = "));
}

#[test]
fn init_needs_no_market_and_has_one_format() {
    let answer = call("AIINFRA_DATA=nowhere.toml aiinfra init | head -1");
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
    let output = command().args(["init", "--format", "json"]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let line = "error: `--format`: expected no such option here, because the answer is text, not a table\n";
    assert_eq!(String::from_utf8(output.stderr).unwrap(), line);
}

#[test]
fn control_characters_in_the_variable_are_escaped() {
    for (name, shown) in
        [("/no\u{1b}[31m", "/no\\u{1b}[31m"), ("a\nb", "a\\nb"), ("\u{202e}x", "\\u{202e}x")]
    {
        let output = command().arg("check").env("AIINFRA_DATA", name).output().unwrap();
        let line =
            format!("error: AIINFRA_DATA `{shown}`: expected text without control characters\n");
        assert_eq!(
            (output.status.code(), String::from_utf8(output.stderr).unwrap()),
            (Some(2), line)
        );
    }
}

#[test]
fn a_report_without_segments_says_so() {
    let text = &WIDGETS[..WIDGETS.find("[[dimension]]").unwrap()];
    let answer = call_with(text.as_bytes(), "aiinfra segments --data market.toml");
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
    let lines: Vec<&str> = answer.stdout.lines().collect();
    assert_eq!(lines[2..4], ["", "The report names no segments."]);
}

#[test]
fn a_report_with_one_size_is_compared_at_its_stated_cagr() {
    let text = one_size();
    let answer = call_with(
        text.as_bytes(),
        "aiinfra forecast --data market.toml --base 100 --year 2028 --notes full",
    );
    let note = "\nThe report's own forecast for 2028, at 10.0% per year, is EUR 159.72 million.\n";
    assert!(answer.stdout.contains(note), "{}", answer.stdout);
}

#[test]
fn stdin_cannot_be_read_twice() {
    let answer = call("aiinfra compare --data - --with - < market.toml");
    let told = "error: cannot read `stdin`: it is empty, or was read already; expected a dataset";
    assert!(answer.stderr.starts_with(told), "{}", answer.stderr);
    let answer = call("sed s/EUR/euro/ market.toml | aiinfra check --data -");
    let line = "error: stdin: line 5: [market]: currency `euro`: expected a code of three letters, such as USD\n";
    assert_eq!(answer.stderr, line);
}

#[test]
fn check_converts_units_in_columns_but_not_in_sentences() {
    let more = "[[value]]\nyear = 2026\nsize = \"150\"\n\n[[value]]\nyear = 2027";
    let text = WIDGETS.replacen("[[value]]\nyear = 2027", more, 1);
    let script =
        "aiinfra check --data market.toml --unit billion --format csv --digits 3 | grep ^path";
    let answer = call_with(text.as_bytes(), script);
    let told = "path,note,2026,0.150,0.132,\"the published EUR 150 million in 2026 is 13.64% above EUR 132.000 million, the size at constant growth";
    assert!(answer.stdout.starts_with(told), "{}", answer.stdout);
}
