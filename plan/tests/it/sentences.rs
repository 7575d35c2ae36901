//! The words of the plan, for tests that read what a user reads.

use plan::problems::Problem;
use std::sync::Arc;
use words::{Language, Text, Words};

/// The plan's words in a language.
pub fn text(language: Language) -> Text {
    Text::new(Arc::new(Words::new(&[words::source!()]).unwrap()), language)
}

/// Place and sentence, as the import page shows them.
pub fn told(problem: &Problem, language: Language) -> String {
    let text = text(language);
    let sentence = problem.sentence(&text);
    assert!(!sentence.contains('⟦'), "no sentence for {problem:?}");
    assert!(
        !sentence.contains("{$"),
        "a variable is missing in {sentence}: {problem:?}"
    );
    format!("{}: {sentence}", problem.place_text(&text))
}

/// The same in Japanese, the English sentence being asked for too, so that both exist.
pub fn told_in_japanese(problem: &Problem) -> String {
    told(problem, Language::English);
    told(problem, Language::Japanese)
}
