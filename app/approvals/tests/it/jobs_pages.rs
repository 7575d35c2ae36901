//! Pages of long work.

use crate::house::{ENDLESS, FAILS, LIST, houses};
use axum::http::StatusCode;
use flow::jobs::{JobState, job, stop_signal};
use std::time::Duration;

#[tokio::test]
async fn a_job_is_seen_by_who_asked_and_by_administrators_and_by_nobody_else() {
    for house in houses().await {
        let hanako = house.browser("hanako").await;
        let id = hanako.ask(&LIST).await;
        let page = format!("/jobs/{id}");
        let waiting = hanako.get(&page).await;
        assert_eq!(waiting.status, StatusCode::OK, "{}", waiting.text());
        assert!(
            waiting.main().contains("順番を待っています"),
            "{}",
            house.kind
        );
        let yota = house.browser("yota").await;
        assert_eq!(yota.get(&page).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            yota.post(&format!("{page}/cancel"), &[]).await.status,
            StatusCode::NOT_FOUND
        );
        let admin = house.browser("admin").await;
        assert_eq!(admin.get(&page).await.status, StatusCode::OK);
        assert_eq!(yota.get("/admin/jobs").await.status, StatusCode::FORBIDDEN);
        assert!(admin.get("/admin/jobs").await.main().contains("hanakoさん"));
        assert!(!yota.get("/jobs").await.main().contains("一覧の作成"));
        assert!(hanako.get("/jobs").await.main().contains("一覧の作成"));
    }
}

#[tokio::test]
async fn the_result_and_its_file_are_for_who_asked() {
    for house in houses().await {
        let hanako = house.browser("hanako").await;
        let id = hanako.ask(&LIST).await;
        house.worker().run_all().await.unwrap();
        let done = hanako.get(&format!("/jobs/{id}")).await;
        assert!(
            done.main().contains("3人の一覧を作りました"),
            "{}",
            done.main()
        );
        let english = hanako.get(&format!("/jobs/{id}?lang=en")).await;
        assert!(english.main().contains("A list of 3 people was made"));
        let file = hanako.get(&format!("/jobs/{id}/file")).await;
        assert_eq!(file.bytes, b"a,b\r\n");
        assert!(
            file.header("content-disposition").contains("%E8%81%B7"),
            "{}",
            house.kind
        );
        let admin = house.browser("admin").await;
        assert!(
            !admin
                .get(&format!("/jobs/{id}"))
                .await
                .text()
                .contains("/file")
        );
        let refused = admin.get(&format!("/jobs/{id}/file")).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "personal data");
        house
            .clock
            .set(house.clock.now() + jiff::SignedDuration::from_hours(25));
        let hanako = house.browser("hanako").await;
        let gone = hanako.get(&format!("/jobs/{id}/file")).await;
        assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(gone.main().contains("期限を過ぎました"));
    }
}

#[tokio::test]
async fn a_running_job_shows_a_bar_and_moves_by_itself_only_when_asked() {
    for house in houses().await {
        let hanako = house.browser("hanako").await;
        let id = hanako.ask(&ENDLESS).await;
        let (stop, stopped) = stop_signal();
        let worker = tokio::spawn(house.worker().run(stopped));
        let page = format!("/jobs/{id}");
        let mut shown = String::new();
        for _ in 0..400 {
            shown = hanako.get(&page).await.main();
            if shown.contains("（25%）") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        assert!(shown.contains("1,000件中250件"), "{}: {shown}", house.kind);
        let still = hanako.get(&page).await;
        assert_eq!(still.header("refresh"), "");
        assert_eq!(still.attributes("progress", "value"), ["25"]);
        let moving = hanako.get(&format!("{page}?follow=on")).await;
        assert_eq!(moving.header("refresh"), "4");
        assert!(moving.main().contains("自動の更新を止める"));
        let cancelled = hanako.post(&format!("{page}/cancel"), &[]).await;
        assert_eq!(cancelled.location(), page);
        for _ in 0..400 {
            if job(&house.db, id).await.unwrap().unwrap().state == JobState::Cancelled {
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        let ended = hanako.get(&format!("{page}?follow=on")).await;
        assert_eq!(ended.header("refresh"), "", "nothing moves any more");
        assert!(ended.main().contains("取り消し"));
        stop.send(true).unwrap();
        worker.await.unwrap();
    }
}

#[tokio::test]
async fn what_the_log_says_is_for_administrators_and_they_can_try_again() {
    for house in houses().await {
        let hanako = house.browser("hanako").await;
        let id = hanako.ask(&FAILS).await;
        house.worker().run_all().await.unwrap();
        let page = format!("/jobs/{id}");
        let hers = hanako.get(&page).await;
        assert!(hers.main().contains("システム管理者に伝えてください"));
        assert!(!hers.text().contains("no room"), "{}", house.kind);
        let admin = house.browser("admin").await;
        let seen = admin.get("/admin/jobs?state=failed&kind=test.fails").await;
        assert!(seen.main().contains("no room on <disk>"));
        assert!(!seen.text().contains("<disk>"), "escaped");
        admin.post(&format!("{page}/retry"), &[]).await;
        let state = job(&house.db, id).await.unwrap().unwrap().state;
        assert_eq!(state, JobState::Waiting);
        assert!(
            admin
                .get("/admin/jobs?state=failed")
                .await
                .main()
                .contains("処理はありません")
        );
    }
}
