//! Helpers that read pages.

use std::collections::BTreeMap;

use super::program::stdout;

/// A table of a page: its headings, and the text of its cells by row.
pub(crate) struct Table {
    pub(crate) headings: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// Returns what is between two marks, each time.
pub(crate) fn between<'a>(
    text: &'a str,
    begin: &'a str,
    end: &'a str,
) -> impl Iterator<Item = &'a str> {
    text.split(begin).skip(1).map(move |rest| rest.split(end).next().unwrap())
}

/// Returns the text of an element.
pub(crate) fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text += before;
        rest = tag.split_once('>').unwrap().1;
    }
    text += rest;
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// Returns the tables of a page, by caption.
pub(crate) fn tables(page: &str) -> BTreeMap<String, Table> {
    let cells = |row: &str| {
        let starts = row.split("<th").flat_map(|part| part.split("<td")).skip(1);
        starts.map(|cell| plain(cell.split_once('>').unwrap().1)).collect::<Vec<_>>()
    };
    let table = |html: &str| {
        let caption = plain(between(html, "<caption", "</caption>").next().unwrap());
        let caption = caption.split_once('>').unwrap().1.to_owned();
        let (head, body) = html.split_once("<tbody>").unwrap();
        let headings = cells(between(head, "<tr", "</tr>").next().unwrap());
        let rows = between(body, "<tr", "</tr>").map(cells).collect();
        (caption, Table { headings, rows })
    };
    between(page, "<table", "</table>").map(table).collect()
}

/// Returns the cells of an answer as people see them.
pub(crate) fn markdown(call: &str) -> Table {
    let text = stdout(&format!("{call} --format markdown"));
    let cells = |line: &str| {
        let line = line.trim_start_matches("| ").trim_end_matches(" |");
        let cells = line.split(" | ").map(|cell| cell.trim().replace('\\', ""));
        cells.collect::<Vec<_>>()
    };
    let mut lines = text.lines().filter(|line| line.starts_with('|')).map(cells);
    let headings = lines.next().unwrap();
    Table { headings, rows: lines.skip(1).collect() }
}
