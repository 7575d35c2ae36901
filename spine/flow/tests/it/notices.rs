//! Notices: told once, read one by one, in the language of each reader.

use crate::workshop::{CLOSED, HANAKO, Offered, Workshop, YOTA, may, workshops};
use access::EditNotices;
use flow::Sentence;
use flow::notices::{
    NewNotice, NoticeKind, Preferences, To, Way, mark_all_read, mark_read, notices, notify, open,
    preferences, set_preferences, unread,
};
use words::Language;

const ARRIVED: NoticeKind = NoticeKind::new("test.arrived", "test-line", Way::Product);

async fn offices() -> Vec<Workshop> {
    workshops(|| Offered {
        notices: vec![ARRIVED],
        ..Offered::default()
    })
    .await
}

async fn tell(office: &Workshop, event: &str, to: To<'_>) -> usize {
    let title = Sentence::new("test-title").with("what", event);
    let notice = NewNotice::new(&ARRIVED, event, title, "/there").line(Sentence::new("test-line"));
    let mut tx = office.db.begin().await.unwrap();
    let told = notify(&mut tx, &office.place.ids, office.now(), &notice, to)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    told
}

#[tokio::test]
async fn everybody_is_told_of_an_event_once_however_often_the_act_is_tried() {
    for office in offices().await {
        assert_eq!(tell(&office, "a", To::Accounts(&[HANAKO])).await, 1);
        assert_eq!(
            tell(&office, "a", To::Accounts(&[HANAKO, YOTA, CLOSED])).await,
            1
        );
        assert_eq!(tell(&office, "a", To::Everybody).await, 0);
        assert_eq!(
            tell(&office, "b", To::Everybody).await,
            2,
            "{}",
            office.kind
        );
        assert_eq!(unread(&office.db, HANAKO).await.unwrap(), 2);
        assert_eq!(unread(&office.db, CLOSED).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_notice_is_undone_with_the_act_that_it_tells_of() {
    for office in offices().await {
        let title = Sentence::new("test-title").with("what", "x");
        let notice = NewNotice::new(&ARRIVED, "x", title, "/there");
        let mut tx = office.db.begin().await.unwrap();
        notify(
            &mut tx,
            &office.place.ids,
            office.now(),
            &notice,
            To::Everybody,
        )
        .await
        .unwrap();
        drop(tx);
        assert_eq!(
            unread(&office.db, HANAKO).await.unwrap(),
            0,
            "{}",
            office.kind
        );
    }
}

#[tokio::test]
async fn each_reader_reads_in_the_own_language() {
    for office in offices().await {
        tell(&office, "届け", To::Everybody).await;
        let line = &notices(&office.db, YOTA, true, 0, 10).await.unwrap()[0];
        let say = |language| line.title.say(&office.place.text(language));
        assert_eq!(say(Language::Japanese), "「届け」の件");
        assert_eq!(say(Language::English), "About “届け”");
        assert_eq!(line.lines.len(), 1);
    }
}

#[tokio::test]
async fn opening_a_notice_marks_it_and_nobody_opens_that_of_another() {
    for office in offices().await {
        tell(&office, "a", To::Accounts(&[HANAKO])).await;
        let id = notices(&office.db, HANAKO, false, 0, 10).await.unwrap()[0].id;
        let (his, hers) = (may::<EditNotices>(YOTA), may::<EditNotices>(HANAKO));
        assert_eq!(
            open(&office.db, office.now(), &his, id).await.unwrap(),
            None
        );
        assert!(!mark_read(&office.db, office.now(), &his, id).await.unwrap());
        assert_eq!(unread(&office.db, HANAKO).await.unwrap(), 1);
        let href = open(&office.db, office.now(), &hers, id).await.unwrap();
        assert_eq!(href.as_deref(), Some("/there"));
        assert_eq!(unread(&office.db, HANAKO).await.unwrap(), 0);
        let all = notices(&office.db, HANAKO, false, 0, 10).await.unwrap();
        assert_eq!(all[0].read_at, Some(office.now()));
    }
}

#[tokio::test]
async fn what_came_while_the_page_was_open_stays_new() {
    for office in offices().await {
        tell(&office, "a", To::Accounts(&[HANAKO])).await;
        let seen = notices(&office.db, HANAKO, true, 0, 10).await.unwrap()[0].id;
        tell(&office, "b", To::Accounts(&[HANAKO])).await;
        let hers = may::<EditNotices>(HANAKO);
        let marked = mark_all_read(&office.db, office.now(), &hers, seen).await;
        assert_eq!(marked.unwrap(), 1);
        let left = notices(&office.db, HANAKO, true, 0, 10).await.unwrap();
        assert_eq!(left.len(), 1, "{}", office.kind);
        assert!(left[0].title.json().contains('b'));
    }
}

#[tokio::test]
async fn wishes_are_kept_and_journalled_without_the_address() {
    for office in offices().await {
        let hers = may::<EditNotices>(HANAKO);
        let wished = Preferences {
            ways: vec![(ARRIVED.name, Way::Digest)],
            address: flow::mail::Address::parse("hanako@city.example.jp"),
        };
        for _ in 0..2 {
            set_preferences(&office.db, office.now(), &hers, &wished)
                .await
                .unwrap();
        }
        let kept = preferences(&office.db, HANAKO).await.unwrap();
        assert_eq!(kept.get(ARRIVED.name), Some(&Way::Digest));
        let told = "SELECT COUNT(*) FROM journal_entries WHERE detail LIKE '%digest%' \
                    AND detail NOT LIKE '%hanako@%'";
        assert_eq!(office.count(told).await, 2, "{}", office.kind);
    }
}
