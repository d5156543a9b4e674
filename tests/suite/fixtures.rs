//! Data and helpers for several test modules.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use aiinfra::wording::{self, Names};
use aiinfra::{
    Course, Error, Given, Horizon, Input, Money, Note, Onward, Scale, Traced, Trajectory, Unit,
    Year,
};

pub(crate) fn billions(text: &str) -> Money {
    Money::parse(text, Unit::Billion).unwrap()
}

/// Returns a figure given in a question.
pub(crate) fn given<Quantity>(value: Quantity) -> Traced<Quantity> {
    Traced::given(value, Given { input: Input::Size, scenario: None })
}

pub(crate) fn year(number: u16) -> Year {
    Year::new(number).unwrap()
}

/// Returns notes as sentences.
pub(crate) fn sentences(notes: Vec<impl Into<Note>>, scale: &Scale) -> Vec<String> {
    notes
        .into_iter()
        .map(|note| wording::note(&note.into(), scale, Names::Options.into()))
        .collect()
}

/// Returns the sorted names of what is in a folder.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Returns the path through known sizes, which keeps its last growth rate afterward.
pub(crate) fn through(known: &[(Year, Money)], horizon: Horizon) -> Result<Trajectory, Error> {
    let known = known.iter().map(|(year, size)| (*year, given(size.clone()))).collect();
    Trajectory::new(&Course { known, growth: BTreeMap::new(), onward: Onward::Same }, horizon)
}

/// The complete embedded report.
pub(crate) const EMBEDDED: &str = concat!(
    include_str!("../../data/ai-infrastructure/sizes.toml"),
    include_str!("../../data/ai-infrastructure/details.toml")
);

/// A small report of another market.
pub(crate) const WIDGETS: &str = r#"
[market]
name = "Widgets"
publisher = "Example Research"
currency = "EUR"
unit = "million"

[[value]]
year = 2025
size = "120"

[[value]]
year = 2027
size = 145.2

[cagr]
rate = 10

[[dimension]]
id = "color"
name = "Color"
year = 2025
segments = [{ id = "red", name = "Red", share = "60%" }, { id = "blue", name = "Blue", share = 39.9 }]

[[series]]
id = "makers"
name = "Makers"
unit = "firms"
points = [{ year = 2024, value = 7 }, { year = 2025, value = "8" }]

[[figure]]
id = "weight"
name = "Weight"
value = "2.50"
unit = "grams"
"#;

/// A market that shrinks by a quarter every year, for fifty-one years.
pub(crate) const FALLING: &str = r#"
market = { name = "Film", publisher = "Example Research", currency = "USD", unit = "billion" }
value = [{ year = 2000, size = "10.06" }]
cagr = { rate = "-25", to = 2051 }
"#;
