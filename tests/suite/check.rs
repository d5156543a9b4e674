//! `aiinfra check`, and each rule behind it.

use aiinfra::audit::{self, Finding, Rule, Status, Value};
use aiinfra::{Market, Unit, wording};

use super::program::{csv, run, shell};

/// A report with these sizes in billions, and what follows them.
pub(crate) fn report(sizes: &[(u16, &str)], rest: &str) -> String {
    let mut text =
        "[market]\nname = 'M'\npublisher = 'P'\ncurrency = 'USD'\nunit = 'billion'\n".to_owned();
    for (year, size) in sizes {
        text += &format!("[[value]]\nyear = {year}\nsize = '{size}'\n");
    }
    text + rest
}

/// A report that divides a market which doubles in five years.
pub(crate) fn divided(marks: &str, segments: &[&str]) -> String {
    let segments: Vec<String> = segments
        .iter()
        .zip('a'..)
        .map(|(more, id)| format!("{{ id = '{id}', name = '{}'{more} }}", id.to_uppercase()))
        .collect();
    let dimension = format!(
        "[[dimension]]\nid = 'd'\nname = 'D'\nyear = 2025\n{marks}\nsegments = [{}]\n",
        segments.join(", ")
    );
    report(&[(2025, "100"), (2030, "200")], &dimension)
}

pub(crate) fn findings(text: &str) -> Vec<Finding> {
    let market = Market::from_toml(text).unwrap();
    audit::check(&market).unwrap()
}

/// A finding with its sentence.
pub(crate) struct Told {
    pub(crate) status: Status,
    pub(crate) subject: String,
    pub(crate) computed: Value,
    pub(crate) detail: String,
}

/// What a rule found, where it found one thing.
pub(crate) fn found(text: &str, rule: Rule) -> Told {
    let mut all: Vec<Finding> =
        findings(text).into_iter().filter(|finding| finding.rule == rule).collect();
    assert_eq!(all.len(), 1, "{all:?}");
    let finding = all.remove(0);
    let scale = Market::from_toml(text).unwrap().scale(Unit::Billion, 2);
    Told {
        status: finding.status,
        detail: wording::finding(&finding, &scale, wording::Names::Options.into()),
        subject: finding.subject,
        computed: finding.computed,
    }
}

pub(crate) fn is_silent(text: &str, rule: Rule) {
    assert!(findings(text).iter().all(|finding| finding.rule != rule), "{:?}", findings(text));
}

#[test]
fn the_embedded_report() {
    let rows = csv("check --digits 3");
    assert_eq!(rows[0], ["rule", "status", "subject", "stated", "computed", "detail"]);
    let told: Vec<[&str; 5]> =
        rows[1..].iter().map(|row| std::array::from_fn(|at| row[at].as_str())).collect();
    assert_eq!(
        told,
        [
            ["shares", "warn", "end-use", "100.000", "86.000"],
            ["period", "note", "2025 to 2034", "2025 to 2034", "2024 to 2034"],
            ["series", "note", "enterprise-adoption", "25, 55, 55, 72, 78", ""],
            ["cagr", "pass", "base", "26.81", "26.808"],
            ["shares", "pass", "region", "100.000", "100.000"],
            ["shares", "pass", "technology", "100.000", "100.000"],
            ["shares", "pass", "deployment", "100.000", "100.000"],
            ["largest", "pass", "region", "North America", "North America"],
            ["largest", "pass", "technology", "Machine Learning", "Machine Learning"],
            ["largest", "pass", "deployment", "On-premises", "On-premises"],
            ["largest", "pass", "end-use", "Enterprises", "Enterprises"],
        ]
    );
    let cagr = &rows[4][5];
    for part in
        ["26.808 %", "26.8067 to 26.8096 % before rounding", "over 9 years it would be 30.20 %"]
    {
        assert!(cagr.contains(part), "{cagr}");
    }
    assert!(rows[1][5].contains("14 % of the market is not itemised"), "{}", rows[1][5]);
    assert!(rows[2][5].contains("10 years of growth, not 9"), "{}", rows[2][5]);
    let series = "it more than doubles in 2022 and repeats 55 in 2023";
    assert!(rows[3][5].contains(series), "{}", rows[3][5]);
}

#[test]
fn the_exit_code_is_1_where_figures_contradict_each_other() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    for (arguments, code) in [
        ("check", 0),
        ("check --strict", 1),
        ("check --data coherent.toml", 1),
        ("check --data straits.toml", 0),
        ("check --data straits.toml --strict", 1),
        ("check --data grand-view-cyber-security.toml --strict", 0),
    ] {
        let answer = shell(&format!("aiinfra {arguments}"), folder.as_ref());
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(code), ""), "{arguments}");
        assert!(answer.stdout.starts_with("Status  Rule"), "{arguments}");
    }
    assert!(run("check --strict").stdout.contains("warnings count as failures"));
}

#[test]
fn the_count_and_what_could_not_be_checked() {
    let answer = run("check");
    let after: Vec<&str> = answer.stdout.split("\n\n").nth(1).unwrap().lines().collect();
    assert_eq!(
        after[..2],
        [
            "11 findings: 0 fail, 1 warn, 2 note, 8 pass.",
            "Nothing found, or no figures to check, for: path, fastest, segment-growth.",
        ]
    );
    let lines = answer.stdout.lines().skip(2).take(11);
    assert!(lines.eq(answer.stdout.lines().skip(2).take_while(|line| !line.is_empty())));
}

#[test]
fn which_way_of_counting_fits() {
    // 100 to 200 in five years is 14.87 %, in four 18.92 %; 110 to 200 in four is 16.12 %.
    let two: &[(u16, &str)] = &[(2025, "100.0"), (2030, "200.0")];
    let three: &[(u16, &str)] = &[(2025, "100.0"), (2026, "110.0"), (2030, "200.0")];
    let later: &[(u16, &str)] = &[(2020, "40.0"), (2025, "100.0"), (2030, "200.0")];
    let inside: &[(u16, &str)] = &[(2025, "100.0"), (2030, "200.0"), (2035, "900.0")];
    for (sizes, cagr, status, way, implied) in [
        (two, "rate = 14.87", Status::Pass, "base", "14.8698"),
        (two, "rate = '14.9'", Status::Pass, "base", "14.8698"),
        (two, "rate = '14.90'", Status::Warn, "none", "14.8698"),
        (two, "rate = '14.91'", Status::Fail, "none", "14.8698"),
        (two, "rate = 18.92", Status::Warn, "short", "18.9207"),
        (two, "rate = 18.98", Status::Fail, "none", "14.8698"),
        (three, "rate = 14.87", Status::Pass, "base", "14.8698"),
        (three, "rate = 16.12", Status::Note, "next", "16.1206"),
        (three, "rate = 18.92", Status::Warn, "short", "18.9207"),
        (three, "rate = '16.22'", Status::Fail, "none", "14.8698"),
        (three, "rate = '16.2'", Status::Warn, "none", "16.1206"),
        (two, "rate = '18.89'", Status::Fail, "none", "14.8698"),
        (two, "rate = '2681'", Status::Fail, "none", "14.8698"),
        (two, "rate = '-99.9999'", Status::Fail, "none", "14.8698"),
        (three, "rate = '17.0'", Status::Fail, "none", "14.8698"),
        (later, "rate = 14.87", Status::Fail, "none", "17.4619"),
        (later, "rate = 14.87\nfrom = 2025", Status::Note, "period", "14.8698"),
        (inside, "rate = 14.87\nto = 2030", Status::Pass, "base", "14.8698"),
        (inside, "rate = 14.87", Status::Fail, "none", "24.5731"),
        (inside, "rate = 24.57\nto = 2033", Status::Pass, "base", "24.5731"),
    ] {
        let finding = found(&report(sizes, &format!("[cagr]\n{cagr}\n")), Rule::Cagr);
        let case = format!("{cagr}: {}", finding.detail);
        assert_eq!((finding.status, &*finding.subject), (status, way), "{case}");
        let Value::Figure(computed) = finding.computed else { panic!("{case}") };
        assert_eq!(computed.shown_in(Unit::Billion).to_fixed(4), implied, "{case}");
    }
}

#[test]
fn what_the_growth_rate_is_told_to_mean() {
    let cagr = |sizes: &[(u16, &str)], rate: &str| {
        found(&report(sizes, &format!("[cagr]\nrate = '{rate}'\n")), Rule::Cagr).detail
    };
    let two: &[(u16, &str)] = &[(2025, "100.0"), (2030, "200.0")];
    let three: &[(u16, &str)] = &[(2025, "100.0"), (2026, "110.0"), (2030, "0.2000tn")];
    assert_eq!(
        cagr(three, "17.0"),
        "the stated 17.0 % a year, 16.95 to 17.05 % before rounding, fits no way of counting: USD 100.0 \
         billion in 2025 to USD 0.2000 trillion in 2030 is 14.87 % over 5 years, 14.853 to 14.887 % \
         before rounding (or 16.12 % from 2026 on, or 18.92 % if counted as 4 years); they contradict each \
         other: at the stated rate the 2025 size would reach USD 0.2192 trillion by 2030 (--path stated), \
         not USD 0.2000 trillion"
    );
    assert_eq!(
        cagr(three, "16.1"),
        "the stated 16.1 % a year, 16.05 to 16.15 % before rounding, fits USD 110.0 billion in 2026 to \
         USD 0.2000 trillion in 2030: 16.12 % over 4 years, 16.100 to 16.141 % before rounding; apply it \
         from 2026 on, for from the base year 2025 it would be 14.9 %, and at the stated rate the 2025 size \
         would reach USD 0.2109 trillion by 2030 (--path stated), not USD 0.2000 trillion"
    );
    assert_eq!(
        cagr(two, "15.0"),
        "the stated 15.0 % a year, 14.95 to 15.05 % before rounding, misses what the sizes give by no \
         more than one unit of its last digit, rounding allowed for: USD 100.0 billion in 2025 to USD 200.0 billion in 2030 is \
         14.87 % over 5 years, 14.853 to 14.887 % before rounding; keep to the sizes, for at the stated \
         rate the 2025 size would reach USD 201.14 billion by 2030 (--path stated), not USD 200.0 \
         billion"
    );
    assert_eq!(
        cagr(two, "18.9"),
        "the stated 18.9 % a year, 18.85 to 18.95 % before rounding, fits only if 2025 to 2030 is counted as \
         4 years; USD 100.0 billion in 2025 to USD 200.0 billion in 2030 is 14.87 % over 5 years, 14.853 to \
         14.887 % before rounding; at the stated rate the 2025 size would reach USD 237.63 billion by 2030 \
         (--path stated), not USD 200.0 billion"
    );
    let steep = cagr(two, "1000000");
    assert!(steep.contains("size would reach more than any market by 2030"), "{steep}");
    let falling = cagr(&[(1900, "100.0"), (2030, "200.0")], "-99.9");
    assert!(falling.contains("size would reach next to nothing by 2030"), "{falling}");
    let fraction = cagr(two, "0.149");
    assert!(fraction.ends_with("; 14.9 % would fit, and a rate is in percent"), "{fraction}");
    let miscount = cagr(two, "18.89");
    assert!(
        miscount.contains("fits no way of counting")
            && miscount.contains("18.921 % if counted as 4 years")
    );
}

#[test]
fn a_growth_rate_with_nothing_to_compare_is_passed_over() {
    is_silent(&report(&[(2025, "100"), (2030, "200")], ""), Rule::Cagr);
    is_silent(&report(&[(2025, "100")], "[cagr]\nrate = 5\nto = 2030\n"), Rule::Cagr);
    // Over one year there is no way that counts a year less.
    let finding =
        found(&report(&[(2025, "100"), (2026, "200")], "[cagr]\nrate = 50\n"), Rule::Cagr);
    assert_eq!(finding.subject, "none");
    assert!(!finding.detail.contains("(or"), "{}", finding.detail);
    assert!(finding.detail.contains(" over 1 year, "), "{}", finding.detail);
}

#[test]
fn whether_the_stated_period_is_that_of_the_sizes() {
    let sizes = &[(2025, "100"), (2030, "200")];
    for (period, status, told) in [
        (
            "from = 2025\nto = 2030",
            Status::Pass,
            "for 2025 to 2030, and its sizes are of 2025 to 2030",
        ),
        ("from = 2025", Status::Pass, "for 2025 to 2030, and its"),
        (
            "from = 2026\nto = 2030",
            Status::Note,
            "5 years of growth, not 4; the rate fits 2025 to 2030",
        ),
        (
            "from = 2025\nto = 2032",
            Status::Note,
            "sizes are of 2025 to 2030: that is 5 years of growth, not 7; the rate",
        ),
    ] {
        let finding =
            found(&report(sizes, &format!("[cagr]\nrate = 15\n{period}\n")), Rule::Period);
        assert_eq!(finding.status, status, "{period}");
        assert!(finding.detail.contains(told), "{}", finding.detail);
    }
    // Rounded to a whole percent, both the sizes' own years and the stated ones fit.
    let three = &[(2025, "100"), (2026, "115"), (2030, "200")];
    let text = report(three, "[cagr]\nrate = 15\nfrom = 2026\nto = 2030\n");
    let detail = found(&text, Rule::Period).detail;
    assert!(detail.ends_with("; the rate fits 2025 to 2030 and 2026 to 2030"), "{detail}");
    let text = report(sizes, "[cagr]\nrate = '40.0'\nfrom = 2026\n");
    let detail = found(&text, Rule::Period).detail;
    assert!(detail.ends_with("5 years of growth, not 4; the rate fits neither"), "{detail}");
    let text = report(&sizes[..1], "[cagr]\nrate = 40\nfrom = 2026\nto = 2030\n");
    let detail = found(&text, Rule::Period).detail;
    let told = "its one size is of 2025: that is 5 years of growth, not 4; the forecast applies the rate from 2025 on";
    assert!(detail.ends_with(told), "{detail}");
    is_silent(&report(sizes, "[cagr]\nrate = 15\nto = 2030\n"), Rule::Period);
    is_silent(&report(sizes, ""), Rule::Period);
}

#[test]
fn whether_the_sizes_in_between_lie_on_the_path_of_constant_growth() {
    let finding = found(
        &report(&[(2020, "100.0"), (2021, "120.0"), (2022, "131.0"), (2023, "133.1")], ""),
        Rule::Path,
    );
    assert_eq!((finding.status, &*finding.subject), (Status::Note, "2021"));
    assert_eq!(
        finding.detail,
        "the published USD 120.0 billion in 2021 is 9.09 % above the USD 110.00 billion of constant growth \
         from 2020 to 2023, 10 % a year, the largest gap that rounding does not explain; the forecast goes \
         through it, with other growth before and after"
    );
    let Value::Figure(computed) = finding.computed else { panic!() };
    assert_eq!(computed.shown_in(Unit::Billion).to_fixed(6), "110.000000");
    // Below the path a gap counts as one above it does.
    let below = found(
        &report(&[(2020, "100.0"), (2021, "111.0"), (2022, "60.0"), (2023, "133.1")], ""),
        Rule::Path,
    );
    assert_eq!(below.subject, "2022");
    assert!(below.detail.contains("50.41 % below the USD 121.00 billion"), "{}", below.detail);
    // 110 is on the path, and so is what rounds to it or comes from rounded ends; 111 is not.
    for (size, status) in [
        ("110.0", Status::Pass),
        ("110", Status::Pass),
        ("110.1", Status::Pass),
        ("110.2", Status::Note),
        ("109.9", Status::Pass),
        ("109.8", Status::Note),
        ("111", Status::Note),
        ("0.11tn", Status::Pass),
    ] {
        let finding =
            found(&report(&[(2020, "100.0"), (2021, size), (2022, "121.0")], ""), Rule::Path);
        assert_eq!((finding.status, &*finding.subject), (status, "2021"), "{size}");
        // One gap alone is not the largest.
        let is_told = finding.detail.contains("10 % a year; the forecast goes through it");
        assert_eq!(is_told, status == Status::Note, "{}", finding.detail);
    }
    is_silent(&report(&[(2020, "100"), (2022, "121")], ""), Rule::Path);
}

#[test]
fn the_worst_comes_first_and_then_the_order_of_the_rules() {
    let text = divided("largest = 'a'", &[", share = 30", ", share = 40"])
        + "[cagr]\nrate = 5\nfrom = 2026\n";
    let told: Vec<(Status, Rule)> =
        findings(&text).iter().map(|finding| (finding.status, finding.rule)).collect();
    assert_eq!(
        told,
        [
            (Status::Fail, Rule::Cagr),
            (Status::Fail, Rule::Largest),
            (Status::Warn, Rule::Shares),
            (Status::Note, Rule::Period),
        ]
    );
}

#[test]
fn what_is_computed_is_what_the_warning_rests_on() {
    let fortune = include_str!("../../examples/markets/fortune-ai-infrastructure.toml");
    let finding = found(fortune, Rule::Cagr);
    assert_eq!(finding.status, Status::Warn);
    let Value::Figure(computed) = finding.computed else { panic!("{:?}", finding.computed) };
    assert_eq!(computed.shown_in(Unit::Billion).to_fixed(4), "26.6135");
    assert!(finding.detail.contains("is 26.614 % over 8 years"), "{}", finding.detail);
}

#[test]
fn a_band_is_told_with_as_many_digits_as_tell_its_ends_apart() {
    let text = report(&[(2024, "100.000000"), (2034, "317.833800")], "[cagr]\nrate = '12'\n");
    let finding = found(&text, Rule::Cagr);
    let told = "12.2599999 to 12.2599999 % before rounding";
    assert!(
        !finding.detail.contains(told) && !finding.detail.contains("12.26 to 12.26 %"),
        "{}",
        finding.detail
    );
    let (_, band) = finding.detail.split_once("over 10 years, ").unwrap();
    let (low, rest) = band.split_once(" to ").unwrap();
    let (high, _) = rest.split_once(" % before rounding").unwrap();
    let [low, high]: [f64; 2] = [low, high].map(|end| end.parse().unwrap());
    assert!(low < high, "{}", finding.detail);
}
