//! Law: every format writes every table, the same bytes each time, or returns an error. Whatever the names in it, pictures
//! are well-formed XML, pages contain only elements of their own, objects are JSON, the rows of separated values have
//! as many cells as the header, and no cell is a formula.
#![no_main]

use std::collections::HashSet;
use std::sync::LazyLock;

use aiinfra::render::{DimensionTables, FORMATS, Format, Report, SizeScale, Style};
use aiinfra::wording::Verbosity;
use aiinfra::{
    About, Cell, Column, Error, Follow, Given, Input, Layout, Market, Money, Note, Role, Scenario,
    Share, Table, Tone, Totals, Traced, Trajectory, Unit, View, Year, is_active,
};
use aiinfra_fuzz::{Bytes, check_error, choices, is_one_in};
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/suite/drawn.rs"]
#[allow(dead_code, reason = "the tests use all of it")]
mod drawn;

static MARKET: LazyLock<Market> = LazyLock::new(|| Market::embedded().unwrap());
/// The number of bytes before the names.
const NUMBERS: usize = 48;

static FORECAST: LazyLock<Trajectory> =
    LazyLock::new(|| Trajectory::published(&MARKET, Follow::Sizes).unwrap());

static NOTES: LazyLock<Vec<Note>> = LazyLock::new(|| {
    let notes = Scenario::default().notes(&MARKET, FORECAST.horizon().last());
    notes.unwrap().into_iter().map(Note::from).collect()
});

/// Makes tables of the input: numbers from its bytes, and names from its lines.
struct Maker<'a> {
    bytes: Bytes<'a>,
    names: Vec<String>,
}

impl<'a> Maker<'a> {
    /// The names are what follows the numbers. Datasets refuse characters that act on a terminal.
    fn new(data: &'a [u8]) -> Self {
        let (numbers, text) = data.split_at(data.len().min(NUMBERS));
        let text = String::from_utf8_lossy(text).replace(|c| c != '\n' && is_active(c), " ");
        Self { bytes: Bytes(numbers), names: text.split('\n').map(str::to_owned).collect() }
    }

    fn name(&mut self) -> String {
        let at = usize::from(self.bytes.byte());
        self.names[at % self.names.len()].clone()
    }

    fn size(&mut self) -> Cell {
        let given = Given { input: Input::Size, scenario: None };
        match Money::parse(&self.bytes.number(), Unit::Million) {
            Ok(size) => Cell::from(&Traced::given(size, given)),
            Err(_) => Cell::Empty,
        }
    }

    fn share(&mut self) -> Cell {
        let given = Given { input: Input::SegmentShare("a".to_owned()), scenario: None };
        match format!("{}", self.bytes.up_to(100)).parse::<Share>() {
            Ok(share) => Cell::from(&Traced::given(share, given)),
            Err(_) => Cell::Empty,
        }
    }
}

/// What a column holds.
type Fill<'a> = fn(&mut Maker<'a>) -> Cell;

impl<'a> Maker<'a> {
    /// Returns measures of one kind: sizes, shares, the bounds of a range, or sizes with their change and text.
    fn measures(&mut self) -> Vec<(Column, Fill<'a>)> {
        let (currency, unit) = (MARKET.currency(), MARKET.unit());
        let money = |what: &str| Column::money(what, currency, unit);
        let [size, share, compared, words, printed]: [Fill<'a>; 5] =
            [Self::size, Self::share, Self::compared, Self::words, Self::printed];
        match self.bytes.up_to(4) {
            0 => vec![(money("value"), size)],
            1 => vec![(Column::percent("share", "Share"), share)],
            2 => ["p5", "p50", "p95"].map(|what| (money(what).bound(), size)).into(),
            3 => {
                let growth = Column::percent("growth", "Growth").minor();
                vec![(money("value"), size), (growth, compared)]
            }
            _ => vec![
                (money("value"), size),
                (money("goal").goal(), size),
                (Column::text("note", &self.name()), words),
                (Column::number("printed", "Printed"), printed),
            ],
        }
    }

    fn printed(&mut self) -> Cell {
        Cell::Printed(self.bytes.number())
    }

    fn compared(&mut self) -> Cell {
        match (self.size(), self.share()) {
            (Cell::Figure(figure), Cell::Figure(change)) => Cell::Compared { figure, change },
            _ => Cell::Empty,
        }
    }

    /// Returns text, a name, or a rating, whose words are always the program's own.
    fn words(&mut self) -> Cell {
        match self.bytes.up_to(2) {
            0 => Cell::Text(self.name()),
            1 => Cell::Rated { text: "warn".to_owned(), tone: Tone::Doubtful },
            _ => Cell::named(&self.name(), &self.name()),
        }
    }

    /// Returns the columns that name a row's series, and its axis.
    fn keys(&mut self, with_axis: bool) -> Vec<Column> {
        let series = ["scenario", "segment"].into_iter().take(self.bytes.up_to(2).into());
        let mut keys: Vec<Column> =
            series.map(|key| Column::text(key, &self.name()).series()).collect();
        keys.extend(with_axis.then(Column::year));
        keys
    }

    /// Returns a table with a row for each series in each year.
    fn table(&mut self) -> Table {
        let years = if self.bytes.up_to(7) == 0 { 0 } else { u16::from(self.bytes.up_to(3)) + 1 };
        let keys = self.keys(years > 0);
        let measures = self.measures();
        let has_series = keys.iter().any(|column| column.role == Role::Series);
        let series = if has_series { usize::from(self.bytes.up_to(3)) + 1 } else { 1 };
        let mut rows = Vec::new();
        for _ in 0..series {
            let names: Vec<Cell> = keys
                .iter()
                .filter(|column| column.role == Role::Series)
                .map(|_| Cell::Text(self.name()))
                .collect();
            for year in 0..years.max(1) {
                let year = (years > 0).then(|| Cell::Year(Year::new(2024 + year).unwrap()));
                let measured = measures.iter().map(|(_, fill)| fill(self));
                rows.push(names.iter().cloned().chain(year).chain(measured).collect::<Vec<_>>());
            }
        }
        let columns =
            keys.into_iter().chain(measures.into_iter().map(|(column, _)| column)).collect();
        let terms = (MARKET.currency().clone(), MARKET.unit());
        let totals =
            (self.bytes.up_to(3) == 0).then(|| Totals { series, rows: rows.clone().into() });
        let about = About { publisher: self.name(), market: self.name(), ..About::default() };
        Table {
            series,
            totals,
            view: self.view(),
            notes: NOTES.clone(),
            ..Table::new(about, terms, columns, rows)
        }
    }

    fn view(&mut self) -> View {
        match self.bytes.up_to(4) {
            0 => View::Wide { baseline: None },
            1 => View::Wide { baseline: Some(self.name()) },
            2 => View::Captioned { unit: self.name() },
            _ => View::Long,
        }
    }

    fn report(&mut self) -> Report {
        let dimension =
            DimensionTables { name: self.name(), sizes: self.table(), shares: self.table() };
        Report {
            forecast: self.table(),
            dimensions: vec![dimension],
            comparison: (self.bytes.up_to(1) == 0).then(|| self.table()),
            range: None,
            check: self.table(),
            sources: self.table(),
            workbook: Some(self.name()),
        }
    }
}

fn style([look, size, digits]: [u8; 3]) -> Style {
    let bit = |place: u8| look >> place & 1 == 1;
    Style {
        digits: Some(digits % 25).filter(|digits| *digits < 21),
        color: bit(0),
        excel: bit(1),
        decimal_comma: bit(2),
        explains: bit(3),
        notes: [None, None, Some(Verbosity::Full), Some(Verbosity::None)]
            .get(usize::from(digits >> 6))
            .copied()
            .flatten(),
        layout: Layout::ALL.get(usize::from(look >> 4 & 3)).copied(),
        width: bit(6).then(|| usize::from(size)),
        pixels: (bit(6).then(|| 320 + u32::from(size)), bit(7).then(|| 240 + u32::from(size))),
        size_scale: SizeScale::ALL[usize::from(bit(7))],
        ascii: bit(2),
        ..Style::default()
    }
}

/// The elements of pages, and of the pictures in them.
static ELEMENTS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let names = "a b bdi body caption circle code desc div figcaption figure footer g h1 h2 h3 head header html li \
                 line main meta nav ol p path pre rect section span strong style svg table tbody td text th thead \
                 title tr tspan ul";
    names.split(' ').collect()
});

/// Asserts that every tag is one of ours, without a handler of events, and that every other `<` is escaped.
fn check_page(page: &str) {
    for tag in page.split('<').skip(1) {
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
        let is_ours = name.is_some_and(|name| ELEMENTS.contains(name));
        assert!(is_ours || tag.starts_with("!doctype html>"), "<{tag}");
        let inside = tag.split_once('>').expect("an end of the tag").0;
        assert!(inside.split('"').step_by(2).all(|names| !names.contains(" on")), "<{inside}");
    }
}

/// Asserts that rows have as many cells as the header, of which none is a formula.
fn check_cells(text: &str, style: Style, separator: u8) {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    for record in reader.records() {
        for cell in &record.expect("as many cells as the header") {
            let cell = if style.decimal_comma { cell.replace(',', ".") } else { cell.to_owned() };
            let start =
                cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\u{feff}');
            let is_number = cell.parse::<f64>().is_ok();
            assert!(
                is_number || !start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']),
                "{cell:?}"
            );
        }
    }
}

fn check_json(text: &str) {
    serde_json::from_str::<serde_json::Value>(text).expect(text);
}

fn check_text(text: &str, style: Style) {
    let is_allowed = |c: char| c == '\n' || (c == '\u{1b}' && style.color) || !is_active(c);
    assert!(text.chars().all(is_allowed), "{text:?}");
}

/// Returns what is written, and, if `twice`, asserts that it is the same a second time.
fn written(twice: bool, write: impl Fn() -> Result<Vec<u8>, Error>) -> Option<Vec<u8>> {
    match write() {
        Ok(bytes) => {
            assert!(!twice || bytes == write().unwrap(), "the second time is not like the first");
            Some(bytes)
        }
        Err(error) => {
            check_error(&error);
            None
        }
    }
}

fn check_table(table: &Table, format: &Format, twice: bool, style: Style) {
    let Some(bytes) = written(twice, || format.write(table, style)) else { return };
    if format.is_binary {
        return assert!(bytes.starts_with(b"PK"));
    }
    let text = String::from_utf8(bytes).expect("text");
    match format.name {
        "svg" => drop(drawn::parse(&text)),
        "html" => check_page(&text),
        "json" => check_json(&text),
        "ndjson" => text.lines().for_each(check_json),
        "csv" => check_cells(&text, style, if style.decimal_comma { b';' } else { b',' }),
        "tsv" => check_cells(&text, style, b'\t'),
        _ => check_text(&text, style),
    }
}

fuzz_target!(|data: &[u8]| {
    let Some(([which, look, size, digits], rest)) = choices(data) else { return };
    let style = style([look, size, digits]);
    let mut maker = Maker::new(rest);
    // Pages, workbooks, and a second look take longest.
    let takes_long = is_one_in(8, data);
    if is_one_in(25, data) {
        let report = maker.report();
        let page = written(takes_long, || report.to_html(style));
        return page
            .into_iter()
            .for_each(|page| check_page(&String::from_utf8(page).expect("text")));
    }
    let formats: Vec<&Format> =
        FORMATS.iter().filter(|format| takes_long || !format.is_binary).collect();
    let format = formats[usize::from(which) % formats.len()];
    check_table(&maker.table(), format, takes_long, style);
});
