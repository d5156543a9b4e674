//! Errors about pictures.

use crate::error::{PictureFault, Setting};
use crate::input::Input;
use crate::wording::Spelling;

pub(super) fn sentence(fault: &PictureFault, spelling: Spelling) -> String {
    let setting = |input, value: &str| spelling.setting(&Setting::new(input, value.to_owned()));
    match fault {
        PictureFault::NoSizes => {
            "the answer has no sizes to draw: expected sizes over an axis, or at both ends of an input".to_owned()
        }
        PictureFault::NoRows => "the answer has no rows to draw: expected at least one".to_owned(),
        PictureFault::NoSwings => "every swing is zero at this precision: expected more decimals"
            .to_owned(),
        PictureFault::SeveralDimensions { dimensions } => format!(
            "segments of several dimensions ({}) over several years: expected one dimension, such as `{}`, or a single year",
            dimensions.join(", "),
            dimensions.first().map_or("", String::as_str),
        ),
        PictureFault::TooMany { count, most } => format!(
            "{count} series: expected at most {most} in a chart; a table has no limit"
        ),
        PictureFault::NotPositive { value } => format!(
            "`{}` for the value {value}: expected values above 0, or a linear scale",
            setting(Input::SizeScale, "log"),
        ),
        PictureFault::LogBars => format!(
            "`{}`: expected a linear scale, because bars start at zero",
            setting(Input::SizeScale, "log"),
        ),
        PictureFault::TooLow { height, least } => format!(
            "`{}`: expected at least {least}, so that every row is readable",
            setting(Input::Height, &height.to_string()),
        ),
    }
}
