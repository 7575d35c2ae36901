//! How sure a figure is.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The quality printed behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quality {
    /// 確定: the year is over and the figure counted.
    #[default]
    Final,
    /// 予定: planned, not yet happened.
    Scheduled,
    /// 予測値: estimated from a part of the year.
    Forecast,
    /// 時点: counted up to and including this day.
    AsOf(Date),
}
