//! One plan: its steps, the ways to add one, and what has been ordered.

use super::changes::{kind_key, sentence};
use super::frame::{SECTION, number, orders, path_in, plan_href, trail_to_plans};
use super::plans::standing;
use access::EditOrganisation;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use people::reorganisations::{
    Change, Draft, ReorganisationId, ReorganisationState, ended_posts, move_counts, planned,
    reorganisation,
};
use people::{UnitId, UnitTree, UnitVersion};
use screen::form::{Field, Form, FormErrors};
use screen::visit::Visit;
use screen::{May, Page, PageError, date_text};
use std::sync::Arc;
use words::Text;

/// A step of the plan.
struct StepLine {
    kind: String,
    sentence: String,
    /// Where it is taken back; `None` once the plan is ordered.
    remove: Option<String>,
}

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage<'a> {
    t: &'a Text,
    title: String,
    lead: String,
    trail: Vec<(String, String)>,
    summary: Form,
    facts: Vec<(String, String)>,
    state: (String, &'static str),
    note: String,
    steps: Vec<StepLine>,
    adds: Vec<(String, String, String)>,
    here: String,
    edit: String,
    preview: String,
    places: Option<String>,
    draft: bool,
    moves: Vec<(String, String, i64)>,
    posts: Vec<(String, i64)>,
    undo: bool,
    version: Field,
}

/// A plan with the units on its day, before and after.
pub(super) struct Opened {
    pub draft: Draft,
    pub before: Arc<UnitTree>,
    pub after: Arc<UnitTree>,
}

impl Opened {
    /// Opens a plan of any state.
    pub async fn read(visit: &Visit, id: &str) -> Result<Opened, PageError> {
        let id = ReorganisationId(number(id)?);
        let draft = reorganisation(visit.db(), id).await?;
        let draft = draft.ok_or(PageError::NotFound)?;
        let on = draft.reorganisation.on;
        let is_draft = draft.reorganisation.state == ReorganisationState::Draft;
        // Of an ordered plan, the day before shows what was.
        let eve = if is_draft {
            on
        } else {
            on.yesterday().unwrap_or(on)
        };
        let before = people::units_on(visit.db(), eve).await?;
        let after = if is_draft {
            let versions: Vec<UnitVersion> = before.iter().map(|(_, unit)| unit.clone()).collect();
            let planned = planned(&versions, &draft.steps, on);
            Arc::new(UnitTree::new(planned.after))
        } else {
            people::units_on(visit.db(), on).await?
        };
        Ok(Opened {
            draft,
            before,
            after,
        })
    }

    /// The trees in the order in which names are looked up.
    pub fn trees(&self) -> [&UnitTree; 2] {
        [&self.before, &self.after]
    }
}

pub(super) async fn plan(
    may: May<EditOrganisation>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    page(&may, &id, None).await
}

/// The page of a plan, after something was refused too.
pub(super) async fn page(
    visit: &Visit,
    id: &str,
    errors: Option<FormErrors>,
) -> Result<Response, PageError> {
    let opened = Opened::read(visit, id).await?;
    let plan = &opened.draft.reorganisation;
    let t = &visit.text;
    let is_draft = plan.state == ReorganisationState::Draft;
    let here = plan_href(plan);
    let title = plan.name.to_string();
    let day = date_text::day(plan.on, t.language());
    let trees = opened.trees();
    let (moves, posts) = if plan.state == ReorganisationState::Ordered {
        (
            move_counts(visit.db(), plan.id).await?,
            ended_posts(visit.db(), plan.id).await?,
        )
    } else {
        (Vec::new(), Vec::new())
    };
    let name = |unit: UnitId| path_in(&trees, unit);
    let after = |unit: UnitId| path_in(&[&opened.after, &opened.before], unit);
    let refused = errors.is_some();
    let form = Form::of(t, errors);
    let main = PlanPage {
        t,
        lead: t.say1("organisation-plan-lead", "day", day),
        trail: trail_to_plans(visit, None),
        facts: facts(visit, &opened),
        state: standing(visit, plan),
        note: plan.note.clone(),
        steps: opened
            .draft
            .steps
            .iter()
            .map(|step| StepLine {
                kind: t.say(kind_key(step.change.kind())).into_owned(),
                sentence: sentence(t, &step.change, &trees),
                remove: is_draft.then(|| format!("{here}/steps/{}/remove", step.id)),
            })
            .collect(),
        adds: Change::KINDS
            .iter()
            .map(|kind| {
                (
                    t.say(kind_key(kind)).into_owned(),
                    t.say(&format!("{}-hint", kind_key(kind))).into_owned(),
                    format!("{here}/add/{kind}"),
                )
            })
            .collect(),
        places: (is_draft && moves_people(&opened.draft)).then(|| format!("{here}/people")),
        edit: format!("{here}/edit"),
        preview: format!("{here}/preview"),
        here: here.clone(),
        draft: is_draft,
        moves: moves
            .into_iter()
            .map(|(from, to, count)| (name(from), after(to), count))
            .collect(),
        posts: posts
            .into_iter()
            .map(|(unit, count)| (name(unit), count))
            .collect(),
        undo: plan.state == ReorganisationState::Ordered
            && plan.on > visit.today()
            && orders(visit),
        version: form.version(plan.version),
        summary: form,
        title: title.clone(),
    };
    let page = Page::new(title, SECTION);
    let page = if refused { page.with_errors() } else { page };
    visit.page(page, &main)
}

/// Whether a step takes people out of a unit, so that places can be given one by one.
fn moves_people(draft: &Draft) -> bool {
    draft.steps.iter().any(|step| {
        matches!(
            step.change,
            Change::Split { .. } | Change::Merge { .. } | Change::Abolish { .. }
        )
    })
}

fn facts(visit: &Visit, opened: &Opened) -> Vec<(String, String)> {
    let t = &visit.text;
    let plan = &opened.draft.reorganisation;
    let moment = |at| date_text::moment(at, t.language());
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let mut facts = vec![
        fact(
            "organisation-plan-day",
            date_text::plain_day(plan.on, t.language()),
        ),
        fact(
            "organisation-made",
            format!("{} {}", moment(plan.made_at), plan.made_by),
        ),
    ];
    if let (Some(by), Some(at)) = (&plan.ordered_by, plan.ordered_at) {
        facts.push(fact("organisation-ordered", format!("{} {by}", moment(at))));
    }
    facts
}
