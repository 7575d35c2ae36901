//! The description and the program say the same.

use crate::house::{House, houses};
use api::Scope;
use axum::http::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn described() -> Value {
    api::description()
}

#[test]
fn every_route_of_the_interface_is_described_and_nothing_else() {
    let (table, _) = (api::module().routes)().finish();
    let routes: BTreeSet<&str> = table
        .iter()
        .filter(|entry| entry.kind == access::Kind::Api)
        .map(|entry| {
            assert_eq!(entry.method, Method::GET);
            entry.path
        })
        .collect();
    let description = described();
    let paths = description["paths"].as_object().unwrap();
    assert_eq!(routes, paths.keys().map(String::as_str).collect());
    for (path, item) in paths {
        let parameters = item["get"]["parameters"].as_array().unwrap();
        let in_path: BTreeSet<String> = parameters
            .iter()
            .map(|parameter| resolved(&description, parameter))
            .filter(|parameter| parameter["in"] == "path")
            .map(|parameter| format!("{{{}}}", parameter["name"].as_str().unwrap()))
            .collect();
        let wanted = path.split('/').filter(|part| part.starts_with('{'));
        assert_eq!(in_path, wanted.map(str::to_owned).collect(), "{path}");
    }
}

fn resolved(description: &Value, value: &Value) -> Value {
    match value["$ref"].as_str() {
        Some(reference) => description
            .pointer(&reference[1..])
            .expect(reference)
            .clone(),
        None => value.clone(),
    }
}

#[test]
fn every_reference_of_the_description_leads_somewhere_and_every_schema_is_used() {
    let description = described();
    let text = description.to_string();
    let mut used = BTreeSet::new();
    for part in text.split("\"$ref\":\"").skip(1) {
        let reference = part.split('"').next().unwrap();
        assert!(
            description.pointer(&reference[1..]).is_some(),
            "{reference}"
        );
        used.insert(reference);
    }
    for kind in ["schemas", "parameters", "responses", "headers"] {
        for name in description["components"][kind].as_object().unwrap().keys() {
            let reference = format!("#/components/{kind}/{name}");
            assert!(
                used.contains(reference.as_str()),
                "{reference} is used nowhere"
            );
        }
    }
}

/// A validator for the answers of an address.
fn validator(description: &Value, path: &str, status: &str) -> jsonschema::Validator {
    let answer = resolved(
        description,
        &description["paths"][path]["get"]["responses"][status],
    );
    let content = answer["content"]
        .as_object()
        .unwrap()
        .values()
        .next()
        .unwrap();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "allOf": [content["schema"]],
        "components": description["components"],
    });
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

async fn keeps_to(house: &House, token: &str, path: &str, address: &str, status: &str) -> Value {
    let answer = house.get(token, address).await;
    assert_eq!(answer.status.as_str(), status, "{address}: {}", answer.body);
    let body = answer.json();
    let description = described();
    let validator = validator(&description, path, status);
    let errors: Vec<String> = validator
        .iter_errors(&body)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{address}: {errors:?}");
    body
}

#[tokio::test]
async fn answers_keep_to_their_schemas() {
    for house in houses().await {
        let all = house.client(&Scope::ALL).await.token;
        let some = house.client(&[Scope::People]).await.token;
        let mut tried = BTreeSet::new();
        for token in [&all, &some] {
            let list = keeps_to(
                &house,
                token,
                "/api/v1/people",
                "/api/v1/people?limit=150",
                "200",
            )
            .await;
            let id = list["data"][0]["id"].as_str().unwrap();
            let address = format!("/api/v1/people/{id}");
            keeps_to(&house, token, "/api/v1/people/{person}", &address, "200").await;
        }
        tried.extend(["/api/v1/people", "/api/v1/people/{person}"]);
        for (list, one) in [("units", "{unit}"), ("plans", "{plan}")] {
            let path = format!("/api/v1/{list}");
            let found = keeps_to(&house, &all, &path, &path, "200").await;
            for entry in found["data"].as_array().unwrap().iter().take(5) {
                let id = entry.get("id").unwrap_or(&entry["code"]).as_str().unwrap();
                keeps_to(
                    &house,
                    &all,
                    &format!("{path}/{one}"),
                    &format!("{path}/{id}"),
                    "200",
                )
                .await;
            }
        }
        tried.extend([
            "/api/v1/units",
            "/api/v1/units/{unit}",
            "/api/v1/plans",
            "/api/v1/plans/{plan}",
        ]);
        for code in [
            sample_city::PUBLISHED,
            sample_city::CURRENT,
            sample_city::DRAFT,
        ] {
            let path = "/api/v1/plans/{plan}";
            let address = format!("/api/v1/plans/{code}");
            keeps_to(
                &house,
                &all,
                &format!("{path}/nodes"),
                &format!("{address}/nodes"),
                "200",
            )
            .await;
            let programs = format!("{address}/programs?limit=200");
            let programs =
                keeps_to(&house, &all, &format!("{path}/programs"), &programs, "200").await;
            for program in programs["data"].as_array().unwrap().iter().step_by(9) {
                let text = |name: &str| program[name].as_str().unwrap().to_owned();
                let address = format!("{address}/programs/{}/{}", text("part"), text("key"));
                let path = format!("{path}/programs/{{part}}/{{program}}");
                keeps_to(&house, &all, &path, &address, "200").await;
            }
        }
        tried.extend([
            "/api/v1/plans/{plan}/nodes",
            "/api/v1/plans/{plan}/programs",
            "/api/v1/plans/{plan}/programs/{part}/{program}",
        ]);
        let figures = keeps_to(&house, &all, "/api/v1/figures", "/api/v1/figures", "200").await;
        for figure in figures["data"].as_array().unwrap() {
            for year in [2025, 2026, 2031] {
                let key = figure["key"].as_str().unwrap();
                let address = format!("/api/v1/figures/{key}/{year}");
                keeps_to(
                    &house,
                    &all,
                    "/api/v1/figures/{figure}/{year}",
                    &address,
                    "200",
                )
                .await;
            }
        }
        tried.extend(["/api/v1/figures", "/api/v1/figures/{figure}/{year}"]);
        let description = described();
        let paths = description["paths"].as_object().unwrap();
        assert_eq!(tried, paths.keys().map(String::as_str).collect());
        for path in paths.keys() {
            let address = path.replace('{', "x").replace('}', "");
            keeps_to(&house, "", path, &address, "401").await;
        }
        for (address, status) in [("/api/v1/units", "403"), ("/api/v1/people?limit=0", "400")] {
            let path = address.split('?').next().unwrap();
            keeps_to(&house, &some, path, address, status).await;
        }
    }
}
