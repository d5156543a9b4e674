//! Law: the output of `batch` is that of exact arithmetic. It does not depend on how the input is split into blocks, on
//! the number of threads, or on whether rows are scanned, cut into cells or written as JSON objects.
#![no_main]

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::LazyLock;

use aiinfra::batch::{self, Answer, Batch, Blocks, Header, Layout, Options, Syntax};
use aiinfra::{Follow, Market, Money, Outlook, Scenario, Unit, Year, scenario};
use aiinfra_fuzz::{check_error, choices};
use libfuzzer_sys::fuzz_target;
use serde_json::value::RawValue;

/// A market with a short forecast, which is faster to compute, and the built-in one.
static MARKETS: LazyLock<[Market; 2]> =
    LazyLock::new(|| [Market::from_toml(SHORT).unwrap(), Market::embedded().unwrap()]);

const SHORT: &str = r#"
market = { name = "Widgets", publisher = "P", currency = "EUR", unit = "million" }
value = [{ year = 2026, size = "120" }, { year = 2028, size = "145.2" }]
cagr = { rate = "9.95" }
"#;

/// An input that returns at most `size` bytes per read.
struct Pieces {
    bytes: Vec<u8>,
    at: usize,
    size: usize,
}

impl Pieces {
    /// Allows about ten pieces at most, since each read first fills 64 KiB with zeros, which takes time.
    fn new(bytes: &[u8], size: usize) -> Self {
        Self { bytes: bytes.to_vec(), at: 0, size: size.max(bytes.len() / 10) }
    }
}

impl Read for Pieces {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let rest = &self.bytes[self.at..];
        let length = rest.len().min(self.size).min(room.len());
        room[..length].copy_from_slice(&rest[..length]);
        self.at += length;
        Ok(length)
    }
}

/// The outcome of a batch.
#[derive(Debug, Default, PartialEq)]
struct Outcome {
    text: Vec<u8>,
    rows: u64,
    left_out: u64,
    /// The first errors, each with its line.
    faults: Vec<(u64, String)>,
}

impl Outcome {
    /// Adds the answer to a block that begins after `lines` lines. Breaks off at an error, unless errors are skipped.
    fn add(&mut self, answer: &Answer, lines: &mut u64, skips: bool) -> ControlFlow<()> {
        self.text.extend_from_slice(answer.as_bytes());
        self.rows += answer.rows;
        self.left_out += answer.left_out;
        for fault in &answer.faults {
            check_error(&fault.error);
            self.faults.push((*lines + fault.line, fault.error.to_string()));
        }
        self.faults.truncate(Answer::MOST_FAULTS);
        *lines += answer.lines;
        if answer.faults.is_empty() || skips {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }
}

/// Answers all rows as one block.
fn run_at_once(batch: &Batch, mut rows: &[u8], skips: bool) -> Outcome {
    let (mut outcome, mut lines, mut answer) = (Outcome::default(), 0, Answer::default());
    while !rows.is_empty() {
        rows = batch.answer(rows, &mut answer);
        if outcome.add(&answer, &mut lines, skips).is_break() {
            break;
        }
    }
    outcome
}

/// Answers rows in blocks as they are read.
fn run_in_blocks(batch: &Batch, blocks: Blocks<Pieces>, threads: usize, skips: bool) -> Outcome {
    let (mut outcome, mut lines) = (Outcome::default(), 0);
    let ended = batch::run(batch, blocks, threads, |answer| outcome.add(answer, &mut lines, skips));
    assert!(ended.is_ok(), "{ended:?}");
    outcome
}

fn options(choices: [u8; 2]) -> Options {
    let [shape, digits] = choices;
    let bit = |place: u8| shape >> place & 1 == 1;
    let syntaxes = [Syntax::AsRead, Syntax::AsRead, Syntax::Separated(b'\t'), Syntax::Json];
    let units = [None, Some(Unit::Million), Some(Unit::Billion), Some(Unit::Trillion)];
    Options {
        follow: if bit(0) { Follow::Cagr } else { Follow::Sizes },
        layout: if bit(1) { Layout::Long } else { Layout::Wide },
        syntax: syntaxes[usize::from(shape >> 2 & 3)],
        unit: units[usize::from(shape >> 4 & 3)],
        // 21 decimals are rejected, and 22 stands for full precision.
        digits: Some(digits % 23).filter(|digits| *digits < 22),
        skips_faults: bit(6),
        from: bit(7).then(|| "2027".parse().unwrap()),
        to: None,
        ..Options::default()
    }
}

/// A row as a JSON object, with the text of each value.
type Object<'a> = BTreeMap<String, &'a RawValue>;

/// The value of a column, or `None` if it is empty or missing.
fn value(object: &Object<'_>, column: &str) -> Option<String> {
    let raw = object.iter().find(|(key, _)| key.to_lowercase() == column)?.1.get();
    let text = serde_json::from_str::<String>(raw).unwrap_or_else(|_| raw.to_owned());
    Some(text.trim_ascii().to_owned()).filter(|text| !text.is_empty() && raw != "null")
}

/// The scenario with the growth, the actuals and the shape of a row's cells, which a scenario file reads in the same way.
fn with_years(common: Scenario, object: &Object<'_>, market: &Market) -> Scenario {
    let cell = |column| value(object, column).unwrap_or_default().replace('"', "\"\"");
    let [growth, actual, shape] = ["growth", "actual", "shape"].map(cell);
    let text = format!("scenario,growth,actual,shape\na,\"{growth}\",\"{actual}\",\"{shape}\"\n");
    scenario::read(&text, &common, market).unwrap().remove(0).1
}

/// The rest of the text after the first occurrence of `piece`.
fn after<'a>(text: &'a [u8], piece: &[u8]) -> &'a [u8] {
    let at = text.windows(piece.len()).position(|window| window == piece);
    let at = at.unwrap_or_else(|| panic!("no {:?}", String::from_utf8_lossy(piece)));
    &text[at + piece.len()..]
}

/// The settings of a run, to compute its expected sizes.
struct Case<'a> {
    market: &'a Market,
    options: Options,
    header: Header,
    years: Vec<Year>,
}

impl Case<'_> {
    /// The sizes of a row, computed in exact arithmetic.
    fn exact_sizes(&self, object: &Object<'_>) -> Vec<String> {
        let base =
            value(object, "base").map(|text| Money::parse(&text, self.market.unit()).unwrap());
        let outlook = match (value(object, "cagr"), value(object, "target")) {
            (Some(cagr), _) => Outlook::Cagr(cagr.parse().unwrap()),
            (_, Some(target)) => Outlook::target(&target, self.market).unwrap(),
            _ => Outlook::OwnGrowth,
        };
        let common = Scenario { follow: self.options.follow, base, outlook, ..Scenario::default() };
        let scenario = with_years(common, object, self.market);
        let forecast = scenario.trajectory(self.market).unwrap();
        let unit = self.options.unit.unwrap_or(self.market.unit());
        let text = |year: &Year| {
            let size = forecast.size(*year).unwrap().in_unit(unit);
            self.options.digits.map_or_else(|| size.to_shortest(), |digits| size.to_fixed(digits))
        };
        self.years.iter().map(text).collect()
    }

    /// The end of each output line of a row with these sizes.
    fn ends(&self, sizes: &[&str]) -> Vec<String> {
        let to = char::from(match self.options.syntax {
            Syntax::Separated(to) => to,
            Syntax::AsRead | Syntax::Json => self.header.separator(),
        });
        let newline = if self.header.as_bytes().ends_with(b"\r\n") { "\r\n" } else { "\n" };
        let lines = self.years.iter().zip(sizes).map(|(year, size)| match self.options.layout {
            Layout::Wide => format!("{to}{size}"),
            _ => format!("{to}{year}{to}{size}{newline}"),
        });
        match self.options.layout {
            Layout::Wide => vec![lines.collect::<String>() + newline],
            _ => lines.collect(),
        }
    }

    /// Asserts that every row has the same sizes as its JSON object, and that those of one row are exact.
    fn check(&self, objects: &[u8], text: &[u8], which: u8) {
        let lines: Vec<&[u8]> =
            objects.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
        let mut rest = text;
        for (at, line) in lines.iter().enumerate() {
            let object: Object<'_> = serde_json::from_slice(line).unwrap();
            let sizes: Vec<&str> =
                self.years.iter().map(|year| object[&year.to_string()].get()).collect();
            if self.options.syntax != Syntax::Json {
                rest = self.ends(&sizes).iter().fold(rest, |rest, end| after(rest, end.as_bytes()));
            }
            if at == usize::from(which) % lines.len() {
                assert_eq!(sizes, self.exact_sizes(&object), "{}", String::from_utf8_lossy(line));
            }
        }
    }
}

/// The choices are the bytes per read; the market, row, threads and separator; the output format; and the decimals.
fn check(bytes: &[u8], [size, which, shape, digits]: [u8; 4]) {
    let (market, options) = (&MARKETS[usize::from(which >> 1 & 1)], options([shape, digits]));
    let separator = [None, None, Some(b'|'), Some(b';')][usize::from(which >> 6)];
    let mut blocks = Blocks::new(Pieces::new(bytes, usize::from(size) + 1));
    let found = blocks.header(separator);
    let whole = [bytes, if bytes.ends_with(b"\n") { b"" } else { b"\n" }].concat();
    // If the file is empty or its header is incomplete, there is nothing to test.
    let Some(header) = Header::read(&whole, separator).filter(|_| !bytes.is_empty()) else {
        return;
    };
    let same = found.unwrap().unwrap();
    assert_eq!((same.as_bytes(), same.separator()), (header.as_bytes(), header.separator()));
    let batch = match Batch::new(&header, market.clone(), &options) {
        Ok(batch) => batch,
        Err(error) => return check_error(&error),
    };
    let rows = &whole[header.as_bytes().len()..];
    let outcome = run_at_once(&batch, rows, options.skips_faults);
    // Threads take time to start, so few runs use several.
    let threads = if which & 0x3c == 0x3c { 3 } else { 1 };
    let in_blocks = run_in_blocks(&batch, blocks, threads, options.skips_faults);
    assert_eq!(in_blocks, outcome, "{size} bytes at once");
    let as_objects = Options { syntax: Syntax::Json, layout: Layout::Wide, ..options };
    if let Ok(batch) = Batch::new(&header, market.clone(), &as_objects) {
        let objects = run_at_once(&batch, rows, options.skips_faults);
        assert!(objects.rows == outcome.rows || std::str::from_utf8(bytes).is_err());
        let years = options.years(market).unwrap().years().collect();
        Case { market, options, header, years }.check(&objects.text, &outcome.text, which >> 1);
    }
}

fuzz_target!(|data: &[u8]| {
    if let Some((choices, bytes)) = choices(data) {
        check(bytes, choices);
    }
});
