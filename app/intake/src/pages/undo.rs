//! Taking the last import back.

use super::{SECTION, desk, href, read_id, trail};
use crate::acts;
use crate::records::Remark;
use crate::store::imports::{self, Import, State};
use access::ImportStaff;
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use screen::visit::Visit;
use screen::{May, Page, PageError, see_other};
use words::Text;

#[derive(Template)]
#[template(path = "intake/undo.html")]
struct UndoPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    file: String,
    counts: String,
    in_the_way: Vec<Remark>,
    action: String,
    back: String,
}

pub(super) async fn ask(
    may: May<ImportStaff>,
    Path(import): Path<String>,
) -> Result<Response, PageError> {
    let (import, state) = acts::find(desk(&may), &may.allowed, read_id(&import)?).await?;
    let last = imports::last_done(may.db()).await?;
    if state != State::Done || last != Some(import.id) {
        return Ok(see_other(&href(import.id), None));
    }
    page(&may, &import)
}

fn page(visit: &Visit, import: &Import) -> Result<Response, PageError> {
    let in_the_way = in_the_way(import).to_vec();
    let title = visit.say("intake-undo");
    let here = href(import.id);
    let mut trail = trail(visit, false);
    trail.push((import.file_name.clone(), here.clone()));
    let main = UndoPage {
        t: &visit.text,
        title: title.clone(),
        trail,
        file: import.file_name.clone(),
        counts: super::front::counts_text(import.counts, &visit.text),
        in_the_way,
        action: format!("{here}/undo"),
        back: here,
    };
    visit.page(Page::new(title, SECTION), &main)
}

/// Why an import could not be taken back the last time that somebody tried.
pub(super) fn in_the_way(import: &Import) -> &[Remark] {
    if import.problems > 0 {
        &import.remarks
    } else {
        &[]
    }
}

pub(super) async fn undo(
    may: May<ImportStaff>,
    Path(import): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    may.renewed(&body)?;
    let id = read_id(&import)?;
    acts::undo(desk(&may), &may.allowed, id, may.language()).await?;
    Ok(see_other(&href(id), None))
}
