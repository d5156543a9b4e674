//! Tests of workbooks about random reports and random questions.

use std::fs;
use std::path::Path;

use super::program::{is_installed, run};
use super::random::Random;
use super::workbook::{Workbook, recalculated};
use super::workbook_formulas::differences;

/// The number of workbooks.
const COUNT: usize = 100;

impl Random {
    /// Returns one of several texts.
    fn pick<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts[usize::try_from(self.within(0..=texts.len() as u64 - 1)).unwrap()]
    }

    /// Returns a number between two, in hundredths.
    fn hundredths(&mut self, low: i64, high: i64) -> f64 {
        let steps = self.within(0..=u64::try_from((high - low) * 100).unwrap());
        low as f64 + steps as f64 / 100.0
    }
}

/// A report with a first and a last year.
struct Report {
    text: String,
    base: f64,
    first: u64,
    last: u64,
    end: f64,
}

fn report(random: &mut Random) -> Report {
    let (first, unit) = (random.within(2015..=2025), random.pick(&["million", "billion"]));
    let base = random.hundredths(2, 900);
    let mut text = format!(
        "[market]\nname = 'M'\npublisher = 'P'\ncurrency = 'USD'\nunit = '{unit}'\n\
         [[value]]\nyear = {first}\nsize = '{base:.2}'\n"
    );
    let (mut last, mut end) = (first, base);
    for _ in 0..random.within(1..=3) {
        let passed = random.within(1..=6);
        last += passed;
        let rate = random.hundredths(-15, 60);
        end = ((end * (1.0 + rate / 100.0).powi(i32::try_from(passed).unwrap())) * 100.0)
            .round()
            .max(100.0)
            / 100.0;
        text.push_str(&format!("[[value]]\nyear = {last}\nsize = '{end:.2}'\n"));
    }
    let stated = random.hundredths(1, 50);
    text.push_str(&format!("[cagr]\nrate = '{stated:.2}'\nfrom = {first}\nto = {last}\n"));
    let (one, other) = (random.within(1..=60), random.within(1..=38));
    text.push_str(&format!(
        "[[dimension]]\nid = 'kind'\nname = 'Kind'\nyear = {first}\nsegments = [\
         {{ id = 'a', name = 'A', share = '{one}' }}, {{ id = 'b', name = 'B', share = '{other}' }}, \
         {{ id = 'c', name = 'C', share = '{}' }}]\n",
        100 - one - other
    ));
    Report { text, base, first, last, end }
}

/// Returns options that change the forecast. Some contradict each other.
fn what_ifs(report: &Report, random: &mut Random) -> String {
    let mut options = String::new();
    let year = random.within(report.first + 1..=report.last);
    let (size, rate) = (report.base * random.hundredths(1, 4), random.hundredths(-10, 45));
    for _ in 0..random.within(0..=2) {
        let option = match random.within(0..=9) {
            0 => format!("--cagr={rate:.2}"),
            1 => format!("--base {size:.2}"),
            2 => format!("--actual {year}={size:.2}"),
            3 => format!("--target {year}={size:.2}"),
            4 => format!("--growth {year}={rate:.2}"),
            5 => format!("--shape {}", random.pick(&["steps", "fade=7.77", "fade=-3.21"])),
            6 => format!("--shape ceiling={:.2}", report.end.max(size) * random.hundredths(2, 4)),
            7 => format!("--extend {}", report.last + random.within(1..=9)),
            8 => "--follow cagr".to_owned(),
            _ => "--keep end".to_owned(),
        };
        options.push(' ');
        options.push_str(&option);
    }
    options
}

/// Returns a question about a report.
fn question(report: &Report, random: &mut Random) -> String {
    let year = random.within(report.first + 1..=report.last);
    let size = report.base * random.hundredths(1, 6);
    let (low, high) = (report.base * 0.875, report.base * 1.1875);
    let columns = random.pick(&["", "--columns size,growth,change,index,cumulative,cagr"]);
    let layout = random.pick(&["", "--layout long", "--layout wide"]);
    let what_ifs = what_ifs(report, random);
    let first = report.first;
    match random.within(0..=9) {
        0 | 1 => format!("forecast {columns} {layout}{what_ifs}"),
        2 => format!("segments --from {first} {columns} {layout}{what_ifs}"),
        3 => format!("segments --from {first} --segment-cagr a=21.21 {layout}{what_ifs}"),
        4 => format!("compare --scenario x=12.34 --scenario y=-3.21 {columns} {layout}{what_ifs}"),
        5 => format!("goal {size:.2} --year {year}{what_ifs}"),
        6 => format!("when {size:.2}{what_ifs}"),
        7 => format!("range --base {low:.2}..{high:.2} --cagr 5.55..17.77 --reach {size:.2}"),
        8 => format!("sensitivity --year {year} --base {low:.2}..{high:.2}"),
        _ => format!("sweep --cagr 5.55,17.77 --base {low:.2},{high:.2} --year {year}"),
    }
}

/// Returns a call about a report in that folder, which the program answers.
fn call(folder: &Path, random: &mut Random, number: usize) -> String {
    loop {
        let report = report(random);
        let file = folder.join(format!("{number}.toml"));
        fs::write(&file, &report.text).unwrap();
        let terms = match random.within(0..=3) {
            0 => " --currency EUR --exchange EUR=1.085",
            1 => " --deflate 2.55",
            _ => "",
        };
        let question = question(&report, random);
        let call = format!("{question}{terms} --data {}", file.display());
        if run(&call).code == Some(0) {
            return call;
        }
    }
}

#[test]
fn libreoffice_computes_random_workbooks_alike() {
    if !is_installed("soffice") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random(20_241_129);
    let calls: Vec<String> =
        (0..COUNT).map(|number| call(folder.path(), &mut random, number)).collect();
    let books: Vec<Workbook> = calls.iter().map(|call| Workbook::of(call)).collect();
    let stripped: Vec<Workbook> = books.iter().map(Workbook::stripped).collect();
    let mut others = Vec::new();
    for (number, computed) in recalculated(&stripped).iter().enumerate() {
        let (call, text) = (&calls[number], folder.path().join(format!("{number}.toml")));
        for other in differences(&books[number], computed) {
            others.push(format!("{call}: {other}\n{}", fs::read_to_string(&text).unwrap()));
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}
