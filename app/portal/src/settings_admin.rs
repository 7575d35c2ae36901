//! What the city has set: what holds today, what held before, what will hold.

use crate::acts;
use crate::administration::{SECTION, holds, trail};
use access::{EditSettings, ViewSettings};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::Date;
use screen::form::{Choice, Entries, Field, Form, FormErrors, Reading, Width};
use screen::kit::grouped;
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, date_text, see_other};
use settings::{Change, Declaration, Kind, NewValue, Refusal, SetFault, Value};
use words::Text;

/// Where the list stands.
const LIST: &str = "/admin/settings";

/// A setting in the list.
struct Line {
    href: String,
    title: String,
    value: String,
    since: String,
    by: String,
    coming: String,
}

/// Settings under one heading.
struct Group {
    id: &'static str,
    title: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "admin/settings.html")]
struct ListPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    groups: Vec<Group>,
}

pub(crate) async fn list(may: May<ViewSettings>) -> Result<Response, PageError> {
    let title = may.say("portal-settings");
    let main = ListPage {
        t: &may.text,
        title: title.clone(),
        trail: trail(&may, &[]),
        groups: groups(&may).await?,
    };
    may.page(Page::new(title, SECTION), &main)
}

async fn groups(visit: &Visit) -> Result<Vec<Group>, PageError> {
    let mut groups: Vec<Group> = Vec::new();
    for declaration in visit.site.settings.iter() {
        let changes = settings::history(visit.db(), declaration).await?;
        let line = line(visit, declaration, &changes);
        match groups
            .iter_mut()
            .find(|group| group.id == declaration.group)
        {
            Some(group) => group.lines.push(line),
            None => groups.push(Group {
                id: declaration.group,
                title: visit.say(declaration.group),
                lines: vec![line],
            }),
        }
    }
    Ok(groups)
}

fn line(visit: &Visit, declaration: &Declaration, changes: &[Change]) -> Line {
    let t = &visit.text;
    let (today, language) = (visit.today(), t.language());
    let held = in_force(changes, today);
    let next = changes
        .iter()
        .filter(|change| change.from > today)
        .map(|change| change.from)
        .min();
    let coming = next.and_then(|from| Some((from, in_force(changes, from)?)));
    Line {
        href: format!("{LIST}/{}", declaration.key),
        title: visit.say(declaration.title_key),
        value: shown(declaration, &visit.settings.value(declaration), t),
        since: held
            .map(|change| date_text::short_day(change.from, language))
            .unwrap_or_default(),
        by: held
            .map(|change| change.set_by_name.clone())
            .unwrap_or_default(),
        coming: coming
            .map(|(from, change)| {
                let day = date_text::short_day(from, language);
                let value = change_text(declaration, change, t);
                t.say2("portal-setting-coming", "day", day, "value", value)
            })
            .unwrap_or_default(),
    }
}

/// What was set last of everything that holds on the day.
fn in_force(changes: &[Change], on: Date) -> Option<&Change> {
    changes
        .iter()
        .filter(|change| change.from <= on)
        .max_by_key(|change| (change.from, change.version))
}

/// A value in the reader's words.
fn shown(declaration: &Declaration, value: &Value, t: &Text) -> String {
    match (value, declaration.kind) {
        (Value::Text(text), _) if text.is_empty() => "―".to_owned(),
        (Value::Text(text), _) => text.clone(),
        (Value::Number(number), _) => grouped(*number),
        (Value::Choice(code), Kind::Choice { options }) => options
            .iter()
            .find(|option| option.code == code)
            .map_or_else(
                || code.clone(),
                |option| t.say(option.title_key).into_owned(),
            ),
        (Value::Choice(code), _) => code.clone(),
        (Value::Flag(flag), _) => t.say(flag_key(*flag)).into_owned(),
        (Value::Day(day), _) => date_text::plain_day(*day, t.language()),
    }
}

const fn flag_key(flag: bool) -> &'static str {
    if flag {
        "portal-setting-yes"
    } else {
        "portal-setting-no"
    }
}

fn change_text(declaration: &Declaration, change: &Change, t: &Text) -> String {
    change.value.as_ref().map_or_else(
        || t.say("portal-setting-unusable").into_owned(),
        |value| shown(declaration, value, t),
    )
}

/// A change in the history of a setting.
struct Past {
    from: String,
    value: String,
    by: String,
    at: String,
    state: String,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "admin/setting.html")]
struct SettingPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    form: Form,
    facts: Vec<(String, String)>,
    hint: String,
    here: String,
    change: Option<Changing>,
    past: Vec<Past>,
}

/// The fields by which the value is changed.
struct Changing {
    value: Field,
    from: Field,
    version: Field,
}

fn declared(visit: &Visit, key: &str) -> Result<&'static Declaration, PageError> {
    let found = visit
        .site
        .settings
        .iter()
        .find(|declaration| declaration.key == key);
    found.copied().ok_or(PageError::NotFound)
}

pub(crate) async fn show(
    may: May<ViewSettings>,
    Path(key): Path<String>,
) -> Result<Response, PageError> {
    let declaration = declared(&may, &key)?;
    page(&may, declaration, Form::new(&may.text)).await
}

async fn page(visit: &Visit, declaration: &Declaration, form: Form) -> Result<Response, PageError> {
    let t = &visit.text;
    let changes = settings::history(visit.db(), declaration).await?;
    let today = visit.settings.value(declaration);
    let title = visit.say(declaration.title_key);
    let page = Page::new(title.clone(), SECTION);
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let main = SettingPage {
        t,
        title,
        trail: trail(visit, &[("portal-settings", LIST)]),
        facts: vec![
            fact("portal-setting-today", shown(declaration, &today, t)),
            fact(
                "portal-setting-default",
                shown(declaration, &declaration.default.value(), t),
            ),
        ],
        hint: visit.say(declaration.hint_key),
        here: format!("{LIST}/{}", declaration.key),
        change: holds::<EditSettings>(visit).then(|| Changing {
            value: value_field(&form, declaration, &today, t),
            from: form
                .date("from", &t.say("portal-setting-from"))
                .day(Some(visit.today()))
                .required(),
            version: form.version(changes.first().map_or(0, |last| last.version)),
        }),
        past: past(visit, declaration, &changes),
        form,
    };
    let page = if main.form.refused() {
        page.with_errors()
    } else {
        page
    };
    visit.page(page, &main)
}

fn value_field(form: &Form, declaration: &Declaration, today: &Value, t: &Text) -> Field {
    let label = t.say("portal-setting-value");
    match declaration.kind {
        Kind::Text { longest, required } => {
            let hint = t.say1("portal-setting-longest", "n", longest);
            let field = form
                .text("value", &label)
                .hint(hint)
                .value(today.form_text());
            if required {
                field.required()
            } else {
                field.optional()
            }
        }
        Kind::Number { least, most } => form
            .text("value", &label)
            .input_mode("numeric")
            .width(Width::Narrow)
            .hint(t.say2("portal-setting-range", "least", least, "most", most))
            .value(today.form_text())
            .required(),
        Kind::Choice { options } => {
            let choice =
                |option: &settings::ChoiceOption| Choice::new(option.code, t.say(option.title_key));
            form.radios("value", &label, options.iter().map(choice).collect())
                .ticked([today.form_text()])
                .required()
        }
        Kind::Flag => {
            let choices = [true, false].map(|flag| Choice::new(flag, t.say(flag_key(flag))));
            let ticked = *today == Value::Flag(true);
            form.radios("value", &label, choices.to_vec())
                .ticked([ticked])
                .inline()
                .required()
        }
        Kind::Day => {
            let day = if let Value::Day(day) = today {
                Some(*day)
            } else {
                None
            };
            form.date("value", &label).day(day).required()
        }
    }
}

fn past(visit: &Visit, declaration: &Declaration, changes: &[Change]) -> Vec<Past> {
    let t = &visit.text;
    let today = visit.today();
    let held = in_force(changes, today).map(|change| change.version);
    changes
        .iter()
        .map(|change| {
            let (state, tone) = if Some(change.version) == held {
                ("portal-setting-state-held", "ok")
            } else if change.from > today {
                ("portal-setting-state-coming", "key")
            } else {
                ("portal-setting-state-past", "")
            };
            Past {
                from: date_text::short_day(change.from, t.language()),
                value: change_text(declaration, change, t),
                by: change.set_by_name.clone(),
                at: date_text::short_moment(change.set_at, t.language()),
                state: visit.say(state),
                tone,
            }
        })
        .collect()
}

pub(crate) async fn change(
    may: May<EditSettings>,
    Path(key): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let declaration = declared(&may, &key)?;
    let entries = Entries::parse(&body);
    let new = match read(&may.text, entries.clone(), declaration) {
        Ok(new) => new,
        Err(errors) => return page(&may, declaration, Form::again(&may.text, errors)).await,
    };
    match acts::set(may.db(), may.now, &may.allowed, new).await {
        Ok(()) => {
            let to = format!("{LIST}/{}", declaration.key);
            Ok(see_other(&to, Some(Notice::new("portal-setting-changed"))))
        }
        Err(SetFault::Refused(refusal)) => {
            let mut errors = FormErrors::new(entries);
            let field = if refusal == Refusal::Stale {
                ""
            } else {
                "value"
            };
            errors.add(field, refusal.sentence(&may.text));
            page(&may, declaration, Form::again(&may.text, errors)).await
        }
        Err(SetFault::Fault(fault)) => Err(fault.into()),
    }
}

fn read<'d>(
    t: &Text,
    entries: Entries,
    declaration: &'d Declaration,
) -> Result<NewValue<'d>, FormErrors> {
    let entered = entries.text("value").unwrap_or_default();
    let mut reading = Reading::new(entries.clone(), t);
    let value = declaration.parse(&entered);
    if let Err(refusal) = &value {
        reading.refuse("value", refusal.sentence(t));
    }
    let from = reading.date("from", &t.say("portal-setting-from"));
    let expected = reading.version();
    reading.finish()?;
    match (value, from) {
        (Ok(value), Some(from)) => Ok(NewValue {
            declaration,
            from,
            value,
            expected,
        }),
        _ => Err(FormErrors::new(entries)),
    }
}
