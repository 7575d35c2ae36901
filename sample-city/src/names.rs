//! Made-up names. The family names are put together from landscape and weather and belong to nobody;
//! some are written with the characters that trouble systems: 髙, 﨑, 𠮷, 濵, 邉 and a variation selector.

use crate::dice::Dice;
use anyhow::Result;
use people::{PersonName, Sex};

const FAMILIES: [(&str, &str); 64] = [
    ("緑野原", "みどりのはら"),
    ("朝霧谷", "あさぎりだに"),
    ("夕凪", "ゆうなぎ"),
    ("星見丘", "ほしみおか"),
    ("虹川", "にじかわ"),
    ("木漏日", "こもれび"),
    ("若葉台", "わかばだい"),
    ("桜並木", "さくらなみき"),
    ("雪灯", "ゆきあかり"),
    ("風待", "かぜまち"),
    ("花筏", "はないかだ"),
    ("月代川", "つきしろがわ"),
    ("雨宿", "あまやどり"),
    ("霞沢", "かすみざわ"),
    ("草笛", "くさぶえ"),
    ("蛍火", "ほたるび"),
    ("若草山", "わかくさやま"),
    ("青嵐", "あおあらし"),
    ("波音", "なみおと"),
    ("白樺林", "しらかばばやし"),
    ("野分", "のわき"),
    ("初霜", "はつしも"),
    ("水面", "みなも"),
    ("千草野", "ちぐさの"),
    ("東雲坂", "しののめざか"),
    ("茜空", "あかねぞら"),
    ("稲穂", "いなほ"),
    ("海鳴", "うみなり"),
    ("遠雷", "えんらい"),
    ("陽炎", "かげろう"),
    ("銀杏坂", "いちょうざか"),
    ("黒土", "くろつち"),
    ("小春日", "こはるび"),
    ("笹舟", "ささぶね"),
    ("清水音", "しみずね"),
    ("杉木立", "すぎこだち"),
    ("菫野", "すみれの"),
    ("芹沢原", "せりざわはら"),
    ("蕎麦畑", "そばばたけ"),
    ("竹林", "ちくりん"),
    ("露草", "つゆくさ"),
    ("照葉", "てりは"),
    ("土筆", "つくし"),
    ("撫子", "なでしこ"),
    ("菜花畑", "なばなばたけ"),
    ("ニレノキ", "ニレノキ"),
    ("萩原野", "はぎはらの"),
    ("柊坂", "ひいらぎざか"),
    ("藤波木", "ふじなみき"),
    ("干潟", "ひがた"),
    ("真砂路", "まさごじ"),
    ("麦秋", "ばくしゅう"),
    ("群雲", "むらくも"),
    ("紅葉山", "もみじやま"),
    ("山彦", "やまびこ"),
    ("雪解", "ゆきどけ"),
    ("髙空", "たかぞら"),
    ("﨑波", "さきなみ"),
    ("𠮷風", "よしかぜ"),
    ("濵千鳥", "はまちどり"),
    ("川邉野", "かわべの"),
    ("葛\u{E0100}森", "くずもり"),
    ("德星", "とくぼし"),
    ("廣原", "ひろはら"),
];

const WOMEN: [(&str, &str); 40] = [
    ("花子", "はなこ"),
    ("さくら", "さくら"),
    ("陽菜", "ひな"),
    ("美咲", "みさき"),
    ("葵", "あおい"),
    ("結衣", "ゆい"),
    ("千尋", "ちひろ"),
    ("楓", "かえで"),
    ("由美子", "ゆみこ"),
    ("恵", "めぐみ"),
    ("真由美", "まゆみ"),
    ("直子", "なおこ"),
    ("智子", "ともこ"),
    ("裕子", "ゆうこ"),
    ("久美", "くみ"),
    ("明日香", "あすか"),
    ("綾", "あや"),
    ("菜摘", "なつみ"),
    ("遥", "はるか"),
    ("七海", "ななみ"),
    ("彩音", "あやね"),
    ("琴美", "ことみ"),
    ("すみれ", "すみれ"),
    ("ひかり", "ひかり"),
    ("みのり", "みのり"),
    ("こずえ", "こずえ"),
    ("しおり", "しおり"),
    ("文", "ふみ"),
    ("和", "なごみ"),
    ("杏", "あんず"),
    ("麻衣", "まい"),
    ("理恵", "りえ"),
    ("加奈", "かな"),
    ("京子", "きょうこ"),
    ("幸子", "さちこ"),
    ("典子", "のりこ"),
    ("春香", "はるか"),
    ("夏希", "なつき"),
    ("秋穂", "あきほ"),
    ("美冬", "みふゆ"),
];

const MEN: [(&str, &str); 40] = [
    ("太郎", "たろう"),
    ("陽太", "ようた"),
    ("蓮", "れん"),
    ("樹", "いつき"),
    ("大輔", "だいすけ"),
    ("翔太", "しょうた"),
    ("健一", "けんいち"),
    ("誠", "まこと"),
    ("茂", "しげる"),
    ("隆", "たかし"),
    ("博之", "ひろゆき"),
    ("和也", "かずや"),
    ("直樹", "なおき"),
    ("拓海", "たくみ"),
    ("悠真", "ゆうま"),
    ("湊", "みなと"),
    ("大地", "だいち"),
    ("海斗", "かいと"),
    ("亮", "りょう"),
    ("修", "おさむ"),
    ("進", "すすむ"),
    ("学", "まなぶ"),
    ("豊", "ゆたか"),
    ("実", "みのる"),
    ("浩二", "こうじ"),
    ("真司", "しんじ"),
    ("裕介", "ゆうすけ"),
    ("達也", "たつや"),
    ("秀樹", "ひでき"),
    ("正", "ただし"),
    ("聡", "さとし"),
    ("剛", "つよし"),
    ("光", "ひかる"),
    ("航", "わたる"),
    ("匠", "たくみ"),
    ("新", "あらた"),
    ("歩", "あゆむ"),
    ("勇気", "ゆうき"),
    ("春樹", "はるき"),
    ("千秋", "ちあき"),
];

/// Beginnings and endings of rarer names, so that a large city does not call everybody the same.
const BEGINNINGS: [(&str, &str); 20] = [
    ("朝", "あさ"),
    ("夕", "ゆう"),
    ("青", "あお"),
    ("白", "しろ"),
    ("若", "わか"),
    ("春", "はる"),
    ("夏", "なつ"),
    ("秋", "あき"),
    ("冬", "ふゆ"),
    ("花", "はな"),
    ("雪", "ゆき"),
    ("星", "ほし"),
    ("月", "つき"),
    ("風", "かぜ"),
    ("霧", "きり"),
    ("露", "つゆ"),
    ("緑", "みどり"),
    ("虹", "にじ"),
    ("雲", "くも"),
    ("波", "なみ"),
];
const ENDINGS: [(&str, &str); 12] = [
    ("見坂", "みざか"),
    ("待浜", "まちはま"),
    ("渡原", "わたりはら"),
    ("音沢", "おとざわ"),
    ("結森", "ゆいもり"),
    ("巡野", "めぐりの"),
    ("呼谷", "よびだに"),
    ("灯里", "あかりざと"),
    ("迎台", "むかえだい"),
    ("聴橋", "ききばし"),
    ("織川", "おりかわ"),
    ("舞島", "まいじま"),
];

/// A name with its reading, and the sex it was drawn for.
pub(crate) fn draw(dice: &mut Dice) -> Result<(PersonName, Sex)> {
    let (family, family_kana) = family(dice);
    let (sex, given) = if dice.percent(52) {
        (Sex::Male, &MEN)
    } else {
        (Sex::Female, &WOMEN)
    };
    let (given, given_kana) = dice.pick(given).copied().unwrap_or_default();
    Ok((
        PersonName::parse(&family, given, &family_kana, given_kana)?,
        sex,
    ))
}

/// A family name with its reading. The first in the list are more frequent, as in any town, and one in five
/// is a rarer one.
pub(crate) fn family(dice: &mut Dice) -> (String, String) {
    let reach = match dice.below(10) {
        0..=3 => FAMILIES.len() / 3,
        4..=7 => FAMILIES.len(),
        _ => {
            let (one, one_kana) = BEGINNINGS[dice.below(BEGINNINGS.len())];
            let (two, two_kana) = ENDINGS[dice.below(ENDINGS.len())];
            return (format!("{one}{two}"), format!("{one_kana}{two_kana}"));
        }
    };
    let (name, kana) = FAMILIES[dice.below(reach)];
    (name.to_owned(), kana.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_can_be_read() {
        for (family, family_kana) in FAMILIES {
            for (given, given_kana) in WOMEN.into_iter().chain(MEN) {
                let name = PersonName::parse(family, given, family_kana, given_kana);
                assert!(name.is_ok(), "{family} {given}");
            }
        }
        for (name, kana) in BEGINNINGS.into_iter().chain(ENDINGS) {
            assert!(PersonName::parse(name, "", kana, "").is_ok(), "{name}");
        }
    }

    #[test]
    fn a_large_city_has_many_names() {
        let mut dice = Dice::new(3);
        let names: std::collections::HashSet<String> =
            (0..5000).map(|_| family(&mut dice).0).collect();
        assert!(names.len() > 290, "{}", names.len());
    }

    #[test]
    fn the_troublesome_characters_are_among_the_names() {
        let all: String = FAMILIES.iter().map(|(family, _)| *family).collect();
        for c in ['髙', '﨑', '𠮷', '濵', '邉', '\u{E0100}', '德', '廣'] {
            assert!(all.contains(c), "{c}");
        }
    }
}
