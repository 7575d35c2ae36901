use crate::house::{Answer, House, houses};
use api::Scope;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, COOKIE, IF_NONE_MATCH};
use axum::http::{Method, StatusCode};
use serde_json::Value;
use std::collections::HashSet;

/// All entries of a list, read on by its `next`.
async fn whole_list(house: &House, token: &str, path: &str) -> Vec<Value> {
    let mut entries = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        let answer = house.get(token, &path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        let page = answer.json();
        entries.extend(page["data"].as_array().unwrap().iter().cloned());
        next = page["next"].as_str().map(str::to_owned);
        let link = answer.header("link").map(str::to_owned);
        assert_eq!(
            link,
            next.as_ref().map(|next| format!("<{next}>; rel=\"next\""))
        );
    }
    entries
}

fn problem(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json")
    );
    let body = answer.json();
    assert_eq!(body["status"], status);
    assert_eq!(body["code"], code, "{}", answer.body);
    assert!(!body["title"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn everybody_in_service_is_listed_once_page_by_page() {
    for house in houses().await {
        let token = house.client(&[Scope::People]).await.token;
        let people = whole_list(&house, &token, "/api/v1/people?limit=40").await;
        let ids: HashSet<&str> = people
            .iter()
            .map(|one| one["id"].as_str().unwrap())
            .collect();
        assert_eq!((people.len(), ids.len()), (150, 150), "{}", house.kind);
        let past = whole_list(&house, &token, "/api/v1/people?limit=200&as_of=2019-04-01").await;
        assert_ne!(past.len(), 150);
        let one = people[0]["id"].as_str().unwrap();
        let card = house.get(&token, &format!("/api/v1/people/{one}")).await;
        assert_eq!(card.json(), people[0]);
        assert!(
            card.json()["mail"]
                .as_str()
                .unwrap()
                .ends_with("@midorino.example")
        );
    }
}

#[tokio::test]
async fn a_unit_narrows_the_list_to_its_members_and_those_below() {
    for house in houses().await {
        let token = house.client(&[Scope::People, Scope::Units]).await.token;
        let units = whole_list(&house, &token, "/api/v1/units?limit=100").await;
        let department = units.iter().find(|unit| unit["name"] == "総務部").unwrap();
        let id = department["id"].as_str().unwrap();
        let all = whole_list(&house, &token, &format!("/api/v1/people?unit={id}&limit=7")).await;
        let below: HashSet<&Value> = units
            .iter()
            .filter(|unit| unit["path"].as_str().unwrap().starts_with("総務部"))
            .map(|unit| &unit["id"])
            .collect();
        assert!(all.len() > 5 && below.len() > 5);
        assert!(all.iter().all(|one| below.contains(&one["unit"]["id"])));
        let nobody = house.get(&token, "/api/v1/people?unit=999999").await;
        assert_eq!(nobody.json()["data"], serde_json::json!([]));
    }
}

#[tokio::test]
async fn a_unit_is_told_as_it_was_called_on_the_day() {
    for house in houses().await {
        let token = house.client(&[Scope::Units]).await.token;
        let units = whole_list(&house, &token, "/api/v1/units?limit=200").await;
        let unit = units
            .iter()
            .find(|unit| unit["name"] == "デジタル戦略課")
            .unwrap();
        let path = format!("/api/v1/units/{}", unit["id"].as_str().unwrap());
        let before = house
            .get(&token, &format!("{path}?as_of=2020-04-01"))
            .await
            .json();
        assert_eq!(before["name"], "情報政策課");
        assert_eq!(before["to"], "2021-04-01");
        assert_eq!(before["code"], unit["code"]);
        problem(
            &house.get(&token, &format!("{path}?as_of=2001-04-01")).await,
            404,
            "not-found",
        );
    }
}

#[tokio::test]
async fn private_members_are_there_for_clients_with_the_scope_only() {
    for house in houses().await {
        let public = house.client(&[Scope::People]).await.token;
        let private = house
            .client(&[Scope::People, Scope::PeoplePrivate])
            .await
            .token;
        let cards = house.get(&public, "/api/v1/people?limit=200").await;
        for word in ["private", "birth_date", "staff_no", "weekly_minutes"] {
            assert!(!cards.body.contains(word), "{word}");
        }
        let records = house.get(&private, "/api/v1/people?limit=200").await.json();
        for record in records["data"].as_array().unwrap() {
            let own = &record["private"];
            assert!(own["birth_date"].as_str().unwrap() < own["hired_on"].as_str().unwrap());
            let main = own["appointments"].as_array().unwrap().iter();
            let main: Vec<&Value> = main.filter(|held| held["kind"] == "main").collect();
            assert_eq!(main.len(), 1);
            assert_eq!(main[0]["unit"], record["unit"]["id"]);
        }
        assert_eq!(house.journalled("api.private.read").await, 1);
    }
}

#[tokio::test]
async fn a_plan_in_work_is_there_for_clients_with_the_scope_only() {
    for house in houses().await {
        let draft = format!("/api/v1/plans/{}", sample_city::DRAFT);
        let published = house.client(&[Scope::Plan]).await.token;
        let working = house.client(&[Scope::Plan, Scope::PlanWork]).await.token;
        assert_eq!(
            whole_list(&house, &published, "/api/v1/plans").await.len(),
            2
        );
        assert_eq!(
            whole_list(&house, &working, "/api/v1/plans?limit=1")
                .await
                .len(),
            3
        );
        problem(&house.get(&published, &draft).await, 404, "not-found");
        problem(
            &house.get(&published, &format!("{draft}/nodes")).await,
            404,
            "not-found",
        );
        let cover = house.get(&working, &draft).await;
        assert_eq!(cover.json()["state"], "draft");
        assert_eq!(
            cover.header("last-modified"),
            Some("Sun, 22 Nov 2026 01:00:00 GMT")
        );
    }
}

#[tokio::test]
async fn programs_carry_their_cells_figures_and_judgements() {
    for house in houses().await {
        let token = house.client(&[Scope::Plan]).await.token;
        let base = format!("/api/v1/plans/{}", sample_city::PUBLISHED);
        let nodes = whole_list(&house, &token, &format!("{base}/nodes?limit=9")).await;
        let programs = whole_list(&house, &token, &format!("{base}/programs?limit=33")).await;
        let [document, _] = sample_city::sample_plans().unwrap();
        assert_eq!(
            (nodes.len(), programs.len()),
            (document.nodes.len(), document.programs.len())
        );
        let reviewed = whole_list(&house, &token, &format!("{base}/programs?part=review")).await;
        assert!(!reviewed.is_empty() && reviewed.len() < programs.len());
        let (mut cells, mut values) = (0, 0);
        for program in programs.iter().take(12) {
            let text = |name: &str| program[name].as_str().unwrap().to_owned();
            let path = format!("{base}/programs/{}/{}", text("part"), text("key"));
            let whole = house.get(&token, &path).await.json();
            cells += whole["plan"].as_array().unwrap().len();
            for measure in whole["measures"].as_array().unwrap() {
                values += measure["values"].as_array().unwrap().len();
            }
        }
        assert!(cells > 10 && values > 0, "{cells} cells, {values} values");
    }
}

#[tokio::test]
async fn a_figure_says_where_it_comes_from() {
    for house in houses().await {
        let token = house.client(&[Scope::Figures]).await.token;
        let figures = whole_list(&house, &token, "/api/v1/figures").await;
        assert!(
            figures
                .iter()
                .any(|figure| figure["key"] == "people.headcount")
        );
        let figure = house
            .get(&token, "/api/v1/figures/people.headcount/2026")
            .await
            .json();
        let year = calendar::FiscalYear(2026);
        let expected = people::headcount_of_year(&house.db, year).await.unwrap();
        assert_eq!(figure["value"]["amount"], expected.to_string());
        assert_eq!(figure["provenance"]["records"], expected);
        assert_eq!(figure["provenance"]["counted_on"], "2026-11-22");
        let later = house
            .get(&token, "/api/v1/figures/people.headcount/2030")
            .await
            .json();
        assert_eq!(
            (&later["value"], &later["provenance"]),
            (&Value::Null, &Value::Null)
        );
        for path in [
            "people.headcount/1999",
            "people.headcount/02026",
            "none/2026",
        ] {
            let answer = house.get(&token, &format!("/api/v1/figures/{path}")).await;
            problem(&answer, 404, "not-found");
        }
    }
}

#[tokio::test]
async fn an_answer_that_the_client_knows_is_not_sent_again() {
    for house in houses().await {
        let token = house.client(&[Scope::Units]).await.token;
        let first = house.get(&token, "/api/v1/units").await;
        let tag = first.header("etag").unwrap().to_owned();
        let path = "/api/v1/units";
        for known in [tag.as_str(), "*", &format!("\"other\", {tag}")] {
            let again = house
                .send(Method::GET, &token, path, &[(IF_NONE_MATCH, known)])
                .await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{known}");
            assert!(again.body.is_empty());
            assert_eq!(again.header("etag"), Some(tag.as_str()));
        }
        let other = house
            .send(Method::GET, &token, path, &[(IF_NONE_MATCH, "\"x\"")])
            .await;
        assert_eq!(other.status, StatusCode::OK);
        let head = house.send(Method::HEAD, &token, path, &[]).await;
        assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
        assert_eq!(head.header("etag"), Some(tag.as_str()));
    }
}

#[tokio::test]
async fn what_cannot_be_answered_is_a_problem_with_a_code() {
    for house in houses().await {
        let token = house.client(&[Scope::People]).await.token;
        let get = |path: &'static str| house.get(&token, path);
        problem(&house.get("", "/api/v1/people").await, 401, "token-needed");
        let wrong = house.get("hagukumi_wrong", "/api/v1/people").await;
        problem(&wrong, 401, "token-needed");
        assert_eq!(wrong.header("www-authenticate"), Some("Bearer"));
        problem(&get("/api/v1/units").await, 403, "scope-needed");
        problem(&get("/api/v1/people/99999999").await, 404, "not-found");
        problem(&get("/api/v1/people/abc").await, 404, "not-found");
        problem(&get("/api/v1/nothing").await, 404, "not-found");
        for query in [
            "limit=0",
            "limit=x",
            "as_of=2026-02-30",
            "after=-1",
            "colour=red",
            "limit=1&limit=2",
        ] {
            let answer = house.get(&token, &format!("/api/v1/people?{query}")).await;
            problem(&answer, 400, "bad-parameter");
        }
        let html = [(ACCEPT, "text/html")];
        let answer = house
            .send(Method::GET, &token, "/api/v1/people", &html)
            .await;
        problem(&answer, 406, "not-acceptable");
    }
}

#[tokio::test]
async fn problems_and_titles_are_in_the_language_that_was_asked_for() {
    for house in houses().await {
        let token = house.client(&[Scope::Figures]).await.token;
        for (language, label) in [("ja", "職員数"), ("en", "Staff")] {
            let wish = [(ACCEPT_LANGUAGE, language)];
            let answer = house
                .send(Method::GET, &token, "/api/v1/figures", &wish)
                .await;
            assert_eq!(answer.header("content-language"), Some(language));
            let all = answer.json();
            let mut figures = all["data"].as_array().unwrap().iter();
            let figure = figures
                .find(|figure| figure["key"] == "people.headcount")
                .unwrap();
            assert!(
                figure["label"].as_str().unwrap().contains(label),
                "{figure}"
            );
        }
    }
}

#[tokio::test]
async fn a_cookie_opens_nothing_and_a_token_opens_no_page() {
    for house in houses().await {
        let cookie = [(COOKIE, "hagukumi-session=anything")];
        let answer = house.send(Method::GET, "", "/api/v1/people", &cookie).await;
        problem(&answer, 401, "token-needed");
        let token = house.client(&Scope::ALL).await.token;
        let page = house.get(&token, "/admin/api-clients").await;
        assert_eq!(
            page.status,
            StatusCode::SEE_OTHER,
            "led to the sign-in page"
        );
        let basic = [(AUTHORIZATION, "Basic YTpi")];
        let answer = house.send(Method::GET, "", "/api/v1/people", &basic).await;
        problem(&answer, 401, "token-needed");
    }
}
