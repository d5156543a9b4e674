//! Which figures are the same.

use std::collections::HashMap;

use super::{Derivation, Given, Measure, Operation, Origin};

/// Numbers figures, those that are the same by the same number: of one place in one report, of one input, or made by
/// one operation of the same figures. A figure that is only carried to another year is the figure itself.
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
    /// By address, with the figure, so that no other gets the address.
    seen: HashMap<usize, (Derivation, usize)>,
    numbers: HashMap<Identity, usize>,
}

/// What makes a figure the one that it is.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Identity {
    Published { report: String, id: String },
    Given(Given, String),
    Constant(Measure, String),
    Computed(&'static str, Vec<usize>),
}

impl Interner {
    /// The figure's number, from 0 on in the order of their first mention, operands first.
    pub fn number(&mut self, figure: &Derivation) -> usize {
        let figure = figure.source();
        if let Some((_, number)) = self.seen.get(&figure.address()) {
            return *number;
        }
        let identity = match figure.origin() {
            Origin::Published(citation) => {
                Identity::Published { report: citation.report.to_string(), id: citation.id.clone() }
            }
            Origin::Given(given) => Identity::Given(given.clone(), figure.number().to_string()),
            Origin::Constant => Identity::Constant(figure.measure(), figure.number().to_string()),
            Origin::Computed(operation) => self.computed(operation),
        };
        let next = self.numbers.len();
        let number = *self.numbers.entry(identity).or_insert(next);
        self.seen.insert(figure.address(), (figure.clone(), number));
        number
    }

    fn computed(&mut self, operation: &Operation) -> Identity {
        let operands = operation.operands();
        let operands = operands.iter().map(|operand| self.number(operand)).collect();
        Identity::Computed(operation.name(), operands)
    }
}
