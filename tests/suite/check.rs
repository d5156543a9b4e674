//! Tests of `aiinfra check` and each of its rules.

use aiinfra::audit::{self, Finding, Rule, Status, Value};
use aiinfra::{Market, Unit, wording};

use super::program::{csv, full, run, shell, stdout};

/// Returns a report with these sizes in billions, followed by other TOML.
pub(crate) fn report(sizes: &[(u16, &str)], rest: &str) -> String {
    let mut text =
        "[market]\nname = 'M'\npublisher = 'P'\ncurrency = 'USD'\nunit = 'billion'\n".to_owned();
    for (year, size) in sizes {
        text += &format!("[[value]]\nyear = {year}\nsize = '{size}'\n");
    }
    text + rest
}

/// Returns a report with one dimension, of a market that doubles in five years.
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

/// A finding with its subject and its sentence.
pub(crate) struct Evidence {
    pub(crate) status: Status,
    pub(crate) subject: String,
    pub(crate) computed: Value,
    pub(crate) detail: String,
}

/// Returns the one finding of a rule, and fails if there is not exactly one.
pub(crate) fn found(text: &str, rule: Rule) -> Evidence {
    let mut all: Vec<Finding> =
        findings(text).into_iter().filter(|finding| finding.rule == rule).collect();
    assert_eq!(all.len(), 1, "{all:?}");
    let finding = all.remove(0);
    let scale = Market::from_toml(text).unwrap().scale(Unit::Billion, 2);
    Evidence {
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
    for part in ["imply 26.808% over 10 years", "(or 30.20% if counted as 9 years)"] {
        assert!(cagr.contains(part), "{cagr}");
    }
    assert!(rows[1][5].contains("14% of the market is not itemized"), "{}", rows[1][5]);
    assert!(rows[2][5].contains("10 years of growth, not 9"), "{}", rows[2][5]);
    let series = "The series more than doubles in 2022 and repeats 55 in 2023";
    assert!(rows[3][5].contains(series), "{}", rows[3][5]);
}

#[test]
fn the_exit_code_is_1_if_figures_contradict_each_other() {
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
fn the_notes_count_findings_and_list_what_could_not_be_checked() {
    let table = full("check");
    let (_, notes) = table.split_once("\n\n").unwrap();
    let notes: Vec<&str> = notes.lines().collect();
    assert_eq!(
        notes,
        [
            "Rules with no finding, or no figures to compare: path, fastest, segment-growth, segment-sizes, drift.",
            "Figures are compared allowing for rounding.",
            "Source: Cervicorn Consulting, AI infrastructure.",
            "Pass: cagr, shares (3), largest (4).",
            "11 findings: 1 warn, 2 note, 8 pass.",
        ]
    );
}

/// The last lines stay visible on a terminal of 24 lines, so the worst findings come last.
#[test]
fn the_worst_comes_last_and_passes_are_folded() {
    let status = |table: &str| -> Vec<String> {
        let rows = table.lines().skip(2).take_while(|line| !line.is_empty());
        rows.map(|line| line.split(' ').next().unwrap().to_owned()).collect()
    };
    assert_eq!(status(&stdout("check")), ["note", "note", "warn"]);
    let verbose = stdout("check --verbose");
    assert_eq!(status(&verbose)[..8], ["pass"; 8]);
    assert!(!verbose.contains("Pass:"), "{verbose}");
    let rows = csv("check");
    assert_eq!((rows.len(), &*rows[1][1]), (12, "warn"));
    for name in ["coherent", "precedence-ai"] {
        let file = format!("{}/examples/markets/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let answer = run(&format!("check --data {file}"));
        let rows = status(&answer.stdout);
        let expected = if name == "coherent" { "fail" } else { "pass" };
        assert_eq!(rows.last().unwrap(), expected, "{}", answer.stdout);
        let last = answer.stdout.lines().last().unwrap();
        assert!(last.contains("findings: "), "{last}");
    }
}

#[test]
fn the_cagr_rule_finds_how_years_are_counted() {
    // 100 to 200 in five years is 14.87% per year, in four 18.92%; 110 to 200 in four is 16.12%.
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
fn the_cagr_finding_explains_how_to_use_the_rate() {
    let cagr = |sizes: &[(u16, &str)], rate: &str| {
        found(&report(sizes, &format!("[cagr]\nrate = '{rate}'\n")), Rule::Cagr).detail
    };
    let two: &[(u16, &str)] = &[(2025, "100.0"), (2030, "200.0")];
    let three: &[(u16, &str)] = &[(2025, "100.0"), (2026, "110.0"), (2030, "0.2000tn")];
    assert_eq!(
        cagr(three, "17.0"),
        "the stated CAGR of 17.0% contradicts the sizes: USD 100.0 billion in 2025 and USD 0.2000 trillion in \
         2030 imply 14.87% over 5 years (or 16.12% from 2026, or 18.92% if counted as 4 years); at the stated \
         CAGR, the 2030 size would be USD 0.2192 trillion (--follow cagr), not USD 0.2000 trillion"
    );
    assert_eq!(
        cagr(three, "16.1"),
        "the stated CAGR of 16.1% matches the sizes from 2026, not from the base year 2025: USD 110.0 billion in \
         2026 and USD 0.2000 trillion in 2030 imply 16.12% over 4 years. From 2025, the sizes imply 14.9%"
    );
    assert_eq!(
        cagr(two, "15.0"),
        "the stated CAGR of 15.0% is 0.1 points above the 14.9% that USD 100.0 billion in 2025 and USD 200.0 \
         billion in 2030 imply, a difference rounding does not explain. Prefer the sizes: at the stated CAGR, the \
         2030 size would be USD 201.14 billion (--follow cagr), not USD 200.0 billion"
    );
    assert_eq!(
        cagr(two, "18.9"),
        "the stated CAGR of 18.9% matches the sizes only if 2025 to 2030 is counted as 4 years: USD 100.0 billion \
         in 2025 and USD 200.0 billion in 2030 imply 14.87% over 5 years, and at the stated CAGR, the 2030 size \
         would be USD 237.63 billion (--follow cagr), not USD 200.0 billion"
    );
    let steep = cagr(two, "1000000");
    assert!(steep.contains("the 2030 size would be more than any market"), "{steep}");
    let falling = cagr(&[(1900, "100.0"), (2030, "200.0")], "-99.9");
    assert!(falling.contains("the 2030 size would be next to nothing"), "{falling}");
    let fraction = cagr(two, "0.149");
    assert!(
        fraction.ends_with(". A rate of 14.9% would match: rates are in percent, not fractions"),
        "{fraction}"
    );
    let miscount = cagr(two, "18.89");
    assert!(
        miscount.contains("contradicts the sizes")
            && miscount.contains("18.921% if counted as 4 years")
    );
}

#[test]
fn a_cagr_with_nothing_to_compare_is_skipped() {
    is_silent(&report(&[(2025, "100"), (2030, "200")], ""), Rule::Cagr);
    is_silent(&report(&[(2025, "100")], "[cagr]\nrate = 5\nto = 2030\n"), Rule::Cagr);
    // Sizes one year apart cannot be miscounted as one year fewer.
    let finding =
        found(&report(&[(2025, "100"), (2026, "200")], "[cagr]\nrate = 50\n"), Rule::Cagr);
    assert_eq!(finding.subject, "none");
    assert!(!finding.detail.contains("(or"), "{}", finding.detail);
    assert!(finding.detail.contains(" over 1 year;"), "{}", finding.detail);
}

#[test]
fn the_period_rule_compares_the_stated_years_with_those_of_the_sizes() {
    let sizes = &[(2025, "100"), (2030, "200")];
    for (period, status, told) in [
        (
            "from = 2025\nto = 2030",
            Status::Pass,
            "for 2025 to 2030, and its sizes are for 2025 to 2030",
        ),
        ("from = 2025", Status::Pass, "for 2025 to 2030, and its"),
        (
            "from = 2026\nto = 2030",
            Status::Note,
            "(5 years of growth, not 4); the rate matches 2025 to 2030",
        ),
        (
            "from = 2025\nto = 2032",
            Status::Note,
            "sizes are for 2025 to 2030 (5 years of growth, not 7); the rate",
        ),
    ] {
        let finding =
            found(&report(sizes, &format!("[cagr]\nrate = 15\n{period}\n")), Rule::Period);
        assert_eq!(finding.status, status, "{period}");
        assert!(finding.detail.contains(told), "{}", finding.detail);
    }
    // Rounded to a whole percent, the rate matches both the years of the sizes and the stated ones.
    let three = &[(2025, "100"), (2026, "115"), (2030, "200")];
    let text = report(three, "[cagr]\nrate = 15\nfrom = 2026\nto = 2030\n");
    let detail = found(&text, Rule::Period).detail;
    assert!(detail.ends_with("; the rate matches 2025 to 2030 and 2026 to 2030"), "{detail}");
    let text = report(sizes, "[cagr]\nrate = '40.0'\nfrom = 2026\n");
    let detail = found(&text, Rule::Period).detail;
    assert!(detail.ends_with("5 years of growth, not 4); the rate matches neither"), "{detail}");
    let text = report(&sizes[..1], "[cagr]\nrate = 40\nfrom = 2026\nto = 2030\n");
    let detail = found(&text, Rule::Period).detail;
    let told = "its only size is for 2025 (5 years of growth, not 4); the forecast applies the rate from 2025";
    assert!(detail.ends_with(told), "{detail}");
    is_silent(&report(sizes, "[cagr]\nrate = 15\nto = 2030\n"), Rule::Period);
    is_silent(&report(sizes, ""), Rule::Period);
}

#[test]
fn the_path_rule_compares_the_sizes_in_between_with_constant_growth() {
    let finding = found(
        &report(&[(2020, "100.0"), (2021, "120.0"), (2022, "131.0"), (2023, "133.1")], ""),
        Rule::Path,
    );
    assert_eq!((finding.status, &*finding.subject), (Status::Note, "2021"));
    assert_eq!(
        finding.detail,
        "the published USD 120.0 billion in 2021 is 9.09% above USD 110.00 billion, the size at constant growth of 10% per year from 2020 to 2023, the largest gap that rounding does not explain. The forecast keeps the published size, so growth differs before and after 2021"
    );
    let Value::Figure(computed) = finding.computed else { panic!() };
    assert_eq!(computed.shown_in(Unit::Billion).to_fixed(6), "110.000000");
    // A size below the path counts like one above it.
    let below = found(
        &report(&[(2020, "100.0"), (2021, "111.0"), (2022, "60.0"), (2023, "133.1")], ""),
        Rule::Path,
    );
    assert_eq!(below.subject, "2022");
    assert!(below.detail.contains("50.41% below USD 121.00 billion"), "{}", below.detail);
    // 110 is on the path. So are sizes that round to it, or that rounded ends allow. 111 is not.
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
        // A single gap is not called the largest.
        let is_told = finding.detail.contains("to 2022. The forecast keeps");
        assert_eq!(is_told, status == Status::Note, "{}", finding.detail);
    }
    is_silent(&report(&[(2020, "100"), (2022, "121")], ""), Rule::Path);
}

#[test]
fn findings_are_sorted_by_severity_and_then_by_rule() {
    let text = divided("largest = 'a'", &[", share = 30", ", share = 40"])
        + "[cagr]\nrate = 5\nfrom = 2025\n";
    let told: Vec<(Status, Rule)> =
        findings(&text).iter().map(|finding| (finding.status, finding.rule)).collect();
    assert_eq!(
        told,
        [
            (Status::Fail, Rule::Cagr),
            (Status::Fail, Rule::Largest),
            (Status::Warn, Rule::Shares),
            (Status::Pass, Rule::Period),
        ]
    );
}

#[test]
fn the_computed_value_is_the_one_in_the_sentence() {
    let fortune = include_str!("../../examples/markets/fortune-ai-infrastructure.toml");
    let finding = found(fortune, Rule::Cagr);
    assert_eq!(finding.status, Status::Warn);
    let Value::Figure(computed) = finding.computed else { panic!("{:?}", finding.computed) };
    assert_eq!(computed.shown_in(Unit::Billion).to_fixed(4), "26.6135");
    assert!(finding.detail.contains("is 0.01 points below the 26.61%"), "{}", finding.detail);
}
