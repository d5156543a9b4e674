//! Tests of where figures come from: the stated derivation gives the figure, and uses only allowed sources.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use aiinfra::wording;
use aiinfra::{
    Basis, Citation, Course, Decimal, Denomination, Derivation, Dimension, Division, Exchange,
    Expressed, Given, GrowthRate, Inflation, Input, Market, Measure, Money, Onward, Origin,
    Outlook, Own, PriceIndex, Prices, Published, Scenario, Shape, Traced, Trajectory, Unit, Year,
    Years,
};

use proptest::test_runner::{Config, TestRunner};

use super::calculator::evaluate;
use super::fixtures::{SERVERS, sentences, year};
use super::questions::{Question, question};

/// The numbers of decimals at which a figure is compared with its derivation.
const DIGITS: [u8; 4] = [0, 2, 10, 20];

/// The question, with the figures that an answer may be derived from.
struct Context<'a> {
    market: &'a Market,
    published: Vec<Published>,
    /// The given figures as shown, with amounts in millions.
    given: HashMap<Given, Decimal>,
    unit: Unit,
}

/// The number of figures of each kind of origin.
type OriginCounts = RefCell<BTreeMap<&'static str, u32>>;

impl<'a> Context<'a> {
    fn of(question: &'a Question) -> Self {
        let Question { market, scenario, division, size, unit, .. } = question;
        let mut context =
            Self { market, published: market.published(), given: HashMap::new(), unit: *unit };
        context.assume(scenario);
        for (id, own) in &division.own {
            let id = id.clone();
            match own {
                Own::Cagr(rate) => context.give(None, Input::SegmentCagr(id), rate.percent()),
                Own::Share(share) => context.give(None, Input::SegmentShare(id), share.percent()),
                other => panic!("{other:?}"),
            }
        }
        context.give(None, Input::Size, size.in_unit(Unit::Million));
        context
    }

    fn assume(&mut self, scenario: &Scenario) {
        let name = scenario.name.as_deref();
        let mut give = |input, value| {
            // Assumptions that apply to every scenario do not name one.
            let is_its_own = matches!(input, Input::Base | Input::Cagr | Input::Target)
                || scenario.own.contains(&input);
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
        match &scenario.shape {
            Shape::Fade(rate) => give(Input::Shape, rate.percent()),
            Shape::Ceiling(size) => give(Input::Shape, millions(size)),
            _ => {}
        }
    }

    fn give(&mut self, scenario: Option<&str>, input: Input, value: Decimal) {
        self.given.insert(Given { input, scenario: scenario.map(Into::into) }, value);
    }

    /// Asserts that the derivation gives the figure, and that it uses only allowed sources.
    fn check(&self, figure: impl Into<Derivation>, counts: &OriginCounts) {
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
        self.check_origin(&figure, counts);
    }

    fn check_origin(&self, figure: &Derivation, counts: &OriginCounts) {
        let kind = match figure.origin() {
            Origin::Published(citation) => {
                self.check_published(figure, citation);
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
                    self.check_origin(&operand, counts);
                }
                operation.name()
            }
            other => panic!("{other:?}"),
        };
        *counts.borrow_mut().entry(kind).or_default() += 1;
    }

    /// Asserts that the report has that figure in that place, with those digits.
    fn check_published(&self, figure: &Derivation, citation: &Citation) {
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

/// Asserts that a published figure is used only in the years it was printed for.
fn check_year(figure: impl Into<Derivation>, year: Year) {
    if let Origin::Published(citation) = figure.into().origin() {
        let (from, to) = citation.years;
        let is_covered = from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to);
        assert!(is_covered, "{} in {year}", citation.id);
    }
}

fn check_forecast(forecast: Expressed<'_>, context: &Context<'_>, counts: &OriginCounts) {
    for year in forecast.horizon().years() {
        let Ok(size) = forecast.traced(year) else { continue };
        context.check(&size, counts);
        check_year(&size, year);
        if let Ok(Some(growth)) = forecast.traced_growth(year) {
            context.check(&growth, counts);
            check_year(&growth, year);
        }
    }
}

/// Checks a forecast's difference from the report's own.
fn check_comparison(
    question: &Question,
    forecast: &Trajectory,
    context: &Context<'_>,
    counts: &OriginCounts,
) {
    let Ok(own) = Trajectory::published(&question.market, question.scenario.follow) else { return };
    let last = forecast.horizon().last();
    let (Ok(one), Ok(other)) = (forecast.traced(last), own.traced(last)) else { return };
    context.check(&one.difference(&other), counts);
    context.check(&one.change(&other), counts);
}

fn check_segments(
    division: &Division,
    dimension: &Dimension,
    forecast: &Trajectory,
    context: &Context<'_>,
    counts: &OriginCounts,
) {
    for year in forecast.horizon().years() {
        let Ok(parts) = division.divide(dimension, forecast, year) else { continue };
        for part in &parts {
            context.check(part.whole(), counts);
            if let (Some(share), Some(size)) = (part.share(), part.size()) {
                context.check(share, counts);
                check_year(share, year);
                context.check(size, counts);
            }
        }
    }
}

fn check_goal(
    question: &Question,
    forecast: &Trajectory,
    context: &Context<'_>,
    counts: &OriginCounts,
) {
    let size = Traced::given(question.size.clone(), Given { input: Input::Size, scenario: None });
    if let Ok(goal) = question.scenario.goal(&question.market, question.year, &size) {
        context.check(&goal.start, counts);
        context.check(&goal.needed, counts);
        context.check(&goal.forecast, counts);
        context.check(&goal.needed.gap(&goal.forecast), counts);
    }
    for crossing in [forecast.crossing(&size), forecast.fall(&size)] {
        let Ok(Some(crossing)) = crossing else { continue };
        context.check(&crossing.years, counts);
        context.check(&crossing.size, counts);
        check_year(&crossing.size, crossing.year);
    }
}

/// Checks that any three of start, end, years and rate give the fourth.
fn check_four(question: &Question, mut context: Context<'_>, counts: &OriginCounts) {
    let [start, end, years, rate] = &question.growth;
    let money = |text: &str| Money::parse(text, Unit::Billion).unwrap();
    let (start, end) = (money(start), money(end));
    let (years, rate): (Years, GrowthRate) = (years.parse().unwrap(), rate.parse().unwrap());
    context.give(None, Input::Start, start.in_unit(Unit::Million));
    context.give(None, Input::End, end.in_unit(Unit::Million));
    context.give(None, Input::Years, years.number().clone());
    context.give(None, Input::Rate, rate.percent());
    fn given<Quantity>(value: Quantity, input: Input) -> Traced<Quantity> {
        Traced::given(value, Given { input, scenario: None })
    }
    let (start, end) = (given(start, Input::Start), given(end, Input::End));
    let (years, rate) = (given(years, Input::Years), given(rate, Input::Rate));
    // Without growth, a size reaches itself in no time, which a logarithm cannot show.
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
        context.check(figure, counts);
    }
}

/// Returns one of several terms for an answer, and adds its figures to those that an answer may be derived from.
fn terms(question: &Question, context: &mut Context<'_>) -> Denomination {
    let horizon = question.market.horizon();
    let given = |input| Given { input, scenario: None };
    let exchange = |divides| {
        let input = Input::Exchange("XAU".to_owned());
        let (from, to) = (question.market.currency().clone(), "XAU".parse().unwrap());
        Exchange { from, to, rate: Traced::given("1.08".parse().unwrap(), given(input)), divides }
    };
    let number = question.year.number();
    let year = if number.is_multiple_of(2) { horizon.first() } else { horizon.last() };
    context.give(None, Input::Exchange("XAU".to_owned()), "1.08".parse().unwrap());
    if number.is_multiple_of(3) {
        let mut text = "year,index\n".to_owned();
        for (place, year) in (horizon.first().number()..=horizon.last().number()).enumerate() {
            let index = 90 + place * place % 7 * 5;
            text.push_str(&format!("{year},{index}\n"));
            let index = index.to_string().parse().unwrap();
            context.give(None, Input::PriceIndex(year), index);
        }
        let inflation = Inflation::Index(PriceIndex::read(&text, "index.csv").unwrap());
        return Denomination::new(None, Some(Prices { year, inflation }));
    }
    context.give(None, Input::Deflate, "2.5".parse().unwrap());
    let rate = Traced::given("2.5".parse().unwrap(), given(Input::Deflate));
    let prices = Prices { year, inflation: Inflation::Rate(rate) };
    Denomination::new(Some(exchange(number % 3 == 1)), Some(prices))
}

/// Checks the figures in another currency and in real terms.
fn check_terms(question: &Question, forecast: &Trajectory, counts: &OriginCounts) {
    let mut context = Context::of(question);
    let terms = terms(question, &mut context);
    let expressed = forecast.expressed(&terms);
    check_forecast(expressed, &context, counts);
    let size = Traced::given(question.size.clone(), Given { input: Input::Size, scenario: None });
    if let Ok(goal) = question.scenario.goal_in(&terms, &question.market, question.year, &size) {
        context.check(&goal.start, counts);
        context.check(&goal.needed, counts);
        context.check(&goal.forecast, counts);
    }
    if let Ok(Some(crossing)) = expressed.crossing(&size) {
        context.check(&crossing.years, counts);
        context.check(&crossing.size, counts);
        assert!(crossing.size.value().reaches(&question.size));
    }
    let year = forecast.horizon().last();
    for dimension in question.market.dimensions() {
        let Ok(parts) = question.division.divide(dimension, forecast, year) else { continue };
        for size in parts.iter().filter_map(|part| part.size()) {
            if let Ok(size) = terms.amount(size, year) {
                context.check(&size, counts);
            }
        }
    }
}

fn check_answers(question: &Question, counts: &OriginCounts) {
    let context = Context::of(question);
    if let Ok(forecast) = question.scenario.trajectory(&question.market) {
        check_forecast(forecast.expressed(&Denomination::default()), &context, counts);
        check_terms(question, &forecast, counts);
        check_comparison(question, &forecast, &context, counts);
        for dimension in question.market.dimensions() {
            check_segments(&question.division, dimension, &forecast, &context, counts);
        }
        check_goal(question, &forecast, &context, counts);
    }
    check_four(question, context, counts);
}

#[test]
fn every_derivation_gives_every_digit_of_its_figure() {
    let counts = OriginCounts::default();
    let mut runner =
        TestRunner::new(Config { cases: 192, failure_persistence: None, ..Config::default() });
    let result = runner.run(&question(), |question| {
        check_answers(&question, &counts);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let counts = counts.into_inner();
    let kinds: BTreeSet<&str> = counts.keys().copied().collect();
    // If one of these is missing, it was not tested.
    let every = [
        "carried",
        "compound",
        "constant",
        "difference",
        "discount",
        "elapsed-time",
        "fade",
        "given",
        "implied-cagr",
        "logistic",
        "logistic-time",
        "product",
        "published",
        "quotient",
        "real-rate",
        "relative-change",
        "straight-line",
        "sum",
    ];
    assert_eq!(kinds, BTreeSet::from(every));
}

#[test]
fn derivations_hold_for_shares_of_several_years_and_segments_of_segments() {
    // A base other than the published one needs a forecast that begins in the base year.
    let text = SERVERS.replacen("[[value]]\nyear = 2022\nsize = \"30.1\"\n", "", 1);
    let market = Market::from_toml(&text).unwrap();
    let counts = OriginCounts::default();
    let own = |id: &str, own: Own| BTreeMap::from([(id.to_owned(), own)]);
    let rate = || "20".parse::<GrowthRate>().unwrap();
    let share = || Own::Share("45".parse().unwrap());
    let divisions = |dimension: &Dimension| {
        let ids = dimension.segments.iter().map(|segment| segment.id.clone());
        let each = ids.flat_map(|id| {
            [Own::Cagr(rate()), share(), Own::PublishedCagr].map(|one| own(&id, one))
        });
        let all: Vec<BTreeMap<String, Own>> = each.chain([BTreeMap::new()]).collect();
        all.into_iter().flat_map(|own| {
            aiinfra::Total::ALL.iter().flat_map(move |total| {
                let division = |normalize| Division {
                    own: own.clone(),
                    total: *total,
                    normalize,
                    parent: None,
                };
                [division(false), division(true)]
            })
        })
    };
    let base = Some(Money::parse("40", Unit::Billion).unwrap());
    let scenarios = [
        Scenario::default(),
        Scenario { base, ..Scenario::default() },
        Scenario { outlook: Outlook::Cagr(rate()), ..Scenario::default() },
    ];
    let mut answers = 0;
    for scenario in &scenarios {
        let forecast = scenario.trajectory(&market).unwrap();
        for dimension in market.dimensions() {
            for division in divisions(dimension) {
                let mut context = Context {
                    market: &market,
                    published: market.published(),
                    given: HashMap::new(),
                    unit: Unit::Billion,
                };
                context.assume(scenario);
                for id in division.own.keys() {
                    context.give(None, Input::SegmentCagr(id.clone()), rate().percent());
                    context.give(None, Input::SegmentShare(id.clone()), "45".parse().unwrap());
                }
                check_segments(&division, dimension, &forecast, &context, &counts);
                answers += usize::from(division.divide(dimension, &forecast, year(2027)).is_ok());
            }
        }
    }
    assert!(answers > 60, "{answers}");
    for kind in ["carried", "midpoint", "published", "straight-line"] {
        assert!(counts.borrow().contains_key(kind), "{kind}");
    }
}

/// Returns the forecast in prices of the base year, at 2.5% inflation per year.
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
fn notes_describe_the_figures_shown_and_not_the_report() {
    let market = Market::embedded().unwrap();
    let forecast = deflated(&market);
    let bases = forecast.horizon().years().map(|year| forecast.traced(year).unwrap().basis());
    let bases: Vec<Basis> = bases.collect();
    assert_eq!((bases[0], bases.len()), (Basis::Published, 11));
    assert!(bases[1..].iter().all(|basis| *basis == Basis::Computed));

    let scenario = Scenario::default();
    let scale = market.scale(Unit::Billion, 2);
    for shown in [2024, 2030, 2034] {
        let notes = sentences(scenario.notes_on(&forecast, &market, year(shown)).unwrap(), &scale);
        assert!(notes.iter().all(|note| !note.contains("502.42")), "{notes:?}");
        let published: Vec<&String> =
            notes.iter().filter(|note| note.starts_with("Published: ")).collect();
        let expected = "Published: USD 46.73 billion in 2024. Every other year is computed.";
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
fn the_note_on_growth_describes_the_figures_shown() {
    let market = Market::embedded().unwrap();
    let notes = Scenario::default().notes_on(&deflated(&market), &market, year(2030)).unwrap();
    let notes = sentences(notes, &market.scale(Unit::Billion, 2));
    assert!(notes.iter().all(|note| !note.contains("published sizes of")), "{notes:?}");
}

#[test]
fn a_size_reaches_itself_in_no_time() {
    let given = |input| Given { input, scenario: None };
    let size = Money::parse("5", Unit::Billion).unwrap();
    let (start, end) =
        [Input::Start, Input::End].map(|input| Traced::given(size.clone(), given(input))).into();
    let rate = Traced::given("0".parse::<GrowthRate>().unwrap(), given(Input::Rate));
    let years = Traced::<Years>::elapsed(&start, &end, &rate).unwrap();
    let text = wording::in_full(&years.derivation(), Unit::Billion);
    assert_eq!(evaluate(&text).unwrap().to_fixed(2), "0.00");
}
