//! An order from the application to the record.

use crate::office::{Office, day, offices};
use access::{Allowed, DecideApprovals};
use axum::http::StatusCode;
use flow::{Desk, Terms, Verdict};

async fn apply(office: &Office, to: &str) -> crate::office::Answer {
    let browser = office.signed_in("aozora").await;
    let form = browser.get("/overtime/orders/new").await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text());
    let key = form.value("key");
    let fields = [
        ("key", key.as_str()),
        ("day", "2026-11-20"),
        ("from", "17:15"),
        ("to", to),
        ("rest", ""),
        ("reason", "窓口の集計"),
    ];
    browser.post("/overtime/orders/new", &fields).await
}

async fn kinds(office: &Office) -> Vec<(i64, String)> {
    let sql = "SELECT id, kind FROM approval_applications ORDER BY id";
    store::read!(&office.db, |pool| store::sqlx::query_as(sql)
        .fetch_all(pool)
        .await)
    .unwrap()
}

#[tokio::test]
async fn an_employee_applies_the_head_orders_and_the_result_becomes_a_record() {
    for office in offices().await {
        let sent = apply(&office, "20:15").await;
        let page = sent
            .location
            .clone()
            .unwrap_or_else(|| panic!("{}", sent.main()));
        let (id, kind) = kinds(&office).await.remove(0);
        assert_eq!(kind, "overtime.order");
        approve(&office, id).await;
        let browser = office.signed_in("aozora").await;
        let shown = browser.get(&page).await;
        assert!(shown.main().contains("結果の報告待ち"), "{}", shown.main());
        let late = [
            ("version", shown.version()),
            ("from", "17:15".into()),
            ("to", "22:30".into()),
        ];
        let late: Vec<(&str, &str)> = late
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let refused = browser.post(&format!("{page}/report"), &late).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.main().contains("22時以降の命令がありません"),
            "{}",
            refused.main()
        );
        let version = shown.version();
        let fields = [
            ("version", version.as_str()),
            ("from", "17:15"),
            ("to", "19:45"),
            ("rest", "0:15"),
        ];
        let done = browser.post(&format!("{page}/report"), &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        let own = browser.get("/overtime").await.main();
        assert!(own.contains("今月 2:15"), "{own}");
        let again = browser.post(&format!("{page}/report"), &fields).await;
        assert_ne!(again.status, StatusCode::SEE_OTHER, "once is enough");
    }
}

async fn approve(office: &Office, application: i64) {
    let clock = &office.clock;
    let origin = accounts::Origin::default();
    let password = crate::office::PASSWORD;
    let session =
        accounts::sign_in(&office.db, &office.ids, clock, "kacho", password, &origin).await;
    let token = session.unwrap().unwrap().token;
    let actor = accounts::actor_of(&office.db, clock, token.as_str())
        .await
        .unwrap()
        .unwrap()
        .actor;
    let allowed: Allowed<DecideApprovals> = Allowed::ask(actor).unwrap();
    let desk = Desk::now(&office.ids, clock, Terms::default());
    let offers = crate::office::registry().offers();
    let sql = "SELECT id FROM approval_steps WHERE application_id = $1 AND state = 'open'";
    let step: i64 = store::read!(&office.db, |pool| {
        store::sqlx::query_scalar(sql)
            .bind(application)
            .fetch_one(pool)
            .await
    })
    .unwrap();
    let verdict = Verdict {
        step: flow::StepId(step),
        ruling: flow::Ruling::Approve,
        comment: "",
    };
    let mut tx = office.db.begin().await.unwrap();
    flow::decide(&mut tx, &desk, &offers.approvals, &allowed, &verdict)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn after_ten_another_route_is_asked_and_a_time_is_ordered_once() {
    for office in offices().await {
        let sent = apply(&office, "22:30").await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.main());
        assert_eq!(kinds(&office).await[0].1, "overtime.beyond");
        let twice = apply(&office, "19:00").await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            twice.main().contains("同じ時間の申請がすでにあります"),
            "{}",
            twice.main()
        );
        assert_eq!(day(2026, 11, 20).weekday(), jiff::civil::Weekday::Friday);
    }
}
