//! Fits the columns of a table to the width of the terminal.

use std::cmp::Reverse;
use std::collections::HashSet;

use unicode_width::UnicodeWidthStr;

use crate::error::Error;
use crate::table::{Cell, Column, Rows};
use crate::wording;

/// The space between columns.
pub(super) const GAP: u16 = 2;

/// Longer words, such as addresses, may be cut; ids and words of sentences are shorter.
const LONGEST_WORD: usize = 40;

/// Names may be cut from this width, to leave room for numbers.
const LONGEST_IN_NAME: usize = 20;

/// If more columns than this are left out, only their number is given.
const MOST_TOLD: usize = 10;

/// The width that a column needs.
struct Place<'a> {
    at: usize,
    column: &'a Column,
    /// The width below which a number, or a word, would be cut.
    least: usize,
    /// The width at which nothing is wrapped.
    full: usize,
    /// The text of every row, if all have the same.
    everywhere: Option<String>,
}

/// The width that the cells of a column need, as far as they have been measured.
#[derive(Default)]
struct Cells {
    count: usize,
    widest: usize,
    /// The width below which one of them would be cut.
    uncut: usize,
    first: String,
    are_alike: bool,
}

impl Cells {
    fn add(&mut self, cell: &Cell, text: String) {
        self.widest = self.widest.max(text.width());
        self.uncut = self.uncut.max(uncut(cell, &text));
        if self.count == 0 {
            (self.first, self.are_alike) = (text, true);
        } else {
            self.are_alike = self.are_alike && self.first == text;
        }
        self.count += 1;
    }
}

/// Columns that fit.
pub(super) struct Fit {
    /// The indexes of the columns that are shown, each with its width.
    pub(super) shown: Vec<(usize, usize)>,
    /// Their total width.
    pub(super) width: usize,
    /// The columns that are left out, in words.
    pub(super) left_out: Vec<String>,
}

/// Chooses the columns that fit into `room`. Numbers are never split, and at least one column stays.
pub(super) fn fit(
    columns: &[Column],
    rows: &Rows,
    text: impl Fn(&Cell) -> String,
    room: usize,
) -> Result<Fit, Error> {
    let mut taken: Vec<Cells> = columns.iter().map(|_| Cells::default()).collect();
    for row in rows.iter() {
        for (cells, cell) in taken.iter_mut().zip(row?.iter()) {
            cells.add(cell, text(cell));
        }
    }
    let place = |(at, (column, cells))| Place::new(at, column, cells);
    let places: Vec<Place<'_>> = columns.iter().zip(taken).enumerate().map(place).collect();
    let to_go = first_to_go(&places, room);
    let (gone, places): (Vec<_>, Vec<_>) =
        places.into_iter().partition(|place| to_go.contains(&place.at));
    let mut left_out: Vec<String> = gone.iter().take(MOST_TOLD).map(Place::in_words).collect();
    if gone.len() > MOST_TOLD {
        left_out.push(wording::more(gone.len() - MOST_TOLD));
    }
    let width = room.min(together(&places, |place| place.full));
    Ok(Fit { shown: widened(&places, room), width, left_out })
}

impl<'a> Place<'a> {
    fn new(at: usize, column: &'a Column, cells: Cells) -> Self {
        let full = cells.widest.max(column.label.width());
        let least = cells.uncut.max(longest_word(&column.label)).min(full);
        let is_everywhere = cells.count > 1 && cells.are_alike;
        Self { at, column, least, full, everywhere: is_everywhere.then_some(cells.first) }
    }

    fn in_words(&self) -> String {
        let label = &self.column.label;
        match &self.everywhere {
            Some(cell) if !cell.is_empty() => wording::alike(label, cell),
            _ => label.clone(),
        }
    }

    /// First a column with the same text in every row, then a minor one.
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

/// The columns to leave out: the least important first and, among equals, the last.
fn first_to_go(places: &[Place<'_>], room: usize) -> HashSet<usize> {
    let mut taken = together(places, |place| place.least);
    let mut ranked: Vec<&Place<'_>> = places.iter().collect();
    ranked.sort_by_key(|place| (place.rank(), Reverse(place.at)));
    let has_to_go = |place: &&Place<'_>| {
        let has_no_room = taken > room;
        taken = taken.saturating_sub(place.least + usize::from(GAP));
        has_no_room
    };
    // At least one column stays.
    let others = places.len().saturating_sub(1);
    ranked.into_iter().take(others).take_while(has_to_go).map(|place| place.at).collect()
}

/// Gives each column the width it needs. If there isn't enough, the narrow columns are served first.
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
