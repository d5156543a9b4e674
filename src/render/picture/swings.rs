//! Tornadoes: the sizes at both ends of each input.

use crate::error::{Error, PictureFault};
use crate::table::{Cell, Column, MeasureKind};
use crate::wording::names;

use super::values::Values;
use super::{Swing, Tornado};

pub(super) fn plot(values: &Values<'_>) -> Result<Tornado, Error> {
    // Only the table for people has the ends of the inputs as text.
    let grid = values.table.for_people()?;
    let columns = &grid.columns;
    let of_key = |key: &str| columns.iter().position(|column| column.key == key);
    let is_bound = |(_, column): &(usize, &Column)| column.kind == MeasureKind::Bound;
    let mut bounds = columns.iter().enumerate().filter(is_bound).map(|(place, _)| place);
    let (low, high) = (bounds.next(), bounds.next());
    let mut swings = Vec::new();
    for row in grid.rows.iter() {
        let row = row?;
        let cell = |place: Option<usize>| place.and_then(|place| row.get(place));
        let end = |text, size| Some((text_of(cell(text)?), values.value(cell(size)?)?));
        let ends = end(of_key("low"), low).zip(end(of_key("high"), high));
        // Equal digits would be a bar of no length.
        if let Some((low, high)) = ends.filter(|(low, high)| low.1.text != high.1.text) {
            let name = row.first().map(text_of).unwrap_or_default();
            swings.push(Swing { name, low, high });
        }
    }
    let center = values.table.path.first().and_then(|(_, cell)| values.value(cell));
    let center = center.ok_or(PictureFault::NoRows)?;
    if swings.is_empty() {
        return Err(PictureFault::NoSwings.into());
    }
    Ok(Tornado { center: (names::FORECAST.to_owned(), center), swings })
}

fn text_of(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Named { name: text, .. } => text.clone(),
        _ => String::new(),
    }
}
