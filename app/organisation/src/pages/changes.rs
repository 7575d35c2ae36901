//! Steps of a plan in sentences.

use super::frame::path_in;
use people::UnitTree;
use people::reorganisations::Change;
use words::Text;

/// What a step does, in a sentence: 「総務部 人事課」を「総務部 総務課」に統合する.
pub(super) fn sentence(t: &Text, change: &Change, trees: &[&UnitTree]) -> String {
    let name = |unit| path_in(trees, unit);
    let top = || t.say("organisation-top").into_owned();
    match change {
        Change::Create { part, .. } => t.say2(
            "organisation-step-create",
            "name",
            part.name.as_str(),
            "parent",
            part.parent.map_or_else(top, name),
        ),
        Change::Split { source, part, .. } => t.say2(
            "organisation-step-split",
            "unit",
            name(*source),
            "name",
            part.name.as_str(),
        ),
        Change::Rename { unit, name: to, .. } => t.say2(
            "organisation-step-rename",
            "unit",
            name(*unit),
            "name",
            to.as_str(),
        ),
        Change::Move { unit, parent, .. } => t.say2(
            "organisation-step-move",
            "unit",
            name(*unit),
            "parent",
            parent.map_or_else(top, name),
        ),
        Change::Merge { unit, target } => t.say2(
            "organisation-step-merge",
            "unit",
            name(*unit),
            "target",
            name(*target),
        ),
        Change::Abolish {
            unit,
            target: Some(target),
        } => t.say2(
            "organisation-step-abolish-to",
            "unit",
            name(*unit),
            "target",
            name(*target),
        ),
        Change::Abolish { unit, target: None } => {
            t.say1("organisation-step-abolish", "unit", name(*unit))
        }
    }
}

/// The fluent key of a kind of step.
pub(super) fn kind_key(kind: &str) -> &'static str {
    match kind {
        "create" => "organisation-change-create",
        "rename" => "organisation-change-rename",
        "move" => "organisation-change-move",
        "split" => "organisation-change-split",
        "merge" => "organisation-change-merge",
        _ => "organisation-change-abolish",
    }
}
