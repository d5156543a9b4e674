//! Tests of what the sheets of a workbook say, and of its chart.

use std::fs;

use super::program::{command, shell};
use super::workbook::{Value, Workbook, cell_name};

/// The cells of a sheet as text: formulas with an equals sign, and everything else as its value.
fn rows(book: &Workbook, sheet: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for ((row, column), cell) in &book.sheet(sheet).cells {
        let text = match (&cell.formula, &cell.value) {
            (Some(formula), _) => format!("={formula}"),
            (None, Value::Number(number)) => number.to_string(),
            (None, Value::Text(text) | Value::Error(text)) => text.clone(),
            (None, Value::Empty) => String::new(),
        };
        rows.resize(rows.len().max(row + 1), Vec::new());
        let cells = &mut rows[*row];
        cells.resize(cells.len().max(column + 1), String::new());
        cells[*column] = text;
    }
    rows
}

#[test]
fn a_forecast_is_one_formula_down_the_column_over_named_inputs() {
    let book = Workbook::of("forecast");
    let answer = rows(&book, "Answer");
    assert_eq!(answer[0], ["Year", "USD billion", "Growth %"]);
    assert_eq!(answer[1], ["2024", "=base_2024"]);
    for (at, row) in answer.iter().enumerate().take(11).skip(2) {
        let size = format!("=base_2024*(1+implied_cagr)^($A{}-base_year)", at + 1);
        assert_eq!(row[1..], [size, "=implied_cagr".to_owned()]);
    }
    assert_eq!(answer[11][1], "=size_2034");
    let place = "Cervicorn Consulting, AI infrastructure: M1, opening paragraph";
    let inputs = rows(&book, "Inputs");
    assert_eq!(inputs[0], ["Name", "Value", "Unit", "Basis", "Source"]);
    assert_eq!(inputs[1], ["base_2024", "46.73", "USD billion", "published", place]);
    assert_eq!(inputs[3][..4], ["base_year", "2024", "", "published"]);
    let workings = rows(&book, "Workings");
    let rate = "=(size_2034/base_2024)^(1/10)-1";
    let expected = ["implied_cagr", rate, "per year", "CAGR implied by two sizes"];
    assert_eq!(workings[1][..4], expected);
    let notes = rows(&book, "Notes").concat();
    assert!(notes.contains(&"Source: Cervicorn Consulting, AI infrastructure.".to_owned()));
    assert!(notes.iter().any(|note| note.starts_with("Made with aiinfra 2.0.0.")), "{notes:?}");
}

/// The unit, the basis and the source of an input.
fn input(call: &str, name: &str) -> [String; 3] {
    let book = Workbook::of(call);
    let rows = rows(&book, "Inputs");
    let row = rows.iter().find(|row| row.first().is_some_and(|first| first == name)).expect(name);
    [2, 3, 4].map(|column| row[column].clone())
}

#[test]
fn an_input_has_its_own_unit_basis_and_source() {
    for (call, name, expected) in [
        ("forecast --cagr 30", "given_cagr", ["per year", "given", "--cagr"]),
        ("forecast --actual 2025=62", "actual_2025", ["USD billion", "given", "--actual 2025"]),
        (
            "forecast --currency EUR --exchange EUR=1.08",
            "exchange_eur",
            ["USD per EUR", "given", "--exchange EUR"],
        ),
        ("forecast --deflate 3", "inflation", ["per year", "given", "--deflate"]),
        (
            "compare --scenario bear=20",
            "given_cagr_bear",
            ["per year", "given", "scenario bear, cagr"],
        ),
        ("range --base 40..55 --cagr 20..33", "within", ["", "assumed", "the default of --within"]),
        ("range --base 40..55 --within 80", "given_within", ["", "given", "--within"]),
        (
            "when 300 --currency EUR --exchange EUR=1.08",
            "given_size",
            ["EUR billion", "given", "size"],
        ),
    ] {
        assert_eq!(input(call, name), expected, "{call}");
    }
    // What an amount in another currency is computed from is in that of the report.
    let [unit, ..] = input("forecast --currency EUR --exchange EUR=1.08", "base_2024");
    assert_eq!(unit, "USD billion");
}

#[test]
fn headings_of_amounts_name_the_unit_and_the_prices() {
    for (call, headings) in [
        (
            "sweep --base 40,50 --cagr 10 --currency EUR --exchange EUR=1.08",
            &["Base, USD billion", "=given_cagr"][..],
        ),
        (
            "compare --scenario bear=20 --deflate 2",
            &[
                "Year",
                "Forecast, USD billion, 2024 prices",
                "bear, USD billion, 2024 prices",
                "bear, Delta %",
            ],
        ),
        (
            "range --base 40..55 --quantiles 10,90 --deflate 2",
            &["Year", "P10, USD billion, 2024 prices", "P90, USD billion, 2024 prices"],
        ),
    ] {
        assert_eq!(rows(&Workbook::of(call), "Answer")[0], headings, "{call}");
    }
}

#[test]
fn statistics_are_functions_of_the_sizes() {
    let folder = super::documents::with_example_markets();
    let call = "aiinfra consensus coherent.toml straits.toml --year 2030 -o a.xlsx";
    assert_eq!(shell(call, folder.path()).code, Some(0));
    let book = Workbook::read(&fs::read(folder.path().join("a.xlsx")).unwrap());
    let sizes: Vec<String> =
        rows(&book, "Answer").iter().skip(4).map(|row| row[2].clone()).collect();
    assert_eq!(
        sizes,
        [
            "=MIN(C2:C4)",
            "=_xlfn.QUARTILE.INC(C2:C4,1)",
            "=MEDIAN(C2:C4)",
            "=_xlfn.QUARTILE.INC(C2:C4,3)",
            "=MAX(C2:C4)",
            "=$C$8-$C$6",
        ]
    );
}

#[test]
fn the_year_in_which_a_size_is_reached_follows_if_its_size_does() {
    let row = rows(&Workbook::of("when 250"), "Answer").remove(1);
    assert_eq!(row[2], "=base_year+ROUNDUP(ROUND(B2,9),0)");
    assert!(row[3].contains("$C2"), "{row:?}");
    // Here, another year would need another formula.
    let row = rows(&Workbook::of("when 250 --deflate 2"), "Answer").remove(1);
    assert_eq!(row[2], "2032");
    let notes = rows(&Workbook::of("when 250"), "Inputs").concat();
    assert!(notes.iter().any(|note| note.contains("same stretch of the forecast")), "{notes:?}");
}

/// The chart's kind and the cells that it refers to.
fn chart(book: &Workbook) -> Option<(Vec<&'static str>, Vec<String>)> {
    let xml = book.part("xl/charts/chart1.xml")?;
    let kinds = ["lineChart", "barChart", "areaChart", "scatterChart"];
    let kinds = kinds.into_iter().filter(|kind| xml.contains(&format!("<c:{kind}>")));
    let cells = xml.split("<c:f>").skip(1).map(|rest| rest.split("</c:f>").next().unwrap());
    Some((kinds.collect(), cells.map(str::to_owned).collect()))
}

#[test]
fn the_chart_is_of_the_kind_of_the_picture_and_refers_to_cells() {
    for (call, expected) in [
        ("forecast", &["lineChart"][..]),
        ("forecast --year 2030", &["barChart"]),
        ("segments region --from 2024", &["areaChart"]),
        ("segments region --year 2030", &["barChart"]),
        ("compare --scenario bear=20", &["lineChart"]),
        ("sweep --cagr 20..30:5 --base 40..50:5", &["lineChart"]),
        ("goal 300 --year 2030", &["lineChart"]),
        ("when 250", &["lineChart"]),
        ("range --base 40..55 --cagr 20..33", &["lineChart", "areaChart"]),
        ("sensitivity --year 2030", &["barChart"]),
    ] {
        let book = Workbook::of(call);
        let (kinds, ranges) = chart(&book).expect(call);
        assert!(expected.iter().all(|kind| kinds.contains(kind)), "{call}: {kinds:?}");
        assert!(!ranges.is_empty(), "{call}");
        for range in &ranges {
            let (sheet, cells) = range.split_once('!').unwrap();
            let first = cells.split(':').next().unwrap().replace('$', "");
            let names = book.sheet(sheet).cells.keys().map(|place| cell_name(*place));
            let is_gap = sheet == "Workings";
            assert!(is_gap || names.into_iter().any(|name| name == first), "{call}: {range}");
        }
    }
    for call in ["check", "sources", "cagr 46.73 502.42 10", "track --actual 2025=62"] {
        assert!(chart(&Workbook::of(call)).is_none(), "{call}");
    }
}

#[test]
fn a_long_name_is_cut_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let name = "long ".repeat(100);
    let market = format!(
        "market = {{ name = \"{name}x\", publisher = \"B\", currency = \"USD\", unit = \"billion\" }}\n\
         value = [{{ year = 2024, size = \"1\" }}, {{ year = 2030, size = \"2\" }}]\n"
    );
    let file = folder.path().join("own.toml");
    fs::write(&file, market).unwrap();
    let output = command().args(["forecast", "-f", "xlsx", "--data"]).arg(&file).output().unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
    assert!(Workbook::read(&output.stdout).part("xl/charts/chart1.xml").unwrap().contains("long"));
}
