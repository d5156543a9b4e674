//! Published shares as options: `region/europe=25`.

use std::str::FromStr;

use aiinfra::{Share, id_of_name};

use super::entry::{as_typed, quoted};
use crate::cli::failure::Failure;

/// A segment's published share, as typed.
#[derive(Clone)]
pub(super) struct SegmentShare {
    dimension: Label,
    segment: Label,
    percent: String,
}

impl FromStr for SegmentShare {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = "expected a dimension, a segment and a percentage, such as region/europe=25";
        let (names, percent) = text.split_once('=').ok_or(expected)?;
        let (dimension, segment) = names.split_once('/').ok_or(expected)?;
        let (dimension, segment) = (dimension.parse()?, segment.parse()?);
        Ok(Self { dimension, segment, percent: as_typed::<Share>(percent.trim())? })
    }
}

/// The id and the name of a dimension or a segment.
#[derive(Clone)]
struct Label {
    id: String,
    name: String,
}

impl FromStr for Label {
    type Err = String;

    /// Makes the id from a name, or the name from an id.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let id = id_of_name(text);
        if id.is_empty() {
            return Err(format!(
                "expected an unaccented letter or a digit in `{text}`, for its id"
            ));
        }
        let name = if id == text { name(&id) } else { text.to_owned() };
        Ok(Self { id, name })
    }
}

impl Label {
    fn keys(&self) -> [String; 2] {
        [format!("id = {}", quoted(&self.id)), format!("name = {}", quoted(&self.name))]
    }
}

/// Returns the name of an id: `North America` for `north-america`.
fn name(id: &str) -> String {
    id.split('-').map(capitalized).collect::<Vec<_>>().join(" ")
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// The shares of a dimension.
pub(super) struct Divided<'a> {
    dimension: &'a Label,
    shares: Vec<&'a SegmentShare>,
}

impl Divided<'_> {
    /// Returns the keys of the dimension, except its year.
    pub(super) fn keys(&self) -> String {
        let share = |share: &&SegmentShare| {
            let ([id, name], percent) = (share.segment.keys(), quoted(&share.percent));
            format!("{{ {id}, {name}, share = {percent} }}")
        };
        let segments: Vec<String> = self.shares.iter().map(share).collect();
        let [id, name] = self.dimension.keys();
        format!("{id}\n{name}\nsegments = [{}]\n", segments.join(", "))
    }
}

/// Groups shares by dimension. Everything stays in the order in which it was typed.
pub(super) fn by_dimension(shares: &[SegmentShare]) -> Result<Vec<Divided<'_>>, Failure> {
    let mut divided: Vec<Divided<'_>> = Vec::new();
    for share in shares {
        let (dimension, segment) = (&share.dimension, &share.segment);
        match divided.iter_mut().find(|known| known.dimension.id == dimension.id) {
            None => divided.push(Divided { dimension, shares: vec![share] }),
            Some(known) if known.shares.iter().any(|other| other.segment.id == segment.id) => {
                let option = format!("share {}/{}", dimension.id, segment.id);
                return Err(Failure::clash(&option, &option, "one for each segment"));
            }
            Some(known) => known.shares.push(share),
        }
    }
    Ok(divided)
}
