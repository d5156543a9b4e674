//! Checks the shortest digits that `batch` writes against those of the standard library.

use aiinfra::Market;
use aiinfra::batch::{Answer, Batch, Header, Options};

use super::random::Random;

/// Returns the sizes in the base year, which are the bases, in full precision.
fn written(bases: &[String]) -> String {
    let market = Market::embedded().unwrap();
    let header = Header::read(b"base\n", None).unwrap();
    let first = Some(market.forecast_period().first());
    let options = Options { to: first, ..Options::default() };
    let batch = Batch::new(&header, market, &options).unwrap();
    let mut answer = Answer::default();
    assert_eq!(batch.answer(format!("{}\n", bases.join("\n")).as_bytes(), &mut answer), b"");
    assert!(answer.faults.is_empty(), "{:?}", answer.faults);
    String::from_utf8(answer.as_bytes().to_vec()).unwrap()
}

/// Returns the same from the standard library.
fn expected(bases: &[String]) -> String {
    bases.iter().map(|base| format!("{base},{}\n", shortest(base.parse().unwrap()))).collect()
}

/// Two shortest texts may be equally near. Then the last digit is even, as in fixed notation.
fn shortest(number: f64) -> String {
    let text = number.to_string();
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    format!("{number:.decimals$}")
}

/// A number of up to 18 digits, with that many bits before the point.
fn typed(random: &mut Random, bits: i32) -> String {
    let digits = random.within(1..=18) as i32;
    let size = 2f64.powi(bits) * (0.5 + 0.5 * random.next() as f64 / u64::MAX as f64);
    let decimals = (digits - size.log10().ceil() as i32).clamp(0, 18);
    format!("{size:.0$}", decimals as usize)
}

/// An `f64` with that many bits before the point, and few or all bits of its own.
fn exact(random: &mut Random, bits: i32) -> String {
    let kept = random.within(0..=52) as u32;
    let fraction = random.next() >> 12 >> (52 - kept) << (52 - kept);
    f64::from_bits(((1022 + bits) as u64) << 52 | fraction).to_string()
}

/// A number beside the middle between two `f64`s, or beside an integer.
fn near(random: &mut Random, bits: i32) -> String {
    let step = 2f64.powi(bits - 54);
    let start = exact(random, bits).parse::<f64>().unwrap();
    let decimals = (18 - (2f64.powi(bits).log10().ceil() as i32).max(1)).clamp(0, 17) as usize;
    match random.within(0..=1) {
        0 => format!("{:.decimals$}", start + step * random.within(0..=4) as f64),
        _ => format!("{:.decimals$}", start.ceil() + step * (random.within(0..=8) as f64 - 4.0)),
    }
}

#[test]
fn the_shortest_digits_are_those_of_the_standard_library() {
    let mut random = Random(23);
    for bits in -4..=27 {
        for number in [typed, exact, near] {
            let bases: Vec<_> = (0..3000)
                .map(|_| number(&mut random, bits))
                .filter(|base| base.parse::<f64>().unwrap() > 0.0)
                .collect();
            for (ours, theirs) in written(&bases).lines().zip(expected(&bases).lines()) {
                assert_eq!(ours, theirs);
            }
        }
    }
}
