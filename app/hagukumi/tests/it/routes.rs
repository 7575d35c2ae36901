//! Every route is tried as every role. A new route appears here by itself and must be allowed for.

use crate::office::{self, Answer, Office};
use crate::roles_office;
use access::{Kind, Relation, Role, Roles, decide};
use axum::http::{Method, StatusCode};
use screen::RouteEntry;

const HOST: &str = "midorino.example";

/// Values for the parameters of paths; a new parameter needs a line here.
const PARAMETERS: &[(&str, &str)] = &[
    ("{plan}", sample_city::CURRENT),
    ("{node}", "2-3-1"),
    ("{part}", "plan"),
    ("{program}", "goals"),
    ("{file}", "none.svg"),
    ("{figure}", "people.headcount"),
    ("{year}", "2026"),
    ("{day}", "2026-08-06"),
    ("{kind}", "json"),
    ("{account}", "1"),
    ("{grant}", "1"),
    ("{key}", "screen-city-name"),
    ("{token}", "none"),
    ("{step}", "none"),
    ("{path}", "2-3-1"),
    ("{round}", "1"),
    ("{history}", "1"),
    ("{measure}", "none"),
    ("{cell}", "plan-2026"),
    ("{employee}", "1"),
    ("{order}", "1"),
    ("{appointment}", "1"),
    ("{absence}", "1"),
    ("{qualification}", "1"),
    ("{deputy}", "1"),
    ("{opening}", "1"),
    ("{invitation}", "1"),
    ("{client}", "1"),
    ("{api_token}", "1"),
    ("{person}", "1"),
    ("{unit}", "1"),
    ("{reorganisation}", "1"),
    ("{change}", "rename"),
    ("{notice}", "1"),
    ("{job}", "1"),
    ("{mail}", "1"),
    ("{mapping}", "1"),
    ("{import}", "1"),
    ("{application}", "1"),
    ("{general}", "1"),
    ("{route}", "1"),
    ("{request}", "1"),
    ("{cancellation}", "1"),
    ("{entry}", "1"),
    ("{special}", "1"),
    ("{record}", "1"),
    ("{post}", "1"),
    ("{category}", "1"),
];

fn path(entry: &RouteEntry) -> String {
    let filled = PARAMETERS
        .iter()
        .fold(entry.path.to_owned(), |path, (name, value)| {
            path.replace(name, value)
        });
    assert!(
        !filled.contains('{'),
        "{}: give the parameter a value in PARAMETERS",
        entry.path
    );
    filled
}

/// Routes that end the session stand at the end, so that the others are tried with it.
fn table() -> Vec<RouteEntry> {
    let mut table = hagukumi::registry().route_table();
    table.sort_by_key(|entry| ["/sign-out", "/account/sessions/end-all"].contains(&entry.path));
    table
}

fn allowed_somewhere(entry: &RouteEntry, roles: Roles) -> bool {
    Relation::ALL
        .into_iter()
        .any(|relation| decide(roles, entry.action, entry.kind, relation))
}

fn allowed_anywhere(entry: &RouteEntry, roles: Roles) -> bool {
    Relation::ALL
        .into_iter()
        .all(|relation| decide(roles, entry.action, entry.kind, relation))
}

#[test]
fn the_table_of_routes_is_the_reviewed_one() {
    let mut lines: Vec<String> = hagukumi::registry()
        .route_table()
        .iter()
        .map(|entry| {
            format!(
                "{} {} {:?} {:?}",
                entry.path, entry.method, entry.action, entry.kind
            )
        })
        .collect();
    lines.sort();
    insta::assert_snapshot!("routes", lines.join("\n"));
}

async fn try_all(office: &Office, cookie: Option<&str>, roles: Roles, who: &str) {
    for entry in table() {
        let path = path(&entry);
        let answer = office::send(
            &office.router,
            entry.method.clone(),
            &path,
            HOST,
            cookie,
            "",
        )
        .await;
        let told = format!("{who}: {} {path}: {}", entry.method, answer.status);
        assert!(!answer.status.is_server_error(), "{told} {}", answer.body);
        if !allowed_somewhere(&entry, roles) {
            assert!(
                is_refused(&entry, roles, &answer),
                "{told}: should be refused"
            );
        } else if allowed_anywhere(&entry, roles) {
            assert_ne!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{told}: should be allowed"
            );
        }
    }
}

/// A visitor is led to the sign-in page; everybody else is told.
fn is_refused(entry: &RouteEntry, roles: Roles, answer: &Answer) -> bool {
    if roles.is_empty() && entry.method == Method::GET && entry.kind != Kind::Api {
        let to = answer.location.as_deref().unwrap_or_default();
        return answer.status == StatusCode::SEE_OTHER && to.starts_with("/sign-in?next=");
    }
    // A program without a token is told so in its own way.
    answer.status == StatusCode::FORBIDDEN
        || entry.kind == Kind::Api && answer.status == StatusCode::UNAUTHORIZED
}

#[tokio::test]
async fn a_visitor_gets_only_what_is_public() {
    let office = office::office().await;
    try_all(&office, None, Roles::NONE, "visitor").await;
}

/// Tries every route as everybody in turn, each with an account of their own.
async fn as_each_of(roles: &[Role]) {
    let office = office::office().await;
    for role in roles {
        let somebody = roles_office::somebody(&office, *role).await;
        let cookie = office::sign_in(&office.router, HOST, &somebody.login).await;
        try_all(&office, Some(&cookie), somebody.roles, role.name()).await;
    }
}

#[tokio::test]
async fn heads_and_employees_get_only_what_they_may() {
    as_each_of(&[
        Role::Employee,
        Role::TeamHead,
        Role::SectionHead,
        Role::DepartmentHead,
    ])
    .await;
}

#[tokio::test]
async fn officers_get_only_what_they_may() {
    as_each_of(&[
        Role::PersonnelOfficer,
        Role::TrainingOfficer,
        Role::WelfareOfficer,
        Role::HealthStaff,
        Role::SuggestionOffice,
    ])
    .await;
}

#[tokio::test]
async fn those_who_serve_a_section_get_only_what_they_may() {
    as_each_of(&[Role::SectionEditor, Role::GeneralAffairs]).await;
}

#[tokio::test]
async fn those_who_only_look_get_only_what_they_may() {
    as_each_of(&[
        Role::Viewer,
        Role::CommitteeMember,
        Role::Executive,
        Role::Auditor,
    ])
    .await;
}

#[tokio::test]
async fn an_administrator_gets_only_what_an_administrator_may() {
    as_each_of(&[Role::Administrator]).await;
}

/// The roles of the tests above; programs sign in by token and are tried by the crate of the interface.
#[test]
fn no_role_is_left_out() {
    let source = include_str!("routes.rs");
    for role in Role::ALL {
        let tried = format!("Role::{role:?}");
        assert_eq!(
            source.contains(&tried),
            role.name() != "api-client",
            "{tried}"
        );
    }
}

#[tokio::test]
async fn an_act_that_another_site_caused_is_refused() {
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;
    let office = office::office().await;
    for site in ["cross-site", "same-site"] {
        let request = Request::post("/sign-in")
            .header("host", HOST)
            .header("sec-fetch-site", site)
            .body(Body::empty())
            .unwrap();
        let response = office.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{site}");
    }
}

#[tokio::test]
async fn pages_carry_the_strict_policy_in_both_languages() {
    let office = office::office().await;
    let cookie = office::sign_in(&office.router, HOST, "jinji").await;
    for language in ["ja", "en"] {
        for entry in table().iter().filter(|entry| entry.method == Method::GET) {
            let path = format!("{}?lang={language}", path(entry));
            let answer =
                office::send(&office.router, Method::GET, &path, HOST, Some(&cookie), "").await;
            let is_page = answer.body.starts_with("<!doctype html>") && !path.contains("/files/");
            if is_page {
                assert!(
                    answer.body.contains(&format!("<html lang=\"{language}\"")),
                    "{path}"
                );
                assert!(!answer.body.contains('⟦'), "{path}: a word is missing");
                assert!(
                    !answer.body.contains(" style=\""),
                    "{path}: an inline style"
                );
                assert!(answer.body.contains("<h1"), "{path}: no heading");
            }
        }
    }
}
