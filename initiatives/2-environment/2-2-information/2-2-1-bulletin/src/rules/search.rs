//! Full-text search in Japanese: words have no blanks between them, so single characters and pairs are
//! looked up, and whether they stand together is asked of the text itself.

use crate::records::LONGEST_TITLE;
use people::fold;
use std::collections::BTreeSet;

/// How many words of a search are looked at.
const WORDS: usize = 3;

/// A search as a query takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// All pairs of all words as a JSON list; each of them must be there.
    pub grams: String,
    /// How many.
    pub count: i64,
    /// What the folded text must be like; fewer than three words are repeated.
    pub patterns: [String; WORDS],
}

/// The text that is searched: half and full width, hiragana and katakana, 髙 and 高, blanks and line ends
/// make no difference.
#[must_use]
pub fn folded(title: &str, body: &str, files: &[&str]) -> String {
    let mut parts = vec![fold(title), fold(body)];
    parts.extend(files.iter().map(|name| fold(name)));
    // What stands in no word, so that no pair reaches from one part into the next.
    parts.join("\n")
}

/// A single character, or a pair, as a number: 21 bits for each.
fn gram(first: char, second: Option<char>) -> i64 {
    let second = second.map_or(0, u32::from);
    (i64::from(u32::from(first)) << 21) | i64::from(second)
}

/// All single characters and pairs of a folded text, as the JSON list that a query takes.
///
/// ```
/// assert_eq!(bulletin::rules::grams("ab"), format!("[{},{},{}]", 97 << 21, (97 << 21) + 98, 98 << 21));
/// ```
#[must_use]
pub fn grams(folded: &str) -> String {
    let mut all = BTreeSet::new();
    let mut characters = folded.chars().peekable();
    while let Some(one) = characters.next() {
        if one == '\n' {
            continue;
        }
        all.insert(gram(one, None));
        if let Some(next) = characters.peek().filter(|next| **next != '\n') {
            all.insert(gram(one, Some(*next)));
        }
    }
    list(&all)
}

fn list(grams: &BTreeSet<i64>) -> String {
    let numbers: Vec<String> = grams.iter().map(i64::to_string).collect();
    format!("[{}]", numbers.join(","))
}

/// What a reader's words search for; `None` when nothing is asked.
///
/// ```
/// let search = bulletin::rules::search("ﾈﾝﾏﾂ 100%").unwrap();
/// assert_eq!(search.patterns[0], "%ねんまつ%");
/// assert_eq!(search.patterns[1], "%100\\%%");
/// assert_eq!(search.patterns[2], search.patterns[0]);
/// assert_eq!(bulletin::rules::search("　"), None);
/// ```
#[must_use]
pub fn search(asked: &str) -> Option<Search> {
    let words: Vec<String> = asked
        .split_whitespace()
        .map(|word| fold(word).chars().take(LONGEST_TITLE).collect::<String>())
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .collect();
    let first = words.first()?;
    let mut all = BTreeSet::new();
    for word in &words {
        let characters: Vec<char> = word.chars().collect();
        match characters.as_slice() {
            [one] => {
                all.insert(gram(*one, None));
            }
            many => all.extend(many.windows(2).map(|pair| gram(pair[0], Some(pair[1])))),
        }
    }
    let pattern = |at: usize| like(words.get(at).unwrap_or(first));
    Some(Search {
        count: i64::try_from(all.len()).unwrap_or(i64::MAX),
        grams: list(&all),
        patterns: [pattern(0), pattern(1), pattern(2)],
    })
}

/// `LIKE` with `\` before the characters that mean something to it.
fn like(word: &str) -> String {
    let mut pattern = String::from("%");
    for character in word.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the query does, in memory.
    fn finds(text: &str, asked: &str) -> bool {
        let folded = folded(text, "", &["申請書.pdf"]);
        let there = grams(&folded);
        let there: Vec<&str> = there.trim_matches(['[', ']']).split(',').collect();
        let search = search(asked).unwrap();
        let wanted: Vec<&str> = search.grams.trim_matches(['[', ']']).split(',').collect();
        let together = search
            .patterns
            .iter()
            .all(|pattern| folded.contains(&pattern.trim_matches('%').replace('\\', "")));
        wanted.len() == usize::try_from(search.count).unwrap()
            && wanted.iter().all(|one| there.contains(one))
            && together
    }

    #[test]
    fn words_are_found_inside_of_sentences_whatever_their_width() {
        let text = "年末調整の書類について（髙﨑）";
        for asked in [
            "年末調整",
            "調整の",
            "書",
            "高崎",
            "年末 書類",
            "申請書.PDF",
            "申請書．ｐｄｆ",
        ] {
            assert!(finds(text, asked), "{asked}");
        }
        for asked in ["年調", "書類申請", "年末 旅費", "調整年末"] {
            assert!(!finds(text, asked), "{asked}");
        }
    }

    #[test]
    fn pairs_do_not_reach_from_the_title_into_the_text() {
        let folded = folded("新年度", "会計", &[]);
        assert!(!grams(&folded).contains(&gram('度', Some('会')).to_string()));
    }

    #[test]
    fn a_search_has_an_end() {
        let long = "あいうえおかきくけこ".repeat(40);
        let search = search(&format!("{long} a b c d")).unwrap();
        assert!(search.patterns[0].chars().count() <= LONGEST_TITLE + 2);
        assert_eq!(search.patterns[2], "%b%");
    }
}
