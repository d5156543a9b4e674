//! Bars: the values at one position.

use crate::error::Error;

use super::values::Values;
use super::{Bar, Bars, Group};

/// The bars of every series at the only position.
pub(super) fn plot(values: &Values<'_>) -> Result<Bars, Error> {
    let lines = values.lines();
    let position = values.axis().positions.into_iter().next();
    let headings = values.headings()?;
    // On an axis other than time, the only position is part of what every bar assumes.
    let common = position.iter().zip(values.axis_label());
    let common: String = common.map(|(one, label)| format!("{label} {}", one.text)).collect();
    let mut groups: Vec<Group> = Vec::new();
    for (place, line) in lines.into_iter().enumerate() {
        let heading = headings.get(place).map_or_else(|| common.clone(), |(_, name)| name.clone());
        // The heading is part of the name of a series, so that the name is unique.
        let name = line.name.strip_prefix(&format!("{heading}: ")).unwrap_or(&line.name).to_owned();
        let name = match &position {
            Some(position) if name.is_empty() => position.text.clone(),
            _ => name,
        };
        let point = line.points.into_iter().next().flatten();
        let bar = Bar { name, point, is_main: line.is_main };
        match groups.last_mut() {
            Some(group) if group.heading == heading => group.bars.push(bar),
            _ => groups.push(Group { heading, bars: vec![bar] }),
        }
    }
    Ok(Bars { groups })
}
