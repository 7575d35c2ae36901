//! Approval: its effect happens with the decision or not at all.

use crate::office::{Office, offices};
use crate::story::decide;
use access::{Allowed, DecideApprovals};
use axum::http::StatusCode;
use flow::{Desk, Kinds, Ruling, Seats, Terms, Verdict};

const STATES: &str = "
    SELECT COUNT(*) FROM bulletin_posts p, approval_applications a
     WHERE p.state = 'published' AND p.audience = 5 AND a.state = 'approved'";

async fn waiting(office: &Office) -> String {
    let sakura = office.browser("sakura").await;
    let post = sakura.write("全職員へ", &[]).await;
    assert_eq!(sakura.submit(&post).await.status, StatusCode::SEE_OTHER);
    post
}

#[tokio::test]
async fn a_process_killed_before_the_commit_leaves_neither_decision_nor_publication() {
    for office in offices().await {
        let post = waiting(&office).await;
        let kacho = office.browser("kacho").await;
        let allowed: Allowed<DecideApprovals> = Allowed::ask(kacho.actor.clone()).unwrap();
        let kinds = Kinds::new([bulletin::acts::APPROVAL]);
        let desk = Desk::now(&office.ids, &office.clock, Terms::default());
        let seats = Seats::of(&office.db, &kacho.actor, desk.today)
            .await
            .unwrap();
        let page = people::Page {
            offset: 0,
            limit: 10,
        };
        let order = flow::Order::Due;
        let listed = flow::waiting(&office.db, &seats, None, order, page)
            .await
            .unwrap();
        let verdict = Verdict {
            step: listed.lines[0].step,
            ruling: Ruling::Approve,
            comment: "",
        };
        {
            // Everything is done, and the process dies before the commit.
            let mut tx = office.db.begin().await.unwrap();
            let outcome = flow::decide(&mut tx, &desk, &kinds, &allowed, &verdict).await;
            assert_eq!(outcome.unwrap().state, flow::State::Approved);
        }
        let yoso = office.browser("yoso").await;
        assert_eq!(
            yoso.get(&post).await.status,
            StatusCode::NOT_FOUND,
            "{}",
            office.kind
        );
        assert_eq!(office.count(STATES).await, 0);
        let mut tx = office.db.begin().await.unwrap();
        flow::decide(&mut tx, &desk, &kinds, &allowed, &verdict)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(office.count(STATES).await, 1);
        assert_eq!(yoso.get(&post).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_returned_post_is_a_draft_again_and_a_waiting_one_cannot_be_changed() {
    for office in offices().await {
        let post = waiting(&office).await;
        let sakura = office.browser("sakura").await;
        let edit = sakura.get(&format!("{post}/edit")).await;
        assert_eq!(edit.status, StatusCode::UNPROCESSABLE_ENTITY, "it waits");
        let kacho = office.browser("kacho").await;
        assert_eq!(decide(&kacho, &post, "return").await, StatusCode::SEE_OTHER);
        assert!(sakura.get(&post).await.main().contains("下書き"));
        // It cannot be discarded while the application is alive, but handed in again.
        let discard = format!("{post}/discard");
        let refused = sakura.fill(&post, &discard, &[]).await;
        assert!(
            refused.main().contains("先に申請を取り下げて"),
            "{}",
            refused.main()
        );
        let edit = format!("{post}/edit");
        let answer = sakura.fill(&edit, &edit, &[("title", "直しました")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(sakura.submit(&post).await.status, StatusCode::SEE_OTHER);
        assert!(
            sakura.get(&post).await.main().contains("承認待ち"),
            "{}",
            office.kind
        );
    }
}

#[tokio::test]
async fn the_city_decides_which_other_posts_need_approval() {
    for office in offices().await {
        let sakura = office.browser("sakura").await;
        let at_once = sakura.posted("市民課へ", &[]).await;
        assert!(sakura.get(&at_once).await.main().contains("掲載中"));
        let beyond = &bulletin::settings::APPROVE_BEYOND.declaration;
        office.set(beyond, settings::Value::Flag(true)).await;
        let strict = sakura.posted("市民課へもう一つ", &[]).await;
        assert!(sakura.get(&strict).await.main().contains("承認待ち"));
        let own = sakura.posted("自分の課へ", &[("units", "11")]).await;
        assert!(sakura.get(&own).await.main().contains("掲載中"));
        // All of an employment is everybody under another name.
        let few = [("for", "chosen"), ("employments", "regular")];
        let post = sakura.write("正規職員へ", &few).await;
        sakura.submit(&post).await;
        assert!(
            sakura.get(&post).await.main().contains("承認待ち"),
            "{}",
            office.kind
        );
    }
}
