//! Portraits: plainly drawn, put together from a few heads, hairs and clothes by the dice. Nobody is meant.

use crate::dice::Dice;
use anyhow::Result;
use people::{EmployeeId, Photo, PhotoMedia, Sex};
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Width and height in pixels.
const SIZE: (i64, i64) = (96, 120);
/// Those with a photo, in percent: it is everybody's own choice.
const WITH_PHOTO: usize = 70;
/// Photos at most: a very large city is for measuring, and pictures would only fill its disk.
const MOST: usize = 2000;

const GROUNDS: [&str; 5] = ["#dbe7ee", "#e6ead9", "#efe4d6", "#e4e0ee", "#dfe9e4"];
const SKINS: [&str; 3] = ["#f3d3b6", "#e9c3a0", "#d9ae88"];
const HAIRS: [&str; 3] = ["#2b2523", "#43342c", "#5a4636"];
const GREYS: [&str; 2] = ["#8a8885", "#b5b3b0"];
const CLOTHES: [&str; 6] = [
    "#37506b", "#4a4f57", "#5d6b4f", "#7a5563", "#2f5d5a", "#6b5b45",
];
const STYLES: usize = 5;

/// What a portrait is put together from; the same choice is the same picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Look {
    ground: usize,
    skin: usize,
    hair: &'static str,
    style: usize,
    clothes: usize,
    glasses: bool,
    smile: bool,
}

impl Look {
    fn draw(dice: &mut Dice, sex: Option<Sex>, age: i16) -> Look {
        let hair = match age {
            55.. if dice.percent(60) => dice.pick(&GREYS),
            _ => dice.pick(&HAIRS),
        };
        // Long hair is more frequent with women, short hair with men; all occur with all.
        let style = match sex {
            Some(Sex::Female) if dice.percent(75) => 2 + dice.below(STYLES - 2),
            Some(Sex::Male) if dice.percent(90) => dice.below(2),
            _ => dice.below(STYLES),
        };
        Look {
            ground: dice.below(GROUNDS.len()),
            skin: dice.below(SKINS.len()),
            hair: hair.copied().unwrap_or(HAIRS[0]),
            style,
            clothes: dice.below(CLOTHES.len()),
            glasses: dice.percent(if age > 45 { 45 } else { 25 }),
            smile: dice.percent(70),
        }
    }

    fn svg(self) -> Result<String> {
        let (width, height) = SIZE;
        let (skin, hair) = (SKINS[self.skin], self.hair);
        let mut svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 96 120"><rect width="96" height="120" fill="{}"/>"#,
            GROUNDS[self.ground]
        );
        // What falls behind the head.
        match self.style {
            2 => write!(
                svg,
                r#"<path d="M24 50Q22 22 48 20T72 50V78H24Z" fill="{hair}"/>"#
            )?,
            3 => write!(
                svg,
                r#"<path d="M22 52Q20 20 48 18T74 52V98Q60 92 48 92T22 98Z" fill="{hair}"/>"#
            )?,
            4 => write!(svg, r#"<circle cx="48" cy="17" r="10" fill="{hair}"/>"#)?,
            _ => {}
        }
        write!(
            svg,
            r##"<path d="M8 120Q10 92 36 88H60Q86 92 88 120Z" fill="{}"/><path d="M38 76H58V90Q48 98 38 90Z" fill="{skin}"/><path d="M38 88L48 98L58 88L62 90L50 108H46L34 90Z" fill="#fff"/><ellipse cx="48" cy="55" rx="21" ry="26" fill="{skin}"/><circle cx="27" cy="57" r="4" fill="{skin}"/><circle cx="69" cy="57" r="4" fill="{skin}"/>"##,
            CLOTHES[self.clothes]
        )?;
        let front = match self.style {
            0 => "M26 52Q24 24 48 24T70 52Q66 38 58 36Q40 42 30 38Q27 44 26 52Z",
            1 => "M26 54Q22 22 50 23T70 54Q70 42 64 38L34 36Q28 42 26 54Z",
            2 => "M26 58Q22 24 48 23T70 58Q68 44 56 34Q40 46 28 44Q26 50 26 58Z",
            3 => "M25 60Q22 22 48 22T71 60Q70 42 48 33Q27 42 25 60Z",
            _ => "M26 54Q24 24 48 24T70 54Q64 40 48 40T26 54Z",
        };
        write!(svg, r#"<path d="{front}" fill="{hair}"/>"#)?;
        svg.push_str(r##"<circle cx="40" cy="57" r="2.2" fill="#2a2522"/><circle cx="56" cy="57" r="2.2" fill="#2a2522"/><path d="M48 59V65H46" fill="none" stroke="#b98e6c" stroke-width="1.2"/>"##);
        let mouth = if self.smile {
            "M41 70Q48 76 55 70"
        } else {
            "M42 71H54"
        };
        write!(
            svg,
            r##"<path d="{mouth}" fill="none" stroke="#9c5b4a" stroke-width="1.8" stroke-linecap="round"/>"##
        )?;
        if self.glasses {
            svg.push_str(r##"<g fill="none" stroke="#3c3c40" stroke-width="1.6"><circle cx="40" cy="57" r="6.5"/><circle cx="56" cy="57" r="6.5"/><path d="M46.5 57H49.5M33.5 56L27 54M62.5 56L69 54"/></g>"##);
        }
        svg.push_str("</svg>");
        Ok(svg)
    }
}

impl Look {
    fn drawn(self) -> Result<Vec<u8>> {
        let drawn = || DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(content) = drawn().get(&self) {
            return Ok(content.clone());
        }
        let content = print::png(&self.svg()?, 1)?;
        drawn().insert(self, content.clone());
        Ok(content)
    }
}

/// What was drawn already: the same look is the same picture, in every city of the process.
static DRAWN: LazyLock<Mutex<HashMap<Look, Vec<u8>>>> = LazyLock::new(Mutex::default);

/// Draws portraits.
pub(crate) struct Painter {
    dice: Dice,
    count: usize,
}

impl Painter {
    pub fn new(seed: u64) -> Painter {
        Painter {
            dice: Dice::new(seed ^ 0xFA_CE),
            count: 0,
        }
    }

    /// The portrait of somebody who wants one.
    pub fn paint(
        &mut self,
        employee: EmployeeId,
        sex: Option<Sex>,
        age: i16,
    ) -> Result<Option<Photo>> {
        let wanted = self.dice.percent(WITH_PHOTO);
        let look = Look::draw(&mut self.dice, sex, age);
        if !wanted || self.count >= MOST {
            return Ok(None);
        }
        self.count += 1;
        let content = look.drawn()?;
        Ok(Some(Photo {
            employee,
            media: PhotoMedia::Png,
            width: SIZE.0,
            height: SIZE.1,
            content,
            version: 1,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portrait_is_a_small_picture_and_the_same_for_the_same_seed() {
        let paint = || {
            let mut painter = Painter::new(1);
            (1..40)
                .filter_map(|id| painter.paint(EmployeeId(id), Some(Sex::Female), 40).ok()?)
                .collect::<Vec<_>>()
        };
        let photos = paint();
        assert_eq!(photos, paint());
        assert!(photos.len() > 20 && photos.len() < 39);
        for photo in photos {
            assert!(photo.content.starts_with(b"\x89PNG"));
            assert!(photo.content.len() < people::LARGEST_PHOTO);
        }
    }
}
