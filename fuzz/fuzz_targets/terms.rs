//! Law: reading any text as a price index yields an index or an error that names the file. A size in other terms is the
//! nominal one times the exchange rate and divided by prices, and growth in other terms joins these sizes.
#![no_main]

use std::sync::LazyLock;

use aiinfra::{
    Decimal, Denomination, Exchange, Follow, Given, GrowthRate, Inflation, Input, Market,
    PriceIndex, Prices, Traced, Trajectory, Unit, Year,
};
use aiinfra_fuzz::{Bytes, check_error, checked, choices, is_close};
use libfuzzer_sys::fuzz_target;

static MARKET: LazyLock<Market> = LazyLock::new(|| Market::embedded().unwrap());
static FORECAST: LazyLock<Trajectory> =
    LazyLock::new(|| Trajectory::published(&MARKET, Follow::Sizes).unwrap());

/// The digits in which results agree that are computed in two ways.
const DIGITS: usize = 60;

const FILE: &str = "cpi.csv";

fn given<Value>(value: Value, input: Input) -> Traced<Value> {
    Traced::given(value, Given { input, scenario: None })
}

/// Asserts that an index has its years in order and each of them once.
fn check_index(text: &str) {
    match PriceIndex::read(text, FILE) {
        Ok(index) => {
            let years: Vec<Year> = index.years().collect();
            assert!(years.is_sorted_by(|one, other| one < other));
            assert!(years.iter().all(|year| index.of(*year).is_ok()));
        }
        Err(error) => {
            check_error(&error);
            assert!(error.to_string().starts_with(FILE), "{error}");
        }
    }
}

/// Returns an index of most years of the forecast and of those around it.
fn index(bytes: &mut Bytes<'_>) -> String {
    let first = MARKET.horizon().first().number() - 1 + u16::from(bytes.up_to(1));
    let row = |year: u16| format!("{year},{}\n", bytes.number());
    let rows: String = (first..=MARKET.horizon().last().number()).map(row).collect();
    format!("year,index\n{rows}")
}

/// Inflation with the factor by which it raises prices from the first year to the second.
struct Rise {
    inflation: Inflation,
    factor: Box<dyn Fn(Year, Year) -> Option<Decimal>>,
}

fn at_rate(text: &str) -> Option<Rise> {
    let rate = given(checked(text.parse::<GrowthRate>())?, Input::Deflate);
    let yearly = rate.value().factor();
    let factor = move |from: Year, to: Year| {
        let once = |product: Decimal, _| &product * &yearly;
        let up = |from: Year, to: Year| (from.number()..to.number()).fold(Decimal::from(1), once);
        Some(if from < to { up(from, to) } else { &Decimal::from(1) / &up(to, from) })
    };
    Some(Rise { inflation: Inflation::Rate(rate), factor: Box::new(factor) })
}

fn by_index(text: &str) -> Option<Rise> {
    let index = PriceIndex::read(text, FILE).map_err(|error| check_error(&error)).ok()?;
    let of = index.clone();
    let factor = move |from: Year, to: Year| {
        let [from, to] = [from, to].map(|year| of.of(year).ok());
        Some(to?.value().number() / from?.value().number())
    };
    Some(Rise { inflation: Inflation::Index(index), factor: Box::new(factor) })
}

fn exchange(text: &str, divides: bool) -> Option<Exchange> {
    let rate = given(checked(text.parse())?, Input::Exchange("EUR".to_owned()));
    let to = "EUR".parse().unwrap();
    Some(Exchange { from: MARKET.currency().clone(), to, rate, divides })
}

/// Asserts that sizes and growth in these terms are the nominal ones, exchanged and deflated.
fn check_terms(exchange: Option<Exchange>, rise: Option<Rise>, base: Year) {
    let one = Decimal::from(1);
    let exchanged = exchange.as_ref().map_or(one.clone(), |exchange| {
        let rate = exchange.rate.value().number();
        if exchange.divides { &one / rate } else { rate.clone() }
    });
    let (inflation, factor) =
        rise.map_or((None, None), |rise| (Some(rise.inflation), Some(rise.factor)));
    let prices = |from, to| factor.as_ref().map_or(Some(one.clone()), |factor| factor(from, to));
    let terms =
        Denomination::new(exchange, inflation.map(|inflation| Prices { year: base, inflation }));
    for (before, year) in FORECAST.horizon().steps() {
        let nominal = FORECAST.traced(year).unwrap();
        match terms.size(&nominal, year) {
            Ok(size) => {
                let nominal = &nominal.value().in_unit(Unit::Million) * &exchanged;
                let expected = &nominal / &prices(base, year).unwrap();
                assert!(
                    is_close(&size.value().in_unit(Unit::Million), &expected, DIGITS),
                    "{year}"
                );
            }
            Err(error) => check_error(&error),
        }
        let nominal = FORECAST.traced_growth(year).unwrap().unwrap();
        match terms.growth(&nominal, year) {
            Ok(growth) => {
                let expected = &nominal.value().factor() / &prices(before, year).unwrap();
                assert!(is_close(&growth.value().factor(), &expected, DIGITS), "{year}");
            }
            Err(error) => check_error(&error),
        }
    }
}

fuzz_target!(|data: &[u8]| {
    check_index(&String::from_utf8_lossy(data));
    let Some(([kind, base], rest)) = choices(data) else { return };
    let mut bytes = Bytes(rest);
    let base = Year::new(2020 + u16::from(base % 20)).unwrap();
    let exchange = match kind & 3 {
        0 | 1 => exchange(&bytes.number(), kind & 1 == 1),
        _ => None,
    };
    let rise = match kind >> 2 & 3 {
        0 => at_rate(&String::from_utf8_lossy(bytes.0)),
        1 => at_rate(&bytes.number()),
        2 => by_index(&index(&mut bytes)),
        _ => None,
    };
    check_terms(exchange, rise, base);
});
