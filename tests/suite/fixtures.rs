//! Data and helpers for several test modules.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use aiinfra::wording::{self, Names};
use aiinfra::{
    Course, Decimal, Error, Given, Horizon, Input, Money, Note, Onward, Scale, Traced, Trajectory,
    Unit, Year,
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

/// Returns pairs of numbers from 0.1 to 1 that differ only in the last of eighty digits, the lower one first.
pub(crate) fn nearly_equal() -> impl Iterator<Item = [Decimal; 2]> {
    let quarter: Decimal = "0.00000000000000000001".parse().unwrap();
    let half = &quarter * &quarter;
    let step = &half * &half;
    (11..100).flat_map(|number| (1..=8).map(move |steps| (number, steps))).map(
        move |(number, steps)| {
            let low = &Decimal::from(number) / &Decimal::from(101);
            let high = &low + &(&step * &Decimal::from(steps));
            [low, high]
        },
    )
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

/// A market whose segments have shares and sizes of several years, and segments of their own.
pub(crate) const SERVERS: &str = r#"
[market]
name = "AI servers"
publisher = "Example Research"
currency = "USD"
unit = "billion"
base = 2024

[[value]]
year = 2022
size = "30.1"

[[value]]
year = 2024
size = { low = "45", high = "50" }

[[value]]
year = 2025
size = "62.3"

[[value]]
year = 2030
size = "210.7"

[[dimension]]
id = "offering"
name = "Offering"
segments = [
  { id = "hardware", name = "Hardware", shares = { 2025 = "60", 2030 = "50" } },
  { id = "software", name = "Software", shares = { 2025 = "40", 2030 = "50" } },
]

[[dimension]]
id = "server-type"
name = "Server type"
of = "offering/hardware"
segments = [
  { id = "gpu", name = "GPU servers", shares = { 2025 = "28.4", 2030 = "32.8" } },
  { id = "cpu", name = "CPU servers", sizes = { 2025 = "17.7", 2030 = "61.2" }, cagr = { low = "28", high = "30" } },
]

[[dimension]]
id = "architecture"
name = "Architecture"
of = "server-type/cpu"
year = 2025
segments = [
  { id = "x86", name = "x86", share = "70", cagr = "25" },
  { id = "arm", name = "Arm", share = "30", cagr = "35" },
]

[[dimension]]
id = "cooling"
name = "Cooling"
segments = [
  { id = "air", name = "Air", shares = { 2025 = "70", 2030 = "50.5" } },
  { id = "liquid", name = "Liquid", shares = { 2025 = "20", 2030 = "49.6" } },
]

[[dimension]]
id = "channel"
name = "Channel"
year = 2025
segments = [{ id = "direct", name = "Direct" }, { id = "partner", name = "Partner" }]

[[dimension]]
id = "partner-type"
name = "Partner type"
of = "channel/partner"
year = 2025
segments = [{ id = "distributor", name = "Distributor", share = "60" }]
"#;
