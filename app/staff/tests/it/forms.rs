//! Forms: what is refused, where it is said, what is kept.

use crate::office::offices;
use axum::http::StatusCode;

/// The page, what is typed, the field that is wrong, the beginning of its sentence.
type Case = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
);

/// The sentences at the fields, and the fields that are marked.
fn wrong(answer: &crate::office::Answer) -> (Vec<String>, Vec<String>) {
    (
        answer.all("p.err"),
        answer.attributes("[aria-invalid=true]", "name"),
    )
}

#[tokio::test]
async fn a_number_that_is_taken_is_refused_and_what_was_typed_stays() {
    for office in offices().await {
        let personnel = office.signed_in("jinji").await;
        let typed = [
            ("staff-no", "00001"),
            ("given-name", "日向"),
            ("why", "届出の字"),
        ];
        let refused = personnel.fill_in("/staff/6/edit", &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (sentences, fields) = wrong(&refused);
        assert_eq!(fields, ["staff-no"]);
        assert!(
            sentences[0].contains("ほかの職員が使っています"),
            "{sentences:?}"
        );
        assert_eq!(refused.attributes("[name=given-name]", "value"), ["日向"]);
        assert!(office.journal().await.is_empty());
    }
}

#[tokio::test]
async fn days_that_contradict_each_other_are_refused() {
    for office in offices().await {
        let personnel = office.signed_in("jinji").await;
        let cases: [Case; 7] = [
            (
                "/staff/6/edit",
                &[("birth-date", "R1.5.1"), ("why", "x")],
                "birth-date",
                "生年月日が採用日",
            ),
            (
                "/staff/6/edit",
                &[("hired-on", "H28.4.1"), ("why", "x")],
                "hired-on",
                "平成27年4月1日からの発令が、採用日より前",
            ),
            (
                "/staff/6/retire",
                &[("on", "H27.3.31"), ("departure-kind", "age")],
                "on",
                "退職日が採用日（平成27年4月1日）より前",
            ),
            (
                "/staff/6/orders/new",
                &[("unit", "12"), ("from", "H27.4.1")],
                "from",
                "本務の発令と期間が重なります",
            ),
            (
                "/staff/6/orders/new",
                &[("unit", "12"), ("kind", "concurrent"), ("from", "S50.4.1")],
                "from",
                "在職していない日",
            ),
            (
                "/staff/6/absences/new",
                &[("absence-kind", "sick"), ("from", "H20.4.1")],
                "from",
                "在職していない日",
            ),
            (
                "/staff/6/qualifications/new",
                &[
                    ("qualification", "簿記"),
                    ("gained", "R2.4.1"),
                    ("expires", "R1.4.1"),
                ],
                "expires",
                "有効期限が取得日より前",
            ),
        ];
        for (page, typed, field, sentence) in cases {
            let refused = personnel.fill_in(page, typed).await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{page} {typed:?}"
            );
            let (sentences, fields) = wrong(&refused);
            assert_eq!(fields, [field], "{page} {typed:?}: {sentences:?}");
            assert!(sentences[0].contains(sentence), "{page}: {sentences:?}");
        }
        assert!(office.journal().await.is_empty(), "nothing was done");
    }
}

#[tokio::test]
async fn a_unit_that_does_not_exist_on_the_day_is_refused() {
    for office in offices().await {
        let personnel = office.signed_in("jinji").await;
        let mut tx = office.db.begin().await.unwrap();
        people::close_unit(&mut tx, people::UnitId(11), crate::office::day(2027, 4, 1))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let order = [
            ("unit", "11"),
            ("from", "R9.4.1"),
            ("post", "主事"),
            ("rank", "officer"),
        ];
        let refused = personnel.fill_in("/staff/4/orders/new", &order).await;
        let (sentences, fields) = wrong(&refused);
        assert_eq!(fields, ["unit"]);
        assert!(
            sentences[0].contains("令和9年4月1日には、その所属がありません"),
            "{sentences:?}"
        );
        let again = [
            ("unit", "11"),
            ("from", "R9.3.1"),
            ("post", "主事"),
            ("rank", "officer"),
        ];
        let done = personnel.fill_in("/staff/4/orders/new", &again).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    }
}

#[tokio::test]
async fn a_second_main_appointment_over_a_later_one_is_refused() {
    for office in offices().await {
        let personnel = office.signed_in("jinji").await;
        let order = |from: &'static str| {
            [
                ("unit", "11"),
                ("from", from),
                ("post", "主任"),
                ("rank", "senior"),
            ]
        };
        let done = personnel
            .fill_in("/staff/4/orders/new", &order("R9.4.1"))
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        let refused = personnel
            .fill_in("/staff/4/orders/new", &order("R9.1.1"))
            .await;
        let (sentences, _) = wrong(&refused);
        assert!(
            sentences[0].contains("令和9年4月1日からの本務の発令と期間が重なります"),
            "{sentences:?}"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_said_at_each_field() {
    for office in offices().await {
        let personnel = office.signed_in("jinji").await;
        let typed = [
            ("family-name", ""),
            ("family-kana", "日向"),
            ("staff-no", "12 3"),
            ("hired-on", "こんど"),
            ("weekly", "99時間"),
            ("mail", "hinata"),
            ("telephone", "代表へ"),
        ];
        let refused = personnel.fill_in("/staff/new", &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (_, fields) = wrong(&refused);
        for field in [
            "family-name",
            "staff-no",
            "hired-on",
            "weekly",
            "job-family",
            "birth-date",
            "unit",
            "post",
            "rank",
            "telephone",
            "mail",
        ] {
            assert!(
                fields.iter().any(|name| name == field),
                "{field} in {fields:?}"
            );
        }
        assert_eq!(refused.attributes("[name=weekly]", "value"), ["99時間"]);
    }
}

#[tokio::test]
async fn a_form_that_was_opened_before_somebody_elses_change_is_refused_and_kept() {
    for office in offices().await {
        let personnel = office.signed_in("jinji").await;
        let mine = personnel.get("/staff/6/edit").await;
        let theirs = [("former-name", "朝霧"), ("why", "届出による")];
        let done = personnel.fill_in("/staff/6/edit", &theirs).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let mut fields = mine.fields();
        fields.retain(|(name, _)| name != "why" && name != "job-family");
        fields.push(("why".to_owned(), "職種の変更".to_owned()));
        fields.push(("job-family".to_owned(), "福祉".to_owned()));
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let stale = personnel.post("/staff/6/edit", &fields).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stale.main().contains("ほかの人が先にこの記録を変えました"));
        assert_eq!(stale.attributes("[name=job-family]", "value"), ["福祉"]);
        // Pressing again is enough: the form carries the new version, and shows what was typed.
        let again = stale.fields();
        let again: Vec<(&str, &str)> = again
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let done = personnel.post("/staff/6/edit", &again).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        let same = personnel.fill_in("/staff/6/edit", &[("why", "x")]).await;
        assert!(same.main().contains("変わったところがありません"));
    }
}

#[tokio::test]
async fn a_photo_is_made_small_shown_and_hidden_by_the_setting() {
    for office in offices().await {
        let personnel = office.signed_in("jinji").await;
        let refused = personnel.send_photo("/staff/6/photo", b"<svg/>").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.main().contains("JPEG、PNG、WebPのどれでもない"),
            "{}",
            refused.main()
        );
        let mut png = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(900, 600, image::Rgb([90, 140, 200]))
            .write_to(&mut png, image::ImageFormat::Png)
            .unwrap();
        let taken = personnel
            .send_photo("/staff/6/photo", &png.into_inner())
            .await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.main());
        let colleague = office.signed_in("hito4").await;
        let page = colleague.get("/staff/6").await;
        let address = page.attributes("img.avatar", "src").remove(0);
        let photo = colleague.get(&address).await;
        assert!(photo.bytes.starts_with(&[0xFF, 0xD8]), "a JPEG");
        assert!(photo.bytes.len() < people::LARGEST_PHOTO);
        let cards = colleague.get("/staff?view=cards").await;
        assert_eq!(cards.attributes("img.avatar", "src"), [address.as_str()]);
        assert_eq!(
            cards.all(".people-cards span.avatar").len(),
            5,
            "initials of the others"
        );

        let gone = personnel.post("/staff/6/photo/remove", &[]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
        assert_eq!(colleague.get(&address).await.status, StatusCode::NOT_FOUND);
    }
}
