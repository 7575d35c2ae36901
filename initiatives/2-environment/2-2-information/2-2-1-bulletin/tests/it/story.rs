//! A post from its draft to the archive, on both databases.

use crate::office::{Browser, Office, day, offices};
use axum::http::StatusCode;

/// The application of a post, as its page links to it.
async fn application(browser: &Browser<'_>, post: &str) -> String {
    let shown = browser.get(post).await;
    let links = shown.attributes("a", "href");
    links
        .into_iter()
        .find(|href| href.starts_with("/approvals/"))
        .unwrap()
}

/// Decides the application of a post.
pub async fn decide(browser: &Browser<'_>, post: &str, ruling: &str) -> StatusCode {
    let page = application(browser, post).await;
    let step = browser.get(&page).await.value("step");
    let fields = [
        ("step", step.as_str()),
        ("ruling", ruling),
        ("comment", "確認しました"),
    ];
    let answer = browser.post(&format!("{page}/decide"), &fields).await;
    answer.status
}

const TITLE: &str = "年末調整の書類を出してください";

async fn written(office: &Office) -> String {
    let sakura = office.browser("sakura").await;
    let fields = [
        (
            "body",
            "■提出するもの\n・扶養控除等申告書\n\n様式は https://example.jp/nencho へ。",
        ),
        ("must-read", "1"),
        ("confirm-by", "R8.11.27"),
        ("from", "2026/11/20"),
        ("to", "2026/12/5"),
    ];
    sakura.write(TITLE, &fields).await
}

#[tokio::test]
async fn a_post_for_all_staff_is_approved_read_confirmed_and_archived() {
    for office in offices().await {
        let kind = office.kind;
        let post = written(&office).await;
        let sakura = office.browser("sakura").await;
        let draft = sakura.get(&post).await;
        assert!(
            draft.main().contains("所属長の承認が必要です"),
            "{}",
            draft.main()
        );
        assert!(
            draft.main().contains("5人（今日の時点）"),
            "{kind}: {}",
            draft.main()
        );
        assert_eq!(draft.all(".post-text li"), ["扶養控除等申告書"]);
        assert_eq!(
            draft.attributes(".post-text a", "href"),
            ["https://example.jp/nencho"]
        );

        // Nobody else sees it before the head of the section has agreed.
        let yoso = office.browser("yoso").await;
        assert_eq!(yoso.get(&post).await.status, StatusCode::NOT_FOUND);
        assert_eq!(sakura.submit(&post).await.status, StatusCode::SEE_OTHER);
        assert!(sakura.get(&post).await.main().contains("承認待ち"));
        assert_eq!(
            yoso.get(&post).await.status,
            StatusCode::NOT_FOUND,
            "{kind}"
        );
        let kacho = office.browser("kacho").await;
        assert_eq!(
            decide(&kacho, &post, "approve").await,
            StatusCode::SEE_OTHER
        );

        // It stands on the board, is a to-do, and is not for who is on leave.
        let board = yoso.get("/bulletin").await;
        assert_eq!(board.all(".posts h2 a"), [TITLE], "{kind}");
        assert!(board.main().contains("未読") && board.main().contains("あと7日"));
        assert_eq!(yoso.todos().await, [(TITLE.to_owned(), post.clone())]);
        let kyuka = office.browser("kyuka").await;
        assert_eq!(kyuka.todos().await, []);
        assert_eq!(kyuka.get(&post).await.status, StatusCode::OK);

        // Read and confirmed, once however often it is sent.
        let shown = yoso.get(&post).await;
        assert!(
            shown.main().contains("11月27日までに確認"),
            "{}",
            shown.main()
        );
        let confirm = format!("{post}/confirm");
        for _ in 0..2 {
            assert_eq!(yoso.post(&confirm, &[]).await.status, StatusCode::SEE_OTHER);
        }
        assert!(yoso.get(&post).await.main().contains("に確認しました"));
        assert_eq!(yoso.todos().await, []);
        assert!(yoso.get("/bulletin").await.main().contains("確認済み"));
        let sql = "SELECT readers FROM bulletin_posts";
        assert_eq!(office.count(sql).await, 1, "{kind}");
        assert_eq!(office.count("SELECT audience FROM bulletin_posts").await, 5);

        // After its last day it stands in the archive of the year.
        office.on(day(2026, 12, 6));
        let yoso = office.browser("yoso").await;
        assert!(
            yoso.get("/bulletin")
                .await
                .main()
                .contains("いま掲載中の投稿はありません")
        );
        let archive = yoso.get("/bulletin/archive?year=2026").await;
        assert_eq!(archive.all(".posts h2 a"), [TITLE]);
        let before = yoso.get("/bulletin/archive?year=2025").await;
        assert_eq!(before.all(".posts h2 a"), [""; 0]);
        assert_eq!(yoso.get(&post).await.status, StatusCode::OK);
        let acts = office.journal().await;
        assert_eq!(
            acts,
            [
                "bulletin.post.written",
                "bulletin.post.submitted",
                "bulletin.post.published",
                "bulletin.post.confirmed"
            ]
        );
    }
}

#[tokio::test]
async fn a_post_for_few_is_published_at_once_and_a_scheduled_one_appears_on_its_day() {
    for office in offices().await {
        office.work().await;
        let sakura = office.browser("sakura").await;
        let fields = [
            ("from", "2026/11/24"),
            ("to", "2026/11/30"),
            ("must-read", "1"),
            ("confirm-by", "-"),
        ];
        let post = sakura.posted("窓口の研修", &fields).await;
        let page = sakura.get(&post).await;
        assert!(page.main().contains("掲載予定"), "{}", page.main());
        let yoso = office.browser("yoso").await;
        assert_eq!(yoso.get(&post).await.status, StatusCode::NOT_FOUND);
        let bells = "SELECT COUNT(*) FROM notices WHERE kind = 'bulletin.must-read'";
        assert_eq!(office.count(bells).await, 0);

        office.on(day(2026, 11, 24));
        let yoso = office.browser("yoso").await;
        assert_eq!(
            yoso.get("/bulletin").await.all(".posts h2 a"),
            ["窓口の研修"]
        );
        office.work().await;
        office.work().await;
        assert_eq!(office.count(bells).await, 1, "{}", office.kind);
        // 市民課 has three people, one of them on leave.
        assert_eq!(office.count("SELECT audience FROM bulletin_posts").await, 2);
        assert_eq!(yoso.todos().await.len(), 1);
        let sakura = office.browser("sakura").await;
        assert_eq!(
            sakura.todos().await,
            [],
            "it is not for the author's own section"
        );
    }
}

#[tokio::test]
async fn a_correction_keeps_what_was_said_and_a_withdrawn_post_is_gone_for_readers() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        let post = sakura.posted("説明会", &[("must-read", "1")]).await;
        let yoso = office.browser("yoso").await;
        yoso.post(&format!("{post}/confirm"), &[]).await;
        let correct = format!("{post}/correct");
        let same = sakura.fill(&correct, &correct, &[("reason", "なし")]).await;
        assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            same.main().contains("変わったところがありません"),
            "{}",
            same.main()
        );
        let unsaid = sakura
            .fill(&correct, &correct, &[("body", "12月1日です。")])
            .await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [
            ("body", "12月1日です。"),
            ("reason", "日程の誤り"),
            ("again", "1"),
        ];
        let answer = sakura.fill(&correct, &correct, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());

        // The reader sees the new text, finds the old one, and is asked again.
        assert_eq!(yoso.todos().await.len(), 1, "{}", office.kind);
        assert!(yoso.get(&post).await.main().contains("12月1日です"));
        let history = yoso.get(&format!("{post}/history")).await;
        assert!(history.main().contains("本文です") && history.main().contains("日程の誤り"));
        let told = "SELECT COUNT(*) FROM notices WHERE kind = 'bulletin.corrected'";
        assert_eq!(
            office.count(told).await,
            1,
            "the head of the section is told"
        );

        let withdraw = format!("{post}/withdraw");
        let silent = sakura.fill(&withdraw, &withdraw, &[]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer = sakura
            .fill(&withdraw, &withdraw, &[("reason", "中止になりました")])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        assert_eq!(yoso.get(&post).await.status, StatusCode::NOT_FOUND);
        assert_eq!(yoso.todos().await, []);
        assert!(sakura.get(&post).await.main().contains("中止になりました"));
        assert_eq!(office.count("SELECT COUNT(*) FROM bulletin_posts").await, 1);
    }
}

#[tokio::test]
async fn two_people_of_a_section_do_not_overwrite_each_other() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        let kakari = office.browser("kakari").await;
        let post = sakura.write("案", &[]).await;
        let edit = format!("{post}/edit");
        let old = kakari.get(&edit).await.value("version");
        assert_eq!(
            sakura
                .fill(&edit, &edit, &[("title", "さくらの案")])
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        let late = kakari
            .fill(&edit, &edit, &[("title", "陽太の案"), ("version", &old)])
            .await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            late.main().contains("ほかの人が先に直しました"),
            "{}",
            late.main()
        );
        assert_eq!(late.value("title"), "陽太の案", "what was typed is kept");
        assert!(sakura.get(&post).await.main().contains("さくらの案"));
        // The form shown again knows the new version.
        let fields = [("title", "二人の案"), ("version", &late.value("version"))];
        assert_eq!(
            kakari.fill(&edit, &edit, &fields).await.status,
            StatusCode::SEE_OTHER
        );
    }
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_draft_and_faults_are_told_at_their_fields() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        let form = sakura.get("/bulletin/new").await;
        let key = form.value("key");
        let fields = [
            ("key", key.as_str()),
            ("title", "x"),
            ("body", "y"),
            ("category", "1"),
            ("for", "all"),
            ("from", "2026/11/20"),
        ];
        let first = sakura.post("/bulletin/new", &fields).await;
        let second = sakura.post("/bulletin/new", &fields).await;
        assert_eq!(first.location(), second.location());
        assert_eq!(office.count("SELECT COUNT(*) FROM bulletin_posts").await, 1);
        // The number of somebody else's draft makes nothing.
        let yoso = office.browser("yoso").await;
        assert_eq!(
            yoso.post("/bulletin/new", &fields).await.status,
            StatusCode::NOT_FOUND
        );

        let bad = [
            ("key", "77"),
            ("title", ""),
            ("body", "y"),
            ("category", "99"),
            ("for", "chosen"),
            ("from", "2026/11/20"),
            ("to", "2026/11/19"),
        ];
        let refused = sakura.post("/bulletin/new", &bad).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = refused.all(".error-summary li");
        assert_eq!(
            told,
            [
                "件名を入力してください",
                "分類を選んでください",
                "掲載の最後の日が始める日より前です。始める日か、それより後の日にしてください"
            ]
        );
    }
}

#[tokio::test]
async fn the_keeper_changes_categories_and_keeps_posts_on_top() {
    for office in offices().await {
        let jinji = office.browser("jinji").await;
        let list = jinji.get("/bulletin/categories").await;
        assert_eq!(list.all("tbody th")[..2], ["人事課から", "各課事業"]);
        let edit = "/bulletin/categories/2";
        let answer = jinji
            .fill(edit, edit, &[("name", "課の仕事"), ("closed", "1")])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        let new = "/bulletin/categories/new";
        let twice = jinji.fill(new, new, &[("name", "福利厚生")]).await;
        assert!(
            twice.main().contains("同じ名前の分類があります"),
            "{}",
            twice.main()
        );
        assert_eq!(
            jinji.fill(new, new, &[("name", "防災")]).await.status,
            StatusCode::SEE_OTHER
        );
        let sakura = office.browser("sakura").await;
        let offered = sakura
            .get("/bulletin/new")
            .await
            .all("select[name=category] option");
        assert!(offered.contains(&"防災".to_owned()) && !offered.contains(&"課の仕事".to_owned()));

        let first = sakura.posted("先の投稿", &[]).await;
        sakura.posted("後の投稿", &[]).await;
        let yoso = office.browser("yoso").await;
        assert_eq!(
            yoso.get("/bulletin").await.all(".posts h2 a"),
            ["後の投稿", "先の投稿"]
        );
        let pin = format!("{first}/pin");
        assert_eq!(yoso.post(&pin, &[]).await.status, StatusCode::FORBIDDEN);
        let answer = jinji.fill(&first, &pin, &[("until", "2026/11/21")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        assert_eq!(
            yoso.get("/bulletin").await.all(".posts h2 a"),
            ["先の投稿", "後の投稿"]
        );
        office.on(day(2026, 11, 22));
        let yoso = office.browser("yoso").await;
        assert_eq!(
            yoso.get("/bulletin").await.all(".posts h2 a"),
            ["後の投稿", "先の投稿"]
        );
    }
}

#[tokio::test]
async fn the_digest_prints_what_is_for_the_one_who_prints_it() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        sakura
            .posted("市民課へ", &[("body", "■場所\n・会議室\n髙﨑まで")])
            .await;
        sakura.posted("人事課へ", &[("units", "11")]).await;
        let kaikei = office.browser("kaikei").await;
        let page = kaikei.get("/bulletin/digest").await;
        assert_eq!(page.all(".digest-post h3"), ["市民課へ"]);
        assert!(
            page.main()
                .contains("令和8年11月14日から令和8年11月20日まで")
        );
        let pdf = kaikei.get("/bulletin/digest.pdf").await;
        assert_eq!(pdf.header("content-type"), "application/pdf");
        assert!(pdf.bytes.starts_with(b"%PDF-"), "{}", pdf.text());
        let only = kaikei.get("/bulletin/digest?only=must-read").await;
        assert!(only.main().contains("この期間に掲載した投稿はありません"));
    }
}
