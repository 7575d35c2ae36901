//! How something stands: always a word and a shape, and only then a colour.

use measure::Grade;
use std::borrow::Cow;
use words::Text;

/// How a program or a figure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// 達成
    Achieved,
    /// 順調
    OnTrack,
    /// やや遅れ
    SlightlyBehind,
    /// 遅れ
    Behind,
    /// 入力済み: there is a result, and nothing to judge it by.
    Entered,
    /// 未入力: somebody still has to enter it.
    NotEntered,
    /// まだ: nothing is expected yet.
    NotDue,
    /// 予定なし: nothing was planned.
    NotPlanned,
    /// 終了: abolished or merged into something else.
    Ended,
    /// 実績なし: nothing happened in that year.
    NoRecord,
    /// 未実施: it was not done.
    NotDone,
    /// 算定不可: no share can be computed.
    NotComputable,
}

impl From<Grade> for Status {
    fn from(grade: Grade) -> Status {
        match grade {
            Grade::Achieved => Status::Achieved,
            Grade::OnTrack => Status::OnTrack,
            Grade::SlightlyBehind => Status::SlightlyBehind,
            Grade::Behind => Status::Behind,
        }
    }
}

impl Status {
    /// Every status, the best first.
    pub const ALL: [Status; 12] = [
        Status::Achieved,
        Status::OnTrack,
        Status::SlightlyBehind,
        Status::Behind,
        Status::Entered,
        Status::NotEntered,
        Status::NotDue,
        Status::NotPlanned,
        Status::Ended,
        Status::NoRecord,
        Status::NotDone,
        Status::NotComputable,
    ];

    /// The word, e.g. 順調.
    #[must_use]
    pub fn word(self, t: &Text) -> Cow<'_, str> {
        t.say(match self {
            Status::Achieved => "screen-status-achieved",
            Status::OnTrack => "screen-status-on-track",
            Status::SlightlyBehind => "screen-status-slightly-behind",
            Status::Behind => "screen-status-behind",
            Status::Entered => "screen-status-entered",
            Status::NotEntered => "screen-status-not-entered",
            Status::NotDue => "screen-status-not-due",
            Status::NotPlanned => "screen-status-not-planned",
            Status::Ended => "screen-status-ended",
            Status::NoRecord => "screen-status-no-record",
            Status::NotDone => "screen-status-not-done",
            Status::NotComputable => "screen-status-not-computable",
        })
    }

    /// The shape: the name of its icon, different for every status.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Status::Achieved => "badge-check",
            Status::OnTrack => "circle-check",
            Status::SlightlyBehind => "triangle-alert",
            Status::Behind => "circle-alert",
            Status::Entered => "check",
            Status::NotEntered => "circle-dashed",
            Status::NotDue => "clock",
            Status::NotPlanned => "circle-minus",
            Status::Ended => "flag",
            Status::NoRecord => "minus",
            Status::NotDone => "circle-x",
            Status::NotComputable => "circle-slash",
        }
    }

    /// The colour: `done`, `ok`, `warn`, `bad` or `none`.
    #[must_use]
    pub const fn tone(self) -> &'static str {
        match self {
            Status::Achieved => "done",
            Status::OnTrack => "ok",
            Status::SlightlyBehind => "warn",
            Status::Behind => "bad",
            Status::Entered
            | Status::NotEntered
            | Status::NotDue
            | Status::NotPlanned
            | Status::Ended
            | Status::NoRecord
            | Status::NotDone
            | Status::NotComputable => "none",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_statuses_share_a_shape() {
        let shapes: BTreeSet<_> = Status::ALL.iter().map(|status| status.icon()).collect();
        assert_eq!(shapes.len(), Status::ALL.len());
        let sprite = include_str!("../../assets/icons.svg");
        for shape in shapes {
            assert!(sprite.contains(&format!("id=\"{shape}\"")), "{shape}");
        }
    }
}
