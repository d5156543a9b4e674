//! Topics that help explains.

use super::commands;

/// A text about something that several commands share.
pub(super) struct Topic {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
}

// A new topic needs its file and an entry here.
pub(super) const TOPICS: &[Topic] = &[
    Topic { name: "formats", text: include_str!("topics/formats.txt") },
    Topic { name: "exit-codes", text: include_str!("topics/exit-codes.txt") },
    Topic { name: "what-ifs", text: include_str!("topics/what-ifs.txt") },
    Topic { name: "datasets", text: include_str!("topics/datasets.txt") },
    Topic { name: "method", text: include_str!("topics/method.txt") },
];

/// Every command and topic.
pub(super) fn subjects() -> Vec<&'static str> {
    commands::names().chain(TOPICS.iter().map(|topic| topic.name)).collect()
}

/// Returns a sentence about where the topics are explained.
pub(super) fn pointer() -> String {
    format!("`aiinfra help TOPIC` explains {}.", in_words())
}

/// The topics in a sentence.
pub(super) fn in_words() -> String {
    let names: Vec<&str> = TOPICS.iter().map(|topic| topic.name).collect();
    match names.as_slice() {
        [others @ .., last] => format!("{} or {last}", others.join(", ")),
        [] => String::new(),
    }
}
