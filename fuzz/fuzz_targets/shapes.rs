//! Law: a shape that doesn't fit two sizes is an error. One that fits goes through both: steps are equal, growth fades in
//! a straight line to its last rate, and a logistic curve stays below its ceiling. Each size is reached by its year, and
//! its formula yields it.
#![no_main]

use std::collections::BTreeMap;

use aiinfra::wording;
use aiinfra::{
    Course, Decimal, Given, Horizon, Input, Money, Onward, Shape, Traced, Trajectory, Unit, Year,
};
use aiinfra_fuzz::{Bytes, check_error, checked, choices, is_close, is_one_in, is_small};
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/suite/calculator.rs"]
#[allow(dead_code, reason = "the tests use all of it")]
mod calculator;

const FIRST: u16 = 2024;

/// The digits in which results agree that are computed in two ways.
const DIGITS: usize = 60;

fn year(passed: u8) -> Year {
    Year::new(FIRST + u16::from(passed)).unwrap()
}

fn given<Value>(value: Value, year: Year) -> Traced<Value> {
    Traced::given(value, Given { input: Input::Actual(year.number()), scenario: None })
}

/// A shape, the last two known years, and the sizes of every year.
struct Path {
    shape: Shape,
    forecast: Trajectory,
    from: Year,
    to: Year,
    sizes: Vec<Decimal>,
}

impl Path {
    /// Returns a path if the shape fits, and the sizes of the years after the known ones stay in bounds.
    fn new(shape: Shape, known: BTreeMap<Year, Traced<Money>>, after: u8) -> Option<Self> {
        let [from, to] = [known.keys().nth_back(1)?, known.keys().last()?].map(|year| *year);
        let origin = Given { input: Input::Shape, scenario: None };
        let onward = Onward::Along(shape.given(origin));
        let course = Course { known: known.clone(), growth: BTreeMap::new(), onward };
        let horizon = Horizon::new(year(0), to).unwrap();
        let forecast = Trajectory::new(&course, horizon).map_err(|error| check_error(&error));
        let last = Year::new(to.number() + u16::from(after)).unwrap();
        let forecast = forecast.ok()?.extended(last).map_err(|error| check_error(&error)).ok()?;
        let size = |year| forecast.size(year).map_err(|error| check_error(&error)).ok();
        let sizes: Option<Vec<Money>> =
            Horizon::new(from, last).unwrap().years().map(size).collect();
        for (year, size) in &known {
            assert_eq!(&forecast.size(*year).unwrap(), size.value(), "{year}");
        }
        let sizes = sizes?.iter().map(|size| size.in_unit(Unit::Million)).collect();
        Some(Self { shape, forecast, from, to, sizes })
    }

    /// Asserts that the sizes have the shape.
    fn check_shape(&self) {
        let between = usize::from(self.to.number() - self.from.number());
        let [first, end] = [&self.sizes[0], &self.sizes[between]];
        match &self.shape {
            Shape::Steps => {
                let step = &(end - first) / &Decimal::from(u32::try_from(between).unwrap());
                for (passed, size) in self.sizes.iter().enumerate() {
                    let passed = Decimal::from(u32::try_from(passed).unwrap());
                    let expected = first + &(&step * &passed);
                    assert!(
                        is_small(&(size - &expected), first, DIGITS),
                        "{size} and not {expected}"
                    );
                }
            }
            Shape::Ceiling(ceiling) => {
                let ceiling = ceiling.in_unit(Unit::Million);
                assert!(self.sizes.iter().all(|size| *size < ceiling));
                let (rises, falls) = (end > first, end < first);
                assert!(self.sizes.is_sorted_by(|one, other| !rises || one <= other));
                assert!(self.sizes.is_sorted_by(|one, other| !falls || one >= other));
                self.check_logistic(&ceiling);
            }
            Shape::Fade(rate) => {
                let factors: Vec<Decimal> =
                    self.sizes.windows(2).map(|pair| &pair[1] / &pair[0]).collect();
                assert!(factors[between - 1..].iter().all(|one| is_close(
                    one,
                    &rate.factor(),
                    DIGITS
                )));
                for three in factors[..between].windows(3) {
                    let ends = &three[0] + &three[2];
                    assert!(is_close(&ends, &(&three[1] + &three[1]), DIGITS));
                }
            }
            _ => assert!(self.sizes.windows(3).all(|three| {
                is_close(&(&three[0] * &three[2]), &(&three[1] * &three[1]), DIGITS)
            })),
        }
    }

    /// Asserts that the room below the ceiling, relative to the size, changes by the same factor in every year.
    fn check_logistic(&self, ceiling: &Decimal) {
        let room = |size: &Decimal| &(ceiling - size) / size;
        let least: Decimal = "0.00000000000000000001".parse().unwrap();
        for three in self.sizes.windows(3) {
            let [one, two, last] = [&three[0], &three[1], &three[2]].map(room);
            // Less room has fewer digits.
            if [&one, &two, &last].iter().all(|room| **room > least) {
                assert!(is_close(&(&one * &last), &(&two * &two), DIGITS / 2));
            }
        }
    }

    /// Asserts that a size is reached no later than in its year.
    fn check_crossing(&self, passed: u8) {
        let year = Year::new(self.from.number() + u16::from(passed)).unwrap();
        let Ok(size) = self.forecast.traced(year) else { return };
        match self.forecast.crossing(&size) {
            Ok(found) => assert!(found.unwrap().year <= year),
            Err(error) => panic!("{error}"),
        }
    }

    /// Asserts that the printed formula yields the size.
    fn check_formula(&self, passed: u8) {
        let year = Year::new(self.from.number() + u16::from(passed)).unwrap();
        let Ok(size) = self.forecast.traced(year) else { return };
        let formula = wording::in_full(&size.derivation(), Unit::Million);
        let value =
            calculator::evaluate(&formula).unwrap_or_else(|rest| panic!("{formula}: {rest}"));
        assert_eq!(
            value.to_fixed(10),
            size.value().in_unit(Unit::Million).to_fixed(10),
            "{formula}"
        );
    }
}

/// Returns the sizes of two or three years, up to `longest` years apart.
fn known(
    bytes: &mut Bytes<'_>,
    has_three: bool,
    longest: u8,
) -> Option<BTreeMap<Year, Traced<Money>>> {
    let mut known = BTreeMap::new();
    let mut at = year(0);
    for _ in 0..if has_three { 3 } else { 2 } {
        let size = checked(Money::parse(&bytes.number(), Unit::Million))?;
        known.insert(at, given(size, at));
        at = Year::new(at.number() + u16::from(1 + bytes.up_to(longest - 1))).unwrap();
    }
    Some(known)
}

fn shape(kind: u8, bytes: &mut Bytes<'_>) -> Option<Shape> {
    let text = match kind % 4 {
        0 => "growth".to_owned(),
        1 => "steps".to_owned(),
        2 => format!("fade=-{}", bytes.number()),
        _ if kind & 4 == 0 => format!("fade={}", bytes.number()),
        _ => format!("ceiling={}", bytes.number()),
    };
    let shape = checked(Shape::parse(&text, Unit::Million))?;
    assert_eq!(Shape::parse(&shape.to_string(), Unit::Million).unwrap(), shape);
    Some(shape)
}

fuzz_target!(|data: &[u8]| {
    let Some(([kind, passed, after], rest)) = choices(data) else { return };
    let mut bytes = Bytes(rest);
    // Roots of many years take long.
    let longest = if is_one_in(7, data) { 40 } else { 10 };
    let Some(known) = known(&mut bytes, kind & 8 == 8, longest) else { return };
    let Some(shape) = shape(kind, &mut bytes) else { return };
    if let Some(path) = Path::new(shape, known, after % 10) {
        path.check_shape();
        path.check_crossing(passed % 64);
        // A formula takes longer than everything else.
        if is_one_in(64, data) {
            path.check_formula(passed % 64);
        }
    }
});
