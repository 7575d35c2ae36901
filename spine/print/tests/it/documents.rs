use jiff::civil::date;
use print::{PdfOptions, Template, page_count, pdf, typeset, unprintable};
use serde_json::json;

const LIST: Template = Template {
    name: "list",
    source: r#"#import "office.typ": gothic, mincho
#let data = json("data.json")
#set page(paper: "a4", margin: 20mm)
= #data.title
#text(font: mincho)[#data.preface]
#table(
  columns: (1fr, auto, auto),
  table.header[取組][目標][実績],
  ..data.rows.map(row => (row.name, row.target, row.actual)).flatten(),
)"#,
};

fn report(rows: usize) -> serde_json::Value {
    let row = |n| json!({ "name": format!("取組{n}"), "target": "90.0%", "actual": "88.5%" });
    json!({
        "title": "実績報告書",
        "preface": "鷗外・髙橋・﨑・𠮷野など、氏名に用いられる異体字も表示できること。",
        "rows": (1..=rows).map(row).collect::<Vec<_>>(),
    })
}

fn options() -> PdfOptions {
    PdfOptions {
        title: "実績報告書".to_owned(),
        author: "人事課".to_owned(),
        created: Some(date(2026, 11, 22)),
        archival: false,
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let first = pdf(&LIST, &report(21), &options()).unwrap();
    let second = pdf(&LIST, &report(21), &options()).unwrap();
    assert_eq!(first, second);
    let other_day = PdfOptions {
        created: Some(date(2026, 11, 23)),
        ..options()
    };
    assert_ne!(first, pdf(&LIST, &report(21), &other_day).unwrap());
}

#[test]
fn a_pdf_says_its_language_its_maker_and_its_day() {
    let bytes = pdf(&LIST, &report(1), &options()).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let metadata = |text: &str| contains(&bytes, text.as_bytes());
    assert!(
        metadata("<rdf:li>ja-JP</rdf:li>") || metadata("/Lang (ja-JP)"),
        "language"
    );
    assert!(metadata("Hagukumi"), "maker");
    assert!(metadata("2026-11-22T00:00:00+09:00"), "day");
    assert!(metadata("実績報告書"), "title");
    assert!(metadata("人事課"), "author");
    assert!(metadata("/MarkInfo"), "tags");
}

#[test]
fn pages_are_counted() {
    assert_eq!(page_count(&LIST, &report(3), &options()).unwrap(), 1);
    let long = typeset(&LIST, &report(200), &options()).unwrap();
    assert!(long.page_count() > 3);
    let sizes = long.page_sizes();
    assert_eq!(sizes.len(), long.page_count());
    assert!(
        sizes
            .iter()
            .all(|size| (size.width, size.height) == (210.0, 297.0)),
        "{sizes:?}"
    );
}

#[test]
fn the_words_of_the_pages_can_be_read_back() {
    let text = typeset(&LIST, &report(2), &options()).unwrap().text();
    assert!(text.contains("取組1") && text.contains("𠮷野"), "{text}");
    assert_eq!(text.lines().count(), 1);
}

#[test]
fn rare_characters_of_names_have_a_shape() {
    let names = "𠮷田 髙橋 山﨑 鷗外 渡邉 渡邊 葛󠄀城 辻󠄀 𡈽屋 𩸽 陈伟 仿 ①㈱℡";
    let data = json!({ "title": names, "preface": names, "rows": [] });
    let set = typeset(&LIST, &data, &options()).unwrap();
    assert!(set.unprinted().is_empty(), "{:?}", set.unprinted());
    assert!(unprintable(names).is_empty());
}

#[test]
fn what_cannot_be_printed_is_named() {
    let data = json!({ "title": "祝🎉", "preface": "ok", "rows": [] });
    let set = typeset(&LIST, &data, &options()).unwrap();
    assert_eq!(set.unprinted(), vec!['🎉']);
    assert_eq!(unprintable("祝🎉\n祝🎉"), vec!['🎉']);
    assert!(set.pdf().unwrap().starts_with(b"%PDF-"));
    let archival = PdfOptions {
        archival: true,
        ..options()
    };
    let refusal = pdf(&LIST, &data, &archival).unwrap_err().to_string();
    assert!(refusal.contains("typesetting list"), "{refusal}");
}

#[test]
fn an_archival_pdf_declares_its_standard() {
    let archival = PdfOptions {
        archival: true,
        ..options()
    };
    let bytes = pdf(&LIST, &report(21), &archival).unwrap();
    assert!(contains(&bytes, b"<pdfaid:part>2</pdfaid:part>"));
    assert!(contains(
        &bytes,
        b"<pdfaid:conformance>A</pdfaid:conformance>"
    ));
}

#[test]
fn a_fault_in_a_template_names_its_line() {
    const BROKEN: Template = Template {
        name: "broken",
        source: "#let x = 1\n\n#y",
    };
    let fault = pdf(&BROKEN, &json!({}), &options())
        .unwrap_err()
        .to_string();
    assert_eq!(
        fault,
        "typesetting broken: template.typ:3: unknown variable: y"
    );
}

#[test]
fn a_template_reads_nothing_from_the_machine() {
    for source in [r#"#read("/etc/hostname")"#, "#datetime.today().display()"] {
        let nosy = Template {
            name: "nosy",
            source,
        };
        assert!(pdf(&nosy, &json!({}), &options()).is_err(), "{source}");
    }
}
