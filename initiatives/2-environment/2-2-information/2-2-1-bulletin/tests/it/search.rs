//! Full-text search in Japanese, the filters and the pages of the board.

use crate::office::offices;

/// An address with a search.
fn asking(words: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("q", words)
        .finish();
    format!("/bulletin?{query}")
}

#[tokio::test]
async fn posts_are_found_by_any_part_of_what_they_say() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        let fields = [(
            "body",
            "１００％の提出をお願いします。担当は髙﨑（内線 2315）。Zoom での説明会",
        )];
        sakura.posted("年末調整の書類について", &fields).await;
        sakura.posted("調整会議の年末の日程", &[]).await;
        let yoso = office.browser("yoso").await;
        let both = ["調整会議の年末の日程", "年末調整の書類について"];
        let cases: [(&str, &[&str]); 11] = [
            ("年末調整", &both[1..]),
            ("調整", &both),
            ("年末　調整", &both),
            ("高崎", &both[1..]),
            ("100%", &both[1..]),
            ("zoom ｾﾂﾒｲ会", &[]),
            ("ZOOM 説明", &both[1..]),
            ("2315", &both[1..]),
            ("末", &both),
            ("書類について本文", &[]),
            ("' OR 1=1 --", &[]),
        ];
        for (asked, titles) in cases {
            let found = yoso.get(&asking(asked)).await.all(".posts h2 a");
            assert_eq!(found, titles, "{}: {asked}", office.kind);
        }
    }
}

#[tokio::test]
async fn the_board_is_filtered_and_paged_in_the_database() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        for number in 0..3 {
            let must: &[(&str, &str)] = if number == 0 {
                &[("must-read", "1"), ("category", "5")]
            } else {
                &[]
            };
            sakura.posted(&format!("投稿{number}"), must).await;
        }
        let yoso = office.browser("yoso").await;
        let titles = |path: &'static str| async { yoso.get(path).await.all(".posts h2 a") };
        assert_eq!(titles("/bulletin?category=5").await, ["投稿0"]);
        assert_eq!(titles("/bulletin?reading=confirm").await, ["投稿0"]);
        assert_eq!(titles("/bulletin?unit=11&per=2").await, ["投稿2", "投稿1"]);
        assert_eq!(titles("/bulletin?per=2&page=2").await, ["投稿0"]);
        assert_eq!(titles("/bulletin?unit=12").await, [""; 0]);
        let first = yoso
            .get("/bulletin")
            .await
            .attributes(".posts h2 a", "href")
            .remove(0);
        yoso.get(&first).await;
        assert_eq!(
            titles("/bulletin?reading=unread").await,
            ["投稿1", "投稿0"],
            "{}",
            office.kind
        );
        // Nonsense in the address is passed over.
        assert_eq!(
            titles("/bulletin?category=x&unit=&page=-1&reading=?")
                .await
                .len(),
            3
        );
        assert_eq!(titles("/bulletin/archive?year=99999").await.len(), 3);
    }
}
