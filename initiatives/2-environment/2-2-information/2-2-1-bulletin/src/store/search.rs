//! The index of the full-text search: written with the post, in its transaction.

use crate::records::PostId;
use crate::rules::grams;
use anyhow::Result;
use store::{Tx, sqlx};

const CLEAR_GRAMS: &str = "DELETE FROM bulletin_grams WHERE post_id = $1";
const ADD_GRAMS: &str = "
    INSERT INTO bulletin_grams (gram, post_id) SELECT value, $2 FROM json_each($1)";
const SET_TEXT: &str = "
    INSERT INTO bulletin_texts (post_id, folded) VALUES ($1, $2)
    ON CONFLICT (post_id) DO UPDATE SET folded = excluded.folded";

/// Makes a post findable by what it says now.
pub(crate) async fn index(tx: &mut Tx, post: PostId, folded: &str) -> Result<()> {
    let grams = grams(folded);
    store::write!(&mut *tx, |c| sqlx::query(CLEAR_GRAMS)
        .bind(post.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    store::write!(&mut *tx, |c| sqlx::query(ADD_GRAMS)
        .bind(grams)
        .bind(post.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    store::write!(tx, |c| sqlx::query(SET_TEXT)
        .bind(post.0)
        .bind(folded)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

pub(super) const QUERIES: &[(&str, &str)] = &[
    ("bulletin::search clear", CLEAR_GRAMS),
    ("bulletin::search add", ADD_GRAMS),
    ("bulletin::search text", SET_TEXT),
];
