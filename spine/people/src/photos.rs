//! Photos of employees, kept small in the database. Making them small is the business of whoever takes them in.

use crate::records::{EmployeeId, vocabulary};
use anyhow::{Result, anyhow};
use store::{Db, Tx, sqlx};

vocabulary! {
    /// How a photo is kept.
    PhotoMedia {
        /// JPEG.
        Jpeg = "image/jpeg", "people-photo-jpeg";
        /// PNG.
        Png = "image/png", "people-photo-png";
        /// WebP.
        WebP = "image/webp", "people-photo-webp";
    }
}

/// The largest photo in the database, in bytes.
pub const LARGEST_PHOTO: usize = 200 * 1024;

/// A photo of an employee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// Of whom.
    pub employee: EmployeeId,
    /// Its format.
    pub media: PhotoMedia,
    /// Width in pixels.
    pub width: i64,
    /// Height in pixels.
    pub height: i64,
    /// The picture.
    pub content: Vec<u8>,
    /// Grows with every photo; stands in the address, so that browsers may keep the picture.
    pub version: i64,
}

store::row! {
    struct PhotoRow {
        media: String,
        width: i64,
        height: i64,
        content: Vec<u8>,
        version: i64,
    }
}

const PHOTO: &str = "
    SELECT media, width, height, content, version FROM employee_photos WHERE employee_id = $1";

/// The photo of an employee.
pub async fn photo(db: &Db, employee: EmployeeId) -> Result<Option<Photo>> {
    let row: Option<PhotoRow> = store::read!(db, |pool| {
        sqlx::query_as(PHOTO)
            .bind(employee.0)
            .fetch_optional(pool)
            .await
    })?;
    row.map(|row| {
        let media = PhotoMedia::of_word(&row.media).ok_or_else(|| anyhow!("unknown media type"))?;
        Ok(Photo {
            employee,
            media,
            width: row.width,
            height: row.height,
            content: row.content,
            version: row.version,
        })
    })
    .transpose()
}

const SET_PHOTO: &str = "
    INSERT INTO employee_photos (employee_id, media, width, height, content, version)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (employee_id) DO UPDATE
       SET media = $2, width = $3, height = $4, content = $5, version = $6";

/// Enters or replaces a photo. `version` must be new, e.g. from [`store::Ids`].
pub async fn set_photo(tx: &mut Tx, photo: &Photo) -> Result<()> {
    store::write!(tx, |connection| {
        sqlx::query(SET_PHOTO)
            .bind(photo.employee.0)
            .bind(photo.media.word())
            .bind(photo.width)
            .bind(photo.height)
            .bind(photo.content.as_slice())
            .bind(photo.version)
            .execute(connection)
            .await
            .map(|_| ())
    })?;
    Ok(())
}

const REMOVE: &str = "DELETE FROM employee_photos WHERE employee_id = $1";

/// Takes a photo away. Returns whether there was one.
pub async fn remove_photo(tx: &mut Tx, employee: EmployeeId) -> Result<bool> {
    let removed = store::write!(tx, |connection| {
        sqlx::query(REMOVE)
            .bind(employee.0)
            .execute(connection)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(removed > 0)
}

/// Enters many photos at once, for the sample city.
pub async fn insert_photos(tx: &mut Tx, photos: &[Photo]) -> Result<()> {
    for photo in photos {
        set_photo(tx, photo).await?;
    }
    Ok(())
}

pub(crate) const QUERIES: &[(&str, &str)] = &[
    ("people::photo", PHOTO),
    ("people::set_photo", SET_PHOTO),
    ("people::remove_photo", REMOVE),
];
