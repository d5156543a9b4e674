//! What changes the size of a year most.

use crate::derivation::{Operation, Origin, Traceable, Traced};
use crate::quantity::{Amount, Ratio, Scale, Unit};
use crate::sensitivity::{Cause, Choice, Largest, LeftOut, NoSize, Note};
use crate::trajectory::Follow;

use super::terms::nominal;
use super::written::{self, percent_range, printed};

/// Returns the note as a sentence.
pub(super) fn note(note: &Note, scale: &Scale) -> String {
    match note {
        Note::Largest(note) => largest(note, scale),
        Note::OneAtATime { forecast, year } => format!(
            "The forecast for {year} is {}; each row changes one input and keeps all others.",
            scale.write(forecast.value())
        ),
        Note::LeftOut(note) => left_out(note),
        Note::OwnTerms => {
            let currency = &scale.of_report().currency;
            format!(
                "Sizes in the Low and High columns are in {currency} {}{}, the report's own terms.",
                scale.unit,
                nominal(scale)
            )
        }
    }
}

/// Returns the name of an input in a table.
///
/// ```
/// use aiinfra::sensitivity::Cause;
/// use aiinfra::wording;
///
/// let steps = Cause::Steps { from: "2024".parse()?, to: "2034".parse()? };
/// assert_eq!(wording::cause(&steps), "Path between sizes");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn cause(cause: &Cause) -> String {
    match cause {
        Cause::Size { size, year } if is_range(size) => format!("{year} range"),
        Cause::Size { year, .. } => format!("{year} rounding"),
        Cause::Rate { rate } if is_range(rate) => "CAGR range".to_owned(),
        Cause::Rate { .. } => "CAGR rounding".to_owned(),
        Cause::Follow { .. } => "Sizes or stated CAGR".to_owned(),
        Cause::Steps { .. } => "Path between sizes".to_owned(),
        Cause::Report { .. } => "Other report".to_owned(),
        Cause::Base { year } => format!("{year} size"),
        Cause::Cagr => "CAGR".to_owned(),
    }
}

/// Returns what an input is at one of its ends, with sizes in `unit`.
///
/// ```
/// use aiinfra::sensitivity::Choice;
/// use aiinfra::{Market, Unit, wording};
///
/// let size = Choice::Size(Market::embedded()?.traced(Market::embedded()?.base()));
/// assert_eq!(wording::choice(&size, Unit::Million), "46,730");
/// assert_eq!(wording::choice(&Choice::EqualSteps, Unit::Million), "equal steps");
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn choice(choice: &Choice, unit: Unit) -> String {
    match choice {
        Choice::Size(size) => size.value().in_unit(unit).to_grouped_in_full(),
        Choice::Rate(rate) => format!("{}%", rate.value().percent()),
        Choice::Follow(Follow::Sizes) => "sizes".to_owned(),
        Choice::Follow(Follow::Cagr) => "CAGR".to_owned(),
        Choice::ConstantGrowth => "constant growth".to_owned(),
        Choice::EqualSteps => "equal steps".to_owned(),
        Choice::Report(name) => name.clone(),
    }
}

fn is_range<Q: Traceable>(figure: &Traced<Q>) -> bool {
    matches!(figure.origin(), Origin::Computed(Operation::Midpoint(..)))
}

fn largest(note: &Largest, scale: &Scale) -> String {
    let Largest { swing, share, year, is_only, .. } = note;
    let (amount, share) = (amount(swing.value(), scale), percent(share.value()));
    let subject = subject(note, scale);
    let changes = if matches!(note.cause, Cause::Steps { .. }) { "change" } else { "changes" };
    let most = if *is_only { "" } else { " most," };
    format!("{subject} {changes} the {year} size{most} by {amount} ({share}).")
}

/// Returns the input with the largest swing as the subject of a sentence.
fn subject(note: &Largest, scale: &Scale) -> String {
    let (own, nominal) = (scale.of_report(), nominal(scale));
    match (&note.cause, &note.choices) {
        (Cause::Size { size, year }, _) if is_range(size) => {
            format!("The published range of {}{nominal} in {year}", printed(size, &own))
        }
        (Cause::Size { size, year }, _) => {
            format!("The rounding of the published {}{nominal} in {year}", printed(size, &own))
        }
        (Cause::Rate { rate }, _) if is_range(rate) => {
            format!("The stated CAGR of {}%{nominal}", percent_range(rate))
        }
        (Cause::Rate { rate }, _) => {
            format!("The rounding of the stated CAGR of {}%{nominal}", written::rate(rate))
        }
        (Cause::Follow { follow: Follow::Sizes }, _) => {
            "Following the stated CAGR instead of the published sizes".to_owned()
        }
        (Cause::Follow { follow: Follow::Cagr }, _) => {
            "Following the published sizes instead of the stated CAGR".to_owned()
        }
        (Cause::Steps { .. }, _) => "Equal steps instead of constant growth".to_owned(),
        (Cause::Report { name }, _) => format!("Using the forecast by {name}"),
        (Cause::Base { year }, [Choice::Size(low), Choice::Size(high)]) => format!(
            "A size in {year} from {} to {}{nominal}",
            written::in_full(low, &own),
            written::in_full(high, &own)
        ),
        (Cause::Base { year }, _) => format!("The size in {year}"),
        (Cause::Cagr, [low, high]) => format!(
            "A CAGR from {} to {}{nominal}",
            choice(low, scale.unit),
            choice(high, scale.unit)
        ),
    }
}

/// An amount with its currency and unit. One that rounds to zero is less than one unit of the last digit.
fn amount(amount: &Amount, scale: &Scale) -> String {
    let number = amount.in_unit(scale.unit).to_grouped(scale.digits);
    let (less, number) = no_less_than_shown(number);
    format!("{less}{} {number} {}", scale.currency, scale.unit)
}

fn percent(share: &Ratio) -> String {
    let (less, number) = no_less_than_shown(share.percent().to_grouped(2));
    format!("{less}{number}%")
}

/// `0.00` becomes `less than ` and `0.01`.
fn no_less_than_shown(number: String) -> (&'static str, String) {
    if number.contains(|digit: char| ('1'..='9').contains(&digit)) {
        return ("", number);
    }
    let all_but_last = number.strip_suffix('0').unwrap_or_default();
    ("less than ", format!("{all_but_last}1"))
}

fn left_out(note: &LeftOut) -> String {
    let name = match &note.cause {
        Cause::Report { name } => name.clone(),
        other => cause(other),
    };
    match &note.reason {
        NoSize::OtherYears { first, last } => {
            format!("{name}: covers only {first} to {last} and is left out.")
        }
        NoSize::Fault(fault) => format!("{name}: left out, because it gives no size: {fault}."),
    }
}
