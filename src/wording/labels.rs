//! Labels of figures in expressions: their digits, as many as it takes to distinguish them.

use std::collections::{HashMap, VecDeque};

use crate::decimal::MOST_DIGITS;
use crate::derivation::{Citation, Derivation, Given, Interner, Measure, Origin};
use crate::error::Setting;
use crate::quantity::Unit;

use super::Spelling;
use super::derivation::{all_digits, signed};
use super::written::period;

/// The labels given so far.
pub(super) struct Labels {
    unit: Unit,
    digits: u8,
    interner: Interner,
    /// The labels, by figure number.
    given: HashMap<usize, String>,
    /// The figure that each label belongs to.
    taken: HashMap<String, usize>,
    /// Figures with labels that need an explanation.
    waiting: VecDeque<Derivation>,
    /// Figures that have been queued for an explanation.
    used: HashMap<usize, ()>,
    /// The reports that the figures are from.
    reports: Vec<String>,
}

impl Labels {
    pub(super) fn new(unit: Unit, digits: u8) -> Self {
        Self {
            unit,
            digits,
            interner: Interner::default(),
            given: HashMap::new(),
            taken: HashMap::new(),
            waiting: VecDeque::new(),
            used: HashMap::new(),
            reports: Vec::new(),
        }
    }

    pub(super) fn number(&mut self, figure: &Derivation) -> usize {
        self.interner.number(figure)
    }

    /// Whether the label of that figure has been used.
    pub(super) fn has(&self, number: usize) -> bool {
        self.used.contains_key(&number)
    }

    /// The figure as a column shows it. An amount below 1 has more digits, because other figures are computed from it, and
    /// so has a number without a unit.
    pub(super) fn rounded(&self, figure: &Derivation) -> String {
        match (figure.measure(), figure.origin()) {
            // With fewer digits, an end of what a printed figure stands for may look like that figure.
            (_, Origin::Computed(operation)) if operation.moves_by_constant() => {
                all_digits(figure, self.unit)
            }
            (Measure::Amount | Measure::Number, _) => {
                self.written(figure, self.telling_digits(figure))
            }
            _ => self.written(figure, self.digits),
        }
    }

    fn written(&self, figure: &Derivation, digits: u8) -> String {
        let number = signed(&figure.shown_in(self.unit).to_grouped(digits));
        match figure.measure() {
            Measure::Fraction => format!("{number}%"),
            Measure::Points => format!("{number} pp"),
            Measure::Probability => {
                format!("{}%", figure.number().percent().to_fixed(digits))
            }
            Measure::Amount | Measure::Years | Measure::Number => number,
        }
    }

    /// Returns the figure's label, and queues the figure for an explanation.
    pub(super) fn label(&mut self, figure: &Derivation) -> String {
        let figure = figure.source();
        let label = self.preview(figure);
        let is_constant = matches!(figure.origin(), Origin::Constant);
        let number = self.number(figure);
        if !is_constant && self.used.insert(number, ()).is_none() {
            if let Origin::Published(citation) = figure.origin() {
                self.cite(citation);
            }
            self.waiting.push_back(figure.clone());
        }
        label
    }

    /// Adds the report to those that the figures are from.
    pub(super) fn cite(&mut self, citation: &Citation) {
        if !self.reports.iter().any(|report| **report == *citation.report) {
            self.reports.push(citation.report.to_string());
        }
    }

    /// Returns the figure's digits, which other figures may have too.
    pub(super) fn alone(&self, figure: &Derivation) -> String {
        let figure = figure.source();
        match figure.origin() {
            Origin::Published(citation) => self.printed(figure, citation),
            Origin::Constant | Origin::Given(_) => all_digits(figure, self.unit),
            Origin::Computed(_) => self.written(figure, self.telling_digits(figure)),
        }
    }

    /// Returns the figure's label without queueing the figure.
    pub(super) fn preview(&mut self, figure: &Derivation) -> String {
        let figure = figure.source();
        let number = self.number(figure);
        if let Some(label) = self.given.get(&number) {
            return label.clone();
        }
        let label = self.unlike_others(figure, number);
        self.taken.insert(label.clone(), number);
        self.given.insert(number, label.clone());
        label
    }

    fn unlike_others(&self, figure: &Derivation, number: usize) -> String {
        let is_free = |text: &String| self.taken.get(text).is_none_or(|owner| *owner == number);
        match figure.origin() {
            Origin::Constant => all_digits(figure, self.unit),
            Origin::Published(citation) => {
                let printed = self.alone(figure);
                if is_free(&printed) { printed } else { format!("{printed} [{}]", citation.id) }
            }
            Origin::Given(given) => {
                let typed = self.alone(figure);
                if is_free(&typed) { typed } else { format!("{typed} [{}]", tag(given)) }
            }
            Origin::Computed(_) => {
                let least = self.telling_digits(figure);
                let mut texts = (least..=MOST_DIGITS).map(|digits| self.written(figure, digits));
                texts.find(is_free).unwrap_or_else(|| self.written(figure, MOST_DIGITS))
            }
        }
    }

    /// Enough decimals for a figure below 1 to show some of its digits.
    fn telling_digits(&self, figure: &Derivation) -> u8 {
        const SIGNIFICANT: u8 = 4;
        let more = match figure.measure() {
            Measure::Fraction | Measure::Number => 2,
            _ => 0,
        };
        let number = figure.shown_in(self.unit).to_fixed(MOST_DIGITS);
        let is_zero = |c: &char| matches!(c, '0' | '.' | '-');
        let zeros = number.chars().take_while(is_zero).filter(|c| *c == '0').count();
        // The digit before the point is not a decimal.
        let leading = u8::try_from(zeros.saturating_sub(1)).unwrap_or(MOST_DIGITS);
        let is_small = zeros > 0 && number.contains(|c: char| ('1'..='9').contains(&c));
        let telling = if is_small { leading.saturating_add(SIGNIFICANT) } else { 0 };
        self.digits.saturating_add(more).max(telling).min(MOST_DIGITS)
    }

    /// The digits that the report prints, if it prints them in the unit of the answer.
    fn printed(&self, figure: &Derivation, citation: &Citation) -> String {
        let is_in_unit =
            citation.unit.is_none_or(|unit| citation.figure.unit().unwrap_or(unit) == self.unit);
        match (is_in_unit, figure.measure()) {
            (false, _) => all_digits(figure, self.unit),
            (true, Measure::Fraction) => format!("{}%", signed(citation.figure.digits())),
            (true, _) => citation.figure.digits().to_owned(),
        }
    }

    /// Returns the next figure that needs an explanation, with its label.
    pub(super) fn next(&mut self) -> Option<(Derivation, String)> {
        let figure = self.waiting.pop_front()?;
        let label = self.preview(&figure);
        Some((figure, label))
    }

    /// The origin of a figure that is not computed.
    pub(super) fn source(&self, figure: &Derivation, spelling: Spelling) -> String {
        match figure.origin() {
            Origin::Published(citation) => self.published(citation),
            Origin::Given(given) => {
                let setting = Setting::from(given.input.clone());
                match &given.scenario {
                    Some(scenario) => format!("given ({} of scenario {scenario})", given.input),
                    None => format!("given ({})", spelling.setting(&setting)),
                }
            }
            Origin::Constant | Origin::Computed(_) => String::new(),
        }
    }

    fn published(&self, citation: &Citation) -> String {
        let years = match citation.years {
            (Some(from), Some(to)) if from == to => format!(" for {from}"),
            years => period(years),
        };
        let report = match self.reports.len() {
            0 | 1 => String::new(),
            _ => format!(" by {}", citation.report),
        };
        let place = citation.place.iter().map(|place| format!(" ({place})")).collect::<String>();
        format!("published{years}{report}{place}")
    }
}

/// What distinguishes a given figure from another with the same digits.
fn tag(given: &Given) -> String {
    match &given.scenario {
        Some(scenario) => format!("{} of {scenario}", given.input),
        None => given.input.to_string(),
    }
}
