//! Where figures come from: what is told of that gives them, and nothing else does.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use aiinfra::wording;
use aiinfra::{
    Basis, Citation, Course, Decimal, Derivation, Dimension, Division, Given, GrowthRate, Input,
    Market, Measure, Money, Onward, Origin, Outlook, Own, Published, Scenario, Traced, Trajectory,
    Unit, Year, Years,
};

use proptest::test_runner::{Config, TestRunner};

use super::calculator::evaluate;
use super::fixtures::{told, year};
use super::questions::{Question, question};

/// Decimals in which a figure and what it was computed by are compared.
const DIGITS: [u8; 4] = [0, 2, 10, 20];

/// What a figure may rest on.
struct Ground<'a> {
    market: &'a Market,
    published: Vec<Published>,
    /// As they are shown, amounts in millions.
    given: HashMap<Given, Decimal>,
    unit: Unit,
}

/// How often each kind of origin was met.
type Met = RefCell<BTreeMap<&'static str, u32>>;

impl<'a> Ground<'a> {
    fn of(question: &'a Question) -> Self {
        let Question { market, scenario, division, size, unit, .. } = question;
        let mut ground =
            Self { market, published: market.published(), given: HashMap::new(), unit: *unit };
        ground.assume(scenario);
        for (id, own) in &division.own {
            let id = id.clone();
            match own {
                Own::Cagr(rate) => ground.give(None, Input::SegmentCagr(id), rate.percent()),
                Own::Share(share) => ground.give(None, Input::SegmentShare(id), share.percent()),
                other => panic!("{other:?}"),
            }
        }
        ground.give(None, Input::Size, size.in_unit(Unit::Million));
        ground
    }

    fn assume(&mut self, scenario: &Scenario) {
        let name = scenario.name.as_deref();
        let mut give = |input, value| {
            // What holds for every scenario of a question is not of one of them.
            let is_its_own = matches!(input, Input::Base | Input::Cagr | Input::Target);
            self.give(name.filter(|_| is_its_own), input, value);
        };
        let millions = |size: &Money| size.in_unit(Unit::Million);
        if let Some(base) = &scenario.base {
            give(Input::Base, millions(base));
        }
        for (year, size) in &scenario.actuals {
            give(Input::Actual(year.number()), millions(size));
        }
        for (year, rate) in &scenario.growth {
            give(Input::Growth(year.number()), rate.percent());
        }
        match &scenario.outlook {
            Outlook::Cagr(rate) => give(Input::Cagr, rate.percent()),
            Outlook::Target { size, .. } => give(Input::Target, millions(size)),
            Outlook::OwnGrowth | Outlook::PublishedEnd => {}
            other => panic!("{other:?}"),
        }
    }

    fn give(&mut self, scenario: Option<&str>, input: Input, value: Decimal) {
        self.given.insert(Given { input, scenario: scenario.map(Into::into) }, value);
    }

    /// Is the figure what it is said to be computed by, and does it rest on what it may?
    fn holds(&self, figure: impl Into<Derivation>, met: &Met) {
        let figure = figure.into();
        let text = wording::in_full(&figure, self.unit);
        let value = evaluate(&text).unwrap_or_else(|rest| panic!("{text}: {rest}"));
        let value = match figure.measure() {
            Measure::Fraction | Measure::Points => value.percent(),
            _ => value,
        };
        let shown = figure.shown_in(self.unit);
        for digits in DIGITS {
            assert_eq!(shown.to_fixed(digits), value.to_fixed(digits.into()), "{text}");
        }
        self.rests(&figure, met);
    }

    fn rests(&self, figure: &Derivation, met: &Met) {
        let kind = match figure.origin() {
            Origin::Published(citation) => {
                self.is_published(figure, citation);
                "published"
            }
            Origin::Given(given) => {
                let value = self.given.get(given);
                assert_eq!(value, Some(&figure.shown_in(Unit::Million)), "{given:?}");
                "given"
            }
            Origin::Constant => {
                let number = figure.number().to_string();
                match figure.measure() {
                    Measure::Years => assert!(number.parse::<u16>().is_ok(), "{number}"),
                    Measure::Fraction => assert_eq!(number, "1"),
                    other => panic!("{number} of {other:?}"),
                }
                "constant"
            }
            Origin::Computed(operation) => {
                for operand in operation.operands() {
                    self.rests(&operand, met);
                }
                operation.name()
            }
            other => panic!("{other:?}"),
        };
        *met.borrow_mut().entry(kind).or_default() += 1;
    }

    /// Has the report that figure there, with those digits?
    fn is_published(&self, figure: &Derivation, citation: &Citation) {
        let is_it = |one: &&Published| one.id == citation.id && !one.is_name();
        let found = self.published.iter().find(is_it).expect(&citation.id);
        let report = format!("{}, {}", self.market.publisher(), self.market.name());
        assert_eq!((&*citation.report, citation.figure.digits()), (&*report, &*found.value));
        assert_eq!(citation.place.as_deref().unwrap_or_default(), found.source);
        let shown = figure.shown_in(Unit::Million);
        match citation.unit {
            Some(unit) => {
                assert_eq!(found.unit, format!("{} {unit}", self.market.currency()));
                let printed = Money::parse(&found.value, unit).unwrap();
                assert_eq!(shown, printed.in_unit(Unit::Million));
            }
            None => {
                assert_eq!(found.unit, "percent");
                assert_eq!(shown, found.value.parse().unwrap());
            }
        }
    }
}

/// Only what is printed for that year is published in it.
fn is_of_its_year(figure: impl Into<Derivation>, year: Year) {
    if let Origin::Published(citation) = figure.into().origin() {
        let (from, to) = citation.years;
        let is_covered = from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to);
        assert!(is_covered, "{} in {year}", citation.id);
    }
}

fn of_forecast(forecast: &Trajectory, ground: &Ground<'_>, met: &Met) {
    for year in forecast.horizon().years() {
        let Ok(size) = forecast.traced(year) else { continue };
        ground.holds(&size, met);
        is_of_its_year(&size, year);
        if let Some(growth) = forecast.traced_growth(year).unwrap() {
            ground.holds(&growth, met);
            is_of_its_year(&growth, year);
        }
    }
}

/// A forecast beside the report's own.
fn of_comparison(question: &Question, forecast: &Trajectory, ground: &Ground<'_>, met: &Met) {
    let Ok(own) = Trajectory::published(&question.market, question.scenario.path) else { return };
    let last = forecast.horizon().last();
    let (Ok(one), Ok(other)) = (forecast.traced(last), own.traced(last)) else { return };
    ground.holds(&one.difference(&other), met);
    ground.holds(&one.change(&other), met);
}

fn of_segments(
    division: &Division,
    dimension: &Dimension,
    forecast: &Trajectory,
    ground: &Ground<'_>,
    met: &Met,
) {
    for year in forecast.horizon().years() {
        let Ok(parts) = division.divide(dimension, forecast, year) else { continue };
        for part in &parts {
            ground.holds(part.whole(), met);
            if let (Some(share), Some(size)) = (part.share(), part.size()) {
                ground.holds(share, met);
                is_of_its_year(share, year);
                ground.holds(size, met);
            }
        }
    }
}

fn of_goal(question: &Question, forecast: &Trajectory, ground: &Ground<'_>, met: &Met) {
    let size = Traced::given(question.size.clone(), Given { input: Input::Size, scenario: None });
    if let Ok(goal) = question.scenario.goal(&question.market, question.year, &size) {
        ground.holds(&goal.start, met);
        ground.holds(&goal.needed, met);
        ground.holds(&goal.forecast, met);
        ground.holds(&goal.needed.gap(&goal.forecast), met);
    }
    if let Ok(Some(crossing)) = forecast.crossing(&size) {
        ground.holds(&crossing.years, met);
        ground.holds(&crossing.size, met);
        is_of_its_year(&crossing.size, crossing.year);
    }
}

/// Any three of start, end, years and rate give the fourth.
fn of_four(question: &Question, mut ground: Ground<'_>, met: &Met) {
    let [start, end, years, rate] = &question.growth;
    let money = |text: &str| Money::parse(text, Unit::Billion).unwrap();
    let (start, end) = (money(start), money(end));
    let (years, rate): (Years, GrowthRate) = (years.parse().unwrap(), rate.parse().unwrap());
    ground.give(None, Input::Start, start.in_unit(Unit::Million));
    ground.give(None, Input::End, end.in_unit(Unit::Million));
    ground.give(None, Input::Years, years.number().clone());
    ground.give(None, Input::Rate, rate.percent());
    fn given<Quantity>(value: Quantity, input: Input) -> Traced<Quantity> {
        Traced::given(value, Given { input, scenario: None })
    }
    let (start, end) = (given(start, Input::Start), given(end, Input::End));
    let (years, rate) = (given(years, Input::Years), given(rate, Input::Rate));
    // No growth at all leads from a size to the same size in no time, which no logarithm tells.
    let is_still = start.value() == end.value() && rate.value().percent() == Decimal::from(0);
    let timed =
        if is_still { Ok(years.clone()) } else { Traced::<Years>::elapsed(&start, &end, &rate) };
    let found: Vec<Derivation> = [
        Traced::<GrowthRate>::implied(&start, &end, &years).map(|rate| rate.derivation()),
        timed.map(|years| years.derivation()),
        start.compound(&rate, &years).map(|end| end.derivation()),
        end.discount(&rate, &years).map(|start| start.derivation()),
    ]
    .into_iter()
    .flatten()
    .collect();
    assert!(found.len() >= 2);
    for figure in found {
        ground.holds(figure, met);
    }
}

fn answer(question: &Question, met: &Met) {
    let ground = Ground::of(question);
    if let Ok(forecast) = question.scenario.trajectory(&question.market) {
        of_forecast(&forecast, &ground, met);
        of_comparison(question, &forecast, &ground, met);
        for dimension in question.market.dimensions() {
            of_segments(&question.division, dimension, &forecast, &ground, met);
        }
        of_goal(question, &forecast, &ground, met);
    }
    of_four(question, ground, met);
}

#[test]
fn what_a_figure_is_said_to_be_computed_by_gives_every_digit_of_it() {
    let met = Met::default();
    let mut runner =
        TestRunner::new(Config { cases: 192, failure_persistence: None, ..Config::default() });
    let result = runner.run(&question(), |question| {
        answer(&question, &met);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let met = met.into_inner();
    let kinds: BTreeSet<&str> = met.keys().copied().collect();
    // Whatever is left out here has not been tested.
    let every = [
        "carried",
        "compound",
        "constant",
        "difference",
        "discount",
        "elapsed-time",
        "given",
        "implied-cagr",
        "product",
        "published",
        "quotient",
        "relative-change",
        "straight-line",
        "sum",
    ];
    assert_eq!(kinds, BTreeSet::from(every));
}

/// Prices of the base year, at 2.5 % inflation a year.
fn deflated(market: &Market) -> Trajectory {
    let inflation = Given { input: Input::Rate, scenario: None };
    let inflation = Traced::given("2.5".parse::<GrowthRate>().unwrap(), inflation);
    let base = market.base().year;
    let real = |point: &aiinfra::KnownPoint| {
        let size = market.traced(point);
        let size = match point.year {
            year if year == base => size,
            year => size.discount(&inflation, &Traced::<Years>::between(base, year)).unwrap(),
        };
        (point.year, size)
    };
    let known = market.points().iter().map(real).collect();
    let course = Course { known, growth: BTreeMap::new(), onward: Onward::Same };
    Trajectory::new(&course, market.horizon()).unwrap()
}

#[test]
fn notes_tell_of_the_figures_shown_and_not_of_the_report() {
    let market = Market::embedded().unwrap();
    let forecast = deflated(&market);
    let bases = forecast.horizon().years().map(|year| forecast.traced(year).unwrap().basis());
    let bases: Vec<Basis> = bases.collect();
    assert_eq!((bases[0], bases.len()), (Basis::Published, 11));
    assert!(bases[1..].iter().all(|basis| *basis == Basis::Computed));

    let scenario = Scenario::default();
    let scale = market.scale(Unit::Billion, 2);
    for shown in [2024, 2030, 2034] {
        let notes = told(scenario.notes_on(&forecast, &market, year(shown)).unwrap(), &scale);
        assert!(notes.iter().all(|note| !note.contains("502.42")), "{notes:?}");
        let published: Vec<&String> =
            notes.iter().filter(|note| note.starts_with("Published: ")).collect();
        let expected = "Published: USD 46.73 billion in 2024; every other year is computed.";
        assert_eq!(published, [expected], "{shown}");
    }

    let end = forecast.traced(year(2034)).unwrap();
    assert_eq!(end.value().in_unit(Unit::Billion).to_fixed(2), "392.49");
    assert_eq!(wording::in_full(&end.derivation(), Unit::Billion), "502.42 / (1 + 2.5%)^10");
    let growth = forecast.traced_growth(year(2030)).unwrap().unwrap();
    let text = wording::in_full(&growth.derivation(), Unit::Billion);
    assert_eq!(text, "((502.42 / (1 + 2.5%)^10) / 46.73)^(1/10) − 1");
}

#[test]
fn the_note_on_growth_tells_of_the_figures_shown() {
    let market = Market::embedded().unwrap();
    let notes = Scenario::default().notes_on(&deflated(&market), &market, year(2030)).unwrap();
    let notes = told(notes, &market.scale(Unit::Billion, 2));
    assert!(notes.iter().all(|note| !note.contains("published sizes of")), "{notes:?}");
}

#[test]
fn no_time_passes_between_a_size_and_itself() {
    let given = |input| Given { input, scenario: None };
    let size = Money::parse("5", Unit::Billion).unwrap();
    let (start, end) =
        [Input::Start, Input::End].map(|input| Traced::given(size.clone(), given(input))).into();
    let rate = Traced::given("0".parse::<GrowthRate>().unwrap(), given(Input::Rate));
    let years = Traced::<Years>::elapsed(&start, &end, &rate).unwrap();
    let text = wording::in_full(&years.derivation(), Unit::Billion);
    assert_eq!(evaluate(&text).unwrap().to_fixed(2), "0.00");
}
