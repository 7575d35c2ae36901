//! The command line as an operator uses it.

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in Japanese.
pub fn hagukumi(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hagukumi"))
        .args(["--language", "ja"])
        .args(arguments)
        .env("HAGUKUMI_LOG", "error")
        .output()
        .unwrap()
}

pub fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

fn done(arguments: &[&str]) -> String {
    let output = hagukumi(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    said(&output)
}

fn sample(name: &str) -> String {
    format!(
        "{}/../../plan/samples/{name}.toml",
        env!("CARGO_MANIFEST_DIR")
    )
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn a_plan_goes_in_and_out_in_every_format_and_comes_back_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for (number, name) in ["kiyose-2019", "midorino-2025", "hinatano-2024"]
        .into_iter()
        .enumerate()
    {
        let data = text(&folder.path().join(format!("data{number}")));
        done(&["plan", "import", &sample(name), "--data", &data]);
        for format in ["toml", "xlsx", "json"] {
            let first = folder.path().join(format!("{name}.{format}"));
            let again = folder.path().join(format!("{name}-again.{format}"));
            let other = text(&folder.path().join(format!("data{number}{format}")));
            let export = |data: &str, out: &Path| {
                done(&[
                    "plan",
                    "export",
                    "--format",
                    format,
                    "--out",
                    &text(out),
                    "--data",
                    data,
                ]);
            };
            export(&data, &first);
            done(&["plan", "import", &text(&first), "--data", &other]);
            export(&other, &again);
            assert!(
                std::fs::read(&first).unwrap() == std::fs::read(&again).unwrap(),
                "{name}.{format} differs after export, import and export"
            );
        }
        for format in ["csv", "html", "pdf"] {
            let out = text(&folder.path().join(format!("{name}.{format}")));
            done(&[
                "plan", "export", "--format", format, "--out", &out, "--data", &data,
            ]);
            assert!(std::fs::metadata(&out).unwrap().len() > 5_000, "{out}");
        }
    }
}

#[test]
fn a_trial_run_tells_what_would_change_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = text(folder.path());
    let said = done(&[
        "plan",
        "import",
        &sample("kiyose-2019"),
        "--dry-run",
        "--data",
        &data,
    ]);
    assert!(
        said.contains("新しい79"),
        "37 reviewed and 42 planned programs: {said}"
    );
    assert!(done(&["plan", "list", "--data", &data]).contains("計画はまだありません"));
    done(&["plan", "import", &sample("kiyose-2019"), "--data", &data]);
    let again = done(&[
        "plan",
        "import",
        &sample("kiyose-2019"),
        "--dry-run",
        "--data",
        &data,
    ]);
    assert!(again.contains("同じ79"), "{again}");
}

#[test]
fn a_broken_file_is_refused_with_places_and_nothing_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let data = text(&folder.path().join("data"));
    let broken = folder.path().join("broken.toml");
    let whole = std::fs::read_to_string(sample("kiyose-2019")).unwrap();
    std::fs::write(&broken, whole.replace("plan_years = ", "plan_jahre = ")).unwrap();
    let output = hagukumi(&["plan", "import", &text(&broken), "--data", &data]);
    assert!(!output.status.success());
    let told = said(&output);
    assert!(
        told.contains("何も取り込んでいません") && told.contains("plan_jahre"),
        "{told}"
    );
    assert!(done(&["plan", "list", "--data", &data]).contains("計画はまだありません"));
}

#[test]
fn a_backup_restores_into_an_empty_city_and_the_journal_stays_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (data, other) = (
        text(&folder.path().join("a")),
        text(&folder.path().join("b")),
    );
    let archive = text(&folder.path().join("backup.zip"));
    done(&[
        "demo",
        "--folder",
        &data,
        "--prepare-only",
        "--people",
        "150",
    ]);
    let told = done(&["backup", "--out", &archive, "--data", &data]);
    let noted = told
        .split_whitespace()
        .find_map(|word| {
            let (number, rest) = word.split_once(':')?;
            number.parse::<i64>().ok()?;
            let hash: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
            Some(format!("{number}:{hash}"))
        })
        .unwrap_or_else(|| panic!("no end of the journal in {told}"));
    done(&["restore", &archive, "--verify-only"]);
    done(&["restore", &archive, "--data", &other]);
    assert!(done(&["plan", "list", "--data", &other]).contains(sample_city::CURRENT));
    assert!(done(&["journal", "verify", "--data", &other]).contains("すべてつながっています"));
    let known = |head: &str| hagukumi(&["journal", "verify", "--data", &other, "--known", head]);
    let verified = known(&noted);
    assert!(verified.status.success(), "{}", said(&verified));
    let (number, _) = noted.split_once(':').unwrap();
    let changed = known(&format!("{number}:{}", "0".repeat(64)));
    assert!(
        !changed.status.success() && said(&changed).contains("今の記録にありません"),
        "{}",
        said(&changed)
    );
    let again = hagukumi(&["restore", &archive, "--data", &other]);
    assert!(
        !again.status.success(),
        "a city with records is never overwritten"
    );
}

#[test]
fn an_operator_can_hand_out_a_new_password() {
    let folder = tempfile::tempdir().unwrap();
    let data = text(folder.path());
    done(&[
        "demo",
        "--folder",
        &data,
        "--prepare-only",
        "--people",
        "150",
    ]);
    assert!(done(&["account", "reset", "admin", "--data", &data]).contains("仮パスワード"));
    let unknown = hagukumi(&["account", "reset", "nobody", "--data", &data]);
    assert!(
        !unknown.status.success() && said(&unknown).contains("いません"),
        "{}",
        said(&unknown)
    );
}

#[test]
fn an_operator_can_add_a_client_program_and_a_scope_that_is_misspelt_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let data = text(folder.path());
    let wrong = hagukumi(&[
        "client", "add", "--data", &data, "--name", "x", "--scope", "peeple",
    ]);
    assert!(!wrong.status.success());
    assert!(said(&wrong).contains("peeple"), "{}", said(&wrong));
    let name = ["client", "add", "--data", &data, "--name", "給与"];
    let told = done(&[&name[..], &["--scope", "people.read"]].concat());
    let token = told.split_whitespace().last().unwrap();
    assert!(token.starts_with("hagukumi_") && token.len() > 40, "{told}");
}
