//! Which columns a narrow terminal has room for, and how wide each is.

use unicode_width::UnicodeWidthStr;

use crate::table::{Cell, Column};

/// What stands between two columns.
pub(super) const GAP: u16 = 2;

/// A longer word may be cut, as an address may: none of an id or of a sentence is.
const LONGEST_WORD: usize = 40;

/// A name is cut sooner, before a number has no room beside it.
const LONGEST_IN_NAME: usize = 20;

/// Of more columns that have no room, the number is told.
const MOST_TOLD: usize = 10;

/// A column, and the room that it takes.
struct Place<'a> {
    at: usize,
    column: &'a Column,
    /// The width below which a number, or a word, would be cut.
    least: usize,
    /// The width at which nothing is wrapped.
    full: usize,
    /// What stands in every one of several rows.
    everywhere: Option<&'a str>,
}

/// Columns that fit.
pub(super) struct Fit {
    /// The columns that are shown, by their places, each with its width.
    pub(super) shown: Vec<(usize, usize)>,
    /// How wide they are together.
    pub(super) width: usize,
    /// The columns that are not, in words.
    pub(super) left_out: Vec<String>,
}

/// The columns that fit into `room`: numbers are never split, and one column stays whatever it takes.
pub(super) fn fit(
    columns: &[Column],
    cells: &[Vec<Cell>],
    texts: &[Vec<String>],
    room: usize,
) -> Fit {
    let place = |(at, column)| Place::new(at, column, cells, texts);
    let mut places: Vec<Place<'_>> = columns.iter().enumerate().map(place).collect();
    let mut gone: Vec<Place<'_>> = Vec::new();
    let mut taken = together(&places, |place| place.least);
    while places.len() > 1 && taken > room {
        let place = places.remove(first_to_go(&places));
        taken -= place.least + usize::from(GAP);
        gone.push(place);
    }
    gone.sort_by_key(|place| place.at);
    let mut left_out: Vec<String> = gone.iter().take(MOST_TOLD).map(Place::in_words).collect();
    if gone.len() > MOST_TOLD {
        left_out.push(format!("{} more", gone.len() - MOST_TOLD));
    }
    let width = room.min(together(&places, |place| place.full));
    Fit { shown: widened(&places, room), width, left_out }
}

impl<'a> Place<'a> {
    fn new(at: usize, column: &'a Column, cells: &[Vec<Cell>], texts: &'a [Vec<String>]) -> Self {
        let column_of_texts = || texts.iter().filter_map(|row| row.get(at)).map(String::as_str);
        let widest = column_of_texts().map(UnicodeWidthStr::width).max().unwrap_or(0);
        let full = widest.max(column.label.width());
        let both = cells.iter().filter_map(|row| row.get(at)).zip(column_of_texts());
        let uncut = both.map(|(cell, text)| uncut(cell, text)).max().unwrap_or(0);
        let least = uncut.max(longest_word(&column.label)).min(full);
        let mut all = column_of_texts();
        let everywhere =
            all.next().filter(|first| texts.len() > 1 && all.all(|text| text == *first));
        Self { at, column, least, full, everywhere }
    }

    fn in_words(&self) -> String {
        let label = &self.column.label;
        match self.everywhere {
            Some(cell) if !cell.is_empty() => format!("{label} ({cell} in every row)"),
            _ => label.clone(),
        }
    }

    /// A column that says the same in every row is missed least, then one that says little.
    fn rank(&self) -> (bool, bool) {
        (self.everywhere.is_none(), !self.column.is_minor)
    }
}

/// The width below which a number would be split, or a word.
fn uncut(cell: &Cell, text: &str) -> usize {
    match cell {
        Cell::Text(_) => longest_word(text).min(LONGEST_WORD),
        Cell::Named { .. } => longest_word(text).min(LONGEST_IN_NAME),
        _ => text.width(),
    }
}

fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

fn together(places: &[Place<'_>], width: fn(&Place<'_>) -> usize) -> usize {
    let gap = usize::from(GAP);
    places.iter().map(|place| width(place) + gap).sum::<usize>().saturating_sub(gap)
}

/// Of those that are missed alike, the last one.
fn first_to_go(places: &[Place<'_>]) -> usize {
    let ranked = places.iter().enumerate().rev();
    ranked.min_by_key(|(_, place)| place.rank()).map_or(0, |(at, _)| at)
}

/// Each column as wide as it takes; what is too little for all goes first to those that need least.
fn widened(places: &[Place<'_>], room: usize) -> Vec<(usize, usize)> {
    let mut spare = room.saturating_sub(together(places, |place| place.least));
    let mut by_need: Vec<&Place<'_>> = places.iter().collect();
    by_need.sort_by_key(|place| place.full - place.least);
    let mut widths: Vec<(usize, usize)> = by_need
        .into_iter()
        .map(|place| {
            let more = spare.min(place.full - place.least);
            spare -= more;
            (place.at, place.least + more)
        })
        .collect();
    widths.sort_unstable();
    widths
}
