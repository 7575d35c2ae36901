//! Searching.

use crate::office::{Browser, offices};

async fn search(browser: &mut Browser<'_>, q: &str) -> crate::office::Answer {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("q", q)
        .finish();
    browser.get(&format!("/search?{query}")).await
}

#[tokio::test]
async fn programs_and_nodes_are_found_by_their_words_and_lead_to_their_pages() {
    for office in offices().await {
        office.plan().await;
        let mut viewer = office.signed_in("shokuin").await;
        let found = search(&mut viewer, "階層別　研修").await;
        let boxes = found.attributes("main [name=q]", "value");
        assert_eq!(boxes, ["階層別　研修"]);
        let links = found.attributes("main section a", "href");
        let program = links
            .iter()
            .find(|href| href.starts_with("/plan/hinatano-2024/programs/plan/"));
        let page = viewer.get(program.unwrap()).await;
        assert!(page.main().contains("階層別研修の再編"), "{}", page.main());

        let nodes = search(&mut viewer, "心と体").await;
        let links = nodes.attributes("main section a", "href");
        assert!(
            links
                .iter()
                .any(|href| href.starts_with("/plan/hinatano-2024/nodes/")),
            "{links:?}"
        );
    }
}

#[tokio::test]
async fn people_are_found_by_name_number_and_unit_by_those_who_may_see_them() {
    for office in offices().await {
        let mut officer = office.signed_in("jinji").await;
        for (q, found) in [
            ("高崎", vec!["髙﨑 陽太（たかさき ようた）"]),
            ("ﾐﾄﾞﾘﾉ", vec!["緑野 花子（みどりの はなこ）"]),
            ("00003", vec!["葛城 さくら（かつらぎ さくら）"]),
            (
                "市民課",
                vec![
                    "葛城 さくら（かつらぎ さくら）",
                    "髙﨑 陽太（たかさき ようた）",
                ],
            ),
        ] {
            let answer = search(&mut officer, q).await;
            assert_eq!(
                answer.all("section[aria-labelledby=portal-search-people] a"),
                found,
                "{q}"
            );
        }
    }
}

#[tokio::test]
async fn a_viewer_finds_no_people_and_is_not_told_that_there_are_any() {
    for office in offices().await {
        let mut viewer = office.signed_in("shokuin").await;
        let answer = search(&mut viewer, "緑野").await;
        assert!(!answer.text().contains("みどりの"), "{}", answer.main());
        assert!(
            answer.main().contains("見つかりませんでした"),
            "{}",
            answer.main()
        );
        let mut officer = office.signed_in("jinji").await;
        assert!(
            search(&mut officer, "緑野")
                .await
                .text()
                .contains("みどりの")
        );
    }
}

#[tokio::test]
async fn an_empty_search_only_explains_itself() {
    for office in offices().await {
        let mut viewer = office.signed_in("shokuin").await;
        let hint = search(&mut viewer, " ").await.main();
        assert!(
            hint.contains("からさがします") && !hint.contains("職員番号"),
            "{hint}"
        );
    }
}
