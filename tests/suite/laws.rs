//! Laws for every market.

use std::collections::BTreeMap;

use aiinfra::{
    Decimal, Division, Error, Follow, GrowthRate, Horizon, List, Market, Money, Outlook, Own, Part,
    Scenario, Share, Total, Trajectory, Unit, Year, Years, growth,
};
use approx::{assert_relative_eq, relative_eq};
use proptest::prelude::*;

use super::fixtures::{billions, given, through};

/// Generates a size from 0.01 to 1,000,000.00, as text.
fn size() -> impl Strategy<Value = String> {
    (1u32..100_000_000).prop_map(|cents| format!("{}.{:02}", cents / 100, cents % 100))
}

/// Generates a rate from -60.00 to 150.00 percent, as text.
fn rate() -> impl Strategy<Value = String> {
    (-6_000i32..15_000).prop_map(|hundredths| {
        let sign = if hundredths < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
    })
}

fn year() -> impl Strategy<Value = Year> {
    (2024u16..=2034).prop_map(|number| Year::new(number).unwrap())
}

fn percent(text: &str) -> GrowthRate {
    text.parse().unwrap()
}

fn same(one: &Money, other: &Money) -> bool {
    relative_eq!(one.ratio(other).to_f64(), 1.0, max_relative = 1e-15)
}

fn horizon(last: u16) -> Horizon {
    Horizon::new(Year::new(2024).unwrap(), Year::new(last).unwrap()).unwrap()
}

fn embedded() -> Market {
    Market::embedded().unwrap()
}

/// Returns a market with one dimension that has those shares.
fn divided(shares: &[u32]) -> Market {
    let segment =
        |(id, share): (usize, &u32)| format!("{{ id = 's{id}', name = 'S', share = {share} }}");
    let segments: Vec<String> = shares.iter().enumerate().map(segment).collect();
    let text = format!(
        "[market]\nname = 'M'\npublisher = 'P'\ncurrency = 'USD'\nunit = 'billion'\n\
         [[value]]\nyear = 2024\nsize = 1\n[[value]]\nyear = 2025\nsize = 2\n\
         [[dimension]]\nid = 'd'\nname = 'D'\nyear = 2024\nsegments = [{}]\n",
        segments.join(",")
    );
    Market::from_toml(&text).unwrap()
}

proptest! {
    #[test]
    fn start_end_years_and_rate_agree_with_each_other(start in size(), rate in rate(), years in 1u32..=20) {
        let (start, rate) = (billions(&start), percent(&rate));
        let years = Years::new(years.into()).unwrap();
        let end = growth::end(&start, &rate, &years)?;
        prop_assert!(same(&growth::start(&end, &rate, &years)?, &start));
        let back = growth::rate(&start, &end, &years)?.percent().to_f64();
        assert_relative_eq!(back, rate.percent().to_f64(), max_relative = 1e-12, epsilon = 1e-12);
        if rate.percent() != Decimal::from(0) {
            let back = growth::years(&start, &end, &rate)?.number().to_f64();
            assert_relative_eq!(back, years.number().to_f64(), max_relative = 1e-12);
        }
    }

    #[test]
    fn a_published_year_has_exactly_the_published_size(start in size(), middle in size(), end in size()) {
        let years = [2024, 2027, 2034].map(|number| Year::new(number).unwrap());
        let sizes = [start, middle, end].map(|text| billions(&text));
        let known: Vec<(Year, Money)> = years.into_iter().zip(sizes).collect();
        let Ok(forecast) = through(&known, horizon(2034)) else { return Ok(()) };
        for (year, size) in known {
            prop_assert_eq!(forecast.size(year)?, size);
        }
    }

    #[test]
    fn growth_leads_from_each_year_to_the_next(start in size(), end in size(), year in year()) {
        let known = [(Year::new(2024)?, billions(&start)), (Year::new(2034)?, billions(&end))];
        let forecast = through(&known, horizon(2034))?;
        match forecast.horizon().before(year) {
            None => prop_assert!(forecast.growth(year)?.is_none()),
            Some(before) => {
                let factor = forecast.growth(year)?.unwrap().factor();
                prop_assert!(same(&forecast.size(before)?.times(&factor)?, &forecast.size(year)?));
            }
        }
    }

    #[test]
    fn a_longer_horizon_changes_no_earlier_year(base in size(), rate in rate(), last in 2025u16..2035) {
        let forecast = |last| Trajectory::at_rate(&given(billions(&base)), &given(percent(&rate)), horizon(last));
        let (short, long) = (forecast(last)?, forecast(last + 10)?);
        for year in short.horizon().years() {
            prop_assert_eq!(short.size(year)?, long.size(year)?);
        }
    }

    #[test]
    fn the_unit_changes_no_ratio(one in size(), other in size()) {
        let (one, other) = (billions(&one), billions(&other));
        for &unit in Unit::ALL {
            let ratio = &one.in_unit(unit) / &other.in_unit(unit);
            prop_assert_eq!(ratio, one.ratio(&other));
            prop_assert_eq!(Money::new(&one.in_unit(unit), unit)?, one.clone());
        }
    }

    #[test]
    fn segments_add_up_to_the_market(
        shares in prop::collection::vec(0u32..=25, 1..=4),
        whole in size(),
    ) {
        let market = divided(&shares);
        let whole = billions(&whole);
        let years = Horizon::new(market.base().year, market.base().year)?;
        let trajectory = Trajectory::at_rate(&given(whole.clone()), &given(percent("0")), years)?;
        let division = Division::default();
        let parts = division.divide(&market.dimensions()[0], &trajectory, years.first())?;
        let sizes = parts.iter().filter_map(|part| part.size().map(|size| size.value().in_unit(Unit::Million)));
        let sum = sizes.fold(Decimal::from(0), |sum, size| &sum + &size);
        let published: u32 = shares.iter().sum();
        prop_assert_eq!(sum, whole.in_unit(Unit::Million));
        let named = parts.iter().filter(|part| part.id() == "not-itemized").count();
        prop_assert_eq!(named == 1, published < 100);
    }

    #[test]
    fn a_base_scales_every_year_alike(base in size(), year in year()) {
        let market = embedded();
        for path in [Follow::Sizes, Follow::Cagr] {
            let published = Trajectory::published(&market, path)?;
            let scenario = Scenario { follow: path, base: Some(billions(&base)), ..Scenario::default() };
            let assumed = scenario.trajectory(&market)?;
            let factor = billions(&base).ratio(&market.base().size).to_f64();
            let found = assumed.size(year)?.ratio(&published.size(year)?).to_f64();
            assert_relative_eq!(found, factor, max_relative = 1e-15);
            prop_assert_eq!(assumed.growth(year)?, published.growth(year)?);
        }
    }

    #[test]
    fn assuming_the_published_figures_changes_nothing(year in year()) {
        let market = embedded();
        let published = Trajectory::published(&market, Follow::Cagr)?;
        let assumed = Scenario {
            follow: Follow::Cagr,
            base: Some(billions("46.73")),
            outlook: Outlook::Cagr(percent("26.81")),
            ..Scenario::default()
        };
        prop_assert_eq!(assumed.trajectory(&market)?.size(year)?, published.size(year)?);
    }

    #[test]
    fn an_actual_equal_to_the_forecast_changes_nothing(at in year(), year in year(), hold in any::<bool>()) {
        let market = embedded();
        for path in [Follow::Sizes, Follow::Cagr] {
            let forecast = Trajectory::published(&market, path)?;
            // At the stated CAGR, keeping the published end would itself change the forecast.
            let outlook = if hold && path == Follow::Sizes && at < forecast.horizon().last() {
                Outlook::PublishedEnd
            } else {
                Outlook::OwnGrowth
            };
            let actuals = BTreeMap::from([(at, forecast.size(at)?)]);
            let scenario = Scenario { follow: path, actuals, outlook, ..Scenario::default() };
            prop_assert!(same(&scenario.trajectory(&market)?.size(year)?, &forecast.size(year)?));
        }
    }

    #[test]
    fn a_goal_is_reached_at_the_growth_it_needs(
        goal in size(),
        at in 2026u16..=2034,
        actual in prop::option::of(size()),
        growth in prop::option::of((2027u16..=2033, rate())),
    ) {
        let market = embedded();
        let (at, goal) = (Year::new(at)?, billions(&goal));
        let growth = growth.map(|(year, rate)| Ok::<_, Error>((Year::new(year)?, percent(&rate))));
        let scenario = Scenario {
            actuals: actual.iter().map(|size| (Year::new(2025).unwrap(), billions(size))).collect(),
            growth: growth.transpose()?.into_iter().collect(),
            ..Scenario::default()
        };
        let Ok(found) = scenario.goal(&market, at, &given(goal.clone())) else { return Ok(()) };
        let scenario = Scenario { outlook: Outlook::Cagr(found.needed.value().clone()), ..scenario };
        prop_assert!(same(&scenario.trajectory(&market)?.size(at)?, &goal));
    }

    #[test]
    fn when_and_forecast_agree_on_either_side_of_the_crossing(
        goal in 1u32..60_000,
        rate in rate(),
        growth in (2025u16..=2034, rate()),
    ) {
        let market = embedded();
        let goal = billions(&format!("{}.{:02}", goal / 100, goal % 100));
        let scenario = Scenario {
            outlook: Outlook::Cagr(percent(&rate)),
            growth: BTreeMap::from([(Year::new(growth.0)?, percent(&growth.1))]),
            ..Scenario::default()
        };
        let forecast = scenario.trajectory(&market)?;
        let reaches = |year: &Year| forecast.size(*year).unwrap() >= goal;
        let first = forecast.horizon().years().find(reaches);
        let found = forecast.crossing(&given(goal.clone()))?;
        match (first, found) {
            (Some(first), Some(found)) => {
                prop_assert_eq!(found.year, first);
                prop_assert!(found.size.value() >= &goal);
                let years = found.years.value().number().to_f64();
                let whole = f64::from(first.number() - 2024);
                prop_assert!(years <= whole && (years > whole - 1.0 || whole == 0.0));
            }
            (None, found) => prop_assert!(found.is_none_or(|found| found.year.number() > 2034)),
            (Some(_), None) => prop_assert!(false, "a crossing within the horizon was not found"),
        }
    }

    #[test]
    fn segments_of_a_fixed_total_sum_to_the_market(
        shares in prop::collection::vec(1u32..=25, 2..=4),
        rate in rate(),
        end in 0u32..=100,
        year in 2024u16..=2034,
    ) {
        let market = divided(&shares);
        let forecast = Trajectory::at_rate(&market.traced(market.base()), &given(percent("10")), horizon(2034))?;
        for own in [Own::Cagr(percent(&rate)), Own::Share(end.to_string().parse()?)] {
            let own = BTreeMap::from([("s1".to_owned(), own)]);
            for normalize in [false, true] {
                let division = Division { own: own.clone(), normalize, ..Division::default() };
                let year = Year::new(year)?;
                let Ok(parts) = division.divide(&market.dimensions()[0], &forecast, year) else { continue };
                let sizes = parts.iter().filter_map(|part| part.size().map(|size| size.value().in_unit(Unit::Million)));
                let sum = sizes.fold(Decimal::from(0), |sum, size| &sum + &size);
                prop_assert!(same(&Money::new(&sum, Unit::Million)?, &forecast.size(year)?));
            }
        }
    }

    #[test]
    fn segments_that_grow_as_the_market_sum_to_it(year in year(), base in size()) {
        let market = embedded();
        let forecast = Trajectory::at_rate(&given(billions(&base)), &given(percent("26.81")), market.horizon())?;
        for dimension in market.dimensions().iter().filter(|dimension| dimension.has_shares()) {
            let rate = || Own::Cagr(percent("26.81"));
            let own: BTreeMap<String, Own> =
                dimension.segments.iter().map(|segment| (segment.id.clone(), rate())).collect();
            for &total in Total::ALL {
                let division = Division { own: own.clone(), total, normalize: false, parent: None };
                let parts = division.divide(dimension, &forecast, year)?;
                let whole = if total == Total::Sum { parts[0].whole().value() } else { &forecast.size(year)? };
                prop_assert!(same(whole, &forecast.size(year)?));
                let plain = Division::default().divide(dimension, &forecast, year)?;
                let percent = |part: &Part<'_>| part.share().map(|share| share.value().percent().to_fixed(20));
                prop_assert_eq!(percent(&parts[0]), percent(&plain[0]));
            }
        }
    }

    #[test]
    fn a_scenario_at_the_markets_own_rate_differs_by_nothing(base in size(), last in year()) {
        let market = embedded();
        let own = Trajectory::published(&market, Follow::Cagr)?.size(last)?;
        let same = Scenario { outlook: Outlook::Cagr(percent("26.81")), ..Scenario::default() };
        let same = same.trajectory(&market)?.size(last)?;
        prop_assert_eq!(same.difference(&own, Unit::Billion), Decimal::from(0));
        prop_assert_eq!(same.change(&own), Decimal::from(0));
        let (base, own) = (billions(&base), billions("1"));
        prop_assert_eq!(base.difference(&own, Unit::Million).is_positive(), base > own);
    }

    #[test]
    fn any_list_parses_or_is_an_error(text in "[-0-9.,:%bn ]{0,16}") {
        if let Ok(list) = text.parse::<List<GrowthRate>>() {
            prop_assert!((1..=1000).contains(&list.iter().count()));
        }
    }

    #[test]
    fn a_number_is_read_and_written_as_by_the_standard_library(cents in -1_000_000_000_000i64..1_000_000_000_000) {
        let text = format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100);
        let number: Decimal = text.parse()?;
        let nearest: f64 = text.parse().unwrap();
        prop_assert_eq!(number.to_f64(), nearest);
        prop_assert_eq!(number.to_shortest(), (nearest + 0.0).to_string());
        prop_assert_eq!(number.to_fixed(2), text);
    }

    #[test]
    fn a_number_is_the_same_when_it_is_written_and_read_again(
        text in "[-+]?([0-9]{1,30}|[0-9]{0,15}[.][0-9]{1,15}|0?[.][0-9]{30})",
    ) {
        let number: Decimal = text.parse()?;
        prop_assert_eq!(number.to_string().parse::<Decimal>()?, number);
    }

    #[test]
    fn any_text_parses_as_a_quantity_or_is_an_error(text in "\\PC{0,12}|[-+0-9.,%a-z ]{0,12}") {
        let finite = |decimal: &Decimal| decimal.to_f64().is_finite();
        if let Ok(size) = Money::parse(&text, Unit::Billion) {
            prop_assert!(size.in_unit(Unit::Million).is_positive());
            prop_assert!(finite(&size.in_unit(Unit::Million)));
        }
        if let Ok(rate) = text.parse::<GrowthRate>() {
            prop_assert!(rate.factor().is_positive() && finite(rate.fraction()));
        }
        if let Ok(share) = text.parse::<Share>() {
            prop_assert!((0.0..=1.0).contains(&share.fraction().to_f64()));
        }
        if let Ok(year) = text.parse::<Year>() {
            prop_assert!((1000..=9999).contains(&year.number()));
        }
    }

    #[test]
    fn any_dataset_is_a_market_or_an_error(
        at in 0usize..4_000,
        text in "\\PC{0,6}|[0-9\\[\\]={}\",\n-]{0,6}",
    ) {
        let dataset = super::fixtures::EMBEDDED;
        let at = dataset.len().min(at);
        let _: Result<Market, Error> =
            Market::from_toml(&format!("{}{text}{}", &dataset[..at], &dataset[at..]));
    }
}

#[test]
fn a_number_of_up_to_thirty_digits_is_read() {
    let ones = |count| "1".repeat(count);
    for text in
        [ones(30), format!(".{}", ones(30)), format!("-0.{}", ones(30)), format!("{}.", ones(30))]
    {
        assert!(text.parse::<Decimal>().is_ok(), "{text}");
    }
    for text in
        [ones(31), format!(".{}", ones(31)), format!("1.{}", ones(30)), format!("00.{}", ones(30))]
    {
        assert!(text.parse::<Decimal>().is_err(), "{text}");
    }
    for text in [".", "-", "-.", "+", ""] {
        assert!(text.parse::<Decimal>().is_err(), "{text}");
    }
}
