use crate::tables::{EMPLOYEES, SCHEMA, UNITS, execute, number, run};
use anyhow::Result;
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use store::archive::{ArchiveFault, Manifest, Progress, backup, restore, verify};
use store::testing::{TestDb, databases};
use store::{Db, Migrations, Schema};

fn now() -> Timestamp {
    "2027-01-15T03:04:05Z".parse().unwrap()
}

fn migrations(schema: Schema) -> Migrations {
    Migrations::new(vec![schema]).unwrap()
}

async fn back_up(db: &Db, path: &Path) -> Result<Manifest> {
    backup(db, path, now(), &mut |_: Progress| {}).await
}

async fn restored(path: &Path, db: &Db) -> Result<Manifest> {
    restore(path, db, &migrations(SCHEMA), &mut |_: Progress| {}).await
}

fn fault(error: &anyhow::Error) -> &ArchiveFault {
    error
        .downcast_ref()
        .unwrap_or_else(|| panic!("no archive fault: {error:#}"))
}

/// Units that refer to later units, people of every kind of value, skills whose order needs care.
async fn fill(db: &Db) {
    for sql in [
        "INSERT INTO units (id, code, head_id) VALUES (30, '部', 1), (20, 'b', NULL), (10, 'B', 2)",
        "UPDATE units SET parent_id = 30 WHERE id <> 30",
        "INSERT INTO employees (id, unit_id, name, full_time) VALUES (1, 10, '髙﨑 𠮷', (1 = 1))",
        "INSERT INTO employees (id, unit_id, name, full_time) VALUES (2, 30, '\"\\\n,', (1 = 0))",
        "INSERT INTO employees (id, unit_id, name, full_time) VALUES (9007199254740993, 20, '', (1 = 1))",
        "UPDATE employees SET born = '1990-02-28', seen = '2027-01-15T03:04:05Z' WHERE id = 1",
        "INSERT INTO skills (employee_id, name) VALUES (1, 'あ'), (1, 'a'), (1, 'B'), (1, 'ア')",
    ] {
        run(db, sql).await.unwrap();
    }
    let mut tx = db.begin().await.unwrap();
    store::write!(&mut tx, |connection| {
        let sql = "UPDATE employees SET picture = $1 WHERE id = 1";
        store::sqlx::query(sql)
            .bind(vec![0_u8, 1, 254, 255])
            .execute(connection)
            .await
            .map(|_| ())
    })
    .unwrap();
    tx.commit().await.unwrap();
}

async fn pairs() -> Vec<(TestDb, TestDb)> {
    let mut pairs = Vec::new();
    let kinds = databases(&[]).await.unwrap().len();
    for from in 0..kinds {
        for to in 0..kinds {
            let source = databases(&[SCHEMA]).await.unwrap().swap_remove(from);
            pairs.push((source, databases(&[]).await.unwrap().swap_remove(to)));
        }
    }
    pairs
}

#[tokio::test]
async fn what_was_backed_up_from_one_database_is_restored_into_the_other() {
    let folder = tempfile::tempdir().unwrap();
    for (number, (source, target)) in pairs().await.into_iter().enumerate() {
        let label = format!("{} to {}", source.kind, target.kind);
        fill(&source.db).await;
        let path = folder.path().join(format!("{number}.zip"));
        let manifest = back_up(&source.db, &path).await.unwrap();
        assert_eq!(manifest.rows(), 10, "{label}");
        assert_eq!(manifest.schema, [900_001, 900_002]);
        assert_eq!(verify(&path).await.unwrap(), manifest, "{label}");
        assert_eq!(
            restored(&path, &target.db).await.unwrap(),
            manifest,
            "{label}"
        );

        // The restored database gives the very same archive, and its rules hold again.
        let again = folder.path().join(format!("{number}-again.zip"));
        assert_eq!(
            back_up(&target.db, &again).await.unwrap(),
            manifest,
            "{label}"
        );
        let dangling = "INSERT INTO units (id, code, parent_id) VALUES (1, 'x', 99)";
        let broken = store::refused(&run(&target.db, dangling).await.unwrap_err()).unwrap();
        assert!(broken.breaks("units_parent", "FOREIGN KEY"), "{label}");
        run(
            &target.db,
            "INSERT INTO units (id, code, parent_id) VALUES (1, 'x', 10)",
        )
        .await
        .unwrap();
        // A migrated database is up to date.
        migrations(SCHEMA).run(&target.db).await.unwrap();
    }
}

#[tokio::test]
async fn an_archive_also_fits_into_migrated_empty_tables() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup.zip");
    for (source, target) in databases(&[SCHEMA])
        .await
        .unwrap()
        .into_iter()
        .zip(databases(&[SCHEMA]).await.unwrap())
    {
        fill(&source.db).await;
        let path = path.with_extension(source.kind);
        back_up(&source.db, &path).await.unwrap();
        restored(&path, &target.db).await.unwrap();
        assert_eq!(
            number(&target.db, "SELECT COUNT(*) FROM skills").await,
            4,
            "{}",
            source.kind
        );
    }
}

#[tokio::test]
async fn a_database_with_rows_is_never_restored_into() {
    let folder = tempfile::tempdir().unwrap();
    for test in databases(&[SCHEMA]).await.unwrap() {
        let path = folder.path().join(test.kind);
        fill(&test.db).await;
        back_up(&test.db, &path).await.unwrap();
        let error = restored(&path, &test.db).await.unwrap_err();
        assert!(
            matches!(fault(&error), ArchiveFault::NotEmpty(_)),
            "{error:#}"
        );
        assert_eq!(number(&test.db, "SELECT COUNT(*) FROM employees").await, 3);
    }
}

#[tokio::test]
async fn a_database_of_something_else_is_never_restored_into() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup.zip");
    let source = store::testing::sqlite(&[SCHEMA]).await.unwrap();
    back_up(&source.db, &path).await.unwrap();
    let other = Db::open_file(&folder.path().join("other.db"))
        .await
        .unwrap();
    run(&other, "CREATE TABLE photos (id INTEGER)")
        .await
        .unwrap();
    let error = restored(&path, &other).await.unwrap_err();
    assert_eq!(fault(&error), &ArchiveFault::NotEmpty("photos".into()));
}

#[tokio::test]
async fn a_backup_never_overwrites_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup.zip");
    std::fs::write(&path, "precious").unwrap();
    let test = store::testing::sqlite(&[SCHEMA]).await.unwrap();
    let error = back_up(&test.db, &path).await.unwrap_err();
    assert_eq!(fault(&error), &ArchiveFault::Exists(path.clone()));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
}

#[tokio::test]
async fn the_archive_of_a_newer_program_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (source, target) in pairs().await {
        let path = folder
            .path()
            .join(format!("{}-{}", source.kind, target.kind));
        back_up(&source.db, &path).await.unwrap();
        let older = migrations(Schema {
            files: &[(1, "units", UNITS)],
            ..SCHEMA
        });
        let error = restore(&path, &target.db, &older, &mut |_| {})
            .await
            .unwrap_err();
        assert_eq!(fault(&error), &ArchiveFault::NewerSchema(900_002));
    }
}

#[tokio::test]
async fn the_archive_of_an_older_program_is_brought_up_to_date() {
    const NEWER: Schema = Schema {
        files: &[
            (1, "units", UNITS),
            (2, "employees", EMPLOYEES),
            (
                3,
                "ranks",
                "ALTER TABLE employees ADD COLUMN rank_code STR; UPDATE employees SET rank_code = '主事';",
            ),
        ],
        ..SCHEMA
    };
    let folder = tempfile::tempdir().unwrap();
    for (source, target) in pairs().await {
        let path = folder
            .path()
            .join(format!("{}-{}", source.kind, target.kind));
        fill(&source.db).await;
        back_up(&source.db, &path).await.unwrap();
        restore(&path, &target.db, &migrations(NEWER), &mut |_| {})
            .await
            .unwrap();
        let ranked = "SELECT COUNT(*) FROM employees WHERE rank_code = '主事'";
        assert_eq!(number(&target.db, ranked).await, 3);
        let migrated = databases(&[NEWER]).await.unwrap();
        let error = restore(&path, &migrated[0].db, &migrations(NEWER), &mut |_| {}).await;
        assert_eq!(
            fault(&error.unwrap_err()),
            &ArchiveFault::OlderSchema(900_003)
        );
    }
}

#[tokio::test]
async fn rows_that_the_schema_files_make_themselves_do_not_hinder_a_restore() {
    const SEEDED: Schema = Schema {
        files: &[
            (1, "units", UNITS),
            (2, "seed", "INSERT INTO units (id, code) VALUES (1, 'A');"),
        ],
        ..SCHEMA
    };
    let folder = tempfile::tempdir().unwrap();
    for (number_of, test) in databases(&[SEEDED]).await.unwrap().into_iter().enumerate() {
        let path = folder.path().join(test.kind);
        run(&test.db, "UPDATE units SET code = 'changed'")
            .await
            .unwrap();
        back_up(&test.db, &path).await.unwrap();
        let target = databases(&[]).await.unwrap().swap_remove(number_of);
        restore(&path, &target.db, &migrations(SEEDED), &mut |_| {})
            .await
            .unwrap();
        let changed = "SELECT COUNT(*) FROM units WHERE code = 'changed'";
        assert_eq!(number(&target.db, changed).await, 1, "{}", test.kind);
    }
}

/// A row that refers to nothing cannot be made through the rules, so they are taken away for it.
#[tokio::test]
async fn an_archive_with_a_dangling_reference_is_refused_and_nothing_is_restored() {
    const LOOSE_UNITS: &str =
        "CREATE TABLE units (id KEY, code STR NOT NULL, parent_id INT8, head_id INT8) END_TABLE;";
    const LOOSE: Schema = Schema {
        files: &[(1, "units", LOOSE_UNITS)],
        ..SCHEMA
    };
    const STRICT: Schema = Schema {
        files: &[(1, "units", UNITS)],
        ..SCHEMA
    };
    let folder = tempfile::tempdir().unwrap();
    for (place, test) in databases(&[LOOSE]).await.unwrap().into_iter().enumerate() {
        let path = folder.path().join(test.kind);
        run(
            &test.db,
            "INSERT INTO units (id, code, parent_id) VALUES (1, 'A', 2)",
        )
        .await
        .unwrap();
        back_up(&test.db, &path).await.unwrap();
        let target = databases(&[STRICT]).await.unwrap().swap_remove(place);
        let error = restore(&path, &target.db, &migrations(STRICT), &mut |_| {})
            .await
            .unwrap_err();
        assert_eq!(
            fault(&error),
            &ArchiveFault::Dangling("units".into()),
            "{}",
            test.kind
        );
        assert_eq!(
            number(&target.db, "SELECT COUNT(*) FROM units").await,
            0,
            "{}",
            test.kind
        );
    }
}

#[tokio::test]
async fn a_changed_byte_is_either_found_or_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup.zip");
    let test = store::testing::sqlite(&[SCHEMA]).await.unwrap();
    fill(&test.db).await;
    let manifest = back_up(&test.db, &path).await.unwrap();
    let sound = std::fs::read(&path).unwrap();
    let data = places_of_data(&path);
    let mut found = std::collections::HashSet::new();
    for place in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[place] ^= 0x41;
        std::fs::write(&path, &bytes).unwrap();
        match verify(&path).await {
            Err(_) => assert!(found.insert(place)),
            Ok(read) => assert_eq!(read, manifest, "byte {place}"),
        }
    }
    // Only times, permissions and the like may change unnoticed.
    assert!(data.len() > 400 && data.iter().all(|place| found.contains(place)));
    for length in [0, 1, sound.len() / 2, sound.len() - 1] {
        std::fs::write(&path, &sound[..length]).unwrap();
        let error = verify(&path).await.unwrap_err();
        assert!(
            matches!(fault(&error), ArchiveFault::NotAnArchive(_)),
            "{length}: {error:#}"
        );
    }
}

/// Where the file holds content.
fn places_of_data(path: &Path) -> Vec<usize> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut places = Vec::new();
    for entry in 0..archive.len() {
        let entry = archive.by_index(entry).unwrap();
        let start = usize::try_from(entry.data_start().unwrap()).unwrap();
        places.extend(start..start + usize::try_from(entry.compressed_size()).unwrap());
    }
    places
}

/// Rewrites the archive with one entry changed and a zip directory that fits the change.
fn forge(path: &Path, name: &str, change: impl Fn(String) -> String) -> PathBuf {
    let forged = path.with_extension("forged");
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut out = zip::ZipWriter::new(std::fs::File::create(&forged).unwrap());
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).unwrap();
        let entry_name = entry.name().unwrap().into_owned();
        let text = std::io::read_to_string(&mut entry).unwrap();
        let text = if entry_name == name {
            change(text)
        } else {
            text
        };
        out.start_file(entry_name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut out, text.as_bytes()).unwrap();
    }
    out.finish().unwrap();
    forged
}

#[tokio::test]
async fn a_forged_row_a_missing_row_and_a_newer_format_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup.zip");
    let test = store::testing::sqlite(&[SCHEMA]).await.unwrap();
    fill(&test.db).await;
    back_up(&test.db, &path).await.unwrap();

    let same = forge(&path, "tables/units.jsonl", |text| text);
    verify(&same).await.unwrap();
    let changed = forge(&path, "tables/units.jsonl", |text| {
        text.replace("\"B\"", "\"C\"")
    });
    let shorter = |text: String| text.split_inclusive('\n').skip(1).collect();
    for forged in [changed, forge(&path, "tables/units.jsonl", shorter)] {
        let target = store::testing::sqlite(&[]).await.unwrap();
        let error = restored(&forged, &target.db).await.unwrap_err();
        assert!(
            matches!(fault(&error), ArchiveFault::Damaged(_)),
            "{error:#}"
        );
    }
    let newer = |text: String| text.replace("\"format\": 1", "\"format\": 2");
    let error = verify(&forge(&path, "manifest.json", newer))
        .await
        .unwrap_err();
    assert_eq!(fault(&error), &ArchiveFault::NewerFormat(2));
    let lost = |text: String| text.replace("\"skills\"", "\"talents\"");
    let error = verify(&forge(&path, "manifest.json", lost))
        .await
        .unwrap_err();
    assert!(
        matches!(fault(&error), ArchiveFault::Damaged(_)),
        "{error:#}"
    );
    let error = verify(&folder.path().join("missing.zip"))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("missing.zip"));
}

async fn shift_money(db: Db, until: std::sync::Arc<std::sync::atomic::AtomicBool>) -> Result<u64> {
    let mut moved = 0;
    while !until.load(std::sync::atomic::Ordering::Relaxed) {
        let mut tx = db.begin().await?;
        execute(
            &mut tx,
            "UPDATE accounts SET balance = balance - 7 WHERE id = 1",
        )
        .await?;
        execute(
            &mut tx,
            "UPDATE accounts SET balance = balance + 7 WHERE id = 5000",
        )
        .await?;
        execute(&mut tx, "INSERT INTO units (id, code) SELECT COALESCE(MAX(id), 0) + 1, 'u' || CAST(COALESCE(MAX(id), 0) + 1 AS TEXT) FROM units").await?;
        execute(
            &mut tx,
            "UPDATE accounts SET balance = balance - 1 WHERE id = 2500",
        )
        .await?;
        tx.commit().await?;
        moved += 1;
    }
    Ok(moved)
}

/// Every transaction of the writers keeps `balances + units = 5,000,000`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_while_others_write_is_one_consistent_moment() {
    const MONEY: &str = "
        INSERT INTO accounts (id, balance)
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
        SELECT i, 1000 FROM n";
    const SUM: &str = "
        SELECT (SELECT CAST(SUM(balance) AS BIGINT) FROM accounts) + (SELECT COUNT(*) FROM units)";
    let folder = tempfile::tempdir().unwrap();
    for (place, test) in databases(&[SCHEMA]).await.unwrap().into_iter().enumerate() {
        run(&test.db, MONEY).await.unwrap();
        let until = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        // One writer, so that the ids of new units never clash on PostgreSQL.
        let writer = tokio::spawn(shift_money(test.db.clone(), std::sync::Arc::clone(&until)));
        for round in 0..5 {
            let path = folder.path().join(format!("{}-{round}.zip", test.kind));
            back_up(&test.db, &path).await.unwrap();
            let target = databases(&[]).await.unwrap().swap_remove(place);
            restored(&path, &target.db).await.unwrap();
            assert_eq!(
                number(&target.db, SUM).await,
                5_000_000,
                "{} round {round}",
                test.kind
            );
        }
        until.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(
            writer.await.unwrap().unwrap() > 5,
            "{}: the writer hardly wrote",
            test.kind
        );
    }
}

#[tokio::test]
async fn the_watcher_hears_of_every_table() {
    let folder = tempfile::tempdir().unwrap();
    let test = store::testing::sqlite(&[SCHEMA]).await.unwrap();
    let mut heard = Vec::new();
    backup(&test.db, &folder.path().join("b.zip"), now(), &mut |step| {
        heard.push(step.table);
    })
    .await
    .unwrap();
    assert_eq!(heard, ["accounts", "employees", "skills", "units"]);
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_a_backup() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("b.zip");
    let test = store::testing::sqlite(&[SCHEMA]).await.unwrap();
    back_up(&test.db, &path).await.unwrap();
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
}
