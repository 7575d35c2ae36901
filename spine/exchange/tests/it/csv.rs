use exchange::csv::{Delimiter, Field, Table, guarded, read, unguarded, write_cp932, write_utf8};
use exchange::{Encoding, Limits, Refusal, Unmappable};
use proptest::prelude::*;

fn text_rows(rows: &[&[&str]]) -> Vec<Vec<Field>> {
    rows.iter()
        .map(|row| row.iter().map(|text| Field::from(*text)).collect())
        .collect()
}

fn table(bytes: &[u8]) -> Table {
    read(bytes, Limits::default()).unwrap()
}

#[test]
fn excels_own_csv_is_read_whatever_its_encoding() {
    let expected = [["番号", "氏名"], ["1", "髙橋①～"]];
    let text = "番号,氏名\r\n1,髙橋①～\r\n";
    let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode(text);
    let tabs = text.replace(',', "\t");
    let utf16: Vec<u8> = tabs.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_mark = [b"\xFF\xFE".as_slice(), &utf16].concat();
    let with_bom = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
    let files = [
        (text.as_bytes(), Encoding::Utf8, Delimiter::Comma),
        (&with_bom, Encoding::Utf8WithBom, Delimiter::Comma),
        (&cp932, Encoding::Cp932, Delimiter::Comma),
        (&utf16, Encoding::Utf16Le, Delimiter::Tab),
        (&with_mark, Encoding::Utf16Le, Delimiter::Tab),
    ];
    for (bytes, encoding, delimiter) in files {
        let table = table(bytes);
        assert_eq!(table.rows, expected, "{encoding}");
        assert_eq!((table.encoding, table.delimiter), (encoding, delimiter));
    }
}

#[test]
fn a_comma_inside_quotes_does_not_decide_the_delimiter() {
    let table = table("\"a,b,c\"\t2\r\n".as_bytes());
    assert_eq!(table.rows, [["a,b,c", "2"]]);
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
    let rows = table(b"\r\na,\"x\r\ny\"\r\n\r\n\nb,2\n").rows;
    assert_eq!(
        rows,
        [vec![], vec!["a", "x\r\ny"], vec![], vec![], vec!["b", "2"]]
    );
}

#[test]
fn every_field_with_broken_characters_is_named() {
    let refusals = read(
        b"\x94\xd4\x8d\x86,a\r\n\x81,\x83\x41\r\n1,\xff\r\n",
        Limits::default(),
    );
    let refusal = |row, column| Refusal::Undecodable {
        row,
        column,
        encoding: Encoding::Cp932,
    };
    assert_eq!(refusals, Err(vec![refusal(2, 1), refusal(3, 2)]));
}

#[test]
fn half_a_surrogate_pair_is_named() {
    let mut bytes = b"\xFF\xFE".to_vec();
    bytes.extend([0x61, 0x00, 0x09, 0x00, 0x42, 0xD8, 0x0D, 0x00, 0x0A, 0x00]);
    let refusal = Refusal::Undecodable {
        row: 1,
        column: 2,
        encoding: Encoding::Utf16Le,
    };
    assert_eq!(read(&bytes, Limits::default()), Err(vec![refusal]));
}

#[test]
fn the_limits_hold() {
    let limits = Limits {
        file_bytes: 10,
        ..Limits::default()
    };
    assert_eq!(
        read(b"12345678901", limits),
        Err(vec![Refusal::TooLarge { limit: 10 }])
    );
    let limits = Limits {
        cells: 3,
        ..Limits::default()
    };
    assert!(read(b"1,2,3", limits).is_ok());
    assert_eq!(
        read(b"1,2\n3,4", limits),
        Err(vec![Refusal::TooManyCells { limit: 3 }])
    );
}

#[test]
fn open_data_has_a_mark_and_crlf() {
    let bytes = write_utf8(&text_rows(&[
        &["番号", "a,b"],
        &["", ""],
        &["言\"葉\"", "二\n行"],
    ]));
    let expected = "\u{FEFF}番号,\"a,b\"\r\n,\r\n\"言\"\"葉\"\"\",\"二\n行\"\r\n";
    assert_eq!(String::from_utf8(bytes).unwrap(), expected);
}

#[test]
fn text_that_could_be_a_formula_is_guarded_and_figures_are_not() {
    let rows = vec![vec![
        Field::from("=cmd|'/c calc'!A1"),
        Field::from("-"),
        Field::from("－"),
        Field::from("＝1＋1"),
        Field::plain(-5),
        Field::from("@x"),
        Field::from("+1"),
    ]];
    let text = String::from_utf8(write_utf8(&rows)).unwrap();
    assert_eq!(
        text,
        "\u{FEFF}'=cmd|'/c calc'!A1,-,－,'＝1＋1,-5,'@x,'+1\r\n"
    );
}

#[test]
fn cp932_replaces_only_the_four_dashes() {
    let bytes = write_cp932(&text_rows(&[&["〜—‖−", "髙橋①㈱"]])).unwrap();
    assert_eq!(table(&bytes).rows, [["～―∥－", "髙橋①㈱"]]);
}

#[test]
fn cp932_names_every_character_it_does_not_have() {
    let rows = text_rows(&[&["番号", "氏名"], &["1", "𠮷田é"], &["‾", "a"]]);
    let missing = write_cp932(&rows).unwrap_err();
    let at = |row, column, character| Unmappable {
        row,
        column,
        character,
    };
    assert_eq!(missing, [at(2, 2, '𠮷'), at(2, 2, 'é'), at(3, 1, '‾')]);
    assert_eq!(missing[0].variables()[3].1, "U+20BB7");
}

proptest! {
    #[test]
    fn utf8_reads_back_as_it_was_written(rows in proptest::collection::vec(proptest::collection::vec("([=+@'-]{0,3}|[,\t\r\n\" あ髙𠮷〜a-c]{0,6}){1,2}", 1..5), 1..8)) {
        let fields: Vec<Vec<Field>> = rows.iter().map(|row| row.iter().map(|t| Field::from(t.as_str())).collect()).collect();
        let back: Vec<Vec<String>> = table(&write_utf8(&fields)).rows.iter().map(|row| row.iter().map(|t| unguarded(t).to_owned()).collect()).collect();
        prop_assert_eq!(back, rows);
    }

    #[test]
    fn cp932_reads_back_as_it_was_written_or_says_why_not(rows in proptest::collection::vec(proptest::collection::vec("[ -~ぁ-ん亜髙橋①㈱〜—‖−¥\\r\\n]{0,6}𠮷?", 1..4), 1..5)) {
        let fields: Vec<Vec<Field>> = rows.iter().map(|row| row.iter().map(Field::plain).collect()).collect();
        match write_cp932(&fields) {
            Err(missing) => for one in missing {
                prop_assert!(rows[one.row - 1][one.column - 1].contains(one.character));
            },
            Ok(bytes) => {
                let twins = |text: &String| text.replace('〜', "～").replace('—', "―").replace('‖', "∥").replace('−', "－").replace('¥', "\\");
                let expected: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(twins).collect()).collect();
                prop_assert_eq!(table(&bytes).rows, expected);
            }
        }
    }

    #[test]
    fn the_guard_loses_nothing(text in "['=+@＝-]{0,4}.{0,3}") {
        let guarded = guarded(&text);
        prop_assert_eq!(unguarded(&guarded), text.as_str());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        let _ = read(&bytes, Limits::default());
    }
}
