//! Outgoing mail, as a mail server gets it.

use crate::sink::{Manners, Sink, closed_port};
use crate::workshop::{HANAKO, Offered, Workshop, YOTA, administrator, workshops};
use access::EditJobs;
use flow::Sentence;
use flow::mail::{
    Address, DIGEST, MAIL_FROM, MAIL_IS_SENT, MailServer, MailState, NewMail, PUBLIC_ADDRESS, Post,
    Round, SENDER_NAME, cancel, mails, retry, write,
};
use flow::notices::{NewNotice, NoticeKind, To, Way, notify, set_address};
use jiff::SignedDuration;
use settings::Value;
use std::sync::Arc;
use words::Language;

pub const BY_MAIL: NoticeKind = NoticeKind::new("test.mail", "test-line", Way::Mail);
const BY_DIGEST: NoticeKind = NoticeKind::new("test.digest", "test-line", Way::Digest);

/// Cities that send mail; 緑野 and 髙﨑 have addresses.
pub async fn offices() -> Vec<Workshop> {
    let offices = workshops(|| Offered {
        notices: vec![BY_MAIL, BY_DIGEST],
        duties: vec![DIGEST],
        ..Offered::default()
    })
    .await;
    for office in &offices {
        office
            .set(&MAIL_IS_SENT.declaration, Value::Flag(true))
            .await;
        for (declaration, text) in [
            (&MAIL_FROM.declaration, "hagukumi@city.example.jp"),
            (&SENDER_NAME.declaration, "みどり野市 人事課"),
            (
                &PUBLIC_ADDRESS.declaration,
                "https://hagukumi.city.example.jp/",
            ),
        ] {
            office.set(declaration, Value::Text(text.to_owned())).await;
        }
        let mut tx = office.db.begin().await.unwrap();
        for (account, text) in [
            (HANAKO, "hanako@city.example.jp"),
            (YOTA, "yota@city.example.jp"),
        ] {
            let address = Address::parse(text);
            set_address(&mut tx, office.now(), account, address.as_ref())
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    }
    offices
}

pub async fn tell(office: &Workshop, kind: &NoticeKind, event: &str, to: To<'_>) {
    let title = Sentence::new("test-title").with("what", event);
    let notice = NewNotice::new(kind, event, title, "/approvals/12")
        .line(Sentence::new("test-title").with("what", "secret line"));
    let mut tx = office.db.begin().await.unwrap();
    notify(&mut tx, &office.place.ids, office.now(), &notice, to)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

fn post(office: &Workshop, port: u16) -> Post {
    let server = MailServer::plain("127.0.0.1", port);
    Post::new(Arc::clone(&office.city), office.place.clone(), Some(server))
}

async fn states(office: &Workshop) -> Vec<MailState> {
    let all = mails(&office.db, None, 0, 50).await.unwrap();
    all.into_iter().map(|mail| mail.state).collect()
}

#[tokio::test]
async fn one_mail_for_one_event_in_the_language_of_who_gets_it() {
    for office in offices().await {
        let sink = Sink::open(Manners::default());
        for _ in 0..2 {
            tell(&office, &BY_MAIL, "休暇の届け", To::Everybody).await;
        }
        let round = post(&office, sink.port).round().await.unwrap();
        assert_eq!((round.sent, round.put_off, round.failed), (2, 0, 0));
        let mut received = sink.received();
        received.sort_by(|a, b| a.to.cmp(&b.to));
        let [hers, his] = received.as_slice() else {
            panic!("{}: {} mails", office.kind, received.len());
        };
        assert_eq!(hers.from, "hagukumi@city.example.jp");
        assert_eq!(hers.to, ["hanako@city.example.jp"]);
        assert_eq!(hers.subject(), "【みどり野市 はぐくみ】「休暇の届け」の件");
        assert_eq!(his.subject(), "[みどり野市 Hagukumi] About “休暇の届け”");
        let message = hers.message();
        let sender = message.from().unwrap().first().unwrap();
        assert_eq!(sender.name(), Some("みどり野市 人事課"));
        assert_eq!(
            message.to().unwrap().first().unwrap().name(),
            Some("緑野 花子")
        );
        assert_eq!(
            message.date().unwrap().to_timestamp(),
            office.now().as_second()
        );
        let header = |name: &str| message.header_raw(name).map(str::trim).map(str::to_owned);
        assert_eq!(header("Auto-Submitted").as_deref(), Some("auto-generated"));
        assert_eq!(header("Content-Language").as_deref(), Some("ja"));
        let text = hers.text();
        assert!(
            text.contains("https://hagukumi.city.example.jp/approvals/12"),
            "{text}"
        );
        assert!(text.contains("緑野 花子 さん"), "{text}");
        assert!(!text.contains("secret line"), "the title only: {text}");
    }
}

#[tokio::test]
async fn every_line_of_a_mail_is_plain_ascii_and_short_enough_for_any_server() {
    for office in offices().await {
        let sink = Sink::open(Manners::default());
        let long = "とても長い件名".repeat(20);
        tell(&office, &BY_MAIL, &long, To::Accounts(&[HANAKO])).await;
        post(&office, sink.port).round().await.unwrap();
        let received = sink.received();
        for line in received[0].bytes.split(|byte| *byte == b'\n') {
            assert!(line.is_ascii() && line.len() <= 998, "{line:?}");
        }
        assert!(received[0].subject().contains(&long), "put together again");
    }
}

#[tokio::test]
async fn a_name_with_a_line_break_becomes_no_header() {
    for office in offices().await {
        let sink = Sink::open(Manners::default());
        let event = "x\r\nBcc: all@city.example.jp\r\n\r\nlies";
        tell(&office, &BY_MAIL, event, To::Accounts(&[HANAKO])).await;
        post(&office, sink.port).round().await.unwrap();
        let received = sink.received();
        assert_eq!(received[0].to, ["hanako@city.example.jp"]);
        assert!(received[0].message().bcc().is_none());
        assert!(received[0].subject().contains("Bcc: all@"), "as a text");
    }
}

#[tokio::test]
async fn a_mail_server_that_is_down_delays_mail_visibly_and_loses_nothing() {
    for office in offices().await {
        let port = closed_port();
        let mut post = post(&office, port);
        // The act is not held up.
        tell(&office, &BY_MAIL, "a", To::Everybody).await;
        let round = post.round().await.unwrap();
        assert_eq!((round.sent, round.put_off), (0, 2), "{}", office.kind);
        let waiting = mails(&office.db, Some(MailState::Waiting), 0, 10)
            .await
            .unwrap();
        assert_eq!(waiting.len(), 2);
        assert_eq!(waiting[0].attempts, 1);
        assert_eq!(
            waiting[0].error.as_ref().unwrap().key(),
            "flow-mail-error-no-server"
        );
        assert!(waiting[0].fault.is_some(), "what the network said");
        let state = office.place.offers.post.of(&office.city).unwrap();
        assert_eq!(state.down.unwrap().0, office.now());
        assert_eq!(post.round().await.unwrap(), Round::default(), "it pauses");
        // Somebody starts the server.
        let sink = Sink::at(port, Manners::default());
        office.wait(SignedDuration::from_secs(30));
        assert_eq!(post.round().await.unwrap().sent, 2);
        assert_eq!(sink.received().len(), 2);
        assert_eq!(
            office.place.offers.post.of(&office.city).unwrap().down,
            None
        );
        assert_eq!(states(&office).await, [MailState::Sent, MailState::Sent]);
    }
}

#[tokio::test]
async fn a_mail_that_cannot_be_sent_for_five_days_is_given_up_and_can_be_asked_for_again() {
    for office in offices().await {
        let port = closed_port();
        let mut post = post(&office, port);
        tell(&office, &BY_MAIL, "a", To::Accounts(&[HANAKO])).await;
        post.round().await.unwrap();
        office.wait(SignedDuration::from_hours(24 * 5));
        let round = post.round().await.unwrap();
        assert_eq!(round.failed, 1, "{}", office.kind);
        let mail = mails(&office.db, Some(MailState::Failed), 0, 10)
            .await
            .unwrap()
            .remove(0);
        let sink = Sink::at(port, Manners::default());
        retry(
            &office.db,
            office.now(),
            &administrator::<EditJobs>(),
            mail.id,
        )
        .await
        .unwrap()
        .unwrap();
        post.round().await.unwrap();
        assert_eq!(sink.received().len(), 1);
    }
}

#[tokio::test]
async fn an_unknown_receiver_fails_alone_and_a_full_box_is_tried_again() {
    for office in offices().await {
        let sink = Sink::open(Manners {
            unknown: Some("hanako@"),
            full: Some("yota@"),
            ..Manners::default()
        });
        tell(&office, &BY_MAIL, "a", To::Everybody).await;
        let round = post(&office, sink.port).round().await.unwrap();
        assert_eq!((round.sent, round.put_off, round.failed), (0, 1, 1));
        for mail in mails(&office.db, None, 0, 10).await.unwrap() {
            let (state, key) = if mail.address.starts_with("hanako") {
                (MailState::Failed, "flow-mail-error-refused")
            } else {
                (MailState::Waiting, "flow-mail-error-not-now")
            };
            assert_eq!(
                (mail.state, mail.error.unwrap().key()),
                (state, key),
                "{}",
                office.kind
            );
        }
    }
}

#[tokio::test]
async fn a_wrong_password_is_not_the_fault_of_the_mails() {
    for office in offices().await {
        let login = ("hagukumi".to_owned(), "right".to_owned());
        let sink = Sink::open(Manners {
            login: Some(login.clone()),
            ..Manners::default()
        });
        tell(&office, &BY_MAIL, "a", To::Accounts(&[HANAKO])).await;
        for (password, sent) in [("wrong", 0), ("right", 1)] {
            let server = MailServer {
                login: Some((login.0.clone(), password.to_owned())),
                ..MailServer::plain("127.0.0.1", sink.port)
            };
            let city = Arc::clone(&office.city);
            let mut post = Post::new(city, office.place.clone(), Some(server));
            let round = post.round().await.unwrap();
            assert_eq!((round.sent, round.failed), (sent, 0), "{password}");
            office.wait(SignedDuration::from_mins(1));
        }
    }
}

#[tokio::test]
async fn a_cancelled_mail_is_not_sent_and_a_sent_one_not_cancelled() {
    for office in offices().await {
        let sink = Sink::open(Manners::default());
        tell(&office, &BY_MAIL, "a", To::Everybody).await;
        let ids: Vec<_> = mails(&office.db, None, 0, 10)
            .await
            .unwrap()
            .into_iter()
            .map(|mail| mail.id)
            .collect();
        let may = administrator::<EditJobs>();
        let done = cancel(&office.db, office.now(), &may, ids[0])
            .await
            .unwrap();
        assert!(done.is_ok());
        post(&office, sink.port).round().await.unwrap();
        assert_eq!(sink.received().len(), 1, "{}", office.kind);
        let refused = cancel(&office.db, office.now(), &may, ids[1])
            .await
            .unwrap();
        assert!(refused.is_err());
    }
}

#[tokio::test]
async fn a_city_that_sends_no_mail_writes_none() {
    for office in offices().await {
        office
            .set(&MAIL_IS_SENT.declaration, Value::Flag(false))
            .await;
        tell(&office, &BY_MAIL, "a", To::Everybody).await;
        assert!(states(&office).await.is_empty(), "{}", office.kind);
        assert_eq!(flow::notices::unread(&office.db, HANAKO).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn the_daily_mail_tells_everything_new_once_and_nothing_that_was_read() {
    for office in offices().await {
        let sink = Sink::open(Manners::default());
        for event in ["一", "二", "三"] {
            tell(&office, &BY_DIGEST, event, To::Accounts(&[HANAKO])).await;
        }
        let first = flow::notices::notices(&office.db, HANAKO, true, 2, 1)
            .await
            .unwrap()[0]
            .id;
        let hers = crate::workshop::may(HANAKO);
        flow::notices::mark_read(&office.db, office.now(), &hers, first)
            .await
            .unwrap();
        assert!(
            states(&office).await.is_empty(),
            "nothing before the daily mail"
        );
        for _ in 0..2 {
            office.ask(&DIGEST.job, 0, HANAKO).await;
            office.worker().run_all().await.unwrap();
        }
        post(&office, sink.port).round().await.unwrap();
        let received = sink.received();
        assert_eq!(received.len(), 1, "{}", office.kind);
        assert_eq!(
            received[0].subject(),
            "【みどり野市 はぐくみ】新しいお知らせ 2件"
        );
        let text = received[0].text();
        assert!(
            text.contains("・「三」の件") && text.contains("・「二」の件"),
            "{text}"
        );
        assert!(!text.contains("「一」"), "read before: {text}");
        assert!(
            text.contains("https://hagukumi.city.example.jp/notices"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_secret_way_is_forgotten_once_the_mail_is_sent() {
    for office in offices().await {
        let sink = Sink::open(Manners::default());
        let address = Address::parse("new@city.example.jp").unwrap();
        let mail = NewMail {
            event: "invitation:1",
            address: &address,
            name: "新しい 人",
            language: Language::Japanese,
            subject: Sentence::new("test-line"),
            lines: vec![Sentence::new("test-line")],
            href: Some("/invitations/s3cret"),
            secret: true,
        };
        for _ in 0..2 {
            let mut tx = office.db.begin().await.unwrap();
            assert!(
                write(&mut tx, &office.place.ids, office.now(), &mail)
                    .await
                    .unwrap()
            );
            tx.commit().await.unwrap();
        }
        post(&office, sink.port).round().await.unwrap();
        assert_eq!(sink.received().len(), 1);
        assert!(sink.received()[0].text().contains("/invitations/s3cret"));
        let kept = "SELECT COUNT(*) FROM mails WHERE href IS NOT NULL OR lines <> '[]'";
        assert_eq!(office.count(kept).await, 0, "{}", office.kind);
    }
}

#[tokio::test]
async fn two_posts_send_every_mail_once() {
    for office in offices().await {
        let sink = Sink::open(Manners::default());
        for event in 0..30 {
            tell(&office, &BY_MAIL, &event.to_string(), To::Everybody).await;
        }
        let (mut one, mut other) = (post(&office, sink.port), post(&office, sink.port));
        let all = async |post: &mut Post| while post.round().await.unwrap().sent > 0 {};
        tokio::join!(all(&mut one), all(&mut other));
        assert_eq!(sink.received().len(), 60, "{}", office.kind);
    }
}
