//! Mangled datasets: every text is either a valid market or an error.

use aiinfra::{Follow, Market, Trajectory, audit, wording};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::dataset_laws::shipped;

/// One change to the bytes of a text.
#[derive(Clone, Debug)]
enum Change {
    Put(&'static str),
    Delete(usize),
    Copy(usize),
    Byte(u8),
    Line,
    DoubleLine,
}

/// Text that a user might type in the wrong place, or an attacker in the right one.
const PIECES: &[&str] = &[
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    "\"",
    "'",
    "\"\"\"",
    ",",
    ".",
    "#",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{1b}[31m",
    "-",
    "+",
    "%",
    "0",
    "-100",
    "1e400",
    "nan",
    "inf",
    "-inf",
    "0x7f",
    "1_000",
    "tn",
    "1,200",
    "999999999999999999999999999999999",
    "2024-01-01",
    "true",
    "[]",
    "{}",
    "[market]\n",
    "[[value]]\n",
    "[cagr]\n",
    "year = 2024\n",
    "size = \"1\"\n",
    "id = \"a\"\n",
    "share = 100\n",
    "to = 9999\n",
    "segments = [[[[[[[[[[\n",
    "🙂",
];

fn change() -> impl Strategy<Value = (Change, Index)> {
    let change = prop_oneof![
        6 => select(PIECES).prop_map(Change::Put),
        2 => (1usize..40).prop_map(Change::Delete),
        2 => (1usize..200).prop_map(Change::Copy),
        2 => any::<u8>().prop_map(Change::Byte),
        2 => Just(Change::Line),
        1 => Just(Change::DoubleLine),
    ];
    (change, any::<Index>())
}

fn changed(mut bytes: Vec<u8>, change: &Change, place: &Index) -> Vec<u8> {
    let at = place.index(bytes.len() + 1);
    let line_end =
        bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| at + end);
    let line_start =
        bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |start| start + 1);
    let until = |length: usize| (at + length).min(bytes.len());
    match change {
        Change::Put(piece) => drop(bytes.splice(at..at, piece.bytes())),
        Change::Delete(length) => drop(bytes.drain(at..until(*length))),
        Change::Copy(length) => {
            let copied = bytes[at..until(*length)].to_vec();
            drop(bytes.splice(at..at, copied));
        }
        Change::Byte(byte) => drop(bytes.splice(at..until(1), [*byte])),
        Change::Line => drop(bytes.drain(line_start..line_end)),
        Change::DoubleLine => {
            let line = [&bytes[line_start..line_end], b"\n"].concat();
            drop(bytes.splice(line_start..line_start, line));
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_dataset_that_is_mangled_is_a_market_or_an_error(
        which in any::<Index>(),
        changes in vec(change(), 1..6),
    ) {
        let bytes = which.get(&shipped()).clone().into_bytes();
        let bytes = changes.iter().fold(bytes, |bytes, (change, place)| changed(bytes, change, place));
        let text = String::from_utf8_lossy(&bytes);
        match Market::from_toml(&text) {
            Ok(market) => {
                let scale = market.scale(market.unit(), 2);
                prop_assert!(!market.points().is_empty());
                // A valid market can answer questions. If growth exceeds a bound, the answer is an error.
                let _ = Trajectory::published(&market, Follow::Sizes);
                for finding in audit::check(&market).unwrap_or_default() {
                    prop_assert!(!wording::finding(&finding, &scale, wording::Spelling::default()).is_empty());
                }
                prop_assert_eq!(Market::from_toml(&market.to_toml())?, market);
            }
            Err(error) => {
                for fault in error.each() {
                    let told = fault.to_string();
                    let known = ["line ", "there are more", "cannot be read as TOML"];
                    prop_assert!(known.iter().any(|start| told.starts_with(start)), "{}", told);
                    prop_assert!(!told.contains(char::is_control), "{:?}", told);
                }
            }
        }
    }
}
