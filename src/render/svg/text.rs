//! Measures, wraps, cuts and escapes text.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The fonts, of which the first one that is installed is used.
pub(super) const FAMILY: &str = "Helvetica, Arial, 'Liberation Sans', Arimo, system-ui, sans-serif";

/// The widths of the characters from the space to the tilde in Helvetica, in thousandths of the font size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// The widths of other characters, and of those that are two columns wide on a terminal.
const OTHER: f64 = 700.0;
const WIDE: f64 = 1100.0;

/// The factor by which a font may be wider than Helvetica.
const SLACK: f64 = 1.12;

/// The factor by which bold text is wider.
const BOLD: f64 = 1.07;

/// Ends a text that is cut.
const CUT: &str = "…";

/// A font size and a weight.
#[derive(Clone, Copy)]
pub(super) struct Font {
    pub(super) size: f64,
    pub(super) is_bold: bool,
}

/// The lines of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Wrapped {
    pub(super) lines: Vec<String>,
    /// Whether they are not the whole text.
    pub(super) is_cut: bool,
}

impl Font {
    pub(super) const fn regular(size: f64) -> Self {
        Self { size, is_bold: false }
    }

    pub(super) const fn bold(size: f64) -> Self {
        Self { size, is_bold: true }
    }

    /// Returns the width of the text in pixels, at most.
    pub(super) fn width(self, text: &str) -> f64 {
        let thousandths: f64 = clusters(&visible(text)).into_iter().map(cluster_width).sum();
        thousandths / 1000.0 * self.size * SLACK * if self.is_bold { BOLD } else { 1.0 }
    }

    /// Returns the text, or as much of its beginning as fits.
    pub(super) fn cut(self, text: &str, room: f64) -> String {
        if self.width(text) <= room {
            return text.to_owned();
        }
        let kept = self.prefix(text, room - self.width(CUT));
        format!("{}{CUT}", kept.trim_end())
    }

    /// Returns as much of the beginning as fits.
    fn prefix(self, text: &str, room: f64) -> &str {
        let mut end = 0;
        let mut used = 0.0;
        for cluster in clusters(text) {
            used += self.width(cluster);
            if used > room {
                break;
            }
            end += cluster.len();
        }
        text.get(..end).unwrap_or_default()
    }

    /// Breaks the text into at most that many lines.
    pub(super) fn wrap(self, text: &str, room: f64, most: usize) -> Wrapped {
        let text = visible(text);
        let mut lines = self.lines(&text, room);
        let is_cut = lines.len() > most;
        if is_cut {
            let rest = lines.split_off(most.saturating_sub(1)).join(" ");
            lines.push(self.cut(&rest, room));
        }
        Wrapped { lines, is_cut }
    }

    /// Breaks the text between words, and inside of words that are too long for a line.
    fn lines(self, text: &str, room: f64) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for mut word in text.split(' ').filter(|word| !word.is_empty()) {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer) <= room {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            while self.width(word) > room {
                let first = clusters(word).first().map_or(word.len(), |cluster| cluster.len());
                let end = self.prefix(word, room).len().max(first);
                let (Some(part), Some(rest)) = (word.get(..end), word.get(end..)) else { break };
                lines.push(part.to_owned());
                word = rest;
            }
            word.clone_into(&mut line);
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

/// Returns the text as the content of an element or an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            _ => safe.push(character),
        }
    }
    // Without isolation, a name in Hebrew would reorder the value after it.
    if text.chars().any(is_right_to_left) { format!("\u{2068}{safe}\u{2069}") } else { safe }
}

/// Returns the text without characters that XML forbids or that could reorder the text around them.
fn visible(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

fn is_hidden(character: char) -> bool {
    let is_override = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_noncharacter = matches!(character, '\u{fdd0}'..='\u{fdef}')
        || matches!(u32::from(character) & 0xffff, 0xfffe | 0xffff);
    character.is_control() || is_override || is_noncharacter
}

fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Splits the text where it may be cut: never before combining marks, or inside of an emoji that consists of several characters.
fn clusters(text: &str) -> Vec<&str> {
    const JOINER: char = '\u{200d}';
    let mut clusters = Vec::new();
    let (mut start, mut last, mut flags) = (0, None, 0);
    for (at, character) in text.char_indices() {
        let is_flag = matches!(character, '\u{1f1e6}'..='\u{1f1ff}');
        // A flag is a pair of letters.
        let is_second_letter = is_flag && flags % 2 == 1;
        let is_skin_tone = matches!(character, '\u{1f3fb}'..='\u{1f3ff}');
        let is_mark = character.width() == Some(0);
        let is_joined = is_mark || is_skin_tone || is_second_letter || last == Some(JOINER);
        if at > start && !is_joined {
            clusters.extend(text.get(start..at));
            start = at;
        }
        flags = if is_flag { flags + 1 } else { 0 };
        last = Some(character);
    }
    clusters.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    clusters
}

fn cluster_width(cluster: &str) -> f64 {
    if let &[byte] = cluster.as_bytes() {
        let place = usize::from(byte).checked_sub(usize::from(b' '));
        return place.and_then(|place| WIDTHS.get(place)).map_or(OTHER, |width| f64::from(*width));
    }
    match cluster {
        "…" => 1000.0,
        "–" => 556.0,
        _ if cluster.width() > 1 => WIDE,
        _ => OTHER,
    }
}
