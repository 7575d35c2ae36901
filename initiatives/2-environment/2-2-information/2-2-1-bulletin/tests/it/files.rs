//! Attachments through the pages: what is taken, what is refused, how it is sent.

use crate::office::offices;
use axum::http::StatusCode;
use settings::Value;

#[tokio::test]
async fn an_attachment_is_sent_as_what_it_is_to_be_saved_and_never_guessed() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        let post = sakura.posted("様式", &[]).await;
        let answer = sakura
            .attach(&post, "../申告書\u{202e}.pdf", b"%PDF-1.7 content")
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
        let yoso = office.browser("yoso").await;
        let page = yoso.get(&post).await;
        assert_eq!(page.all(".post-files a"), ["申告書.pdf"]);
        let file = page.attributes(".post-files a", "href").remove(0);
        let sent = yoso.get(&file).await;
        assert_eq!(sent.bytes, b"%PDF-1.7 content");
        assert_eq!(sent.header("content-type"), "application/pdf");
        assert_eq!(sent.header("x-content-type-options"), "nosniff");
        assert!(
            sent.header("content-disposition")
                .starts_with("attachment;")
        );
        // Under the address of another post it is not there.
        let other = sakura.posted("別の投稿", &[]).await;
        let moved = file.replace(&post, &other);
        assert_eq!(yoso.get(&moved).await.status, StatusCode::NOT_FOUND);
        // Found by its name.
        let found = yoso.get("/bulletin?q=%E7%94%B3%E5%91%8A%E6%9B%B8").await;
        assert_eq!(found.all(".posts h2 a"), ["様式"], "{}", office.kind);
        // Taken away: gone for readers, named in the history.
        let page = format!("{post}/attachments");
        let remove = sakura
            .get(&page)
            .await
            .attributes("form[action$=remove]", "action");
        assert_eq!(
            sakura.fill(&page, &remove[0], &[]).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(yoso.get(&file).await.status, StatusCode::NOT_FOUND);
        let history = yoso.get(&format!("{post}/history")).await;
        assert!(history.main().contains("申告書.pdf"));
        assert_eq!(
            yoso.get("/bulletin?q=%E7%94%B3%E5%91%8A%E6%9B%B8")
                .await
                .all(".posts h2 a"),
            [""; 0]
        );
        let kept = "SELECT COUNT(*) FROM bulletin_files WHERE content IS NOT NULL";
        assert_eq!(office.count(kept).await, 0);
    }
}

#[tokio::test]
async fn disguised_large_and_too_many_files_are_refused_in_words() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        let post = sakura.write("様式", &[]).await;
        let megabytes = &bulletin::settings::FILE_MEGABYTES.declaration;
        office.set(megabytes, Value::Number(1)).await;
        office
            .set(&bulletin::settings::FILES.declaration, Value::Number(1))
            .await;
        let mut large = b"%PDF-1.7".to_vec();
        large.resize((1 << 20) + 1, b' ');
        let cases: [(&str, &[u8], &str); 7] = [
            (
                "案内.pdf",
                b"<!DOCTYPE html><script>alert(1)</script>",
                "この種類のファイルは添付できません",
            ),
            (
                "図.svg",
                b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
                "この種類のファイルは",
            ),
            (
                "図.png",
                b"<svg><script>alert(1)</script></svg>",
                "この種類のファイルは添付できません",
            ),
            ("図.png", b"%PDF-1.7", "名前の末尾と中身の種類が合いません"),
            (
                "表.exe",
                b"MZ\x00\x01",
                "この種類のファイルは添付できません",
            ),
            ("空.pdf", b"", "中身のないファイルは添付できません"),
            ("大.pdf", &large, "1つのファイルは1MBまでです"),
        ];
        for (name, bytes, told) in cases {
            let answer = sakura.attach(&post, name, bytes).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(answer.main().contains(told), "{name}: {}", answer.main());
        }
        assert_eq!(
            office.count("SELECT COUNT(*) FROM bulletin_files").await,
            0,
            "{}",
            office.kind
        );
        assert_eq!(
            sakura.attach(&post, "一.pdf", b"%PDF-1.7").await.status,
            StatusCode::SEE_OTHER
        );
        let second = sakura.attach(&post, "二.pdf", b"%PDF-1.7").await;
        assert!(
            second.main().contains("添付は1件までです"),
            "{}",
            second.main()
        );
    }
}
