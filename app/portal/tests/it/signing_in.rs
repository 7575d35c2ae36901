//! Signing in, the first set-up, temporary passwords.

use crate::office::{Office, PASSWORD, empty_offices, offices};
use access::{Actor, Allowed, ManageAccounts, Role};
use accounts::{ATTEMPTS, FirstPassword, NewAccount, NewRole};
use axum::http::StatusCode;
use jiff::SignedDuration;
use words::Language;

#[tokio::test]
async fn who_signs_in_comes_to_the_page_that_was_asked_for() {
    for office in offices().await {
        let mut browser = office.browser();
        let asked = browser.get("/admin/journal?act=accounts.").await;
        let to = asked.location.unwrap();
        assert_eq!(
            to, "/sign-in?next=%2Fadmin%2Fjournal%3Fact%3Daccounts.",
            "{}",
            office.kind
        );
        let form = browser.get(&to).await;
        let next = form.value("next");
        let fields = [
            ("login", "admin"),
            ("password", PASSWORD),
            ("next", next.as_str()),
        ];
        let answer = browser.post("/sign-in", &fields).await;
        assert_eq!(
            answer.location.as_deref(),
            Some("/admin/journal?act=accounts.")
        );
        assert_eq!(browser.get("/home").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_wrong_password_says_so_without_naming_what_was_wrong() {
    for office in offices().await {
        let mut browser = office.browser();
        let wrong = browser.sign_in("admin", "himawari no tane 8ko").await;
        let nobody = browser.sign_in("nobody", "himawari no tane 8ko").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.all(".error-summary"), nobody.all(".error-summary"));
        assert!(
            wrong.main().contains("ログイン名かパスワードが違います"),
            "{}",
            wrong.main()
        );
        assert_eq!(wrong.value("password"), "", "a password is never sent back");
        assert!(!browser.cookies.contains_key("hagukumi-session"));
    }
}

#[tokio::test]
async fn guessing_locks_the_login_name_and_the_page_says_until_when() {
    for office in offices().await {
        let mut browser = office.browser();
        for _ in 0..ATTEMPTS {
            browser.sign_in("admin", "himawari no tane 8ko").await;
        }
        let locked = browser.sign_in("admin", PASSWORD).await;
        assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(locked.retry_after.as_deref(), Some("900"));
        assert!(
            locked.main().contains("令和8年11月22日 9:15まで使えません"),
            "{}",
            locked.main()
        );
        office.wait(SignedDuration::from_mins(16));
        assert_eq!(
            browser.sign_in("admin", PASSWORD).await.status,
            StatusCode::SEE_OTHER
        );
    }
}

#[tokio::test]
async fn signing_in_leads_nobody_to_another_site() {
    for office in offices().await {
        let fields = [
            ("login", "admin"),
            ("password", PASSWORD),
            ("next", "//evil.example/"),
        ];
        let answer = office.browser().post("/sign-in", &fields).await;
        assert_eq!(answer.location.as_deref(), Some("/home"));
    }
}

#[tokio::test]
async fn after_signing_out_the_pages_are_closed() {
    for office in offices().await {
        let mut browser = office.signed_in("shokuin").await;
        let out = browser.post("/sign-out", &[]).await;
        assert_eq!(out.location.as_deref(), Some("/sign-in"));
        assert!(
            browser
                .get("/sign-in")
                .await
                .text()
                .contains("ログアウトしました")
        );
        let closed = browser.get("/home").await;
        assert_eq!(closed.location.as_deref(), Some("/sign-in?next=%2Fhome"));
    }
}

const FIRST: [(&str, &str); 4] = [
    ("name", "緑野 花子"),
    ("login", "hanako"),
    ("password", PASSWORD),
    ("again", PASSWORD),
];

#[tokio::test]
async fn an_empty_city_is_set_up_once() {
    for office in empty_offices().await {
        let mut browser = office.browser();
        assert_eq!(
            browser.get("/sign-in").await.location.as_deref(),
            Some("/set-up")
        );
        assert_eq!(browser.get("/set-up").await.status, StatusCode::OK);
        let made = browser.post("/set-up", &FIRST).await;
        assert_eq!(
            made.location.as_deref(),
            Some("/admin/accounts"),
            "{}",
            made.text()
        );
        let accounts = browser.get("/admin/accounts").await;
        assert!(accounts.main().contains("緑野 花子"), "{}", accounts.main());

        let mut other = office.browser();
        assert_eq!(other.get("/set-up").await.status, StatusCode::NOT_FOUND);
        let again = other.post("/set-up", &FIRST).await;
        assert_eq!(again.location.as_deref(), Some("/sign-in"));
        assert_eq!(
            office.journal().await,
            ["accounts.set-up", "accounts.signed-in"]
        );
    }
}

#[tokio::test]
async fn a_set_up_that_cannot_be_done_keeps_what_was_typed() {
    for office in empty_offices().await {
        let mut browser = office.browser();
        let fields = [
            ("name", "緑野 花子"),
            ("login", "hanako"),
            ("password", "short"),
            ("again", "short"),
        ];
        let answer = browser.post("/set-up", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.value("name"), "緑野 花子");
        let error = answer.all("#f-password-e").concat();
        assert!(error.contains("12文字以上にしてください"), "{error}");
        assert!(office.journal().await.is_empty());
    }
}

async fn handed_out(office: &Office) -> String {
    let new = NewAccount {
        login: "atarashii".to_owned(),
        employee: None,
        name: "新しい人".to_owned(),
        language: Language::Japanese,
        roles: vec![NewRole::starting(Role::Viewer, office.clock.today())],
        password: FirstPassword::Temporary,
    };
    let allowed: Allowed<ManageAccounts> = Allowed::ask(Actor::operator("test")).unwrap();
    let made = accounts::create_account(&office.db, &office.ids, &office.clock, &allowed, &new);
    made.await.unwrap().unwrap().temporary_password.unwrap()
}

#[tokio::test]
async fn a_temporary_password_opens_nothing_but_its_own_change() {
    for office in empty_offices().await {
        let temporary = handed_out(&office).await;
        let mut browser = office.browser();
        let answer = browser.sign_in("atarashii", &temporary).await;
        assert_eq!(answer.location.as_deref(), Some("/account/password"));
        let home = browser.get("/home").await;
        assert_eq!(home.location.as_deref(), Some("/account/password"));

        let fields = [
            ("old", temporary.as_str()),
            ("new", "mizu"),
            ("again", "mizu"),
        ];
        let refused = browser.post("/account/password", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.all("#f-new-e").concat().contains("12文字以上"),
            "{}",
            refused.main()
        );

        let fields = [
            ("old", temporary.as_str()),
            ("new", PASSWORD),
            ("again", PASSWORD),
        ];
        let changed = browser.post("/account/password", &fields).await;
        assert_eq!(
            changed.location.as_deref(),
            Some("/account"),
            "{}",
            changed.text()
        );
        assert_eq!(browser.get("/home").await.status, StatusCode::OK);
    }
}
