//! Tests of `--shape`: what lies between the last two known sizes.

use std::collections::BTreeMap;

use aiinfra::{
    Course, Decimal, Error, GrowthRate, Horizon, Market, Money, Onward, Outlook, Scenario, Shape,
    Traced, Trajectory, Unit, growth,
};
use approx::assert_relative_eq;
use proptest::prelude::*;

use super::fixtures::{EMBEDDED, SERVERS, WIDGETS, billions, given, nearly_equal, year};
use super::program::{csv, full, piped, run, shell, stdout};

/// Returns the cell of a column in the first row, at twenty decimals.
fn cell(arguments: &str, column: usize) -> String {
    csv(&format!("{arguments} --digits 20"))[1][column].clone()
}

#[test]
fn every_shape_has_the_oracles_sizes() {
    for (arguments, expected) in [
        ("steps --year 2025", "92.29900000000000000000"),
        ("steps --year 2030", "320.14400000000000000000"),
        ("fade=10 --year 2025", "67.56110509396658737595"),
        ("fade=10 --year 2030", "280.53438803761462711055"),
        ("fade=10 --year 2033", "456.74545454545454545455"),
        ("fade=-10.5 --year 2030", "458.51672130061712519589"),
        ("ceiling=600 --year 2025", "67.80118811070130473795"),
        ("ceiling=600 --year 2030", "299.20116379296191936556"),
        ("ceiling=0.6tn --year 2033", "464.05382421439882881122"),
        ("ceiling=2000 --year 2030", "208.95209728080385593849"),
        ("ceiling=502.43 --year 2030", "500.54878014044630825249"),
        ("ceiling=1000000 --year 2030", "194.32699297806097375285"),
        ("growth --year 2030", "194.30253374075571062521"),
        // After a target, before and after it.
        ("steps --target 2030=300 --year 2027", "173.36500000000000000000"),
        ("steps --target 2030=300 --year 2031", "342.21166666666666666667"),
        ("fade=20 --target 2030=300 --year 2027", "147.82814641225868730446"),
        ("fade=20 --target 2030=300 --year 2031", "360.00000000000000000000"),
        ("ceiling=400 --target 2030=300 --year 2027", "154.59349356515366837931"),
        ("ceiling=400 --target 2030=300 --year 2033", "373.83376970418046865059"),
        // From an actual to the published end.
        ("steps --actual 2025=62 --keep end --year 2030", "306.67777777777777777778"),
        ("fade=10 --actual 2025=62 --keep end --year 2030", "276.11822158609035597790"),
        ("ceiling=600 --actual 2025=62 --keep end --year 2030", "292.51692992209313146610"),
        // A market that shrinks.
        ("steps --base 500 --target 50 --year 2030", "230.00000000000000000000"),
        ("fade=-10 --base 500 --target 50 --year 2030", "89.18532037281116331568"),
        ("ceiling=600 --base 500 --target 50 --year 2030", "186.66253580444215322299"),
    ] {
        assert_eq!(cell(&format!("forecast --shape {arguments}"), 1), expected, "{arguments}");
    }
}

#[test]
fn two_thousand_sizes_agree_with_the_independent_calculation() {
    let lines: Vec<&str> = include_str!("../data/shapes.csv").lines().skip(1).collect();
    assert_eq!(lines.len(), 2000);
    for line in lines {
        let [start, end, years, shape, parameter, after, size] =
            line.split(',').collect::<Vec<_>>()[..]
        else {
            panic!("{line}")
        };
        let last = 2024 + years.parse::<u16>().unwrap();
        let market = Market::from_toml(&format!(
            "[market]\nname = 'M'\npublisher = 'P'\ncurrency = 'USD'\nunit = 'billion'\n\
             [[value]]\nyear = 2024\nsize = '{start}'\n[[value]]\nyear = {last}\nsize = '{end}'\n"
        ));
        let text =
            if parameter.is_empty() { shape.to_owned() } else { format!("{shape}={parameter}") };
        let shape = Shape::parse(&text, Unit::Billion).unwrap();
        let scenario = Scenario { shape, ..Scenario::default() };
        let forecast = scenario.trajectory(&market.unwrap()).unwrap();
        let found = forecast.size(year(2024 + after.parse::<u16>().unwrap())).unwrap();
        let found = found.in_unit(Unit::Billion).to_f64();
        assert_relative_eq!(found, size.parse::<f64>().unwrap(), max_relative = 1e-15);
    }
}

#[test]
fn after_the_last_known_size_the_shape_goes_on() {
    for (arguments, expected) in [
        ("steps --year 2035", "547.98900000000000000000"),
        ("steps --year 2040", "775.83400000000000000000"),
        ("fade=10 --year 2036", "607.92820000000000000000"),
        ("ceiling=600 --year 2035", "531.55561017963636432582"),
        ("ceiling=600 --year 2040", "590.26551813737985333067"),
        ("ceiling=2000 --year 2040", "1241.27424684631199495726"),
        ("ceiling=600 --base 500 --target 50 --year 2035", "34.43899754670124645161"),
        ("fade=-10 --base 500 --target 50 --year 2035", "45.00000000000000000000"),
    ] {
        let arguments = format!("forecast --extend 2040 --shape {arguments}");
        assert_eq!(cell(&arguments, 1), expected, "{arguments}");
    }
    // Years up to the end stay the same.
    for shape in ["steps", "fade=10", "ceiling=600"] {
        let rows = |more: &str| csv(&format!("forecast --shape {shape} --digits 20{more}"));
        assert_eq!(rows(" --extend 2041 --to 2034"), rows(""), "{shape}");
    }
}

#[test]
fn equal_steps_between_nearly_equal_sizes_never_turn_back() {
    let market = Market::embedded().unwrap();
    for numbers in nearly_equal() {
        let [base, end] = numbers.each_ref().map(|size| Money::new(size, Unit::Million).unwrap());
        let scenario = Scenario {
            base: Some(base),
            outlook: Outlook::Target { year: year(2034), size: end },
            shape: Shape::Steps,
            ..Scenario::default()
        };
        let forecast = scenario.trajectory(&market).unwrap();
        let sizes: Vec<Money> =
            (2024..=2034).map(|number| forecast.size(year(number)).unwrap()).collect();
        assert!(sizes.is_sorted(), "{numbers:?}");
    }
}

#[test]
fn growth_is_that_of_the_sizes() {
    assert_eq!(cell("forecast --shape steps --year 2030", 2), "16.59619411818264590731");
    assert_eq!(cell("forecast --shape ceiling=600 --year 2030", 2), "25.48563706756124855353");
    assert_eq!(cell("forecast --shape fade=10 --year 2025", 2), "44.57758419423622378760");
    assert_eq!(cell("forecast --shape fade=10 --year 2034", 2), "10.00000000000000000000");
    assert_eq!(
        cell("forecast --shape fade=10 --extend 2040 --year 2040", 2),
        "10.00000000000000000000"
    );
}

#[test]
fn only_the_last_of_several_stretches_has_the_shape() {
    let market = Market::from_toml(SERVERS).unwrap();
    let size = |shape: &str, number: u16| {
        let shape = Shape::parse(shape, Unit::Billion).unwrap();
        let extend = Some(year(2032));
        let scenario = Scenario { shape, extend, ..Scenario::default() };
        let forecast = scenario.trajectory(&market).unwrap();
        assert_eq!(forecast.base_year(), year(2024));
        forecast.size(year(number)).unwrap().in_unit(Unit::Billion).to_fixed(20)
    };
    for (shape, expected) in [
        ("steps", ["121.66000000000000000000", "270.06000000000000000000"]),
        ("fade=15", ["117.91801592230832913858", "278.65075000000000000000"]),
        ("ceiling=250", ["125.62213299384579058197", "235.56115653287802543051"]),
    ] {
        assert_eq!([2027, 2032].map(|number| size(shape, number)), expected, "{shape}");
        let growth = |number| size("growth", number);
        for number in [2022, 2023, 2024, 2025, 2030] {
            assert_eq!(size(shape, number), growth(number), "{shape} in {number}");
        }
    }
    let market = Market::from_toml(WIDGETS).unwrap();
    for (shape, expected) in [
        ("steps", "132.60000000000000000000"),
        ("fade=5", "138.28571428571428571429"),
        ("ceiling=150", "137.50000000000000000000"),
    ] {
        let shape = Shape::parse(shape, Unit::Million).unwrap();
        let scenario = Scenario { shape, ..Scenario::default() };
        let size = scenario.trajectory(&market).unwrap().size(year(2026)).unwrap();
        assert_eq!(size.in_unit(Unit::Million).to_fixed(20), expected);
    }
}

#[test]
fn known_sizes_stay_published_or_given() {
    let basis = |arguments: &str| -> Vec<String> {
        let rows = csv(&format!("forecast {arguments} --layout tidy"));
        let of_sizes = rows[1..].iter().filter(|row| row[7] == "size");
        of_sizes.map(|row| format!("{} {}", row[8], row[11])).collect()
    };
    for shape in ["steps", "fade=10", "ceiling=600"] {
        let sizes = basis(&format!("--shape {shape} --year 2024,2034"));
        assert_eq!(sizes, ["46.73 published", "502.42 published"]);
        let sizes = basis(&format!("--shape {shape} --target 2030=300 --year 2024,2029,2030"));
        assert_eq!((&*sizes[0], &*sizes[2]), ("46.73 published", "300 given"));
        assert!(sizes[1].ends_with(" computed"), "{sizes:?}");
    }
    // Growth in the last year of a fade is the given rate.
    let rows = csv("forecast --shape fade=10 --year 2034 --layout tidy");
    assert_eq!([&*rows[2][7], &*rows[2][11]], ["growth", "given"]);
}

#[test]
fn when_is_exact_on_the_curve() {
    for (arguments, code, expected) in [
        ("300 --shape steps", 0, ["5.55794509425267177248", "2030", "320.14400000000000000000"]),
        ("600 --shape steps", 1, ["12.14136803528714696394", "2037", "639.12700000000000000000"]),
        (
            "300 --shape ceiling=600",
            0,
            ["6.01295692829965580301", "2031", "360.03335951106438329994"],
        ),
        (
            "590 --shape ceiling=600",
            1,
            ["15.93343279668906282190", "2040", "590.26551813737985333067"],
        ),
        // Growth is constant within a year that fades, and after it.
        ("300 --shape fade=10", 0, ["6.34410764601790197179", "2031", "340.92183158053994016673"]),
        ("600 --shape fade=10", 1, ["11.86226940607722846166", "2036", "607.92820000000000000000"]),
        (
            "100 --below --shape steps --base 500 --target 50",
            0,
            ["8.88888888888888888889", "2033", "95.00000000000000000000"],
        ),
        (
            "40 --below --shape ceiling=600 --base 500 --target 50",
            1,
            ["10.60180186091239111009", "2035", "34.43899754670124645161"],
        ),
        // Another currency changes no time on the curve.
        (
            "200 --shape steps --currency EUR --exchange EUR=1.08",
            0,
            ["3.71458667076301871887", "2028", "212.04259259259259259259"],
        ),
        (
            "200 --shape ceiling=600 --currency EUR --exchange EUR=1.08",
            0,
            ["4.61312033732406873299", "2029", "220.77276818059747320120"],
        ),
        // In real terms, growth is constant within each year.
        (
            "250 --shape steps --deflate 2.5",
            0,
            ["5.23049009987852495228", "2030", "276.05916785605968768044"],
        ),
        ("46.73 --shape steps", 0, ["0.00000000000000000000", "2024", "46.73000000000000000000"]),
        (
            "502.42 --shape ceiling=600",
            0,
            ["10.00000000000000000000", "2034", "502.42000000000000000000"],
        ),
    ] {
        let answer = run(&format!("when {arguments} --digits 20 --format csv"));
        assert_eq!(answer.code, Some(code), "{arguments}: {}", answer.stderr);
        let row = answer.stdout.lines().nth(1).unwrap();
        let cells: Vec<&str> = row.split(',').skip(1).collect();
        assert_eq!(cells[..2], expected[..2], "{arguments}");
        assert!(cells[2].starts_with(expected[2]), "{arguments}: {row}");
    }
}

#[test]
fn a_size_that_the_curve_never_reaches() {
    for (arguments, note) in [
        (
            "600 --shape ceiling=600",
            "The market never reaches USD 600 billion: it levels off at USD 600 billion.",
        ),
        (
            "700 --shape ceiling=600 --deflate 2",
            "The market never reaches USD 700 billion: it levels off at USD 600 billion (nominal).",
        ),
        (
            "590 --shape ceiling=600 --currency EUR --exchange EUR=1.08",
            "The market never reaches EUR 590 billion: it levels off at USD 600 billion.",
        ),
        (
            "600 --shape steps --base 500 --target 50",
            "The market never reaches USD 600 billion: it shrinks.",
        ),
        ("40 --below --shape steps", "The market never falls to USD 40 billion: it grows."),
        ("40 --below --shape ceiling=600", "The market never falls to USD 40 billion: it grows."),
        (
            "600 --shape steps --target 46.73",
            "The market never reaches USD 600 billion: it doesn't change.",
        ),
        (
            "1000000 --shape steps",
            "If the equal steps continue, it would take more than 1,000 years.",
        ),
    ] {
        let answer = run(&format!("when {arguments}"));
        assert_eq!(answer.code, Some(1), "{arguments}: {}", answer.stderr);
        assert!(answer.stdout.contains(note), "{note}\n{}", answer.stdout);
    }
    let steps = full_when("600 --shape steps");
    assert!(steps.contains("If the equal steps continue, 2037 is the first year at or above it, 12.14 years after 2024."), "{steps}");
    let curve = full_when("590 --shape ceiling=600");
    assert!(curve.contains("If the logistic curve continues, 2040 is the first year"), "{curve}");
    let fade = full_when("600 --shape fade=10");
    assert!(fade.contains("If growth continues at 10% per year, 2036 is the first year"), "{fade}");
}

fn full_when(arguments: &str) -> String {
    run(&format!("when {arguments} --notes full")).stdout
}

#[test]
fn the_notes_say_what_is_assumed() {
    let report = "\nThe report's own forecast for 2034 is USD 502.42 billion.\n";
    for (arguments, note) in [
        ("steps", "Between 2024 and 2034, the market grows in equal steps of USD 45.57 billion.\n"),
        ("steps --extend 2040", "USD 45.57 billion; this continues after 2034.\n"),
        ("fade=10", "Growth moves in a straight line from 44.578% in 2025 to 10% in 2034.\n"),
        ("fade=10 --extend 2040", " to 10% in 2034, and stays at 10%.\n"),
        ("fade=10 --deflate 2", "Growth (nominal) moves in a straight line from 44.578% in 2025"),
        (
            "ceiling=600",
            "Between 2024 and 2034, the market follows a logistic curve that levels off at USD 600 billion.\n",
        ),
        ("steps --target 2030=300", "\nAssumes USD 300 billion in 2030.\nBetween 2024 and 2030, "),
        (
            "steps --base 40 --keep end",
            "\nKeeps the published USD 502.42 billion in 2034.\nBetween ",
        ),
        (
            "steps --base 500 --target 50",
            "the market shrinks in equal steps of USD 45.00 billion.\n",
        ),
        ("steps --unit million", "in equal steps of USD 45,569.00 million.\n"),
    ] {
        let table = full(&format!("forecast --shape {arguments}"));
        assert!(table.contains(note), "{note}\n{table}");
        for absent in ["Computed at", "per year", "Extends"] {
            let is_there = table.contains(absent) && !arguments.contains("deflate");
            assert!(!is_there, "{absent}\n{table}");
        }
        let is_plain = !arguments.contains(' ');
        assert!(!is_plain || table.contains(report), "{table}");
    }
    let short = stdout("forecast --shape steps --year 2030");
    let expected = "\n\nBetween 2024 and 2034, the market grows in equal steps of USD 45.57 billion.\nCervicorn";
    assert!(short.contains(expected), "{short}");
    let compared = full("compare --shape fade=10 --year 2030");
    assert!(
        compared.contains("what-if: growth moves in a straight line from 44.578%"),
        "{compared}"
    );
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("servers.toml"), SERVERS).unwrap();
    let script = "aiinfra forecast --data servers.toml --shape steps --notes full";
    let notes = shell(script, folder.path()).stdout;
    // No year lies between the sizes of 2024 and 2025.
    assert!(!notes.contains("Computed at") && notes.contains("Between 2025 and 2030, "), "{notes}");
    let (first, last) = EMBEDDED.rsplit_once("[[value]]").unwrap();
    let early = format!("{first}[[value]]\nyear = 2027\nsize = \"90\"\n\n[[value]]{last}");
    std::fs::write(folder.path().join("early.toml"), early).unwrap();
    let notes = shell("aiinfra forecast --data early.toml --shape steps", folder.path()).stdout;
    let expected = "Computed at constant growth between the published sizes of 2024 and 2027. Between 2027 and 2034, ";
    assert!(notes.contains(expected), "{notes}");
}

/// Asserts that the forecast with that shape is refused with that sentence.
fn refused(arguments: &str, expected: &str) {
    let answer = run(&format!("forecast --shape {arguments}"));
    assert_eq!(answer.code, Some(2), "{arguments}");
    assert_eq!(answer.stderr, format!("error: {expected}\n"), "{arguments}");
}

#[test]
fn a_shape_without_a_later_size_is_an_error() {
    let later = |one: &str, after: u16| {
        format!(
            "{one} with `--shape steps`: expected a known size after {after} for the shape to lead to, from --target or \
             --keep end"
        )
    };
    for (arguments, expected) in [
        ("steps --cagr 30", later("`--cagr`", 2024)),
        ("steps --actual 2025=62", later("`--actual 2025`", 2025)),
        ("steps --base 50", later("`--base`", 2024)),
        ("steps --follow cagr", later("`--follow cagr`", 2024)),
        (
            "steps --growth 2027=10 --keep end",
            "`--growth 2027` with `--shape steps`: expected no growth of single years after 2024, because the shape sets it"
                .to_owned(),
        ),
        (
            "fade=10 --growth 2031..2032=10 --target 2030=300",
            "`--growth 2031` with `--shape fade=10`: expected no growth of single years after 2024, because the shape sets it"
                .to_owned(),
        ),
    ] {
        refused(arguments, &expected);
    }
}

#[test]
fn a_shape_that_does_not_fit_the_sizes_is_an_error() {
    for (arguments, expected) in [
        (
            "ceiling=502.42",
            "shape `ceiling=502.42 billion`: expected a ceiling above 502.42 billion, the size in 2034",
        ),
        (
            "ceiling=400 --base 500 --target 50",
            "shape `ceiling=400 billion`: expected a ceiling above 500 billion, the size in 2024",
        ),
        (
            "fade=10 --actual 2033=400 --keep end",
            "shape `fade=10`: expected known sizes further apart than 2033 and 2034, because no year lies between these",
        ),
        (
            "steps --target 2025=60",
            "shape `steps`: expected known sizes further apart than 2024 and 2025, because no year lies between these",
        ),
        (
            "fade=-99 --base 1mn --target 2026=500bn",
            "shape `fade=-99`: expected a higher rate, because growth in 2025 would have to exceed 1000000%",
        ),
        (
            "steps --base 500 --target 2030=50",
            "shape `steps`: expected a shape that keeps the size above 0 and below 10^12 trillion, also in 2031",
        ),
    ] {
        refused(arguments, expected);
    }
}

#[test]
fn a_malformed_shape_is_an_error() {
    for (text, expected) in [
        (
            "fade",
            "expected growth, steps (linear), fade=PCT or ceiling=SIZE (logistic), such as fade=10 or ceiling=1.2tn",
        ),
        (
            "wave",
            "expected growth, steps (linear), fade=PCT or ceiling=SIZE (logistic), such as fade=10 or ceiling=1.2tn",
        ),
        (
            "steps=5",
            "expected growth, steps (linear), fade=PCT or ceiling=SIZE (logistic), such as fade=10 or ceiling=1.2tn",
        ),
        (
            "fade=-100",
            "expected a percentage per year above -100 and up to 1000000, such as 26.81 or -5%",
        ),
        (
            "ceiling=",
            "expected a size above 0 and below 10^12 trillion, such as 46.73, 600bn or 1.2tn",
        ),
    ] {
        let answer = run(&format!("forecast --shape {text}"));
        let line = answer.stderr.lines().next().unwrap();
        assert_eq!(
            line,
            format!("error: invalid value '{text}' for '--shape <SHAPE>': {expected}")
        );
    }
}

#[test]
fn a_report_with_a_single_size_leads_to_none() {
    // A report with a single size and a rate.
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("film.toml"), super::fixtures::FALLING).unwrap();
    let call = "aiinfra forecast --data film.toml --shape steps";
    assert_eq!(
        shell(call, folder.path()).stderr,
        "error: shape `steps`: expected a known size after 2000 for the shape to lead to, from --target or --keep end\n"
    );
    let kept = shell(&format!("{call} --keep end --year 2051"), folder.path());
    assert_eq!(kept.code, Some(0), "{}", kept.stderr);
}

#[test]
fn a_rate_to_fade_to_that_looks_like_a_fraction_is_pointed_out() {
    let table = |shape: &str| stdout(&format!("forecast --shape {shape}"));
    let warning = "Warning: 0.1 is 0.1% per year; for 10% write 10.";
    assert!(table("fade=0.1").contains(warning), "{}", table("fade=0.1"));
    assert!(!table("fade=10").contains("Warning"));
}

#[test]
fn in_a_sweep_the_rate_sets_the_last_size_and_the_shape_the_way_there() {
    let size =
        |arguments: &str| csv(&format!("sweep --base 46.73 {arguments} --digits 6"))[1][3].clone();
    // 46.73 × 1.3^10 = 644.212732
    assert_eq!(size("--cagr 30 --shape steps"), "644.212732");
    assert_eq!(size("--cagr 30 --shape steps --year 2030"), "405.219639");
    for shape in ["fade=10", "ceiling=900"] {
        let forecast = csv(&format!(
            "forecast --base 46.73 --target 644.2127318677 --shape {shape} --year 2030 --digits 6"
        ));
        assert_eq!(
            size(&format!("--cagr 30 --shape {shape} --year 2030")),
            forecast[1][1],
            "{shape}"
        );
    }
    let table = stdout("sweep --cagr 20,30 --base 40,50 --year 2030 --shape ceiling=1tn");
    let note = "each column a growth rate per year. The rate sets the size in 2034; in the years before, sizes follow a logistic \
                curve that levels off at USD 1,000 billion.";
    assert!(table.contains(note), "{table}");
    let low = run("sweep --cagr 20,30 --base 40,50 --shape ceiling=600");
    let error = "base USD 50 billion, cagr 30%: shape `ceiling=600 billion`: expected a ceiling above 689.29";
    assert!(low.stderr.contains(error), "{}", low.stderr);
    let sweep = "sweep --cagr 20 --base 40";
    assert_eq!(stdout(&format!("{sweep} --shape growth")), stdout(sweep));
}

#[test]
fn other_commands_take_a_shape() {
    let segments = csv("segments region --shape steps --year 2030 --digits 4");
    assert_eq!(segments[1][4], "124.8562");
    let goal = csv("goal 300 --year 2030 --shape steps --digits 9");
    // The implied CAGR from 46.73 to 320.144 in 6 years.
    assert_eq!(goal[1][3], "37.813447693");
    let compare = csv("compare --shape ceiling=600 --year 2030 --digits 4 --no-delta");
    assert_eq!(compare[2], ["what-if", "2030", "299.2012"]);
    let change = csv("forecast --shape steps --columns change --year 2026,2030 --digits 4");
    assert_eq!([&change[1][1], &change[2][1]], ["45.5690", "45.5690"]);
}

#[test]
fn a_scenario_file_has_a_column_for_the_shape() {
    let rows = "scenario,target,shape\neven,,steps\nslow,,fade=10\nfull,,ceiling=0.6tn\nlow,2030=300,steps\nplain,,\n";
    let sizes = |script: &str| {
        let answer = shell(script, tempfile::tempdir().unwrap().path());
        assert_eq!((answer.code, &*answer.stderr), (Some(0), ""), "{script}");
        answer.stdout
    };
    let compare =
        "aiinfra compare --scenarios plans.csv --year 2029 --format csv --digits 4 --no-delta";
    let expected = "forecast,2029,153.2256\neven,2029,274.5750\nslow,2029,223.7691\nfull,2029,238.4346\nlow,2029,257.7883\nplain,2029,153.2256\n";
    let made = sizes(&format!("printf '{rows}' > plans.csv; {compare}"));
    assert_eq!(made.split_once('\n').unwrap().1, expected);
    // batch reads the same column.
    let batch = "batch --from 2029 --to 2029 --digits 4";
    let made = piped(batch, rows.as_bytes()).stdout;
    let last = |line: &str| line.rsplit(',').next().unwrap().to_owned();
    let batched: Vec<String> = made.lines().skip(1).map(last).collect();
    let compared: Vec<String> = expected.lines().skip(1).map(last).collect();
    assert_eq!(batched, compared);
    let comma = "scenario;shape\\nslow;fade=10,5\\nfull;ceiling=600,5bn\\n";
    let commas = sizes(&format!("printf '{comma}' > plans.csv; {compare} --decimal-comma"));
    let points = "scenario,shape\\nslow,fade=10.5\\nfull,ceiling=600.5\\n";
    let points = sizes(&format!("printf '{points}' > plans.csv; {compare}"));
    assert_eq!(commas.replace(';', "|").replace(',', ".").replace('|', ","), points);
}

#[test]
fn a_row_with_a_shape_that_does_not_fit_is_an_error() {
    for (row, option, expected) in [
        (
            "scenario,shape\\na,steps",
            "--shape fade=10",
            "`shape` with `--shape fade=10`, which applies to every scenario: expected one of them",
        ),
        (
            "scenario,cagr,shape\\na,20,steps",
            "",
            "`cagr` with `shape steps`: expected a known size after 2024 for the shape to lead to, from target or --keep end",
        ),
        (
            "scenario,cagr\\na,20",
            "--shape steps",
            "`cagr` with `--shape steps`: expected a known size after 2024 for the shape to lead to, from target or --keep end",
        ),
        (
            "scenario,growth,shape\\na,2027=5,steps",
            "",
            "`growth 2027` with `shape steps`: expected no growth of single years after 2024, because the shape sets it",
        ),
        (
            "scenario,shape\\na,wave",
            "",
            "shape: shape `wave`: expected growth, steps (linear), fade=PCT or ceiling=SIZE (logistic), such as fade=10 or ceiling=1.2tn",
        ),
        (
            "scenario,shape\\na,ceiling=400",
            "",
            "shape `ceiling=400 billion`: expected a ceiling above 502.42 billion, the size in 2034",
        ),
    ] {
        let script = format!(
            "printf '{row}\\n' > plans.csv; aiinfra compare --scenarios plans.csv {option}"
        );
        let answer = shell(&script, tempfile::tempdir().unwrap().path());
        assert_eq!(answer.stderr, format!("error: plans.csv: line 2: {expected}\n"), "{row}");
    }
}

#[test]
fn every_size_is_explained() {
    let steps = stdout("forecast --shape steps --explain");
    for line in [
        "\n2025–2033: 46.73 + (502.42 − 46.73) × (year − 2024)/10\n",
        "\n2026, growth: 49.37% = 137.87 / 92.30 − 1\n",
    ] {
        assert!(steps.contains(line), "{line}\n{steps}");
    }
    let fade = stdout("forecast --shape fade=10 --year 2026 --explain");
    for line in [
        "\n2026: 95.08 = 46.73 × (1 + 44.5776%) × (1 + 40.7356%)\n",
        "  44.5776%  = fade(46.73; 502.42; 10; 10%)\n",
        "  40.7356%  = 44.5776% + (10% − 44.5776%) × 1/9\n",
        "  10%       given (--shape)\n",
    ] {
        assert!(fade.contains(line), "{line}\n{fade}");
    }
    let ceiling = stdout("forecast --shape ceiling=600 --year 2030 --explain");
    let expected = "2030: 299.20 = 600 / (1 + (600 / 46.73 − 1) × ((600 / 502.42 − 1) / (600 / 46.73 − 1))^(6/10))\n";
    assert!(ceiling.contains(expected), "{ceiling}");
    let when = stdout("when 300 --shape ceiling=600 --explain");
    let expected =
        "10 × ln((600 / 46.73 − 1) / (600 / 300 − 1)) / ln((600 / 46.73 − 1) / (600 / 502.42 − 1))";
    assert!(when.contains(expected), "{when}");
    for (shape, names) in [
        ("steps", ["\"straight-line\"", "\"implied-cagr\"", "\"equal-steps\""]),
        ("fade=10", ["\"fade\"", "\"straight-line\"", "\"fading-growth\""]),
        ("ceiling=600", ["\"logistic\"", "\"implied-cagr\"", "\"ceiling\""]),
    ] {
        let json = stdout(&format!("forecast --shape {shape} --year 2030 --explain --format json"));
        for name in names {
            assert!(json.contains(name), "{name}\n{json}");
        }
    }
}

/// Returns the trajectory along a shape, from the size in 2024 to the one that many years later, and on for five years.
fn along(
    shape: Shape<Traced<GrowthRate>, Traced<Money>>,
    start: &Money,
    end: &Money,
    years: u16,
) -> Result<Trajectory, Error> {
    let known = [(2024, start), (2024 + years, end)];
    let known = known.map(|(number, size)| (year(number), given(size.clone())));
    let course = Course {
        known: BTreeMap::from(known),
        growth: BTreeMap::new(),
        onward: Onward::Along(shape),
    };
    Trajectory::new(&course, Horizon::new(year(2024), year(2029 + years))?)
}

fn sizes(trajectory: &Trajectory) -> Vec<f64> {
    let years = trajectory.horizon().years();
    years.map(|year| trajectory.size(year).unwrap().in_unit(Unit::Billion).to_f64()).collect()
}

/// Generates a size from 1.00 to 10,000.00 billion.
fn size() -> impl Strategy<Value = Money> {
    (100u32..1_000_000).prop_map(|cents| billions(&format!("{}.{:02}", cents / 100, cents % 100)))
}

fn rate() -> impl Strategy<Value = GrowthRate> {
    (-60i32..150).prop_map(|percent| percent.to_string().parse().unwrap())
}

proptest! {
    #[test]
    fn equal_steps_are_equal(start in size(), end in size(), years in 2u16..40) {
        let Ok(forecast) = along(Shape::Steps, &start, &end, years) else {
            // Only a line that falls can end.
            prop_assert!(end < start);
            return Ok(());
        };
        let sizes = sizes(&forecast);
        let step = (sizes[usize::from(years)] - sizes[0]) / f64::from(years);
        for pair in sizes.windows(2) {
            prop_assert!((pair[1] - pair[0] - step).abs() < 1e-9 * sizes[0].max(pair[1]));
        }
        prop_assert_eq!(forecast.size(year(2024 + years))?, end);
    }

    #[test]
    fn fading_growth_moves_in_a_straight_line_and_keeps_both_sizes(
        start in size(),
        end in size(),
        last in rate(),
        years in 2u16..40,
    ) {
        let Ok(forecast) = along(Shape::Fade(given(last.clone())), &start, &end, years) else { return Ok(()) };
        prop_assert_eq!(forecast.size(year(2024))?, start);
        prop_assert_eq!(forecast.size(year(2024 + years))?, end.clone());
        let growth = |number: u16| forecast.growth(year(number)).unwrap().unwrap();
        for later in 2024 + years..2029 + years {
            prop_assert_eq!(growth(later), last.clone());
        }
        let before = forecast.size(year(2023 + years))?;
        let reached = before.times(&last.factor())?.ratio(&end).to_f64();
        assert_relative_eq!(reached, 1.0, max_relative = 1e-15);
        let percent: Vec<f64> = (2025..=2024 + years).map(|one| growth(one).percent().to_f64()).collect();
        for line in percent.windows(3) {
            prop_assert!((line[2] - 2.0 * line[1] + line[0]).abs() < 1e-9 * line[0].abs().max(1.0));
        }
    }

    #[test]
    fn fading_to_the_implied_cagr_is_constant_growth(start in size(), end in size(), years in 2u16..40) {
        let implied = growth::rate(&start, &end, &aiinfra::Years::new(u32::from(years).into())?)?;
        let faded = along(Shape::Fade(given(implied)), &start, &end, years)?;
        let constant = along(Shape::Growth, &start, &end, years)?;
        for year in constant.horizon().years() {
            let ratio = faded.size(year)?.ratio(&constant.size(year)?).to_f64();
            assert_relative_eq!(ratio, 1.0, max_relative = 1e-15);
        }
    }

    #[test]
    fn a_logistic_curve_stays_below_its_ceiling_and_never_turns(
        start in size(),
        end in size(),
        above in 1u32..10_000,
        years in 2u16..40,
    ) {
        let highest = start.clone().max(end.clone());
        let ceiling = highest.times(&(&Decimal::from(1) + &(&Decimal::from(above) / &Decimal::from(1000))))?;
        let forecast = along(Shape::Ceiling(given(ceiling.clone())), &start, &end, years)?;
        prop_assert_eq!(forecast.size(year(2024 + years))?, end.clone());
        let sizes: Vec<Money> = forecast.horizon().years().map(|one| forecast.size(one).unwrap()).collect();
        prop_assert!(sizes.iter().all(|size| *size < ceiling));
        for pair in sizes.windows(2) {
            prop_assert_eq!(pair[0].cmp(&pair[1]), start.cmp(&end));
        }
        // The log odds of the share of the ceiling are a straight line.
        let odds: Vec<f64> = sizes.iter().map(|size| (ceiling.change(size)).to_f64().ln()).collect();
        for line in odds.windows(3) {
            prop_assert!((line[2] - 2.0 * line[1] + line[0]).abs() < 1e-9);
        }
    }

    #[test]
    fn far_above_the_sizes_a_ceiling_changes_nothing(start in size(), end in size(), years in 2u16..40) {
        let ceiling = Money::parse("10000000000tn", Unit::Billion)?;
        let curve = along(Shape::Ceiling(given(ceiling)), &start, &end, years)?;
        let constant = along(Shape::Growth, &start, &end, years)?;
        for number in 2024..=2024 + years {
            let ratio = curve.size(year(number))?.ratio(&constant.size(year(number))?).to_f64();
            assert_relative_eq!(ratio, 1.0, max_relative = 1e-6);
        }
    }

    #[test]
    fn the_scale_of_the_sizes_changes_no_curve(start in size(), end in size(), last in rate(), years in 2u16..20) {
        let thousand = |size: &Money| size.times(&Decimal::from(1000)).unwrap();
        let ceiling = start.clone().max(end.clone()).times(&Decimal::from(2))?;
        let shapes = |scale: fn(&Money) -> Money| {
            [Shape::Steps, Shape::Fade(given(last.clone())), Shape::Ceiling(given(scale(&ceiling)))]
        };
        for (small, large) in shapes(Money::clone).into_iter().zip(shapes(thousand)) {
            let small = along(small, &start, &end, years);
            let large = along(large, &thousand(&start), &thousand(&end), years);
            let (Ok(small), Ok(large)) = (small, large) else { continue };
            for (one, other) in sizes(&small).into_iter().zip(sizes(&large)) {
                assert_relative_eq!(one * 1000.0, other, max_relative = 1e-14);
            }
        }
    }

    #[test]
    fn a_crossing_lies_on_the_curve(start in size(), end in size(), part in 1u32..1500, years in 2u16..30) {
        prop_assume!(start != end);
        let part = &Decimal::from(part) / &Decimal::from(1000);
        let ceiling = start.clone().max(end.clone()).times(&Decimal::from(2))?;
        let between = |one: f64, other: f64, time: f64| one + (other - one) * time / f64::from(years);
        let odds = |size: &Money| ceiling.change(size).to_f64().ln();
        let target = &start.in_unit(Unit::Billion) + &(&end.difference(&start, Unit::Billion) * &part);
        let Ok(target) = Money::new(&target, Unit::Billion) else { return Ok(()) };
        for shape in [Shape::Steps, Shape::Ceiling(given(ceiling.clone()))] {
            let is_line = matches!(shape, Shape::Steps);
            let Ok(forecast) = along(shape, &start, &end, years) else { continue };
            let size = given(target.clone());
            let found = if end > start { forecast.crossing(&size) } else { forecast.fall(&size) };
            let Ok(Some(found)) = found else { continue };
            let time = found.years.value().number().to_f64();
            let number = |size: &Money| size.in_unit(Unit::Billion).to_f64();
            let (reached, expected) = if is_line {
                (between(number(&start), number(&end), time), number(&target))
            } else {
                (between(odds(&start), odds(&end), time), odds(&target))
            };
            prop_assert!((reached - expected).abs() < 1e-9 * number(&start).max(number(&end)), "{} {}", reached, expected);
            let passed = f64::from(found.year.number() - 2024);
            prop_assert!(time <= passed && time > passed - 1.0, "{} {}", time, passed);
        }
    }
}

#[test]
fn the_longest_stretch_is_computed_too() {
    let (start, end, last) = (billions("1"), billions("5000"), "3".parse().unwrap());
    for shape in [
        Shape::Steps,
        Shape::Fade(given(last)),
        Shape::Ceiling(given(billions("5000.01"))),
        Shape::Ceiling(given(billions("1000000"))),
    ] {
        let forecast = along(shape, &start, &end, 194).unwrap();
        let sizes = sizes(&forecast);
        assert_eq!(sizes.len(), 200);
        assert!(sizes.windows(2).all(|pair| pair[0] < pair[1]), "{sizes:?}");
        let before = forecast.size(year(2217)).unwrap();
        let growth = forecast.growth(year(2218)).unwrap().unwrap();
        let reached = before.times(&growth.factor()).unwrap().ratio(&end).to_f64();
        assert_relative_eq!(reached, 1.0, max_relative = 1e-15);
    }
}

#[test]
fn a_shape_needs_two_sizes_in_the_library_too() {
    let course = Course {
        known: BTreeMap::from([(year(2024), given(billions("1")))]),
        growth: BTreeMap::new(),
        onward: Onward::Along(Shape::Steps),
    };
    let horizon = Horizon::new(year(2024), year(2030)).unwrap();
    let error = Trajectory::new(&course, horizon).unwrap_err().to_string();
    assert!(error.starts_with("no growth rate from 2024: "), "{error}");
    let market = Market::embedded().unwrap();
    let growth = BTreeMap::from([(year(2027), "5".parse().unwrap())]);
    let outlook = Outlook::PublishedEnd;
    let scenario = Scenario { shape: Shape::Steps, growth, outlook, ..Scenario::default() };
    let error = scenario.trajectory(&market).unwrap_err().to_string();
    assert!(error.starts_with("`growth 2027` with `shape steps`: "), "{error}");
    let bent = Scenario { shape: Shape::Steps, ..Scenario::default() };
    assert!(bent.replaces_figures() && bent.assumes_anything());
    // Extended by the library, the curve goes on.
    let extended = bent.trajectory(&market).unwrap().extended(year(2040)).unwrap();
    let size = extended.size(year(2040)).unwrap().in_unit(Unit::Billion);
    assert_eq!(size, "775.834".parse().unwrap());
}
