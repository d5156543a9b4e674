//! Law: whatever reports there are, each of them counts or is left out, their order changes nothing, the statistics over
//! their sizes are in order, and errors against actual sizes lead back to the forecasts.
#![no_main]

use std::collections::{BTreeMap, BTreeSet};

use aiinfra::consensus::{FEWEST_FOR_OUTLIERS, Member, Summary, Survey};
use aiinfra::panel::{self, Editions, Filed, Panel, Selection};
use aiinfra::track::{Report, Track};
use aiinfra::wording::{self, Spelling};
use aiinfra::{
    Decimal, Denomination, Given, Input, Market, Money, Note, Scale, Traced, Unit, Year, is_active,
};
use aiinfra_fuzz::{Bytes, check_error, choices, is_close, is_one_in, is_small};
use libfuzzer_sys::fuzz_target;

/// The digits in which results agree that are computed in two ways.
const DIGITS: usize = 60;

/// A report with few publishers, scopes and dates, so that many have the same.
fn report(bytes: &mut Bytes<'_>, number: usize) -> Option<Filed> {
    let [publisher, scope, month] = [bytes.up_to(3), bytes.up_to(3) / 3, bytes.up_to(3)];
    let date = if month == 0 { String::new() } else { format!(", edition = '2025-0{month}'") };
    let first = 2022 + u16::from(bytes.up_to(3));
    let last = first + 1 + u16::from(bytes.up_to(9));
    let [low, high] = [bytes.number(), bytes.number()];
    let text = format!(
        "market = {{ name = 'M', publisher = 'P{publisher}', scope = 's{scope}', currency = 'USD', \
         unit = 'million'{date} }}\n\
         value = [{{ year = {first}, size = '{low}' }}, {{ year = {last}, size = '{high}' }}]"
    );
    let market = Market::from_toml(&text).map_err(|error| check_error(&error)).ok()?;
    Some(Filed { file: format!("{number}.toml"), market })
}

fn scale() -> Scale {
    Scale::new("USD".parse().unwrap(), Unit::Million, 2)
}

fn check_notes(notes: impl IntoIterator<Item = impl Into<Note>>) {
    for note in notes {
        let text = wording::note(&note.into(), &scale(), Spelling::default());
        assert!(!text.trim().is_empty() && !text.contains(is_active), "{text:?}");
    }
}

fn files(reports: &[Filed]) -> Vec<&str> {
    reports.iter().map(|report| report.file.as_str()).collect()
}

/// Selects the reports, and asserts that their order changes nothing.
fn select(reports: &[Filed], selection: &Selection) -> Option<Panel> {
    let backward = reports.iter().rev().cloned().collect();
    match (Panel::select(reports.to_vec(), selection), Panel::select(backward, selection)) {
        (Ok(panel), Ok(same)) => {
            assert_eq!(files(&panel.reports), files(&same.reports));
            assert_eq!(panel.left_out, same.left_out);
            assert_eq!(panel.reports.len() + panel.left_out.len(), reports.len());
            let names = panel::names(&panel.reports);
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
            Some(panel)
        }
        (Err(error), Err(same)) => {
            check_error(&error);
            assert_eq!(error.to_string(), same.to_string());
            None
        }
        (one, other) => panic!("{one:?} and {other:?}"),
    }
}

/// Returns the number of a percentile in a sorted list, counted from its nearest neighbor.
fn percentile(sorted: &[Decimal], percent: usize) -> Decimal {
    let place = (sorted.len() - 1) * percent;
    let (at, rest) = (place / 100, u32::try_from(place % 100).unwrap());
    let low = &sorted[at];
    let high = sorted.get(at + 1).unwrap_or(low);
    let part = &Decimal::from(rest) / &Decimal::from(100);
    &(low * &(&Decimal::from(1) - &part)) + &(high * &part)
}

fn check_summary(summary: &Summary) {
    let millions = |size: &Traced<Money>| size.value().in_unit(Unit::Million);
    let mut sorted: Vec<Decimal> =
        summary.forecasts.iter().map(|forecast| millions(&forecast.size)).collect();
    sorted.sort();
    let five = [
        (&summary.lowest, 0),
        (&summary.lower_quartile, 25),
        (&summary.median, 50),
        (&summary.upper_quartile, 75),
        (&summary.highest, 100),
    ];
    for (size, percent) in five {
        assert!(is_close(&millions(size), &percentile(&sorted, percent), DIGITS), "{percent}");
    }
    assert!(five.is_sorted_by(|(one, _), (other, _)| one.value() <= other.value()));
    let has_scores = summary.forecasts.iter().any(|forecast| forecast.score.is_some());
    assert!(!has_scores || summary.forecasts.len() >= FEWEST_FOR_OUTLIERS);
    // Most reports are near the median, by its definition.
    assert!(2 * summary.outliers().count() <= summary.forecasts.len());
}

fn consensus(panel: &Panel) {
    let names = panel::names(&panel.reports);
    let member = |(report, name): (&Filed, &String)| {
        Member::new(name.clone(), report.clone(), Denomination::default())
            .map_err(|error| check_error(&error))
            .ok()
    };
    let members: Option<Vec<Member>> = panel.reports.iter().zip(&names).map(member).collect();
    let Some(members) = members else { return };
    let survey = Survey { members };
    let summary = |year| survey.in_year(year).unwrap().unwrap();
    let summaries: Vec<Summary> = survey.years().into_iter().map(summary).collect();
    summaries.iter().for_each(check_summary);
    assert!(survey.alike().iter().all(|alike| alike.names.len() > 1));
    check_notes(survey.notes(&summaries));
}

fn track(panel: &Panel, actuals: BTreeMap<Year, Traced<Money>>, year: Year) {
    let report = |report| Report { report, denomination: Denomination::default() };
    let track = Track { reports: panel.reports.iter().map(report).collect(), actuals };
    match track.record() {
        Ok(record) => {
            for pair in &record.pairs {
                let factor = &Decimal::from(1) + pair.error.value().fraction();
                let [actual, forecast] =
                    [&pair.actual, &pair.forecast].map(|size| size.value().in_unit(Unit::Million));
                let off = &(&actual * &factor) - &forecast;
                assert!(is_small(&off, &(&actual + &forecast), DIGITS), "{pair:?}");
            }
            check_notes(record.notes());
        }
        Err(error) => check_error(&error),
    }
    match track.revisions(year) {
        Ok(revisions) => {
            assert_eq!(revisions.rows.len() + revisions.left_out.len(), panel.reports.len());
            check_notes(revisions.notes());
        }
        Err(error) => check_error(&error),
    }
}

fuzz_target!(|data: &[u8]| {
    let Some(([count, chosen, at], rest)) = choices(data) else { return };
    let mut bytes = Bytes(rest);
    let year = Year::new(2022 + u16::from(at % 16)).unwrap();
    let given = Given { input: Input::Actual(year.number()), scenario: None };
    let actual = Money::parse(&bytes.number(), Unit::Million).ok();
    let actuals = actual.filter(|_| at >> 7 == 1).map(|size| (year, Traced::given(size, given)));
    // Many reports take longest.
    let most = if is_one_in(16, data) { 9 } else { 3 };
    let reports: Vec<Filed> = (0..usize::from(count % (most + 1)))
        .filter_map(|number| report(&mut bytes, number))
        .collect();
    let selection = Selection {
        scope: (chosen & 1 == 1).then(|| "s0".to_owned()),
        editions: Editions::ALL[usize::from(chosen >> 1 & 1)],
        without: (chosen & 12 == 12).then(|| "P1".to_owned()).into_iter().collect(),
    };
    if let Some(panel) = select(&reports, &selection) {
        consensus(&panel);
        track(&panel, actuals.into_iter().collect(), year);
    }
});
