//! Every page speaks both languages.

use crate::office::{offices, registry};

#[tokio::test]
async fn no_page_shows_the_name_of_a_missing_sentence() {
    let routes = registry().route_table();
    let plain: Vec<&str> = routes
        .iter()
        .filter(|route| route.method == "GET" && !route.path.contains('{'))
        .map(|route| route.path)
        .collect();
    assert!(plain.contains(&"/admin/accounts"), "{plain:?}");
    for office in offices().await {
        office.plan().await;
        let mut admin = office.signed_in("admin").await;
        let settings = [
            "/admin/settings/screen-theme",
            "/admin/settings/plan-on-track",
        ];
        for path in plain.iter().copied().chain(settings) {
            for language in ["ja", "en"] {
                let page = admin
                    .get(&format!("{path}?lang={language}&outside=1&q=a"))
                    .await
                    .bytes;
                let page = String::from_utf8_lossy(&page);
                assert!(!page.contains('⟦'), "{path} in {language}: {page}");
            }
        }
    }
}
