//! Generates random questions: a market, a scenario, a division, and other inputs.

use std::collections::BTreeMap;

use aiinfra::{
    Division, Follow, GrowthRate, Input, Market, Money, Outlook, Own, Scenario, Shape, Total, Unit,
    Year,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// A question about a market.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) market: Market,
    pub(crate) scenario: Scenario,
    pub(crate) division: Division,
    /// The size to reach.
    pub(crate) size: Money,
    /// The year to reach it by.
    pub(crate) year: Year,
    /// Start, end, years and rate, independent of a market.
    pub(crate) growth: [String; 4],
    /// The unit of the answer.
    pub(crate) unit: Unit,
}

/// A report, with figures as it might print them.
#[derive(Clone, Debug)]
struct Report {
    unit: Unit,
    first: u16,
    /// Years until the next size, the size, and its own unit.
    sizes: Vec<(u16, String, Option<Unit>)>,
    cagr: Option<(String, Option<u16>, Option<u16>)>,
    dimensions: Vec<DimensionParts>,
}

/// A dimension: its year relative to the base year, the sum of its shares, and the weight of each share.
#[derive(Clone, Debug)]
struct DimensionParts {
    year: u16,
    whole: u32,
    weights: Vec<Option<u32>>,
}

/// A scenario, with years counted from the base year.
#[derive(Clone, Debug)]
struct ScenarioParts {
    is_stated: bool,
    base: Option<String>,
    actuals: Vec<(u16, String)>,
    growth: Vec<(u16, String)>,
    outlook: u8,
    rate: String,
    target: (u16, String),
    /// The kind of shape, none if below 2, the rate to fade to, and by how many percent a ceiling is above every size.
    shape: (u8, String, u32),
    name: Option<String>,
}

/// Assumptions about segments, by position.
#[derive(Clone, Debug)]
struct DivisionParts {
    own: Vec<Option<(bool, String, u32)>>,
    total: Total,
    normalize: bool,
}

fn cents(number: u32, decimals: usize) -> String {
    let text = format!("{}.{:02}", number / 100, number % 100);
    text[..text.len() - 2 + decimals].trim_end_matches('.').to_owned()
}

/// Generates a size from 100 to 9,999.99.
fn size() -> impl Strategy<Value = String> {
    (10_000u32..1_000_000, 0usize..=2).prop_map(|(number, decimals)| cents(number, decimals))
}

/// Generates a rate from -40 to 90 percent.
fn rate() -> impl Strategy<Value = String> {
    (-4_000i32..9_000, 0usize..=2).prop_map(|(number, decimals)| {
        let text = cents(number.unsigned_abs(), decimals);
        if number < 0 && text != "0" { format!("-{text}") } else { text }
    })
}

fn report() -> impl Strategy<Value = Report> {
    let own_unit = prop_oneof![5 => Just(None), 1 => select(Unit::ALL).prop_map(Some)];
    let sizes = vec((1u16..5, size(), own_unit), 1..=4);
    let cagr = option::of((rate(), option::of(0u16..3), option::of(1u16..12)));
    let weights = vec(option::weighted(0.9, 0u32..100), 1..=4);
    let parts = (0u16..9, select(&[1000u32, 1000, 1001, 860]), weights)
        .prop_map(|(year, whole, weights)| DimensionParts { year, whole, weights });
    let all = (select(Unit::ALL), 1990u16..2030, sizes, cagr, vec(parts, 1..=2));
    all.prop_map(|(unit, first, sizes, cagr, dimensions)| Report {
        unit,
        first,
        sizes,
        cagr,
        dimensions,
    })
}

fn assumed() -> impl Strategy<Value = ScenarioParts> {
    let actuals = vec((0u16..12, size()), 0..3);
    let growth = vec((0u16..12, rate()), 0..3);
    let name = option::of(Just("bear".to_owned()));
    let all = (
        any::<bool>(),
        option::of(size()),
        actuals,
        growth,
        0u8..4,
        rate(),
        (0u16..12, size()),
        (0u8..6, rate(), 1u32..1000),
        name,
    );
    all.prop_map(|(is_stated, base, actuals, growth, outlook, rate, target, shape, name)| {
        ScenarioParts { is_stated, base, actuals, growth, outlook, rate, target, shape, name }
    })
}

fn owned() -> impl Strategy<Value = DivisionParts> {
    let own = vec(option::weighted(0.3, (any::<bool>(), rate(), 0u32..40)), 4);
    (own, select(Total::ALL), any::<bool>()).prop_map(|(own, total, normalize)| DivisionParts {
        own,
        total,
        normalize,
    })
}

pub(crate) fn question() -> impl Strategy<Value = Question> {
    let years = prop_oneof![
        (1u16..60).prop_map(|years| years.to_string()),
        (1u16..200).prop_map(|tenths| format!("{}.{}", tenths / 10, tenths % 10))
    ];
    let growth = (size(), size(), years, rate()).prop_map(<[String; 4]>::from);
    let all = (report(), assumed(), owned(), size(), 0u16..12, growth, select(Unit::ALL));
    all.prop_filter_map("a market", |(report, assumed, owned, size, year, growth, unit)| {
        let market = Market::from_toml(&report.to_toml()).ok()?;
        Some(Question {
            scenario: assumed.scenario(&market),
            division: owned.division(),
            size: Money::parse(&size, market.unit()).ok()?,
            year: within(&market, year),
            market,
            growth,
            unit,
        })
    })
}

/// Returns a year after the base year, within the forecast.
fn within(market: &Market, year: u16) -> Year {
    let (first, last) = (market.horizon().first().number(), market.horizon().last().number());
    Year::new(first + 1 + year % (last - first).max(1)).unwrap()
}

impl Report {
    fn to_toml(&self) -> String {
        let mut toml = format!(
            "[market]\nname = 'M'\npublisher = 'P'\ncurrency = 'EUR'\nunit = '{}'\n",
            self.unit
        );
        let mut year = self.first;
        for (place, (gap, size, own)) in self.sizes.iter().enumerate() {
            let own = own.map_or("", Unit::name);
            toml +=
                &format!("[[value]]\nyear = {year}\nsize = '{size} {own}'\nsource = 'V{place}'\n");
            year += gap;
        }
        let last = year - self.sizes.last().unwrap().0;
        toml += &self.cagr_table(last);
        for (place, parts) in self.dimensions.iter().enumerate() {
            toml += &format!(
                "[[dimension]]\nid = 'd{place}'\nname = 'D'\nyear = {}\nsegments = [{}]\n",
                self.first + parts.year - 1,
                parts.segments().join(", ")
            );
        }
        toml
    }

    /// Returns the `[cagr]` table. A single size needs a rate that leads on from it.
    fn cagr_table(&self, last: u16) -> String {
        let alone = ("7.5".to_owned(), None, Some(8));
        let cagr = match &self.cagr {
            Some(cagr) => cagr,
            None if self.sizes.len() == 1 => &alone,
            None => return String::new(),
        };
        let (rate, from, to) = cagr;
        let to = if self.sizes.len() == 1 { Some(to.unwrap_or(8)) } else { to.map(|_| 0) };
        let from = from.map(|from| format!("from = {}\n", self.first + from.min(1)));
        let to = to.map(|to| format!("to = {}\n", last + to));
        format!("[cagr]\nrate = '{rate}'\n{}{}", from.unwrap_or_default(), to.unwrap_or_default())
    }
}

impl DimensionParts {
    fn segments(&self) -> Vec<String> {
        let sum: u32 = self.weights.iter().flatten().sum::<u32>().max(1);
        let segment = |(place, weight): (usize, &Option<u32>)| {
            let share = weight.map(|weight| {
                // Shares are rounded down, or to the nearest tenth if rounding should take the sum above 100%.
                let extra = if self.whole > 1000 { sum / 2 } else { 0 };
                let tenths = (weight * self.whole.min(1000) + extra) / sum;
                format!(", share = '{}.{}'", tenths / 10, tenths % 10)
            });
            format!("{{ id = 's{place}', name = 'S{place}'{} }}", share.unwrap_or_default())
        };
        self.weights.iter().enumerate().map(segment).collect()
    }
}

impl ScenarioParts {
    fn scenario(&self, market: &Market) -> Scenario {
        let money = |size: &String| Money::parse(size, market.unit()).unwrap();
        let last = market.horizon().last();
        let mut actuals: BTreeMap<Year, Money> =
            self.actuals.iter().map(|(year, size)| (within(market, *year), money(size))).collect();
        let outlook = match self.outlook {
            0 => Outlook::OwnGrowth,
            1 => Outlook::Cagr(self.rate.parse().unwrap()),
            _ => {
                actuals.remove(&last);
                self.target_outlook(market, &actuals)
            }
        };
        let growth =
            self.growth.iter().map(|(year, rate)| (within(market, *year), rate.parse().unwrap()));
        let growth: BTreeMap<Year, GrowthRate> = growth.collect();
        let actual_inputs = actuals.keys().map(|year| Input::Actual(year.number()));
        let inputs = actual_inputs.chain(growth.keys().map(|year| Input::Growth(year.number())));
        // The parity decides whether they are the scenario's own.
        let own = inputs.filter(|_| self.actuals.len() % 2 == 1).collect();
        let scenario = Scenario {
            own,
            follow: if self.is_stated && market.cagr().is_some() {
                Follow::Cagr
            } else {
                Follow::Sizes
            },
            base: self.base.as_ref().map(money),
            actuals,
            growth,
            outlook,
            shape: Shape::Growth,
            extend: self.extend(market),
            name: self.name.as_deref().map(Into::into),
        };
        self.shaped(scenario, market)
    }

    /// Returns the scenario with a shape, in some cases, and then without what no shape goes with.
    fn shaped(&self, scenario: Scenario, market: &Market) -> Scenario {
        let (kind, rate, percent) = &self.shape;
        let kept = match scenario.outlook {
            Outlook::Cagr(_) => return scenario,
            _ if *kind < 2 => return scenario,
            Outlook::OwnGrowth => {
                Scenario { base: None, actuals: BTreeMap::new(), follow: Follow::Sizes, ..scenario }
            }
            _ => scenario,
        };
        let target = match &kept.outlook {
            Outlook::Target { size, .. } => Some(size),
            _ => None,
        };
        let published = market.points().iter().map(|point| &point.size);
        let given = kept.base.iter().chain(kept.actuals.values()).chain(target);
        let highest = published.chain(given).max().unwrap();
        let factor = format!("{}.{:02}", 1 + percent / 100, percent % 100);
        let shape = match kind {
            2 => Shape::Steps,
            3 => Shape::Fade(rate.parse().unwrap()),
            _ => Shape::Ceiling(highest.times(&factor.parse().unwrap()).unwrap()),
        };
        Scenario { shape, growth: BTreeMap::new(), ..kept }
    }

    /// Returns a year after the forecast for one scenario in three.
    fn extend(&self, market: &Market) -> Option<Year> {
        let (year, _) = self.target;
        let later = Year::new(market.horizon().last().number() + 1 + year % 5);
        later.ok().filter(|_| year % 3 == 0)
    }

    /// Returns an outlook that reaches a size after the last actual.
    fn target_outlook(&self, market: &Market, actuals: &BTreeMap<Year, Money>) -> Outlook {
        let from = actuals.last_key_value().map_or(market.base().year, |(year, _)| *year);
        let left = market.horizon().last().number() - from.number();
        if self.outlook == 2 || left == 0 {
            return Outlook::PublishedEnd;
        }
        let (year, size) = &self.target;
        let year = Year::new(from.number() + 1 + year % left).unwrap();
        Outlook::Target { year, size: Money::parse(size, market.unit()).unwrap() }
    }
}

impl DivisionParts {
    fn division(&self) -> Division {
        let own = |(place, own): (usize, &Option<(bool, String, u32)>)| {
            let (grows, rate, share) = own.as_ref()?;
            let own = if *grows {
                Own::Cagr(rate.parse().unwrap())
            } else {
                Own::Share(share.to_string().parse().unwrap())
            };
            Some((format!("s{place}"), own))
        };
        let own = self.own.iter().enumerate().filter_map(own).collect();
        Division { own, total: self.total, normalize: self.normalize, parent: None }
    }
}
