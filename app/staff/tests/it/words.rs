//! Every page speaks both languages, and the tables of the crate fit together.

use crate::office::{offices, registry};
use words::Language;

#[tokio::test]
async fn no_page_shows_the_name_of_a_missing_sentence() {
    let paths = [
        "/staff",
        "/staff?view=cards&q=a",
        "/staff?rank=officer&years=3-5&on=2020-04-01",
        "/staff?on=2030-04-01",
        "/staff?on=x",
        "/staff/new",
        "/staff/new?previous=2",
        "/staff/bulk?employee=2&employee=4",
        "/staff/2",
        "/staff/2/career",
        "/staff/2/qualifications",
        "/staff/2/absences",
        "/staff/2/private",
        "/staff/2/corrections",
        "/staff/2/account",
        "/staff/2/edit",
        "/staff/2/contact",
        "/staff/2/orders/new",
        "/staff/2/appointments/2",
        "/staff/2/absences/new",
        "/staff/2/qualifications/new",
        "/staff/2/retire",
    ];
    for office in offices().await {
        for login in ["jinji", "hito4"] {
            let browser = office.signed_in(login).await;
            for path in paths {
                for language in Language::ALL {
                    let and = if path.contains('?') { '&' } else { '?' };
                    let page = browser
                        .get(&format!("{path}{and}lang={}", language.tag()))
                        .await;
                    let text = page.text();
                    assert!(!text.contains('⟦'), "{path} as {login}: {text}");
                    assert!(!page.status.is_server_error(), "{path} as {login}");
                }
            }
        }
    }
}

#[test]
fn every_act_and_every_field_has_a_name_in_both_languages() {
    let registry = registry();
    let words = registry.words().unwrap();
    let acts = registry.acts();
    assert!(acts.contains(&"staff.private.looked-at"));
    let fields = [
        "staff-no",
        "family-name",
        "given-name",
        "family-kana",
        "given-kana",
        "former-name",
        "birth-date",
        "sex",
        "hired-on",
        "employment",
        "weekly",
        "job-family",
        "telephone",
        "extension",
        "mail",
        "unit",
        "post",
        "rank",
        "heads",
        "from",
        "to",
        "absence-kind",
        "reason",
        "qualification",
        "number",
        "gained",
        "expires",
        "proof",
    ];
    for language in Language::ALL {
        let text = words::Text::new(words.clone(), language);
        for act in acts.iter().filter(|act| act.starts_with("staff.")) {
            let key = format!("staff-act-{}", act["staff.".len()..].replace('.', "-"));
            assert!(text.has(&key), "{key}");
        }
        for field in fields {
            assert!(text.has(&format!("staff-field-{field}")), "{field}");
        }
    }
}
