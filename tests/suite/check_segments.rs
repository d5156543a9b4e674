//! Tests of the rules of `check` for sizes of segments, shares of several years, and dimensions that divide a segment.

use std::fs;

use aiinfra::audit::{Detail, Finding, Rule, Status, Value};
use aiinfra::{Evidence, Market, Unit, wording};

use super::check::{divided, findings, found, is_silent, report};
use super::program::shell;

/// Returns the status, subject and sentence of every finding of a rule.
fn told(text: &str, rule: Rule) -> Vec<(Status, String, String)> {
    let scale = Market::from_toml(text).unwrap().scale(Unit::Billion, 2);
    let sentence =
        |finding: &Finding| wording::finding(finding, &scale, wording::Spelling::default());
    let all = findings(text);
    let of_rule = all.iter().filter(|finding| finding.rule == rule);
    of_rule.map(|one| (one.status, one.subject.clone(), sentence(one))).collect()
}

/// Returns a number in the unit of the column `computed`, with this many decimals.
fn number(value: &Value, digits: u8) -> String {
    match value {
        Value::Figure(figure) => figure.shown_in(Unit::Billion).to_fixed(digits),
        other => panic!("{other:?}"),
    }
}

/// Returns a report whose dimension `d` divides a segment, `x`, of the dimension `p`.
fn nested(parent: &str, segments: &str) -> String {
    let dimensions = format!(
        "[[dimension]]\nid = 'p'\nname = 'Offering'\nyear = 2025\n\
         segments = [{{ id = 'x', name = 'Hardware', {parent} }}, {{ id = 'y', name = 'Software' }}]\n\
         [[dimension]]\nid = 'd'\nname = 'D'\nof = 'p/x'\nyear = 2025\n{segments}\n"
    );
    report(&[(2025, "100"), (2030, "200")], &dimensions)
}

/// Returns the segments A and B with these keys.
fn two(one: &str, other: &str) -> String {
    format!("segments = [{{ id = 'a', name = 'A', {one} }}, {{ id = 'b', name = 'B', {other} }}]\n")
}

#[test]
fn the_segment_sizes_rule_adds_up_printed_sizes() {
    // The market is 99.5 to 100.5.
    for (one, other, status) in [
        ("'60'", "'40'", Status::Pass),
        ("'60.0'", "'40.6'", Status::Pass),
        ("'60.0'", "'40.7'", Status::Fail),
        ("'60.0'", "'39.4'", Status::Pass),
        ("'60.0'", "'39.3'", Status::Warn),
        ("'0.06tn'", "'40'", Status::Pass),
        // A range stands for each of its sizes.
        ("'60.0'", "{ low = '30', high = '40' }", Status::Pass),
        ("'60.0'", "{ low = '40.5', high = '50' }", Status::Pass),
        ("'60.0'", "{ low = '40.6', high = '50' }", Status::Fail),
        ("'60.0'", "{ low = '20', high = '39.45' }", Status::Pass),
        ("'60.0'", "{ low = '20', high = '39.44' }", Status::Warn),
    ] {
        let segments = [one, other].map(|size| format!(", sizes = {{ 2025 = {size} }}"));
        let text = divided("", &[&segments[0], &segments[1]]);
        let finding = found(&text, Rule::SegmentSizes);
        let case = format!("{one}, {other}: {}", finding.detail);
        assert_eq!((finding.status, &*finding.subject), (status, "d.2025"), "{case}");
        is_silent(&text, Rule::Shares);
    }
}

#[test]
fn the_segment_sizes_finding_names_what_remains() {
    let sentence = |segments: &[&str]| {
        let finding = found(&divided("", segments), Rule::SegmentSizes);
        (finding.status, finding.detail, number(&finding.computed, 6))
    };
    let size = |size: &str| format!(", sizes = {{ 2025 = '{size}' }}");
    assert_eq!(
        sentence(&[&size("60"), &size("40.2")]),
        (
            Status::Pass,
            "D: the 2 published sizes for 2025 add up to USD 100.20 billion, which matches the market's \
             USD 100 billion"
                .to_owned(),
            "100.200000".to_owned()
        )
    );
    assert_eq!(
        sentence(&[&size("60"), &size("50")]),
        (
            Status::Fail,
            "D: the 2 published sizes for 2025 add up to USD 110.00 billion, 10.00% above the market's USD 100 \
             billion, more than rounding explains; a figure is wrong, or the segments overlap"
                .to_owned(),
            "110.000000".to_owned()
        )
    );
    assert_eq!(
        sentence(&[&size("60"), &size("30")]).1,
        "D: the 2 published sizes for 2025 add up to USD 90.00 billion, which leaves USD 10.00 billion of the market's \
         USD 100 billion for what is not itemized"
    );
    // Segments without a size may have any.
    assert_eq!(
        sentence(&[&size("60.0"), "", ""]),
        (
            Status::Pass,
            "D: the only published size for 2025 is USD 60.0 billion, which leaves USD 40.00 billion of the market's \
             USD 100 billion for B and C"
                .to_owned(),
            "60.000000".to_owned()
        )
    );
    let (status, full, _) = sentence(&[&size("100.3"), ""]);
    assert_eq!(status, Status::Pass);
    let nothing =
        "is USD 100.3 billion, which leaves nothing of the market's USD 100 billion for B";
    assert!(full.ends_with(nothing), "{full}");
    for (one, status) in [("100.5", Status::Pass), ("100.6", Status::Fail)] {
        assert_eq!(sentence(&[&size(one), ""]).0, status, "{one}");
    }
}

#[test]
fn a_printed_share_counts_beside_a_size_with_its_part_of_the_same_whole() {
    // 60.0% is 59.95% to 60.05% of 99.5 to 100.5. The rest is 39.75025 to 40.25025.
    for (size, status) in [
        ("40.3", Status::Pass),
        ("40.4", Status::Fail),
        ("39.8", Status::Pass),
        ("39.7", Status::Warn),
    ] {
        let size = format!(", sizes = {{ 2025 = '{size}' }}");
        let text = divided("", &[", share = '60.0'", &size]);
        let finding = found(&text, Rule::SegmentSizes);
        assert_eq!(finding.status, status, "{}", finding.detail);
        let sum = "D: the 2 published sizes and shares for 2025 add up to";
        assert!(finding.detail.starts_with(sum), "{}", finding.detail);
        // The same sum, in percent.
        assert_eq!(found(&text, Rule::Shares).status, status, "{size}");
    }
    let text = divided("", &[", share = '60.0'", ", sizes = { 2025 = '30.0' }"]);
    assert_eq!(
        found(&text, Rule::Shares).detail,
        "D: the 2 published shares and sizes for 2025 add up to 90.00%; the remaining 10.00% of the market is not \
         itemized, so the segments add up to less than the market"
    );
    let text = divided("", &[", share = '60.0'", ", sizes = { 2025 = '50.0' }"]);
    assert!(
        found(&text, Rule::Shares).detail.ends_with(
            "add up to 110.00% of the market, more than rounding explains; a figure is wrong, or the segments overlap"
        )
    );
}

#[test]
fn sizes_are_compared_with_the_segment_that_the_dimension_divides() {
    // By its share, Hardware is 59.65025 to 60.35025.
    for (parent, size, status) in [
        ("share = '60.0'", "30.4", Status::Pass),
        ("share = '60.0'", "30.5", Status::Fail),
        ("share = '60.0'", "29.6", Status::Pass),
        ("share = '60.0'", "29.5", Status::Warn),
        ("sizes = { 2025 = '61.0' }", "31.1", Status::Pass),
        ("sizes = { 2025 = '61.0' }", "31.2", Status::Fail),
        ("sizes = { 2025 = '61.0' }", "30.9", Status::Pass),
        ("sizes = { 2025 = '61.0' }", "30.8", Status::Warn),
    ] {
        let segments = two("sizes = { 2025 = '30.0' }", &format!("sizes = {{ 2025 = '{size}' }}"));
        let all = told(&nested(parent, &segments), Rule::SegmentSizes);
        let own: Vec<_> = all.iter().filter(|(_, subject, _)| subject == "d.2025").collect();
        let [(found, _, detail)] = own.as_slice() else { panic!("{all:?}") };
        assert_eq!(*found, status, "{detail}");
        assert!(detail.starts_with("D of the Hardware segment: the 2 published sizes"), "{detail}");
        assert!(detail.contains("the Hardware segment's USD 6"), "{detail}");
    }
    // Without a figure for Hardware in that year, there is nothing to compare with.
    let sizes = two("sizes = { 2030 = '30.0' }", "sizes = { 2030 = '30.0' }");
    is_silent(&nested("shares = { 2025 = '60.0' }", &sizes), Rule::SegmentSizes);
}

#[test]
fn the_drift_rule_compares_two_sizes_with_the_cagr() {
    // 10.05 to 19.95 is 14.698% per year, and 9.95 to 20.05 is 15.042%. A range of 15 to 25 allows 8.339% to 20.233%.
    for (end, rate, status) in [
        ("'20.0'", "'14.69'", Status::Warn),
        ("'20.0'", "'14.70'", Status::Pass),
        ("'20.0'", "'15.04'", Status::Pass),
        ("'20.0'", "'15.05'", Status::Warn),
        ("'20.0'", "'15'", Status::Pass),
        ("'20.0'", "{ low = '15.04', high = '18' }", Status::Pass),
        ("'20.0'", "{ low = '15.05', high = '18' }", Status::Warn),
        ("{ low = '15', high = '25' }", "'8.33'", Status::Warn),
        ("{ low = '15', high = '25' }", "'8.34'", Status::Pass),
        ("{ low = '15', high = '25' }", "'20.23'", Status::Pass),
        ("{ low = '15', high = '25' }", "'20.24'", Status::Warn),
    ] {
        let segment = format!(", sizes = {{ 2025 = '10.0', 2030 = {end} }}, cagr = {rate}");
        let finding = found(&divided("", &[&segment, ""]), Rule::Drift);
        let case = format!("{end}, {rate}: {}", finding.detail);
        assert_eq!((finding.status, &*finding.subject), (status, "d.a"), "{case}");
        assert_eq!(number(&finding.computed, 6), "14.869835", "{case}");
    }
}

#[test]
fn the_drift_rule_compares_two_shares_with_the_cagr() {
    // 40.0% of 100 to 50.0% of 200 is 20.112% per year, and 19.879% to 20.347% allowing for rounding.
    for (rate, status) in [
        ("19.87", Status::Warn),
        ("19.88", Status::Pass),
        ("20.35", Status::Pass),
        ("20.36", Status::Warn),
    ] {
        let segment = format!(", shares = {{ 2025 = '40.0', 2030 = '50.0' }}, cagr = '{rate}'");
        let finding = found(&divided("", &[&segment, ""]), Rule::Drift);
        assert_eq!(finding.status, status, "{}", finding.detail);
        assert_eq!(number(&finding.computed, 6), "20.112443", "{rate}");
    }
    // The size in 2026 is on the path through the published sizes: 114.353 to 115.387.
    for (rate, status) in [
        ("14.59", Status::Warn),
        ("14.60", Status::Pass),
        ("15.14", Status::Pass),
        ("15.15", Status::Warn),
    ] {
        let segment = format!(", shares = {{ 2026 = '40.0', 2030 = '40.0' }}, cagr = '{rate}'");
        let finding = found(&divided("", &[&segment, ""]), Rule::Drift);
        assert_eq!(finding.status, status, "{}", finding.detail);
        assert_eq!(number(&finding.computed, 6), "14.869835", "{rate}");
    }
    // 40.0% of 60.0% of 100 to 50.0% of 50.0% of 200: 15.544% to 16.080%.
    for (rate, status) in [
        ("15.53", Status::Warn),
        ("15.54", Status::Pass),
        ("16.08", Status::Pass),
        ("16.09", Status::Warn),
    ] {
        let shares = format!("shares = {{ 2025 = '40.0', 2030 = '50.0' }}, cagr = '{rate}'");
        let text = nested("shares = { 2025 = '60.0', 2030 = '50.0' }", &two(&shares, "cagr = 5"));
        let finding = found(&text, Rule::Drift);
        assert_eq!(finding.status, status, "{}", finding.detail);
        assert_eq!(number(&finding.computed, 6), "15.811518", "{rate}");
    }
}

#[test]
fn sizes_of_years_without_published_ones_follow_the_stated_cagr() {
    let text = |rate: &str| {
        let segment = format!(", shares = {{ 2025 = '40.0', 2030 = '40.0' }}, cagr = '{rate}'");
        let known = "[[value]]\nyear = 2030\nsize = '200'\n";
        let text = divided("", &[&segment, ""]);
        assert!(text.contains(known));
        text.replacen(known, "[cagr]\nrate = '14.87'\nto = 2030\n", 1)
    };
    // 100.5 * 40.05% to 99.5 * 1.14865^5 * 39.95% is 14.578% per year, and the other way around 15.163%.
    for (rate, status) in [
        ("14.57", Status::Warn),
        ("14.58", Status::Pass),
        ("15.16", Status::Pass),
        ("15.17", Status::Warn),
    ] {
        let finding = found(&text(rate), Rule::Drift);
        assert_eq!(finding.status, status, "{}", finding.detail);
        assert_eq!(number(&finding.computed, 4), "14.8700");
    }
}

#[test]
fn a_dimension_may_divide_a_segment_of_a_segment() {
    // 50.0% of 60.0% of the market is 29.795 to 30.205.
    for (size, status) in [
        ("15.3", Status::Pass),
        ("15.4", Status::Fail),
        ("14.7", Status::Pass),
        ("14.6", Status::Warn),
    ] {
        let text = nested("share = '60.0'", &two("share = '50.0'", "share = '50.0'"))
            + "[[dimension]]\nid = 'e'\nname = 'E'\nof = 'd/a'\n"
            + &two("sizes = { 2025 = '15.0' }", &format!("sizes = {{ 2025 = '{size}' }}"));
        let finding = found(&text, Rule::SegmentSizes);
        assert_eq!((finding.status, &*finding.subject), (status, "e.2025"), "{}", finding.detail);
        assert!(finding.detail.contains("E of the A segment: "), "{}", finding.detail);
    }
}

#[test]
fn nothing_is_compared_with_a_whole_of_zero() {
    let text =
        nested("share = '0'", &two("sizes = { 2025 = '5' }, cagr = 4", "share = '50', cagr = 5"));
    for rule in [Rule::SegmentSizes, Rule::SegmentGrowth, Rule::Drift] {
        is_silent(&text, rule);
    }
    assert!(told(&text, Rule::Shares).iter().all(|(_, subject, _)| subject == "p"));
}

#[test]
fn the_drift_finding_names_both_rates() {
    let detail = |segment: &str| found(&divided("", &[segment, ", cagr = 5"]), Rule::Drift).detail;
    assert_eq!(
        detail(", sizes = { 2025 = '10.0', 2030 = '20.0' }, cagr = '15'"),
        "D: the figures for A, USD 10.0 billion in 2025 and USD 20.0 billion in 2030, imply growth of 14.9% per year, \
         which matches the stated CAGR of 15%"
    );
    assert_eq!(
        detail(", shares = { 2025 = '40', 2030 = '50.0' }, cagr = '25.0'"),
        "D: the figures for A, 40% in 2025 and 50.0% in 2030, imply growth of 20.11% per year, not the stated 25.0%, \
         and rounding does not explain the difference. The report does not say which years this CAGR covers; prefer \
         the figures for 2025 and 2030"
    );
    let range =
        detail(", shares = { 2025 = '40', 2030 = '50' }, cagr = { low = '18', high = '22.5' }");
    let told = "imply growth of 20.1% per year, which matches the stated CAGR of 18–22.5%";
    assert!(range.ends_with(told), "{range}");
}

#[test]
fn drift_needs_two_years_whose_sizes_follow_from_the_report() {
    for segment in [
        ", shares = { 2025 = '40', 2030 = '50' }",
        ", shares = { 2025 = '40' }, cagr = 5",
        // No growth starts at zero, and there is no size for 2035.
        ", shares = { 2025 = '0', 2030 = '50' }, cagr = 5",
        ", shares = { 2025 = '40', 2035 = '50' }, cagr = 5",
    ] {
        is_silent(&divided("", &[segment, ""]), Rule::Drift);
    }
    // The report does not say how large Hardware is in 2030.
    let shares = two("shares = { 2025 = '40', 2030 = '50' }, cagr = 5", "cagr = 5");
    is_silent(&nested("shares = { 2025 = '60.0' }", &shares), Rule::Drift);
    // The first and the last of three years count.
    let segment = ", shares = { 2025 = '40.0', 2027 = '90', 2030 = '40.0' }, cagr = '14.87'";
    assert_eq!(found(&divided("", &[segment, ""]), Rule::Drift).status, Status::Pass);
}

#[test]
fn shares_of_two_years_are_added_up_separately() {
    let text = divided(
        "",
        &[", shares = { 2025 = '60', 2030 = '50' }", ", shares = { 2025 = '40', 2030 = '38' }", ""],
    );
    let all = told(&text, Rule::Shares);
    let of_2030 = "D: the 2 published shares for 2030 add up to 88%; the remaining 12% of the market is not itemized, \
                   including C, so the segments add up to less than the market";
    let of_2025 = "D: the 2 published shares for 2025 add up to 100%";
    assert_eq!(
        all,
        [
            (Status::Warn, "d.2030".to_owned(), of_2030.to_owned()),
            (Status::Pass, "d.2025".to_owned(), of_2025.to_owned()),
        ]
    );
    // A share of another year does not count.
    let text =
        divided("", &[", shares = { 2025 = '60', 2030 = '50' }", ", shares = { 2025 = '40' }"]);
    let (status, _, detail) = told(&text, Rule::Shares).remove(0);
    assert_eq!(status, Status::Warn);
    let told = "D: the only published share for 2030 is 50%; the remaining 50% of the market is not itemized, including B";
    assert!(detail.starts_with(told), "{detail}");
}

#[test]
fn shares_beyond_the_whole_are_found_even_if_another_year_has_a_size() {
    let text = divided(
        "",
        &[", shares = { 2025 = '80' }, sizes = { 2030 = '100' }", ", shares = { 2025 = '60' }"],
    );
    let finding = found(&text, Rule::Shares);
    assert_eq!(finding.status, Status::Fail);
    let told = "for 2025 add up to 140% of the market, more than rounding explains";
    assert!(finding.detail.contains(told), "{}", finding.detail);
}

#[test]
fn the_largest_segment_is_found_by_size_if_sizes_are_published() {
    let size = |size: &str| format!(", sizes = {{ 2025 = '{size}' }}");
    for (one, other, status) in [
        (size("39"), size("39.4"), Status::Pass),
        (size("39"), size("39.6"), Status::Fail),
        (size("39"), size("0.038tn"), Status::Pass),
        (size("39"), size("0.041tn"), Status::Fail),
        // 39.5% of the market is 39.25275 to 39.74775.
        (size("39.3"), ", share = '39.5'".to_owned(), Status::Pass),
        (size("39.2"), ", share = '39.5'".to_owned(), Status::Fail),
    ] {
        let finding = found(&divided("largest = 'a'", &[&one, &other]), Rule::Largest);
        assert_eq!(finding.status, status, "{one}, {other}: {}", finding.detail);
    }
    let detail =
        |other: &str| found(&divided("largest = 'a'", &[&size("39"), other]), Rule::Largest).detail;
    assert_eq!(
        detail(&size("0.041tn")),
        "D: the report calls A the largest, with a size of USD 39 billion, but B has USD 0.041 trillion; either the \
         name or a size is wrong"
    );
    assert_eq!(
        detail(&size("20")),
        "D: the report calls A the largest, and no published size is above its USD 39 billion; the USD 41.00 billion \
         that is not itemized may include a larger one"
    );
    assert!(detail(&size("30")).ends_with("above its USD 39 billion"), "{}", detail(&size("30")));
}

#[test]
fn the_fastest_segment_grows_no_slower_than_the_segment_it_divides() {
    // The market grows 14.87% per year, Hardware 10% or, before rounding, 9.5%.
    for (rate, status) in [("9.4", Status::Fail), ("9.5", Status::Pass)] {
        let segments = format!("fastest = 'a'\n{}", two(&format!("cagr = '{rate}'"), "cagr = 5"));
        let text = nested("cagr = '10'", &segments);
        let finding = found(&text, Rule::Fastest);
        assert_eq!(finding.status, status, "{}", finding.detail);
        let told = match status {
            Status::Fail => "but the Hardware segment grows at 10% per year, and segments cannot",
            _ => "; the Hardware segment's 10% does not contradict it",
        };
        assert!(finding.detail.contains(told), "{}", finding.detail);
    }
    // Nothing is known of how Hardware grows.
    let segments = format!("fastest = 'a'\n{}", two("cagr = 2", "cagr = 1"));
    let finding = found(&nested("shares = { 2025 = '60' }", &segments), Rule::Fastest);
    assert_eq!(finding.status, Status::Pass);
    assert!(finding.detail.ends_with("no published rate is above that"), "{}", finding.detail);
}

#[test]
fn segments_grow_from_the_size_of_what_they_divide() {
    let growth = |parent: &str, rate: &str| {
        let one = format!("share = '60.0', cagr = '{rate}'");
        let text = nested(parent, &two(&one, "share = '40.0', cagr = '14.87'"));
        told(&text, Rule::SegmentGrowth).pop()
    };
    let both = "shares = { 2025 = '50.0', 2030 = '50.0' }";
    let (status, subject, detail) = growth(both, "14.87").unwrap();
    assert_eq!((status, &*subject), (Status::Pass, "d"), "{detail}");
    assert_eq!(
        detail,
        "D of the Hardware segment: growing at their own rates from 2025, the segments add up to USD 100.00 billion in \
         2030, which matches the Hardware segment's USD 100.00 billion"
    );
    let (status, _, detail) = growth(both, "20.00").unwrap();
    assert_eq!(status, Status::Warn);
    let told = "14.65% above the Hardware segment's USD 100.00 billion; use either the segments' rates or the Hardware \
                segment's forecast, not both";
    assert!(detail.ends_with(told), "{detail}");
    assert!(growth("shares = { 2025 = '50.0' }", "20.00").is_none());
}

#[test]
fn sizes_grow_too_and_shares_of_two_years_are_left_to_drift() {
    let segments =
        [", sizes = { 2025 = '60.0' }, cagr = '20.00'", ", share = '40.0', cagr = '14.87'"];
    let finding = found(&divided("", &segments), Rule::SegmentGrowth);
    assert_eq!(finding.status, Status::Warn);
    assert!(finding.detail.contains("add up to USD 229.30 billion in 2030"), "{}", finding.detail);
    // 60.0 at 14.87% and 40.0% of 100 at 14.87% are 200.0.
    let segments =
        [", sizes = { 2025 = '60.0' }, cagr = '14.87'", ", share = '40.0', cagr = '14.87'"];
    assert_eq!(found(&divided("", &segments), Rule::SegmentGrowth).status, Status::Pass);
    let segments = [
        ", shares = { 2025 = '60.0', 2030 = '60.0' }, cagr = '20.00'",
        ", share = '40.0', cagr = '14.87'",
    ];
    is_silent(&divided("", &segments), Rule::SegmentGrowth);
    assert_eq!(found(&divided("", &segments), Rule::Drift).status, Status::Warn);
}

#[test]
fn history_before_the_base_year_does_not_count() {
    let with_base = |sizes: &[(u16, &str)], rest: &str| {
        report(sizes, rest).replacen("unit = 'billion'\n", "unit = 'billion'\nbase = 2025\n", 1)
    };
    let sizes = &[(2020, "10.0"), (2025, "100.0"), (2026, "110.0"), (2027, "121.0")];
    let finding = found(&with_base(sizes, ""), Rule::Path);
    assert_eq!((finding.status, &*finding.subject), (Status::Pass, "2026"));
    let told = "match constant growth of 10% per year from 2025 to 2027";
    assert!(finding.detail.ends_with(told), "{}", finding.detail);
    assert_eq!(found(&report(sizes, ""), Rule::Path).status, Status::Note);
    is_silent(&with_base(&[(2020, "10"), (2025, "100"), (2030, "200")], ""), Rule::Path);
    let dimension = |year: u16| {
        format!("[[dimension]]\nid = 'd'\nname = 'D'\nyear = {year}\n")
            + &two("share = '60', cagr = '10.0'", "share = '40', cagr = '10.0'")
    };
    let finding = found(&with_base(sizes, &dimension(2025)), Rule::SegmentGrowth);
    assert_eq!(finding.status, Status::Pass, "{}", finding.detail);
    is_silent(&with_base(sizes, &dimension(2020)), Rule::SegmentGrowth);
    // From 2025 on, A grows by 10%. Only its share in 2020 contradicts that.
    let shares = ", shares = { 2020 = '9', 2025 = '40.0', 2027 = '40.0' }, cagr = '10.0'";
    let drifting = format!(
        "[[dimension]]\nid = 'd'\nname = 'D'\nsegments = [{{ id = 'a', name = 'A'{shares} }}]\n"
    );
    assert_eq!(found(&with_base(sizes, &drifting), Rule::Drift).status, Status::Pass);
    assert_eq!(found(&report(sizes, &drifting), Rule::Drift).status, Status::Warn);
    // The market's growth from the base year is 10%, with history 42.8%.
    let fastest = dimension(2025).replacen("segments", "fastest = 'a'\nsegments", 1);
    assert_eq!(found(&with_base(sizes, &fastest), Rule::Fastest).status, Status::Pass);
    assert_eq!(found(&report(sizes, &fastest), Rule::Fastest).status, Status::Fail);
}

#[test]
fn programs_get_kinds_and_figures() {
    let text = nested(
        "shares = { 2025 = '60.0', 2030 = '50.0' }",
        &two("sizes = { 2025 = '20.0', 2030 = '50.0' }, cagr = '40.0'", "share = '50.0'"),
    );
    let all = findings(&text);
    let detail = |rule: Rule| -> &Detail {
        &all.iter()
            .find(|finding| finding.rule == rule && finding.subject.starts_with('d'))
            .unwrap()
            .detail
    };
    let names = |rule: Rule| -> Vec<&str> {
        detail(rule).figures().iter().map(|(name, _)| *name).collect()
    };
    assert_eq!(detail(Rule::SegmentSizes).kind(), "sizes-leave-a-rest");
    assert_eq!(
        names(Rule::SegmentSizes),
        ["dimension", "of", "year", "count", "sum", "whole", "rest", "unpublished"]
    );
    assert_eq!(detail(Rule::Drift).kind(), "drift-differs");
    assert_eq!(
        names(Rule::Drift),
        ["dimension", "of", "segment", "from", "start", "to", "end", "implied_rate", "stated_rate"]
    );
    let figures = detail(Rule::Drift).figures();
    assert!(matches!(&figures[1].1, Evidence::Name(name) if name == "Hardware"));
}

#[test]
fn the_program_prints_sizes_and_rates_in_the_columns() {
    let segments = two(
        "sizes = { 2025 = '20.0', 2030 = '50.0' }, cagr = '40.0'",
        "sizes = { 2025 = '30.0', 2030 = '50.0' }, cagr = { low = '10', high = '12' }",
    );
    let text = nested("shares = { 2025 = '60.0', 2030 = '50.0' }", &segments);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("nested.toml"), text).unwrap();
    let answer =
        shell("aiinfra check --data nested.toml --format csv | cut -d, -f1-5", folder.path());
    let rows: Vec<&str> = answer.stdout.lines().filter(|line| line.contains(",d.")).collect();
    assert_eq!(
        rows,
        [
            "segment-sizes,warn,d.2025,60,50",
            "drift,warn,d.a,40.0,20.112443398143125",
            "segment-sizes,pass,d.2030,100,100",
            "drift,pass,d.b,11,10.756634324828996",
        ]
    );
}
