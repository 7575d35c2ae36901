//! Results of a year, entered by the sections: one card for each program, saved card by card.

mod card;
pub(crate) mod choices;
pub(crate) mod evaluation;
pub(crate) mod refused;
pub(crate) mod result;

use super::frame::{self, Head, Opened, Tab, part_named, year_label};
use super::missing::{Progress, progress, round_line};
use crate::acts::{self, ActError, EvaluationEntry, PlanRefusal, RestoreEntry, Side};
use crate::document::{Part, PlanDocument};
use crate::records::{HistoryId, ProgramView, Version};
use crate::rules::missing::part_of;
use crate::rules::{Entry, may_enter};
use crate::store;
use access::{Allowed, EditPlanResults, Scope};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum_extra::extract::Query;
use calendar::FiscalYear;
use card::{Card, Desk, Posted, card};
use refused::Again;
use screen::form::{Choice, Entries, Field, Form, Reading};
use screen::kit::Status;
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};
use serde::Deserialize;
use words::Text;

/// The conditions in the address.
#[derive(Debug, Deserialize, Default, Clone)]
pub(crate) struct Conditions {
    year: Option<i16>,
    owner: Option<String>,
}

impl Conditions {
    fn owner(&self) -> Option<&str> {
        self.owner.as_deref().filter(|owner| !owner.is_empty())
    }

    /// The conditions as they stand behind the page's address.
    fn query(&self, year: FiscalYear) -> String {
        let mut query = format!("year={year}");
        if let Some(owner) = self.owner() {
            query.push_str("&owner=");
            query.push_str(&super::encoded(owner));
        }
        query
    }
}

#[derive(Template)]
#[template(path = "input.html")]
struct InputPage<'a> {
    t: &'a Text,
    head: Head,
    heading: String,
    year: Field,
    owner: Option<Field>,
    progress: Progress,
    counts: String,
    due: Option<String>,
    shut: Option<String>,
    index: Vec<(String, String, Status)>,
    cards: Vec<Card>,
}

/// A form of one card that was posted and refused.
struct Refused {
    program: String,
    posted: Posted,
    again: Again,
}

pub(crate) async fn input(
    may: May<EditPlanResults>,
    Path(code): Path<String>,
    Query(conditions): Query<Conditions>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    page(
        &may,
        &may.allowed,
        &opened,
        &conditions,
        wanted_card(&headers),
        None,
    )
    .await
}

/// The only card a background post will look for in the answer.
fn wanted_card(headers: &HeaderMap) -> Option<&str> {
    let selector = headers.get("x-fragment")?.to_str().ok()?;
    selector.strip_prefix("[id=\"card-")?.strip_suffix("\"]")
}

/// The years that can be looked at: those of the plan that have begun, and those looked back on while
/// the document is in work.
fn years(opened: &Opened) -> Vec<FiscalYear> {
    let document = &opened.loaded.document;
    let review = document
        .review_years
        .filter(|_| opened.loaded.state.in_work());
    let spans = review.into_iter().chain([document.plan_years]);
    let mut years: Vec<FiscalYear> = spans
        .flat_map(calendar::YearSpan::years)
        .filter(|year| *year <= opened.present)
        .collect();
    years.sort();
    years
}

/// The year asked for, else the one that is asked for soonest, else the latest that has begun.
fn year_of(opened: &Opened, asked: Option<i16>) -> Option<FiscalYear> {
    let years = years(opened);
    let given = asked.map(FiscalYear).filter(|year| years.contains(year));
    let round = opened
        .loaded
        .open_rounds()
        .min_by_key(|round| round.due)
        .map(|round| round.year);
    given
        .or(round.filter(|year| years.contains(year)))
        .or(years.last().copied())
}

/// The same for pages that show a year in any case: the first one where none has begun.
pub(crate) fn year_or_latest(opened: &Opened, asked: Option<i16>) -> FiscalYear {
    year_of(opened, asked).unwrap_or(opened.loaded.document.plan_years.from)
}

/// Why nothing can be written for the year now; `None` where it can.
fn shut(visit: &Visit, opened: &Opened, part: Part, year: FiscalYear) -> Option<PlanRefusal> {
    let loaded = &opened.loaded;
    let closed = loaded.is_closed(year);
    match may_enter(loaded.state, part, closed) {
        Entry::Open => None,
        Entry::PersonnelOnly if frame::holds::<EditPlanResults>(visit) => None,
        Entry::PersonnelOnly => Some(PlanRefusal::NotYourTurn {
            state: loaded.state,
        }),
        Entry::CorrectionOnly if closed => Some(PlanRefusal::YearClosed { year }),
        Entry::CorrectionOnly => Some(PlanRefusal::CorrectionOnly),
    }
}

async fn page(
    visit: &Visit,
    allowed: &Allowed<EditPlanResults>,
    opened: &Opened,
    conditions: &Conditions,
    only: Option<&str>,
    refused: Option<Refused>,
) -> Result<Response, PageError> {
    let head = frame::head(visit, opened, Tab::Input);
    let status = refused.as_ref().map(|refused| {
        let overtaken = refused.again.conflict.is_some();
        if overtaken {
            StatusCode::CONFLICT
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    });
    let page = Page::new(visit.say("plan-tab-input"), frame::SECTION)
        .with_status(status.unwrap_or(StatusCode::OK));
    let Some(year) = year_of(opened, conditions.year) else {
        return visit.page(
            page,
            &NothingYet {
                t: &visit.text,
                head,
            },
        );
    };
    let part = part_of(&opened.loaded.document, year);
    let scope = allowed.scope();
    let own = |view: &ProgramView<'_>| matches!(scope, Scope::All) || scope.holds(view.record.unit);
    let answered: Vec<ProgramView<'_>> = opened.loaded.part(part).filter(own).collect();
    let owners = owners(&answered);
    let owner = conditions
        .owner()
        .filter(|owner| owners.iter().any(|other| other == owner));
    let views: Vec<ProgramView<'_>> = answered
        .into_iter()
        .filter(|view| owner.is_none_or(|owner| view.program.owner.as_deref() == Some(owner)))
        .collect();
    let history = store::history_of_year(visit.db(), opened.loaded.id, year).await?;
    let shut = shut(visit, opened, part, year).map(|refusal| refusal.sentence(&visit.text));
    let query = conditions.query(year);
    let desk = Desk {
        visit,
        opened,
        year,
        here: &head.here,
        query: &query,
        open: shut.is_none(),
        history: &history,
    };
    let progress = progress(views.iter().copied(), year, opened);
    let main = InputPage {
        t: &visit.text,
        heading: visit.text.say1(
            "plan-input-heading",
            "year",
            year_label(year, opened.style, visit),
        ),
        year: year_field(visit, opened, year),
        owner: (owners.len() > 1).then(|| owner_field(visit, &owners, owner)),
        counts: progress.words(&visit.text),
        progress,
        due: round_line(visit, &opened.loaded, year),
        index: views
            .iter()
            .map(|view| {
                let standing = card::standing_of(&desk, view).status();
                (
                    view.program.key.clone(),
                    view.program.name.clone(),
                    standing,
                )
            })
            .collect(),
        cards: cards(&desk, &views, only, refused),
        shut,
        head,
    };
    visit.page(page, &main)
}

fn cards(
    desk: &Desk<'_>,
    views: &[ProgramView<'_>],
    only: Option<&str>,
    refused: Option<Refused>,
) -> Vec<Card> {
    let mut refused = refused;
    views
        .iter()
        .filter(|view| only.is_none_or(|key| view.program.key == key))
        .map(|view| {
            let here = refused.take_if(|refused| refused.program == view.program.key);
            card(
                desk,
                view,
                here.map(|refused| (refused.posted, refused.again)),
            )
        })
        .collect()
}

#[derive(Template)]
#[template(path = "input_nothing.html")]
struct NothingYet<'a> {
    t: &'a Text,
    head: Head,
}

fn owners(views: &[ProgramView<'_>]) -> Vec<String> {
    let mut owners: Vec<String> = views
        .iter()
        .filter_map(|view| view.program.owner.clone())
        .collect();
    owners.sort();
    owners.dedup();
    owners
}

/// The years to choose from; also for the pages that look at the same years.
pub(crate) fn year_field(visit: &Visit, opened: &Opened, year: FiscalYear) -> Field {
    let mut offered = years(opened);
    if offered.is_empty() {
        offered.push(year);
    }
    let choices = offered
        .into_iter()
        .map(|year| Choice::new(year, year_label(year, opened.style, visit)))
        .collect();
    Form::new(&visit.text)
        .select("year", &visit.say("plan-source-year"), choices)
        .ticked([year])
        .small()
}

fn owner_field(visit: &Visit, owners: &[String], chosen: Option<&str>) -> Field {
    let all = Choice::new("", visit.say("plan-filter-all"));
    let owners = owners.iter().map(|owner| Choice::new(owner, owner));
    Form::new(&visit.text)
        .select(
            "owner",
            &visit.say("plan-filter-owner"),
            std::iter::once(all).chain(owners).collect(),
        )
        .ticked([chosen.unwrap_or_default()])
        .small()
}

/// The place a form posts to.
#[derive(Debug, Deserialize)]
pub(crate) struct Place {
    plan: String,
    part: String,
    program: String,
    year: i16,
}

impl Place {
    fn year(&self) -> FiscalYear {
        FiscalYear(self.year)
    }

    /// The program, if the person may enter its results.
    fn find<'a>(
        &self,
        opened: &'a Opened,
        allowed: &Allowed<EditPlanResults>,
    ) -> Result<ProgramView<'a>, PageError> {
        let part = part_named(&self.part).ok_or(PageError::NotFound)?;
        let view = opened
            .loaded
            .program_named(part, &self.program)
            .ok_or(PageError::NotFound)?;
        let in_years = |document: &PlanDocument| part_of(document, self.year()) == part;
        if !in_years(&opened.loaded.document) {
            return Err(PageError::NotFound);
        }
        allowed.on_unit(view.record.unit)?;
        Ok(view)
    }

    /// Back to the card, with a confirmation.
    fn back(&self, conditions: &Conditions, notice: Notice) -> Response {
        let query = conditions.query(self.year());
        see_other(
            &format!("/plan/{}/input?{query}#{}", self.plan, self.program),
            Some(notice),
        )
    }
}

/// Shows the page again with what was typed, as it stands now.
async fn again(
    may: &May<EditPlanResults>,
    place: &Place,
    conditions: &Conditions,
    (posted, mut again): (Posted, Again),
) -> Result<Response, PageError> {
    let opened = frame::open(may, &place.plan).await?;
    if let (Some(conflict), Posted::Result) = (&mut again.conflict, posted) {
        let view = place.find(&opened, &may.allowed)?;
        conflict.current = result::printed(view.program, &view.result(place.year()), opened.style);
    }
    let conditions = Conditions {
        year: Some(place.year),
        ..conditions.clone()
    };
    let refused = Refused {
        program: place.program.clone(),
        posted,
        again,
    };
    page(may, &may.allowed, &opened, &conditions, None, Some(refused)).await
}

fn desk(visit: &Visit) -> acts::Desk<'_> {
    acts::Desk::now(visit.db(), &visit.site.ids, &visit.site.clock)
}

pub(crate) async fn save_result(
    may: May<EditPlanResults>,
    Path(place): Path<Place>,
    Query(conditions): Query<Conditions>,
    body: Bytes,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &place.plan).await?;
    let view = place.find(&opened, &may.allowed)?;
    let entries = Entries::parse(&body);
    let entry = match result::read(&may, &view, place.year(), &entries) {
        Ok(entry) => entry,
        Err(errors) => {
            return again(&may, &place, &conditions, (Posted::Result, errors.into())).await;
        }
    };
    let before = view.result(place.year());
    let yours = result::proposed(view.program, &entry, &before, opened.style);
    match acts::enter_result(desk(&may), &may.allowed, &place.plan, entry).await {
        Ok(_) => {
            let notice = Notice::new("plan-input-saved").with("program", &view.program.name);
            Ok(place.back(&conditions, notice))
        }
        Err(error) => {
            let field = |refusal: &PlanRefusal| result::field_of(view.program, refusal);
            let refused = Again::after(&may, error, entries, yours, field)?;
            again(&may, &place, &conditions, (Posted::Result, refused)).await
        }
    }
}

pub(crate) async fn save_evaluation(
    may: May<EditPlanResults>,
    Path(place): Path<Place>,
    Query(conditions): Query<Conditions>,
    body: Bytes,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &place.plan).await?;
    let view = place.find(&opened, &may.allowed)?;
    let entries = Entries::parse(&body);
    let (evaluation, expected) = match evaluation::read(&may, view.program, place.year(), &entries)
    {
        Ok(read) => read,
        Err(errors) => {
            return again(
                &may,
                &place,
                &conditions,
                (Posted::Evaluation, errors.into()),
            )
            .await;
        }
    };
    let yours = evaluation::summary(&evaluation);
    let entry = EvaluationEntry {
        program: view.record.id,
        evaluation,
        expected,
    };
    match acts::evaluate(desk(&may), &may.allowed, &place.plan, entry).await {
        Ok(_) => {
            let notice = Notice::new("plan-input-evaluated").with("program", &view.program.name);
            Ok(place.back(&conditions, notice))
        }
        Err(error) => {
            let field = |refusal: &PlanRefusal| evaluation::field_of(view.program, refusal);
            let refused = Again::after(&may, error, entries, yours, field)?;
            again(&may, &place, &conditions, (Posted::Evaluation, refused)).await
        }
    }
}

pub(crate) async fn undo(
    may: May<EditPlanResults>,
    Path(place): Path<Place>,
    Query(conditions): Query<Conditions>,
    body: Bytes,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &place.plan).await?;
    let view = place.find(&opened, &may.allowed)?;
    let entries = Entries::parse(&body);
    let history = entries.text("history").and_then(|id| id.parse().ok());
    let entry = RestoreEntry {
        history: HistoryId(history.ok_or(PageError::NotFound)?),
        side: Side::Before,
        expected: Version(Reading::new(entries, &may.text).version()),
    };
    let name = &view.program.name;
    let notice = match acts::restore(desk(&may), &may.allowed, &place.plan, entry).await {
        Ok(_) => Notice::new("plan-input-undone").with("program", name),
        Err(ActError::Refused(refusal)) => {
            Notice::new("plan-input-not-undone").with("why", refusal.sentence(&may.text))
        }
        Err(error) => return Err(error.into()),
    };
    Ok(place.back(&conditions, notice))
}
