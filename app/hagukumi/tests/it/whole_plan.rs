//! The published plan is found again in what the program gives out.

use crate::office;
use axum::http::{Method, StatusCode};

#[tokio::test]
async fn every_program_of_the_published_plan_stands_on_its_public_page() {
    let office = office::office().await;
    let path = format!("/public/{}", sample_city::PUBLISHED);
    let page = office::send(&office.router, Method::GET, &path, "x", None, "").await;
    assert_eq!(page.status, StatusCode::OK);
    let [published, _] = sample_city::sample_plans().unwrap();
    let html = scraper::Html::parse_document(&page.body);
    let shown: String = html.root_element().text().collect();
    for node in &published.nodes {
        assert!(shown.contains(&node.name), "{}", node.name);
    }
    for program in &published.programs {
        assert!(shown.contains(&program.name), "{}", program.name);
        for cell in program.plan.iter().chain(&program.actual) {
            let text = plan::text::cell_text(program, cell, published.year_style);
            assert!(shown.contains(text.trim()), "{} {text}", program.name);
        }
    }
}

#[tokio::test]
async fn a_plan_in_work_is_unknown_to_the_public() {
    let office = office::office().await;
    for path in ["/public/none", "/public/none/files/json"] {
        let answer = office::send(&office.router, Method::GET, path, "x", None, "").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_look_at_the_records_behind_a_figure_is_journalled() {
    let office = office::office().await;
    let path = format!(
        "/plan/{}/figures/people.headcount/2026",
        sample_city::CURRENT
    );
    let officer = office::sign_in(&office.router, "x", "jinji").await;
    let page = office::send(&office.router, Method::GET, &path, "x", Some(&officer), "").await;
    assert_eq!(page.status, StatusCode::OK);
    let administrator = office::sign_in(&office.router, "x", "admin").await;
    let journal = "/admin/journal?act=plan.records";
    let page = office::send(
        &office.router,
        Method::GET,
        journal,
        "x",
        Some(&administrator),
        "",
    )
    .await;
    assert!(page.body.contains("people.headcount"), "{}", page.body);
}
