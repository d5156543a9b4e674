//! Operations as formulas of a spreadsheet.
//!
//! Every operand is a name, a cell, a constant or something in parentheses, so that an operation needs parentheses only
//! around its own parts.

use crate::derivation::{Derivation, Measure, Operation, Statistic};

/// How the operands of a formula are written.
pub(super) trait Operands {
    /// Returns the name, the cell or the constant of an operand.
    fn operand(&mut self, figure: &Derivation) -> String;

    /// Returns the rate of a compounding amount, whose name says more than a cell.
    fn rate(&mut self, figure: &Derivation) -> String {
        self.operand(figure)
    }

    /// Returns a number of years since an operand's year, which may depend on the row.
    fn years(&mut self, years: &Derivation) -> String {
        self.operand(years)
    }

    /// Returns the cells of several operands, if they are side by side.
    fn range(&mut self, figures: &[Derivation]) -> Option<String>;

    /// Returns the cells of several operands, which are put side by side if they are not.
    fn list(&mut self, figures: &[Derivation]) -> String;

    /// Returns the logarithm of the first growth factor of years whose growth moves in a straight line.
    fn fade(&mut self, figures: [&Derivation; 4]) -> String;
}

/// The most terms of a sum that are written out.
const MOST_TERMS: usize = 40;

/// Returns the operation as a formula, without the equals sign.
pub(super) fn formula(operation: &Operation, of: &mut dyn Operands) -> String {
    match operation {
        Operation::Compound { start, rate, years } => {
            let (start, growth) = (of.operand(start), growth(rate, years, of));
            format!("{start}*{growth}")
        }
        Operation::Discount { end, rate, years } => {
            let (end, growth) = (of.operand(end), growth(rate, years, of));
            format!("{end}/{growth}")
        }
        Operation::ImpliedCagr { start, end, years } => {
            let [start, end, years] = [start, end, years].map(|figure| of.operand(figure));
            match &*years {
                "1" => format!("{end}/{start}-1"),
                _ => format!("({end}/{start})^(1/{years})-1"),
            }
        }
        Operation::ElapsedTime { start, end, rate } => {
            let [start, end, rate] = [start, end, rate].map(|figure| of.operand(figure));
            format!("LN({end}/{start})/LN(1+{rate})")
        }
        Operation::Sum(terms) => sum(&terms.list(), of),
        Operation::Difference(one, other) => two(one, "-", other, of),
        Operation::Product(one, other) => two(one, "*", other, of),
        Operation::Quotient(one, other) => two(one, "/", other, of),
        Operation::RelativeChange(one, other) => format!("{}-1", two(one, "/", other, of)),
        Operation::Midpoint(low, high) => format!("({})/2", two(low, "+", high, of)),
        Operation::RealRate { nominal, inflation } => {
            format!("(1+{})/(1+{})-1", of.operand(nominal), of.operand(inflation))
        }
        Operation::StraightLine { from, to, passed, all } => {
            let (from, to) = (of.operand(from), of.operand(to));
            format!("{from}+({to}-{from})*{}/{}", of.years(passed), of.operand(all))
        }
        Operation::Fade { start, end, years, last } => {
            format!("EXP({})-1", of.fade([start, end, years, last]))
        }
        Operation::Logistic { start, end, ceiling, passed, all } => {
            let [start, end, ceiling] = [start, end, ceiling].map(|figure| of.operand(figure));
            let (passed, all) = (of.years(passed), of.operand(all));
            let [one, other] = [start, end].map(|size| format!("({ceiling}/{size}-1)"));
            format!("{ceiling}/(1+{one}*({other}/{one})^({passed}/{all}))")
        }
        Operation::LogisticTime { start, end, ceiling, size, all } => {
            let [ceiling, all] = [ceiling, all].map(|figure| of.operand(figure));
            let rooms =
                [start, end, size].map(|size| format!("({ceiling}/{}-1)", of.operand(size)));
            let [one, other, at] = rooms;
            format!("{all}*LN({one}/{at})/LN({one}/{other})")
        }
        Operation::Statistic(one) => statistic(one, of),
        Operation::Carried(figure) => of.operand(figure),
    }
}

fn two(one: &Derivation, sign: &str, other: &Derivation, of: &mut dyn Operands) -> String {
    format!("{}{sign}{}", of.operand(one), of.operand(other))
}

/// `(1+implied_cagr)^($A7-base_year)`
fn growth(rate: &Derivation, years: &Derivation, of: &mut dyn Operands) -> String {
    let rate = of.rate(rate);
    match &*of.years(years) {
        "1" => format!("(1+{rate})"),
        years => format!("(1+{rate})^{years}"),
    }
}

fn sum(terms: &[Derivation], of: &mut dyn Operands) -> String {
    if let Some(range) = of.range(terms).filter(|_| terms.len() > 2) {
        return format!("SUM({range})");
    }
    if terms.len() > MOST_TERMS {
        return format!("SUM({})", of.list(terms));
    }
    terms.iter().map(|term| of.operand(term)).collect::<Vec<_>>().join("+")
}

fn statistic(statistic: &Statistic, of: &mut dyn Operands) -> String {
    match statistic {
        Statistic::GeometricMean(low, high) => format!("SQRT({})", two(low, "*", high, of)),
        Statistic::GeometricMeanRate(low, high) => {
            format!("SQRT((1+{})*(1+{}))-1", of.operand(low), of.operand(high))
        }
        Statistic::NormalQuantile(probability) => {
            format!("NORM.S.INV({})", of.operand(probability))
        }
        Statistic::LogDeviation { low, high, score } => {
            let is_rate = low.measure() == Measure::Fraction;
            let [low, high, score] = [low, high, score].map(|figure| of.operand(figure));
            match is_rate {
                true => format!("LN((1+{high})/(1+{low}))/(2*{score})"),
                false => format!("LN({high}/{low})/(2*{score})"),
            }
        }
        Statistic::OverIndependentYears { deviation, years } => {
            format!("{}*SQRT({})", of.operand(deviation), of.years(years))
        }
        Statistic::CombinedDeviation { one, other, correlation } => {
            let [one, other] = [one, other].map(|figure| of.operand(figure));
            let correlation = correlation.as_ref().map(|figure| of.operand(figure));
            let covariance = correlation.map(|factor| format!("+2*{factor}*{one}*{other}"));
            format!("SQRT({one}^2+{other}^2{})", covariance.unwrap_or_default())
        }
        Statistic::LogRatio(one, other) => format!("LN({})", two(one, "/", other, of)),
        Statistic::LognormalQuantile { median, score, deviation } => {
            format!("{}*EXP({})", of.operand(median), two(score, "*", deviation, of))
        }
        Statistic::ReachProbability { median, size, deviation } => {
            let ratio = two(median, "/", size, of);
            format!("NORM.S.DIST(LN({ratio})/{},TRUE)", of.operand(deviation))
        }
        Statistic::Percentile { sizes, percentile } => percentile_of(sizes, percentile, of),
        Statistic::MedianDeviation { sizes, center } => {
            let center = of.operand(center);
            let distances = sizes.iter().map(|size| format!("ABS({}-{center})", of.operand(size)));
            format!("MEDIAN({})", distances.collect::<Vec<_>>().join(","))
        }
        Statistic::ModifiedScore { constant, size, center, deviation } => {
            let difference = two(size, "-", center, of);
            format!("{}*({difference})/{}", of.operand(constant), of.operand(deviation))
        }
    }
}

fn percentile_of(sizes: &[Derivation], percentile: &Derivation, of: &mut dyn Operands) -> String {
    let (list, percentile) = (of.list(sizes), of.operand(percentile));
    match &*percentile {
        "0.25" => format!("QUARTILE.INC({list},1)"),
        "0.5" => format!("MEDIAN({list})"),
        "0.75" => format!("QUARTILE.INC({list},3)"),
        _ => format!("PERCENTILE.INC({list},{percentile})"),
    }
}
