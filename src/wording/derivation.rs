//! How a figure was computed, as an expression.

use crate::derivation::{Derivation, Measure, Operation, Origin};
use crate::quantity::Unit;

use super::statistic::statistic;

/// How tightly an expression binds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    /// A sum or a difference.
    Sum,
    /// A product or a quotient.
    Product,
    /// A power, or anything that needs no parentheses.
    Whole,
}

/// A piece of an expression.
pub(super) struct Piece {
    pub(super) text: String,
    tie: Tie,
}

impl Piece {
    pub(super) fn new(text: impl Into<String>, tie: Tie) -> Self {
        Self { text: text.into(), tie }
    }

    /// Returns the piece with parentheses if it binds less tightly than that.
    pub(super) fn within(self, tie: Tie) -> String {
        if self.tie < tie { format!("({})", self.text) } else { self.text }
    }
}

/// Names figures in an expression. A figure without a name is replaced by its own expression.
pub(super) trait Naming {
    /// Returns the name of an operand.
    fn name(&mut self, figure: &Derivation) -> Option<String>;

    /// Returns the name of a growth rate that compounds, with the digits that takes.
    fn rate(&mut self, figure: &Derivation) -> Option<String> {
        self.name(figure)
    }

    /// Returns the name of one of several figures in a list.
    fn term(&mut self, figure: &Derivation) -> Option<String> {
        self.name(figure)
    }

    /// Returns the name of a starting amount.
    fn start(&mut self, figure: &Derivation) -> Option<String> {
        self.name(figure)
    }

    /// Returns the name of a number of years. `_is_outermost` is true if no other growth follows.
    fn years(&mut self, years: &Derivation, _is_outermost: bool) -> Option<String> {
        self.name(years)
    }
}

/// Returns the full expression: published and given figures with all their digits, everything else as computed.
/// Amounts are in `unit`. The expression evaluates to every digit of the figure that can be printed.
///
/// ```
/// use aiinfra::{Market, Scenario, Unit, wording};
///
/// let forecast = Scenario::default().trajectory(&Market::embedded()?)?;
/// let size = forecast.traced("2030".parse()?)?.derivation();
/// assert_eq!(
///     wording::in_full(&size, Unit::Billion),
///     "46.73 × (1 + ((502.42 / 46.73)^(1/10) − 1))^6",
/// );
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[must_use]
pub fn in_full(figure: &Derivation, unit: Unit) -> String {
    expand(figure, &mut InFull(unit), true).text
}

/// Names only figures that are not computed.
struct InFull(Unit);

impl Naming for InFull {
    fn name(&mut self, figure: &Derivation) -> Option<String> {
        let is_leaf = !matches!(figure.origin(), Origin::Computed(_));
        is_leaf.then(|| all_digits(figure, self.0))
    }
}

/// The figure with every digit that it has.
pub(super) fn all_digits(figure: &Derivation, unit: Unit) -> String {
    let number = figure.shown_in(unit);
    match figure.measure() {
        Measure::Fraction => signed(&format!("{number}%")),
        Measure::Probability => format!("{}%", number.percent()),
        Measure::Amount | Measure::Years | Measure::Points | Measure::Number => {
            signed(&number.to_string())
        }
    }
}

/// Replaces a hyphen by a minus sign.
pub(super) fn signed(number: &str) -> String {
    match number.strip_prefix('-') {
        Some(number) => format!("−{number}"),
        None => number.to_owned(),
    }
}

/// Returns how the figure was computed, with names for its operands, or its own name if it was not computed.
pub(super) fn expression(figure: &Derivation, names: &mut dyn Naming) -> String {
    expand(figure, names, true).text
}

pub(super) fn operand(figure: &Derivation, names: &mut dyn Naming, is_outermost: bool) -> Piece {
    let figure = figure.source();
    match names.name(figure) {
        Some(name) => {
            let tie = if name.starts_with('−') { Tie::Sum } else { Tie::Whole };
            Piece::new(name, tie)
        }
        None => expand(figure, names, is_outermost),
    }
}

fn expand(figure: &Derivation, names: &mut dyn Naming, is_outermost: bool) -> Piece {
    match figure.source().origin() {
        Origin::Computed(operation) => by_operation(operation, names, is_outermost),
        _ => Piece::new(names.name(figure.source()).unwrap_or_default(), Tie::Whole),
    }
}

fn by_operation(operation: &Operation, names: &mut dyn Naming, is_outermost: bool) -> Piece {
    let mut two = |one: &Derivation, sign: &str, other: &Derivation, ties: [Tie; 2]| {
        let [first, second] = ties;
        let one = operand(one, names, is_outermost).within(first);
        format!("{one} {sign} {}", operand(other, names, is_outermost).within(second))
    };
    match operation {
        Operation::Difference(one, other) => {
            Piece::new(two(one, "−", other, [Tie::Sum, Tie::Product]), Tie::Sum)
        }
        Operation::Product(one, other) => {
            Piece::new(two(one, "×", other, [Tie::Product, Tie::Whole]), Tie::Product)
        }
        Operation::Quotient(one, other) => {
            Piece::new(two(one, "/", other, [Tie::Product, Tie::Whole]), Tie::Product)
        }
        Operation::RelativeChange(one, other) => {
            let ratio = two(one, "/", other, [Tie::Product, Tie::Whole]);
            Piece::new(format!("{ratio} − 1"), Tie::Sum)
        }
        Operation::Sum(terms) => {
            let terms = terms.list();
            let terms = terms.iter().map(|term| operand(term, names, is_outermost));
            let terms: Vec<String> = terms.map(|term| term.within(Tie::Sum)).collect();
            Piece::new(terms.join(" + "), Tie::Sum)
        }
        Operation::Midpoint(low, high) => {
            let sum = two(low, "+", high, [Tie::Sum, Tie::Sum]);
            Piece::new(format!("({sum}) / 2"), Tie::Product)
        }
        Operation::Carried(figure) => operand(figure, names, is_outermost),
        Operation::Compound { start, rate, years } => {
            compound(start, (rate, years), names, is_outermost)
        }
        Operation::Discount { end, rate, years } => {
            // A nominal size and its discount end in the same year.
            let end = operand(end, names, is_outermost).within(Tie::Product);
            let growth = growth(rate, years, names, is_outermost);
            Piece::new(format!("{end} / {growth}"), Tie::Product)
        }
        Operation::ImpliedCagr { start, end, years } => implied_cagr(start, end, years, names),
        Operation::Statistic(one) => statistic(one, names, is_outermost),
        Operation::ElapsedTime { start, end, rate } => {
            let ratio = format!("{} / {}", whole(end, names), whole(start, names));
            Piece::new(format!("ln({ratio}) / ln({})", one_plus(rate, names)), Tie::Product)
        }
        Operation::RealRate { nominal, inflation } => {
            let (nominal, inflation) = (one_plus(nominal, names), one_plus(inflation, names));
            Piece::new(format!("({nominal}) / ({inflation}) − 1"), Tie::Sum)
        }
        Operation::StraightLine { .. }
        | Operation::Fade { .. }
        | Operation::Logistic { .. }
        | Operation::LogisticTime { .. } => on_curve(operation, names, is_outermost),
    }
}

/// Returns a figure on a line or a curve between two others.
fn on_curve(operation: &Operation, names: &mut dyn Naming, is_outermost: bool) -> Piece {
    match operation {
        Operation::StraightLine { from, to, passed, all } => {
            let (from, to) = (whole(from, names), whole(to, names));
            let (passed, all) = (span(passed, names, is_outermost), span(all, names, false));
            Piece::new(format!("{from} + ({to} − {from}) × {passed}/{all}"), Tie::Sum)
        }
        Operation::Fade { start, end, years, last } => fade([start, end, years, last], names),
        Operation::Logistic { start, end, ceiling, passed, all } => {
            let (passed, all) = (span(passed, names, is_outermost), span(all, names, false));
            logistic([start, end, ceiling], &passed, &all, names)
        }
        Operation::LogisticTime { start, end, ceiling, size, all } => {
            logistic_time([start, end, size], ceiling, all, names)
        }
        _ => Piece::new("", Tie::Whole),
    }
}

fn compound(
    start: &Derivation,
    (rate, years): (&Derivation, &Derivation),
    names: &mut dyn Naming,
    is_outermost: bool,
) -> Piece {
    // Growth in the starting amount is not the outermost.
    let start = match names.start(start.source()) {
        Some(name) => name,
        None => expand(start, names, false).within(Tie::Product),
    };
    let growth = growth(rate, years, names, is_outermost);
    Piece::new(format!("{start} × {growth}"), Tie::Product)
}

fn implied_cagr(
    start: &Derivation,
    end: &Derivation,
    years: &Derivation,
    names: &mut dyn Naming,
) -> Piece {
    let ratio = format!("{} / {}", whole(end, names), whole(start, names));
    let root = match whole(years, names) {
        years if years == "1" => ratio,
        years => format!("({ratio})^(1/{years})"),
    };
    Piece::new(format!("{root} − 1"), Tie::Sum)
}

fn fade(figures: [&Derivation; 4], names: &mut dyn Naming) -> Piece {
    let figures = figures.map(|figure| operand(figure, names, false).text);
    Piece::new(format!("fade({})", figures.join("; ")), Tie::Whole)
}

fn logistic(
    [start, end, ceiling]: [&Derivation; 3],
    passed: &str,
    all: &str,
    names: &mut dyn Naming,
) -> Piece {
    let [start, end] = [start, end].map(|size| room(size, ceiling, names));
    let ceiling = operand(ceiling, names, false).within(Tie::Product);
    let left = format!("(({end}) / ({start}))^({passed}/{all})");
    Piece::new(format!("{ceiling} / (1 + ({start}) × {left})"), Tie::Product)
}

fn logistic_time(
    sizes: [&Derivation; 3],
    ceiling: &Derivation,
    all: &Derivation,
    names: &mut dyn Naming,
) -> Piece {
    let [start, end, size] = sizes.map(|size| room(size, ceiling, names));
    let all = span(all, names, false);
    let [size, end] = [size, end].map(|to| format!("ln(({start}) / ({to}))"));
    Piece::new(format!("{all} × {size} / {end}"), Tie::Product)
}

/// By what fraction of a size the ceiling is above it: `600 / 46.73 − 1`
fn room(size: &Derivation, ceiling: &Derivation, names: &mut dyn Naming) -> String {
    format!("{} / {} − 1", whole(ceiling, names), whole(size, names))
}

pub(super) fn whole(figure: &Derivation, names: &mut dyn Naming) -> String {
    operand(figure, names, false).within(Tie::Whole)
}

/// `1 + 26.81%`, `1 − 5%`
pub(super) fn one_plus(rate: &Derivation, names: &mut dyn Naming) -> String {
    let piece = match names.rate(rate.source()) {
        Some(name) if name.starts_with('−') => Piece::new(name, Tie::Sum),
        Some(name) => Piece::new(name, Tie::Whole),
        None => expand(rate.source(), names, false),
    };
    match piece.text.strip_prefix('−') {
        Some(loss) if !loss.contains(' ') => format!("1 − {loss}"),
        _ => format!("1 + {}", piece.within(Tie::Product)),
    }
}

/// `(1 + 26.81%)^6`
fn growth(
    rate: &Derivation,
    years: &Derivation,
    names: &mut dyn Naming,
    is_outermost: bool,
) -> String {
    let factor = one_plus(rate, names);
    match span(years, names, is_outermost) {
        years if years == "1" => format!("({factor})"),
        years => format!("({factor})^{years}"),
    }
}

/// `6`, `(year − 2024)`
pub(super) fn span(years: &Derivation, names: &mut dyn Naming, is_outermost: bool) -> String {
    match names.years(years, is_outermost) {
        Some(years) => years,
        None => expand(years, names, false).within(Tie::Whole),
    }
}
