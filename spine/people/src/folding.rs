//! How names are compared: half and full width, katakana and hiragana, 髙 and 高 are the same to the
//! one who searches. The stored form is never rewritten; only what is searched and sorted by is folded.

use crate::romaji::{fold_romaji, is_romaji};
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Forms of a character in names, each with the form under which it is searched.
const VARIANTS: &str = "髙高 﨑崎 嵜崎 𠮷吉 邉辺 邊辺 齋斉 齊斉 斎斉 濵浜 濱浜 德徳 澤沢 廣広 國国 眞真 櫻桜 嶋島 嶌島 渕淵 渊淵 曾曽 桒桑 栁柳 \
    瀨瀬 賴頼 惠恵 圓円 龍竜 瀧滝 條条 關関 學学 榮栄 應応 壽寿 實実 彌弥 與与 萬万 黑黒 冨富 峯峰 靜静 緖緒 鷗鴎 槇槙 遙遥 \
    凜凛 檜桧 舘館 淺浅 增増 晉晋 莊荘 藏蔵 豐豊 邨村 禮礼 穗穂 巌岩 來来 佛仏 兒児 會会 傳伝 兩両 區区 單単 團団 圖図 堯尭 \
    壯壮 將将 專専 峽峡 彥彦 戶戸 敎教 晝昼 暎映 曉暁 步歩 淸清 滿満 燒焼 狹狭 獨独 瑤瑶 產産 祿禄 稻稲 竝並 經経 縣県 總総 \
    聰聡 臺台 莖茎 薰薫 藥薬 蟬蝉 觀観 讓譲 辨弁 鄕郷 鐵鉄 隱隠 靑青 顯顕 驛駅 鹽塩 麴麹 黃黄 槪概 籔藪 薮藪 巖岩";

/// Folds a text for comparison: compatibility forms, variant characters, katakana, capitals, blanks
/// and variation selectors make no difference.
///
/// ```
/// use people::fold;
/// assert_eq!(fold("髙﨑　ﾊﾅｺ"), "高崎はなこ");
/// assert_eq!(fold("渡邉"), fold("渡邊"));
/// assert_eq!(fold("葛\u{E0100}城"), "葛城");
/// assert_eq!(fold("Ａ０１２"), "a012");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace() && !is_selector(*c))
        .flat_map(fold_char)
        .nfc()
        .collect()
}

/// Variation selectors choose a glyph of the same character.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn fold_char(c: char) -> impl Iterator<Item = char> {
    let hiragana = to_hiragana(c);
    standard_form(hiragana).unwrap_or(hiragana).to_lowercase()
}

fn to_hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

fn standard_form(c: char) -> Option<char> {
    static FORMS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let pair = |text: &'static str| {
            let mut characters = text.chars();
            Some((characters.next()?, characters.next()?))
        };
        VARIANTS.split_ascii_whitespace().filter_map(pair).collect()
    });
    if c < '\u{3400}' {
        None
    } else {
        FORMS.get(&c).copied()
    }
}

/// Whether the text is a reading: hiragana or katakana of any width, long marks, dots and blanks.
#[must_use]
pub fn is_kana(text: &str) -> bool {
    !text.trim().is_empty()
        && fold(text)
            .chars()
            .all(|c| matches!(c, 'ぁ'..='ゖ' | 'ゝ' | 'ゞ' | 'ー' | '・' | 'ヷ'..='ヺ'))
}

/// The key that puts readings in the order of the fifty sounds (五十音順): voicing marks and small kana
/// decide only between readings that are otherwise equal, and the family name decides before the
/// given name.
#[must_use]
pub fn reading_order(family_kana: &str, given_kana: &str) -> Vec<u8> {
    let (family, given) = (fold(family_kana), fold(given_kana));
    let key = format!(
        "{}\u{1}{}\u{0}{family}\u{1}{given}",
        plain_kana(&family),
        plain_kana(&given)
    );
    key.into_bytes()
}

/// A folded reading without voicing marks, with full-size kana and long marks as vowels.
fn plain_kana(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        let plain = match c {
            'ー' => out.chars().next_back().map_or(c, vowel),
            _ => full_size(c).nfd().next().unwrap_or(c),
        };
        out.push(plain);
    }
    out
}

fn full_size(c: char) -> char {
    match c {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        'ゕ' => 'か',
        'ゖ' => 'け',
        _ => c,
    }
}

/// The vowel that a long mark after the plain kana stands for.
fn vowel(c: char) -> char {
    const ROWS: [(char, &str); 5] = [
        ('あ', "あかさたなはまやらわ"),
        ('い', "いきしちにひみりゐ"),
        ('う', "うくすつぬふむゆる"),
        ('え', "えけせてねへめれゑ"),
        ('お', "おこそとのほもよろを"),
    ];
    ROWS.into_iter()
        .find(|(_, row)| row.contains(c))
        .map_or(c, |(vowel, _)| vowel)
}

/// How many words of a search are looked at.
const WORDS: usize = 3;

/// The spans of bytes between which the words lie that a text searches for; fewer than three words are
/// repeated. `None` when nothing is searched for. Roman letters search for a reading.
pub(crate) fn spans(text: &str) -> Option<[(Vec<u8>, Vec<u8>); WORDS]> {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            if is_romaji(word) {
                fold_romaji(word)
            } else {
                fold(word)
            }
        })
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .collect();
    let first = words.first()?;
    Some([0, 1, 2].map(|at| beginning_with(words.get(at).unwrap_or(first))))
}

/// The span of bytes that begin with a folded text: from the first to before the second.
pub(crate) fn beginning_with(folded: &str) -> (Vec<u8>, Vec<u8>) {
    let from = folded.as_bytes().to_vec();
    let mut to = from.clone();
    // UTF-8 has no byte 0xFF, so adding one to the last byte never overflows.
    match to.last_mut() {
        Some(last) => *last += 1,
        None => to.push(0xFF),
    }
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_variant_pair_names_two_characters_and_leads_to_a_fixed_form() {
        for pair in VARIANTS.split_ascii_whitespace() {
            assert_eq!(pair.chars().count(), 2, "{pair}");
            let once = fold(pair);
            assert_eq!(fold(&once), once, "{pair} folds on to another form");
        }
    }

    #[test]
    fn readings_stand_in_the_order_of_the_fifty_sounds() {
        let mut readings = [
            ("はら", "あい"),
            ("ばば", "あい"),
            ("はま", "あい"),
            ("ハタ", "あい"),
            ("みどりの", "あい"),
            ("みどり", "ゆう"),
            ("おーた", "あい"),
            ("おおた", "あい"),
            ("おおつ", "あい"),
        ];
        readings.sort_by_key(|(family, given)| reading_order(family, given));
        let sorted: Vec<&str> = readings.iter().map(|(family, _)| *family).collect();
        assert_eq!(
            sorted,
            [
                "おおた",
                "おーた",
                "おおつ",
                "ハタ",
                "ばば",
                "はま",
                "はら",
                "みどり",
                "みどりの"
            ]
        );
    }

    #[test]
    fn kanji_is_not_a_reading() {
        assert!(is_kana("ミドリノ"));
        assert!(is_kana("ﾐﾄﾞﾘﾉ"));
        assert!(is_kana("みどりの"));
        assert!(!is_kana("緑野"));
        assert!(!is_kana(" "));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "[ -~、-ヿ一-龠Ａ-ｚｦ-ﾟ髙﨑　]{0,20}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn a_word_lies_in_the_span_of_each_of_its_beginnings(text in "[ぁ-んァ-ン一-龠a-z]{1,8}") {
            let word = fold(&text);
            for (end, _) in word.char_indices().skip(1).chain([(word.len(), ' ')]) {
                let (from, to) = beginning_with(&word[..end]);
                prop_assert!(from.as_slice() <= word.as_bytes() && word.as_bytes() < to.as_slice());
            }
        }
    }
}
