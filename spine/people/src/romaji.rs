//! Names in Roman letters: Hepburn, Kunrei and what keyboards type lead to one form, so that おおた is
//! found by "ota", "oota", "ohta" and "Ōta", and まつした by "matsushita" and "matusita".
//!
//! The form has Kunrei's consonants, no long vowels, no doubled letters. It is only compared, never shown.

use crate::folding::fold;
use unicode_normalization::UnicodeNormalization;

/// The rows of the syllabary in Kunrei's consonants, each in the order of the vowels.
const ROWS: [(&str, &str); 15] = [
    ("", "あいうえお"),
    ("k", "かきくけこ"),
    ("s", "さしすせそ"),
    ("t", "たちつてと"),
    ("n", "なにぬねの"),
    ("h", "はひふへほ"),
    ("m", "まみむめも"),
    ("r", "らりるれろ"),
    ("g", "がぎぐげご"),
    ("z", "ざじずぜぞ"),
    ("z", "だぢづでど"),
    ("b", "ばびぶべぼ"),
    ("p", "ぱぴぷぺぽ"),
    ("", "ぁぃぅぇぉ"),
    ("w", "わゐゔゑを"),
];
const VOWELS: &str = "aiueo";

/// The syllable of a kana: consonant and vowel.
fn syllable(kana: char) -> Option<(&'static str, char)> {
    let (row, place) = ROWS.iter().find_map(|(consonant, row)| {
        let place = row.chars().position(|other| other == kana)?;
        Some((*consonant, place))
    })?;
    let vowel = VOWELS.chars().nth(place)?;
    // だ and ど keep their d; ぢ and づ sound like じ and ず.
    let consonant = match kana {
        'だ' | 'で' | 'ど' => "d",
        'ゐ' | 'ゑ' | 'を' => "",
        'ゔ' => "b",
        _ => row,
    };
    Some((consonant, vowel))
}

/// A reading in the form that searches compare; blanks are dropped.
///
/// ```
/// use people::romaji_of;
/// assert_eq!(romaji_of("おおた しょうじ"), "otasyozi");
/// assert_eq!(romaji_of("ハットリ"), "hatori");
/// ```
#[must_use]
pub fn romaji_of(kana: &str) -> String {
    let mut out = String::new();
    for kana in fold(kana).chars() {
        match kana {
            'ゃ' | 'ゅ' | 'ょ' => {
                // きゃ is ki + small ya: the i gives way to y.
                if out.ends_with('i') {
                    out.pop();
                }
                out.push('y');
                out.push(match kana {
                    'ゃ' => 'a',
                    'ゅ' => 'u',
                    _ => 'o',
                });
            }
            'や' => out.push_str("ya"),
            'ゆ' => out.push_str("yu"),
            'よ' => out.push_str("yo"),
            'ん' => out.push('n'),
            // A doubled consonant is written once, as is a long vowel.
            'っ' | 'ー' | '・' => {}
            'ゕ' => out.push_str("ka"),
            'ゖ' => out.push_str("ke"),
            _ => {
                if let Some((consonant, vowel)) = syllable(kana) {
                    out.push_str(consonant);
                    out.push(vowel);
                }
            }
        }
    }
    shortened(&out)
}

/// Whether the text is written in Roman letters only.
#[must_use]
pub fn is_romaji(text: &str) -> bool {
    let letters = plain(text);
    !letters.is_empty() && letters.all_letters()
}

/// Letters without marks: `Ōta` is `ota`.
fn plain(text: &str) -> Letters {
    let kept = |c: &char| {
        !c.is_whitespace() && !matches!(c, '\'' | '’' | '-' | '\u{300}'..='\u{36F}' | 'ʼ')
    };
    Letters(
        text.nfkd()
            .filter(kept)
            .flat_map(char::to_lowercase)
            .collect(),
    )
}

struct Letters(String);

impl Letters {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn all_letters(&self) -> bool {
        self.0.chars().all(|c| c.is_ascii_lowercase())
    }
}

/// Spellings that mean the same, the longer ones first.
const SAME: [(&str, &str); 26] = [
    ("tch", "ch"),
    ("cch", "ch"),
    ("sha", "sya"),
    ("shu", "syu"),
    ("sho", "syo"),
    ("she", "sye"),
    ("shi", "si"),
    ("cha", "tya"),
    ("chu", "tyu"),
    ("cho", "tyo"),
    ("che", "tye"),
    ("chi", "ti"),
    ("tsu", "tu"),
    ("jya", "zya"),
    ("jyu", "zyu"),
    ("jyo", "zyo"),
    ("ja", "zya"),
    ("ju", "zyu"),
    ("jo", "zyo"),
    ("je", "zye"),
    ("ji", "zi"),
    ("di", "zi"),
    ("du", "zu"),
    ("fu", "hu"),
    ("l", "r"),
    ("v", "b"),
];

/// What somebody types in Roman letters, in the same form; the end may be cut off in mid-syllable.
///
/// ```
/// use people::fold_romaji;
/// for typed in ["ohta", "oota", "OTA", "Ōta", "outa"] {
///     assert_eq!(fold_romaji(typed), "ota");
/// }
/// assert_eq!(fold_romaji("Shimbashi"), fold_romaji("sinbasi"));
/// ```
#[must_use]
pub fn fold_romaji(text: &str) -> String {
    let mut text = plain(text).0;
    for (typed, same) in SAME {
        text = text.replace(typed, same);
    }
    // What is left of a syllable at the end.
    for (end, same) in [
        ("sh", "s"),
        ("ch", "t"),
        ("ts", "t"),
        ("c", "t"),
        ("j", "z"),
        ("f", "h"),
    ] {
        if let Some(start) = text.strip_suffix(end) {
            text = format!("{start}{same}");
            break;
        }
    }
    // Oh at the end or before a consonant is a long o: Ohta, Sato(h).
    let letters: Vec<char> = text.chars().collect();
    let long = |at: usize| {
        letters[at] == 'h'
            && at > 0
            && matches!(letters[at - 1], 'o' | 'u')
            && letters
                .get(at + 1)
                .is_none_or(|next| !VOWELS.contains(*next) && *next != 'y')
    };
    let kept: String = (0..letters.len())
        .filter(|at| !long(*at))
        .map(|at| match (letters[at], letters.get(at + 1)) {
            // ん before b, m and p is often written m.
            ('m', Some('b' | 'm' | 'p')) => 'n',
            (letter, _) => letter,
        })
        .collect();
    shortened(&kept)
}

/// Long vowels and doubled letters written once; `ou` counts as a long o.
fn shortened(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let before = out.chars().next_back();
        if before != Some(letter) && !(letter == 'u' && before == Some('o')) {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hepburn_kunrei_and_keyboards_lead_to_the_same_form() {
        let written = [
            ("まつした", &["matsushita", "matusita", "Matsushita"][..]),
            ("おおの", &["ohno", "oono", "ono", "Ōno"]),
            ("さとう", &["sato", "satou", "satoh", "satō"]),
            (
                "じゅんいち",
                &["jun'ichi", "junichi", "zyuniti", "jyunichi"],
            ),
            ("ほんま", &["honma", "homma", "honnma"]),
            ("はっとり", &["hattori"]),
            ("ふじわら", &["fujiwara", "huziwara"]),
            ("みちづき", &["michizuki", "mitiduki"]),
            ("りゅうたろう", &["ryutaro", "ryuutarou", "ryūtarō"]),
            ("いっちょうだ", &["icchoda", "itchōda", "ittyouda"]),
            ("おはら", &["ohara"]),
            ("だて", &["date"]),
            ("わたなべ", &["watanabe"]),
            ("こんどう", &["kondo", "kondou", "kondoh"]),
        ];
        for (kana, typed) in written {
            for typed in typed {
                assert_eq!(fold_romaji(typed), romaji_of(kana), "{typed} for {kana}");
            }
        }
    }

    #[test]
    fn every_beginning_of_a_name_being_typed_begins_the_name() {
        let names = [
            ("たかはし", "takahashi"),
            ("まつした", "matsushita"),
            ("いちかわ", "ichikawa"),
            ("ふじもと", "fujimoto"),
            ("しょうじ", "shouji"),
        ];
        for (kana, typed) in names {
            let name = romaji_of(kana);
            for end in 1..=typed.len() {
                let begun = fold_romaji(&typed[..end]);
                assert!(name.starts_with(&begun), "{begun} of {name}");
            }
        }
    }

    #[test]
    fn letters_with_figures_are_a_staff_number_and_no_name() {
        assert!(is_romaji("Ōta"));
        assert!(is_romaji("jun'ichi"));
        assert!(!is_romaji("a012"));
        assert!(!is_romaji("おおた"));
        assert!(!is_romaji(""));
    }

    proptest! {
        #[test]
        fn a_form_is_its_own_form(kana in "[あ-おか-もや-よら-ろわん]{1,8}") {
            let form = romaji_of(&kana);
            prop_assert_eq!(fold_romaji(&form), form);
        }
    }
}
