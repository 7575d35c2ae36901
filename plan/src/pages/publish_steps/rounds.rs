//! Input rounds opened and ended.

use super::{Confirm, kind_word, trail};
use crate::acts::{self, ActError, NewRound, PlanRefusal};
use crate::document::Part;
use crate::pages::frame::{self, Opened, year_label};
use crate::pages::missing::progress;
use crate::records::{RoundId, RoundKind};
use crate::store::{Name, name};
use access::EditPlanStructure;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::FiscalYear;
use screen::form::{Choice, Entries, Form, FormErrors, Reading, Width};
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};

/// The longest name of a round.
const LONGEST_NAME: usize = 40;

pub(crate) async fn form(
    may: May<EditPlanStructure>,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    may.allowed.on(access::Relation::Other)?;
    let opened = frame::open(&may, &code).await?;
    page(&may, &opened, None)
}

/// The years that can be asked for: those of the plan that have begun and are not closed.
fn years(opened: &Opened) -> Vec<FiscalYear> {
    let loaded = &opened.loaded;
    let years = loaded.document.plan_years.years();
    years
        .filter(|year| *year <= opened.present && !loaded.is_closed(*year))
        .collect()
}

fn page(visit: &Visit, opened: &Opened, errors: Option<FormErrors>) -> Result<Response, PageError> {
    let t = &visit.text;
    let here = format!("/plan/{}", opened.loaded.code());
    let form = Form::of(t, errors);
    let years = years(opened);
    let kinds = RoundKind::NAMES.iter().map(|(kind, name)| {
        let hint = visit.say(&format!("plan-round-{name}-hint"));
        Choice::new(name, kind_word(visit, *kind)).hint(hint)
    });
    let choices = years
        .iter()
        .map(|year| Choice::new(year, year_label(*year, opened.style, visit)));
    let fields = vec![
        form.select("year", &visit.say("plan-source-year"), choices.collect())
            .ticked(years.last())
            .width(Width::Middle)
            .required(),
        form.radios("kind", &visit.say("plan-round-kind"), kinds.collect())
            .ticked([name(RoundKind::YearEnd)])
            .required(),
        form.text("name", &visit.say("plan-round-name"))
            .hint(visit.say("plan-round-name-hint"))
            .width(Width::Middle)
            .required(),
        form.date("due", &visit.say("plan-round-due"))
            .not_before(visit.today())
            .required(),
    ];
    let mut units: Vec<i64> = opened
        .loaded
        .part(Part::Plan)
        .filter_map(|view| view.record.unit)
        .collect();
    units.sort_unstable();
    units.dedup();
    let title = visit.say("plan-round-new");
    let main = Confirm {
        t,
        trail: trail(visit, opened, &here),
        title: title.clone(),
        lead: String::new(),
        effects: vec![
            t.say1("plan-round-effect", "sections", units.len()),
            visit.say("plan-round-effect-late"),
        ],
        problems: Vec::new(),
        lists: Vec::new(),
        summary: form.summary(),
        fields,
        action: format!("{here}/rounds"),
        button: visit.say("plan-round-begin"),
        danger: false,
        cancel: format!("{here}/publish"),
    };
    let page = Page::new(title, frame::SECTION);
    visit.page(
        if form.refused() {
            page.with_errors()
        } else {
            page
        },
        &main,
    )
}

pub(crate) async fn open(
    may: May<EditPlanStructure>,
    Path(code): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let opened = frame::open(&may, &code).await?;
    let entries = Entries::parse(&body);
    let round = match read(&may, &opened, &entries) {
        Ok(round) => round,
        Err(errors) => return page(&may, &opened, Some(errors)),
    };
    let desk = acts::Desk::now(may.db(), &may.site.ids, &may.site.clock);
    let notice = Notice::new("plan-round-opened").with("round", &round.name);
    match acts::open_round(desk, &may.allowed, &code, round).await {
        Ok(_) => Ok(see_other(
            &format!("/plan/{code}/publish#h-rounds"),
            Some(notice),
        )),
        Err(ActError::Refused(refusal)) => {
            let field = match refusal {
                PlanRefusal::DuePassed { .. } => "due",
                PlanRefusal::NameMissing => "name",
                PlanRefusal::RoundOpen { .. }
                | PlanRefusal::YearOutside { .. }
                | PlanRefusal::YearNotBegun { .. }
                | PlanRefusal::YearClosed { .. } => "year",
                _ => "",
            };
            let mut errors = FormErrors::new(entries);
            errors.add(field, refusal.sentence(&may.text));
            page(&may, &opened, Some(errors))
        }
        Err(error) => Err(error.into()),
    }
}

fn read(visit: &Visit, opened: &Opened, entries: &Entries) -> Result<NewRound, FormErrors> {
    let mut reading = Reading::new(entries.clone(), &visit.text);
    let names: Vec<(String, FiscalYear)> = years(opened)
        .into_iter()
        .map(|year| (year.to_string(), year))
        .collect();
    let years: Vec<(&str, FiscalYear)> = names
        .iter()
        .map(|(name, year)| (name.as_str(), *year))
        .collect();
    let kinds: Vec<(&str, RoundKind)> = RoundKind::NAMES
        .iter()
        .map(|(kind, name)| (*name, *kind))
        .collect();
    let year = reading.one_of("year", &visit.say("plan-source-year"), &years);
    let kind = reading.one_of("kind", &visit.say("plan-round-kind"), &kinds);
    let name = reading.text("name", &visit.say("plan-round-name"), LONGEST_NAME);
    let due = reading.date("due", &visit.say("plan-round-due"));
    match (year, kind, due) {
        (Some(year), Some(kind), Some(due)) => reading.finish().map(|()| NewRound {
            year,
            kind,
            name,
            due,
        }),
        _ => Err(reading.finish().err().unwrap_or_default()),
    }
}

pub(crate) async fn end_form(
    may: May<EditPlanStructure>,
    Path((code, round)): Path<(String, i64)>,
) -> Result<Response, PageError> {
    may.allowed.on(access::Relation::Other)?;
    let opened = frame::open(&may, &code).await?;
    let t = &may.text;
    let found = opened
        .loaded
        .open_rounds()
        .find(|each| each.id == RoundId(round));
    let found = found.ok_or(PageError::NotFound)?;
    let here = format!("/plan/{code}");
    let progress = progress(opened.loaded.part(Part::Plan), found.year, &opened);
    let title = may.say("plan-round-end");
    let main = Confirm {
        t,
        trail: trail(&may, &opened, &here),
        title: title.clone(),
        lead: format!(
            "{} {}",
            year_label(found.year, opened.style, &may),
            found.name
        ),
        effects: vec![
            t.say1(
                "plan-round-end-effect",
                "left",
                progress.expected - progress.entered,
            ),
            may.say("plan-round-end-effect-late"),
        ],
        problems: Vec::new(),
        lists: Vec::new(),
        summary: Form::new(t).summary(),
        fields: Vec::new(),
        action: format!("{here}/rounds/{round}/close"),
        button: title.clone(),
        danger: false,
        cancel: format!("{here}/publish"),
    };
    may.page(Page::new(title, frame::SECTION), &main)
}

pub(crate) async fn end(
    may: May<EditPlanStructure>,
    Path((code, round)): Path<(String, i64)>,
) -> Result<Response, PageError> {
    let desk = acts::Desk::now(may.db(), &may.site.ids, &may.site.clock);
    acts::close_round(desk, &may.allowed, &code, RoundId(round)).await?;
    let to = format!("/plan/{code}/publish#h-rounds");
    Ok(see_other(&to, Some(Notice::new("plan-round-ended"))))
}
