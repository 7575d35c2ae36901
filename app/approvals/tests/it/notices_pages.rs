//! Pages of notices, of outgoing mail and of calendars.

use crate::house::{fetch, houses};
use axum::http::StatusCode;
use flow::mail::{MAIL_IS_SENT, MailServer, MailState, Post, mails};
use settings::Value;

#[tokio::test]
async fn the_bell_counts_and_a_notice_leads_to_what_it_tells_of() {
    for house in houses().await {
        let hanako = house.browser("hanako").await;
        for event in ["辞令", "<b>休暇</b>"] {
            house.tell(hanako.account, event).await;
        }
        let page = hanako.get("/notices").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert!(
            page.all("header.top")[0].contains("お知らせ 2件"),
            "{}",
            house.kind
        );
        assert!(page.text().contains("&#60;b&#62;休暇"), "escaped once");
        let first = page.attributes(".td-list p a", "href").remove(0);
        let opened = hanako.get(&first).await;
        assert_eq!(opened.location(), "/jobs");
        let yota = house.browser("yota").await;
        assert_eq!(yota.get(&first).await.status, StatusCode::NOT_FOUND);
        let page = hanako.get("/notices").await;
        assert!(page.all("header.top")[0].contains("お知らせ 1件"));
        assert_eq!(
            hanako
                .get("/notices?show=all")
                .await
                .all(".td-list li")
                .len(),
            2
        );
    }
}

#[tokio::test]
async fn all_that_was_shown_is_marked_and_what_came_later_is_not() {
    for house in houses().await {
        let hanako = house.browser("hanako").await;
        house.tell(hanako.account, "一").await;
        let until = hanako
            .get("/notices")
            .await
            .attributes("[name=until]", "value")
            .remove(0);
        house.tell(hanako.account, "二").await;
        let marked = hanako.post("/notices/read", &[("until", &until)]).await;
        assert_eq!(marked.location(), "/notices");
        let left = hanako.get("/notices").await;
        assert_eq!(left.all(".td-list li").len(), 1, "{}", house.kind);
        let one = left.attributes("[name=notice]", "value").remove(0);
        hanako.post("/notices/read", &[("notice", &one)]).await;
        let none = hanako.get("/notices").await;
        assert!(none.main().contains("新しいお知らせはありません"));
        let nothing = hanako.post("/notices/read", &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn wishes_are_kept_and_a_wrong_address_stays_typed() {
    for house in houses().await {
        let hanako = house.browser("hanako").await;
        let wrong = [
            ("address", "hanako at city"),
            ("kind-test-arrived", "digest"),
        ];
        let refused = hanako.post("/notices/preferences", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            refused.attributes("[name=address]", "value"),
            ["hanako at city"]
        );
        let chosen = "[name=kind-test-arrived][checked]";
        assert_eq!(
            refused.attributes(chosen, "value"),
            ["digest"],
            "{}",
            house.kind
        );
        let right = [
            ("address", "hanako@city.example.jp"),
            ("kind-test-arrived", "digest"),
            ("kind-flow-job-ended", "nonsense"),
        ];
        let saved = hanako.post("/notices/preferences", &right).await;
        assert_eq!(saved.location(), "/notices/preferences");
        let page = hanako.get("/notices/preferences").await;
        assert_eq!(
            page.attributes("[name=address]", "value"),
            ["hanako@city.example.jp"]
        );
        assert_eq!(page.attributes(chosen, "value"), ["digest"]);
        let usual = "[name=kind-flow-job-ended][checked]";
        assert_eq!(
            page.attributes(usual, "value"),
            ["product"],
            "nonsense is passed over"
        );
        assert!(page.main().contains("メールを送っていません"));
    }
}

#[tokio::test]
async fn a_mail_server_that_is_down_is_seen_with_every_mail_that_waits() {
    for house in houses().await {
        house
            .set(&MAIL_IS_SENT.declaration, Value::Flag(true))
            .await;
        let from = Value::Text("hagukumi@city.example.jp".to_owned());
        house.set(&flow::mail::MAIL_FROM.declaration, from).await;
        let hanako = house.browser("hanako").await;
        let address = [("address", "hanako@city.example.jp")];
        hanako.post("/notices/preferences", &address).await;
        house.tell(hanako.account, "辞令").await;
        let city = house.site.cities.all().remove(0);
        // Nobody listens on port 1.
        let server = MailServer::plain("127.0.0.1", 1);
        let mut post = Post::new(city, house.workplace(), Some(server));
        assert_eq!(post.round().await.unwrap().put_off, 1);
        let admin = house.browser("admin").await;
        let page = admin.get("/admin/mail").await;
        let main = page.main();
        assert!(
            main.contains("メールサーバーが受け取っていません"),
            "{}: {main}",
            house.kind
        );
        assert!(main.contains("127.0.0.1:1") && main.contains("hanako@city.example.jp"));
        assert!(main.contains("メールサーバーにつながりません"), "{main}");
        assert_eq!(
            hanako.get("/admin/mail").await.status,
            StatusCode::FORBIDDEN
        );
        let id = mails(&house.db, None, 0, 1).await.unwrap()[0].id;
        let cancel = format!("/admin/mail/{id}/cancel");
        assert_eq!(
            hanako.post(&cancel, &[]).await.status,
            StatusCode::FORBIDDEN
        );
        admin.post(&cancel, &[]).await;
        let state = mails(&house.db, None, 0, 1).await.unwrap()[0].state;
        assert_eq!(state, MailState::Cancelled);
        admin.post(&format!("/admin/mail/{id}/retry"), &[]).await;
        let cancelled = admin.get("/admin/mail?state=cancelled").await;
        assert!(
            cancelled.main().contains("メールはありません"),
            "asked for again"
        );
    }
}

#[tokio::test]
async fn a_calendar_is_read_by_its_secret_until_it_is_renewed() {
    for house in houses().await {
        let hanako = house.browser("hanako").await;
        assert!(
            hanako
                .get("/account/calendar")
                .await
                .main()
                .contains("まだ作っていません")
        );
        let made = hanako.post("/account/calendar/make", &[]).await;
        let address = made.attributes("#address", "value").remove(0);
        let path = address.strip_prefix("http://localhost").unwrap().to_owned();
        let again = hanako.get("/account/calendar").await;
        assert!(!again.text().contains(&path), "the secret is shown once");
        let calendar = fetch(&house, &path, None).await;
        assert_eq!(calendar.status, StatusCode::OK, "{}", house.kind);
        assert_eq!(
            calendar.header("content-type"),
            "text/calendar; charset=utf-8"
        );
        let text = calendar.text();
        assert!(
            text.contains("\r\nDTSTART;VALUE=DATE:20261125\r\n"),
            "{text}"
        );
        assert!(text.contains("SUMMARY:実績の入力\\, 第1回\r\n"), "{text}");
        let mark = calendar.header("etag").to_owned();
        let same = fetch(&house, &path, Some(&mark)).await;
        assert_eq!(
            (same.status, same.bytes.len()),
            (StatusCode::NOT_MODIFIED, 0)
        );
        // The next day the deadline is another one.
        house
            .clock
            .set(house.clock.now() + jiff::SignedDuration::from_hours(24));
        assert_eq!(
            fetch(&house, &path, Some(&mark)).await.status,
            StatusCode::OK
        );
        let hanako = house.browser("hanako").await;
        hanako.post("/account/calendar/make", &[]).await;
        assert_eq!(
            fetch(&house, &path, None).await.status,
            StatusCode::NOT_FOUND
        );
        for guess in ["/calendar/x.ics", "/calendar/x", "/calendar/.ics"] {
            assert_eq!(
                fetch(&house, guess, None).await.status,
                StatusCode::NOT_FOUND
            );
        }
        let revoked = hanako.post("/account/calendar/revoke", &[]).await;
        assert_eq!(revoked.location(), "/account/calendar");
    }
}

#[tokio::test]
async fn every_page_speaks_both_languages() {
    for house in houses().await {
        let admin = house.browser("admin").await;
        house.tell(admin.account, "辞令").await;
        for page in [
            "/notices",
            "/notices/preferences",
            "/account/calendar",
            "/jobs",
            "/admin/jobs",
            "/admin/mail",
        ] {
            for language in ["ja", "en"] {
                let answer = admin.get(&format!("{page}?lang={language}")).await;
                assert_eq!(answer.status, StatusCode::OK, "{page}");
                let text = answer.text();
                let main = answer.main();
                assert!(!main.contains('⟦'), "{page} {language}: {main}");
                assert!(!text.contains(" style="), "{page}");
            }
        }
    }
}
