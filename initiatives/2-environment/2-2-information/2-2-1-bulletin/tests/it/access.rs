//! Who is outside the audience finds nothing: no post, no file, no list, no trace in searches.

use crate::office::offices;
use axum::http::StatusCode;

/// Names and values of a form.
type Fields = &'static [(&'static str, &'static str)];

#[tokio::test]
async fn units_ranks_and_employments_narrow_the_audience_together() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        let cases: [(&str, Fields, &[&str]); 4] = [
            (
                "部",
                &[("units", "1")],
                &["kacho", "sakura", "yoso", "kaikei", "kyuka"],
            ),
            ("市民課", &[("units", "12")], &["yoso", "kaikei", "kyuka"]),
            (
                "市民課の会計年度",
                &[("units", "12"), ("employments", "fiscal-year-part")],
                &["kaikei"],
            ),
            (
                "市民課の課長",
                &[("units", "12"), ("ranks", "section-head")],
                &["yoso"],
            ),
        ];
        for (title, fields, readers) in cases {
            let mut chosen = vec![("for", "chosen")];
            chosen.extend_from_slice(fields);
            let post = sakura.write(title, &chosen).await;
            assert_eq!(sakura.submit(&post).await.status, StatusCode::SEE_OTHER);
            for login in ["kacho", "sakura", "yoso", "kaikei", "kyuka", "shicho"] {
                let browser = office.browser(login).await;
                let board = browser.get("/bulletin").await.all(".posts h2 a");
                let there = board.iter().any(|one| one == title);
                assert_eq!(
                    there,
                    readers.contains(&login),
                    "{}: {title} {login}",
                    office.kind
                );
                // The section that posts, and its head, look after it.
                let sees = there || ["kacho", "sakura"].contains(&login);
                let status = browser.get(&post).await.status;
                let expected = if sees {
                    StatusCode::OK
                } else {
                    StatusCode::NOT_FOUND
                };
                assert_eq!(status, expected, "{}: {title} {login}", office.kind);
            }
        }
        // The mayor is nobody's subordinate: what is for everybody is for the mayor.
        let viewer = office.browser("viewer").await;
        assert_eq!(viewer.get("/bulletin").await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn whoever_is_outside_can_do_nothing_with_a_post() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        let hidden = sakura
            .posted("人事課だけの話", &[("units", "11"), ("must-read", "1")])
            .await;
        sakura.attach(&hidden, "案.pdf", b"%PDF-1.7 x").await;
        let files = sakura
            .get(&hidden)
            .await
            .attributes(".post-files a", "href");
        let draft = sakura.write("人事課の下書き", &[]).await;
        let yoso = office.browser("yoso").await;
        let mut pages = files.clone();
        pages.push(draft.clone());
        for ending in [
            "",
            "/history",
            "/readers",
            "/readers.csv",
            "/edit",
            "/attachments",
            "/correct",
            "/withdraw",
        ] {
            pages.push(format!("{hidden}{ending}"));
        }
        for page in pages {
            let answer = yoso.get(&page).await;
            assert_eq!(
                answer.status,
                StatusCode::NOT_FOUND,
                "{}: {page}",
                office.kind
            );
            assert!(!answer.text().contains("人事課だけの話"));
        }
        let acts = [
            "/confirm",
            "/submit",
            "/edit",
            "/correct",
            "/withdraw",
            "/discard",
            "/readers/remind",
            "/readers/paper",
            "/attachments",
        ];
        for ending in acts {
            let fields = [
                ("version", "2"),
                ("employee", "3"),
                ("reason", "x"),
                ("title", "x"),
                ("body", "x"),
            ];
            let status = yoso
                .post(&format!("{hidden}{ending}"), &fields)
                .await
                .status;
            let told = format!("{}: {ending} {status}", office.kind);
            assert!(
                status == StatusCode::NOT_FOUND || status == StatusCode::UNPROCESSABLE_ENTITY,
                "{told}"
            );
        }
        assert!(
            sakura.get(&hidden).await.main().contains("人事課だけの話"),
            "nothing was changed"
        );
        let found = yoso
            .get("/bulletin?q=%E4%BA%BA%E4%BA%8B%E8%AA%B2%E3%81%A0%E3%81%91")
            .await;
        assert_eq!(found.all(".posts h2 a"), [""; 0]);
        assert_eq!(yoso.get("/bulletin/office").await.all("tbody tr"), [""; 0]);
        // The keeper sees every post, also drafts.
        let jinji = office.browser("jinji").await;
        assert_eq!(jinji.get("/bulletin/office").await.all("tbody tr").len(), 2);
        assert_eq!(jinji.get(&draft).await.status, StatusCode::OK);
        assert_eq!(
            yoso.get("/bulletin/categories").await.status,
            StatusCode::FORBIDDEN
        );
    }
}

#[tokio::test]
async fn a_transfer_ends_reading_except_for_what_waits_to_be_confirmed() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        let plain = sakura.posted("市民課の予定", &[]).await;
        let must = sakura
            .posted("市民課の必読", &[("must-read", "1"), ("confirm-by", "-")])
            .await;
        office.transfer(5, crate::office::day(2026, 11, 21)).await;
        office.on(crate::office::day(2026, 11, 21));
        let kaikei = office.browser("kaikei").await;
        assert_eq!(
            kaikei.get(&plain).await.status,
            StatusCode::NOT_FOUND,
            "{}",
            office.kind
        );
        assert_eq!(kaikei.get(&must).await.status, StatusCode::OK);
        assert_eq!(kaikei.todos().await.len(), 1);
        let answer = kaikei.post(&format!("{must}/confirm"), &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    }
}
