//! Attachments: adding, taking away, and sending one to who may see its post.

use super::parts::{SECTION, desk, href, post_id};
use super::post::{FileLine, lines};
use crate::acts::{self, ActError, BulletinRefusal, Upload};
use crate::records::{FileId, FileKind, Post};
use crate::rules::{FileRefusal, Limits};
use crate::settings::limits;
use crate::store;
use access::{Allowed, ViewBulletin, WriteBulletin};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::http::header::X_CONTENT_TYPE_OPTIONS;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use screen::form::{Entries, Field, Form, FormErrors};
use screen::visit::Visit;
use screen::{Download, May, Notice, Page, PageError, see_other};
use words::Text;

/// Sends an attachment: to be saved, as what it was found to be, never to be shown in the page's own origin.
pub(super) async fn fetch(
    may: May<ViewBulletin>,
    Path((post, file)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let file: FileId = file.parse().map_err(|_| PageError::NotFound)?;
    let of = (post_id(&post)?, file);
    let (attachment, bytes) = acts::fetch(may.db(), &desk(&may), &may.allowed, of).await?;
    let mut response = Download {
        name: attachment.name,
        media: attachment.kind.media(),
        bytes,
        inline: false,
    }
    .into_response();
    // Said here too, so that it does not depend on what stands around the program.
    let nosniff = HeaderValue::from_static("nosniff");
    response
        .headers_mut()
        .insert(X_CONTENT_TYPE_OPTIONS, nosniff);
    Ok(response)
}

#[derive(Template)]
#[template(path = "bulletin_attachments.html")]
struct AttachmentsPage<'a> {
    t: &'a Text,
    title: String,
    trail: Vec<(String, String)>,
    here: String,
    back: String,
    lead: String,
    form: Form,
    version: Field,
    plain_version: i64,
    file: Field,
    full: bool,
    files: Vec<FileLine>,
}

/// A post to which the person may attach files.
async fn own(may: &May<WriteBulletin>, id: &str) -> Result<Post, PageError> {
    let allowed = Allowed::<ViewBulletin>::ask(may.actor.clone())?;
    let found = acts::find(may.db(), &allowed, may.today(), post_id(id)?).await?;
    let doing = found.doing();
    if !found.standing.looks_after() {
        Err(PageError::NotFound)
    } else if doing.edit || doing.correct {
        Ok(found.post)
    } else {
        Err(PageError::Refused(BulletinRefusal::OtherState.key()))
    }
}

pub(super) async fn list(
    may: May<WriteBulletin>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let post = own(&may, &id).await?;
    page(&may, &post, None, StatusCode::OK).await
}

async fn page(
    visit: &Visit,
    post: &Post,
    errors: Option<FormErrors>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let t = &visit.text;
    let files = lines(post.id, &store::attachments(visit.db(), post.id).await?, t);
    let limits = limits(&visit.settings);
    let form = Form::of(t, errors);
    let title = visit.say("bulletin-attachments");
    let endings: Vec<String> = FileKind::ALL
        .iter()
        .flat_map(|kind| kind.endings())
        .map(|ending| format!(".{ending}"))
        .collect();
    let main = AttachmentsPage {
        t,
        title: title.clone(),
        trail: vec![
            (visit.say("bulletin-navigation"), SECTION.to_owned()),
            (post.entry.title.clone(), href(post.id)),
        ],
        here: format!("{}/attachments", href(post.id)),
        back: href(post.id),
        lead: t.say2(
            "bulletin-attachments-lead",
            "mb",
            limits.megabytes,
            "n",
            limits.files,
        ),
        version: form.version(post.version),
        plain_version: post.version,
        file: form
            .file("file", &t.say("bulletin-file"), &endings.join(","))
            .hint(t.say("bulletin-file-hint"))
            .required(),
        full: i64::try_from(files.len()).unwrap_or(i64::MAX) >= limits.files,
        files,
        form,
    };
    visit.page(Page::new(title, SECTION).with_status(status), &main)
}

pub(super) async fn add(
    may: May<WriteBulletin>,
    Path(id): Path<String>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageError> {
    let post = own(&may, &id).await?;
    let limits = limits(&may.settings);
    let parts = parts.map_err(|_| PageError::Refused("bulletin-broken-upload"))?;
    let received = receive(parts, limits).await?;
    let refusal = match received {
        Received::Nothing => BulletinRefusal::from(FileRefusal::Empty),
        Received::TooLarge => BulletinRefusal::from(FileRefusal::TooLarge(limits.megabytes)),
        Received::File(version, upload) => {
            let given = (&upload, limits);
            let held = (post.id, version);
            match acts::attach(may.db(), &desk(&may), &may.allowed, held, given).await {
                Ok(_) => {
                    let to = format!("{}/attachments", href(post.id));
                    return Ok(see_other(&to, Some(Notice::new("bulletin-done-attached"))));
                }
                Err(ActError::Refused(refusal)) => refusal,
                Err(error) => return Err(error.into()),
            }
        }
    };
    let mut errors = FormErrors::new(Entries::default());
    errors.add(refusal.field(), refusal.sentence(&may.text));
    page(&may, &post, Some(errors), StatusCode::UNPROCESSABLE_ENTITY).await
}

/// What came in.
enum Received {
    Nothing,
    TooLarge,
    File(i64, Upload),
}

/// Reads the form to its end; of a file that is too large no more is kept than allowed.
async fn receive(mut parts: Multipart, limits: Limits) -> Result<Received, PageError> {
    let (mut version, mut file) = (0, None);
    let mut too_large = false;
    while let Some(mut part) = parts
        .next_field()
        .await
        .map_err(|error| broken(&error, limits))?
    {
        match part.name() {
            Some("version") => {
                let text = part.text().await.map_err(|error| broken(&error, limits))?;
                version = text.trim().parse().unwrap_or(0);
            }
            Some("file") => {
                let name = part.file_name().unwrap_or_default().to_owned();
                let mut bytes = Vec::new();
                while let Some(chunk) =
                    part.chunk().await.map_err(|error| broken(&error, limits))?
                {
                    too_large |= bytes.len() + chunk.len() > limits.bytes();
                    if !too_large {
                        bytes.extend_from_slice(&chunk);
                    }
                }
                file = (!name.is_empty()).then_some(Upload { name, bytes });
            }
            _ => {}
        }
    }
    Ok(match file {
        _ if too_large => Received::TooLarge,
        Some(file) => Received::File(version, file),
        None => Received::Nothing,
    })
}

fn broken(error: &MultipartError, limits: Limits) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        PageError::TooLarge(limits.bytes() >> 20)
    } else {
        PageError::Refused("bulletin-broken-upload")
    }
}

pub(super) async fn remove(
    may: May<WriteBulletin>,
    Path((post, file)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, PageError> {
    let file: FileId = file.parse().map_err(|_| PageError::NotFound)?;
    let entries = Entries::parse(&body);
    let version = entries.text("version").and_then(|text| text.parse().ok());
    let held = (post_id(&post)?, version.unwrap_or(0));
    acts::remove_attachment(may.db(), &desk(&may), &may.allowed, held, file).await?;
    let to = format!("{}/attachments", href(held.0));
    Ok(see_other(&to, Some(Notice::new("bulletin-done-removed"))))
}
