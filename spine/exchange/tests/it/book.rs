use calendar::Date;
use exchange::{Book, Column, ColumnKind, Value, Workbook, sheet_name};

const DAY: Date = Date::constant(2026, 11, 22);

fn column(title: &str, kind: ColumnKind) -> Column {
    Column {
        title: title.to_owned(),
        width: 12,
        kind,
    }
}

fn staff_table() -> Vec<u8> {
    let mut book = Book::new("職員名簿", "みどり野市", DAY).unwrap();
    let rows = [
        ["S000001", "髙橋 﨑子𠮷", "2026-04-01", "80.7"],
        ["S000002", "=1+1", "未定", "未実施"],
        ["S000003", "a & <b>\n_x0041_", "1899-01-01", "-3"],
    ];
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|r| r.iter().map(|s| (*s).to_owned()).collect())
        .collect();
    let columns = [
        column("職員番号", ColumnKind::Text),
        column("氏名", ColumnKind::Text),
        column("発令日", ColumnKind::Date),
        column("点数", ColumnKind::Number),
    ];
    book.table("名簿", &columns, rows.iter().map(Vec::as_slice))
        .unwrap();
    book.finish().unwrap()
}

#[test]
fn a_table_reads_back_as_it_was_written() {
    let book = Workbook::open(&staff_table()).unwrap();
    let sheet = book.sheet("名簿").unwrap();
    let text = |row, column| sheet.value(row, column).cloned();
    assert_eq!(text(1, 2), Some(Value::Text("氏名".into())));
    assert_eq!(text(2, 2), Some(Value::Text("髙橋 﨑子𠮷".into())));
    assert_eq!(text(2, 3), Some(Value::Date(Date::constant(2026, 4, 1))));
    assert_eq!(text(2, 4), Some(Value::Number("80.7".into())));
    assert_eq!(
        text(3, 2),
        Some(Value::Text("=1+1".into())),
        "text, not a formula"
    );
    assert_eq!(text(3, 3), Some(Value::Text("未定".into())));
    assert_eq!(text(3, 4), Some(Value::Text("未実施".into())));
    assert_eq!(text(4, 2), Some(Value::Text("a & <b>\n_x0041_".into())));
    assert_eq!(
        text(4, 3),
        Some(Value::Text("1899-01-01".into())),
        "before Excel's first day"
    );
    assert_eq!(text(4, 4), Some(Value::Number("-3".into())));
    assert_eq!(sheet.value(5, 1), None);
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    assert_eq!(staff_table(), staff_table());
}

#[test]
fn another_date_gives_other_bytes() {
    let make = |day| {
        let mut book = Book::new("表", "市", day).unwrap();
        book.sheet("表").unwrap();
        book.finish().unwrap()
    };
    assert_ne!(make(DAY), make(DAY.tomorrow().unwrap()));
}

#[test]
fn two_sheets_of_one_name_are_an_error() {
    let mut book = Book::new("表", "市", DAY).unwrap();
    book.sheet("表").unwrap();
    book.sheet("表").unwrap();
    assert!(book.finish().is_err());
}

#[test]
fn a_long_name_is_cut_where_excel_would_refuse_it() {
    let name = sheet_name(&"𠮷".repeat(40));
    assert_eq!(name.encode_utf16().count(), 30);
    assert_eq!(sheet_name("''"), "Sheet");
}
