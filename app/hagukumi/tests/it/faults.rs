//! What goes wrong around the program: it says what happened, and the data is safe.

use crate::commands::{hagukumi, said};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn text(path: &Path) -> String {
    path.display().to_string()
}

fn sample() -> String {
    format!(
        "{}/../../plan/samples/kiyose-2019.toml",
        env!("CARGO_MANIFEST_DIR")
    )
}

/// Whether the plan is there, after a check that database and journal are whole.
fn imported(data: &str) -> bool {
    let verified = hagukumi(&["journal", "verify", "--data", data]);
    assert!(verified.status.success(), "{}", said(&verified));
    let list = hagukumi(&["plan", "list", "--data", data]);
    assert!(list.status.success(), "{}", said(&list));
    said(&list).contains("kiyose-2019")
}

#[test]
fn a_process_killed_in_mid_import_leaves_all_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = text(folder.path());
    assert!(hagukumi(&["migrate", "--data", &data]).status.success());
    let mut there = false;
    for pause in (0..400).step_by(25) {
        let mut import = Command::new(env!("CARGO_BIN_EXE_hagukumi"))
            .args(["plan", "import", &sample(), "--data", &data])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(pause));
        let _ = import.kill();
        import.wait().unwrap();
        let now = imported(&data);
        assert!(now || !there, "a plan that was imported has disappeared");
        there = now;
    }
    let last = hagukumi(&["plan", "import", &sample(), "--data", &data]);
    assert!(last.status.success(), "{}", said(&last));
    assert!(imported(&data));
}

#[test]
fn a_full_disk_in_mid_import_leaves_the_data_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let data = text(folder.path());
    assert!(hagukumi(&["migrate", "--data", &data]).status.success());
    // No file may grow beyond 64 blocks of 1,024 bytes: the write-ahead log of an import does.
    let script = format!(
        "trap '' XFSZ; ulimit -f 64; exec '{}' --language ja plan import '{}' --data '{data}'",
        env!("CARGO_BIN_EXE_hagukumi"),
        sample()
    );
    let output = Command::new("bash").args(["-c", &script]).output().unwrap();
    assert!(
        !output.status.success(),
        "the import cannot fit: {}",
        said(&output)
    );
    assert!(
        said(&output).contains("できませんでした"),
        "{}",
        said(&output)
    );
    assert!(!imported(&data));
    let again = hagukumi(&["plan", "import", &sample(), "--data", &data]);
    assert!(
        again.status.success(),
        "with room it works: {}",
        said(&again)
    );
}

#[test]
fn a_port_in_use_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = hagukumi(&[
        "serve",
        "--data",
        &text(folder.path()),
        "--listen",
        &address,
    ]);
    assert!(!output.status.success());
    assert!(said(&output).contains(&address), "{}", said(&output));
}

#[test]
fn a_missing_database_server_is_told() {
    let address = "postgres://nobody@127.0.0.1:1/none";
    let output = hagukumi(&["migrate", "--database", address]);
    assert!(!output.status.success());
    assert!(said(&output).contains("127.0.0.1:1"), "{}", said(&output));
}

#[test]
fn a_file_that_is_no_database_is_told_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hagukumi.db");
    std::fs::write(&file, "これはデータベースではありません。".repeat(100)).unwrap();
    let before = std::fs::read(&file).unwrap();
    let output = hagukumi(&["migrate", "--data", &text(folder.path())]);
    assert!(!output.status.success());
    assert!(
        std::fs::read(&file).unwrap() == before,
        "the file was changed"
    );
}
