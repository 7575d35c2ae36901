//! Codes: the pages that set them up, the question after the password, the rule that asks for them.

use crate::office::{Answer, Browser, Office, PASSWORD, offices};
use axum::http::StatusCode;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use sha1::Sha1;

/// What an app shows that was given the letters on the page.
fn shows(letters: &str, at: Timestamp) -> String {
    let (mut bits, mut held, mut secret) = (0, 0_u64, Vec::new());
    for letter in letters.bytes().filter(|letter| *letter != b' ') {
        let value = if letter.is_ascii_uppercase() {
            letter - b'A'
        } else {
            letter - b'2' + 26
        };
        held = (held << 5 | u64::from(value)) & 0xffff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            secret.push((held >> bits & 0xff) as u8);
        }
    }
    let step = u64::try_from(at.as_second() / 30).unwrap();
    let mut mac = Hmac::<Sha1>::new_from_slice(&secret).unwrap();
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest[19] & 15);
    let four: [u8; 4] = digest[offset..offset + 4].try_into().unwrap();
    format!(
        "{:06}",
        (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000
    )
}

fn code(answer: &Answer) -> Vec<String> {
    answer.all("main code")
}

/// Sets codes up and returns the secret and the recovery codes.
async fn set_up(office: &Office, browser: &mut Browser<'_>) -> (String, Vec<String>) {
    let begun = browser.post("/account/second-factor/begin", &[]).await;
    assert_eq!(
        begun.location.as_deref(),
        Some("/account/second-factor/set-up"),
        "{}",
        begun.text()
    );
    let page = browser.get("/account/second-factor/set-up").await;
    assert!(page.text().contains("<svg class=\"qr\""), "the picture");
    let secret = code(&page).remove(0);
    let wrong = [("code", "000000")];
    let refused = browser.post("/account/second-factor/confirm", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(code(&refused).concat(), secret, "the same secret again");
    let typed = shows(&secret, office.clock.now());
    let right = [("code", typed.as_str())];
    let done = browser.post("/account/second-factor/confirm", &right).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    office.wait(SignedDuration::from_secs(30));
    (secret, code(&done))
}

#[tokio::test]
async fn codes_are_set_up_and_asked_for_after_the_password() {
    for office in offices().await {
        let mut browser = office.signed_in("jinji").await;
        let (secret, recovery) = set_up(&office, &mut browser).await;
        assert_eq!(recovery.len(), 10, "{}", office.kind);
        let home = browser.get("/home").await;
        assert_eq!(home.status, StatusCode::OK, "still signed in");
        let page = browser.get("/account/second-factor").await;
        assert!(page.main().contains("10件"), "{}", page.main());

        let mut other = office.browser();
        let fields = [
            ("login", "jinji"),
            ("password", PASSWORD),
            ("next", "/account"),
        ];
        let asked = other.post("/sign-in", &fields).await;
        assert_eq!(
            asked.location.as_deref(),
            Some("/sign-in/code?next=%2Faccount")
        );
        assert!(!other.cookies.contains_key("hagukumi-session"));
        let closed = other.get("/home").await;
        assert_eq!(closed.location.as_deref(), Some("/sign-in?next=%2Fhome"));
        let form = other.get("/sign-in/code?next=%2Faccount").await;
        assert_eq!(form.value("next"), "/account");
        let wrong = [("code", "123456"), ("next", "/account")];
        let refused = other.post("/sign-in/code", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused
                .all("#f-code-e")
                .concat()
                .contains("確認コードが違います"),
            "{}",
            refused.main()
        );
        let typed = shows(&secret, office.clock.now());
        let right = [("code", typed.as_str()), ("next", "/account")];
        let entered = other.post("/sign-in/code", &right).await;
        assert_eq!(entered.location.as_deref(), Some("/account"));
        assert_eq!(other.get("/account").await.status, StatusCode::OK);

        // The same form once more, as after the browser's way back.
        let again = other.post("/sign-in/code", &right).await;
        assert_eq!(again.location.as_deref(), Some("/sign-in"));
    }
}

#[tokio::test]
async fn without_the_telephone_a_recovery_code_opens_and_an_administrator_helps() {
    for office in offices().await {
        let mut browser = office.signed_in("jinji").await;
        let (_, recovery) = set_up(&office, &mut browser).await;
        let mut other = office.browser();
        other.sign_in("jinji", PASSWORD).await;
        let typed = [("code", recovery[0].as_str())];
        let entered = other.post("/sign-in/code", &typed).await;
        assert_eq!(
            entered.location.as_deref(),
            Some("/home"),
            "{}",
            office.kind
        );

        let mut admin = office.signed_in("admin").await;
        let list = admin.get("/admin/accounts?q=jinji").await;
        let here = list
            .attributes("main a", "href")
            .into_iter()
            .find(|href| href.starts_with("/admin/accounts/") && !href.ends_with("/new"))
            .unwrap();
        let page = admin.get(&here).await;
        let version = page.value("version");
        let reset = format!("{here}/second-factor/reset");
        let done = admin.post(&reset, &[("version", version.as_str())]).await;
        assert_eq!(done.location.as_deref(), Some(here.as_str()));
        let mut fresh = office.browser();
        let entered = fresh.sign_in("jinji", PASSWORD).await;
        assert_eq!(entered.location.as_deref(), Some("/home"));
        assert!(
            !admin
                .get(&here)
                .await
                .text()
                .contains("/second-factor/reset")
        );
    }
}

#[tokio::test]
async fn a_rule_leads_to_the_set_up_and_nowhere_else() {
    for office in offices().await {
        let mut admin = office.signed_in("admin").await;
        let today = office.clock.today().to_string();
        let fields = [("value", "1"), ("from", today.as_str()), ("version", "0")];
        let set = admin
            .post("/admin/settings/accounts-code-personnel", &fields)
            .await;
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text());
        let mut browser = office.browser();
        browser.sign_in("jinji", PASSWORD).await;
        for path in ["/home", "/plans", "/account"] {
            let led = browser.get(path).await;
            assert_eq!(
                led.location.as_deref(),
                Some("/account/second-factor"),
                "{path} {}",
                office.kind
            );
        }
        let page = browser.get("/account/second-factor").await;
        assert!(page.main().contains("設定するまで"), "{}", page.main());
        set_up(&office, &mut browser).await;
        assert_eq!(browser.get("/home").await.status, StatusCode::OK);
        let page = browser.get("/account/second-factor").await;
        assert!(!page.text().contains("/account/second-factor/remove"));
        let typed = [("password", PASSWORD)];
        let kept = browser.post("/account/second-factor/remove", &typed).await;
        assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            admin.get("/home").await.status,
            StatusCode::OK,
            "no rule for admin"
        );
    }
}

#[tokio::test]
async fn taking_codes_off_needs_the_password() {
    for office in offices().await {
        let mut browser = office.signed_in("shokuin").await;
        set_up(&office, &mut browser).await;
        let wrong = [("password", "himawari no tane 8ko")];
        let refused = browser.post("/account/second-factor/remove", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.all("#f-password-e").is_empty(), "{}", office.kind);
        let right = [("password", PASSWORD)];
        let removed = browser.post("/account/second-factor/remove", &right).await;
        assert_eq!(removed.location.as_deref(), Some("/account/second-factor"));
        let mut other = office.browser();
        let entered = other.sign_in("shokuin", PASSWORD).await;
        assert_eq!(entered.location.as_deref(), Some("/home"));
    }
}
