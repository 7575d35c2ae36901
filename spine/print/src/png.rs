//! Our own SVG charts as PNG, for documents that cannot hold SVG.

use crate::fonts::font_files;
use anyhow::{Context, ensure};
use resvg::tiny_skia::Pixmap;
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{ImageHrefResolver, Options, Transform, Tree};
use std::sync::{Arc, LazyLock};

/// The longest side of a picture in pixels; above it somebody asked for a mistake.
const LONGEST_SIDE: f32 = 16_384.0;

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::new();
    for file in font_files() {
        database.load_font_source(Source::Binary(Arc::new(file.data)));
    }
    // A family we do not carry falls back to "serif", and charts are drawn in Gothic.
    for set in [
        Database::set_serif_family::<&str>,
        Database::set_sans_serif_family,
        Database::set_monospace_family,
        Database::set_cursive_family,
        Database::set_fantasy_family,
    ] {
        set(&mut database, "BIZ UDPGothic");
    }
    Arc::new(database)
});

/// Draws an SVG with the program's own fonts, `scale` pixels for each of its units.
///
/// Pictures inside the SVG are left out: nothing is read from the machine or the network.
///
/// # Errors
/// When the text is not SVG or the picture would be too large.
pub fn png(svg: &str, scale: u32) -> anyhow::Result<Vec<u8>> {
    let options = Options {
        font_family: "BIZ UDPGothic".to_owned(),
        fontdb: Arc::clone(&FONTS),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).context("reading the SVG")?;
    let scale = f32::from(u16::try_from(scale).context("the scale of the picture")?);
    let size = tree
        .size()
        .scale_by(scale)
        .context("the scale of the picture")?
        .to_int_size();
    let longest = tree.size().width().max(tree.size().height()) * scale;
    ensure!(
        longest <= LONGEST_SIDE,
        "a picture of {longest} pixels is too large"
    );
    let mut canvas =
        Pixmap::new(size.width(), size.height()).context("making room for the picture")?;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut canvas.as_mut(),
    );
    canvas.encode_png().context("writing the PNG")
}
