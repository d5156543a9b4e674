//! Growth that moves in a straight line, as a computation in steps.
//!
//! The first growth rate has no formula, since the growth factors of all years multiply to a known ratio. Its logarithm is
//! found by Newton's method. In the logarithm, the difference from the known ratio is convex and never flat, so that
//! the method converges from anywhere.

use crate::decimal::Decimal;
use crate::derivation::Derivation;

use super::book::{Book, Value, range_of};

/// Newton's method doubles the correct digits with each step; a few more steps get close.
const STEPS: usize = 16;

impl Book {
    /// Returns the cell with the logarithm of the first growth factor, from the sizes at the start and at the end, the
    /// number of years and the last growth rate.
    pub(super) fn fade(&mut self, figures: [&Derivation; 4]) -> String {
        let numbers = figures.map(|figure| self.number(figure)).to_vec();
        if let Some(cell) = self.fades.get(&numbers) {
            return cell.clone();
        }
        let [start, end, years, last] = figures.map(Derivation::number);
        let count = years.whole().unwrap_or_default().max(2);
        let fade = Fade { count, last: &last + &Decimal::from(1), log: (&end / &start).ln() };
        let root = self.solved(&fade, figures);
        self.fades.insert(numbers, root.clone());
        root
    }

    fn solved(&mut self, fade: &Fade, figures: [&Derivation; 4]) -> String {
        let count = fade.count;
        let [start, end, _, last] = figures.map(|figure| self.operand(figure));
        let weights = self.weights(fade);
        let log = self.cell(format!("LN({end}/{start})"), Value::Number(fade.log.clone()));
        let mut number = &fade.log / &Decimal::from(count);
        let mut root = self.cell(format!("{log}/{count}"), Value::Number(number.clone()));
        let last = format!("{weights}*(1+{last})");
        for _ in 0..STEPS {
            let first = format!("(1-{weights})*EXP({root})");
            let difference = format!("SUMPRODUCT(LN({first}+{last}))-{log}");
            let slope = format!("SUMPRODUCT({first}/({first}+{last}))");
            number = fade.next(&number);
            let formula = format!("{root}-({difference})/{slope}");
            root = self.cell(formula, Value::Number(number.clone()));
        }
        root
    }

    /// Returns the cells with the weight of the last rate in each year, from 0 to 1.
    fn weights(&mut self, fade: &Fade) -> String {
        let steps = fade.count - 1;
        let weight = |year| Value::Number(fade.weight(year));
        let cells: Vec<String> = (0..fade.count)
            .map(|year| self.cell(format!("{year}/{steps}"), weight(year)))
            .collect();
        range_of(&cells)
    }
}

/// Growth factors that move in a straight line from an unknown first one to the last.
struct Fade {
    /// The number of years.
    count: u32,
    last: Decimal,
    /// The logarithm of their product.
    log: Decimal,
}

impl Fade {
    /// The weight of the last factor after that many years.
    fn weight(&self, year: u32) -> Decimal {
        &Decimal::from(year) / &Decimal::from(self.count - 1)
    }

    /// Returns the next approximation to the logarithm of the first factor.
    fn next(&self, log: &Decimal) -> Decimal {
        let (one, first) = (Decimal::from(1), log.exp());
        let (mut product, mut slope) = (one.clone(), Decimal::from(0));
        for year in 0..self.count {
            let of_last = self.weight(year);
            let of_first = &(&one - &of_last) * &first;
            let factor = &of_first + &(&of_last * &self.last);
            slope = &slope + &(&of_first / &factor);
            product = &product * &factor;
        }
        log - &(&(&product.ln() - &self.log) / &slope)
    }
}
