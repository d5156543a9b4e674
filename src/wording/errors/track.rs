//! Errors about past editions.

use crate::error::{Setting, TrackFault};
use crate::input::Input;
use crate::wording::Spelling;

use super::file;

pub(super) fn sentence(fault: &TrackFault, spelling: Spelling) -> String {
    match fault {
        TrackFault::NoActual { forecast } => format!(
            "no actual for any forecast: expected a later edition by the same publisher with a later base year, or {} YEAR=SIZE for {}",
            spelling.name(&Input::Actual(0)),
            a_year(forecast)
        ),
        TrackFault::NoForecast { year, forecast } => format!(
            "{}: no edition forecasts that year: expected {}",
            spelling.setting(&Setting::from(Input::Actual(*year))),
            a_year(forecast)
        ),
        TrackFault::NoRevision { year, covered } => {
            let setting = spelling.setting(&Setting::new(Input::Year, year.to_string()));
            let expected = match covered.as_slice() {
                [] => "two editions by one publisher that cover it".to_owned(),
                covered => {
                    format!("{}, which two editions by one publisher cover", a_year(covered))
                }
            };
            format!("{setting}: expected {expected}")
        }
        TrackFault::NeitherLater { publisher, date, year, files: [one, other], is_actual } => {
            let actual = || spelling.setting(&Setting::from(Input::Actual(*year)));
            let instead =
                if *is_actual { format!(", or {}=SIZE", actual()) } else { String::new() };
            format!(
                "{} and `{other}` are both by {publisher} and from {date}, and differ in the size for {year}: expected \
                 a later `edition` in one of them{instead}",
                file(one)
            )
        }
    }
}

/// `a year from 2024 to 2026`, `2030`, `a year from 2024 to 2026 or from 2028 to 2030`
fn a_year(runs: &[(u16, u16)]) -> String {
    let run = |(first, last): &(u16, u16)| match first == last {
        true => format!("{first}"),
        false => format!("a year from {first} to {last}"),
    };
    let runs: Vec<String> = runs.iter().map(run).collect();
    runs.join(" or ")
}
