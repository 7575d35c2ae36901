//! The lists of applications as files: what stands in the list, narrowed alike, and nobody else's.

use crate::inbox;
use crate::lists::until;
use crate::parts::{amount, kind_name, seat_name, seats};
use access::ViewApprovals;
use axum::response::{IntoResponse, Response};
use exchange::csv::{Field, write_utf8};
use flow::{ApplicationLine, DecidedLine, Listed, Seats, WaitingLine};
use people::Page;
use screen::date_text::machine_moment;
use screen::table::TableState;
use screen::visit::Visit;
use screen::{Download, May, PageError};

/// Lines read at a time.
const PART: i64 = 1000;
/// Lines in a file at most: what a spreadsheet opens without complaint.
const MOST: usize = 100_000;

/// A list that is read to its end, part by part.
struct Whole<T> {
    lines: Vec<T>,
    ended: bool,
}

impl<T> Whole<T> {
    const fn new() -> Whole<T> {
        Whole {
            lines: Vec::new(),
            ended: false,
        }
    }

    /// The part to read next; `None` at the end.
    fn next(&self) -> Option<Page> {
        let offset = i64::try_from(self.lines.len()).ok()?;
        (!self.ended).then_some(Page {
            offset,
            limit: PART,
        })
    }

    fn take(&mut self, part: Listed<T>) -> Result<(), PageError> {
        self.ended = part.lines.len() < usize::try_from(PART).unwrap_or(usize::MAX);
        self.lines.extend(part.lines);
        if self.lines.len() > MOST {
            return Err(PageError::Refused("approvals-file-too-long"));
        }
        Ok(())
    }
}

fn file(
    visit: &Visit,
    title: &str,
    head: &[&str],
    rows: impl Iterator<Item = Vec<Field>>,
) -> Response {
    let head = head.iter().map(|key| Field::plain(visit.say(key)));
    let rows: Vec<Vec<Field>> = std::iter::once(head.collect()).chain(rows).collect();
    Download {
        name: format!("{}_{}.csv", visit.say(title), visit.today()),
        media: "text/csv; charset=utf-8",
        bytes: write_utf8(&rows),
        inline: false,
    }
    .into_response()
}

/// What, of which kind, by whom and from where, how much, when: the columns of every file.
const APPLICATION: [&str; 6] = [
    "approvals-title",
    "approvals-kind",
    "approvals-applicant",
    "approvals-unit",
    "approvals-amount",
    "approvals-submitted",
];

fn application(visit: &Visit, line: &ApplicationLine) -> Vec<Field> {
    vec![
        line.title.as_str().into(),
        kind_name(visit, &line.kind).into(),
        line.applicant_name.as_str().into(),
        line.unit_name.as_str().into(),
        Field::plain(amount(visit, &line.kind, line.amount)),
        Field::plain(machine_moment(line.submitted_at)),
    ]
}

fn with(keys: &[&'static str]) -> Vec<&'static str> {
    APPLICATION.iter().chain(keys).copied().collect()
}

/// What waits for the reader.
pub(crate) async fn waiting(may: May<ViewApprovals>) -> Result<Response, PageError> {
    let state = inbox::state(&may);
    let (order, kind) = (inbox::order(&state), state.condition("kind"));
    let (db, seats) = (may.db(), seats(&may).await?);
    let mut whole = Whole::<WaitingLine>::new();
    while let Some(page) = whole.next() {
        whole.take(flow::waiting(db, &seats, kind, order, page).await?)?;
    }
    let lines = whole.lines;
    let rows = lines.iter().map(|line| {
        let place = line.sitting.as_ref();
        let place = place.and_then(|sitting| sitting.in_place_of.as_ref());
        let name = place.map(|(_, name)| name.clone()).unwrap_or_default();
        let mut row = application(&may, &line.application);
        row.extend([Field::plain(line.due_on), name.into()]);
        row
    });
    let head = with(&["approvals-due", "approvals-file-in-place-of"]);
    Ok(file(&may, "approvals-inbox", &head, rows))
}

/// The reader's own applications.
pub(crate) async fn mine(may: May<ViewApprovals>) -> Result<Response, PageError> {
    let (db, seats) = (may.db(), seats(&may).await?);
    let mut whole = Whole::<ApplicationLine>::new();
    while let Some(page) = whole.next() {
        whole.take(flow::mine(db, &seats, page).await?)?;
    }
    let lines = whole.lines;
    let rows = lines.iter().map(|line| {
        let mut row = application(&may, line);
        row.push(may.say(line.state.key()).into());
        row
    });
    let head = with(&["approvals-state"]);
    Ok(file(&may, "approvals-mine", &head, rows))
}

/// What the reader decided, and what was decided in their place.
pub(crate) async fn done(may: May<ViewApprovals>) -> Result<Response, PageError> {
    let (db, seats) = (may.db(), seats(&may).await?);
    let mut whole = Whole::<DecidedLine>::new();
    while let Some(page) = whole.next() {
        whole.take(flow::decided(db, &seats, page).await?)?;
    }
    let lines = whole.lines;
    let rows = lines.iter().map(|line| {
        let mut row = application(&may, &line.application);
        row.extend([
            may.say(line.decision.key()).into(),
            line.name.as_str().into(),
            line.principal.clone().unwrap_or_default().into(),
            line.comment.as_str().into(),
            Field::plain(machine_moment(line.at)),
            may.say(line.application.state.key()).into(),
        ]);
        row
    });
    let head = with(&[
        "approvals-decision",
        "approvals-file-decided-by",
        "approvals-file-in-place-of",
        "approvals-file-comment",
        "approvals-at",
        "approvals-state-now",
    ]);
    Ok(file(&may, "approvals-done", &head, rows))
}

/// What is due, as far as the reader may see it.
pub(crate) async fn overview(may: May<ViewApprovals>) -> Result<Response, PageError> {
    let state = TableState::read("/approvals/overview", may.uri.query(), &[], "due");
    let (_, until) = until(&may, &state)?;
    let (db, seats): (_, Seats) = (may.db(), seats(&may).await?);
    let mut whole = Whole::<WaitingLine>::new();
    while let Some(page) = whole.next() {
        whole.take(flow::deadlines(db, &seats, until, page).await?)?;
    }
    let lines = whole.lines;
    let places: Vec<flow::Seat> = lines.iter().map(|line| line.seat).collect();
    let chairs = flow::chairs(db, &places, may.today()).await?;
    let rows = lines.iter().map(|line| {
        let mut row = application(&may, &line.application);
        row.extend([
            Field::plain(line.due_on),
            seat_name(line.seat, &chairs, &may.text).into(),
        ]);
        row
    });
    let head = with(&["approvals-due", "approvals-seat"]);
    Ok(file(&may, "approvals-overview", &head, rows))
}
