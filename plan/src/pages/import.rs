//! A plan taken from a file: sent, tried out, looked at, confirmed.

mod difference;
mod received;

use super::frame::{SECTION, span_label};
use crate::acts::{self, ActError, Desk, DryRun, PlanRefusal};
use crate::document::PlanDocument;
use crate::problems::Problem;
use crate::records::Version;
use crate::rules::changes::Change;
use crate::store::{Remark, Upload};
use access::EditPlanStructure;
use askama::Template;
use axum::body::Bytes;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, RawQuery};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use difference::{Group, groups};
use exchange::csv::{Field as CsvField, write_utf8};
use received::{Read, receive};
use screen::form::{Entries, ErrorSummary, Field, Form, FormErrors};
use screen::table::{Pager, TableState};
use screen::visit::Visit;
use screen::{Download, May, Notice, Page, PageError, see_other};
use words::Text;

pub(crate) use received::ACCEPTED;

/// The address of the form.
const HERE: &str = "/plans/import";

/// What is wrong with a file, for the page.
struct Refused {
    heading: String,
    problems: Vec<Remark>,
    csv: String,
}

#[derive(Template)]
#[template(path = "import/form.html")]
struct FormPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    summary: ErrorSummary,
    file: Field,
    refused: Option<Refused>,
}

fn form_page(
    visit: &Visit,
    errors: Option<FormErrors>,
    refused: Option<Refused>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let form = Form::of(t, errors);
    let title = visit.say("plan-import");
    let main = FormPage {
        t,
        title: title.clone(),
        trail: trail(visit),
        summary: form.summary(),
        file: form
            .file("file", &t.say("plan-import-file"), received::ACCEPT)
            .hint(t.say("plan-import-file-hint"))
            .required(),
        refused,
    };
    visit.page(Page::new(title, SECTION).with_status(status), &main)
}

fn trail(visit: &Visit) -> Vec<(String, String)> {
    vec![(visit.say("plan-list"), "/plans".to_owned())]
}

/// The form again with one sentence at the field.
fn refuse(visit: &Visit, status: StatusCode, sentence: String) -> Result<Response, PageError> {
    let mut errors = FormErrors::new(Entries::default());
    errors.add("file", sentence);
    form_page(visit, Some(errors), None, status)
}

pub(crate) async fn form(may: May<EditPlanStructure>) -> Result<Response, PageError> {
    form_page(&may, None, None, StatusCode::OK)
}

fn desk(visit: &Visit) -> Desk<'_> {
    Desk::now(visit.db(), &visit.site.ids, &visit.site.clock)
}

/// Takes a file, tries it out and leads to what it would do.
pub(crate) async fn send(
    may: May<EditPlanStructure>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageError> {
    let parts = parts.map_err(|_| PageError::Refused("plan-import-broken"))?;
    let file = receive(parts).await?;
    if file.name.is_empty() {
        let sentence = may.say("plan-import-no-file");
        return refuse(&may, StatusCode::UNPROCESSABLE_ENTITY, sentence);
    }
    let name = file.name.clone();
    let read = tokio::task::spawn_blocking(move || received::read(&file)).await;
    let (document, notes) = match read.map_err(anyhow::Error::from)? {
        Read::Document(document, notes) => (*document, notes),
        Read::Problems(problems) => return problems_page(&may, &name, &problems).await,
        Read::Unusable(key) => {
            let sentence = may.text.say1(key, "name", name.as_str());
            return refuse(&may, StatusCode::UNPROCESSABLE_ENTITY, sentence);
        }
    };
    let notes = remarks(&notes, &may.text);
    match acts::keep_document(desk(&may), &may.allowed, &name, document, notes).await {
        Ok(token) => Ok(see_other(&format!("{HERE}/{token}"), None)),
        Err(ActError::Refused(PlanRefusal::Problems(problems))) => {
            problems_page(&may, &name, &problems).await
        }
        Err(ActError::Refused(refusal)) => refuse(
            &may,
            StatusCode::UNPROCESSABLE_ENTITY,
            refusal.sentence(&may.text),
        ),
        Err(error) => Err(error.into()),
    }
}

fn remarks(problems: &[Problem], t: &Text) -> Vec<Remark> {
    let remark = |problem: &Problem| Remark {
        place: problem.place_text(t),
        sentence: problem.sentence(t),
    };
    problems.iter().map(remark).collect()
}

async fn problems_page(
    may: &May<EditPlanStructure>,
    name: &str,
    problems: &[Problem],
) -> Result<Response, PageError> {
    let remarks = remarks(problems, &may.text);
    let token = acts::keep_problems(desk(may), &may.allowed, name, remarks.clone()).await?;
    let refused = Refused {
        heading: may
            .text
            .say2("plan-import-problems", "name", name, "count", remarks.len()),
        problems: remarks,
        csv: format!("{HERE}/{token}/problems.csv"),
    };
    form_page(may, None, Some(refused), StatusCode::UNPROCESSABLE_ENTITY)
}

/// The list of problems as a file.
pub(crate) async fn problems_file(
    may: May<EditPlanStructure>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let upload = acts::upload(desk(&may), &may.allowed, &token).await?;
    let upload = upload.ok_or(PageError::NotFound)?;
    let t = &may.text;
    let head = vec![
        CsvField::from(t.say("plan-import-place").as_ref()),
        CsvField::from(t.say("plan-import-sentence").as_ref()),
    ];
    let line = |remark: &Remark| {
        vec![
            CsvField::from(remark.place.as_str()),
            CsvField::from(remark.sentence.as_str()),
        ]
    };
    let rows: Vec<_> = std::iter::once(head)
        .chain(upload.remarks.iter().map(line))
        .collect();
    let name = format!("{}.csv", t.say("plan-import-problems-file"));
    let bytes = write_utf8(&rows);
    Ok(Download {
        name,
        media: "text/csv; charset=utf-8",
        bytes,
        inline: false,
    }
    .into_response())
}

/// How many of something are added, changed, removed, left.
struct Counted {
    what: String,
    counts: [usize; 4],
}

#[derive(Template)]
#[template(path = "import/trial.html")]
struct TrialPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    changed_meanwhile: bool,
    facts: Vec<(String, String)>,
    counted: [Counted; 2],
    nothing: bool,
    unknown_owners: &'a [String],
    notes: &'a [Remark],
    groups: Vec<Group>,
    pager: Pager,
    present: Option<String>,
    action: String,
    version: Field,
}

/// What taking the file in would do.
pub(crate) async fn trial(
    may: May<EditPlanStructure>,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    trial_page(&may, &token, query.as_deref(), StatusCode::OK).await
}

async fn trial_page(
    may: &May<EditPlanStructure>,
    token: &str,
    query: Option<&str>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let kept = acts::upload(desk(may), &may.allowed, token).await?;
    let Some((document, kept)) = kept.and_then(|kept| Some((kept.document.clone()?, kept))) else {
        return refuse(may, StatusCode::NOT_FOUND, may.say("plan-import-gone"));
    };
    let trial = match acts::try_out(desk(may), &may.allowed, &document).await {
        Ok(trial) => trial,
        Err(ActError::Refused(refusal)) => {
            return refuse(
                may,
                StatusCode::UNPROCESSABLE_ENTITY,
                refusal.sentence(&may.text),
            );
        }
        Err(error) => return Err(error.into()),
    };
    show_trial(may, (token, &kept), &document, &trial, (query, status))
}

fn show_trial(
    visit: &Visit,
    (token, kept): (&str, &Upload),
    document: &PlanDocument,
    trial: &DryRun,
    (query, status): (Option<&str>, StatusCode),
) -> Result<Response, PageError> {
    let t = &visit.text;
    let here = format!("{HERE}/{token}");
    let table = TableState::read(&here, query, &[""], "");
    let groups = groups(&trial.diff, document.year_style, t);
    let total = i64::try_from(groups.len()).unwrap_or(i64::MAX);
    let page = |number: i64| usize::try_from(number).unwrap_or_default();
    let title = visit.say("plan-import-trial");
    let main = TrialPage {
        t,
        title: title.clone(),
        trail: trail(visit)
            .into_iter()
            .chain([(visit.say("plan-import"), HERE.to_owned())])
            .collect(),
        changed_meanwhile: kept.expected != trial.version,
        facts: facts(visit, kept, document, trial),
        counted: counted(visit, trial),
        nothing: trial.diff.is_empty(),
        unknown_owners: &trial.unknown_owners,
        notes: &kept.remarks,
        groups: groups
            .into_iter()
            .skip(page(table.offset(total)))
            .take(page(table.limit()))
            .collect(),
        pager: table.pager(total, t),
        present: trial
            .version
            .map(|_| format!("/plan/{}/files/xlsx", document.code)),
        action: here,
        version: Form::new(t).version(trial.version.map_or(0, |version| version.0)),
    };
    visit.page(Page::new(title, SECTION).with_status(status), &main)
}

fn facts(
    visit: &Visit,
    kept: &Upload,
    document: &PlanDocument,
    trial: &DryRun,
) -> Vec<(String, String)> {
    let t = &visit.text;
    let fact = |key: &str, value: String| (t.say(key).into_owned(), value);
    let span = |years| span_label(years, document.year_style, t.language());
    let mut facts = vec![
        fact("plan-import-name", kept.file_name.clone()),
        fact("plan-setup-title", document.title.clone()),
        fact("plan-import-code", document.code.clone()),
        fact("plan-program-years", span(document.plan_years)),
    ];
    facts.extend(
        document
            .review_years
            .map(|years| fact("plan-import-review", span(years))),
    );
    facts.push(match trial.state {
        Some(state) => fact(
            "plan-import-present",
            t.say1(
                "plan-import-replaces",
                "state",
                t.say(state.label()).into_owned(),
            ),
        ),
        None => fact("plan-import-present", visit.say("plan-import-new")),
    });
    facts
}

fn counted(visit: &Visit, trial: &DryRun) -> [Counted; 2] {
    let each = [
        Change::Added,
        Change::Changed,
        Change::Removed,
        Change::Unchanged,
    ];
    let nodes = |change| {
        trial
            .diff
            .nodes
            .iter()
            .filter(|node| node.change == change)
            .count()
    };
    [
        Counted {
            what: visit.say("plan-import-nodes"),
            counts: each.map(nodes),
        },
        Counted {
            what: visit.say("plan-import-programs"),
            counts: each.map(|change| trial.diff.count(change)),
        },
    ]
}

/// Takes the file in.
pub(crate) async fn confirm(
    may: May<EditPlanStructure>,
    Path(token): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let entries = Entries::parse(&body);
    let seen = entries
        .text("version")
        .and_then(|text| text.parse().ok())
        .map(Version);
    let expected = seen.filter(|version| *version != Version::NONE);
    let kept = acts::upload(desk(&may), &may.allowed, &token).await?;
    let Some(document) = kept.and_then(|kept| kept.document) else {
        return refuse(&may, StatusCode::CONFLICT, may.say("plan-import-gone"));
    };
    match acts::import_upload(desk(&may), &may.allowed, &token, expected).await {
        Ok(Some(imported)) => {
            let count = |change| imported.diff.count(change);
            let notice = Notice::new("plan-import-done")
                .with("added", count(Change::Added))
                .with("changed", count(Change::Changed))
                .with("removed", count(Change::Removed));
            Ok(see_other(&format!("/plan/{}", document.code), Some(notice)))
        }
        Ok(None) => refuse(&may, StatusCode::CONFLICT, may.say("plan-import-gone")),
        Err(ActError::Refused(PlanRefusal::Stale { .. })) => {
            trial_page(&may, &token, None, StatusCode::CONFLICT).await
        }
        Err(ActError::Refused(refusal)) => refuse(
            &may,
            StatusCode::UNPROCESSABLE_ENTITY,
            refusal.sentence(&may.text),
        ),
        Err(error) => Err(error.into()),
    }
}
