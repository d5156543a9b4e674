//! What would have been right.

use std::fmt;

use crate::error::{Expected, ExpectedGrowth, ExpectedRange, Setting};
use crate::input::Input;
use crate::wording::Spelling;

use super::{dataset, printable, rows, shape};

impl Expected {
    /// Returns what would have been right, to go after "expected".
    pub(crate) fn spelled(&self, spelling: Spelling) -> String {
        let number = |number| spelling.number(number);
        let fixed = match self {
            Self::Number => return format!("digits and a point, such as {}", number("26.81")),
            Self::Digits(most) => return format!("a number of at most {most} digits"),
            Self::Figure => {
                let (plain, other) = (number("46.73"), number("1.2tn"));
                return format!("a number, such as {plain}, 600bn or {other}");
            }
            Self::Size => {
                let (plain, other) = (number("46.73"), number("1.2tn"));
                return format!("a size {BOUNDS}, such as {plain}, 600bn or {other}");
            }
            Self::GrowthRate { highest } => {
                let example = number("26.81");
                return format!(
                    "a percentage per year above -100 and up to {highest}, such as {example} or -5%"
                );
            }
            Self::Share => {
                return format!("a percentage from 0 to 100, such as 39 or {}", number("12.5%"));
            }
            Self::NumberOfYears { longest } => {
                return format!("0 to {longest}, such as 10 or {}", number("7.5"));
            }
            Self::NumberOfDecimals { most } => return format!("0 to {most}"),
            Self::Once(entry) => return format!("`{entry}` only once"),
            Self::Entries(most) => return format!("at most {most} entries"),
            Self::StepToward { is_above, from, to } => {
                let side = if *is_above { "above" } else { "below" };
                return format!("a step {side} 0 to get from {} to {}", number(from), number(to));
            }
            Self::YearOf { first, last } => {
                return format!("a year from {first} to {last}, the years of the forecast");
            }
            Self::DimensionOf { id } => return format!("`{id}`, the dimension it belongs to"),
            Self::Growth(expected) => return growth(expected, spelling),
            Self::Range(expected) => return range(expected, spelling),
            Self::Shape(expected) => return shape::expected(expected, spelling),
            Self::Cell(expected) => return rows::expected(expected, spelling),
            Self::Key(expected) => return dataset::expected(expected),
            Self::Factor => {
                return format!("a number above 0 and below 10^12, such as {}", number("1.08"));
            }
            Self::IndexHeader => "the header year,index",
            Self::IndexYears => {
                "a row for the price year, every year of the answer, and the year before if growth is shown"
            }
            Self::Unit => "million, billion or trillion",
            Self::Currency => "a code of three letters, such as USD",
            Self::Year => "four digits, such as 2030",
            Self::Edition => "a year, a month or a day, such as 2025, 2025-03 or 2025-03-14",
            Self::LowBelowHigh => "the low end below the high end",
            Self::OneUnit => "the same unit at both ends, or none",
            Self::List => "values such as 20,25,30, or a range with its step such as 20..35:5",
            Self::Step => "a step after a colon, such as 20..35:5",
            Self::StepNotZero => "a step other than 0",
            Self::SameUnit => "the same unit after all three numbers, or after none",
        };
        fixed.to_owned()
    }
}

/// With plain names and a decimal point.
impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&self.spelled(Spelling::default())))
    }
}

/// The bounds of a size.
pub(super) const BOUNDS: &str = "above 0 and below 10^12 trillion";

fn range(expected: &ExpectedRange, spelling: Spelling) -> String {
    let number = |number| spelling.number(number);
    match expected {
        ExpectedRange::Interval { example } => {
            format!("a low and a high end with two dots between them, such as {example}")
        }
        ExpectedRange::UnitAfterHighEnd => {
            "the unit after the high end, or after both ends".to_owned()
        }
        ExpectedRange::Quantile => {
            let bounds = spelling.setting(&Setting::new(Input::Within, "100"));
            format!(
                "a percentage above 0 and below 100, such as 5 or {}; for the lowest and the highest size, pass {bounds}",
                number("97.5")
            )
        }
        ExpectedRange::InBounds => {
            format!("a size {BOUNDS}; pass narrower intervals, or an earlier year")
        }
        ExpectedRange::Coverage => {
            "a percentage above 0 and up to 100, such as 90; 100 makes the ends hard bounds"
                .to_owned()
        }
        ExpectedRange::CoverageOfQuantiles => {
            "a percentage below 100, because hard bounds have no quantiles".to_owned()
        }
        ExpectedRange::UncertainYear { from } => {
            format!("a year after {from} without its own growth, for the interval to apply to")
        }
        ExpectedRange::ConstantGrowth => {
            "constant growth, because sizes along other shapes are not lognormal".to_owned()
        }
        ExpectedRange::Correlation => format!("a number from -1 to 1, such as {}", number("0.3")),
    }
}

fn growth(expected: &ExpectedGrowth, spelling: Spelling) -> String {
    let fixed = match expected {
        ExpectedGrowth::Gentler { highest } => {
            return format!(
                "more, or sizes closer together, because growth must stay between -100% and {highest}% per year"
            );
        }
        ExpectedGrowth::Within { years } => {
            return format!("a rate that gets from start to end within {years} years");
        }
        ExpectedGrowth::InBounds => return format!("one that keeps the size {BOUNDS}"),
        ExpectedGrowth::YearAfter { after, last } => {
            return format!("a year after {after} and up to {last}");
        }
        ExpectedGrowth::YearAfterKnown { known, last } => {
            return format!("a year after {known}, the year of the last known size, up to {last}");
        }
        ExpectedGrowth::YearAfterForecast { last } => {
            return format!("a year after {last}, the last year of the forecast");
        }
        ExpectedGrowth::YearsAndRate => {
            let example = spelling.number("10.5");
            return format!("a year or years and a value, such as 2027={example} or 2025..2028=35");
        }
        ExpectedGrowth::OneSizeFor(year) => {
            return format!("one size for {year}, the base year");
        }
        ExpectedGrowth::ActualsBefore { year, or } => {
            return format!("actuals before {year}, or {}", spelling.setting(or));
        }
        ExpectedGrowth::SizeAndMore => "a size for that year, and a second one or a rate",
        ExpectedGrowth::Time => "more than 0",
        ExpectedGrowth::Up => "a rate above 0, because the end is above the start",
        ExpectedGrowth::Down => "a rate below 0, because the end is below the start",
        ExpectedGrowth::OfHorizon => "a year of the forecast",
        ExpectedGrowth::FewerYears => {
            "growth for fewer years, so that at least one is free to reach that size"
        }
        ExpectedGrowth::TargetAfterActual => "a target after the last actual",
        ExpectedGrowth::SegmentWithShare => "a segment with a published share",
        ExpectedGrowth::SegmentWithCagr => "a segment with a published CAGR",
    };
    fixed.to_owned()
}
