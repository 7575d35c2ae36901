//! The administrator's pages of clients.

use crate::house::houses;
use scraper::{Html, Selector};

fn one(body: &str, selector: &str) -> Option<String> {
    let page = Html::parse_document(body);
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector).next();
    found.map(|element| element.text().collect::<String>().trim().to_owned())
}

fn address(body: &str, selector: &str, attribute: &str) -> String {
    let page = Html::parse_document(body);
    let selector = Selector::parse(selector).unwrap();
    let element = page.select(&selector).next().expect("an element");
    element.value().attr(attribute).unwrap().to_owned()
}

const NEW: &str = "/admin/api-clients/new";

#[tokio::test]
async fn a_client_is_made_its_token_shown_once_replaced_revoked_and_the_client_closed() {
    for house in houses().await {
        let admin = house.signed_in("admin").await;
        let empty = house.page(&admin, "/admin/api-clients").await;
        assert!(empty.body.contains("まだありません"), "{}", empty.body);
        let form = house.page(&admin, NEW).await;
        assert_eq!(form.status, 200);
        let fields = "name=給与&contact=職員係&scope=people.read&scope=units.read&addresses=192.0.2.0/24&last=R9.3.31";
        let made = house.post(&admin, NEW, fields).await;
        assert_eq!(made.status, 200, "{}", made.body);
        let token = one(&made.body, "main section code").unwrap();
        assert!(
            token.starts_with("hagukumi_") && token.len() > 40,
            "{token}"
        );
        assert_eq!(house.get(&token, "/api/v1/units").await.status, 200);

        let list = house.page(&admin, "/admin/api-clients").await;
        let client = address(&list.body, "main tbody a", "href");
        let page = house.page(&admin, &client).await;
        for text in [
            "給与",
            "職員係",
            "192.0.2.0/24",
            "令和9年3月31日",
            "192.0.2.9",
        ] {
            assert!(page.body.contains(text), "{text}: {}", page.body);
        }
        assert!(!page.body.contains(&token));

        let second = house
            .post(&admin, &format!("{client}/tokens"), "last=")
            .await;
        let second = one(&second.body, "main section code").unwrap();
        let page = house.page(&admin, &client).await;
        let revoke = address(&page.body, "main details form", "action");
        let revoked = house.post(&admin, &revoke, "").await;
        assert_eq!(revoked.header("location"), Some(client.as_str()));
        assert_eq!(house.get(&token, "/api/v1/units").await.status, 401);
        assert_eq!(house.get(&second, "/api/v1/units").await.status, 200);
        assert_eq!(house.post(&admin, &revoke, "").await.status, 404);

        let closed = house.post(&admin, &format!("{client}/close"), "").await;
        assert_eq!(closed.header("location"), Some(client.as_str()));
        assert_eq!(house.get(&second, "/api/v1/units").await.status, 401);
        let page = house.page(&admin, &client).await;
        assert!(page.body.contains("終了") && !page.body.contains("/close"));
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_client_is_told_at_its_field_and_what_was_typed_is_kept() {
    for house in houses().await {
        let admin = house.signed_in("admin").await;
        let fields = "name=財務&scope=units.read&addresses=office&last=2026-11-22&per_minute=600";
        for (fields, told) in [
            (fields.to_owned(), "「office」はアドレスとして読めません"),
            (
                fields.replace("units.read", "everything"),
                "読めるものを1つ以上",
            ),
            (
                fields.replace("office", "").replace("11-22", "11-21"),
                "最終日が過ぎています",
            ),
            (fields.replace("600", "0"), "1分あたりの回数"),
        ] {
            let again = house.post(&admin, NEW, &fields).await;
            assert_eq!(again.status, 422, "{fields}");
            let summary = one(&again.body, "[role=alert]").unwrap();
            assert!(summary.contains(told), "{summary}");
            assert_eq!(address(&again.body, "input[name=name]", "value"), "財務");
        }
        let page = house.page(&admin, "/admin/api-clients/12345").await;
        assert_eq!(page.status, 404);
        assert!(api::clients(&house.db).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn nobody_else_sees_the_clients() {
    for house in houses().await {
        let officer = house.signed_in("jinji").await;
        for path in ["/admin/api-clients", NEW] {
            assert_eq!(house.page(&officer, path).await.status, 403, "{path}");
        }
        let made = house.post(&officer, NEW, "name=x&scope=units.read").await;
        assert_eq!(made.status, 403);
        let description = house.get("", "/api/v1/openapi.json").await;
        assert_eq!(description.json()["openapi"], "3.1.0");
    }
}
