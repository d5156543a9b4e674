//! Tests of changed inputs: a workbook with another number gives the answer to a call with that number.

use std::fs;
use std::path::Path;

use super::fixtures::EMBEDDED;
use super::program::is_installed;
use super::workbook::{Workbook, recalculated};
use super::workbook_formulas::differences;

/// The name of an input, and a number.
type Input = (&'static str, &'static str);

/// A change of inputs in a workbook, and the call that it corresponds to.
#[derive(Clone)]
struct Edit {
    call: String,
    /// The names of inputs, and their new numbers.
    numbers: Vec<Input>,
    same: String,
}

fn edit(call: &str, numbers: &[Input], same: &str) -> Edit {
    Edit { call: call.to_owned(), numbers: numbers.to_vec(), same: same.to_owned() }
}

/// Changes of what a report publishes or a call gives, and the call that gives the same.
const EDITS: [(&str, &[Input], &str); 10] = [
    ("forecast", &[("base_2024", "50")], "forecast --base 50 --keep end"),
    ("forecast", &[("size_2034", "600")], "forecast --target 600"),
    ("forecast --follow cagr", &[("stated_cagr", "0.3")], "forecast --cagr 30"),
    (
        "forecast --unit million",
        &[("base_2024", "50000")],
        "forecast --base 50 --keep end --unit million",
    ),
    (
        "forecast --extend 2040 --layout tidy",
        &[("base_2024", "50")],
        "forecast --base 50 --keep end --extend 2040 --layout tidy",
    ),
    (
        "cagr 46.73 502.42 10",
        &[("given_start", "50"), ("given_years", "8.5")],
        "cagr 50 502.42 8.5",
    ),
    (
        "cagr --start 46.73 --end 255.5 --rate 26.81",
        &[("given_rate", "0.2")],
        "cagr --start 46.73 --end 255.5 --rate 20",
    ),
    (
        "cagr --start 46.73 --years 4.5 --rate 26.81",
        &[("given_rate", "0.2")],
        "cagr --start 46.73 --years 4.5 --rate 20",
    ),
    (
        "cagr --end 255.5 --years 4.5 --rate 26.81",
        &[("given_end", "300")],
        "cagr --end 300 --years 4.5 --rate 26.81",
    ),
    ("when 255.5", &[("given_size", "270"), ("base_2024", "50")], "when 270 --base 50 --keep end"),
];

/// Calls with an input as `{}`: its name, its new number, and what is given for the old and for the new one.
const GIVEN: [(&str, &str, &str, [&str; 2]); 36] = [
    ("forecast --cagr {}", "given_cagr", "0.25", ["30", "25"]),
    ("forecast --base {}", "given_base", "50", ["48.5", "50"]),
    ("forecast --actual 2025={}", "actual_2025", "66", ["62", "66"]),
    (
        "forecast --actual 2025={} --keep end --columns index,cumulative",
        "actual_2025",
        "66",
        ["62", "66"],
    ),
    ("forecast --growth 2027={}", "growth_2027", "-0.1", ["12.5", "-10"]),
    ("forecast --growth 2027={} --keep end", "growth_2027", "0.35", ["12.5", "35"]),
    ("forecast --shape fade={}", "given_shape", "0.1", ["12.5", "10"]),
    ("forecast --shape fade={} --extend 2038", "given_shape", "0.4", ["12.5", "40"]),
    ("forecast --shape ceiling={}", "given_shape", "700", ["612.5", "700"]),
    ("forecast --base {} --keep end --shape fade=12.5", "given_base", "40", ["46.5", "40"]),
    ("forecast --base {} --keep end --shape ceiling=612.5", "given_base", "40", ["46.5", "40"]),
    ("forecast --target 2031={} --shape steps", "given_target", "300", ["222.2", "300"]),
    ("forecast --currency EUR --exchange EUR={}", "exchange_eur", "1.2", ["1.085", "1.2"]),
    (
        "segments region --from 2030 --currency EUR --exchange EUR={}",
        "exchange_eur",
        "1.2",
        ["1.085", "1.2"],
    ),
    (
        "consensus examples/markets --currency EUR --exchange EUR={}",
        "exchange_eur",
        "1.2",
        ["1.085", "1.2"],
    ),
    ("forecast --deflate {}", "inflation", "0.03", ["2.55", "3"]),
    (
        "forecast --deflate {} --prices 2030 --columns index,cagr",
        "inflation",
        "0.03",
        ["2.55", "3"],
    ),
    ("compare --scenario bear={} --deflate 2.55", "given_cagr_bear", "0.22", ["20.5", "22"]),
    (
        "compare --scenario bear={} --columns size,growth,cagr --layout long",
        "given_cagr_bear",
        "0.22",
        ["20.5", "22"],
    ),
    ("compare --actual 2025={}", "actual_2025", "66", ["62", "66"]),
    (
        "segments deployment --segment-cagr cloud={} --from 2024",
        "segment_cagr_cloud",
        "0.3",
        ["35.5", "30"],
    ),
    (
        "segments deployment --segment-cagr cloud={} --total sum --from 2024",
        "segment_cagr_cloud",
        "0.3",
        ["35.5", "30"],
    ),
    (
        "segments deployment --segment-share cloud={} --from 2024 --columns size,share,contribution",
        "segment_share_cloud",
        "0.4",
        ["45.5", "40"],
    ),
    ("when {}", "given_size", "350", ["255.5", "350"]),
    ("goal {} --year 2030", "given_size", "350", ["300", "350"]),
    (
        "range --base {}..55.5 --cagr 20.5..33.5 --reach 222.2",
        "given_base_low",
        "42",
        ["40.5", "42"],
    ),
    ("range --base 40.5..{} --cagr 20.5..33.5", "given_base_high", "60", ["55.5", "60"]),
    ("range --base 40.5..55.5 --cagr {}..33.5", "given_cagr_low", "0.15", ["20.5", "15"]),
    ("range --cagr 20.5..{} --independent-years", "given_cagr_high", "0.4", ["33.5", "40"]),
    ("range --base 40.5..55.5 --cagr 20.5..33.5 --within {}", "given_within", "0.7", ["80", "70"]),
    (
        "range --base 40.5..55.5 --cagr 20.5..33.5 --reach {}",
        "given_reach",
        "300",
        ["222.2", "300"],
    ),
    (
        "range --base 40.5..55.5 --cagr 20.5..33.5 --correlation {}",
        "given_correlation",
        "-0.3",
        ["0.4", "-0.3"],
    ),
    ("sweep --cagr {},30.5 --base 42.5,51.5", "given_cagr_1", "0.1", ["20.5", "10"]),
    ("sweep --cagr 20.5,30.5 --base 42.5,{} --layout long", "given_base_2", "60", ["51.5", "60"]),
    ("sensitivity --year 2030 --base 20.5..{}", "given_base_high", "90", ["80.5", "90"]),
    ("track --actual 2025={}", "actual_2025", "55", ["62", "55"]),
];

/// Changes of what is given in a call.
fn of_calls() -> Vec<Edit> {
    let edits = EDITS.iter().map(|(call, numbers, same)| edit(call, numbers, same));
    let given = GIVEN.iter().map(|(call, name, number, given)| {
        let [call, same] = given.map(|given| call.replace("{}", given));
        edit(&call, &[(name, number)], &same)
    });
    edits.chain(given).collect()
}

/// Writes a copy of a text, with other numbers in it, and returns its path.
fn copy(folder: &Path, file: &str, text: &str, changes: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (old, new) in changes {
        assert_eq!(text.matches(old).count(), 1, "{old} in {file}");
        text = text.replace(old, new);
    }
    let path = folder.join(file);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// Returns a copy of the embedded report, as an option.
fn own(folder: &Path, file: &str, changes: &[(&str, &str)]) -> String {
    format!("--data {}", copy(folder, file, EMBEDDED, changes))
}

/// Changes of what the embedded report and an index publish, with the copies in that folder.
fn of_reports(folder: &Path) -> Vec<Edit> {
    let size = own(folder, "size.toml", &[("size = \"46.73\"", "size = \"50.00\"")]);
    let shares = [("share = \"39\"", "share = \"41\""), ("share = \"25\"", "share = \"23\"")];
    let shares = own(folder, "shares.toml", &shares);
    let enterprises = [("share = \"52\"", "share = \"50\"")];
    let enterprises = own(folder, "enterprises.toml", &enterprises);
    let index = fs::read_to_string("tests/data/price_index.csv").unwrap();
    let index = copy(folder, "index.csv", &index, &[("2029,112.86", "2029,115")]);
    let regions =
        [("share_region_north_america_2024", "0.41"), ("share_region_europe_2024", "0.23")];
    let mut edits: Vec<Edit> = Vec::new();
    let mut change = |call: &str, numbers: &[Input], with: &str| {
        edits.push(edit(call, numbers, &format!("{call} {with}")));
    };
    change("sensitivity --year 2030", &[("base_2024", "50")], &size);
    change("goal 300 --year 2030 --follow cagr", &[("base_2024", "50")], &size);
    change("segments region", &regions, &shares);
    change("segments region --from 2030 --layout long", &regions, &shares);
    change(
        "segments end-use --normalize",
        &[("share_end_use_enterprises_2024", "0.5")],
        &enterprises,
    );
    let (call, index) = ("forecast --deflate", format!("forecast --deflate {index}"));
    edits.push(edit(
        &format!("{call} tests/data/price_index.csv"),
        &[("price_index_2029", "115")],
        &index,
    ));
    edits
}

/// Changes of what one of several reports publishes, with the copies in that folder.
fn of_several_reports(folder: &Path) -> Vec<Edit> {
    let path = |name: &str| format!("examples/markets/{name}.toml");
    let copy = |name: &str, change: (&str, &str)| {
        let text = fs::read_to_string(path(name)).unwrap();
        copy(folder, &format!("{name}.toml"), &text, &[change])
    };
    let straits = copy("straits", ("size = \"304.23\"", "size = \"350.00\""));
    let coherent = copy("coherent", ("size = \"465\"", "size = \"333\""));
    let others = path("fortune-ai-infrastructure");
    let call = |straits: &str, coherent: &str| format!("consensus {straits} {coherent} {others}");
    let before = call(&path("straits"), &path("coherent"));
    let changes: [(Input, String); 2] = [
        (("size_2032_straits_research", "350"), call(&straits, &path("coherent"))),
        (("size_2033_coherent_market_insights", "333"), call(&path("straits"), &coherent)),
    ];
    let options = ["", " --layout wide"];
    let pairs = changes.iter().flat_map(|change| options.map(|options| (change, options)));
    pairs
        .map(|((input, after), options)| {
            edit(&format!("{before}{options}"), &[*input], &format!("{after}{options}"))
        })
        .collect()
}

#[test]
fn a_changed_input_gives_the_answer_to_that_input() {
    if !is_installed("soffice") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let edits = [of_calls(), of_reports(folder.path()), of_several_reports(folder.path())].concat();
    let changed = |edit: &Edit| {
        let book = Workbook::of(&edit.call).stripped();
        edit.numbers.iter().fold(book, |book, (name, number)| book.with_input(name, number))
    };
    let computed = recalculated(&edits.iter().map(changed).collect::<Vec<_>>());
    let mut others = Vec::new();
    for (edit, computed) in edits.iter().zip(&computed) {
        let expected = Workbook::of(&edit.same);
        let found = differences(&expected, computed);
        let found = found.iter().filter(|other| other.starts_with("Answer!"));
        others.extend(found.map(|other| format!("{} {:?}: {other}", edit.call, edit.numbers)));
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}
