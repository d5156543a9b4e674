//! Dots: a size for each report, among the statistics over all of them.

use std::cmp::Reverse;

use crate::consensus;
use crate::error::{Error, PictureFault};
use crate::notes::Note;
use crate::table::{Grid, MeasureKind};

use super::lines::name;
use super::values::Values;
use super::{Dot, Dots, Value};

/// The reports of the only year, with the statistics from the summary.
pub(super) fn plot(values: &Values<'_>, summary: &Grid) -> Result<Dots, Error> {
    let dot = |line: super::Line| {
        let point = line.points.into_iter().next().flatten()?;
        let is_main = is_own(&line.name, values);
        let is_outlier = is_outlier(&line.name, values);
        Some(Dot { name: line.name, point, is_main, is_outlier })
    };
    let mut dots: Vec<Dot> = values.lines().into_iter().filter_map(dot).collect();
    dots.sort_by_key(|dot| Reverse(dot.point.value.number.clone()));
    let row = summary.rows.iter().next().transpose()?.unwrap_or_default();
    let statistic = |measure: &str| -> Option<(String, Value)> {
        let mut columns = summary.columns.iter().zip(row.iter());
        let is_it = |column: &crate::table::Column| {
            column.kind == MeasureKind::Bound && column.measure == measure
        };
        let (column, cell) = columns.find(|(column, _)| is_it(column))?;
        Some((name(column), values.value(cell)?))
    };
    match ["p25", "median", "p75"].map(statistic) {
        [Some(low), Some(median), Some(high)] => Ok(Dots { dots, quartiles: [low, median, high] }),
        _ => Err(PictureFault::NoRows.into()),
    }
}

/// Whether a series is the report that the answer is about.
fn is_own(name: &str, values: &Values<'_>) -> bool {
    let own = &values.table.about;
    values.table.others.iter().any(|(other, about)| other == name && about == own)
}

fn is_outlier(name: &str, values: &Values<'_>) -> bool {
    values.table.notes.iter().any(|note| match note {
        Note::Consensus(consensus::Note::Outliers { outliers, .. }) => {
            outliers.iter().any(|(other, _)| other == name)
        }
        _ => false,
    })
}
