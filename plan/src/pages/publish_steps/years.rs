//! Years closed and opened again.

use super::{Confirm, trail};
use crate::acts::{self, ActError, PlanRefusal};
use crate::document::Measure;
use crate::pages::frame::{self, Opened, year_label};
use crate::pages::input::result::value;
use crate::rules::{Lack, missing};
use access::PublishPlan;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use calendar::FiscalYear;
use screen::form::{Entries, Field, Form, FormErrors};
use screen::kit::amount;
use screen::visit::Visit;
use screen::{May, Notice, Page, PageError, see_other};

pub(crate) async fn close_form(
    may: May<PublishPlan>,
    Path((code, year)): Path<(String, i16)>,
) -> Result<Response, PageError> {
    may.allowed.on(access::Relation::Other)?;
    let opened = frame::open(&may, &code).await?;
    let year = FiscalYear(year);
    if !opened.loaded.document.plan_years.contains(year) {
        return Err(PageError::NotFound);
    }
    close_page(&may, &opened, year, None)
}

/// What programs lack, in lines, and how many lack a result.
fn lacking(visit: &Visit, opened: &Opened, year: FiscalYear) -> (Vec<String>, usize) {
    let mut lines = Vec::new();
    let mut without_result = 0;
    for section in missing(&opened.loaded, year, visit.today()) {
        for program in &section.programs {
            without_result += usize::from(program.lacks.contains(&Lack::Result));
            let name = opened
                .loaded
                .place(&opened.loaded.document.programs[program.program]);
            let lacks: Vec<String> = program
                .lacks
                .iter()
                .map(|lack| visit.say(lack.label()))
                .collect();
            let owner = section
                .owner
                .clone()
                .unwrap_or_else(|| visit.say("plan-missing-no-owner"));
            lines.push(visit.text.fill(
                "plan-close-lacking",
                &[
                    ("program", name.into()),
                    ("owner", owner.into()),
                    ("lacks", lacks.join("、").into()),
                ],
            ));
        }
    }
    (lines, without_result)
}

/// The computed figures that will stand as they are counted now.
fn frozen(opened: &Opened, year: FiscalYear) -> Vec<String> {
    let programs = &opened.loaded.document.programs;
    let line = |program: &crate::document::Program, measure: &Measure| {
        let value = value(measure, year).filter(|value| value.computed)?;
        let figure = amount(value.amount);
        Some(format!(
            "{} {}：{figure}{}",
            program.node, measure.label, measure.unit
        ))
    };
    programs
        .iter()
        .flat_map(|program| {
            program
                .measures
                .iter()
                .filter_map(move |measure| line(program, measure))
        })
        .collect()
}

fn close_page(
    visit: &Visit,
    opened: &Opened,
    year: FiscalYear,
    errors: Option<FormErrors>,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let here = format!("/plan/{}", opened.loaded.code());
    let form = Form::of(t, errors);
    let (lines, without_result) = lacking(visit, opened, year);
    let frozen = frozen(opened, year);
    let rounds = opened
        .loaded
        .open_rounds()
        .filter(|round| round.year == year)
        .count();
    let name = year_label(year, opened.style, visit);
    let title = t.say1("plan-close-title", "year", name.as_str());
    let mut effects = vec![
        visit.say("plan-close-effect-corrections"),
        t.say1("plan-close-effect-frozen", "count", frozen.len()),
    ];
    if rounds > 0 {
        effects.push(t.say1("plan-close-effect-rounds", "count", rounds));
    }
    let confirm = |count: usize| -> Field {
        form.tick("confirmed", &t.say1("plan-close-confirm", "count", count))
            .required()
    };
    let mut lists = Vec::new();
    if !lines.is_empty() {
        lists.push((t.say1("plan-close-missing", "count", lines.len()), lines));
    }
    if !frozen.is_empty() {
        lists.push((visit.say("plan-close-frozen"), frozen));
    }
    let main = Confirm {
        t,
        trail: trail(visit, opened, &here),
        title: title.clone(),
        lead: String::new(),
        effects,
        problems: Vec::new(),
        lists,
        summary: form.summary(),
        fields: if without_result > 0 {
            vec![confirm(without_result)]
        } else {
            Vec::new()
        },
        action: format!("{here}/years/{year}/close"),
        button: title.clone(),
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

pub(crate) async fn close(
    may: May<PublishPlan>,
    Path((code, year)): Path<(String, i16)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let year = FiscalYear(year);
    let entries = Entries::parse(&body);
    let confirmed = entries.ticked("confirmed");
    let desk = acts::Desk::now(may.db(), &may.site.ids, &may.site.clock);
    let figures = &may.site.figures;
    match acts::close_year(desk, &may.allowed, figures, &code, year, confirmed).await {
        Ok(_) => {
            let opened = frame::open(&may, &code).await?;
            let year = year_label(year, opened.style, &may);
            let notice = Notice::new("plan-close-done").with("year", year);
            Ok(see_other(
                &format!("/plan/{code}/publish#h-years"),
                Some(notice),
            ))
        }
        Err(ActError::Refused(refusal)) => {
            let opened = frame::open(&may, &code).await?;
            let of_field = matches!(refusal, PlanRefusal::ResultsMissing { .. });
            let mut errors = FormErrors::new(entries);
            errors.add(
                if of_field { "confirmed" } else { "" },
                refusal.sentence(&may.text),
            );
            close_page(&may, &opened, year, Some(errors))
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn reopen_form(
    may: May<PublishPlan>,
    Path((code, year)): Path<(String, i16)>,
) -> Result<Response, PageError> {
    may.allowed.on(access::Relation::Other)?;
    let opened = frame::open(&may, &code).await?;
    reopen_page(&may, &opened, FiscalYear(year), None)
}

fn reopen_page(
    visit: &Visit,
    opened: &Opened,
    year: FiscalYear,
    errors: Option<FormErrors>,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let closing = opened.loaded.closing(year).ok_or(PageError::NotFound)?;
    let here = format!("/plan/{}", opened.loaded.code());
    let form = Form::of(t, errors);
    let title = t.say1(
        "plan-reopen-title",
        "year",
        year_label(year, opened.style, visit),
    );
    let main = Confirm {
        t,
        trail: trail(visit, opened, &here),
        title: title.clone(),
        lead: super::closed_words(visit, closing),
        effects: vec![
            visit.say("plan-reopen-effect"),
            t.say1("plan-reopen-effect-frozen", "count", closing.frozen.len()),
        ],
        problems: Vec::new(),
        lists: Vec::new(),
        summary: form.summary(),
        fields: vec![
            form.textarea("reason", &visit.say("plan-history-reason"))
                .hint(visit.say("plan-reopen-reason-hint"))
                .rows(3)
                .required(),
        ],
        action: format!("{here}/years/{year}/reopen"),
        button: visit.say("plan-reopen"),
        danger: true,
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

pub(crate) async fn reopen(
    may: May<PublishPlan>,
    Path((code, year)): Path<(String, i16)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let year = FiscalYear(year);
    let entries = Entries::parse(&body);
    let reason = entries.text("reason").unwrap_or_default();
    let desk = acts::Desk::now(may.db(), &may.site.ids, &may.site.clock);
    match acts::reopen_year(desk, &may.allowed, &code, year, &reason).await {
        Ok(_) => {
            let to = format!("/plan/{code}/publish#h-years");
            Ok(see_other(&to, Some(Notice::new("plan-reopen-done"))))
        }
        Err(ActError::Refused(refusal)) => {
            let opened = frame::open(&may, &code).await?;
            let of_field = matches!(refusal, PlanRefusal::ReasonMissing);
            let mut errors = FormErrors::new(entries);
            errors.add(
                if of_field { "reason" } else { "" },
                refusal.sentence(&may.text),
            );
            reopen_page(&may, &opened, year, Some(errors))
        }
        Err(error) => Err(error.into()),
    }
}
