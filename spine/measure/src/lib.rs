//! Figures, targets and what was achieved. Pure: no storage, no clock, no language.
//!
//! A *figure* is a number of one fiscal year with its unit, its quality (確定, 予定, 予測値, 時点) and
//! where it came from. A *target* says what the number should be. *Achievement* is a ratio of two
//! whole numbers until somebody prints it. A *series* of figures is broken where its definition
//! changed, and no line may be drawn across the break.

mod achievement;
mod amount;
mod quality;
mod series;
mod target;

pub use achievement::{Achievement, Grade, Thresholds, achievement, grade, judge};
pub use amount::{Amount, UnreadableAmount};
pub use quality::Quality;
pub use series::{Point, segments};
pub use target::{Baseline, Comparator, Target};
