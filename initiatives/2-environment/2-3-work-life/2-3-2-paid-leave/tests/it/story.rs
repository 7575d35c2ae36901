//! Leave from the plan to the day it is taken, and back.

use crate::office::{Browser, Office, offices};
use axum::http::StatusCode;

/// Writes a form; returns where the record is.
pub async fn ask(browser: &mut Browser<'_>, act: &str, first: &str, last: &str) -> String {
    let form = browser.get("/leave/new").await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.main());
    let key = form.value("key");
    let fields = [
        ("key", key.as_str()),
        ("kind", "annual"),
        ("part", "day"),
        ("first", first),
        ("last", last),
        ("act", act),
    ];
    let answer = browser.post("/leave/new", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    answer.location.unwrap()
}

/// Decides what waits for somebody, on the page of the application.
pub async fn rule(browser: &mut Browser<'_>, request: &str, ruling: &str, why: &str) {
    let shown = browser.get(request).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.main());
    let link = shown
        .attributes("main a[href^='/approvals/']", "href")
        .remove(0);
    decide(browser, &link, ruling, why).await;
}

async fn decide(browser: &mut Browser<'_>, application: &str, ruling: &str, why: &str) {
    let page = browser.get(application).await;
    let step = page.value("step");
    assert!(!step.is_empty(), "{}", page.main());
    let fields = [
        ("step", step.as_str()),
        ("ruling", ruling),
        ("comment", why),
    ];
    let answer = browser
        .post(&format!("{application}/decide"), &fields)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
}

/// Both heads approve.
pub async fn approved(office: &Office, request: &str) {
    for head in ["kakari", "kacho"] {
        let mut browser = office.signed_in(head).await;
        rule(&mut browser, request, "approve", "").await;
    }
}

/// The row of the balance: label and length.
pub async fn row(browser: &mut Browser<'_>, page: &str) -> Vec<String> {
    let page = browser.get(page).await;
    page.all(".leave-row dd")
        .iter()
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[tokio::test]
async fn leave_is_planned_asked_for_approved_taken_and_cancelled() {
    for office in offices().await {
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        let start = row(&mut sakura, "/leave").await;
        assert_eq!(start[0], "20日", "{}", office.kind);
        assert_eq!(start.last().unwrap(), "= 20日");

        let request = ask(&mut sakura, "plan", "2026-12-24", "2026-12-25").await;
        let shown = sakura.get(&request).await;
        assert!(shown.main().contains("計画"), "{}", shown.main());
        assert_eq!(row(&mut sakura, "/leave").await.last().unwrap(), "= 20日");
        let calendar = sakura.get("/leave/calendar?month=2026-12").await;
        assert_eq!(calendar.all(".cal tbody [data-s=plan]").len(), 2);

        let answer = sakura.post(&format!("{request}/hand-in"), &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        let waiting = row(&mut sakura, "/leave").await;
        assert!(waiting.contains(&"− 2日".to_owned()), "{waiting:?}");
        assert_eq!(waiting.last().unwrap(), "= 18日", "reserved");

        let mut kakari = office.signed_in("kakari").await;
        let inbox = kakari.get("/approvals").await;
        assert!(
            inbox
                .main()
                .contains("年次有給休暇 12月24日（木）〜12月25日（金）"),
            "{}",
            inbox.main()
        );
        let page = kakari.get(&request).await;
        let link = page
            .attributes("main a[href^='/approvals/']", "href")
            .remove(0);
        let context = kakari.get(&link).await;
        for words in ["ほかに休む人", "残り 18日", "2日"] {
            assert!(
                context.main().contains(words),
                "{words}: {}",
                context.main()
            );
        }
        approved(&office, &request).await;
        let after = row(&mut sakura, "/leave").await;
        assert_eq!(after.last().unwrap(), "= 18日");
        let ahead = sakura.get("/leave?lines=ahead").await;
        assert_eq!(
            ahead.all("#lines ~ .scroll tbody tr").len(),
            2,
            "a line a day"
        );

        // One of the two days is given back by request.
        let shown = sakura.get(&request).await;
        let days = shown.attributes("[name=day]", "value");
        let key = shown.value("key");
        let fields = [
            ("key", key.as_str()),
            ("day", days[1].as_str()),
            ("reason", "仕事が入ったため"),
        ];
        let answer = sakura.post(&format!("{request}/cancel"), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        assert_eq!(
            row(&mut sakura, "/leave").await.last().unwrap(),
            "= 18日",
            "not before it is approved"
        );
        for head in ["kakari", "kacho"] {
            let mut browser = office.signed_in(head).await;
            let inbox = browser.get("/approvals").await;
            let link = inbox.attributes("tbody th a", "href").remove(0);
            decide(&mut browser, &link, "approve", "").await;
        }
        assert_eq!(row(&mut sakura, "/leave").await.last().unwrap(), "= 19日");
        let acts = office.journal().await;
        for act in [
            "paid-leave.request.planned",
            "paid-leave.request.decided",
            "paid-leave.cancellation.decided",
        ] {
            assert!(acts.iter().any(|one| one == act), "{act}");
        }
    }
}

#[tokio::test]
async fn a_head_asks_for_another_day_and_the_request_comes_again() {
    for office in offices().await {
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        let request = ask(&mut sakura, "ask", "2026-12-24", "").await;
        let mut kakari = office.signed_in("kakari").await;
        let shown = kakari.get(&request).await;
        let step = shown.value("step");
        let without = [("step", step.as_str()), ("on", "2026-12-28"), ("why", "")];
        let answer = kakari
            .post(&format!("{request}/another-day"), &without)
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [
            ("step", step.as_str()),
            ("on", "2026-12-28"),
            ("why", "24日は選挙の準備があります。"),
        ];
        let answer = kakari
            .post(&format!("{request}/another-day"), &fields)
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        assert_eq!(
            row(&mut sakura, "/leave").await.last().unwrap(),
            "= 20日",
            "what was reserved is free"
        );
        let edit = sakura.get(&format!("{request}/edit")).await;
        assert!(
            edit.main().contains("12月28日（月）への変更"),
            "{}",
            edit.main()
        );
        let version = edit.value("version");
        let fields = [
            ("version", version.as_str()),
            ("kind", "annual"),
            ("part", "day"),
            ("first", "2026-12-28"),
            ("last", ""),
            ("act", "ask"),
        ];
        let answer = sakura.post(&format!("{request}/edit"), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        approved(&office, &request).await;
        assert_eq!(row(&mut sakura, "/leave").await.last().unwrap(), "= 19日");
    }
}

#[tokio::test]
async fn a_withdrawn_and_a_rejected_request_give_their_minutes_back() {
    for office in offices().await {
        office.granted().await;
        let mut sakura = office.signed_in("sakura").await;
        let first = ask(&mut sakura, "ask", "2026-12-21", "2026-12-22").await;
        let shown = sakura.get(&first).await;
        let link = shown
            .attributes("main a[href^='/approvals/']", "href")
            .remove(0);
        let answer = sakura
            .post(&format!("{link}/withdraw"), &[("comment", "")])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        let second = ask(&mut sakura, "ask", "2026-12-21", "").await;
        let mut kakari = office.signed_in("kakari").await;
        rule(&mut kakari, &second, "reject", "人が足りません。").await;
        assert_eq!(row(&mut sakura, "/leave").await.last().unwrap(), "= 20日");
        let calendar = sakura.get("/leave/calendar?month=2026-12").await;
        assert!(calendar.all(".cal tbody .lv").is_empty());
    }
}
