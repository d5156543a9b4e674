//! Laws for every dataset: written and read again it is the same market, and the unit changes no verdict.

use std::fmt::Write;
use std::fs;
use std::path::Path as File;

use aiinfra::audit::{self, Finding};
use aiinfra::{Market, Scale, Unit, wording};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Generates a number that a report might print: up to six digits before the point and three after it.
fn number() -> impl Strategy<Value = String> {
    number_from(1)
}

/// Generates such a number, of at least that many thousandths.
fn number_from(least: u64) -> impl Strategy<Value = String> {
    (least..1_000_000_000, 0usize..=3).prop_map(|(digits, decimals)| {
        let digits = format!("{digits:0>4}");
        let (whole, fraction) = digits.split_at(digits.len() - 3);
        match decimals {
            0 => format!("{}", whole.parse::<u64>().unwrap().max(1)),
            _ if whole == "0" && fraction[..decimals].bytes().all(|b| b == b'0') => {
                "1.5".to_owned()
            }
            _ => format!("{whole}.{}", &fraction[..decimals]),
        }
    })
}

/// Generates a name that is not empty and has no control characters.
fn name() -> impl Strategy<Value = String> {
    "[A-Za-z\"\\\\'#=\\[\\]{}é中🙂.,-]{1,12}( [a-z]{1,5})?"
}

fn text(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A dataset, without its unit and the units of its sizes.
#[derive(Clone, Debug)]
struct Model {
    name: String,
    source: Option<String>,
    first: u16,
    sizes: Vec<(u16, String)>,
    cagr: Option<(String, Option<u16>)>,
    dimensions: Vec<Vec<(u32, Option<String>)>>,
    series: Vec<i64>,
}

fn model() -> impl Strategy<Value = Model> {
    // Sizes start at 100, so that no year grows by more than the bounds allow.
    let sizes = vec((1u16..8, number_from(100_000)), 2..6);
    let cagr = option::of((number(), option::of(0u16..3)));
    let segments = vec((1u32..200, option::of(number())), 1..5);
    let model = (
        name(),
        option::of(name()),
        1000u16..9900,
        sizes,
        cagr,
        vec(segments, 0..3),
        vec(-5i64..20, 1..6),
    );
    model.prop_map(|(name, source, first, sizes, cagr, dimensions, series)| Model {
        name,
        source,
        first,
        sizes,
        cagr,
        dimensions,
        series,
    })
}

impl Model {
    /// Returns the dataset as TOML in that unit, with each size written by `size`.
    fn written(&self, unit: &str, size: impl Fn(&str) -> String) -> String {
        let mut toml = format!(
            "[market]\nname = {}\npublisher = 'P'\ncurrency = 'EUR'\nunit = '{unit}'\n",
            text(&self.name)
        );
        if let Some(source) = &self.source {
            writeln!(toml, "source = {}", text(source)).unwrap();
        }
        let mut year = self.first;
        for (gap, printed) in &self.sizes {
            writeln!(toml, "[[value]]\nyear = {year}\nsize = '{}'", size(printed)).unwrap();
            year += gap;
        }
        if let Some((rate, from)) = &self.cagr {
            writeln!(toml, "[cagr]\nrate = '{}'", &rate[..rate.len().min(5)].trim_end_matches('.'))
                .unwrap();
            if let Some(from) = from {
                let span: u16 = self.sizes.iter().rev().skip(1).map(|(gap, _)| gap).sum();
                writeln!(toml, "from = {}", self.first + from % span).unwrap();
            }
        }
        for (at, segments) in self.dimensions.iter().enumerate() {
            self.write_dimension(&mut toml, at, segments);
        }
        let points: Vec<String> = self
            .series
            .iter()
            .zip(self.first..)
            .map(|(value, year)| format!("{{ year = {year}, value = {value} }}"))
            .collect();
        writeln!(
            toml,
            "[[series]]\nid = 's'\nname = 'S'\nunit = 'u'\npoints = [{}]",
            points.join(", ")
        )
        .unwrap();
        toml
    }

    fn write_dimension(&self, toml: &mut String, at: usize, segments: &[(u32, Option<String>)]) {
        let parts: u32 = segments.iter().map(|(part, _)| part).sum();
        let written: Vec<String> = segments
            .iter()
            .enumerate()
            .map(|(id, (part, cagr))| {
                // Shares are rounded down, so that they never exceed 100%.
                let share = part * 1000 / parts;
                let share = format!("{}.{}", share / 10, share % 10);
                let cagr = cagr.as_ref().map_or_else(String::new, |rate| {
                    format!(", cagr = '{}'", rate[..rate.len().min(2)].trim_end_matches('.'))
                });
                format!("{{ id = 's{id}', name = 'S', share = '{share}'{cagr} }}")
            })
            .collect();
        writeln!(
            toml,
            "[[dimension]]\nid = 'd{at}'\nname = 'D'\nyear = {}\nlargest = 's0'\nfastest = 's0'\nsegments = [{}]",
            self.first,
            written.join(", ")
        )
        .unwrap();
    }
}

fn optional(toml: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        writeln!(toml, "{key} = {}", text(value)).unwrap();
    }
}

/// Returns a market as a dataset, using only the library's public functions.
pub(crate) fn dataset(market: &Market) -> String {
    let mut toml = format!(
        "[market]\nname = {}\npublisher = {}\ncurrency = {}\nunit = {}\n",
        text(market.name()),
        text(market.publisher()),
        text(market.currency().code()),
        text(market.unit().name())
    );
    optional(&mut toml, "source", market.source());
    for point in market.points() {
        let own = point.figure.unit().map_or("", Unit::name);
        writeln!(
            toml,
            "[[value]]\nyear = {}\nsize = '{} {own}'",
            point.year,
            point.figure.digits()
        )
        .unwrap();
        optional(&mut toml, "source", point.source.as_deref());
    }
    if let Some(cagr) = market.cagr() {
        writeln!(toml, "[cagr]\nrate = '{}'", cagr.figure.digits()).unwrap();
        for (key, year) in [("from", cagr.from), ("to", cagr.to)] {
            if let Some(year) = year {
                writeln!(toml, "{key} = {year}").unwrap();
            }
        }
        optional(&mut toml, "source", cagr.source.as_deref());
    }
    write_parts(market, &mut toml);
    toml
}

fn write_parts(market: &Market, toml: &mut String) {
    for dimension in market.dimensions() {
        let (id, name) = (text(&dimension.id), text(&dimension.name));
        writeln!(toml, "[[dimension]]\nid = {id}\nname = {name}\nyear = {}", dimension.year)
            .unwrap();
        optional(toml, "largest", dimension.largest.as_deref());
        optional(toml, "fastest", dimension.fastest.as_deref());
        optional(toml, "source", dimension.source.as_deref());
        for segment in &dimension.segments {
            let (id, name) = (text(&segment.id), text(&segment.name));
            writeln!(toml, "[[dimension.segments]]\nid = {id}\nname = {name}").unwrap();
            optional(toml, "share", segment.share.as_ref().map(|(_, figure)| figure.digits()));
            optional(toml, "cagr", segment.cagr.as_ref().map(|(_, figure)| figure.digits()));
            optional(toml, "source", segment.source.as_deref());
        }
    }
    for series in market.series() {
        let (id, name) = (text(&series.id), text(&series.name));
        writeln!(toml, "[[series]]\nid = {id}\nname = {name}\nunit = {}", text(&series.unit))
            .unwrap();
        for point in &series.points {
            writeln!(
                toml,
                "[[series.points]]\nyear = {}\nvalue = {}",
                point.year,
                text(point.figure.digits())
            )
            .unwrap();
            optional(toml, "remark", point.remark.as_deref());
            optional(toml, "source", point.source.as_deref());
        }
    }
    for fact in market.facts() {
        let (id, name) = (text(&fact.id), text(&fact.name));
        let value = text(fact.figure.digits());
        writeln!(
            toml,
            "[[figure]]\nid = {id}\nname = {name}\nvalue = {value}\nunit = {}",
            text(&fact.unit)
        )
        .unwrap();
        optional(toml, "source", fact.source.as_deref());
    }
}

/// Returns a size in millions as printed in another unit, with the same digits.
fn in_unit(millions: &str, unit: Unit) -> String {
    let (whole, fraction) = millions.split_once('.').unwrap_or((millions, ""));
    let places = usize::from(unit.exponent()) - 6;
    let padded = format!("{whole:0>width$}", width = places + 1);
    let (above, below) = padded.split_at(padded.len() - places);
    match (below, fraction) {
        ("", "") => above.to_owned(),
        _ => format!("{above}.{below}{fraction}"),
    }
}

fn findings(text: &str) -> Result<Vec<Finding>, TestCaseError> {
    Ok(audit::check(&Market::from_toml(text)?)?)
}

fn sentences(findings: &[Finding]) -> Result<Vec<String>, TestCaseError> {
    let scale = Scale::new("USD".parse()?, Unit::Billion, 2);
    Ok(findings
        .iter()
        .map(|finding| wording::finding(finding, &scale, wording::Spelling::default()))
        .collect())
}

proptest! {
    #[test]
    fn a_dataset_that_is_written_and_read_again_is_the_same_market(model in model(), unit in select(Unit::ALL)) {
        let market = Market::from_toml(&model.written(unit.name(), str::to_owned))?;
        prop_assert_eq!(market.name(), &model.name);
        let printed: Vec<&str> = market.points().iter().map(|point| point.figure.digits()).collect();
        let sizes: Vec<&str> = model.sizes.iter().map(|(_, size)| size.as_str()).collect();
        prop_assert_eq!(printed, sizes);
        prop_assert_eq!(Market::from_toml(&dataset(&market))?, market);
    }

    #[test]
    fn the_verdict_does_not_depend_on_the_unit(model in model(), unit in select(Unit::ALL)) {
        let millions = findings(&model.written("million", str::to_owned))?;

        let own = format!("{unit}");
        let carried = findings(&model.written(&own, |size| format!("{size} million")))?;
        prop_assert_eq!(&carried, &millions);
        prop_assert_eq!(sentences(&carried)?, sentences(&millions)?);
        let printed = findings(&model.written(&own, |size| in_unit(size, unit)))?;
        let verdict = |finding: &Finding| {
            (finding.rule, finding.status, finding.subject.clone(), finding.stated.clone(), finding.computed.clone())
        };
        let verdicts = |all: &[Finding]| all.iter().map(verdict).collect::<Vec<_>>();
        prop_assert_eq!(verdicts(&printed), verdicts(&millions));
    }
}

#[test]
fn shipped_datasets_are_the_same_when_written_and_read_again() {
    for text in shipped() {
        let market = Market::from_toml(&text).unwrap();
        assert_eq!(Market::from_toml(&dataset(&market)).unwrap(), market);
    }
}

/// Returns every dataset in the repository.
pub(crate) fn shipped() -> Vec<String> {
    let root = File::new(env!("CARGO_MANIFEST_DIR"));
    let folders =
        ["data", "examples/markets"].map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let paths = folders.into_iter().flatten().map(|entry| entry.unwrap().path());
    let files = paths.filter(|path| path.is_file());
    let texts = files.map(|path| fs::read_to_string(path).unwrap());
    let texts: Vec<String> = texts.chain([super::fixtures::EMBEDDED.to_owned()]).collect();
    assert_eq!(texts.len(), 10);
    texts
}
