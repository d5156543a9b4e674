//! Tests of `init` with the figures of a report as options.

use std::fs;

use aiinfra::{Market, Unit};

use super::fixtures::names;
use super::program::{command, piped, run, shell, stdout};

/// Runs `init` with these arguments. They may contain spaces.
fn init(arguments: &[&str]) -> String {
    let output = command().arg("init").args(arguments).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), stderr.as_str()), (Some(0), ""), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn market(arguments: &[&str]) -> Market {
    Market::from_toml(&init(arguments)).unwrap()
}

/// Returns the sizes as the dataset has them.
fn sizes(arguments: &[&str]) -> (Unit, Vec<String>) {
    let market = market(arguments);
    let sizes = market.points().iter().map(|point| point.figure.to_string()).collect();
    (market.unit(), sizes)
}

/// Returns the lines with a comment.
fn commented(dataset: &str) -> Vec<&str> {
    dataset.lines().filter(|line| line.contains('#')).collect()
}

const SERVERS: &[&str] = &[
    "--name=AI servers",
    "--publisher=X",
    "--size=2025=62.3bn",
    "--size=2030=210.7bn",
    "--cagr=27.6",
    "--from=2025",
];

const SERVERS_DATASET: &str = r#"[market]
name = "AI servers"
publisher = "X"
#source = "https://example.com/report"   # missing: write the report's address, and remove the first #
currency = "USD"   # assumed: write the report's currency
unit = "billion"

[[value]]
year = 2025
size = "62.3"

[[value]]
year = 2030
size = "210.7"

[cagr]
rate = "27.6"
from = 2025
"#;

#[test]
fn a_report_with_two_sizes_and_a_rate_takes_one_line() {
    assert_eq!(init(SERVERS), SERVERS_DATASET);
}

#[test]
fn shares_become_dimensions() {
    let shares = r#"
[[dimension]]
id = "region"
name = "Region"
year = 2025
segments = [
  { id = "europe", name = "Europe", share = "25" },
  { id = "north-america", name = "North America", share = "40.50" },
]

[[dimension]]
id = "end-use"
name = "End Use"
year = 2025
segments = [
  { id = "cloud", name = "Cloud", share = "60" },
]
"#;
    let typed = [
        "--share=region/europe=25",
        "--share=end-use/cloud=60%",
        "--share=Region/North America=40.50",
    ];
    assert_eq!(init(&[SERVERS, &typed].concat()), format!("{SERVERS_DATASET}{shares}"));
    let later = init(&[SERVERS, &typed, &["--share-year=2024"]].concat());
    assert_eq!(later, format!("{SERVERS_DATASET}{}", shares.replace("year = 2025", "year = 2024")));
}

#[test]
fn ids_are_made_from_names_and_names_from_ids() {
    for (typed, id, name) in [
        ("north-america", "north-america", "North America"),
        ("North America", "north-america", "North America"),
        ("north america", "north-america", "north america"),
        ("LAMEA", "lamea", "LAMEA"),
        ("AI/ML", "ai-ml", "AI/ML"),
        (" R&D, other ", "r-d-other", "R&D, other"),
        ("Asia (ex. Japan)", "asia-ex-japan", "Asia (ex. Japan)"),
        ("Künstliche Intelligenz", "knstliche-intelligenz", "Künstliche Intelligenz"),
        ("5g", "5g", "5g"),
        ("say \"AI\" \\", "say-ai", "say \"AI\" \\"),
    ] {
        let share = format!("--share=region/{typed}=25");
        let market = market(&["--size=2025=1,2030=2", &share]);
        let segment = &market.dimensions()[0].segments[0];
        assert_eq!((segment.id.as_str(), segment.name.as_str()), (id, name), "{typed}");
        let dimension = format!("--share={}/europe=25", typed.replace('/', " "));
        let market = self::market(&["--size=2025=1,2030=2", &dimension]);
        assert_eq!(market.dimensions()[0].id, id, "{typed}");
    }
}

#[test]
fn text_is_kept_as_typed() {
    for name in ["say \"AI\" \\ 人工智能", "it's #1 = [x]", "a, b", "currency = \"USD\""] {
        let [name_is, publisher, source] =
            ["name", "publisher", "source"].map(|option| format!("--{option}={name}"));
        let market = market(&["--size=2025=1,2030=2", &name_is, &publisher, &source]);
        let read = (market.name(), market.publisher(), market.source());
        assert_eq!(read, (name, name, Some(name)));
    }
}

#[test]
fn digits_are_kept_as_typed() {
    let typed = ["--size=2025=62.30bn,2024=047.0bn", "--cagr=27.60%", "--share=region/asia=30.0%"];
    let market = market(&typed);
    let printed: Vec<&str> = market.points().iter().map(|point| point.figure.digits()).collect();
    assert_eq!(printed, ["047.0", "62.30"]);
    assert_eq!(market.cagr().unwrap().figure.digits(), "27.60");
    assert_eq!(market.dimensions()[0].segments[0].shares[0].figure.digits(), "30.0");
    assert_eq!(
        self::market(&["--size=2025=9,2030=7", "--cagr", "-5.0"]).cagr().unwrap().figure.digits(),
        "-5.0"
    );
}

#[test]
fn the_unit_is_that_of_the_sizes() {
    for (arguments, unit, written, is_assumed) in [
        (&["--size=2025=900mn,2030=2000 million"][..], Unit::Million, ["900", "2000"], false),
        (&["--size=2025=0.9,2030=2"], Unit::Billion, ["0.9", "2"], true),
        (&["--size=2025=0.9tn,2030=2"], Unit::Trillion, ["0.9 trillion", "2"], true),
        (&["--size=2025=900bn,2030=2tn"], Unit::Billion, ["900 billion", "2 trillion"], false),
        (&["--size=2025=0.9,2030=2", "--unit=tn"], Unit::Trillion, ["0.9", "2"], false),
        (&["--size=2025=0.9tn,2030=2tn", "--unit=tn"], Unit::Trillion, ["0.9", "2"], false),
        (&["--size=2025=9bn,2030=9bn", "--unit=tn"], Unit::Trillion, ["9 billion"; 2], false),
    ] {
        assert_eq!(sizes(arguments), (unit, written.map(str::to_owned).to_vec()), "{arguments:?}");
        let line = format!("unit = \"{unit}\"   # assumed: write million, billion or trillion");
        let dataset = init(arguments);
        assert_eq!(dataset.lines().any(|written| written == line), is_assumed, "{arguments:?}");
    }
    assert!(init(&["--size=2025=900bn,2030=2tn"]).contains("size = \"900bn\"\n"));
}

#[test]
fn what_is_missing_or_assumed_has_a_comment() {
    let market = market(&["--size=2025=1,2030=2"]);
    assert_eq!((market.name(), market.publisher()), ("Unknown market", "Unknown publisher"));
    let dataset = init(&["--size=2025=1,2030=2"]);
    let lines = [
        "name = \"Unknown market\"   # missing: write the market's name",
        "publisher = \"Unknown publisher\"   # missing: write the publisher's name",
        "#source = \"https://example.com/report\"   # missing: write the report's address, and remove the first #",
        "currency = \"USD\"   # assumed: write the report's currency",
        "unit = \"billion\"   # assumed: write million, billion or trillion",
    ];
    assert_eq!(commented(&dataset), lines);
    let dataset = dataset.replace("\n#source", "\nsource");
    let source = Market::from_toml(&dataset).unwrap().source().map(str::to_owned);
    assert_eq!(source.as_deref(), Some("https://example.com/report"));
    let whole = init(&[SERVERS, &["--source=https://example.com/a#b"]].concat());
    let lines = ["source = \"https://example.com/a#b\"", lines[3]];
    assert_eq!(commented(&whole), lines);
}

#[test]
fn what_init_writes_can_be_checked_and_forecast() {
    let folder = tempfile::tempdir().unwrap();
    let call = "aiinfra init --size 2025=62.3bn,2030=210.7bn --cagr 27.6 --from 2025";
    for (shares, exit, rules) in [
        ("", 0, "cagr,pass period,pass"),
        (
            "--share region/europe=25 --share region/other=75",
            0,
            "cagr,pass period,pass shares,pass",
        ),
        // The one share leaves three quarters of the market open.
        ("--share region/europe=25", 1, "shares,warn cagr,pass period,pass"),
    ] {
        let check = format!("{call} {shares} | aiinfra check --strict --data - --format csv");
        let answer = shell(&check, folder.path());
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(exit), ""), "{shares}");
        let cells = |line: &str| line.split(',').take(2).collect::<Vec<_>>().join(",");
        let found: Vec<String> = answer.stdout.lines().skip(1).map(cells).collect();
        assert_eq!(found.join(" "), rules, "{shares}");
    }
    let one_size = stdout("init --size 2025=62.3 --cagr 27.6 --to 2030");
    let answer = piped("forecast --data - --year 2030 --format csv", one_size.as_bytes());
    // 62.3 × 1.276^5.
    assert_eq!(answer.stdout, "year,value_usd_billion,growth_pct\n2030,210.7373034377397,27.6\n");
}

/// Each of these is refused with one sentence for each error.
const REFUSED: &[(&str, &str)] = &[
    ("2025=62", "one --size gives no forecast: expected a second one, or --cagr with --to"),
    (
        "2025=62 --cagr 5",
        "one --size gives no forecast: expected a second one, or --cagr with --to",
    ),
    (
        "2025=62 --cagr 5 --to 2025",
        "--to: year `2025`: expected a year after 2025, the first year in --size",
    ),
    (
        "2025=62,2030=80 --cagr 5 --from 2028 --to 2028",
        "--to: year `2028`: expected a year after 2028, the year in --from",
    ),
    (
        "2025=62,2030=80 --cagr 5 --from 2030",
        "--from: year `2030`: expected a year before 2030, the last year in --size",
    ),
    ("2025=62 --cagr 5 --to 2300", "--to: 2025 to 2300 is too long: expected at most 200 years"),
    ("2025=62,2300=70", "--size: 2025 to 2300 is too long: expected at most 200 years"),
    (
        "2025=62mn,2026=800tn",
        "--size: size `800 trillion`: expected growth of at most 1000000% per year from the size 62 million in 2025",
    ),
    (
        "2025=62tn,2026=9000000000000",
        "--size: size `9000000000000`: expected a size above 0 and below 10^12 trillion, such as 46.73, 600bn or 1.2tn",
    ),
    ("2025=62,2025=80", "`--size 2025` with `--size 2025`: expected one for each year"),
    (
        "2025=62,2030=80 --share value/x=20",
        "--share: id `value`: expected another id, because this one is reserved",
    ),
    (
        "2025=62,2030=80 --share region/Largest=20",
        "--share: id `largest`: expected another id, because this one is reserved",
    ),
    (
        "2025=62,2030=80 --share r/a=60 --share r/b=70",
        "--share: sum of shares `130%`: expected shares that add up to at most 100%, allowing for rounding",
    ),
    (
        "2025=62,2030=80 --share region/Europe=25 --share Region/europe=25",
        "`--share region/europe` with `--share region/europe`: expected one for each segment",
    ),
];

#[test]
fn figures_that_make_no_dataset_are_refused_in_terms_of_the_options() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, line) in REFUSED {
        let answer = run(&format!("init --size {arguments}"));
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{arguments}");
        assert_eq!(answer.stderr, format!("error: {line}\n"), "{arguments}");
        let answer = shell(&format!("aiinfra init --size {arguments} -o new.toml"), folder.path());
        assert_eq!(answer.code, Some(2));
        assert_eq!(names(folder.path()), Vec::<String>::new(), "{arguments}");
    }
}

#[test]
fn all_errors_are_reported_at_once() {
    let answer = run(
        "init --size 2025=62,2030=80 --cagr 5 --from 2031 --share value/a=60 --share r/rest=70 --share r/b=70",
    );
    let lines = "\
error: --from: year `2031`: expected a year before 2030, the last year in --size
error: --share: id `value`: expected another id, because this one is reserved
error: --share: sum of shares `140%`: expected shares that add up to at most 100%, allowing for rounding
";
    assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""));
    assert_eq!(answer.stderr, lines);
}

#[test]
fn values_that_cannot_be_read_are_refused() {
    for (arguments, line) in [
        (
            "--size=62bn",
            "'62bn' for '--size <YEAR=SIZE>': expected a year and a value, such as 2025=62.3bn",
        ),
        (
            "--size=2025=1e3",
            "'2025=1e3' for '--size <YEAR=SIZE>': expected a size above 0 and below 10^12 trillion, such as 46.73, 600bn or 1.2tn",
        ),
        (
            "--cagr=lots",
            "'lots' for '--cagr <PCT>': expected a percentage per year above -100 and up to 1000000, such as 26.81 or -5%",
        ),
        (
            "--share=europe=25",
            "'europe=25' for '--share <DIM/SEG=PCT>': expected a dimension, a segment and a percentage, such as region/europe=25",
        ),
        (
            "--share=region/europe",
            "'region/europe' for '--share <DIM/SEG=PCT>': expected a dimension, a segment and a percentage, such as region/europe=25",
        ),
        (
            "--share=region/a=20,region/b=30",
            "'region/a=20,region/b=30' for '--share <DIM/SEG=PCT>': expected a percentage from 0 to 100, such as 39 or 12.5%",
        ),
        (
            "--share=region/=20",
            "'region/=20' for '--share <DIM/SEG=PCT>': expected an unaccented letter or a digit in ``, for its id",
        ),
        (
            "--share=亚太/a=20",
            "'亚太/a=20' for '--share <DIM/SEG=PCT>': expected an unaccented letter or a digit in `亚太`, for its id",
        ),
        ("--name=", "'' for '--name <NAME>': expected text that is not empty"),
    ] {
        let answer = run(&format!("init {arguments}"));
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{arguments}");
        let first = answer.stderr.lines().next().unwrap();
        assert_eq!(first, format!("error: invalid value {line}"));
    }
}

#[test]
fn options_that_need_another_one_are_refused_alone() {
    for (arguments, missing) in [
        ("--name X", "--size <YEAR=SIZE>"),
        ("--share region/europe=25", "--size <YEAR=SIZE>"),
        ("--size 2025=1,2030=2 --from 2025", "--cagr <PCT>"),
        ("--size 2025=1,2030=2 --to 2030", "--cagr <PCT>"),
        ("--size 2025=1,2030=2 --share-year 2025", "--share <DIM/SEG=PCT>"),
    ] {
        let answer = run(&format!("init {arguments}"));
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{arguments}");
        let told = format!("the following required arguments were not provided:\n  {missing}\n");
        assert!(answer.stderr.contains(&told), "{}", answer.stderr);
    }
    let answer = run("init --unit million");
    let line = "error: --unit: expected --size as well, because the template has its own unit\n";
    assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr.as_str()), (Some(2), "", line));
}

#[test]
fn an_existing_file_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let call = "aiinfra init --size 2025=1bn,2030=2bn -o own.toml";
    let answer = shell(call, folder.path());
    assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr.as_str()), (Some(0), "", ""));
    let file = folder.path().join("own.toml");
    let written = fs::read_to_string(&file).unwrap();
    assert_eq!(written, stdout("init --size 2025=1bn,2030=2bn"));
    let answer = shell(&call.replace("2bn", "3bn"), folder.path());
    let line = "error: `own.toml`: expected the name of a new file, because this one exists\n";
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), line));
    assert_eq!(fs::read_to_string(&file).unwrap(), written);
}
