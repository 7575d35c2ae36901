//! Mail by an encrypted connection: with the city's own authority, and what is not trusted.

use crate::certificates::Papers;
use crate::mail::{BY_MAIL, offices, tell};
use crate::sink::{Manners, Secret, Sink};
use crate::workshop::{HANAKO, Workshop};
use flow::mail::{MailServer, MailState, Post, Security, mails};
use flow::notices::To;
use jiff::SignedDuration;
use std::sync::Arc;

const HOST: &str = "127.0.0.1";
const WAYS: [(Secret, Security); 2] = [
    (Secret::OnRequest, Security::StartTls),
    (Secret::FromTheBeginning, Security::Tls),
];

fn post(office: &Workshop, server: MailServer) -> Post {
    Post::new(Arc::clone(&office.city), office.place.clone(), Some(server))
}

fn server(sink: &Sink, security: Security, authority: Option<&Papers>) -> MailServer {
    MailServer {
        security,
        authority: authority.map(|papers| papers.authority.clone()),
        ..MailServer::plain(HOST, sink.port)
    }
}

#[tokio::test]
async fn mail_goes_out_encrypted_both_ways_with_the_certificate_of_the_citys_own_authority() {
    for office in offices().await {
        for (secret, security) in WAYS {
            let papers = Papers::of(HOST);
            let sink = Sink::open(Manners {
                secret: Some((secret, papers.clone())),
                ..Manners::default()
            });
            let event = format!("{secret:?}");
            tell(&office, &BY_MAIL, &event, To::Accounts(&[HANAKO])).await;
            let mut post = post(&office, server(&sink, security, Some(&papers)));
            let round = post.round().await.unwrap();
            assert_eq!(
                round.sent,
                1,
                "{} {secret:?}: {}",
                office.kind,
                fault(&office).await
            );
            let received = sink.received();
            assert_eq!(received.len(), 1);
            assert!(received[0].encrypted, "{secret:?}");
        }
    }
}

#[tokio::test]
async fn a_password_is_only_said_on_an_encrypted_connection_that_asks_for_it() {
    for office in offices().await {
        for (secret, security) in WAYS {
            let papers = Papers::of(HOST);
            let login = ("hagukumi".to_owned(), "himitsu".to_owned());
            let sink = Sink::open(Manners {
                secret: Some((secret, papers.clone())),
                login: Some(login.clone()),
                ..Manners::default()
            });
            let event = format!("{secret:?}");
            tell(&office, &BY_MAIL, &event, To::Accounts(&[HANAKO])).await;
            for (password, sent) in [("wrong", 0), ("himitsu", 1)] {
                let server = MailServer {
                    login: Some((login.0.clone(), password.to_owned())),
                    ..server(&sink, security, Some(&papers))
                };
                let round = post(&office, server).round().await.unwrap();
                assert_eq!(
                    (round.sent, round.failed),
                    (sent, 0),
                    "{secret:?} {password}"
                );
                office.wait(SignedDuration::from_mins(1));
            }
        }
    }
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_gets_no_mail_and_the_reason_is_seen() {
    for office in offices().await {
        for (secret, security) in WAYS {
            let papers = Papers::of(HOST);
            let sink = Sink::open(Manners {
                secret: Some((secret, papers.clone())),
                ..Manners::default()
            });
            let other = Papers::of(HOST);
            let event = format!("{secret:?}");
            tell(&office, &BY_MAIL, &event, To::Accounts(&[HANAKO])).await;
            for authority in [None, Some(&other)] {
                let mut post = post(&office, server(&sink, security, authority));
                let round = post.round().await.unwrap();
                assert_eq!((round.sent, round.failed), (0, 0), "{secret:?}");
                assert!(sink.received().is_empty());
                let state = office.place.offers.post.of(&office.city).unwrap();
                assert!(state.down.is_some(), "the page of outgoing mail says so");
                office.wait(SignedDuration::from_mins(20));
            }
            let why = fault(&office).await;
            assert!(why.to_lowercase().contains("certificate"), "{why}");
            // With the right authority it goes out.
            let mut post = post(&office, server(&sink, security, Some(&papers)));
            assert_eq!(post.round().await.unwrap().sent, 1, "{}", office.kind);
        }
    }
}

#[tokio::test]
async fn a_certificate_for_another_name_is_not_taken() {
    for office in offices().await {
        let papers = Papers::of("mail.other.example.jp");
        let sink = Sink::open(Manners {
            secret: Some((Secret::FromTheBeginning, papers.clone())),
            ..Manners::default()
        });
        tell(&office, &BY_MAIL, "a", To::Accounts(&[HANAKO])).await;
        let mut post = post(&office, server(&sink, Security::Tls, Some(&papers)));
        let round = post.round().await.unwrap();
        assert_eq!((round.sent, round.put_off), (0, 1), "{}", office.kind);
        assert!(sink.received().is_empty());
    }
}

#[tokio::test]
async fn a_server_that_does_not_encrypt_is_not_spoken_to_in_the_open() {
    for office in offices().await {
        let login = ("hagukumi".to_owned(), "himitsu".to_owned());
        let sink = Sink::open(Manners {
            login: Some(login.clone()),
            ..Manners::default()
        });
        tell(&office, &BY_MAIL, "a", To::Accounts(&[HANAKO])).await;
        let server = MailServer {
            login: Some(login),
            ..server(&sink, Security::StartTls, None)
        };
        let round = post(&office, server).round().await.unwrap();
        assert_eq!((round.sent, round.put_off), (0, 1), "{}", office.kind);
        assert!(sink.received().is_empty());
        assert!(!sink.was_told_a_password(), "nothing secret in the open");
    }
}

/// What the network said about the first mail that waits.
async fn fault(office: &Workshop) -> String {
    let waiting = mails(&office.db, Some(MailState::Waiting), 0, 1)
        .await
        .unwrap();
    let first = waiting.into_iter().next();
    first.and_then(|mail| mail.fault).unwrap_or_default()
}
