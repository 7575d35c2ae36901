//! A person's page: each viewer sees what that viewer may see, and is told what is hidden.

use crate::office::{Answer, Office, offices};
use axum::http::StatusCode;

const TABS: [&str; 7] = [
    "",
    "/career",
    "/qualifications",
    "/absences",
    "/private",
    "/corrections",
    "/account",
];

/// Something of everything in the record of 東雲 (6).
async fn fill(office: &Office) {
    let personnel = office.signed_in("jinji").await;
    let posts: [(&str, &[(&str, &str)]); 4] = [
        (
            "/staff/6/contact",
            &[
                ("telephone", "0463-00-1234"),
                ("extension", "2345"),
                ("mail", "hinata@example.jp"),
            ],
        ),
        (
            "/staff/6/qualifications/new",
            &[
                ("qualification", "社会福祉士"),
                ("number", "第123号"),
                ("gained", "R2.4.1"),
            ],
        ),
        (
            "/staff/6/absences/new",
            &[
                ("absence-kind", "childcare"),
                ("from", "R5.4.1"),
                ("last", "R6.3.31"),
                ("reason", "第一子の養育"),
            ],
        ),
        (
            "/staff/6/edit",
            &[
                ("birth-date", "S60.5.5"),
                ("former-name", "朝霧"),
                ("why", "届出による"),
            ],
        ),
    ];
    for (page, fields) in posts {
        let done = personnel.fill_in(page, fields).await;
        assert_eq!(
            done.status,
            StatusCode::SEE_OTHER,
            "{page}: {}",
            done.main()
        );
    }
}

/// What of the record is on any tab: qualification, absence, birth date, correction, telephone.
async fn seen(office: &Office, login: &str) -> Vec<bool> {
    let browser = office.signed_in(login).await;
    let mut pages = String::new();
    for tab in TABS {
        let page: Answer = browser.get(&format!("/staff/6{tab}")).await;
        assert_eq!(page.status, StatusCode::OK, "{tab} as {login}");
        pages.push_str(&page.main());
    }
    [
        "社会福祉士",
        "第一子の養育",
        "昭和60年5月5日",
        "届出による",
        "2345",
    ]
    .iter()
    .map(|wanted| pages.contains(wanted))
    .collect()
}

#[tokio::test]
async fn each_viewer_sees_what_the_policy_lets_them_see() {
    for office in offices().await {
        fill(&office).await;
        let all = [true; 5];
        let record = [true, false, false, true, true];
        let card = [false, false, false, false, true];
        let viewers = [
            ("hito6", all, "the person"),
            ("hito3", all, "the head of the section"),
            ("hito5", record, "the head of the team"),
            ("jinji", all, "the personnel office"),
            ("riji", record, "an executive"),
            ("hito1", card, "the head of another section"),
            ("hito4", card, "a colleague"),
            ("admin", card, "the administrator"),
        ];
        for (login, expected, who) in viewers {
            assert_eq!(
                seen(&office, login).await,
                expected,
                "{who} on {}",
                office.kind
            );
        }
    }
}

#[tokio::test]
async fn what_is_hidden_is_said_and_who_sees_it() {
    for office in offices().await {
        fill(&office).await;
        let colleague = office.signed_in("hito4").await;
        let overview = colleague.get("/staff/6").await.main();
        assert!(overview.contains("表示していないもの"), "{overview}");
        assert!(overview.contains("所属の部長・課長、人事担当だけが見られます"));
        let private = colleague.get("/staff/6/private").await.main();
        assert!(
            private.contains("私的な記録は、本人、所属の部長・課長、人事担当だけ"),
            "{private}"
        );
        let own = office.signed_in("hito6").await;
        assert!(
            !own.get("/staff/6")
                .await
                .main()
                .contains("表示していないもの")
        );
        // A team head is told that there is a correction that is not shown.
        let team_head = office.signed_in("hito5").await;
        let corrections = team_head.get("/staff/6/corrections").await.main();
        assert!(
            corrections.contains("私的な記録の訂正が1件あります"),
            "{corrections}"
        );
        assert!(corrections.contains("朝霧") && !corrections.contains("昭和60年"));
    }
}

#[tokio::test]
async fn a_look_at_the_private_record_is_noted_but_not_ones_own() {
    for office in offices().await {
        fill(&office).await;
        let before = office.journal().await.len();
        let own = office.signed_in("hito6").await;
        own.get("/staff/6/private").await;
        let colleague = office.signed_in("hito4").await;
        colleague.get("/staff/6/private").await;
        assert_eq!(
            office.journal().await.len(),
            before,
            "neither own nor hidden looks"
        );
        let head = office.signed_in("hito3").await;
        let page = head.get("/staff/6/private").await.main();
        assert!(page.contains("記録に残り"), "{page}");
        head.get("/staff/6/absences").await;
        let acts = office.journal().await;
        assert_eq!(acts[before..], ["staff.private.looked-at"; 2]);
    }
}

#[tokio::test]
async fn orders_to_come_are_seen_by_those_who_give_them() {
    for office in offices().await {
        let personnel = office.signed_in("jinji").await;
        let order = [
            ("unit", "11"),
            ("from", "R9.4.1"),
            ("post", "主査"),
            ("rank", "senior"),
        ];
        let done = personnel.fill_in("/staff/6/orders/new", &order).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        let career = personnel.get("/staff/6/career").await.main();
        assert!(
            career.contains("主査") && career.contains("発令予定"),
            "{career}"
        );
        for login in ["hito3", "hito6", "riji"] {
            let browser = office.signed_in(login).await;
            for tab in ["", "/career"] {
                let page = browser.get(&format!("/staff/6{tab}")).await.main();
                assert!(!page.contains("主査"), "{login}: {page}");
                assert!(
                    !page.contains("令和9年3月31日"),
                    "{login}: the end tells it too: {page}"
                );
            }
        }
    }
}

#[tokio::test]
async fn who_has_left_is_there_for_those_alone_who_may_see_the_record() {
    for office in offices().await {
        let personnel = office.signed_in("jinji").await;
        let left = [("on", "R8.11.21"), ("departure-kind", "own-wish")];
        let done = personnel.fill_in("/staff/6/retire", &left).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        let page = personnel.get("/staff/6").await.main();
        assert!(
            page.contains("現在は在職していません") && page.contains("自己都合退職"),
            "{page}"
        );
        assert!(page.contains("再採用として登録する"));
        for login in ["hito3", "hito4"] {
            let browser = office.signed_in(login).await;
            assert_eq!(browser.get("/staff/6").await.status, StatusCode::NOT_FOUND);
        }
        for wrong in ["/staff/999", "/staff/x", "/staff/6/appointments/999"] {
            assert_eq!(
                personnel.get(wrong).await.status,
                StatusCode::NOT_FOUND,
                "{wrong}"
            );
        }
    }
}

#[tokio::test]
async fn nobody_but_the_personnel_office_opens_a_form_or_sends_one() {
    let forms = [
        "/staff/new",
        "/staff/bulk",
        "/staff/6/edit",
        "/staff/6/contact",
        "/staff/6/orders/new",
        "/staff/6/appointments/6",
        "/staff/6/absences/new",
        "/staff/6/qualifications/new",
        "/staff/6/retire",
    ];
    for office in offices().await {
        for login in ["hito3", "hito6", "riji", "admin"] {
            let browser = office.signed_in(login).await;
            for form in forms {
                assert_eq!(
                    browser.get(form).await.status,
                    StatusCode::FORBIDDEN,
                    "{form} as {login}"
                );
                let sent = browser.post(form, &[]).await;
                assert_eq!(sent.status, StatusCode::FORBIDDEN, "{form} as {login}");
            }
        }
        assert!(office.journal().await.is_empty());
    }
}

#[tokio::test]
async fn the_frame_of_a_persons_page_stays_what_it_is() {
    let office = offices().await.remove(0);
    let colleague = office.signed_in("hito4").await;
    let page = colleague.get("/staff/6").await;
    let outline = [
        page.all("main h1"),
        page.all("main h2"),
        page.all("nav.local a"),
        page.attributes("nav.local a", "href"),
    ];
    insta::assert_snapshot!(
        "person as a colleague",
        outline.map(|part| part.join("\n")).join("\n--\n")
    );
    let personnel = office.signed_in("jinji").await;
    let page = personnel.get("/staff/6").await;
    let outline = [
        page.all("main h1"),
        page.all("main h2"),
        page.attributes("main a.btn", "href"),
    ];
    insta::assert_snapshot!(
        "person as the personnel office",
        outline.map(|part| part.join("\n")).join("\n--\n")
    );
}
