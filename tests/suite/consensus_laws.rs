//! Laws for the statistics over several reports.

use aiinfra::consensus::{Member, Summary, Survey};
use aiinfra::panel::{Filed, LeftOut, Panel, Selection};
use aiinfra::{Decimal, Denomination, Market, Money, Probability, SortedSizes, Traced, Unit};
use approx::relative_eq;
use proptest::prelude::*;

use super::fixtures::{billions, given, nearly_equal, year};
use super::program::shell;

/// A year with a published size of each report, and one with computed sizes.
const PUBLISHED: u16 = 2025;
const COMPUTED: u16 = 2028;

/// Generates the sizes in 2025 and 2030 of two to nine reports, in millions.
fn reports() -> impl Strategy<Value = Vec<(u64, u64)>> {
    prop::collection::vec((1u64..1_000_000, 1u64..1_000_000), 2..=9)
}

/// Returns a report by a publisher of its own, with sizes as texts in billions.
fn report(number: usize, in_2025: &str, in_2030: &str) -> Filed {
    let market = Market::from_toml(&format!(
        "market = {{ name = 'M', publisher = 'P{number}', currency = 'USD', unit = 'billion' }}\n\
         value = [{{ year = {PUBLISHED}, size = '{in_2025}' }}, {{ year = 2030, size = '{in_2030}' }}]"
    ));
    Filed { file: format!("{number}.toml"), market: market.unwrap() }
}

/// Returns reports with these sizes in millions, all of them times `factor`.
fn filed(sizes: &[(u64, u64)], factor: u64) -> Vec<Filed> {
    let text = |millions: u64| {
        let millions = millions * factor;
        format!("{}.{:03}", millions / 1000, millions % 1000)
    };
    let number = |(at, (one, other)): (usize, &(u64, u64))| report(at, &text(*one), &text(*other));
    sizes.iter().enumerate().map(number).collect()
}

/// Selects the reports that count, and asks for their statistics in a year.
fn asked(reports: Vec<Filed>, number: u16) -> (Summary, Vec<LeftOut>) {
    let panel = Panel::select(reports, &Selection::default()).unwrap();
    let member = |report: Filed| {
        Member::new(report.market.publisher().to_owned(), report, Denomination::default()).unwrap()
    };
    let survey = Survey { members: panel.reports.into_iter().map(member).collect() };
    (survey.in_year(year(number)).unwrap().unwrap(), panel.left_out)
}

fn summary(reports: Vec<Filed>, number: u16) -> Summary {
    asked(reports, number).0
}

/// Returns the sizes of a summary in ascending order: lowest, quartiles around the median, highest.
fn five(summary: &Summary) -> [&Money; 5] {
    [
        &summary.lowest,
        &summary.lower_quartile,
        &summary.median,
        &summary.upper_quartile,
        &summary.highest,
    ]
    .map(Traced::value)
}

/// Returns everything that a summary says, as text.
fn text(summary: &Summary) -> String {
    let exact = |number: &Decimal| number.to_string();
    let mut parts: Vec<String> =
        five(summary).iter().map(|size| exact(&size.in_unit(Unit::Billion))).collect();
    parts.push(exact(summary.spread.value().fraction()));
    for forecast in &summary.forecasts {
        let score = forecast.score.as_ref().map(|score| exact(score.value().number()));
        parts.push(format!("{} {score:?} {}", forecast.member, forecast.is_outlier()));
    }
    parts.join("\n")
}

/// Returns the members that are outliers.
fn outliers(summary: &Summary) -> Vec<usize> {
    summary.outliers().map(|forecast| forecast.member).collect()
}

/// Returns the sizes of 2025 as reports, and what they say about outliers.
fn of_sizes(sizes: &[&str]) -> Summary {
    let reports = sizes.iter().enumerate().map(|(at, size)| report(at, size, "100"));
    summary(reports.collect(), PUBLISHED)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_reports_changes_nothing(
        (sizes, order) in reports().prop_flat_map(|sizes| {
            let order: Vec<usize> = (0..sizes.len()).collect();
            (Just(sizes), Just(order).prop_shuffle())
        }),
        number in PUBLISHED..=2030,
    ) {
        let reports = filed(&sizes, 1);
        let shuffled = order.iter().map(|at| reports[*at].clone()).collect();
        prop_assert_eq!(text(&summary(shuffled, number)), text(&summary(reports, number)));
    }

    #[test]
    fn a_report_that_is_there_twice_counts_once(
        sizes in reports(),
        again in any::<prop::sample::Index>(),
        number in PUBLISHED..=2030,
    ) {
        let reports = filed(&sizes, 1);
        let (once, none) = asked(reports.clone(), number);
        let copy = Filed { file: "copy.toml".to_owned(), ..again.get(&reports).clone() };
        let (twice, left_out) = asked([reports, vec![copy]].concat(), number);
        prop_assert_eq!(text(&twice), text(&once));
        let kinds: Vec<&str> = left_out.iter().map(|one| one.reason.kind()).collect();
        prop_assert_eq!((none.len(), kinds), (0, vec!["repeated"]));
    }

    #[test]
    fn the_median_lies_between_the_quartiles_and_they_between_the_ends(
        sizes in reports(),
        number in PUBLISHED..=2030,
    ) {
        let summary = summary(filed(&sizes, 1), number);
        prop_assert!(five(&summary).is_sorted(), "{}", text(&summary));
        // At least half of the reports are on either side of the median.
        let is_on_side = |is: fn(&Money, &Money) -> bool| {
            let sizes = summary.forecasts.iter().map(|forecast| forecast.size.value());
            2 * sizes.filter(|size| is(size, summary.median.value())).count() >= summary.forecasts.len()
        };
        prop_assert!(is_on_side(|size, median| size <= median));
        prop_assert!(is_on_side(|size, median| size >= median));
    }

    #[test]
    fn a_report_at_the_median_leaves_the_median(sizes in reports()) {
        let mut reports = filed(&sizes, 1);
        let median = summary(reports.clone(), PUBLISHED).median.value().clone();
        // A mean of two sizes has one decimal more than they have.
        reports.push(report(sizes.len(), &median.in_unit(Unit::Billion).to_fixed(4), "100"));
        let with_it = summary(reports, PUBLISHED);
        prop_assert_eq!(with_it.forecasts.len(), sizes.len() + 1);
        prop_assert_eq!(with_it.median.value(), &median);
    }

    #[test]
    fn a_computed_size_at_the_median_leaves_the_median(sizes in reports()) {
        let summary = summary(filed(&sizes, 1), COMPUTED);
        let all = summary.forecasts.iter().map(|forecast| &forecast.size).chain([&summary.median]);
        let sorted = SortedSizes::new(all.cloned());
        let median = sorted.percentile(&Probability::median())?.unwrap();
        // Digits that can be printed are the same. The mean of two equal sizes of eighty digits is rounded.
        let digits = |size: &Traced<Money>| size.value().in_unit(Unit::Billion).to_string();
        prop_assert_eq!(digits(&median), digits(&summary.median));
    }

    #[test]
    fn larger_sizes_have_larger_statistics_and_the_same_spread(
        sizes in reports(),
        factor in 2u64..1000,
        number in PUBLISHED..=2030,
    ) {
        let one = summary(filed(&sizes, 1), number);
        let other = summary(filed(&sizes, factor), number);
        let is_near = |found: f64, expected: f64| relative_eq!(found, expected, max_relative = 1e-15);
        for (size, scaled) in five(&one).into_iter().zip(five(&other)) {
            prop_assert!(is_near(scaled.ratio(size).to_f64(), Decimal::from(u32::try_from(factor)?).to_f64()));
        }
        let spread = |summary: &Summary| summary.spread.value().fraction().to_f64();
        prop_assert!(is_near(spread(&other), spread(&one)));
        prop_assert_eq!(outliers(&other), outliers(&one));
    }
}

#[test]
fn quartiles_of_whole_numbers_are_those_of_percentile_inc() {
    for (most, expected) in [
        (1, ["1", "1", "1"]),
        (2, ["1.25", "1.5", "1.75"]),
        (3, ["1.5", "2", "2.5"]),
        (4, ["1.75", "2.5", "3.25"]),
        (5, ["2", "3", "4"]),
        (6, ["2.25", "3.5", "4.75"]),
        (7, ["2.5", "4", "5.5"]),
        (8, ["2.75", "4.5", "6.25"]),
        (10, ["3.25", "5.5", "7.75"]),
        (101, ["26", "51", "76"]),
        (1000, ["250.75", "500.5", "750.25"]),
    ] {
        let sizes = (1..=most).rev().map(|number| given(billions(&number.to_string())));
        let sorted = SortedSizes::new(sizes);
        let found = ["25", "50", "75"].map(|percent| {
            let size = sorted.percentile(&percent.parse().unwrap()).unwrap().unwrap();
            size.value().in_unit(Unit::Billion).to_string()
        });
        assert_eq!(found, expected, "1 to {most}");
    }
}

#[test]
fn percentiles_of_sizes_that_differ_in_the_last_digit_are_in_order() {
    for numbers in nearly_equal() {
        let sizes = numbers.each_ref().map(|size| given(Money::new(size, Unit::Million).unwrap()));
        let sorted = SortedSizes::new(sizes);
        let at = |percent: u8| sorted.percentile(&percent.to_string().parse().unwrap());
        let percentiles =
            [1, 5, 10, 25, 40, 50, 60, 75, 90, 95, 99].map(|percent| at(percent).unwrap().unwrap());
        let between = percentiles.iter().map(Traced::value);
        let [first, last] = [&sorted.list()[0], &sorted.list()[1]].map(Traced::value);
        let all: Vec<&Money> = [first].into_iter().chain(between).chain([last]).collect();
        assert!(all.is_sorted(), "{numbers:?}");
    }
}

#[test]
fn a_modified_z_score_of_exactly_three_and_a_half_is_no_outlier() {
    // The median is 10, and the median distance from it 0.6745.
    let sizes = |far: &'static str, near: &'static str| ["10", "10.6745", "9.3255", far, near];
    for (far, near, expected) in [
        ("13.5", "9", vec![]),
        ("13.5000000001", "9", vec![3]),
        ("6.5", "11", vec![]),
        ("6.4999999999", "11", vec![3]),
    ] {
        assert_eq!(outliers(&of_sizes(&sizes(far, near))), expected, "{far}");
    }
}

#[test]
fn outliers_need_five_reports_that_are_not_mostly_the_same() {
    let scores = |sizes: &[&str]| -> Vec<bool> {
        of_sizes(sizes).forecasts.iter().map(|forecast| forecast.score.is_some()).collect()
    };
    assert_eq!(scores(&["10", "11", "12", "9000"]), [false; 4]);
    assert_eq!(scores(&["10", "11", "12", "13", "9000"]), [true; 5]);
    assert_eq!(outliers(&of_sizes(&["10", "11", "12", "13", "9000"])), [4]);
    // Their median distance from the median is 0.
    assert_eq!(scores(&["10", "10", "10", "11", "9000"]), [false; 5]);
    assert_eq!(scores(&["10", "10", "10", "11", "12", "9000"]), [true; 6]);
}

#[test]
fn the_order_of_files_changes_no_byte() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    let files =
        ["straits.toml", "coherent.toml", "fortune-ai-infrastructure.toml", "precedence-ai.toml"];
    let answer = |files: &[&str], options: &str| {
        let script = format!("aiinfra consensus {} {options}", files.join(" "));
        let answer = shell(&script, folder.as_ref());
        assert_eq!(answer.code, Some(0), "{script}: {}", answer.stderr);
        (answer.stdout, answer.stderr)
    };
    for options in ["--year 2030 --notes full", "--format json --explain", "--format csv"] {
        let expected = answer(&files, options);
        for turn in 0..files.len() {
            let mut files = files;
            files.rotate_left(turn);
            assert_eq!(answer(&files, options), expected, "{files:?} {options}");
            files.reverse();
            assert_eq!(answer(&files, options), expected, "{files:?} {options}");
        }
    }
}
