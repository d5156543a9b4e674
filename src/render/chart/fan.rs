//! Intervals in a row, with their numbers beside them.

use crate::render::picture::{Fan, Line};

use super::glyphs::whole;
use super::pen::{GAP, Ink, Pen, Row, longest};

/// Below this many columns, fewer bands are shown, so that they stay distinct.
const LEAST: usize = 24;

/// The fewest columns in which intervals are drawn.
const LEAST_OF_ALL: usize = 8;

/// A column of numbers: its heading in words, one above the other, and its width.
struct Numbers<'a> {
    line: &'a Line,
    width: usize,
}

/// Draws as many bands as the line has room for, the outermost first.
pub(super) fn draw(fan: &Fan, pen: &Pen) -> Option<String> {
    let names = longest(fan.axis.positions.iter().map(|position| position.text.as_str()));
    (1..=fan.bands.len()).rev().find_map(|count| {
        let numbers = numbers(fan, count);
        let taken: usize = numbers.iter().map(|column| GAP + column.width).sum();
        let columns = pen.room.saturating_sub(names + taken + GAP);
        let least = if count > 1 { LEAST } else { LEAST_OF_ALL };
        let highest = highest(&numbers);
        let drawing = Drawing { fan, count, numbers, names, columns, highest };
        (columns >= least).then(|| drawing.text(pen))
    })
}

/// The numbers that are shown with that many bands, from the lowest to the highest.
fn numbers(fan: &Fan, count: usize) -> Vec<Numbers<'_>> {
    let lines = fan.quantiles(count).into_iter();
    let column = |line| Numbers { line, width: longest(words(line).chain(texts(line))) };
    lines.map(column).collect()
}

fn words(line: &Line) -> impl DoubleEndedIterator<Item = &str> {
    line.name.split(' ')
}

fn texts(line: &Line) -> impl Iterator<Item = &str> {
    line.points.iter().flatten().map(|point| point.value.text.as_str())
}

fn highest(numbers: &[Numbers<'_>]) -> f64 {
    let mut highest = 0.0;
    for point in numbers.iter().flat_map(|column| column.line.points.iter().flatten()) {
        let number = point.value.number.to_f64();
        highest = if number > highest { number } else { highest };
    }
    highest
}

struct Drawing<'a> {
    fan: &'a Fan,
    /// The number of bands.
    count: usize,
    numbers: Vec<Numbers<'a>>,
    /// The columns of the names.
    names: usize,
    /// The columns of the intervals.
    columns: usize,
    /// The highest number. All rows have the same scale, from zero up to it.
    highest: f64,
}

impl Drawing<'_> {
    fn text(&self, pen: &Pen) -> String {
        let mut text = self.header(pen);
        for (place, position) in self.fan.axis.positions.iter().enumerate() {
            let mut row = Row::default();
            row.put(0, &position.text, Ink::Plain);
            let mut end = self.names;
            for column in &self.numbers {
                end += GAP + column.width;
                let value = column.line.points.get(place).and_then(Option::as_ref);
                let value = value.map_or(pen.nothing(), |point| &point.value.text);
                row.put_before(end, value, Ink::Plain);
            }
            row.put(end + GAP, self.interval(place, pen).trim_end(), Ink::Main);
            text += &row.finish(pen);
        }
        text
    }

    /// The headings of the numbers, one word per line.
    fn header(&self, pen: &Pen) -> String {
        let heights = self.numbers.iter().map(|column| words(column.line).count());
        let height = heights.max().unwrap_or_default();
        let mut text = String::new();
        for above in (0..height).rev() {
            let mut row = Row::default();
            let mut end = self.names;
            for column in &self.numbers {
                end += GAP + column.width;
                row.put_before(end, words(column.line).rev().nth(above).unwrap_or(""), Ink::Soft);
            }
            text += &row.finish(pen);
        }
        text
    }

    /// The interval in a row, with a heavier line from the second band on.
    fn interval(&self, place: usize, pen: &Pen) -> String {
        let cell = |line: &Line| {
            let point = line.points.get(place)?.as_ref()?;
            Some(self.cell(point.value.number.to_f64()))
        };
        let ends = |(low, high): &(Line, Line)| Some((cell(low)?, cell(high)?));
        let bands: Vec<(usize, usize)> =
            self.fan.bands.iter().take(self.count).filter_map(ends).collect();
        let middle = self.fan.middle.as_ref().and_then(cell);
        let single = self.fan.single.as_ref().and_then(cell);
        let [start, end, line, inner, median, point] = if pen.is_ascii {
            ['|', '|', '-', '=', '*', '|']
        } else {
            ['├', '┤', '─', '━', '█', '│']
        };
        let glyph = |at: usize| {
            let (low, high) = bands.first().copied()?;
            let is_inner = bands.iter().skip(1).any(|(low, high)| (*low..=*high).contains(&at));
            Some(match at {
                _ if middle == Some(at) => median,
                _ if single == Some(at) => point,
                _ if at == low && low == high => point,
                _ if at == low => start,
                _ if at == high => end,
                _ if is_inner => inner,
                _ if (low..=high).contains(&at) => line,
                _ => ' ',
            })
        };
        (0..self.columns).map(|at| glyph(at).unwrap_or(' ')).collect()
    }

    /// The column of a number.
    fn cell(&self, number: f64) -> usize {
        let last = self.columns.saturating_sub(1);
        if self.highest > 0.0 { whole(number / self.highest * last as f64).min(last) } else { 0 }
    }
}
