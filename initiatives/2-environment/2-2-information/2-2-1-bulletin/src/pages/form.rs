//! The form of a post: a new one, and a draft to be changed.

use super::form_reading::{Offered, read, refused};
use super::parts::{SECTION, category_name, desk, href, last_day, post_id};
use crate::acts::{self, ActError, BulletinRefusal};
use crate::records::{Audience, Category, Chosen, Post, PostId};
use crate::settings::{CONFIRM_DAYS, SHOWN_DAYS};
use crate::store::{self, Viewer};
use access::{Allowed, ViewBulletin, WriteBulletin};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::Date;
use jiff::Span;
use people::{Employment, Rank, UnitId, UnitKind, UnitTree};
use screen::form::{Choice, Entries, Field, Form, FormErrors, Width};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use std::sync::Arc;
use words::Text;

#[derive(Template)]
#[template(path = "bulletin_form.html")]
struct FormPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    trail: Vec<(String, String)>,
    here: String,
    back: String,
    form: Form,
    key: Field,
    version: Field,
    first: Vec<Field>,
    reach: Field,
    units: Field,
    ranks: Field,
    employments: Field,
    period: Vec<Field>,
    must_read: Field,
    confirm_by: Field,
    text: Field,
    can_write: bool,
}

/// What the form needs from the database.
struct Ground {
    categories: Vec<Category>,
    sections: Vec<UnitId>,
    units: Arc<UnitTree>,
}

impl Ground {
    async fn of(visit: &Visit, post: Option<&Post>) -> Result<Ground, PageError> {
        let viewer = Viewer::of(visit.db(), &visit.actor, visit.today()).await?;
        let mut sections: Vec<UnitId> = viewer.sections.into_iter().collect();
        // Whoever changes a draft of another section leaves it with that section.
        if let Some(post) = post
            && !sections.contains(&post.entry.unit)
        {
            sections = vec![post.entry.unit];
        }
        Ok(Ground {
            categories: store::categories(visit.db()).await?,
            sections,
            units: people::units_on(visit.db(), visit.today()).await?,
        })
    }

    fn offered(&self) -> Offered<'_> {
        Offered {
            categories: &self.categories,
            sections: &self.sections,
            units: &self.units,
        }
    }
}

pub(super) async fn new_form(may: May<WriteBulletin>) -> Result<Response, PageError> {
    let id = PostId(may.site.ids.next());
    let ground = Ground::of(&may, None).await?;
    page(&may, None, id, &ground, Form::new(&may.text))
}

pub(super) async fn write(may: May<WriteBulletin>, body: Bytes) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let key = entries.text("key").and_then(|key| key.parse().ok());
    let id = PostId(key.ok_or(PageError::NotFound)?);
    let ground = Ground::of(&may, None).await?;
    let entry = match read(entries.clone(), &ground.offered(), &may.text) {
        Ok(entry) => entry,
        Err(errors) => return again(&may, None, id, &ground, errors),
    };
    match acts::write(may.db(), &desk(&may), &may.allowed, (id, &entry)).await {
        Ok(id) => Ok(see_other(
            &href(id),
            Some(Notice::new("bulletin-done-written")),
        )),
        Err(ActError::Refused(refusal)) => {
            let errors = refused(&refusal, entries, &may.text);
            again(&may, None, id, &ground, errors)
        }
        Err(error) => Err(error.into()),
    }
}

/// A draft that the person looks after.
async fn draft(may: &May<WriteBulletin>, id: &str) -> Result<Post, PageError> {
    let allowed = Allowed::<ViewBulletin>::ask(may.actor.clone())?;
    let found = acts::find(may.db(), &allowed, may.today(), post_id(id)?).await?;
    if found.standing.looks_after() {
        Ok(found.post)
    } else {
        Err(PageError::NotFound)
    }
}

pub(super) async fn edit_form(
    may: May<WriteBulletin>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let post = draft(&may, &id).await?;
    if post.state != crate::records::State::Draft {
        return Err(PageError::Refused(BulletinRefusal::OtherState.key()));
    }
    let ground = Ground::of(&may, Some(&post)).await?;
    page(&may, Some(&post), post.id, &ground, Form::new(&may.text))
}

pub(super) async fn save(
    may: May<WriteBulletin>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let post = draft(&may, &id).await?;
    let entries = Entries::parse(&body);
    let version = entries.text("version").and_then(|text| text.parse().ok());
    let ground = Ground::of(&may, Some(&post)).await?;
    let entry = match read(entries.clone(), &ground.offered(), &may.text) {
        Ok(entry) => entry,
        Err(errors) => return again(&may, Some(&post), post.id, &ground, errors),
    };
    let held = (post.id, version.unwrap_or(0));
    match acts::change(may.db(), &desk(&may), &may.allowed, held, &entry).await {
        Ok(()) => Ok(see_other(
            &href(post.id),
            Some(Notice::new("bulletin-done-changed")),
        )),
        Err(ActError::Refused(refusal)) => {
            let errors = refused(&refusal, entries, &may.text);
            again(&may, Some(&post), post.id, &ground, errors)
        }
        Err(error) => Err(error.into()),
    }
}

fn again(
    visit: &Visit,
    post: Option<&Post>,
    id: PostId,
    ground: &Ground,
    errors: FormErrors,
) -> Result<Response, PageError> {
    page(visit, post, id, ground, Form::again(&visit.text, errors))
}

fn page(
    visit: &Visit,
    post: Option<&Post>,
    id: PostId,
    ground: &Ground,
    form: Form,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let refused = form.refused();
    let title = visit.say(if post.is_some() {
        "bulletin-edit"
    } else {
        "bulletin-new"
    });
    let back = post.map_or_else(|| SECTION.to_owned(), |post| href(post.id));
    let [reach, units, ranks, employments] = audience_fields(&form, post, ground, t);
    let confirm_days = visit.settings.get(&CONFIRM_DAYS);
    let main = FormPage {
        t,
        title: title.clone(),
        lead: visit.say("bulletin-form-lead"),
        trail: vec![(visit.say("bulletin-navigation"), SECTION.to_owned())],
        here: post.map_or_else(
            || format!("{SECTION}/new"),
            |post| format!("{}/edit", href(post.id)),
        ),
        back,
        key: Form::new(t).hidden("key", &id.to_string()),
        version: form.version(post.map_or(0, |post| post.version)),
        first: first_fields(&form, post, ground, t),
        reach,
        units,
        ranks,
        employments,
        period: period_fields(visit, &form, post),
        must_read: form
            .tick("must-read", &t.say("bulletin-must-read-tick"))
            .hint(t.say("bulletin-must-read-hint"))
            .ticked(post.and_then(|post| post.entry.must_read).map(|_| "1")),
        confirm_by: form
            .date("confirm-by", &t.say("bulletin-confirm-by"))
            .day(match post {
                Some(post) => post.entry.must_read.and_then(|must_read| must_read.by),
                None => after(visit.today(), confirm_days),
            })
            .optional(),
        text: form
            .textarea("body", &t.say("bulletin-body"))
            .hint(t.say("bulletin-body-hint"))
            .rows(14)
            .value(
                post.map(|post| post.entry.body.as_str())
                    .unwrap_or_default(),
            )
            .required(),
        can_write: !ground.sections.is_empty(),
        form,
    };
    let page = Page::new(title, SECTION);
    visit.page(if refused { page.with_errors() } else { page }, &main)
}

fn after(day: Date, days: i64) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

fn first_fields(form: &Form, post: Option<&Post>, ground: &Ground, t: &Text) -> Vec<Field> {
    let kept = post.map(|post| post.entry.category);
    let open = ground.categories.iter();
    let open = open.filter(|one| !one.closed || Some(one.id) == kept);
    let categories = std::iter::once(Choice::new("", t.say("bulletin-choose")))
        .chain(open.map(|one| Choice::new(one.id, category_name(one, t))));
    let mut fields = vec![
        form.text("title", &t.say("bulletin-title"))
            .value(
                post.map(|post| post.entry.title.as_str())
                    .unwrap_or_default(),
            )
            .required(),
        form.select(
            "category",
            &t.say("bulletin-category"),
            categories.collect(),
        )
        .value(kept.map(|id| id.to_string()).unwrap_or_default())
        .width(Width::Middle)
        .required(),
    ];
    if ground.sections.len() > 1 {
        let name = |unit: &UnitId| {
            let found = ground.units.get(*unit);
            found.map(|unit| unit.name.to_string()).unwrap_or_default()
        };
        let sections = ground.sections.iter();
        let sections = sections.map(|unit| Choice::new(unit, name(unit))).collect();
        let chosen = post.map(|post| post.entry.unit.to_string());
        fields.push(
            form.select("unit", &t.say("bulletin-section"), sections)
                .value(chosen.unwrap_or_default())
                .width(Width::Middle)
                .required(),
        );
    }
    fields
}

/// Everybody or some; units, ranks and employments.
fn audience_fields(form: &Form, post: Option<&Post>, ground: &Ground, t: &Text) -> [Field; 4] {
    let nobody = Chosen::default();
    let chosen = match post.map(|post| &post.entry.audience) {
        Some(Audience::Chosen(chosen)) => Some(chosen),
        _ => None,
    };
    let reach = [
        Choice::new("all", t.say("bulletin-for-all")).hint(t.say("bulletin-for-all-hint")),
        Choice::new("chosen", t.say("bulletin-for-chosen")).hint(t.say("bulletin-for-chosen-hint")),
    ];
    let reach = form
        .radios("for", &t.say("bulletin-audience"), reach.to_vec())
        .value(if chosen.is_some() { "chosen" } else { "all" })
        .required();
    let chosen = chosen.unwrap_or(&nobody);
    let units = ground.units.iter();
    let units = units
        .filter(|(_, unit)| matches!(unit.kind, UnitKind::Department | UnitKind::Section))
        .map(|(_, unit)| Choice::new(unit.unit, unit.name.to_string()));
    let units = form
        .checks("units", &t.say("bulletin-for-units"), units.collect())
        .hint(t.say("bulletin-for-units-hint"))
        .ticked(chosen.units.iter());
    let ranks = Rank::ALL.iter();
    let ranks = ranks.map(|rank| Choice::new(rank.word(), t.say(rank.key())));
    let ranks = form
        .checks("ranks", &t.say("bulletin-for-ranks"), ranks.collect())
        .ticked(chosen.ranks.iter().map(|rank| rank.word()))
        .inline();
    let employments = Employment::ALL.iter();
    let employments = employments.map(|one| Choice::new(one.word(), t.say(one.key())));
    let key = t.say("bulletin-for-employments");
    let employments = form
        .checks("employments", &key, employments.collect())
        .ticked(chosen.employments.iter().map(|one| one.word()))
        .inline();
    [reach, units, ranks, employments]
}

fn period_fields(visit: &Visit, form: &Form, post: Option<&Post>) -> Vec<Field> {
    let (t, today) = (&visit.text, visit.today());
    let days = visit.settings.get(&SHOWN_DAYS);
    let (from, last) = match post {
        Some(post) => (post.entry.shown.from(), last_day(post.entry.shown.to())),
        None => (today, after(today, days - 1)),
    };
    vec![
        form.date("from", &t.say("bulletin-shown-from"))
            .day(Some(from))
            .not_before(today)
            .required(),
        form.date("to", &t.say("bulletin-shown-to"))
            .day(last)
            .not_before(today)
            .hint(t.say("bulletin-shown-to-hint"))
            .optional(),
    ]
}
