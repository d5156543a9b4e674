//! Tests of `aiinfra cagr`.

use super::program::{csv, run, stdout};

#[test]
fn any_three_give_the_fourth() {
    let header = ["start", "end", "years", "rate_pct"];
    let cases = [
        ("--start 46.73 --end 502.42 --years 10", ["46.73", "502.42", "10", "26.808134562272762"]),
        ("--start 46.73 --end 250 --rate 26.81", ["46.73", "250", "7.060780387015907", "26.81"]),
        ("--start 46.73 --years 10 --rate 26.81", ["46.73", "502.49391444340205", "10", "26.81"]),
        ("--end 121 --years 2 --rate 10", ["100", "121", "2", "10"]),
        ("--start 100 --end 50 --rate -50", ["100", "50", "1", "-50"]),
        ("--start 100 --end 100 --rate 5", ["100", "100", "0", "5"]),
        ("--start 100 --end 200 --years 0.5", ["100", "200", "0.5", "300"]),
        ("--start 2 --years 0 --rate 5", ["2", "2", "0", "5"]),
        (
            "--start 3 --end 3.00000000000000001 --rate 0.0000000000000001",
            ["3", "3", "3.3333333333333335", "0.0000000000000001"],
        ),
        (
            "--start 0.668 --end 597157.4 --years 457",
            ["0.668", "597157.4", "457", "3.043965924598186"],
        ),
    ];
    for (arguments, expected) in cases {
        let rows = csv(&format!("cagr {arguments}"));
        assert_eq!(rows[0], header);
        assert_eq!(rows[1], expected, "{arguments}");
    }
}

#[test]
fn the_table_shows_what_was_computed() {
    let expected = "\
Start, USD billion  End, USD billion  Years  CAGR %
────────────────────────────────────────────────────
             46.73            502.42  10.00   26.81

Computed: rate = (end / start)^(1 / years) − 1.
";
    assert_eq!(stdout("cagr --start 46.73 --end 502.42 --years 10"), expected);
}

#[test]
fn sizes_may_carry_units_of_their_own() {
    let rows = csv("cagr --start 964960mn --end 1.5tn --years 2 --digits 9");
    assert_eq!(rows[1], ["964.960000000", "1500.000000000", "2.000000000", "24.678329272"]);
    assert_eq!(csv("cagr --start 1 --end 2tn --years 1 --unit million")[1][1], "2000000");
}

#[test]
fn a_fall_that_rounds_to_100_percent_is_out_of_bounds() {
    let answer = run("cagr --start 1tn --end 0.000000000001mn --years 0.1");
    let line = "error: number of years `0.1`: expected more, or sizes closer together, because growth must stay between -100% and 1000000% per year\n";
    assert_eq!((answer.code, answer.stderr.as_str()), (Some(2), line));
}
