//! A person's years in the office, by the forms: hired, transferred, appointed beside, absent, corrected,
//! retired, hired again; and a change for many.

use crate::office::{Browser, Office, offices};
use axum::http::StatusCode;

async fn done(browser: &Browser<'_>, page: &str, fields: &[(&str, &str)]) -> String {
    let answer = browser.fill_in(page, fields).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{page}: {}",
        answer.main()
    );
    answer.location.unwrap()
}

const HIRED: &[(&str, &str)] = &[
    ("family-name", "﨑山"),
    ("given-name", "蛍"),
    ("family-kana", "さきやま"),
    ("given-kana", "ほたる"),
    ("staff-no", "０１２３４"),
    ("hired-on", "R8.12.1"),
    ("employment", "fixed-term"),
    ("job-family", "保健師"),
    ("weekly", "31:00"),
    ("birth-date", "H7.7.7"),
    ("sex", "female"),
    ("unit", "12"),
    ("post", "主事"),
    ("rank", "officer"),
    ("extension", "2200"),
];

#[tokio::test]
async fn a_career_by_the_forms() {
    for office in offices().await {
        let personnel = office.signed_in("jinji").await;
        let here = done(&personnel, "/staff/new", HIRED).await;
        let page = personnel.get(&here).await.main();
        assert!(
            page.contains("﨑山 蛍") && page.contains("任期付職員"),
            "{page}"
        );
        let found = personnel.get("/staff?on=R8.12.1&q=sakiyama").await;
        assert_eq!(
            found.all("tbody th a"),
            ["﨑山 蛍"],
            "also by Roman letters, on the day"
        );
        office.on(crate::office::day(2026, 12, 1));
        let personnel = office.signed_in("jinji").await;

        done(
            &personnel,
            &format!("{here}/orders/new"),
            &[
                ("kind", "concurrent"),
                ("unit", "11"),
                ("post", "主事"),
                ("rank", "officer"),
                ("from", "R9.1.1"),
                ("last", "R9.3.31"),
            ],
        )
        .await;
        done(
            &personnel,
            &format!("{here}/orders/new"),
            &[
                ("unit", "121"),
                ("post", "主任"),
                ("rank", "senior"),
                ("from", "R9.4.1"),
            ],
        )
        .await;
        let career = personnel.get(&format!("{here}/career")).await;
        let text = career.main();
        assert!(text.contains("令和9年1月1日〜令和9年3月31日"), "{text}");
        assert!(
            text.contains("令和9年4月1日〜") && text.contains("主任級"),
            "{text}"
        );

        // The transfer is undone: everything stands as before.
        let undo = career.attributes("form[action*=undo]", "action");
        assert_eq!(undo.len(), 2, "the two that have not begun");
        let undone = personnel.post(&undo[0], &[]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.main());
        let again = personnel.post(&undo[0], &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = personnel.get(&format!("{here}/career")).await.main();
        assert!(
            !text.contains("主任級") && text.contains("取り消し済み"),
            "{text}"
        );

        // A mistake of entry is corrected with its reason.
        let edit = career.attributes("tbody a", "href").pop().unwrap();
        done(
            &personnel,
            &edit,
            &[("post", "保健師"), ("why", "職名の入力まちがい")],
        )
        .await;
        let text = personnel.get(&format!("{here}/corrections")).await.main();
        assert!(text.contains("主事 保健師 職名の入力まちがい"), "{text}");

        // An absence, and its end later.
        let absences = done(
            &personnel,
            &format!("{here}/absences/new"),
            &[("absence-kind", "childcare"), ("from", "R9.2.1")],
        )
        .await;
        let list = personnel.get(&absences).await;
        let one = list.attributes("tbody a", "href").remove(0);
        done(
            &personnel,
            &one,
            &[("last", "R10.1.31"), ("why", "復職日の決定")],
        )
        .await;
        let text = personnel.get(&absences).await.main();
        assert!(text.contains("令和9年2月1日〜令和10年1月31日"), "{text}");
        let overlapping = personnel
            .fill_in(
                &format!("{here}/absences/new"),
                &[("absence-kind", "sick"), ("from", "R9.12.1")],
            )
            .await;
        assert!(overlapping.main().contains("休職・休業と期間が重なります"));

        retire_and_return(&office, &personnel, &here).await;
    }
}

async fn retire_and_return(office: &Office, personnel: &Browser<'_>, here: &str) {
    let id = here.trim_start_matches("/staff/");
    let early = personnel.get(&format!("/staff/new?previous={id}")).await;
    assert_eq!(early.status, StatusCode::OK);
    done(
        personnel,
        &format!("{here}/retire"),
        &[("on", "R11.3.31"), ("departure-kind", "term")],
    )
    .await;
    let page = personnel.get(here).await.main();
    assert!(
        page.contains("令和11年3月31日") && page.contains("任期満了"),
        "{page}"
    );
    let returning = format!("/staff/new?previous={id}");
    let before = [
        ("staff-no", "01235"),
        ("hired-on", "R11.3.1"),
        ("unit", "12"),
        ("post", "主事"),
        ("rank", "officer"),
    ];
    let mut fields = personnel.get(&returning).await.fields();
    for (name, value) in before {
        fields.retain(|(field, _)| field != name);
        fields.push((name.to_owned(), value.to_owned()));
    }
    let send = |fields: &[(String, String)]| -> Vec<(String, String)> { fields.to_vec() };
    let first = send(&fields);
    let first: Vec<(&str, &str)> = first
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let refused = personnel.post("/staff/new", &first).await;
    assert!(
        refused
            .main()
            .contains("前の在職期間がまだ終わっていません"),
        "{}",
        refused.main()
    );
    fields.retain(|(field, _)| field != "hired-on");
    fields.push(("hired-on".to_owned(), "R11.4.1".to_owned()));
    let second: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let again = personnel.post("/staff/new", &second).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.main());
    let there = again.location.unwrap();
    let page = personnel.get(&there).await;
    assert!(
        page.attributes("main a", "href").contains(&here.to_owned()),
        "linked"
    );
    let acts = office.journal().await;
    let writes: Vec<&str> = acts
        .iter()
        .map(String::as_str)
        .filter(|act| *act != "staff.private.looked-at")
        .collect();
    assert_eq!(
        writes,
        [
            "staff.employee.hired",
            "staff.order.given",
            "staff.order.given",
            "staff.order.undone",
            "staff.appointment.corrected",
            "staff.absence.entered",
            "staff.absence.corrected",
            "staff.employee.retired",
            "staff.employee.hired",
        ]
    );
}

#[tokio::test]
async fn many_are_changed_at_once_after_a_look_in_numbers() {
    for office in offices().await {
        let personnel = office.signed_in("jinji").await;
        // 東雲 moves already on the same day, so that a second order is refused.
        done(
            &personnel,
            "/staff/6/orders/new",
            &[
                ("unit", "12"),
                ("post", "主任"),
                ("rank", "senior"),
                ("from", "R9.4.1"),
            ],
        )
        .await;
        let chosen = "/staff/bulk?employee=2&employee=4&employee=6&employee=4";
        let page = personnel.get(chosen).await;
        assert!(page.main().contains("選んだ人（3人）"), "{}", page.main());
        let people = [("employee", "2"), ("employee", "4"), ("employee", "6")];
        let what = [
            ("on", "R9.4.1"),
            ("unit", "11"),
            ("telephone", "0463-00-9999"),
        ];
        let fields: Vec<(&str, &str)> = people.into_iter().chain(what).collect();
        let preview = personnel.post("/staff/bulk", &fields).await;
        let text = preview.main();
        // 髙﨑 is there already and gets only the telephone.
        assert!(
            text.contains("2人が変わります。0人は変わりません。1人には発令できません。"),
            "{text}"
        );
        assert!(
            text.contains("東雲 ひなた ：令和9年4月1日からの本務の発令と期間が重なります"),
            "{text}"
        );
        let card = people::public_card(&office.db, people::EmployeeId(2), office.clock.today());
        assert_eq!(
            card.await.unwrap().unwrap().telephone,
            None,
            "nothing is done yet"
        );

        let order = preview.fields();
        assert!(
            order.contains(&("expected".to_owned(), "2".to_owned())),
            "{order:?}"
        );
        let order: Vec<(&str, &str)> = order
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let ordered = personnel.post("/staff/bulk", &order).await;
        assert_eq!(ordered.status, StatusCode::SEE_OTHER, "{}", ordered.main());
        let card = people::public_card(&office.db, people::EmployeeId(2), office.clock.today());
        assert_eq!(
            card.await.unwrap().unwrap().telephone.as_deref(),
            Some("0463-00-9999")
        );
        let career = personnel.get("/staff/4/career").await.main();
        assert!(
            career.contains("令和9年4月1日〜 発令予定 総務部 人事課") || career.contains("人事課"),
            "{career}"
        );
        assert_eq!(
            office.journal().await.last().map(String::as_str),
            Some("staff.bulk.ordered")
        );

        // What has changed since the preview is shown again instead of done.
        let again = personnel.post("/staff/bulk", &order).await;
        assert_eq!(again.status, StatusCode::OK);
        assert!(again.main().contains("変更の結果"), "{}", again.main());
        let nothing = personnel.post("/staff/bulk", &people).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.main().contains("変えるところがありません"));
    }
}
