//! Errors about segments that don't divide a market.

use crate::error::{SegmentFault, Setting, YearRun};
use crate::input::Input;
use crate::wording::Spelling;

pub(super) fn sentence(fault: &SegmentFault, spelling: Spelling) -> String {
    match fault {
        SegmentFault::NoYearLeft { setting, year } => format!(
            "{}: the shares are published for {year}: expected at least one later year in the forecast",
            spelling.setting(setting)
        ),
        SegmentFault::AllZero { dimension } => format!(
            "{}: every share of `{dimension}` is 0: expected at least one above 0 to rescale",
            spelling.name(&Input::Normalize)
        ),
        SegmentFault::AboveWhole { settings, years, can_sum, of } => {
            let (settings, years) = (spelling.settings(settings), runs(years));
            let instead = if *can_sum {
                format!(", or {}", spelling.setting(&Setting::new(Input::Total, "sum")))
            } else {
                String::new()
            };
            let whole = match of {
                None => "the whole market".to_owned(),
                Some(segment) => format!("the whole of `{segment}`"),
            };
            format!("{settings}: exceeds {whole} {years}: expected less for the segments{instead}")
        }
        SegmentFault::NothingToDivide { dimension, segment, year } => format!(
            "dimension `{dimension}`: expected a size of `{segment}`, which it divides, above 0 and below 10^12 \
             trillion in {year}"
        ),
        SegmentFault::NothingLeft { settings, years } => format!(
            "{}: leaves nothing for the other segments {}: expected shares that add up to less than 100%",
            spelling.settings(settings),
            runs(years)
        ),
        SegmentFault::SumOutOfBounds { settings, year } => format!(
            "{}: expected segments that add up to a size above 0 and below 10^12 trillion in {year}",
            spelling.settings(settings)
        ),
    }
}

/// Runs of years in words: `in 2025`, `in 2032 and from 2034`.
fn runs(years: &[YearRun]) -> String {
    let run = |run: &YearRun| match run {
        YearRun::From(from) => format!("from {from}"),
        YearRun::Within(from, to) if from == to => format!("in {from}"),
        YearRun::Within(from, to) => format!("from {from} to {to}"),
    };
    years.iter().map(run).collect::<Vec<_>>().join(" and ")
}
