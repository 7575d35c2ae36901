//! Posts of the past are entered as they were.

use crate::office::{day, offices};
use bulletin::PastPost;
use bulletin::records::{Audience, CategoryId, Chosen, Entry, MustRead, Posted};
use calendar::Period;
use people::{EmployeeId, UnitId};

#[tokio::test]
async fn a_post_of_the_past_has_its_audience_readers_and_place_in_the_archive() {
    for office in offices().await {
        let on = day(2025, 6, 2);
        let entry = Entry {
            category: CategoryId(1),
            unit: UnitId(11),
            title: "昨年度の健康診断".to_owned(),
            body: "6月に行います。".to_owned(),
            audience: Audience::Chosen(Chosen {
                units: [UnitId(12)].into(),
                ..Chosen::default()
            }),
            must_read: Some(MustRead { by: None }),
            shown: Period::new(on, Some(day(2025, 7, 1))).unwrap(),
        };
        let at = "2025-06-02T01:00:00Z".parse().unwrap();
        let past = PastPost {
            author: (EmployeeId(3), "葛城 さくら".to_owned()),
            entry,
            posted: Posted { at, on },
            pinned_to: None,
            readers: (100, at),
        };
        let mut tx = office.db.begin().await.unwrap();
        let (_, audience) = bulletin::enter_past(&mut tx, &office.ids, &past)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        // Nobody was on leave then.
        assert_eq!(audience, 3, "{}", office.kind);
        assert_eq!(office.count("SELECT readers FROM bulletin_posts").await, 3);
        let yoso = office.browser("yoso").await;
        let archive = yoso
            .get("/bulletin/archive?year=2025&q=%E5%81%A5%E8%A8%BA")
            .await;
        assert_eq!(archive.all(".posts h2 a"), [""; 0], "健診 is another word");
        let archive = yoso.get("/bulletin/archive?year=2025").await;
        assert_eq!(archive.all(".posts h2 a"), ["昨年度の健康診断"]);
        assert!(archive.main().contains("確認済み"));
        assert_eq!(yoso.todos().await, []);
    }
}
