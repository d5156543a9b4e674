//! Operations of statistics as expressions, with the names that spreadsheets give their functions.

use crate::derivation::{Derivation, Measure, Statistic};

use super::derivation::{Naming, Piece, Tie, one_plus, operand, span, whole};

/// Returns how a figure was computed.
pub(super) fn statistic(
    statistic: &Statistic,
    names: &mut dyn Naming,
    is_outermost: bool,
) -> Piece {
    match statistic {
        Statistic::GeometricMean(low, high) => {
            let (low, high) = (whole(low, names), whole(high, names));
            Piece::new(format!("({low} × {high})^(1/2)"), Tie::Whole)
        }
        Statistic::GeometricMeanRate(low, high) => {
            let (low, high) = (one_plus(low, names), one_plus(high, names));
            Piece::new(format!("(({low}) × ({high}))^(1/2) − 1"), Tie::Sum)
        }
        Statistic::NormalQuantile(probability) => normal_quantile(probability, names),
        Statistic::LogDeviation { low, high, score } => log_deviation((low, high), score, names),
        Statistic::OverIndependentYears { deviation, years } => {
            let (deviation, years) = (whole(deviation, names), span(years, names, is_outermost));
            Piece::new(format!("{deviation} × {years}^(1/2)"), Tie::Product)
        }
        Statistic::CombinedDeviation { one, other, correlation } => {
            combined_deviation((one, other), correlation.as_ref(), names)
        }
        Statistic::LogRatio(one, other) => {
            let (one, other) = (whole(one, names), whole(other, names));
            Piece::new(format!("ln({one} / {other})"), Tie::Whole)
        }
        Statistic::LognormalQuantile { median, score, deviation } => {
            lognormal_quantile(median, score, deviation, names, is_outermost)
        }
        Statistic::ReachProbability { median, size, deviation } => {
            reach_probability(median, size, deviation, names)
        }
        Statistic::Percentile { sizes, percentile } => percentile_of(sizes, percentile, names),
        Statistic::MedianDeviation { sizes, center } => {
            let center = whole(center, names);
            let mut distance = |size: &Derivation| format!("ABS({} − {center})", term(size, names));
            let distances: Vec<String> = sizes.iter().map(&mut distance).collect();
            Piece::new(format!("MEDIAN({})", distances.join("; ")), Tie::Whole)
        }
        Statistic::ModifiedScore { constant, size, center, deviation } => {
            let [constant, size, center] = [constant, size, center].map(|one| whole(one, names));
            let deviation = whole(deviation, names);
            Piece::new(format!("{constant} × ({size} − {center}) / {deviation}"), Tie::Product)
        }
    }
}

fn normal_quantile(probability: &Derivation, names: &mut dyn Naming) -> Piece {
    let probability = operand(probability, names, false).text;
    Piece::new(format!("NORM.S.INV({probability})"), Tie::Whole)
}

fn log_deviation(
    (low, high): (&Derivation, &Derivation),
    score: &Derivation,
    names: &mut dyn Naming,
) -> Piece {
    let ratio = match low.measure() {
        Measure::Fraction => {
            let (low, high) = (one_plus(low, names), one_plus(high, names));
            format!("({high}) / ({low})")
        }
        _ => format!("{} / {}", whole(high, names), whole(low, names)),
    };
    Piece::new(format!("ln({ratio}) / (2 × {})", whole(score, names)), Tie::Product)
}

fn combined_deviation(
    (one, other): (&Derivation, &Derivation),
    correlation: Option<&Derivation>,
    names: &mut dyn Naming,
) -> Piece {
    let correlation = correlation.map(|correlation| whole(correlation, names));
    let (one, other) = (whole(one, names), whole(other, names));
    let covariance = correlation
        .map(|correlation| format!(" + 2 × {correlation} × {one} × {other}"))
        .unwrap_or_default();
    Piece::new(format!("({one}^2 + {other}^2{covariance})^(1/2)"), Tie::Whole)
}

fn lognormal_quantile(
    median: &Derivation,
    score: &Derivation,
    deviation: &Derivation,
    names: &mut dyn Naming,
    is_outermost: bool,
) -> Piece {
    let median = operand(median, names, is_outermost).within(Tie::Product);
    let (score, deviation) = (whole(score, names), whole(deviation, names));
    Piece::new(format!("{median} × exp({score} × {deviation})"), Tie::Product)
}

fn reach_probability(
    median: &Derivation,
    size: &Derivation,
    deviation: &Derivation,
    names: &mut dyn Naming,
) -> Piece {
    let ratio = format!("{} / {}", whole(median, names), whole(size, names));
    let deviation = whole(deviation, names);
    Piece::new(format!("NORM.S.DIST(ln({ratio}) / {deviation}, TRUE)"), Tie::Whole)
}

fn percentile_of(sizes: &[Derivation], percentile: &Derivation, names: &mut dyn Naming) -> Piece {
    let list: Vec<String> = sizes.iter().map(|size| term(size, names)).collect();
    let list = list.join("; ");
    let percentile = operand(percentile, names, false).text;
    let text = match percentile.as_str() {
        "50%" => format!("MEDIAN({list})"),
        _ => format!("PERCENTILE.INC({{{list}}}; {percentile})"),
    };
    Piece::new(text, Tie::Whole)
}

/// Returns one of several figures in a list.
fn term(figure: &Derivation, names: &mut dyn Naming) -> String {
    let figure = figure.source();
    match names.term(figure) {
        Some(name) => name,
        None => operand(figure, names, false).text,
    }
}
