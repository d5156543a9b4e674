//! Errors about segments that don't divide a market.

use crate::error::{SegmentFault, Setting, YearRun};
use crate::input::Input;
use crate::wording::Spelling;

pub(super) fn sentence(fault: &SegmentFault, spelling: Spelling) -> String {
    match fault {
        SegmentFault::NoYearLeft { setting, year } => format!(
            "{}: the shares are those of {year}: expected a year of the forecast after it to drift in",
            spelling.setting(setting)
        ),
        SegmentFault::AllZero { dimension } => format!(
            "{}: every share of `{dimension}` is 0: expected one above 0, to rescale",
            spelling.name(&Input::Normalize)
        ),
        SegmentFault::AboveWhole { settings, years, can_sum } => {
            let (settings, years) = (spelling.settings(settings), runs(years));
            let instead = if *can_sum {
                format!(", or {}", spelling.setting(&Setting::new(Input::Total, "sum")))
            } else {
                String::new()
            };
            format!(
                "{settings}: above the whole market {years}: expected less for the segments{instead}"
            )
        }
        SegmentFault::NothingLeft { settings, years } => format!(
            "{}: nothing is left for the other segments {}: expected shares that come to less than \
             100 % together",
            spelling.settings(settings),
            runs(years)
        ),
        SegmentFault::SumOutOfBounds { settings, year } => format!(
            "{}: expected segments that add up to a size above 0 and below 10^12 trillion in {year}",
            spelling.settings(settings)
        ),
    }
}

/// Runs of years in words: `in 2025`, `in 2032 and from 2034 on`.
fn runs(years: &[YearRun]) -> String {
    let run = |run: &YearRun| match run {
        YearRun::From(from) => format!("from {from} on"),
        YearRun::Within(from, to) if from == to => format!("in {from}"),
        YearRun::Within(from, to) => format!("from {from} to {to}"),
    };
    years.iter().map(run).collect::<Vec<_>>().join(" and ")
}
