//! Numbering of figures, in which the same figure always has the same number.

use std::collections::HashMap;

use super::{Derivation, Given, Measure, Operation, Origin};

/// A table that numbers figures, giving the same figure the same number.
///
/// Published figures are the same if they have the same id and value in the same report, and given figures if they have
/// the same input and value. Computed figures are the same if the same operation computes them from the same figures. A figure
/// that is carried to another year keeps its number.
///
/// ```
/// use aiinfra::{Interner, Market, Scenario};
///
/// let forecast = Scenario::default().trajectory(&Market::embedded()?)?;
/// let size = |year: &str| Ok::<_, aiinfra::Error>(forecast.traced(year.parse()?)?.derivation());
/// let mut interner = Interner::default();
/// assert_eq!(interner.number(&size("2030")?), interner.number(&size("2030")?));
/// assert_ne!(interner.number(&size("2030")?), interner.number(&size("2031")?));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Interner {
    /// Numbers by address. Storing the figure keeps its address from being reused.
    seen: HashMap<usize, (Derivation, usize)>,
    numbers: HashMap<Identity, usize>,
    /// The figures, indexed by number.
    figures: Vec<Derivation>,
}

/// The properties that two figures must share to be the same.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Identity {
    // Editions without a date are cited alike, so the value counts too.
    Published { report: String, id: String, number: String },
    Given(Given, String),
    Constant(Measure, String),
    Computed(&'static str, Vec<usize>),
}

impl Interner {
    /// Returns the figure's number.
    ///
    /// Numbers start at 0 and follow the order in which figures first appear. Operands come before the result.
    pub fn number(&mut self, figure: &Derivation) -> usize {
        let figure = figure.source();
        if let Some((_, number)) = self.seen.get(&figure.address()) {
            return *number;
        }
        let identity = match figure.origin() {
            Origin::Published(citation) => Identity::Published {
                report: citation.report.to_string(),
                id: citation.id.clone(),
                number: figure.number().to_string(),
            },
            Origin::Given(given) => Identity::Given(given.clone(), figure.number().to_string()),
            Origin::Constant => Identity::Constant(figure.measure(), figure.number().to_string()),
            Origin::Computed(operation) => self.computed(operation),
        };
        let next = self.numbers.len();
        let number = *self.numbers.entry(identity).or_insert(next);
        if number == next {
            self.figures.push(figure.clone());
        }
        self.seen.insert(figure.address(), (figure.clone(), number));
        number
    }

    /// Returns the figures, indexed by number.
    #[must_use]
    pub fn figures(&self) -> &[Derivation] {
        &self.figures
    }

    fn computed(&mut self, operation: &Operation) -> Identity {
        let operands = operation.operands();
        let operands = operands.iter().map(|operand| self.number(operand)).collect();
        Identity::Computed(operation.name(), operands)
    }
}
