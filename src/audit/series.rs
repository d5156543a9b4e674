//! Does a yearly series repeat a value, or more than double in a year?

use crate::decimal::Decimal;
use crate::market::{Series, SeriesPoint};

use super::{Finding, Rule, Status, Value};

pub(super) fn check(series: &Series) -> Option<Finding> {
    let pairs = series.points.iter().zip(series.points.iter().skip(1));
    let odd: Vec<String> = pairs.filter_map(|(before, point)| oddity(before, point)).collect();
    let values: Vec<&str> = series.points.iter().map(|point| point.figure.digits()).collect();
    let (first, last) = (series.points.first()?, series.points.last()?);
    (!odd.is_empty()).then(|| Finding {
        rule: Rule::Series,
        status: Status::Note,
        subject: series.id.clone(),
        stated: Value::Text(values.join(", ")),
        computed: Value::None,
        detail: format!(
            "{} goes {} ({}) from {} to {}: it {}; ask whether each year was measured the same way before building on it",
            series.name,
            values.join(", "),
            series.unit,
            first.year,
            last.year,
            odd.join(" and ")
        ),
    })
}

/// What is odd about going from one value to the next.
fn oddity(before: &SeriesPoint, point: &SeriesPoint) -> Option<String> {
    let (old, new) = (before.figure.value(), point.figure.value());
    let follows = point.year.number() - before.year.number() == 1;
    if old == new {
        return Some(format!("repeats {} in {}", point.figure.digits(), point.year));
    }
    let doubles = follows && old.is_positive() && *new > old * &Decimal::from(2);
    doubles.then(|| format!("more than doubles in {}", point.year))
}
