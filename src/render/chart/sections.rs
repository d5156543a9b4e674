//! The values of a picture as sections of rows, each of which has a bar.

use crate::derivation::Basis;
use crate::render::picture::{
    Axis, Bar, Bars, Dots, Fan, Group, Line, Lines, Plot, Point, Swing, Tornado, Value,
};

use super::pen::Ink;

/// Rows under a heading, which is empty if there is only one section.
#[derive(Default)]
pub(super) struct Section {
    pub(super) heading: String,
    pub(super) rows: Vec<Entry>,
}

/// A row.
pub(super) struct Entry {
    pub(super) name: String,
    /// `None` if the value is missing.
    pub(super) value: Option<Value>,
    /// A mark after the value: `published` or `given`.
    pub(super) mark: &'static str,
    /// The ink of its bar.
    pub(super) ink: Ink,
}

/// The values of any picture.
pub(super) fn of(plot: &Plot) -> Vec<Section> {
    let mut sections = match plot {
        Plot::Bars(bars) => of_bars(bars),
        Plot::Lines(lines) => of_lines(lines),
        Plot::Layers(layers) => by_position(&layers.axis, &layers.layers),
        Plot::Fan(fan) => of_fan(fan),
        Plot::Tornado(tornado) => of_tornado(tornado),
        Plot::Dots(dots) => of_dots(dots),
    };
    drop_uniform_marks(&mut sections);
    highlight_all_if_none(&mut sections);
    sections
}

fn of_bars(bars: &Bars) -> Vec<Section> {
    let row = |bar: &Bar| entry(&bar.name, bar.point.as_ref(), bar.is_main);
    let section = |group: &Group| Section {
        heading: group.heading.clone(),
        rows: group.bars.iter().map(row).collect(),
    };
    bars.groups.iter().map(section).collect()
}

fn of_lines(lines: &Lines) -> Vec<Section> {
    let mut sections = by_position(&lines.axis, &lines.lines);
    let Some(goal) = &lines.goal else { return sections };
    let row = Entry {
        name: goal.name.clone(),
        value: Some(goal.value.clone()),
        mark: "",
        ink: Ink::Goal,
    };
    if let Some(section) = sections.last_mut() {
        // The goal is under the year in which it is reached, or is to be reached.
        let is_until = |position: &&Value| {
            goal.position.as_ref().is_none_or(|reached| position.number <= *reached)
        };
        let place = lines.axis.positions.iter().filter(is_until).count();
        section.rows.insert(place.min(section.rows.len()), row);
    }
    sections
}

/// A section for each position, or a row if there is a single series.
fn by_position(axis: &Axis, lines: &[Line]) -> Vec<Section> {
    let point = |line: &Line, place: usize| line.points.get(place).cloned().flatten();
    let positions = || axis.positions.iter().enumerate();
    if let [line] = lines {
        let row = |(place, position): (usize, &Value)| {
            entry(&position.text, point(line, place).as_ref(), line.is_main)
        };
        return vec![Section { heading: String::new(), rows: positions().map(row).collect() }];
    }
    let section = |(place, position): (usize, &Value)| {
        let row = |line: &Line| entry(&line.name, point(line, place).as_ref(), line.is_main);
        Section { heading: position.text.clone(), rows: lines.iter().map(row).collect() }
    };
    positions().map(section).collect()
}

fn of_fan(fan: &Fan) -> Vec<Section> {
    let lines: Vec<Line> = fan.quantiles(usize::MAX).into_iter().cloned().collect();
    let mut sections = by_position(&fan.axis, &lines);
    if let ([section], [year]) = (sections.as_mut_slice(), fan.axis.positions.as_slice())
        && section.heading == year.text
    {
        section.heading.clear();
    }
    sections
}

fn of_tornado(tornado: &Tornado) -> Vec<Section> {
    let row = |name: &str, value: &Value, is_main: bool| Entry {
        name: name.to_owned(),
        value: Some(value.clone()),
        mark: "",
        ink: if is_main { Ink::Main } else { Ink::Plain },
    };
    let (name, center) = &tornado.center;
    let center = Section { heading: String::new(), rows: vec![row(name, center, true)] };
    let swing = |swing: &Swing| {
        let [low, high] = [&swing.low, &swing.high].map(|(name, value)| row(name, value, false));
        Section { heading: swing.name.clone(), rows: vec![low, high] }
    };
    [center].into_iter().chain(tornado.swings.iter().map(swing)).collect()
}

fn of_dots(dots: &Dots) -> Vec<Section> {
    let reports = dots.dots.iter().map(|dot| entry(&dot.name, Some(&dot.point), dot.is_main));
    let statistics = dots.quartiles.iter().map(|(name, value)| Entry {
        name: name.clone(),
        value: Some(value.clone()),
        mark: "",
        ink: Ink::Plain,
    });
    let section = |rows| Section { heading: String::new(), rows };
    vec![section(reports.collect()), section(statistics.collect())]
}

fn entry(name: &str, point: Option<&Point>, is_main: bool) -> Entry {
    let value = point.map(|point| point.value.clone());
    let mark = match point.map(|point| point.basis) {
        Some(basis @ (Basis::Published | Basis::Given)) => basis.name(),
        Some(Basis::Computed) | None => "",
    };
    Entry { name: name.to_owned(), value, mark, ink: if is_main { Ink::Main } else { Ink::Plain } }
}

/// Drops the marks if every value has one.
fn drop_uniform_marks(sections: &mut [Section]) {
    let mut rows = sections.iter().flat_map(|section| &section.rows);
    let has_computed = rows.any(|row| row.value.is_some() && row.mark.is_empty());
    for row in sections.iter_mut().flat_map(|section| &mut section.rows) {
        if !has_computed {
            row.mark = "";
        }
    }
}

/// Gives every value the main color if none has it.
fn highlight_all_if_none(sections: &mut [Section]) {
    let mut rows = sections.iter().flat_map(|section| &section.rows);
    let has_main = rows.any(|row| row.ink == Ink::Main);
    for row in sections.iter_mut().flat_map(|section| &mut section.rows) {
        if !has_main && row.ink == Ink::Plain {
            row.ink = Ink::Main;
        }
    }
}
