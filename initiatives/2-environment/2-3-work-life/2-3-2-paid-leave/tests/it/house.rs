//! Who sees what, and whether every query is understood.

use crate::office::offices;
use crate::story::ask;
use axum::http::StatusCode;
use store::explain;

#[tokio::test]
async fn everybody_sees_what_is_theirs_and_nothing_else() {
    for office in offices().await {
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        let request = ask(&mut sakura, "ask", "2026-12-24", "").await;
        for (who, page, status) in [
            ("kakari", "/leave/people/3", StatusCode::OK),
            ("kacho", "/leave/people/3", StatusCode::OK),
            ("jinji", "/leave/people/3", StatusCode::OK),
            ("yoso", "/leave/people/3", StatusCode::FORBIDDEN),
            ("sakura", "/leave/people/1", StatusCode::FORBIDDEN),
            ("yoso", request.as_str(), StatusCode::NOT_FOUND),
            ("kakari", request.as_str(), StatusCode::OK),
            ("sakura", "/leave/people", StatusCode::NOT_FOUND),
            ("kacho", "/leave/people", StatusCode::OK),
            ("sakura", "/leave/runs", StatusCode::FORBIDDEN),
            ("viewer", "/leave", StatusCode::FORBIDDEN),
            ("viewer", "/leave/calendar", StatusCode::FORBIDDEN),
            ("yoso", "/leave/calendar?unit=11", StatusCode::NOT_FOUND),
            ("yoso", "/leave/calendar", StatusCode::OK),
            ("yoso", "/leave/new?for=3", StatusCode::NOT_FOUND),
        ] {
            let mut browser = office.signed_in(who).await;
            let answer = browser.get(page).await;
            assert_eq!(answer.status, status, "{} {who} {page}", office.kind);
        }
        let mut yoso = office.signed_in("yoso").await;
        let answer = yoso.post(&format!("{request}/drop"), &[]).await;
        assert_ne!(answer.status, StatusCode::SEE_OTHER);
        let cancel = [("key", "99"), ("day", "1"), ("reason", "x")];
        let answer = yoso.post(&format!("{request}/cancel"), &cancel).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn every_query_is_understood_and_none_reads_a_large_table_from_end_to_end() {
    let module = paid_leave::initiative();
    let large = module.schema.unwrap().large;
    for office in offices().await {
        explain::check_queries(&office.db, module.queries)
            .await
            .unwrap_or_else(|error| panic!("{}: {error:#}", office.kind));
        let mut found = Vec::new();
        for (name, sql) in module.queries {
            let scans = explain::full_scans(&office.db, sql, large).await.unwrap();
            if !scans.is_empty() {
                found.push(format!("{name}: {}", scans.join("; ")));
            }
        }
        assert!(found.is_empty(), "{}:\n{}", office.kind, found.join("\n"));
    }
}
