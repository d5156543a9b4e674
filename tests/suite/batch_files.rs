//! Tests of how `batch` reads files: cells, lines, and the pieces in which a file arrives.

use std::io::{self, Read};
use std::ops::ControlFlow;

use aiinfra::batch::{self, Answer, Batch, Blocks, Header, Layout, Options, Syntax, Trouble};
use aiinfra::{Market, Unit};
use proptest::prelude::*;

use super::random::Random;

/// A file that arrives in pieces, which end at the given places.
struct Pieces {
    file: Vec<u8>,
    at: usize,
    ends: Vec<usize>,
}

impl Pieces {
    fn new(file: &[u8], mut ends: Vec<usize>) -> Self {
        ends.sort_unstable();
        Self { file: file.to_vec(), at: 0, ends }
    }
}

impl Read for Pieces {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let end = self.ends.iter().copied().find(|end| *end > self.at).unwrap_or(self.file.len());
        let length = (end - self.at).min(room.len()).min(self.file.len() - self.at);
        room[..length].copy_from_slice(&self.file[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

const SKIPS: Options = Options {
    follow: aiinfra::Follow::Sizes,
    from: None,
    to: None,
    layout: Layout::Wide,
    syntax: Syntax::AsRead,
    unit: None,
    digits: Some(2),
    skips_faults: true,
    decimal_comma: false,
    excel: false,
};

/// The output, the line and text of each error, and the number of rows.
#[derive(Debug, Default, PartialEq)]
struct Outcome {
    written: Vec<u8>,
    faults: Vec<(u64, String)>,
    rows: u64,
    left_out: u64,
}

fn outcome(file: impl Read + Send + 'static, threads: usize) -> Outcome {
    outcome_of(Blocks::new(file), threads)
}

fn outcome_of(mut blocks: Blocks<impl Read + Send + 'static>, threads: usize) -> Outcome {
    let header = blocks.header(None).unwrap().unwrap();
    let batch = Batch::new(&header, Market::embedded().unwrap(), &SKIPS).unwrap();
    let mut outcome = Outcome { written: batch.header().to_vec(), ..Outcome::default() };
    let mut lines = header.lines();
    let ended = batch::run(&batch, blocks, threads, |answer| {
        outcome.written.extend_from_slice(answer.as_bytes());
        let faults =
            answer.faults.iter().map(|fault| (lines + fault.line, fault.error.to_string()));
        outcome.faults.extend(faults);
        outcome.rows += answer.rows;
        outcome.left_out += answer.left_out;
        lines += answer.lines;
        ControlFlow::<()>::Continue(())
    });
    assert_eq!(ended.unwrap(), ControlFlow::Continue(()));
    outcome
}

/// Rows of each kind: quotes, line feeds inside them, both line ends, errors, an empty line, no final newline.
const MIXED: &[u8] = b"\xef\xbb\xbfscenario,base,cagr,note\r\nplain,46.73,50,\r\n\"a \"\"b\"\",\r\n c\",,20,\"x\n\"\n\n5\" disk,51,thirty,\nshort,1\n\"\"\"\",51,-5,\"\"\nlast,1000000,\"7.5\",end";

#[test]
fn a_file_reads_the_same_wherever_it_is_cut() {
    let whole = outcome(MIXED, 1);
    assert_eq!(
        String::from_utf8(whole.written.clone()).unwrap(),
        "\u{feff}scenario,base,cagr,note,2024,2025,2026,2027,2028,2029,2030,2031,2032,2033,2034\r\n\
         plain,46.73,50,,46.73,70.10,105.14,157.71,236.57,354.86,532.28,798.43,1197.64,1796.46,2694.69\r\n\
         \"a \"\"b\"\",\r\n c\",,20,\"x\n\",46.73,56.08,67.29,80.75,96.90,116.28,139.54,167.44,200.93,241.12,289.34\r\n\
         \"\"\"\",51,-5,\"\",51.00,48.45,46.03,43.73,41.54,39.46,37.49,35.62,33.83,32.14,30.54\r\n\
         last,1000000,\"7.5\",end,1000000.00,1075000.00,1155625.00,1242296.88,1335469.14,1435629.33,1543301.53,1659049.14,1783477.83,1917238.66,2061031.56\r\n"
    );
    assert_eq!(whole.rows, 4);
    let lines: Vec<u64> = whole.faults.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [7, 8]);
    for threads in [1, 3] {
        for cut in 1..MIXED.len() {
            let pieces = Pieces::new(MIXED, vec![cut]);
            assert_eq!(outcome(pieces, threads), whole, "cut at {cut}, {threads} threads");
        }
        for size in 1..=MIXED.len() {
            let pieces = Pieces::new(MIXED, (1..MIXED.len()).map(|piece| piece * size).collect());
            assert_eq!(outcome(pieces, threads), whole, "pieces of {size}, {threads} threads");
        }
    }
}

#[test]
fn a_header_reads_the_same_wherever_it_is_cut() {
    // Taken alone, the first line has semicolons. With the second line, commas leave fewer stray quotes.
    let file = "cagr,\"two;cagr\n\"\n20\n";
    for cut in 0..file.len() {
        let mut blocks = Blocks::new(Pieces::new(file.as_bytes(), vec![cut]));
        let header = blocks.header(None).unwrap().unwrap();
        assert_eq!(header.separator(), b';', "cut at {cut}");
        assert_eq!(header.as_bytes(), b"cagr,\"two;cagr\n", "cut at {cut}");
    }
    assert_eq!(Header::read(file.as_bytes(), None).unwrap().separator(), b';');
}

#[test]
fn a_row_is_complete_wherever_its_buffer_ends() {
    let header = Header::read(b"note,cagr\n", None).unwrap();
    let each = [Layout::Wide, Layout::Long]
        .into_iter()
        .flat_map(|layout| [(layout, Syntax::AsRead), (layout, Syntax::Json)]);
    for (layout, syntax) in each {
        let unit = Some(Unit::Million);
        let options = Options { layout, syntax, unit, digits: Some(6), ..Options::default() };
        let batch = Batch::new(&header, Market::embedded().unwrap(), &options).unwrap();
        let answer_to = |note: &str| {
            let mut answer = Answer::default();
            assert_eq!(batch.answer(format!("{note},20\n").as_bytes(), &mut answer), b"");
            String::from_utf8(answer.as_bytes().to_owned()).unwrap()
        };
        let row = answer_to("NOTE");
        assert!(row.contains("46730.000000") && row.contains("289339.843019"), "{row}");
        for length in 1..1_100 {
            let note = "x".repeat(length);
            assert_eq!(answer_to(&note), row.replace("NOTE", &note), "{length} letters");
        }
    }
}

#[test]
fn a_row_is_too_long_wherever_it_is_cut() {
    for (length, line_end, is_read) in [
        (999_999, "\n", true),
        (1_000_000, "\n", false),
        (999_998, "\r\n", true),
        (999_999, "\r\n", false),
        (1_030_000, "\n", false),
    ] {
        let long = format!("20,{}", "x".repeat(length - 3));
        let file = ["cagr,x", "20,1", &long, "30,2"].map(|row| row.to_owned() + line_end).concat();
        let middle = 999_980..1_000_030;
        for cut in [8, 16, 1_029_000, file.len() - 1].into_iter().chain(middle) {
            let mut blocks = Blocks::new(Pieces::new(file.as_bytes(), vec![cut]));
            let header = blocks.header(None).unwrap().unwrap();
            let rows = &file.as_bytes()[header.as_bytes().len()..];
            let read: Result<Vec<Vec<u8>>, Trouble> =
                std::iter::from_fn(|| blocks.next(Vec::new()).transpose()).collect();
            let place = format!("{length} bytes and {line_end:?}, cut at {cut}");
            match read {
                Ok(blocks) => assert!(is_read && blocks.concat() == rows, "{place}"),
                Err(trouble) => assert!(!is_read && matches!(trouble, Trouble::Endless), "{place}"),
            }
        }
    }
}

#[test]
fn no_byte_is_mistaken_for_another() {
    for separator in [b',', b';', b'\t'] {
        let header = [b"note", &[separator][..], b"cagr\n"].concat();
        let header = Header::read(&header, None).unwrap();
        let options = Options { digits: Some(2), ..Options::default() };
        let batch = Batch::new(&header, Market::embedded().unwrap(), &options).unwrap();
        // The other bytes end a cell or its row.
        for byte in (0..=u8::MAX).filter(|byte| ![separator, b'\n', b'\r', b'"'].contains(byte)) {
            for length in 1..=17 {
                let own = [&vec![byte; length][..], &[separator], b"20"].concat();
                let mut answer = Answer::default();
                assert_eq!(batch.answer(&[&own[..], b"\n"].concat(), &mut answer), b"");
                let sizes = [separator, b'4', b'6', b'.', b'7', b'3', separator];
                let expected = [&own[..], &sizes].concat();
                assert!(answer.as_bytes().starts_with(&expected), "{length} times {byte:#x}");
            }
        }
    }
}

#[test]
fn a_separator_that_occurs_in_numbers_still_separates() {
    for separator in [b'.', b'-', b'5'] {
        let header = [b"cagr", &[separator][..], b"note\n"].concat();
        let header = Header::read(&header, Some(separator)).unwrap();
        for digits in [None, Some(2)] {
            let options = Options { digits, ..Options::default() };
            let batch = Batch::new(&header, Market::embedded().unwrap(), &options).unwrap();
            let mut answer = Answer::default();
            let row =
                [b"20", &[separator][..], b"3", &[separator][..], b"of some length\n"].concat();
            assert_eq!(batch.answer(&row, &mut answer), b"");
            let told = answer.faults[0].error.to_string();
            assert_eq!(told, "number of cells `3`: expected 2, as in the header");
        }
    }
}

/// Returns a file of several blocks, with a few errors and with line feeds in cells.
fn long_file() -> Vec<u8> {
    let mut random = Random(11);
    let mut file = "scenario,base,cagr\n".to_owned();
    for row in 0..30_000 {
        let rate = random.within(0..=9_999) as f64 / 100.0;
        file += &match random.within(0..=999) {
            0 => format!("s{row},lots,{rate}\n"),
            1..=20 => format!("\"s\n{row}\",,{rate}\r\n"),
            _ => format!("s{row},{}.5,{rate}\n", random.within(1..=999)),
        };
    }
    file.into_bytes()
}

#[test]
fn many_threads_answer_like_one() {
    let file = long_file();
    let one = outcome(io::Cursor::new(file.clone()), 1);
    assert!(one.faults.len() > 10 && one.rows > 29_000);
    for threads in [2, 3, 8, 64] {
        assert_eq!(outcome(io::Cursor::new(file.clone()), threads), one, "{threads} threads");
        let live = Blocks::live(io::Cursor::new(file.clone()));
        assert_eq!(outcome_of(live, threads), one, "{threads} threads, live");
    }
    let mut random = Random(12);
    for threads in [1, 2, 5] {
        let ends = (0..500).map(|_| random.within(0..=file.len() as u64) as usize).collect();
        let pieces = Pieces::new(&file, ends);
        assert_eq!(outcome(pieces, threads), one, "{threads} threads, pieces");
    }
}

#[test]
fn a_caller_that_breaks_is_not_called_again() {
    let file = long_file();
    for (threads, is_live) in [(1, false), (2, false), (7, false), (1, true), (2, true), (7, true)]
    {
        let input = io::Cursor::new(file.clone());
        let mut blocks = if is_live { Blocks::live(input) } else { Blocks::new(input) };
        let header = blocks.header(None).unwrap().unwrap();
        let batch = Batch::new(&header, Market::embedded().unwrap(), &SKIPS).unwrap();
        let mut calls = 0;
        let ended = batch::run(&batch, blocks, threads, |_| {
            calls += 1;
            if calls == 3 { ControlFlow::Break("enough") } else { ControlFlow::Continue(()) }
        });
        assert_eq!((ended.unwrap(), calls), (ControlFlow::Break("enough"), 3));
    }
}

#[test]
fn an_answer_ends_with_the_row_that_fills_it_and_keeps_ten_errors() {
    let header = Header::read(b"cagr,note\n", None).unwrap();
    let batch = Batch::new(&header, Market::embedded().unwrap(), &SKIPS).unwrap();
    let mut answer = Answer::default();
    assert_eq!(batch.answer(b"20,\n", &mut answer), b"");
    // One kilobyte each: 1,024 rows fill an answer.
    let row = format!("20,{}\n", "x".repeat(1024 - answer.as_bytes().len()));
    assert_eq!(batch.answer(row.repeat(1026).as_bytes(), &mut answer), row.repeat(2).as_bytes());
    assert_eq!((answer.rows, answer.as_bytes().len()), (1024, 1 << 20));
    assert_eq!(batch.answer("lots,\n".repeat(11).as_bytes(), &mut answer), b"");
    assert_eq!((answer.left_out, answer.faults.len()), (11, Answer::MOST_FAULTS));
}

#[test]
fn a_long_answer_is_delivered_in_parts() {
    let mut file = "cagr,note\n".to_owned();
    (0..400).for_each(|row| file += &format!("20,{}\n", format!("{row}").repeat(1_000)));
    let deliveries = |threads| {
        let mut blocks = Blocks::new(io::Cursor::new(file.clone()));
        let header = blocks.header(None).unwrap().unwrap();
        let options = Options { layout: Layout::Long, ..SKIPS };
        let batch = Batch::new(&header, Market::embedded().unwrap(), &options).unwrap();
        let (mut longest, mut written, mut lines) = (0, Vec::new(), 0);
        let ended = batch::run(&batch, blocks, threads, |answer| {
            longest = longest.max(answer.as_bytes().len());
            written.extend_from_slice(answer.as_bytes());
            lines += answer.lines;
            ControlFlow::<()>::Continue(())
        });
        assert_eq!(ended.unwrap(), ControlFlow::Continue(()));
        assert!(longest < 1_200_000, "{longest}");
        assert_eq!(lines, 400);
        written
    };
    let one = deliveries(1);
    assert_eq!(one.iter().filter(|byte| **byte == b'\n').count(), 400 * 11);
    assert!(one == deliveries(4));
}

#[test]
fn threads_deliver_every_part_of_an_answer() {
    // A block of such short rows yields many times its own bytes, in several parts.
    let file = format!("cagr\n{}", "20\n".repeat(50_000));
    for threads in [1, 4] {
        let mut blocks = Blocks::new(io::Cursor::new(file.clone()));
        let header = blocks.header(None).unwrap().unwrap();
        let options = Options { digits: Some(6), ..SKIPS };
        let batch = Batch::new(&header, Market::embedded().unwrap(), &options).unwrap();
        let (mut rows, mut lines, mut deliveries) = (0, 0, 0);
        let ended = batch::run(&batch, blocks, threads, |answer| {
            rows += answer.as_bytes().split(|byte| *byte == b'\n').count() - 1;
            lines += answer.lines;
            deliveries += 1;
            ControlFlow::<()>::Continue(())
        });
        assert_eq!(ended.unwrap(), ControlFlow::Continue(()));
        assert_eq!((rows, lines), (50_000, 50_000), "{threads} threads");
        assert!(deliveries > 2 * file.len() / 65_536, "{deliveries}");
    }
}

#[test]
fn a_header_ends_with_its_line_even_if_it_has_quotes() {
    for (line, lines) in
        [("cagr,note\r\n", 1), ("\"cagr\",note\r\n", 1), ("\"cagr\",\"no\nte\"\n", 2)]
    {
        let header = Header::read(format!("{line}20,x\r\n").as_bytes(), None).unwrap();
        assert_eq!((header.as_bytes(), header.lines()), (line.as_bytes(), lines));
    }
}

#[test]
fn a_header_is_read_once_it_is_complete_for_its_separator() {
    let separator = |line: &str| Header::read(line.as_bytes(), None).map(|it| it.separator());
    assert_eq!(separator("name,growth\n"), Some(b','));
    // With semicolons, the quote opens a cell that may end later.
    assert_eq!(separator("a;\"b\n"), None);
    assert_eq!(separator("a;\"b\n\";cagr\n"), Some(b';'));
    // A known column settles the separator, whatever follows.
    assert_eq!(separator("cagr,a;\"b\n"), Some(b','));
    assert_eq!(separator("cagr,a;\"b\"\n"), Some(b','));
}

#[test]
fn a_separator_in_a_number_or_beside_it_makes_two_cells() {
    for (separator, row) in
        [(b'.', "20.5\n"), (b'-', "-5\n"), (b'5', "25\n"), (b',', ",20\n"), (b',', "20,\n")]
    {
        let header = Header::read(b"cagr\n", Some(separator)).unwrap();
        let batch = Batch::new(&header, Market::embedded().unwrap(), &SKIPS).unwrap();
        let mut answer = Answer::default();
        assert_eq!(batch.answer(row.as_bytes(), &mut answer), b"");
        let told = answer.faults[0].error.to_string();
        assert_eq!(told, "number of cells `2`: expected 1, as in the header");
    }
}

#[test]
fn a_row_ends_with_its_line_or_with_its_quote() {
    let header = Header::read(b"note,cagr\n", None).unwrap();
    let batch = Batch::new(&header, Market::embedded().unwrap(), &SKIPS).unwrap();
    let mut answer = Answer::default();
    // More bytes than are scanned in one step.
    let [one, other] = ["a".repeat(20), "b".repeat(20)];
    let rest = "c,5\n".repeat(5);
    for (rows, answered, left_out) in [
        (format!("{one}\n{other},20\n{rest}"), 6, 1),
        (format!("{one},20,{other},20\n{rest}"), 5, 1),
        (format!("\"{one},20\n{other}\",20\n{rest}"), 6, 0),
        (format!("\"{one},20,{other}\",20\n{rest}"), 6, 0),
    ] {
        assert_eq!(batch.answer(rows.as_bytes(), &mut answer), b"");
        assert_eq!((answer.rows, answer.left_out), (answered, left_out), "{rows}");
    }
}

/// A file where every other read is interrupted.
struct Interrupted(Pieces, bool);

impl Read for Interrupted {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 { Err(io::ErrorKind::Interrupted.into()) } else { self.0.read(room) }
    }
}

#[test]
fn reading_continues_after_an_interruption() {
    let pieces = || Pieces::new(b"cagr\n20\n30\n", vec![3, 7]);
    let read = outcome(Interrupted(pieces(), false), 1);
    assert_eq!(read.rows, 2);
    assert_eq!(read, outcome(pieces(), 1));
}

/// A file where reading ends with an error.
struct Failing(Pieces);

impl Read for Failing {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        match self.0.read(room) {
            Ok(0) => Err(io::Error::other("the disk is gone")),
            read => read,
        }
    }
}

#[test]
fn a_read_error_ends_the_run() {
    for (threads, is_live) in [(1, false), (4, false), (4, true)] {
        let pieces = Failing(Pieces::new(b"cagr\n20\n30\n40", vec![5, 8, 11]));
        let mut blocks = if is_live { Blocks::live(pieces) } else { Blocks::new(pieces) };
        let header = blocks.header(None).unwrap().unwrap();
        let batch = Batch::new(&header, Market::embedded().unwrap(), &SKIPS).unwrap();
        let mut rows = 0;
        let ended = batch::run(&batch, blocks, threads, |answer| {
            rows += answer.rows;
            ControlFlow::<()>::Continue(())
        });
        assert!(
            matches!(ended, Err(Trouble::Input(error)) if error.to_string() == "the disk is gone")
        );
        assert_eq!(rows, 2);
    }
}

/// Returns the number of cells in each record, according to the csv crate.
fn cells_by_csv(file: &[u8]) -> Vec<usize> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    reader.byte_records().map(|record| record.unwrap().len()).collect()
}

proptest! {
    #[test]
    fn cells_are_split_as_by_the_csv_crate(
        body in prop::collection::vec(
            prop::sample::select(vec!["a", "1", ",", "\"", "\"\"", "\n", "\r\n", " ", ";"]), 0..60)
    ) {
        let file = format!("cagr,x\n{}\n", body.concat());
        let read = outcome(io::Cursor::new(file.clone()), 1);
        // In the csv crate, a quote that is never closed ends with the file.
        let is_open = read.faults.iter().any(|(_, fault)| fault.starts_with("a quote is never closed"));
        if !is_open {
            let cells = cells_by_csv(file.as_bytes());
            prop_assert_eq!((read.rows + read.left_out) as usize, cells.len());
            let told = |count: &usize| format!("number of cells `{count}`: expected 2, as in the header");
            let expected: Vec<String> = cells.iter().filter(|count| **count != 2).map(told).collect();
            let faults = read.faults.iter().map(|(_, fault)| fault);
            let counts: Vec<&String> = faults.filter(|fault| fault.starts_with("number of")).collect();
            // Only the first ten errors of a block are reported.
            prop_assert!(expected.iter().zip(&counts).all(|(expected, count)| expected == *count));
        }
    }

    /// If a row has a quote, it is split into cells before they are read. Otherwise it is read in one pass.
    #[test]
    fn a_row_reads_the_same_with_and_without_quotes(
        cells in prop::collection::vec("[0-9]{0,3}[-.]?[0-9]{1,3}[%x \r]?|[0-9]{18,22}|", 1..4),
        place in 0_usize..4,
        header in prop::sample::select(vec![
            "note,base,cagr", "cagr,base,note", "base,note,cagr", "note,cagr,x", "cagr,note,base",
        ]),
        newline in prop::sample::select(vec!["\n", "\r\n"])
    ) {
        let file = |note: &str| {
            let mut cells = cells.clone();
            cells.insert(place.min(cells.len()), note.to_owned());
            format!("{header}\n{}{newline}1,2,3\n", cells.join(","))
        };
        let (plain, quoted) = (file("7"), file("\"7\""));
        let [plain, quoted] = [plain, quoted].map(|file| outcome(io::Cursor::new(file), 1));
        prop_assert_eq!((plain.rows, plain.faults), (quoted.rows, quoted.faults));
        let written = |outcome: Vec<u8>| String::from_utf8(outcome).unwrap();
        prop_assert_eq!(written(plain.written), written(quoted.written).replace('"', ""));
    }
}
