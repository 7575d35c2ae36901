use print::png;
use resvg::tiny_skia::Pixmap;

fn picture(svg: &str, scale: u32) -> Pixmap {
    Pixmap::decode_png(&png(svg, scale).unwrap()).unwrap()
}

fn inked(picture: &Pixmap) -> usize {
    picture
        .pixels()
        .iter()
        .filter(|pixel| pixel.alpha() > 0)
        .count()
}

fn text(font: &str, text: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><text x="5" y="22" font-size="20" font-family="{font}">{text}</text></svg>"#
    )
}

#[test]
fn a_chart_becomes_a_picture_of_its_size_times_the_scale() {
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#0055ad"/></svg>"##;
    let picture = picture(svg, 3);
    assert_eq!((picture.width(), picture.height()), (120, 60));
    assert_eq!(inked(&picture), 120 * 60);
}

#[test]
fn text_is_drawn_in_our_fonts_whatever_family_the_chart_names() {
    let named = picture(&text("BIZ UDPGothic", "育"), 2);
    assert!(inked(&named) > 100);
    assert_eq!(
        named.data(),
        picture(&text("Hiragino Sans, sans-serif", "育"), 2).data()
    );
    assert_eq!(named.data(), picture(&text("Unheard Of", "育"), 2).data());
}

#[test]
fn rare_kanji_are_drawn_and_not_left_out() {
    let rare = picture(&text("sans-serif", "𠮷"), 2);
    assert!(inked(&rare) > 100);
    assert_ne!(rare.data(), picture(&text("sans-serif", "🎉"), 2).data());
}

#[test]
fn pictures_inside_a_chart_are_not_fetched() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><image href="/etc/hostname" width="40" height="20"/></svg>"#;
    assert_eq!(inked(&picture(svg, 1)), 0);
}

#[test]
fn what_is_no_svg_or_far_too_large_is_refused() {
    assert!(png("plain text", 1).is_err());
    assert!(png(&text("sans-serif", "育"), 5000).is_err());
    assert!(png(&text("sans-serif", "育"), 0).is_err());
}
