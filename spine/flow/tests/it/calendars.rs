//! Secret addresses of calendars.

use crate::workshop::{HANAKO, Offered, YOTA, may, workshops};
use access::EditNotices;
use flow::calendar_feed::{feed, make, owner_of, revoke};
use jiff::SignedDuration;
use words::Language;

#[tokio::test]
async fn an_address_works_until_it_is_renewed_or_revoked() {
    for office in workshops(Offered::default).await {
        let (db, now) = (&office.db, office.now());
        let hers = may::<EditNotices>(HANAKO);
        let first = make(db, now, &hers).await.unwrap();
        let owner = owner_of(db, now, &first).await.unwrap().unwrap();
        assert_eq!(
            (owner.account, owner.language),
            (HANAKO, Language::Japanese)
        );
        let second = make(db, now, &hers).await.unwrap();
        assert_ne!(first, second);
        assert!(
            owner_of(db, now, &first).await.unwrap().is_none(),
            "{}",
            office.kind
        );
        assert!(owner_of(db, now, &second).await.unwrap().is_some());
        assert!(!revoke(db, now, &may::<EditNotices>(YOTA)).await.unwrap());
        assert!(revoke(db, now, &hers).await.unwrap());
        assert!(owner_of(db, now, &second).await.unwrap().is_none());
        assert!(feed(db, HANAKO).await.unwrap().is_none());
        assert_eq!(
            office.count("SELECT COUNT(*) FROM journal_entries").await,
            3
        );
    }
}

#[tokio::test]
async fn the_secret_itself_is_kept_nowhere_and_reading_is_noted_to_the_hour() {
    for office in workshops(Offered::default).await {
        let secret = make(&office.db, office.now(), &may::<EditNotices>(HANAKO))
            .await
            .unwrap();
        let path = "SELECT COUNT(*) FROM journal_entries WHERE detail LIKE '%' OR subject LIKE '%'";
        assert_eq!(office.count(path).await, 1);
        let kept: Vec<u8> = store::read!(&office.db, |pool| {
            store::sqlx::query_scalar("SELECT token_hash FROM calendar_feeds")
                .fetch_one(pool)
                .await
        })
        .unwrap();
        assert_ne!(kept, secret.as_bytes());
        owner_of(&office.db, office.now(), &secret).await.unwrap();
        let first = office.now();
        office.wait(SignedDuration::from_mins(59));
        owner_of(&office.db, office.now(), &secret).await.unwrap();
        let read_at = feed(&office.db, HANAKO).await.unwrap().unwrap().read_at;
        assert_eq!(read_at, Some(first), "{}", office.kind);
        office.wait(SignedDuration::from_mins(1));
        owner_of(&office.db, office.now(), &secret).await.unwrap();
        let read_at = feed(&office.db, HANAKO).await.unwrap().unwrap().read_at;
        assert_eq!(read_at, Some(office.now()));
    }
}
