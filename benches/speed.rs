//! Benchmarks of single operations and of whole batches. Run them with `cargo bench`.
#![allow(
    clippy::unwrap_used,
    clippy::wildcard_imports,
    reason = "a benchmark whose input fails should stop, and the modules only group benchmarks"
)]

use std::io::Cursor;
use std::ops::ControlFlow;

use aiinfra::batch::{self, Batch, Blocks, Options};
use aiinfra::{Decimal, Error, Follow, GrowthRate, Market, Money, Trajectory, Unit, growth};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

fn size(text: &str) -> Result<Money, Error> {
    Money::parse(text, Unit::Billion)
}

mod growth_of_a_size {
    use super::*;

    /// Compounding: 46.73 at 26.81% per year for 10 years.
    #[divan::bench]
    fn end() -> Result<Money, Error> {
        growth::end(&size("46.73")?, &black_box("26.81").parse()?, &"10".parse()?)
    }

    /// A root: the CAGR implied by two sizes.
    #[divan::bench]
    fn rate() -> Result<GrowthRate, Error> {
        growth::rate(&size("46.73")?, &size(black_box("502.42"))?, &"10".parse()?)
    }
}

mod trajectory {
    use super::*;

    #[divan::bench]
    fn published(bencher: Bencher<'_, '_>) {
        let market = Market::embedded().unwrap();
        bencher.bench(|| Trajectory::published(black_box(&market), Follow::Sizes));
    }

    /// All eleven sizes of a trajectory.
    #[divan::bench]
    fn every_year(bencher: Bencher<'_, '_>) {
        let market = Market::embedded().unwrap();
        let forecast = Trajectory::published(&market, Follow::Sizes).unwrap();
        bencher
            .bench(|| market.horizon().years().map(|year| forecast.size(year)).collect::<Vec<_>>());
    }
}

mod parsing {
    use super::*;

    #[divan::bench]
    fn money() -> Result<Money, Error> {
        Money::parse(black_box("502.42"), Unit::Billion)
    }

    #[divan::bench]
    fn growth_rate() -> Result<GrowthRate, Error> {
        black_box("26.81%").parse()
    }

    #[divan::bench]
    fn embedded_dataset() -> Result<Market, Error> {
        Market::from_toml(black_box(concat!(
            include_str!("../data/ai-infrastructure/sizes.toml"),
            include_str!("../data/ai-infrastructure/details.toml")
        )))
    }
}

mod printing {
    use super::*;

    fn number() -> Decimal {
        "194.302533740755710625212808134".parse().unwrap()
    }

    #[divan::bench]
    fn two_decimals(bencher: Bencher<'_, '_>) {
        let number = number();
        bencher.bench(|| black_box(&number).to_fixed(2));
    }

    #[divan::bench]
    fn full_precision(bencher: Bencher<'_, '_>) {
        let number = number();
        bencher.bench(|| black_box(&number).to_shortest());
    }
}

/// Ten thousand rows on one thread, with different inputs and precision.
mod whole_batch {
    use super::*;

    const ROWS: u32 = 10_000;

    fn answer(bencher: Bencher<'_, '_>, header: &str, row: fn(u32) -> String, digits: Option<u8>) {
        let file: String = (0..ROWS).map(row).collect();
        let file = format!("{header}\n{file}");
        bencher.counter(ItemsCount::new(ROWS)).bench(|| {
            let mut blocks = Blocks::new(Cursor::new(black_box(&file).clone()));
            let header = blocks.header(None).unwrap().unwrap();
            let options = Options { digits, ..Options::default() };
            let batch = Batch::new(&header, Market::embedded().unwrap(), &options).unwrap();
            let mut length = 0;
            let ended = batch::run(&batch, blocks, 1, |answer| {
                length += answer.as_bytes().len();
                ControlFlow::<()>::Continue(())
            });
            (ended.unwrap(), length)
        });
    }

    fn base_and_rate(row: u32) -> String {
        format!("s{row},{}.{:02},{}.{:02}\n", 30 + row % 31, row % 97, 5 + row % 41, row % 89)
    }

    #[divan::bench]
    fn rates_to_two_decimals(bencher: Bencher<'_, '_>) {
        answer(bencher, "scenario,base,cagr", base_and_rate, Some(2));
    }

    #[divan::bench]
    fn rates_in_full_precision(bencher: Bencher<'_, '_>) {
        answer(bencher, "scenario,base,cagr", base_and_rate, None);
    }

    #[divan::bench]
    fn whole_rates_with_many_ties(bencher: Bencher<'_, '_>) {
        let row = |row| format!("s{row},{}.{:02},{}\n", 30 + row % 31, row % 97, 5 * (row % 20));
        answer(bencher, "scenario,base,cagr", row, Some(2));
    }

    #[divan::bench]
    fn bases_to_two_decimals(bencher: Bencher<'_, '_>) {
        answer(bencher, "base", |row| format!("{}.{:02}\n", 30 + row % 31, row % 97), Some(2));
    }

    #[divan::bench]
    fn targets_to_two_decimals(bencher: Bencher<'_, '_>) {
        let row = |row| format!("{}={}\n", 2026 + row % 9, 300 + row % 331);
        answer(bencher, "target", row, Some(2));
    }

    #[divan::bench]
    fn units_and_quotes(bencher: Bencher<'_, '_>) {
        let row = |row| format!("\"s{row}\",\"{}.5bn\",\"{}%\"\n", 30 + row % 31, 5 + row % 41);
        answer(bencher, "scenario,base,cagr", row, Some(2));
    }
}
