//! What a refused officer reads.

use super::midorino::text;
use calendar::FiscalYear;
use jiff::civil::date;
use plan::acts::*;
use plan::records::State;
use words::Language;

#[test]
fn every_refusal_says_something_in_both_languages() {
    let year = FiscalYear(2026);
    let state = State::Draft;
    let key = || "x".to_owned();
    let refusals = [
        PlanRefusal::Stale {
            changed_by: key(),
            changed_at: jiff::Timestamp::UNIX_EPOCH,
            current: key(),
            yours: key(),
        },
        PlanRefusal::CodeTaken { code: key() },
        PlanRefusal::UnusableCode { code: key() },
        PlanRefusal::AlreadyAdopted { state },
        PlanRefusal::Problems(Vec::new()),
        PlanRefusal::WrongState { state },
        PlanRefusal::NoSuchStep {
            from: state,
            to: State::Closed,
        },
        PlanRefusal::YearsOpen { count: 2 },
        PlanRefusal::NotYourTurn { state },
        PlanRefusal::CorrectionOnly,
        PlanRefusal::NotYetAdopted,
        PlanRefusal::YearOutside { year },
        PlanRefusal::YearNotBegun { year },
        PlanRefusal::YearNotOver { year },
        PlanRefusal::YearClosed { year },
        PlanRefusal::YearOpen { year },
        PlanRefusal::ResultsMissing { year, count: 2 },
        PlanRefusal::NothingEntered,
        PlanRefusal::NameMissing,
        PlanRefusal::ReasonMissing,
        PlanRefusal::UnusableKey { key: key() },
        PlanRefusal::KeyTaken { key: key() },
        PlanRefusal::UnreadableText { text: key() },
        PlanRefusal::UnknownMeasure { key: key() },
        PlanRefusal::MergedIntoNothing,
        PlanRefusal::RoundOpen { year },
        PlanRefusal::RoundOver,
        PlanRefusal::DuePassed {
            due: date(2026, 12, 18),
        },
        PlanRefusal::NodeNotEmpty { name: key() },
        PlanRefusal::NoNeighbour,
        PlanRefusal::NoLevelBelow,
        PlanRefusal::NextTooEarly { first: year },
        PlanRefusal::NothingToRestore,
    ];
    for language in Language::ALL {
        let text = text(language);
        for refusal in &refusals {
            let sentence = refusal.sentence(&text);
            assert!(
                !sentence.contains('⟦') && !sentence.contains("{ $"),
                "{sentence}"
            );
            assert!(sentence.ends_with(['。', '.']), "{sentence}");
        }
    }
    let japanese = text(Language::Japanese);
    let told = PlanRefusal::YearClosed { year }.sentence(&japanese);
    assert!(told.contains("令和8年度"), "{told}");
    let braces = PlanRefusal::UnreadableText {
        text: "{a".to_owned(),
    }
    .sentence(&japanese);
    assert!(
        braces.contains("（{a）") && braces.contains("{{"),
        "{braces}"
    );
}
