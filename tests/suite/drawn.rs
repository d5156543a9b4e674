//! Reads pictures back: XML, the boxes of texts, and the points of paths.

use std::collections::BTreeMap;

/// An element with everything in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    /// The text in it, with the text in its parts.
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

/// A text with the room that it takes in Helvetica.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

/// Parses a document, strictly: what is not well-formed XML panics.
pub(crate) fn parse(text: &str) -> Element {
    for character in text.chars() {
        let is_allowed =
            matches!(character, '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        assert!(is_allowed, "{character:?} in {text}");
    }
    let (root, rest) = element(text);
    assert_eq!(rest.trim(), "", "after the end");
    root
}

/// Parses the element at the start of the text, and returns what is after it.
fn element(text: &str) -> (Element, &str) {
    let rest = text.strip_prefix('<').unwrap_or_else(|| panic!("no element: {text:.80}"));
    let (tag, mut rest) = rest.split_once('>').expect("an open tag");
    let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
    let name_end = tag.find([' ', '\n']).unwrap_or(tag.len());
    let mut found = Element { name: name(&tag[..name_end]), ..Element::default() };
    let mut attributes = tag[name_end..].trim_start();
    while !attributes.is_empty() {
        let (key, after) = attributes.split_once("=\"").expect(attributes);
        let (value, after) = after.split_once('"').expect(attributes);
        assert!(!value.contains('<'), "{value}");
        let before = found.attributes.insert(name(key), unescaped(value));
        assert!(before.is_none(), "{key} twice in {tag}");
        assert!(after.is_empty() || after.starts_with([' ', '\n']), "{tag}");
        attributes = after.trim_start();
    }
    if is_empty {
        return (found, rest);
    }
    loop {
        let (text, after) = rest.split_at(rest.find('<').expect("an end tag"));
        assert!(!text.contains("]]>"), "{text}");
        found.text.push_str(&unescaped(text));
        if let Some(after) = after.strip_prefix("</") {
            let (end, after) = after.split_once('>').unwrap();
            assert_eq!(end, found.name);
            return (found, after);
        }
        let (child, after) = element(after);
        if child.name == "tspan" {
            found.text.push_str(&child.text);
        }
        found.children.push(child);
        rest = after;
    }
}

fn name(text: &str) -> String {
    let is_name = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    assert!(is_name, "{text:?} is no name");
    text.to_owned()
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (entity, rest) = part.split_once(';').expect(part);
        plain.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            _ => panic!("&{entity};"),
        });
        plain.push_str(rest);
    }
    plain
}

impl Element {
    pub(crate) fn get(&self, attribute: &str) -> &str {
        let value = self.attributes.get(attribute);
        value.unwrap_or_else(|| panic!("no {attribute}: {self:?}"))
    }

    pub(crate) fn number(&self, attribute: &str) -> f64 {
        self.get(attribute).parse().unwrap()
    }

    /// Returns the element and everything in it.
    pub(crate) fn all(&self) -> Vec<&Self> {
        let mut all = vec![self];
        all.extend(self.children.iter().flat_map(Self::all));
        all
    }

    pub(crate) fn named(&self, name: &str) -> Vec<&Self> {
        self.all().into_iter().filter(|element| element.name == name).collect()
    }

    /// Returns every visible text.
    pub(crate) fn texts(&self) -> Vec<Placed> {
        let mut texts = Vec::new();
        self.collect_texts(self.number("font-size"), "start", &mut texts);
        texts
    }

    fn collect_texts(&self, size: f64, anchor: &str, texts: &mut Vec<Placed>) {
        let size = self.attributes.get("font-size").map_or(size, |size| size.parse().unwrap());
        let anchor = self.attributes.get("text-anchor").map_or(anchor, |anchor| anchor);
        if self.name == "text" {
            texts.push(self.placed(size, anchor));
        }
        self.children.iter().for_each(|child| child.collect_texts(size, anchor, texts));
    }

    fn placed(&self, size: f64, anchor: &str) -> Placed {
        let is_bold = self.attributes.contains_key("font-weight");
        let bold: f64 = self.named("tspan").iter().map(|part| width(&part.text, size)).sum();
        let all = width(&self.text, size);
        let width = if is_bold { all * 1.07 } else { all + bold * 0.07 };
        let (x, y) = (self.number("x"), self.number("y"));
        let left = match anchor {
            "end" => x - width,
            "middle" => x - width / 2.0,
            _ => x,
        };
        let (top, bottom) = (y - 0.72 * size, y + 0.2 * size);
        Placed { text: self.text.clone(), left, right: left + width, top, bottom }
    }

    /// Returns the points of a path that has absolute moves, lines, and horizontal and vertical ones.
    pub(crate) fn points(&self) -> Vec<(f64, f64)> {
        let mut points: Vec<(f64, f64)> = Vec::new();
        let path = self.get("d");
        let starts: Vec<usize> =
            path.match_indices(char::is_alphabetic).map(|(at, _)| at).collect();
        let ends = starts.iter().copied().skip(1).chain([path.len()]);
        for (start, end) in starts.iter().copied().zip(ends) {
            let numbers = path[start + 1..end].split(' ').filter(|number| !number.is_empty());
            let numbers: Vec<f64> = numbers.map(|number| number.parse().unwrap()).collect();
            let (x, y) = points.last().copied().unwrap_or_default();
            match (&path[start..=start], numbers.as_slice()) {
                ("M" | "L", &[x, y]) => points.push((x, y)),
                ("H", &[x]) => points.push((x, y)),
                ("V", &[y]) => points.push((x, y)),
                ("v", &[down]) => points.push((x, y + down)),
                ("Z", &[]) => {}
                other => panic!("{other:?} in {path}"),
            }
        }
        points
    }
}

/// The widths of letters in Helvetica, in thousandths, in groups.
fn letter(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' => 222.0,
        '\'' => 191.0,
        '|' => 260.0,
        ' ' | '!' | ',' | '.' | '/' | ':' | ';' | 'I' | '[' | '\\' | ']' | 'f' | 't' => 278.0,
        '(' | ')' | '-' | '`' | 'r' | '{' | '}' => 333.0,
        '"' => 355.0,
        '*' => 389.0,
        '^' => 469.0,
        'J' | 'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 500.0,
        '+' | '<' | '=' | '>' | '~' => 584.0,
        'F' | 'T' | 'Z' => 611.0,
        '&' | 'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' => 667.0,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'w' => 722.0,
        'G' | 'O' | 'Q' => 778.0,
        'M' | 'm' => 833.0,
        '%' => 889.0,
        'W' => 944.0,
        '@' => 1015.0,
        '…' => 1000.0,
        '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' => 0.0,
        '\u{2e80}'..='\u{ffff}' => 1000.0,
        // Parts of a single picture.
        '\u{1f000}'.. => 250.0,
        _ => 556.0,
    }
}

fn width(text: &str, size: f64) -> f64 {
    text.chars().map(letter).sum::<f64>() / 1000.0 * size
}
