//! Names of figures in the formulas that people read.

use std::collections::HashMap;

use crate::derivation::{Derivation, Measure, Operation, Origin, Statistic};
use crate::quantity::Year;

use super::derivation::{Naming, signed};
use super::labels::Labels;

/// Names for the line of a single figure: the labels of figures with their own lines.
pub(super) struct Short<'a> {
    pub(super) labels: &'a mut Labels,
    /// Labels of figures that already have a line.
    pub(super) shown: &'a HashMap<usize, String>,
}

impl Naming for Short<'_> {
    fn name(&mut self, figure: &Derivation) -> Option<String> {
        let number = self.labels.number(figure);
        if let Some(shown) = self.shown.get(&number) {
            return Some(signed(shown));
        }
        has_line(figure).then(|| self.labels.label(figure))
    }

    fn rate(&mut self, figure: &Derivation) -> Option<String> {
        // A cell shows too few digits.
        (has_line(figure) || is_on_line(figure)).then(|| self.labels.label(figure))
    }

    fn start(&mut self, figure: &Derivation) -> Option<String> {
        let is_growth = matches!(figure.origin(), Origin::Computed(Operation::Compound { .. }));
        let number = self.labels.number(figure);
        let is_shown = self.shown.contains_key(&number);
        if is_growth && !is_shown { None } else { self.name(figure) }
    }
}

/// Whether the figure gets its own line when others mention it.
pub(super) fn has_line(figure: &Derivation) -> bool {
    let is_amount = figure.measure() == Measure::Amount;
    match figure.origin() {
        // `46.73 − 0.005` says more than a name.
        Origin::Computed(operation) if operation.moves_by_constant() => false,
        Origin::Computed(operation) => match operation {
            Operation::ImpliedCagr { .. }
            | Operation::ElapsedTime { .. }
            | Operation::Fade { .. }
            | Operation::LogisticTime { .. }
            | Operation::RealRate { .. }
            | Operation::Statistic(
                Statistic::GeometricMeanRate(..)
                | Statistic::NormalQuantile(_)
                | Statistic::LogDeviation { .. }
                | Statistic::CombinedDeviation { .. },
            ) => true,
            Operation::Product(..) | Operation::Carried(_) => false,
            _ => is_amount,
        },
        _ => true,
    }
}

/// Whether the figure lies on a straight line between two others.
pub(super) fn is_on_line(figure: &Derivation) -> bool {
    matches!(figure.origin(), Origin::Computed(Operation::StraightLine { .. }))
}

/// Names for a pattern that several years share.
pub(super) struct Pattern<'a> {
    pub(super) labels: &'a mut Labels,
    /// The row's other figures, by figure number.
    pub(super) known: HashMap<usize, String>,
    pub(super) year: Option<Year>,
    /// The figures that the pattern mentions.
    pub(super) mentioned: Vec<Derivation>,
}

impl Naming for Pattern<'_> {
    fn name(&mut self, figure: &Derivation) -> Option<String> {
        let number = self.labels.number(figure);
        if let Some(name) = self.known.get(&number) {
            return Some(name.clone());
        }
        let is_constant = match figure.origin() {
            Origin::Computed(operation) => operation.is_for_every_year(),
            _ => true,
        };
        is_constant.then(|| {
            self.mentioned.push(figure.clone());
            self.labels.preview(figure)
        })
    }

    fn term(&mut self, figure: &Derivation) -> Option<String> {
        self.mentioned.push(figure.clone());
        Some(self.labels.preview(figure))
    }

    fn years(&mut self, years: &Derivation, is_outermost: bool) -> Option<String> {
        let passed = years.number().whole();
        match (self.year, passed, years.origin()) {
            (Some(year), Some(passed), Origin::Constant) if is_outermost => {
                let from = u32::from(year.number()).saturating_sub(passed);
                Some(format!("(year − {from})"))
            }
            _ => self.name(years),
        }
    }
}
