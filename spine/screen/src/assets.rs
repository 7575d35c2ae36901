//! The style sheet, the script and the pictures: inside the program, under names that change with
//! their content, so a browser keeps them for a year and never asks again.

use axum::Router;
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::LazyLock;

/// The design tokens come first: everything after names them.
const STYLES: &str = concat!(
    include_str!("../assets/vendor/design-tokens/tokens.css"),
    include_str!("../assets/css/1-semantic.css"),
    include_str!("../assets/css/2-base.css"),
    include_str!("../assets/css/3-layout.css"),
    include_str!("../assets/css/4-component.css"),
    include_str!("../assets/css/5-form.css"),
    include_str!("../assets/css/6-table.css"),
    include_str!("../assets/css/7-chart.css"),
    include_str!("../assets/css/8-bulletin.css"),
    include_str!("../assets/css/8-leave.css"),
    include_str!("../assets/css/8-organisation.css"),
    include_str!("../assets/css/8-overtime.css"),
    include_str!("../assets/css/8-plan.css"),
    include_str!("../assets/css/8-staff.css"),
    include_str!("../assets/css/8-work.css"),
    include_str!("../assets/css/9-utility.css"),
    include_str!("../assets/css/10-print.css"),
);

/// Name, type and content of every asset.
const SOURCES: [(&str, &str, &str); 4] = [
    ("app.css", "text/css; charset=utf-8", STYLES),
    (
        "app.js",
        "text/javascript; charset=utf-8",
        include_str!("../assets/app.js"),
    ),
    (
        "icons.svg",
        "image/svg+xml",
        include_str!("../assets/icons.svg"),
    ),
    (
        "favicon.svg",
        "image/svg+xml",
        include_str!("../assets/favicon.svg"),
    ),
];

/// An asset may be kept for a year: its name changes when its content does.
const KEEP: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// One asset, ready to be sent.
struct Asset {
    name: &'static str,
    path: String,
    kind: &'static str,
    plain: &'static [u8],
    brotli: Packed,
    gzip: Packed,
}

/// Packed when it is first asked for, and then kept.
type Packed = LazyLock<Option<Vec<u8>>, Box<dyn FnOnce() -> Option<Vec<u8>> + Send>>;

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    SOURCES
        .iter()
        .map(|&(name, kind, text)| Asset {
            name,
            path: hashed_path(name, text),
            kind,
            plain: text.as_bytes(),
            brotli: LazyLock::new(Box::new(|| brotli(text.as_bytes()))),
            gzip: LazyLock::new(Box::new(|| gzip(text.as_bytes()))),
        })
        .collect()
});

/// `app.css` → `/assets/app.1a2b3c4d5e.css`.
fn hashed_path(name: &str, text: &str) -> String {
    let hash = hex::encode(Sha256::digest(text.as_bytes()));
    let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
    format!("/assets/{stem}.{}.{ending}", &hash[..10])
}

fn brotli(plain: &[u8]) -> Option<Vec<u8>> {
    let mut packed = Vec::new();
    // Quality 9 of 11: as good as 11 to a few bytes at this size, and quick in a debug build.
    let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, 9, 22);
    writer.write_all(plain).ok()?;
    drop(writer);
    Some(packed)
}

fn gzip(plain: &[u8]) -> Option<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(plain).ok()?;
    writer.finish().ok()
}

/// The address of an asset for a page: `asset("app.css")` → `/assets/app.1a2b3c4d5e.css`.
/// A name that does not exist gives an address that answers 404.
#[must_use]
pub fn asset(name: &str) -> &'static str {
    ASSETS
        .iter()
        .find(|asset| asset.name == name)
        .map_or("/assets/-", |asset| asset.path.as_str())
}

/// The address of the icon sprite, for `<use href="…#house"/>`.
#[must_use]
pub fn icons() -> &'static str {
    static PATH: LazyLock<&'static str> = LazyLock::new(|| asset("icons.svg"));
    *PATH
}

/// The route of the assets. It stands outside the layers that need a city and a session.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{name}", get(serve))
}

/// Answers `GET /assets/{name}`.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let asked = format!("/assets/{name}");
    let Some(asset) = ASSETS.iter().find(|asset| asset.path == asked) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let head = [
        (CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
        (CACHE_CONTROL, KEEP),
        (VARY, HeaderValue::from_static("accept-encoding")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    let packed = match accepted(&headers) {
        Packing::Brotli => asset.brotli.as_deref().map(|bytes| ("br", bytes)),
        Packing::Gzip => asset.gzip.as_deref().map(|bytes| ("gzip", bytes)),
        Packing::None => None,
    };
    match packed {
        Some((name, bytes)) => (
            head,
            [(CONTENT_ENCODING, HeaderValue::from_static(name))],
            bytes,
        )
            .into_response(),
        None => (head, asset.plain).into_response(),
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Packing {
    Brotli,
    Gzip,
    None,
}

/// The best packing the browser takes; one it refuses with `q=0` is not taken.
fn accepted(headers: &HeaderMap) -> Packing {
    let header = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let takes = |wanted: &str| {
        header.split(',').any(|part| {
            let (name, quality) = part.split_once(';').unwrap_or((part, ""));
            let refused = matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
            name.trim() == wanted && !refused
        })
    };
    if takes("br") {
        Packing::Brotli
    } else if takes("gzip") {
        Packing::Gzip
    } else {
        Packing::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    async fn fetch(path: &str, encoding: &str) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_str(encoding).unwrap());
        serve(
            Path(path.trim_start_matches("/assets/").to_owned()),
            headers,
        )
        .await
    }

    async fn body(response: Response) -> Vec<u8> {
        axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap()
            .to_vec()
    }

    #[test]
    fn the_design_tokens_are_those_that_were_published() {
        let tokens = include_bytes!("../assets/vendor/design-tokens/tokens.css");
        assert_eq!(
            hex::encode(Sha256::digest(tokens)),
            "ec3fb5b1e881d1bdf076feff29fe15a32269353c7a9cef40194f1eff0c3d7a90"
        );
    }

    #[tokio::test]
    async fn every_asset_is_served_under_its_hashed_name_and_kept_for_a_year() {
        for (name, kind, text) in SOURCES {
            let response = fetch(asset(name), "identity").await;
            assert_eq!(response.status(), StatusCode::OK, "{name}");
            assert_eq!(response.headers()[CONTENT_TYPE], kind);
            assert_eq!(
                response.headers()[CACHE_CONTROL],
                "public, max-age=31536000, immutable"
            );
            assert_eq!(body(response).await, text.as_bytes());
        }
    }

    #[tokio::test]
    async fn an_unknown_or_unhashed_name_is_not_found() {
        for path in [
            "/assets/app.css",
            "/assets/app.0000000000.css",
            asset("nothing.css"),
        ] {
            assert_eq!(
                fetch(path, "br").await.status(),
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
    }

    #[tokio::test]
    async fn the_style_sheet_is_packed_the_way_the_browser_takes_it() {
        let packed = fetch(asset("app.css"), "gzip, deflate, br").await;
        assert_eq!(packed.headers()[CONTENT_ENCODING], "br");
        let mut plain = Vec::new();
        let bytes = body(packed).await;
        brotli::Decompressor::new(bytes.as_slice(), 4096)
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, STYLES.as_bytes());
        assert!(
            bytes.len() < STYLES.len() / 4,
            "{} of {}",
            bytes.len(),
            STYLES.len()
        );

        let packed = fetch(asset("app.css"), "gzip, br;q=0").await;
        assert_eq!(packed.headers()[CONTENT_ENCODING], "gzip");
        let mut plain = Vec::new();
        let bytes = body(packed).await;
        flate2::read::GzDecoder::new(bytes.as_slice())
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, STYLES.as_bytes());
    }

    /// Every name a template or a component asks for stands in the sprite.
    #[test]
    fn every_icon_that_is_asked_for_exists() {
        let sprite = include_str!("../assets/icons.svg");
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut missing = Vec::new();
        for file in files(&folder.join("templates"))
            .into_iter()
            .chain(files(&folder.join("src")))
        {
            let text = std::fs::read_to_string(&file).unwrap();
            for name in text
                .split("icon(\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
            {
                if !sprite.contains(&format!("id=\"{name}\"")) && !name.is_empty() {
                    missing.push(format!("{}: {name}", file.display()));
                }
            }
        }
        assert!(missing.is_empty(), "{missing:?}");
    }

    fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            if entry.path().is_dir() {
                found.extend(files(&entry.path()));
            } else {
                found.push(entry.path());
            }
        }
        found
    }

    /// The strict content security policy would drop them, so they may not exist at all.
    #[test]
    fn no_template_carries_an_inline_style_or_script() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        for file in files(&folder) {
            let text = std::fs::read_to_string(&file).unwrap();
            for forbidden in [
                " style=",
                "<style",
                "javascript:",
                " onclick=",
                " onchange=",
            ] {
                assert!(
                    !text.contains(forbidden),
                    "{} has {forbidden}",
                    file.display()
                );
            }
        }
    }
}
