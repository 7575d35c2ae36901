//! Applications through the pages: written, decided, returned, withdrawn, approved together.

use crate::office::{Browser, Office, offices};
use axum::http::StatusCode;

/// Hands in a general application and returns its address.
async fn apply(browser: &mut Browser<'_>, title: &str, amount: &str) -> String {
    let form = browser.get("/approvals/new").await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.main());
    let key = form.value("key");
    let fields = [
        ("key", key.as_str()),
        ("title", title),
        ("body", "窓口の待ち時間を短くするためです。"),
        ("amount", amount),
    ];
    let answer = browser.post("/approvals/new", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    answer.location.unwrap()
}

async fn rule(browser: &mut Browser<'_>, page: &str, ruling: &str, comment: &str) -> StatusCode {
    let shown = browser.get(page).await;
    let step = shown.value("step");
    let fields = [
        ("step", step.as_str()),
        ("ruling", ruling),
        ("comment", comment),
    ];
    browser
        .post(&format!("{page}/decide"), &fields)
        .await
        .status
}

async fn deputy(office: &Office, principal: i64, deputy: i64) {
    let sql = "INSERT INTO deputies (id, principal_id, deputy_id, valid_from, reason, named_by,
                                     named_at, version)
               SELECT 1, $1, $2, hired_on, '', '', $3, 1 FROM employees WHERE id = $1";
    let mut tx = office.db.begin().await.unwrap();
    store::write!(&mut tx, |connection| {
        store::sqlx::query(sql)
            .bind(principal)
            .bind(deputy)
            .bind(store::ToSqlx::to_sqlx(office.clock.now()))
            .execute(connection)
            .await
            .map(|_| ())
    })
    .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_application_is_written_and_approved_by_both_heads() {
    for office in offices().await {
        let mut sakura = office.signed_in("sakura").await;
        let form = sakura.get("/approvals/new").await;
        assert!(
            form.main().contains("決裁者：研修係の長 → 人事課の長"),
            "{}",
            form.main()
        );
        let page = apply(&mut sakura, "窓口の机を替える", "123000").await;
        let shown = sakura.get(&page).await;
        for words in [
            "窓口の机を替える",
            "123,000円",
            "研修係の長",
            "髙﨑 陽太",
            "決裁待ち",
        ] {
            assert!(
                shown.main().contains(words),
                "{}: {words}: {}",
                office.kind,
                shown.main()
            );
        }
        assert!(
            shown.attributes("[name=ruling]", "value").is_empty(),
            "not one's own"
        );

        let mut kakari = office.signed_in("kakari").await;
        let home = kakari.get("/home").await;
        assert!(
            home.main().contains("伺い（所属長への申請）"),
            "{}",
            home.main()
        );
        let inbox = kakari.get("/approvals").await;
        assert_eq!(inbox.all("tbody th a"), ["窓口の机を替える"]);
        assert_eq!(
            rule(&mut kakari, &page, "approve", "").await,
            StatusCode::SEE_OTHER
        );
        assert!(kakari.get("/approvals").await.all("tbody th a").is_empty());

        let mut kacho = office.signed_in("kacho").await;
        assert_eq!(
            rule(&mut kacho, &page, "approve", "進めてください").await,
            StatusCode::SEE_OTHER
        );
        let done = sakura.get(&page).await;
        assert!(done.main().contains("進めてください"), "{}", done.main());
        assert_eq!(done.all("section .card-head .tag"), [" 承認"]);
        let mine = sakura.get("/approvals/mine").await;
        assert!(mine.main().contains("承認"), "{}", mine.main());
        let decided = kacho.get("/approvals/done").await;
        assert_eq!(decided.all("tbody th a"), ["窓口の机を替える"]);

        let record = sakura.get(&format!("{page}/record.pdf")).await;
        assert_eq!(record.status, StatusCode::OK);
        assert!(record.bytes.starts_with(b"%PDF-"), "{}", office.kind);
    }
}

#[tokio::test]
async fn a_returned_application_is_changed_and_a_reason_is_asked_for() {
    for office in offices().await {
        let mut sakura = office.signed_in("sakura").await;
        let page = apply(&mut sakura, "机を替える", "").await;
        let mut kakari = office.signed_in("kakari").await;
        let without = rule(&mut kakari, &page, "return", "").await;
        assert_eq!(without, StatusCode::UNPROCESSABLE_ENTITY);
        let back = rule(&mut kakari, &page, "return", "台数を書いてください").await;
        assert_eq!(back, StatusCode::SEE_OTHER);

        let shown = sakura.get(&page).await;
        assert!(
            shown.main().contains("台数を書いてください"),
            "{}",
            shown.main()
        );
        let home = sakura.get("/home").await;
        assert!(home.main().contains("差し戻されました"), "{}", home.main());
        let edit = shown
            .attributes("a[href^='/approvals/general/']", "href")
            .remove(0);
        let form = sakura.get(&edit).await;
        assert_eq!(form.value("title"), "机を替える");
        let (key, version) = (form.value("key"), form.value("version"));
        let fields = [
            ("key", key.as_str()),
            ("version", version.as_str()),
            ("title", "机を2台替える"),
            ("body", "2台です。"),
        ];
        let empty = sakura
            .post(&edit, &[("version", version.as_str()), ("title", "")])
            .await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let again = sakura.post(&edit, &fields).await;
        assert_eq!(
            again.location.as_deref(),
            Some(page.as_str()),
            "{}",
            again.main()
        );
        let stale = sakura.post(&edit, &fields).await;
        assert_eq!(
            stale.status,
            StatusCode::NOT_FOUND,
            "it is on its way again"
        );
        assert!(
            sakura.get(&page).await.main().contains("2回目"),
            "{}",
            office.kind
        );
        assert_eq!(
            rule(&mut kakari, &page, "approve", "").await,
            StatusCode::SEE_OTHER
        );
    }
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_application() {
    for office in offices().await {
        let mut sakura = office.signed_in("sakura").await;
        let key = sakura.get("/approvals/new").await.value("key");
        let fields = [("key", key.as_str()), ("title", "机"), ("body", "机です")];
        let first = sakura.post("/approvals/new", &fields).await;
        let second = sakura.post("/approvals/new", &fields).await;
        assert_eq!(first.location, second.location, "{}", office.kind);
        // Somebody else cannot use the number.
        let mut yoso = office.signed_in("yoso").await;
        assert_eq!(
            yoso.post("/approvals/new", &fields).await.status,
            StatusCode::NOT_FOUND
        );
        let page = first.location.unwrap();
        let withdrawn = sakura.post(&format!("{page}/withdraw"), &[]).await;
        assert_eq!(withdrawn.status, StatusCode::SEE_OTHER);
        let late = sakura.post("/approvals/new", &fields).await;
        assert_eq!(
            late.location,
            Some(page.clone()),
            "not handed in again by an old form"
        );
        assert!(sakura.get(&page).await.main().contains("取下げ"));
    }
}

#[tokio::test]
async fn who_comes_second_is_told_what_was_decided() {
    for office in offices().await {
        deputy(&office, 2, 4).await;
        let mut sakura = office.signed_in("sakura").await;
        let page = apply(&mut sakura, "机を替える", "").await;
        let mut kakari = office.signed_in("kakari").await;
        let mut yoso = office.signed_in("yoso").await;
        let inbox = yoso.get("/approvals").await;
        assert!(
            inbox.main().contains("髙﨑 陽太さんの代決"),
            "{}",
            inbox.main()
        );
        let step = yoso.get(&page).await.value("step");
        assert_eq!(
            rule(&mut yoso, &page, "approve", "").await,
            StatusCode::SEE_OTHER
        );

        let fields = [
            ("step", step.as_str()),
            ("ruling", "reject"),
            ("comment", "だめ"),
        ];
        let told = kakari.post(&format!("{page}/decide"), &fields).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sentence = "先に𠮷川 樹さんが「承認」としました";
        assert!(
            told.main().contains(sentence),
            "{}: {}",
            office.kind,
            told.main()
        );
        assert!(
            told.main().contains("髙﨑 陽太さんの代決"),
            "{}",
            told.main()
        );

        // 後閲: the principal sees it afterwards.
        let home = kakari.get("/home").await;
        assert!(
            home.main().contains("あなたの代わりに決裁されたもの"),
            "{}",
            home.main()
        );
        let seen = kakari.post(&format!("{page}/seen"), &[]).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER);
        let home = kakari.get("/home").await;
        assert!(!home.main().contains("あなたの代わりに決裁されたもの"));
        // The deputy takes it back while the section has not decided.
        let back = yoso
            .post(&format!("{page}/take-back"), &[("step", step.as_str())])
            .await;
        assert_eq!(back.status, StatusCode::SEE_OTHER);
        assert_eq!(kakari.get("/approvals").await.all("tbody th a").len(), 1);
    }
}

#[tokio::test]
async fn several_are_approved_together_after_seeing_what_they_are() {
    for office in offices().await {
        let mut sakura = office.signed_in("sakura").await;
        let mut pages = Vec::new();
        for (title, yen) in [("机", "1000"), ("椅子", "2500"), ("棚", "")] {
            pages.push(apply(&mut sakura, title, yen).await);
        }
        let mut kakari = office.signed_in("kakari").await;
        let steps = kakari
            .get("/approvals")
            .await
            .attributes("[name=step]", "value");
        assert_eq!(steps.len(), 3);
        let chosen: Vec<String> = steps.iter().map(|step| format!("step={step}")).collect();
        let address = format!("/approvals/approve?{}&step=17", chosen.join("&"));
        let confirm = kakari.get(&address).await;
        let main = confirm.main();
        for words in [
            "3件を承認しようとしています",
            "合計 3,500円",
            "窓口の待ち時間",
            "1件は、もう",
        ] {
            assert!(main.contains(words), "{}: {words}: {main}", office.kind);
        }
        // Meanwhile one is withdrawn.
        sakura.post(&format!("{}/withdraw", pages[2]), &[]).await;
        let fields: Vec<(&str, &str)> = steps.iter().map(|step| ("step", step.as_str())).collect();
        let done = kakari.post("/approvals/approve", &fields).await;
        assert_eq!(done.status, StatusCode::OK);
        assert!(done.main().contains("2件を承認しました"), "{}", done.main());
        assert!(
            done.main().contains("1件は承認できませんでした"),
            "{}",
            done.main()
        );
        let mut kacho = office.signed_in("kacho").await;
        assert_eq!(
            kacho.get("/approvals").await.all("tbody th a"),
            ["机", "椅子"]
        );
        let nothing = kacho.get("/approvals/approve").await;
        assert_eq!(nothing.location.as_deref(), Some("/approvals"));
    }
}

#[tokio::test]
async fn an_application_is_shown_to_those_on_its_route_and_to_nobody_else() {
    for office in offices().await {
        let mut sakura = office.signed_in("sakura").await;
        let page = apply(&mut sakura, "机を替える", "").await;
        for (login, status) in [
            ("sakura", StatusCode::OK),
            ("kakari", StatusCode::OK),
            ("kacho", StatusCode::OK),
            ("jinji", StatusCode::OK),
            ("yoso", StatusCode::NOT_FOUND),
            ("admin", StatusCode::NOT_FOUND),
            ("viewer", StatusCode::FORBIDDEN),
        ] {
            let mut browser = office.signed_in(login).await;
            assert_eq!(
                browser.get(&page).await.status,
                status,
                "{} {login}",
                office.kind
            );
            let pdf = browser.get(&format!("{page}/record.pdf")).await;
            assert_eq!(pdf.status, status, "{login}");
        }
        // Those who may see it but may not do it are refused, whatever the form says.
        let step = office
            .signed_in("kakari")
            .await
            .get(&page)
            .await
            .value("step");
        let fields = [
            ("step", step.as_str()),
            ("ruling", "approve"),
            ("comment", ""),
        ];
        for (login, status) in [
            ("kacho", StatusCode::UNPROCESSABLE_ENTITY),
            ("jinji", StatusCode::UNPROCESSABLE_ENTITY),
            ("sakura", StatusCode::UNPROCESSABLE_ENTITY),
            ("yoso", StatusCode::NOT_FOUND),
            ("viewer", StatusCode::FORBIDDEN),
        ] {
            let mut browser = office.signed_in(login).await;
            let answer = browser.post(&format!("{page}/decide"), &fields).await;
            assert_eq!(answer.status, status, "{} {login}", office.kind);
        }
        let mut yoso = office.signed_in("yoso").await;
        for act in ["withdraw", "take-back", "seen"] {
            let answer = yoso
                .post(&format!("{page}/{act}"), &[("step", step.as_str())])
                .await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
        }
        let due = yoso.get("/approvals/overview").await;
        assert!(due.all("tbody th a").is_empty(), "{}", due.main());
        let due = office
            .signed_in("jinji")
            .await
            .get("/approvals/overview")
            .await;
        assert_eq!(due.all("tbody th a"), ["机を替える"]);
    }
}

#[tokio::test]
async fn every_page_speaks_both_languages_and_says_when_there_is_nothing() {
    for office in offices().await {
        let mut sakura = office.signed_in("sakura").await;
        let mut jinji = office.signed_in("jinji").await;
        for language in ["ja", "en"] {
            for path in [
                "/approvals",
                "/approvals/mine",
                "/approvals/done",
                "/approvals/overview",
                "/approvals/new",
            ] {
                let answer = sakura.get(&format!("{path}?lang={language}")).await;
                assert_eq!(answer.status, StatusCode::OK, "{} {path}", office.kind);
                assert!(!answer.text().contains('⟦'), "{path}: {}", answer.main());
                let empty = answer.all(".empty").len();
                assert_eq!(empty, usize::from(path != "/approvals/new"), "{path}");
            }
            for path in ["/admin/approval-routes", "/admin/approval-routes/new"] {
                let answer = jinji.get(&format!("{path}?lang={language}")).await;
                assert!(!answer.text().contains('⟦'), "{path}: {}", answer.main());
            }
        }
        let page = apply(&mut sakura, "机", "1000").await;
        let english = sakura.get(&format!("{page}?lang=en")).await;
        assert!(english.main().contains("1,000 yen"), "{}", english.main());
        assert!(!english.text().contains('⟦'), "{}", english.main());
    }
}

#[tokio::test]
async fn lists_are_files_of_what_the_reader_sees_and_of_nothing_else() {
    for office in offices().await {
        let mut sakura = office.signed_in("sakura").await;
        apply(&mut sakura, "=机を替える", "1000").await;
        let lines = async |login: &str, path: &str| {
            let mut browser = office.signed_in(login).await;
            let answer = browser.get(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{login} {path}");
            let text = answer.text();
            let text = text.strip_prefix('\u{feff}').unwrap().to_owned();
            text.lines()
                .skip(1)
                .map(str::to_owned)
                .collect::<Vec<String>>()
        };
        let mine = lines("sakura", "/approvals/mine.csv").await;
        assert_eq!(mine.len(), 1, "{}", office.kind);
        assert!(
            mine[0].starts_with("'=机を替える,"),
            "no formula: {}",
            mine[0]
        );
        assert!(
            mine[0].contains("1,000円") && mine[0].ends_with(",決裁中"),
            "{}",
            mine[0]
        );
        assert_eq!(lines("kakari", "/approvals/waiting.csv").await.len(), 1);
        let other = "/approvals/waiting.csv?kind=other";
        assert!(
            lines("kakari", other).await.is_empty(),
            "narrowed like the page"
        );
        let open = lines("jinji", "/approvals/overview.csv").await;
        assert_eq!(open.len(), 1);
        let overdue = "/approvals/overview.csv?within=overdue";
        assert!(lines("jinji", overdue).await.is_empty());
        for list in ["waiting", "mine", "done", "overview"] {
            let path = format!("/approvals/{list}.csv");
            assert!(lines("yoso", &path).await.is_empty(), "{list}");
            let mut viewer = office.signed_in("viewer").await;
            assert_eq!(viewer.get(&path).await.status, StatusCode::FORBIDDEN);
        }
    }
}
