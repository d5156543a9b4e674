//! Checks a yearly series for repeated values and values that more than double in a year.

use crate::decimal::Decimal;
use crate::market::{Series, SeriesPoint};

use super::verdict::Oddity;
use super::{Detail, Finding, Rule, Status, Value};

pub(super) fn check(series: &Series) -> Option<Finding> {
    let pairs = series.points.iter().zip(series.points.iter().skip(1));
    let oddities: Vec<Oddity> =
        pairs.filter_map(|(before, point)| anomaly(before, point)).collect();
    let digits: Vec<&str> = series.points.iter().map(|point| point.figure.digits()).collect();
    (!oddities.is_empty()).then(|| Finding {
        rule: Rule::Series,
        status: Status::Note,
        subject: series.id.clone(),
        stated: Value::Text(digits.join(", ")),
        computed: Value::None,
        detail: Detail::OddSeries {
            series: series.name.clone(),
            unit: series.unit.clone(),
            values: series.points.iter().map(|point| (point.year, point.figure.clone())).collect(),
            oddities,
        },
    })
}

/// Returns the anomaly between one value and the next, if any.
fn anomaly(before: &SeriesPoint, point: &SeriesPoint) -> Option<Oddity> {
    let (old, new, year) = (before.figure.value(), point.figure.value(), point.year);
    let follows = year.number() - before.year.number() == 1;
    if old == new {
        return Some(Oddity::Repeats { figure: point.figure.clone(), year });
    }
    let doubles = follows && old.is_positive() && *new > old * &Decimal::from(2);
    doubles.then_some(Oddity::Doubles { year })
}
