//! Every document survives its text files.

use super::generator::document;
use plan::document::PlanDocument;
use plan::formats::{json, toml};
use plan::validation::check;
use proptest::prelude::*;

/// Amounts that are equal may differ in their digits; this does not forgive it.
fn exact(document: &PlanDocument) -> String {
    json::write(document)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_document_survives_its_files(document in document()) {
        prop_assert_eq!(check(&document), vec![]);
        let text = toml::write(&document);
        let read = toml::read(&text).map_err(|problems| TestCaseError::fail(format!("{problems:?}\n{text}")))?;
        prop_assert_eq!(exact(&read), exact(&document), "{}", text);
        prop_assert_eq!(toml::write(&read), text);
        let text = json::write(&document);
        let read = json::read(&text).map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
        prop_assert_eq!(exact(&read), exact(&document));
    }

    /// Cutting, doubling or changing lines of a good file gives a document or problems with places.
    #[test]
    fn a_spoilt_file_is_read_or_told_about(
        document in document(), at in any::<proptest::sample::Index>(), how in 0_u8..4, sign in "[\\[\\]{}=\"0-9a-z.#\\n]",
    ) {
        let text = toml::write(&document);
        let lines: Vec<&str> = text.lines().collect();
        let at = at.index(lines.len());
        let mut spoilt = lines.clone();
        let broken;
        match how {
            0 => { spoilt.remove(at); }
            1 => spoilt.insert(at, lines[at]),
            2 => spoilt.truncate(at),
            _ => {
                broken = format!("{}{sign}", lines[at]);
                spoilt[at] = &broken;
            }
        }
        if let Err(problems) = toml::read(&spoilt.join("\n")) {
            prop_assert!(!problems.is_empty());
            for problem in problems {
                super::sentences::told_in_japanese(&problem);
            }
        }
    }
}

#[test]
fn files_with_the_marks_of_windows_are_read() {
    let text = include_str!("../../samples/kiyose-2019.toml");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(toml::read(&windows).unwrap(), toml::read(text).unwrap());
}
