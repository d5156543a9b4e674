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
    /// Whether it has ranges, shares of several years, and the other keys that most reports don't need.
    is_rich: bool,
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
        any::<bool>(),
    );
    model.prop_map(|(name, source, first, sizes, cagr, dimensions, series, is_rich)| Model {
        name,
        source,
        first,
        sizes,
        cagr,
        dimensions,
        series,
        is_rich,
    })
}

impl Model {
    /// Returns the dataset as TOML in that unit, with each size written by `size`.
    fn written(&self, unit: &str, size: impl Fn(&str) -> String) -> String {
        let mut toml = format!(
            "[market]\nname = {}\npublisher = 'P'\ncurrency = 'EUR'\nunit = '{unit}'\n",
            text(&self.name)
        );
        self.write_source(&mut toml);
        if self.is_rich {
            let base = self.first + if self.sizes.len() > 2 { self.sizes[0].0 } else { 0 };
            writeln!(toml, "edition = '2025-03'\nscope = 'a-b'\nbase = {base}").unwrap();
        }
        let mut year = self.first;
        for (gap, printed) in &self.sizes {
            let size = match self.is_rich && year == self.first {
                true => format!(
                    "{{ low = '{}', high = '{}' }}",
                    size(printed),
                    size(&format!("1{printed}"))
                ),
                false => format!("'{}'", size(printed)),
            };
            writeln!(toml, "[[value]]\nyear = {year}\nsize = {size}").unwrap();
            self.write_source(&mut toml);
            year += gap;
        }
        if let Some((rate, from)) = &self.cagr {
            writeln!(toml, "[cagr]\nrate = '{}'", &rate[..rate.len().min(5)].trim_end_matches('.'))
                .unwrap();
            if let Some(from) = from {
                let span: u16 = self.sizes.iter().rev().skip(1).map(|(gap, _)| gap).sum();
                let last = self.first + span;
                let from = if self.is_rich { last - 1 } else { self.first + from % span };
                writeln!(toml, "from = {from}\nto = {last}").unwrap();
            }
            self.write_source(&mut toml);
        }
        for (at, segments) in self.dimensions.iter().enumerate() {
            self.write_dimension(&mut toml, at, segments);
        }
        self.write_series(&mut toml);
        for (at, value) in self.series.iter().enumerate() {
            let (name, value) = (text(&self.name), text(&value.to_string()));
            let value = match (self.is_rich, at) {
                (true, 0) => format!("{{ above = {value} }}"),
                (true, 1) => format!("{{ low = '-9', high = {value} }}"),
                _ => value,
            };
            writeln!(
                toml,
                "[[figure]]\nid = 'f{at}'\nname = {name}\nvalue = {value}\nunit = {name}"
            )
            .unwrap();
            self.write_source(&mut toml);
        }
        toml
    }

    fn write_source(&self, toml: &mut String) {
        if let Some(source) = &self.source {
            writeln!(toml, "source = {}", text(source)).unwrap();
        }
    }

    /// Returns the source as the last key of an inline table.
    fn inline_source(&self) -> String {
        self.source
            .as_ref()
            .map_or_else(String::new, |source| format!(", source = {}", text(source)))
    }

    fn write_series(&self, toml: &mut String) {
        let (name, source) = (text(&self.name), self.inline_source());
        let point = |(value, year)| {
            format!("{{ year = {year}, value = {value}, remark = {name}{source} }}")
        };
        let points: Vec<String> = self.series.iter().zip(self.first..).map(point).collect();
        writeln!(
            toml,
            "[[series]]\nid = 's'\nname = {name}\nunit = {name}\npoints = [{}]",
            points.join(", ")
        )
        .unwrap();
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
                let (name, source) = (text(&self.name), self.inline_source());
                let share = match self.is_rich {
                    true => format!(
                        "shares = {{ {} = '{share}', {} = '{share}' }}",
                        self.first,
                        self.first + 9
                    ),
                    false => format!("share = '{share}'"),
                };
                format!("{{ id = 's{id}', name = {name}, {share}{cagr}{source} }}")
            })
            .collect();
        writeln!(
            toml,
            "[[dimension]]\nid = 'd{at}'\nname = {}\n{}\nlargest = 's0'\nfastest = 's0'\nsegments = [{}]",
            text(&self.name),
            match (self.is_rich, at) {
                (false, _) => format!("year = {}", self.first),
                (true, 0) => String::new(),
                (true, _) => "of = 'd0/s0'".to_owned(),
            },
            written.join(", ")
        )
        .unwrap();
        self.write_source(toml);
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
        let skipped = usize::from(model.is_rich);
        prop_assert_eq!(&printed[skipped..], &sizes[skipped..]);
        prop_assert_eq!(Market::from_toml(&market.to_toml())?, market);
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

/// Returns the lines of a dataset without comments and without more than one empty line in a row.
fn without_comments(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    text.trim_start().replace("\n\n\n", "\n\n")
}

#[test]
fn shipped_datasets_are_the_same_when_written_and_read_again() {
    for text in shipped() {
        let market = Market::from_toml(&text).unwrap();
        assert_eq!(Market::from_toml(&market.to_toml()).unwrap(), market);
        // The template explains keys at the end of lines.
        if !text.contains("  #") {
            assert_eq!(market.to_toml(), without_comments(&text));
        }
    }
}

#[test]
fn the_embedded_report_is_written_as_it_is_kept() {
    let written = Market::embedded().unwrap().to_toml();
    assert_eq!(written, without_comments(super::fixtures::EMBEDDED));
}

#[test]
fn text_is_quoted_and_figures_keep_their_digits_and_units() {
    let text = r#"
value = [{ year = 2025, size = "0.620 million" }, { year = 2030, size = 1.20, source = "C:\\reports \"AI\"" }]
market = { name = 'say "AI" \ 人工智能', publisher = "it's # 1 = [x]", currency = "eur", unit = "bn" }
"#;
    let written = r#"[market]
name = "say \"AI\" \\ 人工智能"
publisher = "it's # 1 = [x]"
currency = "EUR"
unit = "billion"

[[value]]
year = 2025
size = "0.620mn"

[[value]]
year = 2030
size = "1.20"
source = "C:\\reports \"AI\""
"#;
    assert_eq!(Market::from_toml(text).unwrap().to_toml(), written);
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
    assert_eq!(texts.len(), 14);
    texts
}
