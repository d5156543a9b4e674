//! Bars of block elements, to an eighth of a column.

use super::pen::Pen;

/// Where zero is among the columns of a scale, and how long a unit is.
pub(super) struct Scale {
    /// The columns for negative numbers.
    pub(super) below: usize,
    columns_per_unit: f64,
}

impl Scale {
    /// The scale of that many columns that has room for numbers on both sides of zero.
    pub(super) fn new(numbers: impl Iterator<Item = f64>, columns: usize) -> Self {
        let (mut lowest, mut highest) = (0.0, 0.0);
        for number in numbers {
            lowest = if number < lowest { number } else { lowest };
            highest = if number > highest { number } else { highest };
        }
        let span = highest - lowest;
        let share = if span > 0.0 { -lowest / span } else { 0.0 };
        let most = columns.saturating_sub(usize::from(highest > 0.0));
        let least = usize::from(lowest < 0.0).min(most);
        let below = whole(share * columns as f64).clamp(least, most);
        let above = columns - below;
        // On both sides, the longest bar must fit.
        let low = if lowest < 0.0 { below as f64 / -lowest } else { f64::INFINITY };
        let high = if highest > 0.0 { above as f64 / highest } else { f64::INFINITY };
        let columns_per_unit = if low < high { low } else { high };
        Self { below, columns_per_unit }
    }

    /// The length of a number in columns.
    pub(super) fn length(&self, number: f64) -> f64 {
        let length = number * self.columns_per_unit;
        match () {
            // Without any number but zero, a unit has no length.
            () if length.is_nan() => 0.0,
            () if length < 0.0 => -length,
            () => length,
        }
    }
}

/// The nearest whole number, or zero for a negative number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lengths are small and not negative"
)]
pub(super) fn whole(number: f64) -> usize {
    (number + 0.5) as usize
}

/// The largest whole number up to one that is not negative.
pub(super) fn whole_below(number: f64) -> usize {
    whole(number - 0.5)
}

/// A bar that begins at the left. If its length isn't zero, at least a thin line is drawn.
pub(super) fn bar(length: f64, pen: &Pen) -> String {
    if pen.is_ascii {
        return ascii_bar(length);
    }
    let eighths = whole(length * 8.0).max(usize::from(length > 0.0));
    let part = eighths.checked_rem(8).and_then(|part| part.checked_sub(1));
    let part = part.and_then(|part| "▏▎▍▌▋▊▉".chars().nth(part));
    "█".repeat(eighths / 8) + &part.map(String::from).unwrap_or_default()
}

/// A bar that begins at the right, to half a column: fonts have no other parts of a block on that side.
pub(super) fn bar_to_left(length: f64, pen: &Pen) -> String {
    if pen.is_ascii {
        return ascii_bar(length);
    }
    let halves = whole(length * 2.0);
    let part = match halves % 2 {
        1 => "▐",
        _ if halves == 0 && length > 0.0 => "▕",
        _ => "",
    };
    part.to_owned() + &"█".repeat(halves / 2)
}

fn ascii_bar(length: f64) -> String {
    match whole(length) {
        0 if length > 0.0 => ".".to_owned(),
        columns => "#".repeat(columns),
    }
}
