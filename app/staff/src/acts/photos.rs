//! Photos come in as anybody's camera makes them and are kept small, without what cameras write beside the
//! picture: place, time, owner.

use super::{Desk, Done, asked};
use access::{Allowed, EditPersonRecord};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use people::{EmployeeId, Photo, PhotoMedia};
use serde_json::json;
use std::io::Cursor;

/// The longer edge of a photo in the database, in pixels.
const EDGE: u32 = 400;
/// The longest edge of a picture that is read at all: above it, unpacking alone would take the memory.
const LONGEST_EDGE: u32 = 12_000;
/// What unpacking may take.
const MEMORY: u64 = 256 << 20;
/// How well the photo is kept, of 100.
const QUALITY: u8 = 82;

/// Why a file is no photo for us; the key names the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnusablePhoto {
    /// Neither JPEG nor PNG nor WebP.
    #[error("another kind of file")]
    OtherKind,
    /// Broken, or larger than can be unpacked.
    #[error("cannot be unpacked")]
    Broken,
}

impl UnusablePhoto {
    /// The fluent key of the sentence that says what to do.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            UnusablePhoto::OtherKind => "staff-photo-other-kind",
            UnusablePhoto::Broken => "staff-photo-broken",
        }
    }
}

/// A small JPEG of a picture: turned upright, at most 400 pixels long, on white where it was transparent.
///
/// # Errors
/// When the file is no picture that is taken.
pub fn made_small(bytes: &[u8]) -> Result<(Vec<u8>, u32, u32), UnusablePhoto> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| UnusablePhoto::Broken)?;
    let taken = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    if !reader
        .format()
        .is_some_and(|format| taken.contains(&format))
    {
        return Err(UnusablePhoto::OtherKind);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_EDGE);
    limits.max_image_height = Some(LONGEST_EDGE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| UnusablePhoto::Broken)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| UnusablePhoto::Broken)?;
    picture.apply_orientation(orientation);
    let small = if picture.width().max(picture.height()) > EDGE {
        picture.thumbnail(EDGE, EDGE)
    } else {
        picture
    };
    let flat = on_white(&small);
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY)
        .encode_image(&flat)
        .map_err(|_| UnusablePhoto::Broken)?;
    Ok((out, flat.width(), flat.height()))
}

/// JPEG knows no transparency.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let source = picture.to_rgba8();
    RgbImage::from_fn(source.width(), source.height(), |x, y| {
        let [red, green, blue, alpha] = source.get_pixel(x, y).0;
        let over = |channel: u8| {
            let (channel, alpha) = (u32::from(channel), u32::from(alpha));
            let mixed = (channel * alpha + 255 * (255 - alpha)) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

/// Enters or replaces a photo that [`made_small`] has made.
///
/// # Errors
/// Faults of the database.
pub async fn set_photo(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    employee: EmployeeId,
    (content, width, height): (Vec<u8>, u32, u32),
) -> Done<()> {
    asked(allowed, employee)?;
    let photo = Photo {
        employee,
        media: PhotoMedia::Jpeg,
        width: i64::from(width),
        height: i64::from(height),
        content,
        version: desk.ids.next(),
    };
    let mut tx = desk.db.begin().await?;
    people::set_photo(&mut tx, &photo).await?;
    let detail = json!({ "bytes": photo.content.len() });
    let actor = allowed.actor();
    desk.note(&mut tx, actor, "staff.photo.changed", employee, &detail)
        .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Takes a photo away.
///
/// # Errors
/// Faults of the database.
pub async fn remove_photo(
    desk: Desk<'_>,
    allowed: &Allowed<EditPersonRecord>,
    employee: EmployeeId,
) -> Done<()> {
    asked(allowed, employee)?;
    let mut tx = desk.db.begin().await?;
    if people::remove_photo(&mut tx, employee).await? {
        let (actor, act) = (allowed.actor(), "staff.photo.removed");
        desk.note(&mut tx, actor, act, employee, &json!({})).await?;
        tx.commit().await?;
    }
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, RgbaImage};

    fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let picture = RgbaImage::from_pixel(width, height, Rgba([10, 120, 200, 0]));
        let picture = if format == ImageFormat::Jpeg {
            DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(picture).to_rgb8())
        } else {
            DynamicImage::ImageRgba8(picture)
        };
        let mut bytes = Vec::new();
        picture
            .write_to(&mut Cursor::new(&mut bytes), format)
            .unwrap();
        bytes
    }

    #[test]
    fn every_kind_of_picture_becomes_a_small_jpeg_on_white() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let (small, width, height) = made_small(&file(1000, 800, format)).unwrap();
            assert_eq!((width, height), (400, 320), "{format:?}");
            assert!(small.len() < people::LARGEST_PHOTO);
            let read = image::load_from_memory_with_format(&small, ImageFormat::Jpeg).unwrap();
            if format != ImageFormat::Jpeg {
                let pixel = read.to_rgb8().get_pixel(5, 5).0;
                assert!(pixel.iter().all(|channel| *channel > 250), "{pixel:?}");
            }
        }
    }

    #[test]
    fn a_small_picture_is_not_blown_up() {
        let (_, width, height) = made_small(&file(30, 40, ImageFormat::Png)).unwrap();
        assert_eq!((width, height), (30, 40));
    }

    #[test]
    fn other_files_are_refused() {
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>";
        assert_eq!(made_small(svg), Err(UnusablePhoto::OtherKind));
        assert_eq!(
            made_small(b"GIF89a\x01\x00\x01\x00"),
            Err(UnusablePhoto::OtherKind)
        );
        assert_eq!(made_small(b""), Err(UnusablePhoto::OtherKind));
        let mut cut = file(300, 300, ImageFormat::Png);
        cut.truncate(60);
        assert_eq!(made_small(&cut), Err(UnusablePhoto::Broken));
    }

    #[test]
    fn a_picture_that_would_unpack_to_more_than_fits_is_refused() {
        let mut bomb = file(10, 10, ImageFormat::Png);
        // The header says 60,000 times 60,000; its check sum is wrong then, and the size is refused first.
        bomb[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
        assert_eq!(made_small(&bomb), Err(UnusablePhoto::Broken));
    }
}
