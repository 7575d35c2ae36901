use calendar::Date;
use exchange::xlsx::{ExcelDateTime, Format, Workbook as Writer};
use exchange::{Limits, Refusal, Region, Value, Workbook};
use proptest::prelude::*;
use std::io::{Cursor, Read as _, Write as _};

fn workbook() -> Vec<u8> {
    let mut book = Writer::new();
    let sheet = book.add_worksheet().set_name("計画").unwrap();
    sheet
        .merge_range(0, 1, 0, 3, "継続", &Format::new())
        .unwrap();
    sheet.write_boolean(1, 0, true).unwrap();
    sheet.write_number(1, 1, 0.1 + 0.2).unwrap();
    sheet.write_number(1, 2, 12_345_678_901.0).unwrap();
    let day = ExcelDateTime::from_ymd(2027, 1, 16).unwrap();
    sheet
        .write_datetime_with_format(2, 0, &day, &exchange::date_format())
        .unwrap();
    let time = ExcelDateTime::from_hms(9, 30, 0.0).unwrap();
    sheet
        .write_datetime_with_format(2, 1, &time, &Format::new().set_num_format("hh:mm"))
        .unwrap();
    let hours = Format::new().set_num_format("[h]:mm");
    sheet
        .write_number_with_format(2, 2, 26.25 / 24.0, &hours)
        .unwrap();
    book.add_worksheet()
        .set_name("隠し")
        .unwrap()
        .set_hidden(true);
    book.save_to_buffer().unwrap()
}

/// The same workbook with one part replaced.
fn with_part(name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(workbook())).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let own = part.name().unwrap().into_owned();
        to.start_file(own.as_str(), zip::write::SimpleFileOptions::default())
            .unwrap();
        let text = if own == name { change(text) } else { text };
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn cells_come_with_their_types() {
    let book = Workbook::open(&workbook()).unwrap();
    assert_eq!(book.sheets.len(), 2);
    let sheet = book.sheet("計画").unwrap();
    assert_eq!(sheet.value(1, 2), Some(&Value::Text("継続".into())));
    assert_eq!(sheet.value(2, 1), Some(&Value::Flag(true)));
    assert_eq!(sheet.value(2, 2), Some(&Value::Number("0.3".into())));
    assert_eq!(
        sheet.value(2, 3),
        Some(&Value::Number("12345678901".into()))
    );
    assert_eq!(
        sheet.value(3, 1),
        Some(&Value::Date(Date::constant(2027, 1, 16)))
    );
    assert_eq!(sheet.value(3, 2), Some(&Value::Text("9:30".into())));
    assert_eq!(sheet.value(3, 3), Some(&Value::Text("26:15".into())));
    assert!(!book.sheet("隠し").unwrap().visible);
}

#[test]
fn merged_cells_are_known_by_each_of_their_cells() {
    let book = Workbook::open(&workbook()).unwrap();
    let sheet = book.sheet("計画").unwrap();
    let region = Region {
        top: 1,
        left: 2,
        bottom: 1,
        right: 4,
    };
    assert_eq!(sheet.merged, [region]);
    assert_eq!(sheet.region(1, 4), Some(region));
    assert_eq!(sheet.region(1, 1), None);
}

#[test]
fn readings_of_names_do_not_become_part_of_the_text() {
    let bytes = with_part("xl/sharedStrings.xml", |_| {
        "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"1\" uniqueCount=\"1\">\
         <si><t>髙橋</t><rPh sb=\"0\" eb=\"2\"><t>タカハシ</t></rPh></si></sst>"
            .to_owned()
    });
    let book = Workbook::open(&bytes).unwrap();
    assert_eq!(
        book.sheet("計画").unwrap().value(1, 2),
        Some(&Value::Text("髙橋".into()))
    );
}

#[test]
fn what_is_not_a_workbook_is_refused_by_name() {
    assert_eq!(Workbook::open(b""), Err(Refusal::NotAWorkbook));
    assert_eq!(
        Workbook::open("番号,氏名".as_bytes()),
        Err(Refusal::NotAWorkbook)
    );
    assert_eq!(
        Workbook::open(b"PK\x03\x04 no archive"),
        Err(Refusal::Damaged)
    );
    let mut other = zip::ZipWriter::new(Cursor::new(Vec::new()));
    other
        .start_file("a.txt", zip::write::SimpleFileOptions::default())
        .unwrap();
    assert_eq!(
        Workbook::open(&other.finish().unwrap().into_inner()),
        Err(Refusal::NotAWorkbook)
    );
}

#[test]
fn old_and_locked_workbooks_are_told_apart() {
    let mut old = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    old.extend([0; 512]);
    assert_eq!(Workbook::open(&old), Err(Refusal::OldFormat));
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(Workbook::open(&old), Err(Refusal::Encrypted));
}

#[test]
fn the_limits_hold() {
    let bytes = workbook();
    let size = u64::try_from(bytes.len()).unwrap();
    let small = |limits| Workbook::open_within(&bytes, limits);
    let usual = Limits::default();
    assert_eq!(
        small(Limits {
            file_bytes: size - 1,
            ..usual
        }),
        Err(Refusal::TooLarge { limit: size - 1 })
    );
    assert!(
        small(Limits {
            file_bytes: size,
            ..usual
        })
        .is_ok()
    );
    assert_eq!(
        small(Limits { cells: 6, ..usual }),
        Err(Refusal::TooManyCells { limit: 6 })
    );
    assert!(small(Limits { cells: 7, ..usual }).is_ok());
    assert_eq!(
        small(Limits {
            unpacked_bytes: 2000,
            ..usual
        }),
        Err(Refusal::UnpacksTooLarge { limit: 2000 })
    );
}

#[test]
fn a_file_that_unpacks_to_very_much_is_refused_without_unpacking_it() {
    let bomb = with_part("xl/styles.xml", |text| text + &" ".repeat(200 << 20));
    assert!(bomb.len() < 1 << 20, "small on the way in: {}", bomb.len());
    let limit = Limits::default().unpacked_bytes;
    assert_eq!(
        Workbook::open(&bomb),
        Err(Refusal::UnpacksTooLarge { limit })
    );
}

#[test]
fn one_long_text_shared_by_many_cells_counts_each_time() {
    let long = "あ".repeat(100_000);
    let bytes = with_part("xl/sharedStrings.xml", |text| text.replace("継続", &long));
    let bytes = {
        // The same string in 1,000 more cells.
        let row = |r: u32| format!("<row r=\"{r}\"><c r=\"A{r}\" t=\"s\"><v>0</v></c></row>");
        let rows: String = (10..1010).map(row).collect();
        let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..from.len() {
            let mut part = from.by_index(index).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            let own = part.name().unwrap().into_owned();
            to.start_file(own.as_str(), zip::write::SimpleFileOptions::default())
                .unwrap();
            if own == "xl/worksheets/sheet1.xml" {
                text = text.replace("</sheetData>", &(rows.clone() + "</sheetData>"));
            }
            to.write_all(text.as_bytes()).unwrap();
        }
        to.finish().unwrap().into_inner()
    };
    let limit = Limits::default().unpacked_bytes;
    assert_eq!(
        Workbook::open(&bytes),
        Err(Refusal::UnpacksTooLarge { limit })
    );
}

#[test]
fn a_false_count_of_shared_texts_does_not_use_up_the_memory() {
    let bytes = with_part("xl/sharedStrings.xml", |text| {
        text.replace("uniqueCount=\"1\"", "uniqueCount = '99999999999999'")
    });
    assert_eq!(Workbook::open(&bytes), Err(Refusal::Damaged));
}

#[test]
fn a_cell_in_the_last_corner_of_a_sheet_costs_nothing() {
    let bytes = with_part("xl/worksheets/sheet1.xml", |text| {
        text.replace(
            "</sheetData>",
            "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>",
        )
    });
    let book = Workbook::open(&bytes).unwrap();
    assert_eq!(
        book.sheets[0].value(1_048_576, 16_384),
        Some(&Value::Number("1".into()))
    );
}

#[test]
fn a_number_that_is_none_reads_as_an_error() {
    let bytes = with_part("xl/worksheets/sheet1.xml", |text| {
        text.replace("<v>12345678901</v>", "<v>inf</v>")
    });
    match Workbook::open(&bytes) {
        Ok(book) => assert_eq!(
            book.sheets[0].value(2, 3),
            Some(&Value::Error("#NUM!".into()))
        ),
        Err(refusal) => assert_eq!(refusal, Refusal::Damaged),
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = Workbook::open(&bytes);
        let mut zipped = b"PK\x03\x04".to_vec();
        zipped.extend(bytes);
        prop_assert!(Workbook::open(&zipped).is_err());
    }

    #[test]
    fn a_workbook_cut_short_is_refused(cut in 0.0_f64..1.0) {
        let whole = workbook();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a small file")]
        let length = (whole.len() as f64 * cut) as usize;
        prop_assert!(Workbook::open(&whole[..length]).is_err());
    }

    #[test]
    fn a_workbook_with_bytes_changed_never_makes_it_panic(changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = workbook();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = Workbook::open(&bytes);
    }

    #[test]
    fn a_sheet_of_nonsense_never_makes_it_panic(xml in "(<(row|c|v|f|is|t|mergeCell|dimension)( (r|t|s|ref|si)=\"[A-Z]{0,4}[0-9]{0,12}(:[A-Z]{0,3}[0-9]{0,9})?\"){0,3}/?>|</(row|c|v|f|is|t)>|[0-9.eE-]{0,6}){0,40}") {
        let bytes = with_part("xl/worksheets/sheet1.xml", |_| format!("<worksheet><sheetData>{xml}</sheetData></worksheet>"));
        let _ = Workbook::open(&bytes);
    }
}
