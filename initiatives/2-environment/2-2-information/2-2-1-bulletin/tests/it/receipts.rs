//! Who has read: the lists, paper, reminders, figures.

use crate::office::{day, offices};
use axum::http::StatusCode;
use calendar::FiscalYear;
use figures::{Asked, Wanted};
use words::{Language, Text};

#[tokio::test]
async fn the_section_and_heads_see_receipts_each_in_their_scope() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        let fields = [
            ("units", "1"),
            ("must-read", "1"),
            ("confirm-by", "2026/11/25"),
        ];
        let post = sakura.posted("服務の再確認", &fields).await;
        let readers = format!("{post}/readers");
        let kaikei = office.browser("kaikei").await;
        kaikei.post(&format!("{post}/confirm"), &[]).await;

        let own = sakura.get(&readers).await;
        assert_eq!(own.status, StatusCode::OK, "{}", own.main());
        let missing = ["緑野 花子", "葛城 さくら", "髙﨑 陽太", "𠮷川 樹"];
        let mut names = own.all("#h-people ~ form tbody th");
        names.sort();
        let mut expected = missing.to_vec();
        expected.sort_unstable();
        assert_eq!(
            names, expected,
            "{}: who is on leave is not in it",
            office.kind
        );
        assert!(own.main().contains("20.0%"), "{}", own.main());
        // A head sees the own people only, everybody else nothing.
        let yoso = office.browser("yoso").await;
        let part = yoso.get(&readers).await;
        assert_eq!(part.all("#h-people ~ form tbody th"), ["𠮷川 樹"]);
        assert!(part.main().contains("あなたが見られる職員だけ"));
        let csv = yoso.get(&format!("{readers}.csv?which=all")).await;
        assert_eq!(csv.text().lines().count(), 3, "{}", csv.text());
        assert!(!csv.text().contains("葛城"));
        assert_eq!(kaikei.get(&readers).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            kaikei.get(&format!("{readers}.csv")).await.status,
            StatusCode::NOT_FOUND
        );
        let acts = office.journal().await;
        assert_eq!(acts.last().unwrap(), "bulletin.receipts.exported");

        // On paper: within the scope, once, with the name of who noted it.
        let paper = format!("{readers}/paper");
        let beyond = yoso.post(&paper, &[("employee", "3")]).await;
        assert_eq!(beyond.status, StatusCode::UNPROCESSABLE_ENTITY);
        let noted = yoso
            .post(&paper, &[("employee", "4"), ("employee", "3")])
            .await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.main());
        let confirmed = sakura.get(&format!("{readers}?which=confirmed")).await;
        assert!(
            confirmed.main().contains("紙で確認・𠮷川 樹が記録"),
            "{}",
            confirmed.main()
        );
        assert_eq!(office.count("SELECT readers FROM bulletin_posts").await, 2);
        let none = yoso.post(&paper, &[]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);

        // Reminded once a day.
        let remind = format!("{readers}/remind");
        assert_eq!(
            sakura.post(&remind, &[]).await.status,
            StatusCode::SEE_OTHER
        );
        let again = sakura.post(&remind, &[]).await;
        assert!(
            again.main().contains("今日はもう知らせました"),
            "{}",
            again.main()
        );
        assert_eq!(yoso.post(&remind, &[]).await.status, StatusCode::NOT_FOUND);
        office.on(day(2026, 11, 26));
        let sakura = office.browser("sakura").await;
        assert_eq!(
            sakura.post(&remind, &[]).await.status,
            StatusCode::SEE_OTHER
        );
        // The author is told that the day has gone by.
        let told = sakura.todos().await;
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().any(|(_, href)| *href == readers));
    }
}

#[tokio::test]
async fn of_an_ordinary_post_only_numbers_are_kept() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        let post = sakura.posted("市民課の予定", &[]).await;
        let yoso = office.browser("yoso").await;
        for _ in 0..2 {
            yoso.get(&post).await;
        }
        // The author opens it, but belongs to no audience; who is on leave reads it uncounted.
        sakura.get(&post).await;
        office.browser("kyuka").await.get(&post).await;
        assert_eq!(
            office.count("SELECT readers FROM bulletin_posts").await,
            1,
            "{}",
            office.kind
        );
        let page = sakura.get(&format!("{post}/readers")).await;
        assert!(
            page.main().contains("50.0%") && !page.main().contains("𠮷川"),
            "{}",
            page.main()
        );
        assert_eq!(
            yoso.get(&format!("{post}/readers")).await.status,
            StatusCode::NOT_FOUND
        );
        let none = sakura.post(&format!("{post}/confirm"), &[]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn the_figures_count_posts_sections_and_readers_with_the_posts_behind_them() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        let yoso = office.browser("yoso").await;
        let first = sakura.posted("市民課へ", &[]).await;
        sakura.posted("市民課の必読", &[("must-read", "1")]).await;
        yoso.posted("市民課から市民課へ", &[]).await;
        sakura
            .posted("予定", &[("from", "2026/12/1"), ("to", "-")])
            .await;
        yoso.get(&first).await;
        let asked = Asked {
            year: FiscalYear(2026),
            on: office.clock.today(),
        };
        let text = Text::new(office.site.words.clone(), Language::Japanese);
        let mut amounts = Vec::new();
        for key in ["bulletin.posts", "bulletin.sections", "bulletin.read_rate"] {
            let figure = office.site.figures.get(key).unwrap();
            let counted = (figure.count)(&office.db, asked).await.unwrap().unwrap();
            let next = Asked {
                year: FiscalYear(2027),
                ..asked
            };
            assert!((figure.count)(&office.db, next).await.unwrap().is_none());
            let scope = access::Scope::Units(vec![12]);
            let wanted = Wanted {
                asked,
                scope: &scope,
                offset: 0,
                limit: 10,
                text: &text,
            };
            let records = (figure.records)(&office.db, wanted).await.unwrap();
            assert_eq!(records.rows.len(), 1, "{key}");
            assert_eq!(records.rows[0].len(), records.columns.len());
            assert!(records.counted > records.visible, "{key}");
            amounts.push(counted.amount.to_string());
        }
        // One reader of three posts for two people each.
        assert_eq!(amounts, ["3", "2", "16.7"], "{}", office.kind);
    }
}
