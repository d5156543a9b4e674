//! What an unknown name was probably meant to be.

/// Returns the end of a sentence about the name.
pub(super) fn of(value: &str, known: &[String]) -> String {
    match nearest(value, known) {
        Some(near) => format!("; did you mean `{near}`?"),
        None if known.is_empty() => "; there are none".to_owned(),
        None => {
            let listed = known.join(", ");
            if listed.len() > LONGEST_LIST {
                String::new()
            } else {
                format!("; expected one of {listed}")
            }
        }
    }
}

/// The longest list of names in a message, in bytes.
const LONGEST_LIST: usize = 500;

/// The similarity (0 to 1, Jaro-Winkler) from which a name counts as a typo.
const NEAR: f64 = 0.75;

/// The longest name to compare, because time grows with the square of the length.
const LONGEST_COMPARED: usize = 100;

fn nearest<'a>(value: &str, known: &'a [String]) -> Option<&'a str> {
    if value.len() > LONGEST_COMPARED {
        return None;
    }
    let value = value.to_lowercase();
    known
        .iter()
        .filter(|name| name.len() <= LONGEST_COMPARED)
        .map(|name| (strsim::jaro_winkler(&value, name), name.as_str()))
        .filter(|(similarity, _)| *similarity >= NEAR)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name)
}
