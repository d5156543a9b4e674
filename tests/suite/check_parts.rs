//! Tests of the rules of `check` for segments and series.

use aiinfra::audit::{Rule, Status, Value};

use super::check::{divided, found, is_silent, report};

#[test]
fn the_shares_rule_adds_up_the_shares() {
    for (shares, status, told) in [
        ([60, 40], Status::Pass, "D: the 2 published shares for 2025 add up to 100%"),
        ([60, 41], Status::Pass, "add up to 101%, which is 100% within rounding"),
        ([60, 39], Status::Pass, "add up to 99%, which is 100% within rounding"),
        (
            [60, 38],
            Status::Warn,
            "add up to 98%; the remaining 2% of the market is not itemized, so the segments",
        ),
    ] {
        let segments = shares.map(|share| format!(", share = {share}"));
        let finding = found(&divided("", &[&segments[0], &segments[1]]), Rule::Shares);
        assert_eq!((finding.status, &*finding.subject), (status, "d"), "{shares:?}");
        assert!(finding.detail.contains(told), "{}", finding.detail);
    }
    let finding = found(&divided("", &[", share = 60", "", ""]), Rule::Shares);
    assert!(finding.detail.contains("40% of the market is not itemized, including B and C"));
    is_silent(&divided("", &["", ""]), Rule::Shares);
}

#[test]
fn the_largest_rule_compares_shares() {
    for (one, other, status) in [
        ("39", "38", Status::Pass),
        ("39", "39", Status::Pass),
        ("39", "39.4", Status::Pass),
        ("39", "39.6", Status::Fail),
        ("38", "39", Status::Fail),
    ] {
        let segments = [format!(", share = '{one}'"), format!(", share = '{other}'")];
        let finding =
            found(&divided("largest = 'a'", &[&segments[0], &segments[1]]), Rule::Largest);
        assert_eq!(finding.status, status, "{one}, {other}");
        let largest = if status == Status::Pass { "A" } else { "B" };
        assert_eq!(finding.computed, Value::Text(largest.to_owned()), "{one}, {other}");
    }
    let finding = found(
        &divided("largest = 'a'", &[", share = 38", ", share = 21", ", share = 41"]),
        Rule::Largest,
    );
    assert_eq!(
        finding.detail,
        "D: the report calls A the largest, with a share of 38%, but C has 41%; either the name or a share \
         is wrong"
    );
    let finding = found(
        &divided("largest = 'a'", &[", share = 20", ", share = 30", ", share = 30"]),
        Rule::Largest,
    );
    assert_eq!(finding.computed, Value::Text("B".to_owned()));
    is_silent(&divided("largest = 'a'", &["", ", share = 38"]), Rule::Largest);
    is_silent(&divided("", &[", share = 38"]), Rule::Largest);
}

#[test]
fn the_fastest_rule_compares_growth_with_other_segments_and_the_market() {
    // The market grows 14.87% per year.
    for (one, other, status, told) in [
        (
            "15",
            "14",
            Status::Pass,
            "and no published rate is above that; the market's 14.870% does not contradict it",
        ),
        ("15", "15.2", Status::Pass, "above that by more than rounding;"),
        (
            "15",
            "16",
            Status::Fail,
            "at 15% per year, but B has 16%; either the name or a rate is wrong",
        ),
        (
            "14.3",
            "9",
            Status::Fail,
            "but the market grows at 14.870% per year, and segments cannot all grow more slowly",
        ),
    ] {
        let segments = [format!(", cagr = '{one}'"), format!(", cagr = '{other}'")];
        let finding =
            found(&divided("fastest = 'a'", &[&segments[0], &segments[1]]), Rule::Fastest);
        assert_eq!(finding.status, status, "{one}, {other}: {}", finding.detail);
        assert!(finding.detail.contains(told), "{}", finding.detail);
    }
    // A lower stated rate allows for a slower segment.
    let text = divided("fastest = 'a'", &[", cagr = '14.3'"]) + "[cagr]\nrate = '14.3'\n";
    assert_eq!(found(&text, Rule::Fastest).status, Status::Pass);
    is_silent(&divided("fastest = 'a'", &["", ", cagr = 5"]), Rule::Fastest);
}

#[test]
fn the_segment_growth_rule_adds_up_segments_grown_individually() {
    // The segments are 60 and 40 of 100 in 2025; the market is 200 in 2030.
    for (segments, status, told) in [
        (
            [", share = 60, cagr = '14.87'", ", share = 40, cagr = '14.87'"],
            Status::Pass,
            "D: growing at their own rates from 2025, the segments add up to USD 200.00 billion in 2030, which matches the market's USD 200.00 billion",
        ),
        (
            [", share = '60.0', cagr = '20.00'", ", share = '40.0', cagr = '14.87'"],
            Status::Warn,
            "add up to USD 229.30 billion in 2030, 14.65% above the market's USD 200.00 billion; use either the segments' rates or the market's forecast, not both",
        ),
        (
            [", share = '60.0', cagr = '10.00'", ", share = '40.0', cagr = '14.87'"],
            Status::Warn,
            "11.68% below the market's",
        ),
        (
            [", share = '30.0', cagr = '20.00'", ", share = '40.0', cagr = '14.87'"],
            Status::Pass,
            "which leaves USD 45.35 billion of the market's USD 200.00 billion for what is not itemized: growth of 8.6% per year",
        ),
        (
            [", share = '30.0', cagr = '10.00'", ", share = '40.0', cagr = '14.87'"],
            Status::Warn,
            "for what is not itemized: growth of 19.0% per year, faster than any segment",
        ),
        (
            [", share = '30.0', cagr = '40.00'", ", share = '40.0', cagr = '14.87'"],
            Status::Warn,
            "above the market's USD 200.00 billion",
        ),
    ] {
        let finding = found(&divided("", &segments), Rule::SegmentGrowth);
        assert_eq!(finding.status, status, "{}", finding.detail);
        assert!(finding.detail.contains(told), "{}", finding.detail);
    }
    is_silent(&divided("", &[", share = 60", ", share = 40, cagr = 5"]), Rule::SegmentGrowth);
    is_silent(&divided("", &[", share = 0, cagr = 5"]), Rule::SegmentGrowth);
    let earlier =
        divided("", &[", share = 60, cagr = 5"]).replacen("year = 2025\n\n", "year = 2024\n\n", 1);
    assert!(earlier.contains("2024"));
    is_silent(&earlier, Rule::SegmentGrowth);
}

#[test]
fn the_rest_may_grow_as_fast_as_a_segment_before_rounding() {
    // Half of 100 grows 14% to 57. If the rest reaches 57.25, it grows 14.5%.
    for (size, status, told) in [
        ("114.25", Status::Pass, "for what is not itemized: growth of 14.5% per year"),
        ("114.26", Status::Warn, ": growth of 14.5% per year, faster than any segment"),
    ] {
        let dimension = "[[dimension]]\nid = 'd'\nname = 'D'\nyear = 2025\n\
            segments = [{ id = 'a', name = 'A', share = 50, cagr = 14 }]\n";
        let finding =
            found(&report(&[(2025, "100"), (2026, size)], dimension), Rule::SegmentGrowth);
        assert_eq!(finding.status, status, "{}", finding.detail);
        assert!(finding.detail.ends_with(told), "{}", finding.detail);
    }
}

#[test]
fn segments_are_compared_even_if_only_one_size_and_a_rate_are_published() {
    let text = divided("", &[", share = 60, cagr = '14.87'", ", share = 40, cagr = '14.87'"])
        .replacen(
            "[[value]]\nyear = 2030\nsize = '200'\n",
            "[cagr]\nrate = '14.87'\nto = 2030\n",
            1,
        );
    let finding = found(&text, Rule::SegmentGrowth);
    assert_eq!(finding.status, Status::Pass, "{}", finding.detail);
    let text = text.replacen("rate = '14.87'", "rate = '17.00'", 1);
    assert_eq!(found(&text, Rule::SegmentGrowth).status, Status::Warn);
}

#[test]
fn the_series_rule_finds_suspicious_points() {
    let series = |points: &[(u16, &str)]| {
        let points: Vec<String> = points
            .iter()
            .map(|(year, value)| format!("{{ year = {year}, value = '{value}' }}"))
            .collect();
        let series = format!(
            "[[series]]\nid = 's'\nname = 'S'\nunit = 'u'\npoints = [{}]\n",
            points.join(", ")
        );
        report(&[(2025, "100"), (2030, "200")], &series)
    };
    let odd: [(&[(u16, &str)], &str); 4] = [
        (
            &[(2020, "5"), (2021, "5.0")],
            "S: 5, 5.0 (u) from 2020 to 2021. The series repeats 5.0 in 2021;",
        ),
        (&[(2020, "5"), (2021, "10.1")], "The series more than doubles in 2021;"),
        (
            &[(2020, "5"), (2021, "5"), (2022, "11")],
            "The series repeats 5 in 2021 and more than doubles in 2022;",
        ),
        (&[(2020, "5"), (2023, "5")], "The series repeats 5 in 2023;"),
    ];
    for (points, told) in odd {
        let finding = found(&series(points), Rule::Series);
        assert_eq!((finding.status, &*finding.subject), (Status::Note, "s"));
        assert!(finding.detail.contains(told), "{}", finding.detail);
    }
    let plain: [&[(u16, &str)]; 5] = [
        &[(2020, "5"), (2021, "10")],
        &[(2020, "5"), (2022, "11")],
        &[(2020, "0"), (2021, "11")],
        &[(2020, "-5"), (2021, "11"), (2022, "5")],
        &[(2020, "5")],
    ];
    for points in plain {
        is_silent(&series(points), Rule::Series);
    }
}

#[test]
fn sums_beyond_the_bounds_of_a_market_are_described_in_words() {
    for (rate, told) in [
        (
            "1000000",
            "add up to more than any market in 2030, not the market's USD 200.00 billion; use",
        ),
        (
            "-99.9999999",
            "add up to next to nothing in 2030, not the market's USD 200.00 billion; use",
        ),
    ] {
        let segment = format!(", share = 100, cagr = '{rate}'");
        let finding = found(&divided("", &[&segment]), Rule::SegmentGrowth);
        assert_eq!((finding.status, &finding.computed), (Status::Warn, &Value::None));
        assert!(finding.detail.contains(told), "{}", finding.detail);
    }
}

#[test]
fn a_segment_may_leave_nothing_for_the_rest_within_rounding() {
    let finding = found(&divided("", &[", share = '84', cagr = '19.0'"]), Rule::SegmentGrowth);
    assert_eq!(finding.status, Status::Pass);
    let told = "which leaves nothing of the market's USD 200.00 billion for what is not itemized";
    assert!(finding.detail.contains(told), "{}", finding.detail);
}

#[test]
fn the_rest_is_compared_with_the_fastest_segment_before_rounding() {
    // 50% growing at 14% leaves 103.73 for the other 50, which is 15.7% per year. Rates from 15.5% round to 16%.
    for (rate, status) in [("15", Status::Warn), ("16", Status::Pass)] {
        let other = format!(", share = '0.0', cagr = '{rate}'");
        let text = divided("", &[", share = '50.0', cagr = '14.0'", &other]);
        let finding = found(&text, Rule::SegmentGrowth);
        assert_eq!(finding.status, status, "{}", finding.detail);
        assert!(finding.detail.contains("growth of 15.7% per year"), "{}", finding.detail);
    }
}

#[test]
fn shares_of_the_last_year_have_no_time_to_grow() {
    let text = divided("", &[", share = 60, cagr = 5", ", share = 40, cagr = 5"]).replacen(
        "year = 2025\n\n",
        "year = 2030\n\n",
        1,
    );
    assert!(text.contains("year = 2030\n\nsegments"));
    is_silent(&text, Rule::SegmentGrowth);
}

#[test]
fn the_rest_may_hide_a_larger_segment() {
    let detail = |share: &str| {
        found(&divided("largest = 'a'", &[share, ", share = 5"]), Rule::Largest).detail
    };
    let told = "no published share is above its 20%; the 75% that is not itemized may include a larger one";
    assert!(detail(", share = 20").ends_with(told), "{}", detail(", share = 20"));
    assert!(detail(", share = 48").ends_with("above its 48%"));
    assert!(detail(", share = '47.5'").ends_with("above its 47.5%"));
}

#[test]
fn shares_written_as_fractions_get_a_hint() {
    let finding = found(&divided("", &[", share = '0.6'", ", share = '0.4'"]), Rule::Shares);
    assert!(
        finding.detail.ends_with("less than the market (shares are in percent: 39, not 0.39)"),
        "{}",
        finding.detail
    );
    let finding = found(&divided("", &[", share = 1", ", share = '0.1'"]), Rule::Shares);
    assert!(!finding.detail.contains("percent"), "{}", finding.detail);
    let finding = found(&divided("", &[", share = 60"]), Rule::Shares);
    assert!(
        finding
            .detail
            .starts_with("D: the only published share for 2025 is 60%; the remaining 40%")
    );
}

#[test]
fn a_segment_is_slow_only_if_rounding_does_not_explain_it() {
    // As printed, the market grows 14.87% per year. Its sizes allow for 14.698%, and its stated rate for 14.695%.
    let cases = [
        ("14.6", Status::Fail),
        ("14.7", Status::Pass),
        ("14.68", Status::Fail),
        ("14.69", Status::Pass),
    ];
    for (rate, status) in cases {
        let text = divided("fastest = 'a'", &[&format!(", cagr = '{rate}'")]);
        let finding = found(&(text + "[cagr]\nrate = '14.70'\n"), Rule::Fastest);
        assert_eq!(finding.status, status, "{rate}: {}", finding.detail);
    }
}

/// Returns a report with two sizes ten years apart, and a CAGR stated for some of these years.
fn with_partial_cagr(rate: &str, period: &str) -> String {
    format!(
        "[market]\nname = \"Widgets\"\npublisher = \"Example\"\ncurrency = \"EUR\"\nunit = \"billion\"\n\
         [[value]]\nyear = 2024\nsize = \"10.5\"\n[[value]]\nyear = 2034\nsize = \"30\"\n\
         [cagr]\nrate = \"{rate}\"\n{period}\n"
    )
}

#[test]
fn a_cagr_for_years_without_published_sizes_is_not_compared() {
    for (rate, period, words, year) in [
        ("12", "from = 2024\nto = 2030", "for 2024 to 2030", 2030),
        ("20", "from = 2024\nto = 2030", "for 2024 to 2030", 2030),
        ("20", "to = 2028", "up to 2028", 2028),
    ] {
        let finding = found(&with_partial_cagr(rate, period), Rule::Cagr);
        assert_eq!((finding.status, finding.subject.as_str()), (Status::Note, "none"));
        let detail = format!(
            "the stated CAGR of {rate}% {words} cannot be checked, because no size for {year} is published"
        );
        assert_eq!(finding.detail, detail);
    }
    // A period that starts at a year without a size implies a size for that year.
    for (rate, period, implied) in [
        ("12", "from = 2030\nto = 2034", "It implies EUR 19.07 billion in 2030, growth of 81.6%"),
        (
            "20.0",
            "from = 2025\nto = 2034",
            "It implies EUR 5.81 billion in 2025, a decline of 44.6%",
        ),
    ] {
        let finding = found(&with_partial_cagr(rate, period), Rule::Cagr);
        assert_eq!((finding.status, finding.subject.as_str()), (Status::Warn, "none"));
        assert!(finding.detail.contains(implied), "{}", finding.detail);
    }
    // These periods match the years of the sizes.
    for period in ["from = 2024\nto = 2034", "from = 2025\nto = 2034", "to = 2034", ""] {
        let finding = found(&with_partial_cagr("11.1", period), Rule::Cagr);
        assert_eq!((finding.status, finding.subject.as_str()), (Status::Pass, "base"), "{period}");
    }
}

#[test]
fn rounding_takes_no_share_below_0_or_above_100() {
    // 100 growing by 14.95% per year for five years is 200.7, whatever B is.
    let segments = [", share = '100', cagr = '15.0'", ", share = '0', cagr = '60.0'"];
    let text = divided("", &segments).replace("'100'\n", "'100.0'\n").replace("'200'", "'195.0'");
    let finding = found(&text, Rule::SegmentGrowth);
    assert_eq!(finding.status, Status::Warn, "{}", finding.detail);
    // Nor can 100% have been more: 50% growth makes the market at most 1.5 times as large.
    let text = divided("", &[", share = '100', cagr = '50.0'", ", share = '0', cagr = '0.0'"]);
    let text = text.replace("2030", "2026").replace("'200'", "'151.5'");
    let finding = found(&text, Rule::SegmentGrowth);
    assert_eq!(finding.status, Status::Warn, "{}", finding.detail);
}
