//! Tests of forecasts past the last published year, and of growth in runs of years.

use super::program::{csv, full, run, shell, stdout};

/// Returns the sizes of a forecast, at twenty decimals.
fn sizes(arguments: &str) -> Vec<String> {
    let rows = csv(&format!("forecast {arguments} --digits 20"));
    rows[1..].iter().map(|row| row[1].clone()).collect()
}

const EXTENDED: &str = "Extends the forecast from 2034 to 2040 at ";

#[test]
fn later_years_have_the_oracles_sizes() {
    for (arguments, expected) in [
        ("--year 2035", "637.10942966777080558775"),
        ("--year 2040", "2089.05369146224019114743"),
        ("--year 2040 --follow cagr", "2089.54544913321170382960"),
        ("--year 2040 --cagr 30", "3109.49181471299939699300"),
        ("--year 2040 --target 2030=300", "6652.68628398922384162793"),
        ("--year 2034 --target 2038=900", "386.54546909071559933284"),
        ("--year 2038 --target 2038=900", "900.00000000000000000000"),
        ("--year 2040 --target 2038=900", "1373.29383568771573411204"),
        ("--year 2034 --target 600", "600.00000000000000000000"),
        ("--year 2040 --actual 2025=62", "2185.73947964737882099825"),
        ("--year 2035 --actual 2036=600", "549.04644612273013054431"),
        ("--year 2040 --actual 2036=600", "1551.45686572572611251020"),
        ("--year 2034 --base 50 --keep end", "502.42000000000000000000"),
        ("--year 2040 --base 50 --keep end", "2005.97293015017898875030"),
        ("--year 2040 --growth 2034..2036=5", "1185.97670268132139294689"),
    ] {
        assert_eq!(sizes(&format!("{arguments} --extend 2040")), [expected], "{arguments}");
    }
    assert_eq!(sizes("--growth 2025..2028=35 --year 2034"), ["645.37708021075597256483"]);
}

#[test]
fn years_up_to_the_end_stay_the_same() {
    for what_if in [
        "",
        "--follow cagr",
        "--cagr 20",
        "--base 50",
        "--base 50 --keep end",
        "--actual 2025=62,2028=100",
        "--actual 2025=62 --follow cagr",
        "--actual 2026=80 --keep end",
        "--target 600",
        "--target 2030=300 --growth 2027..2028=10",
        "--growth 2034=5",
        "--growth 2027=10 --keep end",
    ] {
        let extended = sizes(format!("{what_if} --extend 2041").trim_start());
        assert_eq!(extended.len(), 18, "{what_if}");
        assert_eq!(extended[..11], sizes(what_if.trim_start()), "{what_if}");
        for command in ["segments region --from 2024 --to 2034", "forecast --to 2034"] {
            let rows = |extend: &str| {
                csv(&format!("{command} {what_if}{extend} --digits 20").replace("  ", " "))
            };
            assert_eq!(rows(" --extend 2041"), rows(""), "{command} {what_if}");
        }
    }
}

#[test]
fn an_extended_forecast_is_an_assumption_that_keeps_what_is_published() {
    let table = full("forecast --extend 2040 --year 2040");
    for note in [
        "Computed at 26.808% per year, the CAGR implied by the published 2024 and 2034 sizes.\n",
        "\nExtends the forecast from 2034 to 2040 at 26.808% per year, the last growth rate.\n",
        "\nPublished: USD 46.73 billion in 2024 and USD 502.42 billion in 2034. Every other year is computed.\n",
        "\nAt the stated CAGR of 26.81%, the size in 2040 would be USD 2,089.55 billion (--follow cagr).\n",
    ] {
        assert!(table.contains(note), "{note}{table}");
    }
    assert!(stdout("forecast --extend 2040").contains(EXTENDED));
    let tidy = csv("forecast --extend 2040 --year 2034,2040 --layout tidy");
    let of_sizes: Vec<[&str; 4]> = tidy[1..]
        .iter()
        .filter(|row| row[7] == "size")
        .map(|row| [&*row[3], &*row[6], &*row[8], &*row[11]])
        .collect();
    assert_eq!(
        of_sizes,
        [
            ["what-if", "2034", "502.42", "published"],
            ["what-if", "2040", "2089.0536914622403", "computed"],
        ]
    );
    let json = stdout("forecast --extend 2040 --year 2040 --format json");
    assert!(json.contains("\"extended\""), "{json}");
}

#[test]
fn the_note_has_the_rate_of_the_scenario() {
    for (arguments, note) in [
        (
            "--cagr 30",
            "Extends the forecast from 2034 to 2040 at 30% per year, the last growth rate.",
        ),
        (
            "--actual 2036=600",
            "Extends the forecast from 2036 to 2040 at 26.808% per year, the last growth rate.",
        ),
        ("--actual 2040=600", "Extends the forecast to 2040, the year of the last actual."),
        (
            "--growth 2036=10",
            "Extends the forecast from 2034 to 2040 at 26.808% per year, the last growth rate, except in years with their own growth.",
        ),
        ("--cagr 30", "The report's own forecast, extended to 2040, is USD 2,089.05 billion."),
    ] {
        let table = full(&format!("forecast {arguments} --extend 2040 --year 2040"));
        assert!(table.contains(&format!("\n{note}\n")), "{note}\n{table}");
    }
}

#[test]
fn a_run_of_years_is_one_sentence() {
    let table = full("forecast --growth 2025..2028=35,2030=35,2031=10 --year 2034");
    for note in ["35% from 2025 to 2028", "35% in 2030", "10% in 2031"] {
        assert!(table.contains(&format!("\nAssumes growth of {note} only.\n")), "{table}");
    }
    let single = "--growth 2025=35 --growth 2026=35,2027..2028=35";
    assert_eq!(sizes(single), sizes("--growth 2025..2028=35"));
    assert!(full(&format!("forecast {single}")).contains("35% from 2025 to 2028 only."));
}

#[test]
fn other_commands_go_as_far() {
    let when = run("when 1tn --extend 2040 --format csv --digits 2");
    assert_eq!((when.code, run("when 1tn").code), (Some(0), Some(1)));
    assert_eq!(when.stdout, run("when 1tn --format csv --digits 2").stdout);
    let goal = csv("goal 2089.05369146224019114743 --year 2040 --extend 2040 --digits 6");
    assert_eq!(goal[1][2..], ["26.808135", "26.808135", "0.000000"]);
    let cloud = "segments deployment --segment-share cloud=45 --extend 2040 --digits 10";
    let rows = csv(&format!("{cloud} --year 2040"));
    let cloud = rows.iter().find(|row| row[1].contains("loud")).unwrap();
    assert_eq!(cloud[3], "45.0000000000");
}

#[test]
fn compare_extends_every_forecast_at_its_own_rate() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/markets");
    let call = "aiinfra compare --with straits.toml --extend 2040 --year 2040";
    let table = shell(&format!("{call} --format csv --digits 2 --no-delta"), folder.as_ref());
    assert_eq!(
        table.stdout,
        "scenario,year,value_usd_billion\nforecast,2040,2089.05\nStraits Research,2040,1373.38\n"
    );
    for notes in ["short", "full"] {
        let table = shell(&format!("{call} --notes {notes}"), folder.as_ref()).stdout;
        let other = "Straits Research: extends the forecast from 2032 to 2040 at 20.732% per year, the last growth rate.";
        assert!(table.contains(other) && table.contains(EXTENDED), "{table}");
    }
    let scenarios = csv("compare --cagr 20,30 --extend 2040 --year 2040 --digits 2 --no-delta");
    assert_eq!(scenarios[3][2], "3109.49");
    assert_eq!(run("compare --extend 2040").code, Some(2));
    let script = "printf 'scenario,target\\na,2038=900\\n' > plans.csv; aiinfra compare --scenarios plans.csv \
                  --extend 2040 --year 2040 --format csv --digits 2 --no-delta";
    let answer = shell(script, tempfile::tempdir().unwrap().path());
    assert!(answer.stdout.ends_with("a,2040,1373.29\n"), "{}{}", answer.stdout, answer.stderr);
}

#[test]
fn the_rate_is_marked_as_nominal_in_an_answer_in_real_terms() {
    let table = full("forecast --extend 2040 --deflate 2.5 --year 2040");
    // The oracle's deflate(compound(46.73, implied, 16), 0.025, 2040, 2024).
    assert!(table.contains("1,407.24"), "{table}");
    let note = "Extends the forecast from 2034 to 2040 at 26.808% per year (nominal), the last growth rate.";
    assert!(table.contains(note), "{table}");
}
