//! Staff lists on the command line, also when the process is killed in the middle.

use crate::commands::{hagukumi, said};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn text(path: &Path) -> String {
    path.display().to_string()
}

fn done(arguments: &[&str]) -> String {
    let output = hagukumi(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    said(&output)
}

/// The staff of a sample city as a workbook.
fn workbook(folder: &Path) -> String {
    let city = text(&folder.join("city"));
    let out = text(&folder.join("staff.xlsx"));
    done(&[
        "demo",
        "--folder",
        &city,
        "--prepare-only",
        "--people",
        "150",
    ]);
    assert!(done(&["staff", "export", "--out", &out, "--data", &city]).contains("人を"));
    let same = done(&["staff", "import", &out, "--dry-run", "--data", &city]);
    assert!(
        same.contains("新規0・変更0") && same.contains("何も登録していません"),
        "{same}"
    );
    out
}

#[test]
fn a_staff_list_goes_out_and_comes_into_an_empty_city() {
    let folder = tempfile::tempdir().unwrap();
    let list = workbook(folder.path());
    let data = text(&folder.path().join("new"));
    let refused = hagukumi(&["staff", "import", &list, "--data", &data]);
    assert!(!refused.status.success(), "{}", said(&refused));
    assert!(
        said(&refused).contains("登録されていない所属"),
        "{}",
        said(&refused)
    );
    let told = done(&["staff", "import", &list, "--make-units", "--data", &data]);
    assert!(told.contains("職員一覧を取り込みました"), "{told}");
    let again = done(&["staff", "import", &list, "--data", &data]);
    assert!(again.contains("何も変えていません"), "{again}");
    let unknown = hagukumi(&[
        "staff",
        "import",
        &list,
        "--mapping",
        "ない",
        "--data",
        &data,
    ]);
    assert!(
        !unknown.status.success() && said(&unknown).contains("「ない」"),
        "{}",
        said(&unknown)
    );
}

#[test]
fn a_process_killed_in_mid_import_of_staff_leaves_all_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let list = workbook(folder.path());
    let data = text(&folder.path().join("new"));
    done(&["migrate", "--data", &data]);
    let mut there = false;
    for pause in (0..1200).step_by(60) {
        let mut import = Command::new(env!("CARGO_BIN_EXE_hagukumi"))
            .args(["staff", "import", &list, "--make-units", "--data", &data])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(pause));
        let _ = import.kill();
        import.wait().unwrap();
        let verified = hagukumi(&["journal", "verify", "--data", &data]);
        assert!(verified.status.success(), "{}", said(&verified));
        let trial = done(&[
            "staff",
            "import",
            &list,
            "--make-units",
            "--dry-run",
            "--data",
            &data,
        ]);
        let now = trial.contains("新規0・変更0");
        let nothing = trial.contains("変更0・変更なし0・退職0");
        assert!(now || nothing, "half of a list was left: {trial}");
        assert!(now || !there, "people who were imported have disappeared");
        there = now;
    }
    done(&["staff", "import", &list, "--make-units", "--data", &data]);
    let last = done(&["staff", "import", &list, "--dry-run", "--data", &data]);
    assert!(last.contains("新規0・変更0"), "{last}");
}
