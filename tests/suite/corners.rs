//! Tests of rare cases.

use std::collections::BTreeMap;

use aiinfra::batch::{Batch, Header, Options, Syntax};
use aiinfra::error::{Expected, Fault, Place};
use aiinfra::wording::Names;
use aiinfra::{
    Course, Decimal, Edition, Error, GrowthRate, Horizon, Input, Market, Money, Onward, Outlook,
    Scenario, Trajectory, Year, scenario,
};

use super::fixtures::{WIDGETS, billions, given, year};
use super::program::{piped, run, shell, stdout};

/// Returns the output for the widgets dataset with one text replaced.
fn about(from: &str, to: &str, call: &str) -> String {
    assert!(WIDGETS.contains(from), "{from}");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("own.toml"), WIDGETS.replacen(from, to, 1)).unwrap();
    let answer = shell(&format!("aiinfra {call} --data own.toml"), folder.path());
    assert_eq!(answer.stderr, "", "{call}");
    answer.stdout
}

#[test]
fn a_period_one_year_late_is_noted() {
    let checked = about("rate = 10", "rate = 10\nfrom = 2026\nto = 2028", "check --format csv");
    let finding = checked.lines().find(|line| line.starts_with("period,note,")).unwrap();
    assert!(finding.contains("2026 to 2028,2025 to 2027,"), "{finding}");
    assert!(!finding.contains("years of growth"), "{finding}");
}

#[test]
fn a_period_may_state_only_one_end() {
    let forecast = about("rate = 10", "rate = 10\nfrom = 2025", "forecast --follow cagr");
    assert!(forecast.contains("the stated CAGR from 2025."), "{forecast}");
}

#[test]
fn a_cagr_stated_for_fewer_years_is_assumed_for_the_others() {
    for (period, told) in [
        ("to = 2026", "up to 2026, assumed for the other years too."),
        ("from = 2026\nto = 2027", "for 2026 to 2027."),
    ] {
        let forecast =
            about("rate = 10", &format!("rate = 10\n{period}"), "forecast --follow cagr");
        assert!(forecast.contains(told), "{forecast}");
    }
}

#[test]
fn sources_list_the_cagr_of_a_segment() {
    let sources =
        about("share = \"60%\" }", "share = \"60%\", cagr = \"12.50\" }", "sources -f csv");
    assert!(sources.contains("color.red.cagr,\"Color: Red, CAGR\",12.50,percent,"), "{sources}");
}

#[test]
fn shares_are_constant_until_they_drift() {
    let told = about(
        "year = 2025\nsegments",
        "year = 2026\nsegments",
        "segments --segment-cagr red=5 --notes full",
    );
    assert!(
        told.contains(
            "shares are as published for 2026 and assumed constant until they drift. They add up to 99.9%; the rest \
             is not itemized."
        ),
        "{told}"
    );
}

#[test]
fn shares_above_100_percent_by_rounding_are_noted() {
    let told =
        about("share = 39.9", "share = \"40.4\"", "segments --digits 1 --year 2025 --notes full");
    assert!(
        told.contains(
            "assumed constant in other years. They add up to 100.4% because of rounding."
        ),
        "{told}"
    );
}

#[test]
fn an_end_out_of_reach_is_noted() {
    let told = stdout("forecast --actual 2033=0.000001 --year 2034");
    assert!(
        told.contains("No growth rate from 2033 reaches the published USD 502.42 billion in 2034."),
        "{told}"
    );
}

#[test]
fn a_scenario_file_cannot_repeat_a_shared_assumption() {
    let market = Market::embedded().unwrap();
    let rate: GrowthRate = "30".parse().unwrap();
    let common = Scenario { outlook: Outlook::Cagr(rate), ..Scenario::default() };
    let error = scenario::read("scenario,cagr\nslow,20\n", &common, &market).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: `cagr` with `cagr`, which applies to every scenario: expected one of them"
    );
    assert_eq!(error.expected(), None);
}

#[test]
fn an_error_with_a_place_still_says_what_was_expected() {
    let market = Market::embedded().unwrap();
    let error =
        scenario::read("scenario,cagr\nslow,lots\n", &Scenario::default(), &market).unwrap_err();
    let expected = Expected::GrowthRate { highest: 1_000_000 };
    assert_eq!(error.expected(), Some(&expected), "{error}");
}

#[test]
fn growth_for_every_year_between_two_sizes_is_an_error() {
    let course = Course {
        known: BTreeMap::from([
            (year(2024), given(billions("10"))),
            (year(2026), given(billions("20"))),
        ]),
        growth: BTreeMap::from(
            [2025, 2026].map(|number| (year(number), given("10".parse().unwrap()))),
        ),
        onward: Onward::Same,
    };
    let horizon = Horizon::new(year(2024), year(2030)).unwrap();
    let error = Trajectory::new(&course, horizon).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the sizes for 2024 and 2026 are given, and so is growth in every year between: expected at least one year without"
    );
}

#[test]
fn the_debug_form_of_a_decimal_shows_its_digits() {
    let number: Decimal = "-1.50".parse().unwrap();
    assert_eq!(format!("{number:?}"), "-1.5");
}

/// Returns the batch for a header.
fn batch(header: &[u8], options: &Options) -> Result<Batch, Error> {
    let header = Header::read(header, None).unwrap();
    Batch::new(&header, Market::embedded().unwrap(), options)
}

const NO_COMMAS: &str =
    "line 1: decimal commas between commas, or in JSON: expected another separator, such as ;";

#[test]
fn a_batch_that_cannot_be_written_is_an_error_at_the_start() {
    let json = Options { syntax: Syntax::Json, ..Options::default() };
    for (header, options, error) in [
        (
            &b"cagr\n"[..],
            Options { digits: Some(21), ..Options::default() },
            "number of decimals `21`: expected 0 to 20",
        ),
        (b"cagr\n", Options { decimal_comma: true, ..json }, NO_COMMAS),
        (b"cagr,name\n", Options { decimal_comma: true, ..Options::default() }, NO_COMMAS),
        (
            b"cagr;name\n",
            Options { decimal_comma: true, syntax: Syntax::Separated(b','), ..Options::default() },
            NO_COMMAS,
        ),
        (
            b"cagr,\xff\n",
            json,
            "line 1: column `\u{fffd}`: expected UTF-8, because JSON allows no other encoding",
        ),
    ] {
        assert_eq!(batch(header, &options).unwrap_err().to_string(), error);
    }
}

#[test]
fn targets_near_powers_of_two_are_reached_exactly() {
    let targets =
        ["64", "128", "256", "512", "63.9999999999999999999999", "128.0000000000000000000001"];
    let bases = ["46.73", "32", "33.3", "1", "63.9"];
    let rows: String = bases
        .iter()
        .flat_map(|base| targets.iter().map(move |target| format!("{base},{target}\n")))
        .collect();
    let answered = piped("batch --from 2025", format!("base,target\n{rows}").as_bytes()).stdout;
    for line in answered.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let call = format!("forecast --base {} --target {} --from 2025 -f csv", cells[0], cells[1]);
        let forecast = stdout(&call);
        let sizes: Vec<&str> =
            forecast.lines().skip(1).filter_map(|row| row.split(',').nth(1)).collect();
        assert_eq!(cells[2..], sizes, "{line}");
    }
}

#[test]
fn shares_of_several_years_that_do_not_add_up_to_100_percent_are_noted() {
    let own = |a: &str, b: &str| {
        format!(
            "{WIDGETS}\n[[dimension]]\nid = \"region\"\nname = \"Region\"\nsegments = [\n\
             {{ id = \"a\", name = \"A\", shares = {{ 2025 = \"50\", 2027 = \"{a}\" }} }},\n\
             {{ id = \"b\", name = \"B\", shares = {{ 2025 = \"50\", 2027 = \"{b}\" }} }},\n]\n"
        )
    };
    for ((a, b), options, told) in [
        (("50", "50"), "", None),
        (
            ("50", "50"),
            " --normalize",
            Some("They already add up to 100%, so there is nothing to rescale."),
        ),
        (("50.01", "50"), "", Some("They add up to 100.01% in 2027 because of rounding.")),
        (
            ("50.01", "50"),
            " --normalize",
            Some("They add up to 100.01% in 2027 and are rescaled to 100%."),
        ),
        (("50.01", "49"), "", Some("They add up to 99.01% in 2027; the rest is not itemized.")),
    ] {
        let call = format!("segments region --year 2026 --notes full --data -{options}");
        let answer = piped(&call, own(a, b).as_bytes());
        assert_eq!(answer.stderr, "", "{call}");
        let line = answer.stdout.lines().find(|line| line.starts_with("Region: shares are"));
        let rest = line.and_then(|line| line.split_once("outside them.")).map(|(_, rest)| rest);
        assert_eq!(
            rest.map(str::trim),
            Some(told.unwrap_or_default()),
            "{call}: {}",
            answer.stdout
        );
    }
}

#[test]
fn a_faulty_dimension_is_not_also_unknown_to_the_one_that_divides_it() {
    let outer = "[[dimension]]\nid = \"region\"\nname = \"Region\"\nyear = 2025\n\
                 segments = [{ id = \"europe\", name = \"Europe\", share = \"x\" }]\n";
    let inner = "[[dimension]]\nid = \"grade\"\nname = \"Grade\"\nyear = 2025\nof = \"region/europe\"\n\
                 segments = [{ id = \"a\", name = \"A\", share = \"100\" }]\n";
    let errors = |own: [&str; 2]| {
        let text = format!("{WIDGETS}\n{}\n{}", own[0], own[1]);
        piped("check --data -", text.as_bytes()).stderr
    };
    let share = "segments: share `x`: expected a percentage from 0 to 100";
    let in_order = errors([outer, inner]);
    assert!(in_order.contains(share) && in_order.lines().count() == 1, "{in_order}");
    // A dimension can only divide an earlier one, so the wrong order is a second error.
    let reversed = errors([inner, outer]);
    assert!(reversed.contains("of: no dimension `region`; "), "{reversed}");
    assert!(reversed.contains(share) && reversed.lines().count() == 2, "{reversed}");
}

#[test]
fn an_edition_without_quotes_is_a_decimal_year() {
    let edited = |edition: &str| {
        WIDGETS.replacen("unit =", &format!("edition = {edition}\nunit ="), 1).into_bytes()
    };
    let told = piped("forecast --data - --year 2026", &edited("0x7E8")).stderr;
    assert!(
        told.contains("edition `0x7E8`: expected a year, a month or a day in quotes"),
        "{told}"
    );
    assert_eq!(piped("forecast --data - --year 2026", &edited("2024")).stderr, "");
}

#[test]
fn a_scope_is_an_id() {
    for (scope, expected) in [("AI_Servers", "such as ai-servers"), ("!", "such as ai-servers")] {
        let answer = run(&format!(
            "init --name x --publisher y --size 2024=5bn --size 2030=9bn --scope {scope}"
        ));
        assert_eq!(answer.code, Some(2));
        assert!(
            answer.stderr.contains(&format!("expected an id, {expected}")),
            "{}",
            answer.stderr
        );
    }
}

#[test]
fn probabilities_as_fractions_are_warned_about() {
    let told = |call: &str| stdout(&format!("range --base 40..55 --year 2030 {call}"));
    let slip = told("--quantiles 0.5,0.9");
    let warning = "Warning: a probability of 0.9 is 0.9%; for 90% write 90.";
    assert!(slip.contains(warning), "{slip}");
    for fine in ["--quantiles 0.1,0.4", "--quantiles 0.5,1", "--quantiles 5,95"] {
        assert!(!told(fine).contains("Warning: a probability"), "{fine}");
    }
    assert!(told("--quantiles 0.5").contains("a probability of 0.5 is 0.5%; for 50% write 50."));
}

#[test]
fn a_market_at_its_stated_cagr_says_so_in_a_comparison() {
    let own = "market = { name = \"AI infrastructure\", publisher = \"X\", currency = \"USD\", unit = \"billion\" }\n\
               value = [{ year = 2024, size = \"12.40\" }, { year = 2034, size = \"30\" }]\n\
               cagr = { rate = \"10.0\", to = 2034 }\n";
    let told = |call: &str| {
        piped(&format!("compare --with - --year 2030 --notes full {call}"), own.as_bytes()).stdout
    };
    let stated = "X: computed at 10.0% per year from 2024, the stated CAGR up to 2034.";
    assert!(told("--follow cagr").contains(stated), "{}", told("--follow cagr"));
    assert!(told("").contains("X: computed at 9.237% per year"), "{}", told(""));
}

#[test]
fn a_report_leaves_out_a_chart_that_nobody_could_read() {
    let segments: Vec<String> = (0..300)
        .map(|at| format!("{{ id = \"s{at}\", name = \"S{at}\", share = \"0.3\" }}"))
        .collect();
    let own = format!(
        "{WIDGETS}\n[[dimension]]\nid = \"site\"\nname = \"Site\"\nyear = 2025\nsegments = [{}]\n",
        segments.join(", ")
    );
    // The dataset comes from stdin, which can be read only once.
    let counted = |text: &str, what: &str| {
        let answer = piped("report --data -", text.as_bytes());
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
        answer.stdout.matches(what).count()
    };
    assert_eq!((counted(WIDGETS, "<figure>"), counted(&own, "<figure>")), (2, 2));
    assert_eq!((counted(WIDGETS, "S299"), counted(&own, "S299") > 0), (0, true));
}

#[test]
fn a_page_without_notes_keeps_its_warnings() {
    let page = |call: &str| stdout(&format!("report {call}"));
    let (noted, bare) = (page(""), page("--notes none"));
    let computed = "Computed at 26.808% per year";
    assert!(noted.contains(computed) && !bare.contains(computed));
    let slip = "Warning: 0.3 is 0.3% per year; for 30% write 30.";
    assert!(page("--notes none --cagr 0.3").contains(slip));
}

#[test]
fn a_size_is_far_off_from_two_hundred_times_the_forecast() {
    // The forecast for 2034 is USD 502.42 billion.
    for (size, is_far) in
        [("2.5121bn", true), ("2.5122bn", false), ("100483bn", false), ("100484bn", true)]
    {
        let told = run(&format!("when {size}")).stdout;
        assert_eq!(told.contains("check the unit"), is_far, "{size}: {told}");
    }
}

#[test]
fn a_rate_below_1_percent_may_be_a_fraction() {
    for (rate, is_small) in
        [("1", false), ("0.99", true), ("0", false), ("-0.99", true), ("-1", false)]
    {
        let told = stdout(&format!("forecast --cagr={rate}"));
        assert_eq!(told.contains("% per year; for "), is_small, "{rate}: {told}");
    }
}

#[test]
fn notes_hold_their_figures_for_programs() {
    for (call, kind, figures) in [
        ("forecast --cagr 0.3", "small-rate", r#""rate":0.3,"#),
        ("range --base 40..55 --quantiles 0.5", "small-probability", r#""probability":0.005,"#),
        ("check", "findings", r#""fail":0,"warn":1,"note":2,"pass":8,"#),
    ] {
        let json = stdout(&format!("{call} --format json")).replace([' ', '\n'], "");
        let note = format!("{{\"kind\":\"{kind}\",{figures}\"text\":");
        assert!(json.contains(&note), "{call}: no {note} in {json}");
    }
}

#[test]
fn a_first_base_far_from_the_published_one_is_warned_about() {
    let told = stdout("sweep --cagr 20 --base 0.2");
    assert!(told.contains("Warning: USD 0.2 billion in 2024 is 0.43% of the forecast"), "{told}");
}

#[test]
fn sensitivity_may_start_from_the_stated_cagr() {
    let told = stdout("sensitivity --cagr 20..33 --year 2030 --follow cagr");
    assert!(told.contains("The forecast for 2030 is USD 194.32 billion"), "{told}");
    // At a stated CAGR, growth in steps is no alternative.
    assert!(!told.contains("teps"), "{told}");
}

#[test]
fn commands_in_the_terms_of_the_report_say_why() {
    for (call, reason) in [
        ("batch", "the rows are in the report's own terms"),
        ("cagr 46.73 502.42 10", "it computes with the sizes as they are given"),
        ("check", "it compares the figures as the report prints them"),
    ] {
        let told = run(&format!("{call} --currency EUR")).stderr;
        let expected = format!("`--currency`: expected no such option here, because {reason}\n");
        assert_eq!(told, format!("error: {expected}"));
    }
}

#[test]
fn a_report_marks_what_is_published_and_given() {
    let page = stdout("report --actual 2025=62");
    let class_of = |number: &str| {
        let start = page.find("<tbody>").unwrap();
        let row = page[start..].split("<td").find(|cell| cell.contains(&format!(">{number}<")));
        row.unwrap().split('>').next().unwrap().trim().to_owned()
    };
    assert_eq!(class_of("46.73"), "class=\"p\"");
    assert_eq!(class_of("62.00"), "class=\"g\"");
    assert_eq!(class_of("78.62"), "");
}

#[test]
fn a_chart_marks_published_figures_only_beside_computed_ones() {
    let marked = |call: &str| stdout(&format!("{call} --format chart")).contains("  published\n");
    assert!(marked("forecast"));
    assert!(!marked("segments region --year 2024 --columns share"));
}

#[test]
fn an_actual_in_the_wrong_unit_is_warned_about_in_a_track_record() {
    let told = stdout("track --actual 2025=62000");
    let warning =
        "Warning: USD 62,000 billion in 2025 is 1,046 times the forecast of USD 59.26 billion";
    assert!(told.contains(warning), "{told}");
}

#[test]
fn a_report_has_the_decimals_asked_for() {
    let page = stdout("report --digits 3");
    assert!(page.contains(">46.730<") && page.contains(">194.303<"));
}

#[test]
fn differences_from_powers_of_two_are_exact() {
    let doubling = "market = { name = \"P\", publisher = \"Q\", currency = \"USD\", unit = \"billion\" }\n\
                    value = [{ year = 2024, size = \"64\" }, { year = 2027, size = \"512\" }]\n";
    let answer = piped("compare --data - --cagr 10 --format csv", doubling.as_bytes());
    assert!(
        answer.stdout.ends_with(
            "\ncagr 10%,2024,64,0,0\n\
             cagr 10%,2025,70.4,-57.6,-45\n\
             cagr 10%,2026,77.44,-178.56,-69.75\n\
             cagr 10%,2027,85.184,-426.816,-83.3625\n"
        ),
        "{}",
        answer.stdout
    );
}

#[test]
fn errors_name_keyword_arguments_as_a_call_writes_them() {
    let spelled = |error: Error| error.spelled(Names::Keywords.into());
    let rate = |input: Input| {
        let error = "lots".parse::<GrowthRate>().unwrap_err();
        spelled(Fault::Placed { place: Place::Input(input), error }.into())
    };
    assert!(rate(Input::Cagr).starts_with("`cagr=`: growth rate `lots`: expected"));
    assert!(rate(Input::From).starts_with("`from_=`: growth rate"));
    assert!(rate(Input::SegmentCagr("a".to_owned())).starts_with("`segment_cagr=`: growth rate"));
    let market = Market::embedded().unwrap();
    let clash = |target: u16, actuals: BTreeMap<Year, Money>| {
        let outlook = Outlook::Target { year: year(target), size: billions("250") };
        let scenario = Scenario { actuals, outlook, ..Scenario::default() };
        spelled(scenario.trajectory(&market).unwrap_err())
    };
    let error = clash(2030, [(year(2031), billions("300"))].into());
    let clashing = "`actual={2031: ...}` with `target={2030: ...}`: expected a target after";
    assert!(error.starts_with(clashing), "{error}");
}

#[test]
fn the_days_of_a_month_depend_on_the_year() {
    let is_day = |text: &str| text.parse::<Edition>().is_ok();
    for text in ["2024-02-29", "2000-02-29", "2025-04-30", "2025-12-31", "2025-01-31"] {
        assert!(is_day(text), "{text}");
    }
    for text in ["2023-02-29", "2100-02-29", "2024-02-30", "2025-04-31", "2025-06-31", "2025-01-32"]
    {
        assert!(!is_day(text), "{text}");
    }
}
