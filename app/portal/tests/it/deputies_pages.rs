//! Deputies through the pages.

use crate::office::{Answer, Browser, Office, offices};
use axum::http::StatusCode;

/// 髙﨑 (2) heads 市民課 (12), to which 葛城 (3) belongs; 緑野 (1) is in 人事課.
async fn signed_in<'a>(office: &'a Office, login: &str, employee: i64) -> Browser<'a> {
    office.account_of(login, employee).await;
    office.signed_in(login).await
}

fn week<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let rest = [
        ("from", "R8.11.22"),
        ("last", "R8.11.28"),
        ("reason", "出張"),
    ];
    fields.iter().copied().chain(rest).collect()
}

async fn found(browser: &mut Browser<'_>, path: &str) -> Answer {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.main());
    answer
}

#[tokio::test]
async fn somebody_names_a_deputy_who_sees_it_and_may_end_it() {
    for office in offices().await {
        let mut head = signed_in(&office, "takasaki", 2).await;
        let mut deputy = signed_in(&office, "midorino", 1).await;
        let empty = found(&mut head, "/account/deputies").await;
        assert!(
            empty.main().contains("代決者は決めていません。"),
            "{}",
            empty.main()
        );
        let search = "/account/deputies/new?q=%E3%81%BF%E3%81%A9%E3%82%8A%E3%81%AE";
        let form = found(&mut head, search).await;
        assert_eq!(form.attributes("[name=deputy]", "value"), ["1"]);
        assert!(form.attributes("[name=of]", "value").concat().is_empty());

        let fields = week(&[("q", "みどりの"), ("deputy", "1")]);
        let named = head.post("/account/deputies/new", &fields).await;
        assert_eq!(
            named.location.as_deref(),
            Some("/account/deputies"),
            "{}",
            named.main()
        );
        let page = found(&mut head, "/account/deputies").await;
        assert_eq!(page.all(".tag"), ["代決中"], "{}", office.kind);
        assert!(
            page.main().contains("R8.11.22 〜 R8.11.28")
                || page.main().contains("R8.11.22〜R8.11.28"),
            "{}",
            page.main()
        );

        // The same days again: refused, with what was typed.
        let again = head.post("/account/deputies/new", &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            again.main().contains("すでに代決者が決まっています"),
            "{}",
            again.main()
        );
        assert_eq!(again.value("reason"), "出張");

        let of_deputy = found(&mut deputy, "/account/deputies").await;
        assert!(
            of_deputy.main().contains("髙﨑 陽太"),
            "{}",
            of_deputy.main()
        );
        let action = of_deputy
            .attributes("form[action$=end]", "action")
            .remove(0);
        let version = of_deputy.value("version");
        let ended = deputy.post(&action, &[("version", &version)]).await;
        assert_eq!(
            ended.location.as_deref(),
            Some("/account/deputies"),
            "{}",
            ended.main()
        );
        assert_eq!(
            found(&mut deputy, "/account/deputies").await.all(".tag"),
            ["終わり"]
        );
        let acts = office.journal().await;
        assert!(acts.ends_with(&[
            "accounts.deputy.named".into(),
            "accounts.deputy.ended".into()
        ]));
    }
}

#[tokio::test]
async fn what_is_missing_is_said_at_its_field() {
    for office in offices().await {
        let mut browser = signed_in(&office, "takasaki", 2).await;
        let fields = [
            ("q", "みどりの"),
            ("deputy", ""),
            ("from", "R8.11.30"),
            ("last", "R8.11.29"),
            ("reason", ""),
        ];
        let answer = browser.post("/account/deputies/new", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for (field, sentence) in [
            ("deputy", "職員を選んでください。"),
            ("last", "最後の日が、始まる日より前です。"),
            ("reason", "理由を入力してください"),
        ] {
            let said = answer.all(&format!("#f-{field}-e")).concat();
            assert!(said.contains(sentence), "{field}: {said}");
        }
        let past = week(&[("q", "みどりの"), ("deputy", "1"), ("from", "R8.11.21")]);
        let past: Vec<_> = past
            .into_iter()
            .filter(|(name, value)| *name != "from" || *value == "R8.11.21")
            .collect();
        let answer = browser.post("/account/deputies/new", &past).await;
        assert!(
            answer
                .all("#f-from-e")
                .concat()
                .contains("始まる日が過ぎています"),
            "{}",
            answer.main()
        );
        let own = week(&[("q", "たかさき"), ("deputy", "2")]);
        let answer = browser.post("/account/deputies/new", &own).await;
        assert!(
            answer
                .all("#f-deputy-e")
                .concat()
                .contains("本人を代決者にすることはできません")
        );
    }
}

#[tokio::test]
async fn a_head_names_deputies_for_the_own_people_only() {
    for office in offices().await {
        office.heads(2, 12).await;
        let mut head = signed_in(&office, "takasaki", 2).await;
        let of_own = "/account/deputies/new?of=00003&q=00002";
        let form = found(&mut head, of_own).await;
        assert_eq!(
            form.attributes("[name=principal]", "value"),
            ["3"],
            "{}",
            form.main()
        );
        let of_other = found(&mut head, "/account/deputies/new?of=00001&q=00003").await;
        assert!(of_other.attributes("[name=principal]", "value").is_empty());
        assert!(of_other.main().contains("決められる範囲の人ではありません"));

        let own = week(&[
            ("of", "00003"),
            ("q", "00002"),
            ("principal", "3"),
            ("deputy", "2"),
        ]);
        let named = head.post("/account/deputies/new", &own).await;
        assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.main());
        let page = found(&mut head, "/account/deputies").await;
        assert!(page.main().contains("部下の代決者"), "{}", office.kind);
        // A form that was made by hand.
        let other = week(&[
            ("of", "00001"),
            ("q", "00003"),
            ("principal", "1"),
            ("deputy", "3"),
        ]);
        let refused = head.post("/account/deputies/new", &other).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert_eq!(
            head.get("/admin/deputies").await.status,
            StatusCode::FORBIDDEN
        );
    }
}

#[tokio::test]
async fn among_many_namesakes_a_head_finds_the_own_people_and_is_told_that_there_are_more() {
    for office in offices().await {
        office.heads(2, 12).await;
        office.namesakes().await;
        let mut head = signed_in(&office, "takasaki", 2).await;
        let yunagi = "%E5%A4%95%E5%87%AA";
        let search = format!("/account/deputies/new?of={yunagi}&q={yunagi}");
        let form = found(&mut head, &search).await;
        assert_eq!(form.attributes("[name=principal]", "value"), ["130"]);
        assert_eq!(form.attributes("[name=deputy]", "value").len(), 20);
        assert_eq!(
            form.all("fieldset .hint"),
            [
                "当てはまる人が多いため、はじめの20人だけを表示しています。姓に続けて名も入れるか、職員番号でさがしてください。"
            ],
            "{}",
            office.kind
        );
        let search = format!("/account/deputies/new?q={yunagi}+%E3%82%8F");
        let form = found(&mut head, &search).await;
        assert_eq!(form.attributes("[name=deputy]", "value"), ["130"]);
        assert!(form.all("fieldset .hint").is_empty());
    }
}

#[tokio::test]
async fn personnel_name_deputies_for_anybody_and_see_all() {
    for office in offices().await {
        let mut jinji = office.signed_in("jinji").await;
        let form = found(&mut jinji, "/admin/deputies/new?of=00002&q=00001").await;
        assert_eq!(form.attributes("[name=principal][checked]", "value"), ["2"]);
        let fields = week(&[
            ("of", "00002"),
            ("q", "00001"),
            ("principal", "2"),
            ("deputy", "1"),
        ]);
        let named = jinji.post("/admin/deputies/new", &fields).await;
        assert_eq!(
            named.location.as_deref(),
            Some("/admin/deputies"),
            "{}",
            named.main()
        );
        let mut admin = office.signed_in("admin").await;
        let list = found(&mut admin, "/admin/deputies").await;
        assert!(
            list.main().contains("髙﨑 陽太") && list.main().contains("jinjiさん"),
            "{}",
            list.main()
        );
        let action = list.attributes("form[action$=end]", "action").remove(0);
        let stale = admin.post(&action, &[("version", "7")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let ended = admin.post(&action, &[("version", "1")]).await;
        assert_eq!(ended.location.as_deref(), Some("/admin/deputies"));
        let again = admin.post(&action, &[("version", "2")]).await;
        assert!(
            again.main().contains("すでに終わっています"),
            "{}",
            again.main()
        );
        // Who has no staff record has no deputies of their own.
        assert_eq!(
            admin.get("/account/deputies").await.status,
            StatusCode::NOT_FOUND
        );
        let mut viewer = office.signed_in("shokuin").await;
        assert_eq!(
            viewer.get("/account/deputies").await.status,
            StatusCode::FORBIDDEN
        );
    }
}

#[tokio::test]
async fn an_account_page_tells_what_roles_appointments_and_deputies_come_to_on_a_day() {
    for office in offices().await {
        office.heads(2, 12).await;
        let account = office.account_of("midorino", 1).await;
        let mut admin = office.signed_in("admin").await;
        let fields = [
            ("of", "00002"),
            ("q", "00001"),
            ("principal", "2"),
            ("deputy", "1"),
            ("from", "R8.12.1"),
            ("last", "R8.12.31"),
            ("reason", "出張"),
        ];
        let named = admin.post("/admin/deputies/new", &fields).await;
        assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.main());
        let on = async |admin: &mut Browser<'_>, day: &str| {
            let page = admin
                .get(&format!("/admin/accounts/{account}?on={day}"))
                .await;
            page.all("#h-effect ~ dl dd").join(" / ")
        };
        assert_eq!(on(&mut admin, "").await, "職員", "{}", office.kind);
        assert_eq!(
            on(&mut admin, "R8.12.1").await,
            "課長・職員 / 総務部 市民課"
        );
        assert_eq!(on(&mut admin, "2027-01-01").await, "職員");
        assert_eq!(on(&mut admin, "2015-03-31").await, "", "before the hiring");
    }
}

#[tokio::test]
async fn the_list_of_accounts_is_narrowed_by_role() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let list = admin.get("/admin/accounts?role=personnel-officer").await;
        assert_eq!(list.all("tbody th"), ["jinjiさん"], "{}", office.kind);
        let both = admin.get("/admin/accounts?q=shoku&role=viewer").await;
        assert_eq!(both.all("tbody th"), ["shokuinさん"]);
        let none = admin.get("/admin/accounts?q=shoku&role=auditor").await;
        assert!(none.all("tbody th").is_empty());
        let all = admin.get("/admin/accounts?role=").await;
        assert_eq!(all.all("tbody th").len(), 3);
    }
}
