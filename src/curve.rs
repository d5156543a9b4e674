//! Curves through two sizes, other than constant growth: growth that fades, and a logistic curve.

use crate::decimal::Decimal;
use crate::error::{Error, Expected, What};
use crate::growth::{EXACT_ROOT, MAX_LOGARITHM, logarithm};
use crate::quantity::{GrowthRate, Money, Years};

/// Returns the growth of the first of several years, if growth moves in a straight line from there to `last` in the last
/// year, and leads from `start` to `end`. Returns `None` if that growth is out of bounds.
pub(crate) fn first_growth(
    start: &Money,
    end: &Money,
    years: u32,
    last: &GrowthRate,
) -> Option<GrowthRate> {
    let fade = Fade { years, last: last.factor(), ratio: end.ratio(start) };
    let (most, _) = fade.product(&GrowthRate::highest().factor());
    if most < fade.ratio {
        return None;
    }
    GrowthRate::of_factor(fade.first()).ok()
}

/// Growth factors that move in a straight line from an unknown first one to the last, and multiply to `ratio`.
struct Fade {
    years: u32,
    last: Decimal,
    ratio: Decimal,
}

impl Fade {
    /// Returns the product of all factors if `first` is the first one, and its derivative by `first`.
    ///
    /// Every term is positive, so no digits are lost.
    fn product(&self, first: &Decimal) -> (Decimal, Decimal) {
        let steps = self.years.saturating_sub(1).max(1);
        let (mut product, mut slope) = (Decimal::from(1), Decimal::from(0));
        for passed in 0..self.years {
            let weight = &Decimal::from(steps.saturating_sub(passed)) / &Decimal::from(steps);
            let of_last = &Decimal::from(passed) / &Decimal::from(steps);
            let factor = &(first * &weight) + &(&self.last * &of_last);
            slope = &(&slope * &factor) + &(&product * &weight);
            product = &product * &factor;
        }
        (product, slope)
    }

    /// Returns the first factor, by Newton's method.
    ///
    /// The product is convex and increasing, so each step after the first approaches the solution from above.
    fn first(&self) -> Decimal {
        let mut first = self.seed();
        for _ in 0..MOST_STEPS {
            let (product, slope) = self.product(&first);
            let next = &first - &(&(&product - &self.ratio) / &slope);
            let is_settled = next.trusted() == first.trusted();
            first = next;
            if is_settled {
                break;
            }
        }
        first
    }

    /// Returns nearly the first factor, by bisection in binary floating point.
    ///
    /// Avoids `f64::ln`, because loading the system's math library slows every start of the program.
    fn seed(&self) -> Decimal {
        let (last, ratio) = (self.last.to_f64(), self.ratio.to_f64());
        let steps = f64::from(self.years.saturating_sub(1).max(1));
        let product = |first: f64| -> f64 {
            let passed = (0..self.years).map(f64::from);
            passed.map(|passed| (first * (steps - passed) + last * passed) / steps).product()
        };
        let (mut low, mut high) = (LOWEST_SEED, f64::from(GrowthRate::HIGHEST + 1));
        for _ in 0..BISECTIONS {
            let middle = (low * high).sqrt();
            if product(middle) < ratio { low = middle } else { high = middle }
        }
        // A seed that rounds to 0 works, too: the first step leads above the solution.
        let decimals = if high > 1.0 { 20 } else { 29 };
        format!("{high:.decimals$}").parse().unwrap_or(Decimal::from(0))
    }
}

/// Four steps are typical. The limit only stops an iteration that never settles.
const MOST_STEPS: u32 = 1000;
const BISECTIONS: u32 = 60;
/// No lower growth factor leads from the largest size to the smallest.
const LOWEST_SEED: f64 = 1e-60;

/// Returns the size after `passed` years on the logistic curve that has the size `start` at first, `end` after `all` years,
/// and levels off at `ceiling`, which is above both.
///
/// # Errors
/// `100` to `1` in 2 years under `100.1`, after 60: the market has shrunk to nothing.
pub(crate) fn logistic(
    [start, end, ceiling]: [&Money; 3],
    passed: &Years,
    all: &Years,
) -> Result<Money, Error> {
    let invalid = || Error::invalid(What::Size, end.readable(), Expected::Size);
    let (first, last) = (room(start, ceiling), room(end, ceiling));
    let left = power(&(&last / &first), passed, all).ok_or_else(invalid)?;
    let share = &Decimal::from(1) / &(&Decimal::from(1) + &(&first * &left));
    ceiling.times(&share)
}

/// Returns `ceiling ÷ size − 1`.
fn room(size: &Money, ceiling: &Money) -> Decimal {
    ceiling.change_in_full(size)
}

/// Returns `base^(passed ÷ all)`, or `None` if it is too large for any size.
fn power(base: &Decimal, passed: &Years, all: &Years) -> Option<Decimal> {
    let whole = passed.number().whole().zip(all.number().whole());
    if let Some((passed, all)) = whole.filter(|(_, all)| *all <= EXACT_ROOT) {
        return Some(base.powi(passed).root(all));
    }
    let exponent = &(&base.ln() * passed.number()) / all.number();
    let limit = Decimal::from(MAX_LOGARITHM);
    if exponent > limit {
        return None;
    }
    let is_nothing = exponent < &Decimal::from(0) - &limit;
    Some(if is_nothing { Decimal::from(0) } else { exponent.exp() })
}

/// Returns the number of years until the logistic curve reaches `size`, or `None` if it never does.
pub(crate) fn logistic_years(
    [start, end, ceiling]: [&Money; 3],
    size: &Money,
    all: &Years,
) -> Option<Years> {
    if size >= ceiling || is_flat(start, end) {
        return None;
    }
    if is_flat(start, size) {
        return Years::new(Decimal::from(0)).ok();
    }
    let [passed, whole] = [size, end].map(|to| {
        let ratio = &room(start, ceiling) / &room(to, ceiling);
        // The ratio minus 1, without losing digits to the subtraction.
        let above =
            &(&to.change_in_full(start) * ceiling.number()) / &(ceiling.number() - to.number());
        logarithm(&ratio, &above)
    });
    Years::new(&(&passed / &whole) * all.number()).ok()
}

/// Returns whether two sizes differ by no more than rounding.
pub(crate) fn is_flat(start: &Money, end: &Money) -> bool {
    end.change(start) == Decimal::from(0)
}
