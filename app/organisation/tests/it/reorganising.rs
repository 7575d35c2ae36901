//! A reorganisation through the pages: draft, steps, people, preview, order, and back.

use crate::office::{Browser, Office, offices};
use axum::http::StatusCode;
use calendar::Date;
use people::{EmployeeId, UnitId};

const APRIL: Date = Date::constant(2027, 4, 1);

async fn drafted(browser: &Browser<'_>, on: &str) -> String {
    let fields = [("name", "令和9年度組織改正"), ("on", on), ("note", "")];
    let made = browser
        .post("/organisation/reorganisations/new", &fields)
        .await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.main());
    made.location.unwrap()
}

async fn add(browser: &Browser<'_>, plan: &str, kind: &str, fields: &[(&str, &str)]) {
    let done = browser.post(&format!("{plan}/add/{kind}"), fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
}

async fn unit_of(office: &Office, employee: i64) -> Option<UnitId> {
    people::main_appointment(&office.db, EmployeeId(employee), APRIL)
        .await
        .unwrap()
        .map(|held| held.unit)
}

const SPLIT: [(&str, &str); 7] = [
    ("unit", "21"),
    ("name", "窓口課"),
    ("kana", "まどぐちか"),
    ("code", "U22"),
    ("kind", "section"),
    ("parent", "2"),
    ("position", ""),
];

#[tokio::test]
async fn a_reorganisation_is_drafted_looked_at_ordered_and_taken_back() {
    for office in offices().await {
        office.plan().await;
        let jinji = office.signed_in("jinji").await;
        let plan = drafted(&jinji, "R9.4.1").await;
        add(&jinji, &plan, "merge", &[("unit", "11"), ("target", "12")]).await;
        add(&jinji, &plan, "split", &SPLIT).await;
        let page = jinji.get(&plan).await;
        assert!(
            page.main()
                .contains("「総務部 人事課」を「総務部 総務課」に統合する"),
            "{}",
            page.main()
        );

        // 青空 goes to the new section and heads it.
        let places = jinji.get(&format!("{plan}/people?unit=21")).await;
        assert!(places.main().contains("青空 花子"), "{}", places.main());
        let options = places.attributes("#f-to-4 option", "value");
        let new = options.into_iter().find(|value| value.len() > 6).unwrap();
        let fields = [
            ("unit", "21"),
            ("who", "3"),
            ("to-3", ""),
            ("who", "4"),
            ("to-4", new.as_str()),
            ("heads-4", "1"),
            ("who", "5"),
            ("to-5", ""),
        ];
        let saved = jinji.post(&format!("{plan}/people"), &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());

        let preview = jinji.get(&format!("{plan}/preview")).await;
        let main = preview.main();
        assert!(main.contains("このまま発令できます"), "{main}");
        assert!(main.contains("所属が変わる職員 2"), "{main}");
        assert!(
            main.contains("総務部 人事課 総務部 総務課 続く 1"),
            "{main}"
        );
        let access = preview.words("[aria-labelledby=h-access]");
        assert!(
            access.contains("緑野 花子 所属長（部・課） 総務部 人事課、総務部 人事課 研修係"),
            "the head of a merged section loses it: {access}"
        );
        assert!(
            access.contains("青空 花子 所属長（部・課） 市民部 窓口課"),
            "{access}"
        );
        assert!(main.contains("なくなる所属が担当する計画の事業"), "{main}");
        let before = preview.words(".org-beside > div:first-child");
        let after = preview.words(".org-beside > div:last-child");
        assert!(before.contains("人事課 なくなる"), "{before}");
        assert!(after.contains("窓口課 新設"), "{after}");
        assert_eq!(
            unit_of(&office, 1).await,
            Some(UnitId(11)),
            "nothing is ordered"
        );

        let version = preview.value("version");
        let order = format!("{plan}/order");
        let ordered = jinji.post(&order, &[("version", &version)]).await;
        assert_eq!(
            ordered.location.as_deref(),
            Some(plan.as_str()),
            "{}",
            ordered.main()
        );
        assert_eq!(unit_of(&office, 1).await, Some(UnitId(12)));
        assert_eq!(
            unit_of(&office, 4).await,
            Some(UnitId(new.parse().unwrap()))
        );
        let page = jinji.get(&plan).await;
        assert!(page.main().contains("発令済み"), "{}", page.main());
        assert!(
            page.main().contains("総務部 人事課 総務部 総務課 1"),
            "{}",
            page.main()
        );
        let looked = jinji.get(&format!("{plan}/preview")).await;
        assert_eq!(looked.status, StatusCode::UNPROCESSABLE_ENTITY);

        let version = page.value("version");
        let undone = jinji
            .post(&format!("{plan}/undo"), &[("version", &version)])
            .await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.main());
        assert_eq!(unit_of(&office, 1).await, Some(UnitId(11)));
        assert_eq!(unit_of(&office, 4).await, Some(UnitId(21)));
        let acts = office.journal().await;
        assert_eq!(
            acts,
            [
                "organisation.reorganisation.made",
                "organisation.reorganisation.changed",
                "organisation.reorganisation.changed",
                "organisation.reorganisation.changed",
                "organisation.reorganisation.ordered",
                "organisation.reorganisation.undone",
            ]
        );
    }
}

#[tokio::test]
async fn an_abolished_unit_with_people_is_refused_in_words_until_everybody_has_a_place() {
    for office in offices().await {
        let jinji = office.signed_in("jinji").await;
        let plan = drafted(&jinji, "R9.4.1").await;
        add(&jinji, &plan, "abolish", &[("unit", "21"), ("target", "")]).await;
        let preview = jinji.get(&format!("{plan}/preview")).await;
        let main = preview.main();
        assert!(
            main.contains("「市民部 市民課」の3人の移り先が決まっていません"),
            "{main}"
        );
        assert!(
            preview
                .attributes("form[action$=order]", "action")
                .is_empty()
        );
        // Whoever sends the order all the same is refused in the same words.
        let page = jinji.get(&plan).await;
        let version = page.value("version");
        let order = format!("{plan}/order");
        let refused = jinji.post(&order, &[("version", &version)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.main().contains("移り先が決まっていません"),
            "{}",
            refused.main()
        );

        let remove = page.attributes("form[action*=steps]", "action").remove(0);
        let removed = jinji.post(&remove, &[]).await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER);
        add(
            &jinji,
            &plan,
            "abolish",
            &[("unit", "21"), ("target", "12")],
        )
        .await;
        let preview = jinji.get(&format!("{plan}/preview")).await;
        assert!(
            preview.main().contains("新しく数える 3"),
            "{}",
            preview.main()
        );
        let version = preview.value("version");
        let ordered = jinji.post(&order, &[("version", &version)]).await;
        assert_eq!(ordered.status, StatusCode::SEE_OTHER, "{}", ordered.main());
        assert_eq!(unit_of(&office, 5).await, Some(UnitId(12)));
    }
}

#[tokio::test]
async fn a_plan_that_changed_since_the_preview_is_not_ordered() {
    for office in offices().await {
        let jinji = office.signed_in("jinji").await;
        let plan = drafted(&jinji, "R9.4.1").await;
        add(&jinji, &plan, "merge", &[("unit", "11"), ("target", "12")]).await;
        let version = jinji.get(&format!("{plan}/preview")).await.value("version");
        let fields = [("unit", "12"), ("parent", "2"), ("position", "")];
        add(&jinji, &plan, "move", &fields).await;
        let order = format!("{plan}/order");
        let stale = jinji.post(&order, &[("version", &version)]).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            stale.main().contains("ほかの人が先に変更しました"),
            "{}",
            stale.main()
        );
        assert_eq!(unit_of(&office, 1).await, Some(UnitId(11)));
    }
}

#[tokio::test]
async fn administrators_prepare_and_personnel_orders() {
    for office in offices().await {
        let admin = office.signed_in("admin").await;
        let plan = drafted(&admin, "R9.4.1").await;
        add(&admin, &plan, "merge", &[("unit", "11"), ("target", "12")]).await;
        let preview = admin.get(&format!("{plan}/preview")).await;
        assert!(
            preview.main().contains("発令できるのは人事担当です"),
            "{}",
            preview.main()
        );
        let version = preview.value("version");
        let order = format!("{plan}/order");
        let refused = admin.post(&order, &[("version", &version)]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn steps_are_read_with_errors_at_their_fields_and_a_draft_is_given_up() {
    for office in offices().await {
        let jinji = office.signed_in("jinji").await;
        let plan = drafted(&jinji, "R9.4.1").await;
        for kind in ["create", "rename", "move", "split", "merge", "abolish"] {
            let form = jinji.get(&format!("{plan}/add/{kind}?lang=en")).await;
            assert_eq!(form.status, StatusCode::OK, "{kind}");
            assert!(!form.text().contains('⟦'), "{kind}");
        }
        let refused = jinji
            .post(&format!("{plan}/add/merge"), &[("unit", "11")])
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused
                .words("#f-target-e")
                .contains("統合先を選んでください")
        );
        let unknown = jinji.get(&format!("{plan}/add/burn")).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        let bad = jinji
            .post(
                "/organisation/reorganisations/new",
                &[("name", ""), ("on", "いつか")],
            )
            .await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);

        let fields = [("name", "組織改正"), ("on", "R9.10.1"), ("note", "説明")];
        let page = jinji.get(&format!("{plan}/edit")).await;
        let mut fields = fields.to_vec();
        let version = page.value("version");
        fields.push(("version", &version));
        let saved = jinji.post(&format!("{plan}/edit"), &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
        let version = jinji.get(&plan).await.value("version");
        let dropped = jinji
            .post(&format!("{plan}/drop"), &[("version", &version)])
            .await;
        assert_eq!(dropped.status, StatusCode::SEE_OTHER, "{}", dropped.main());
        let list = jinji.get("/organisation/reorganisations").await;
        assert!(
            list.main().contains("組織改正はまだありません"),
            "{}",
            list.main()
        );
    }
}
