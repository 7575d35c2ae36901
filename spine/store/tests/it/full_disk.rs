//! A disk that is full in the middle of a backup, played by a limit on the size of files: this test
//! runs itself once more in a shell with that limit.

use crate::tables::SCHEMA;
use std::path::{Path, PathBuf};
use std::process::Command;
use store::Db;

const FOLDER: &str = "HAGUKUMI_TEST_FULL_DISK";
const NAME: &str = "full_disk::a_full_disk_leaves_no_half_backup";

#[tokio::test]
async fn a_full_disk_leaves_no_half_backup() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return back_up_with_little_room(&PathBuf::from(folder)).await;
    }
    if !cfg!(unix) {
        eprintln!("skipped: there is no shell with a limit on the size of files here");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fill(&folder.path().join("city.db")).await;
    // 256 blocks of 512 or 1024 bytes, far below the archive's size; the signal is ignored so that the
    // write fails as it does on a full disk.
    let again = "trap '' XFSZ; ulimit -f 256; exec \"$0\" --exact \"$1\" --nocapture";
    let child = Command::new("sh")
        .args(["-c", again])
        .arg(std::env::current_exe().unwrap())
        .arg(NAME)
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(
        child.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&child.stderr)
    );
    assert!(
        said.contains("1 passed"),
        "the test did not run again: {said}"
    );
    let mut left: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with("city.db"))
        .collect();
    left.sort();
    assert_eq!(left, ["failed-as-it-should"]);
}

/// 600 KB of text that hardly shrinks.
async fn fill(path: &Path) {
    let db = Db::open_file(path).await.unwrap();
    store::Migrations::new(vec![SCHEMA])
        .unwrap()
        .run(&db)
        .await
        .unwrap();
    let mut tx = db.begin().await.unwrap();
    for id in 0..600_i64 {
        let code: String = (0..1000)
            .map(|_| char::from(rand::random_range(b'0'..b'z')))
            .collect();
        store::write!(&mut tx, |connection| {
            let insert = store::sqlx::query("INSERT INTO units (id, code) VALUES ($1, $2)");
            insert
                .bind(id)
                .bind(code)
                .execute(connection)
                .await
                .map(|_| ())
        })
        .unwrap();
    }
    tx.commit().await.unwrap();
    db.close().await;
}

async fn back_up_with_little_room(folder: &Path) {
    let db = Db::open_file(&folder.join("city.db")).await.unwrap();
    let made_at = jiff::Timestamp::UNIX_EPOCH;
    let error = store::archive::backup(&db, &folder.join("backup.zip"), made_at, &mut |_| {})
        .await
        .unwrap_err();
    let too_large = error
        .chain()
        .any(|cause| cause.to_string().contains("File too large"));
    assert!(too_large, "another error: {error:#}");
    std::fs::write(folder.join("failed-as-it-should"), "").unwrap();
}
