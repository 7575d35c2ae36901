//! Forms for one unit: made, renamed or moved, today or on another day. Each is a plan of one step that
//! is ordered at once, so everything that holds for plans holds here.

use super::frame::{
    SECTION, chosen_unit, desk, number, plan_href, refused, trail, unit_choices, unit_href,
};
use crate::acts;
use access::EditOrganisation;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::Date;
use people::reorganisations::{Change, Part};
use people::{Kana, Title, UnitId, UnitKind, UnitTree, Unreadable};
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use std::sync::Arc;
use words::Text;

#[derive(Template)]
#[template(path = "unit_form.html")]
struct FormPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    trail: Vec<(String, String)>,
    form: Form,
    action: String,
    fields: Vec<Field>,
    button: String,
    back: String,
}

fn answer(visit: &Visit, main: &FormPage<'_>) -> Result<Response, PageError> {
    let page = Page::new(main.title.clone(), SECTION);
    let page = if main.form.refused() {
        page.with_errors()
    } else {
        page
    };
    visit.page(page, main)
}

/// The kinds of a unit as choices.
pub(super) fn kinds(t: &Text) -> Vec<Choice> {
    UnitKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.word(), t.say(kind.key())))
        .collect()
}

/// The fields that name a unit, filled with what it is called.
pub(super) fn name_fields(form: &Form, t: &Text, filled: Option<[&str; 3]>) -> Vec<Field> {
    let [name, short, kana] = filled.unwrap_or_default();
    vec![
        form.text("name", &t.say("organisation-name"))
            .value(name)
            .width(Width::Middle)
            .required(),
        form.text("short_name", &t.say("organisation-short-name"))
            .hint(t.say("organisation-short-name-hint"))
            .value(short)
            .width(Width::Middle)
            .optional(),
        form.text("kana", &t.say("organisation-kana"))
            .value(kana)
            .width(Width::Middle)
            .required(),
    ]
}

/// Reads a field that must hold something, in the words of the record.
fn read<T>(
    reading: &mut Reading<'_>,
    t: &Text,
    name: &str,
    parse: impl Fn(&str) -> Result<T, Unreadable>,
) -> Option<T> {
    let text = reading.entries().text(name).unwrap_or_default();
    match parse(&text) {
        Ok(value) => Some(value),
        Err(reason) => {
            let sentence = match reason {
                Unreadable::TooLong(longest) => t.say1(reason.key(), "longest", longest),
                _ => t.say(reason.key()).into_owned(),
            };
            reading.refuse(name, sentence);
            None
        }
    }
}

/// The three names; the short one is the name where nothing else was typed.
pub(super) fn read_names(reading: &mut Reading<'_>, t: &Text) -> Option<(Title, Title, Kana)> {
    let name = read(reading, t, "name", Title::parse);
    let short = match reading.entries().text("short_name") {
        Some(text) if !text.is_empty() => read(reading, t, "short_name", Title::parse),
        _ => name.clone(),
    };
    let kana = read(reading, t, "kana", Kana::parse);
    Some((name?, short?, kana?))
}

/// A unit that is to be made.
pub(super) fn read_part(reading: &mut Reading<'_>, t: &Text) -> Option<Part> {
    let names = read_names(reading, t);
    let code = read(reading, t, "code", Title::parse);
    let kinds: Vec<(&str, UnitKind)> = UnitKind::ALL
        .iter()
        .map(|kind| (kind.word(), *kind))
        .collect();
    let kind = reading.one_of("kind", &t.say("organisation-kind"), &kinds);
    let position = read_position(reading, t);
    let parent = chosen_unit(reading.entries(), "parent");
    let (name, short_name, kana) = names?;
    Some(Part {
        code: code?,
        name,
        short_name,
        kana,
        kind: kind?,
        parent,
        position: position?,
    })
}

/// The place among the neighbours; the last one where nothing was typed.
pub(super) fn read_position(reading: &mut Reading<'_>, t: &Text) -> Option<i64> {
    let typed = reading.entries().text("position").unwrap_or_default();
    if typed.is_empty() {
        return Some(LAST);
    }
    reading.whole("position", &t.say("organisation-position"), 0, LAST)
}

/// Behind all neighbours.
const LAST: i64 = 999_999;

pub(super) fn position_field(form: &Form, t: &Text) -> Field {
    form.text("position", &t.say("organisation-position"))
        .hint(t.say("organisation-position-hint"))
        .width(Width::Narrow)
        .input_mode("numeric")
        .optional()
}

pub(super) fn parent_field(form: &Form, t: &Text, trees: &[&UnitTree]) -> Field {
    let top = Some(t.say("organisation-top").into_owned());
    form.select(
        "parent",
        &t.say("organisation-parent"),
        unit_choices(trees, top),
    )
}

/// The fields of a unit that is to be made.
pub(super) fn part_fields(form: &Form, t: &Text, trees: &[&UnitTree], parent: &str) -> Vec<Field> {
    let mut fields = name_fields(form, t, None);
    fields.push(
        form.text("code", &t.say("organisation-code"))
            .hint(t.say("organisation-code-hint"))
            .width(Width::Short)
            .required(),
    );
    fields.push(
        form.radios("kind", &t.say("organisation-kind"), kinds(t))
            .ticked([UnitKind::Section.word()])
            .inline()
            .required(),
    );
    fields.push(parent_field(form, t, trees).value(parent));
    fields.push(position_field(form, t));
    fields
}

fn day_fields(form: &Form, t: &Text, today: Date) -> Vec<Field> {
    vec![
        form.date("on", &t.say("organisation-from-day"))
            .day(Some(today))
            .required(),
        form.tick("past", &t.say("organisation-past"))
            .hint(t.say("organisation-past-hint")),
    ]
}

/// Orders the step, or shows the form again.
async fn done(
    may: &May<EditOrganisation>,
    (name, change, on): (String, Change, Date),
    entries: Entries,
    tree: &UnitTree,
    notice: &'static str,
) -> Result<Result<Response, FormErrors>, PageError> {
    let title: String = name.chars().take(60).collect();
    let title = Title::parse(&title).map_err(|_| PageError::NotFound)?;
    let past = entries.ticked("past");
    let step = (&title, &change, on);
    Ok(
        match acts::change_unit(desk(may), &may.allowed, step, past).await? {
            Ok(_) => Ok(see_other(
                &format!("{}?on={on}", unit_href(change.unit())),
                Some(Notice::new(notice)),
            )),
            Err(refusal) => Err(refused(&may.text, entries, &refusal, &[tree], on)),
        },
    )
}

pub(super) async fn new_form(may: May<EditOrganisation>) -> Result<Response, PageError> {
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    let parent = entries.text("parent").unwrap_or_default();
    new_page(&may, Form::new(&may.text), &parent).await
}

async fn new_page(visit: &Visit, form: Form, parent: &str) -> Result<Response, PageError> {
    let t = &visit.text;
    let tree = people::units_on(visit.db(), visit.today()).await?;
    let mut fields = part_fields(&form, t, &[&tree], parent);
    fields.extend(day_fields(&form, t, visit.today()));
    let main = FormPage {
        t,
        title: t.say("organisation-unit-new").into_owned(),
        lead: String::new(),
        trail: trail(visit, &[]),
        form,
        action: "/organisation/new".to_owned(),
        fields,
        button: t.say("organisation-unit-new-button").into_owned(),
        back: SECTION.to_owned(),
    };
    answer(visit, &main)
}

pub(super) async fn create(may: May<EditOrganisation>, body: Bytes) -> Result<Response, PageError> {
    let t = &may.text;
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), t);
    let part = read_part(&mut reading, t);
    let on = reading.date("on", &t.say("organisation-from-day"));
    let errors = match (reading.finish(), part, on) {
        (Ok(()), Some(part), Some(on)) => {
            let tree = people::units_on(may.db(), on).await?;
            let name = t.say1("organisation-plan-create", "name", part.name.as_str());
            let change = Change::Create {
                unit: UnitId(may.site.ids.next()),
                part,
            };
            let step = (name, change, on);
            match done(&may, step, entries, &tree, "organisation-unit-made").await? {
                Ok(answer) => return Ok(answer),
                Err(errors) => errors,
            }
        }
        (Err(errors), ..) => errors,
        _ => return Err(PageError::NotFound),
    };
    new_page(&may, Form::again(t, errors), "").await
}

async fn tree_with(visit: &Visit, unit: &str) -> Result<(Arc<UnitTree>, UnitId), PageError> {
    let unit = UnitId(number(unit)?);
    let tree = people::units_on(visit.db(), visit.today()).await?;
    if tree.get(unit).is_some() {
        return Ok((tree, unit));
    }
    // A unit that is yet to come is changed by a plan for its day or later.
    let history = people::unit_history(visit.db(), unit).await?;
    let first = history.first().ok_or(PageError::NotFound)?;
    let tree = people::units_on(visit.db(), first.period.from()).await?;
    Ok((tree, unit))
}

pub(super) async fn rename_form(
    may: May<EditOrganisation>,
    Path(unit): Path<String>,
) -> Result<Response, PageError> {
    let (tree, unit) = tree_with(&may, &unit).await?;
    rename_page(&may, Form::new(&may.text), &tree, unit)
}

fn rename_page(
    visit: &Visit,
    form: Form,
    tree: &UnitTree,
    unit: UnitId,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let version = tree.get(unit).ok_or(PageError::NotFound)?;
    let filled = [
        version.name.as_str(),
        version.short_name.as_str(),
        version.kana.as_str(),
    ];
    let mut fields = name_fields(&form, t, Some(filled));
    fields.extend(day_fields(&form, t, visit.today()));
    let main = FormPage {
        t,
        title: t.say1("organisation-rename-title", "name", filled[0]),
        lead: t.say("organisation-rename-lead").into_owned(),
        trail: trail(visit, &[(tree.path(unit), unit_href(unit))]),
        form,
        action: format!("{}/rename", unit_href(unit)),
        fields,
        button: t.say("organisation-rename-button").into_owned(),
        back: unit_href(unit),
    };
    answer(visit, &main)
}

pub(super) async fn rename(
    may: May<EditOrganisation>,
    Path(unit): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (tree, unit) = tree_with(&may, &unit).await?;
    let t = &may.text;
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), t);
    let names = read_names(&mut reading, t);
    let on = reading.date("on", &t.say("organisation-from-day"));
    let errors = match (reading.finish(), names, on) {
        (Ok(()), Some((name, short_name, kana)), Some(on)) => {
            let plan = t.say2(
                "organisation-plan-rename",
                "name",
                super::frame::path_in(&[&tree], unit),
                "to",
                name.as_str(),
            );
            let change = Change::Rename {
                unit,
                name,
                short_name,
                kana,
            };
            let step = (plan, change, on);
            match done(&may, step, entries, &tree, "organisation-unit-renamed").await? {
                Ok(answer) => return Ok(answer),
                Err(errors) => errors,
            }
        }
        (Err(errors), ..) => errors,
        _ => return Err(PageError::NotFound),
    };
    rename_page(&may, Form::again(t, errors), &tree, unit)
}

pub(super) async fn correct_form(
    may: May<EditOrganisation>,
    Path(unit): Path<String>,
) -> Result<Response, PageError> {
    let (tree, unit) = tree_with(&may, &unit).await?;
    correct_page(&may, Form::new(&may.text), &tree, unit)
}

fn correct_page(
    visit: &Visit,
    form: Form,
    tree: &UnitTree,
    unit: UnitId,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let version = tree.get(unit).ok_or(PageError::NotFound)?;
    let filled = [
        version.name.as_str(),
        version.short_name.as_str(),
        version.kana.as_str(),
    ];
    let mut fields = name_fields(&form, t, Some(filled));
    fields.push(position_field(&form, t).value(version.position));
    // The version that was read: another one may have begun since.
    fields.push(form.hidden("from", &version.period.from().to_string()));
    let main = FormPage {
        t,
        title: t.say1("organisation-correct-title", "name", filled[0]),
        lead: t.say("organisation-correct-lead").into_owned(),
        trail: trail(visit, &[(tree.path(unit), unit_href(unit))]),
        form,
        action: format!("{}/correct", unit_href(unit)),
        fields,
        button: t.say("organisation-correct-button").into_owned(),
        back: unit_href(unit),
    };
    answer(visit, &main)
}

pub(super) async fn correct(
    may: May<EditOrganisation>,
    Path(unit): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (tree, unit) = tree_with(&may, &unit).await?;
    let t = &may.text;
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), t);
    let names = read_names(&mut reading, t);
    let position = read_position(&mut reading, t);
    let from = entries.text("from").and_then(|text| text.parse().ok());
    let errors = match (reading.finish(), names, position, from) {
        (Ok(()), Some((name, short_name, kana)), Some(position), Some(from)) => {
            let version = tree.get(unit).ok_or(PageError::NotFound)?;
            let corrected = people::UnitVersion {
                name,
                short_name,
                kana,
                position,
                period: calendar::Period::starting(from),
                ..version.clone()
            };
            match acts::correct_unit(desk(&may), &may.allowed, &corrected).await? {
                Ok(()) => {
                    return Ok(see_other(
                        &unit_href(unit),
                        Some(Notice::new("organisation-unit-corrected")),
                    ));
                }
                Err(refusal) => {
                    let mut errors = FormErrors::new(entries);
                    errors.add("name", t.say(refusal.key()).into_owned());
                    errors
                }
            }
        }
        (Err(errors), ..) => errors,
        _ => return Err(PageError::NotFound),
    };
    correct_page(&may, Form::again(t, errors), &tree, unit)
}

pub(super) async fn move_form(
    may: May<EditOrganisation>,
    Path(unit): Path<String>,
) -> Result<Response, PageError> {
    let (tree, unit) = tree_with(&may, &unit).await?;
    move_page(&may, Form::new(&may.text), &tree, unit)
}

fn move_page(
    visit: &Visit,
    form: Form,
    tree: &UnitTree,
    unit: UnitId,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let version = tree.get(unit).ok_or(PageError::NotFound)?;
    let parent = version.parent.map(|parent| parent.to_string());
    let mut fields = vec![
        parent_field(&form, t, &[tree]).value(parent.unwrap_or_default()),
        position_field(&form, t),
    ];
    fields.extend(day_fields(&form, t, visit.today()));
    let main = FormPage {
        t,
        title: t.say1("organisation-move-title", "name", version.name.as_str()),
        lead: t.say("organisation-move-lead").into_owned(),
        trail: trail(visit, &[(tree.path(unit), unit_href(unit))]),
        form,
        action: format!("{}/move", unit_href(unit)),
        fields,
        button: t.say("organisation-move-button").into_owned(),
        back: unit_href(unit),
    };
    answer(visit, &main)
}

pub(super) async fn relocate(
    may: May<EditOrganisation>,
    Path(unit): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let (tree, unit) = tree_with(&may, &unit).await?;
    let t = &may.text;
    let entries = Entries::parse(&body);
    let mut reading = Reading::new(entries.clone(), t);
    let parent = chosen_unit(reading.entries(), "parent");
    let position = read_position(&mut reading, t);
    let on = reading.date("on", &t.say("organisation-from-day"));
    let errors = match (reading.finish(), position, on) {
        (Ok(()), Some(position), Some(on)) => {
            let name = super::frame::path_in(&[&tree], unit);
            let plan = t.say1("organisation-plan-move", "name", name);
            let change = Change::Move {
                unit,
                parent,
                position,
            };
            let step = (plan, change, on);
            match done(&may, step, entries, &tree, "organisation-unit-moved").await? {
                Ok(answer) => return Ok(answer),
                Err(errors) => errors,
            }
        }
        (Err(errors), ..) => errors,
        _ => return Err(PageError::NotFound),
    };
    move_page(&may, Form::again(t, errors), &tree, unit)
}

/// The page of steps of a plan uses the same form.
pub(super) fn step_page(
    visit: &Visit,
    plan: &people::reorganisations::Reorganisation,
    (title, lead): (String, String),
    form: Form,
    fields: Vec<Field>,
    action: String,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let main = FormPage {
        t,
        title,
        lead,
        trail: super::frame::trail_to_plans(visit, Some(plan)),
        form,
        action,
        fields,
        button: t.say("organisation-step-add-button").into_owned(),
        back: plan_href(plan),
    };
    answer(visit, &main)
}
