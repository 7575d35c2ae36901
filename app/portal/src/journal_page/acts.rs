//! The acts that crates write into the journal, with their words.

use screen::form::Choice;
use words::Text;

/// The beginning of an act, which names its crate: `staff.`.
fn area_of(act: &str) -> &str {
    act.split_once('.').map_or(act, |(area, _)| area)
}

/// An act in the reader's words; one that nobody has named yet shows the name it has in the journal.
///
/// Acts of the older crates are named here, those of the others by the crates themselves: the act
/// `staff.employee.corrected` by the word `staff-act-employee-corrected`.
pub(crate) fn words(act: &str, t: &Text) -> String {
    let own = format!("portal-act-{}", act.replace('.', "-"));
    let by_crate = act
        .split_once('.')
        .map(|(area, rest)| format!("{area}-act-{}", rest.replace('.', "-")));
    [Some(own), by_crate]
        .into_iter()
        .flatten()
        .find(|key| t.has(key))
        .map_or_else(|| act.to_owned(), |key| t.say(&key).into_owned())
}

/// An area in the reader's words: `portal-act-area-plan`, or the crate's own `staff-act-area`.
fn area_words(area: &str, t: &Text) -> String {
    let keys = [
        format!("portal-act-area-{area}"),
        format!("{area}-act-area"),
    ];
    keys.iter()
        .find(|key| t.has(key))
        .map_or_else(|| area.to_owned(), |key| t.say(key).into_owned())
}

/// What the journal can be narrowed to: an area, or one act. What the address asks for is among them,
/// also when it is the beginning of an act that nobody would choose.
pub(super) fn choices(t: &Text, acts: &[&'static str], asked: &str) -> Vec<Choice> {
    let mut areas: Vec<&str> = Vec::new();
    for act in acts {
        if !areas.contains(&area_of(act)) {
            areas.push(area_of(act));
        }
    }
    let mut choices: Vec<(String, String)> = Vec::new();
    for area in areas {
        let name = t.say1("portal-act-area", "area", area_words(area, t));
        choices.push((format!("{area}."), name));
        let below = acts.iter().filter(|act| area_of(act) == area);
        choices.extend(below.map(|act| ((*act).to_owned(), words(act, t))));
    }
    if !asked.is_empty() && choices.iter().all(|(value, _)| value != asked) {
        choices.push((asked.to_owned(), asked.to_owned()));
    }
    choices
        .into_iter()
        .map(|(value, name)| Choice::new(value, name))
        .collect()
}
