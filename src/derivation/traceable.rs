//! The quantities that can be traced.

use crate::decimal::Decimal;
use crate::quantity::{
    Amount, Coefficient, Coverage, Factor, GrowthRate, Money, Points, Probability, Ratio, Share,
    Years,
};

use super::Measure;

/// A quantity that can be traced. Only the quantities of this crate implement it.
pub trait Traceable: Clone + Send + Sync + sealed::Sealed + 'static {
    /// What the number measures.
    const MEASURE: Measure;

    /// Returns the number in base units: currency units, a fraction or years.
    fn number(&self) -> &Decimal;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! traceable {
    ($($Quantity:ident, $Measure:ident, $number:ident;)+) => {
        $(
            impl sealed::Sealed for $Quantity {}

            impl Traceable for $Quantity {
                const MEASURE: Measure = Measure::$Measure;

                fn number(&self) -> &Decimal {
                    self.$number()
                }
            }
        )+
    };
}

traceable! {
    Money, Amount, number;
    Amount, Amount, number;
    GrowthRate, Fraction, fraction;
    Share, Fraction, fraction;
    Ratio, Fraction, fraction;
    Points, Points, fraction;
    Years, Years, number;
    Factor, Number, number;
    Coefficient, Number, number;
    Probability, Probability, fraction;
    Coverage, Probability, fraction;
}
