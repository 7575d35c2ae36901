//! Invitations: letters from the office, an account made by its owner.

use crate::office::{Office, PASSWORD, offices};
use axum::http::StatusCode;

async fn letters(office: &Office, fields: &[(&str, &str)]) -> Vec<String> {
    let mut officer = office.signed_in("jinji").await;
    let made = officer.post("/admin/invitations", fields).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.main());
    made.all(".letter code")
}

/// The second code of a letter: the first is the address.
async fn invited(office: &Office, number: &str) -> String {
    let codes = letters(office, &[("numbers", number)]).await;
    codes[1].clone()
}

#[tokio::test]
async fn a_whole_unit_gets_letters_and_one_of_them_becomes_an_account() {
    for office in offices().await {
        let codes = letters(&office, &[("unit", "1"), ("numbers", "")]).await;
        assert_eq!(codes.len(), 6, "three letters, {}", office.kind);
        assert_eq!(codes[0], "http://localhost/invitation");
        let mut browser = office.browser();
        let typed = codes[1].replace('-', " ");
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("code", &typed)
            .finish();
        let led = browser.get(&format!("/invitation?{query}")).await;
        let here = led.location.unwrap();
        let page = browser.get(&here).await;
        assert!(
            page.main().contains("緑野 花子さん、ようこそ"),
            "{}",
            page.main()
        );
        assert_eq!(page.value("login"), "00001");
        let short = [
            ("login", "hanako"),
            ("password", "short"),
            ("again", "short"),
        ];
        let refused = browser.post(&here, &short).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.value("login"), "hanako", "kept");
        let fields = [
            ("login", "hanako"),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ];
        let made = browser.post(&here, &fields).await;
        assert_eq!(made.location.as_deref(), Some("/home"), "{}", made.text());
        assert_eq!(browser.get("/home").await.status, StatusCode::OK);

        let mut other = office.browser();
        let used = other.get(&here).await;
        assert_eq!(used.status, StatusCode::GONE);
        assert!(
            used.main().contains("すでに使われています"),
            "{}",
            used.main()
        );
        let again = other.post(&here, &fields).await;
        assert_eq!(again.status, StatusCode::GONE, "a replayed form");
        let unknown = other.get("/invitation/abcd-efgh-jkmn-pqrs").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        assert!(
            unknown.main().contains("招待は見つかりません"),
            "{}",
            unknown.main()
        );
    }
}

#[tokio::test]
async fn the_office_sees_how_invitations_stand_and_takes_them_back() {
    for office in offices().await {
        let code = invited(&office, "00002").await;
        let mut officer = office.signed_in("jinji").await;
        let list = officer.get("/admin/invitations").await;
        assert!(list.main().contains("招待中"), "{}", list.main());
        let revoke = list
            .attributes("form", "action")
            .into_iter()
            .find(|action| action.ends_with("/revoke"))
            .unwrap();
        let done = officer.post(&revoke, &[]).await;
        assert_eq!(done.location.as_deref(), Some("/admin/invitations"));
        let again = officer.post(&revoke, &[]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        let page = officer.get("/admin/invitations").await;
        assert!(page.text().contains("すでに使われたか、取り消されています"));
        assert!(page.main().contains("取り消し"), "{}", office.kind);
        let gone = office.browser().get(&format!("/invitation/{code}")).await;
        assert_eq!(gone.status, StatusCode::GONE);
        assert!(gone.main().contains("取り消されたか"), "{}", gone.main());
    }
}

#[tokio::test]
async fn what_cannot_be_invited_is_said_and_nobody_is() {
    for office in offices().await {
        let mut officer = office.signed_in("jinji").await;
        for (fields, words) in [
            ([("unit", ""), ("numbers", "")], "所属を選ぶか"),
            ([("unit", ""), ("numbers", "00001、77777")], "77777"),
            ([("unit", "404"), ("numbers", "")], "招待する人がいません"),
        ] {
            let refused = officer.post("/admin/invitations", &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(refused.main().contains(words), "{}", refused.main());
        }
        let list = officer.get("/admin/invitations").await;
        assert!(
            list.main().contains("まだ1件もありません"),
            "{}",
            office.kind
        );
        let mut viewer = office.signed_in("shokuin").await;
        assert_eq!(
            viewer.get("/admin/invitations").await.status,
            StatusCode::FORBIDDEN
        );
    }
}
