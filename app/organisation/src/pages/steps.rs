//! Steps of a plan: a form for each kind, and the way to take one back.

use super::changes::kind_key;
use super::frame::{chosen_unit, desk, number, plan_href, unit_choices};
use super::plan::{self, Opened};
use super::unit_forms::{
    name_fields, parent_field, part_fields, position_field, read_names, read_part, read_position,
    step_page,
};
use crate::acts;
use access::EditOrganisation;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use people::reorganisations::{Change, StepId};
use people::{UnitId, UnitTree};
use screen::form::{Entries, Field, Form, FormErrors, Reading};
use screen::visit::Visit;
use screen::{May, Notice, PageError, see_other};
use words::Text;

fn known(kind: &str) -> Result<&'static str, PageError> {
    Change::KINDS
        .into_iter()
        .find(|known| *known == kind)
        .ok_or(PageError::NotFound)
}

pub(super) async fn form(
    may: May<EditOrganisation>,
    Path((id, kind)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let opened = Opened::read(&may, &id).await?;
    show(&may, &opened, known(&kind)?, Form::new(&may.text))
}

fn show(
    visit: &Visit,
    opened: &Opened,
    kind: &'static str,
    form: Form,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let entries = Entries::parse(visit.uri.query().unwrap_or_default().as_bytes());
    let unit = chosen_unit(&entries, "unit");
    let fields = fields(&form, t, opened, kind, unit);
    let plan = &opened.draft.reorganisation;
    let title = t.say(kind_key(kind)).into_owned();
    let lead = t.say(&format!("{}-hint", kind_key(kind))).into_owned();
    let action = format!("{}/add/{kind}", plan_href(plan));
    step_page(visit, plan, (title, lead), form, fields, action)
}

fn unit_field(form: &Form, t: &Text, name: &str, label: &str, trees: &[&UnitTree]) -> Field {
    let none = Some(t.say("organisation-choose").into_owned());
    form.select(name, &t.say(label), unit_choices(trees, none))
        .required()
}

fn fields(form: &Form, t: &Text, opened: &Opened, kind: &str, unit: Option<UnitId>) -> Vec<Field> {
    let before: [&UnitTree; 1] = [&opened.before];
    let after: [&UnitTree; 2] = [&opened.after, &opened.before];
    let chosen = unit.map(|unit| unit.to_string()).unwrap_or_default();
    let the_unit = || unit_field(form, t, "unit", "organisation-unit", &before).value(&chosen);
    match kind {
        "create" => part_fields(form, t, &after, ""),
        "split" => {
            let mut fields = vec![the_unit()];
            fields.extend(part_fields(form, t, &after, ""));
            fields
        }
        "rename" => {
            let mut fields = vec![the_unit()];
            fields.extend(name_fields(form, t, None));
            fields
        }
        "move" => vec![
            the_unit(),
            parent_field(form, t, &after),
            position_field(form, t),
        ],
        "merge" => vec![
            the_unit(),
            unit_field(form, t, "target", "organisation-merge-target", &after)
                .hint(t.say("organisation-merge-target-hint")),
        ],
        _ => vec![
            the_unit(),
            form.select(
                "target",
                &t.say("organisation-abolish-target"),
                unit_choices(&after, Some(t.say("organisation-one-by-one").into_owned())),
            )
            .hint(t.say("organisation-abolish-target-hint")),
        ],
    }
}

pub(super) async fn add(
    may: May<EditOrganisation>,
    Path((id, kind)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let opened = Opened::read(&may, &id).await?;
    let kind = known(&kind)?;
    let t = &may.text;
    let entries = Entries::parse(&body);
    let new = UnitId(may.site.ids.next());
    let change = match read(t, entries.clone(), kind, new) {
        Ok(change) => change,
        Err(errors) => return show(&may, &opened, kind, Form::again(t, errors)),
    };
    let plan = &opened.draft.reorganisation;
    match acts::add_steps(desk(&may), &may.allowed, plan.id, &[change]).await? {
        Ok(()) => Ok(see_other(
            &plan_href(plan),
            Some(Notice::new("organisation-step-added")),
        )),
        Err(refusal) => {
            let sentence = t.say(refusal.key()).into_owned();
            let errors = FormErrors::about_form(entries, sentence);
            show(&may, &opened, kind, Form::again(t, errors))
        }
    }
}

fn read(t: &Text, entries: Entries, kind: &str, new: UnitId) -> Result<Change, FormErrors> {
    let mut reading = Reading::new(entries.clone(), t);
    let unit = chosen_unit(&entries, "unit");
    if unit.is_none() && kind != "create" {
        let label = t.say("organisation-unit").into_owned();
        reading.refuse("unit", t.say1("screen-form-not-chosen", "field", label));
    }
    let target = chosen_unit(&entries, "target");
    if target.is_none() && kind == "merge" {
        let label = t.say("organisation-merge-target").into_owned();
        reading.refuse("target", t.say1("screen-form-not-chosen", "field", label));
    }
    let change = match kind {
        "create" => read_part(&mut reading, t).map(|part| Change::Create { unit: new, part }),
        "split" => read_part(&mut reading, t).and_then(|part| {
            Some(Change::Split {
                unit: new,
                source: unit?,
                part,
            })
        }),
        "rename" => read_names(&mut reading, t).and_then(|(name, short_name, kana)| {
            Some(Change::Rename {
                unit: unit?,
                name,
                short_name,
                kana,
            })
        }),
        "move" => read_position(&mut reading, t).and_then(|position| {
            Some(Change::Move {
                unit: unit?,
                parent: chosen_unit(&entries, "parent"),
                position,
            })
        }),
        "merge" => unit
            .zip(target)
            .map(|(unit, target)| Change::Merge { unit, target }),
        _ => unit.map(|unit| Change::Abolish { unit, target }),
    };
    reading.finish()?;
    change.ok_or_else(|| {
        FormErrors::about_form(entries, t.say("organisation-step-unread").into_owned())
    })
}

pub(super) async fn remove(
    may: May<EditOrganisation>,
    Path((id, step)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let opened = Opened::read(&may, &id).await?;
    let step = StepId(number(&step)?);
    let plan = &opened.draft.reorganisation;
    match acts::remove_step(desk(&may), &may.allowed, plan.id, step).await? {
        Ok(()) => Ok(see_other(
            &plan_href(plan),
            Some(Notice::new("organisation-step-removed")),
        )),
        Err(refusal) => {
            let sentence = may.say(refusal.key());
            let errors = FormErrors::about_form(Entries::default(), sentence);
            plan::page(&may, &id, Some(errors)).await
        }
    }
}
