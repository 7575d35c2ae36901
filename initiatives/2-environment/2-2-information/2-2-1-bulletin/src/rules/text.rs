//! The light markup of a text: paragraphs, headings, lists, addresses. Everything else is shown as typed.

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A line that begins with ■ or #.
    Heading(String),
    /// Lines that belong together.
    Paragraph(Vec<Vec<Piece>>),
    /// Lines that begin with ・, ○, - or *.
    List(Vec<Vec<Piece>>),
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// An address that can be followed.
    Link(String),
}

const HEADINGS: [&str; 4] = ["■", "◆", "## ", "# "];
const ITEMS: [&str; 4] = ["・", "○", "- ", "* "];

/// The parts of a text.
///
/// ```
/// use bulletin::rules::{Block, Piece, blocks};
/// let words = |text: &str| vec![Piece::Words(text.to_owned())];
/// assert_eq!(
///     blocks("■提出するもの\n・申告書\n・証明書\n\n期限は30日です。\n様式は https://example.jp/a?b=1 から"),
///     [
///         Block::Heading("提出するもの".to_owned()),
///         Block::List(vec![words("申告書"), words("証明書")]),
///         Block::Paragraph(vec![
///             words("期限は30日です。"),
///             vec![
///                 Piece::Words("様式は ".to_owned()),
///                 Piece::Link("https://example.jp/a?b=1".to_owned()),
///                 Piece::Words(" から".to_owned()),
///             ],
///         ]),
///     ]
/// );
/// ```
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    // A blank line ends what stands before it.
    let mut open = false;
    for line in text.lines() {
        let line = line.trim_end();
        let start = line.trim_start();
        if start.is_empty() {
            open = false;
        } else if let Some(heading) = after(start, &HEADINGS) {
            blocks.push(Block::Heading(heading.to_owned()));
            open = false;
        } else if let Some(item) = after(start, &ITEMS) {
            match blocks.last_mut() {
                Some(Block::List(items)) if open => items.push(pieces(item)),
                _ => blocks.push(Block::List(vec![pieces(item)])),
            }
            open = true;
        } else {
            match blocks.last_mut() {
                Some(Block::Paragraph(lines)) if open => lines.push(pieces(line)),
                _ => blocks.push(Block::Paragraph(vec![pieces(line)])),
            }
            open = true;
        }
    }
    blocks
}

/// What stands behind one of the marks.
fn after<'a>(line: &'a str, marks: &[&str]) -> Option<&'a str> {
    marks
        .iter()
        .find_map(|mark| line.strip_prefix(mark))
        .map(str::trim)
        .filter(|rest| !rest.is_empty())
}

/// Words and addresses of a line. An address begins with `http://` or `https://` and ends before the first
/// character that no address holds; a full stop or bracket behind it belongs to the sentence.
fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(at) = next_address(rest) {
        let (before, address) = rest.split_at(at);
        let end = address
            .find(|c: char| !c.is_ascii_graphic() || "<>\"`{}|\\^".contains(c))
            .unwrap_or(address.len());
        let scheme = address.find("://").map_or(0, |at| at + 3);
        let address = address[..end].trim_end_matches(['.', ',', ')', ';', ':', '!', '?', '\'']);
        if address.len() <= scheme {
            // Nothing stands behind the scheme: no address.
            let (words, after) = rest.split_at(at + scheme);
            push_words(&mut pieces, words);
            rest = after;
            continue;
        }
        push_words(&mut pieces, before);
        pieces.push(Piece::Link(address.to_owned()));
        rest = &rest[at + address.len()..];
    }
    push_words(&mut pieces, rest);
    pieces
}

fn next_address(text: &str) -> Option<usize> {
    let found = ["http://", "https://"].map(|scheme| text.find(scheme));
    found.into_iter().flatten().min()
}

fn push_words(pieces: &mut Vec<Piece>, words: &str) {
    match pieces.last_mut() {
        _ if words.is_empty() => {}
        Some(Piece::Words(before)) => before.push_str(words),
        _ => pieces.push(Piece::Words(words.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<String> {
        let lines = blocks(text).into_iter().flat_map(|block| match block {
            Block::Heading(_) => Vec::new(),
            Block::Paragraph(lines) | Block::List(lines) => lines,
        });
        lines
            .flatten()
            .filter_map(|piece| match piece {
                Piece::Link(address) => Some(address),
                Piece::Words(_) => None,
            })
            .collect()
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert!(
            links("javascript:alert(1) data:text/html,x ftp://a.jp http:// https://").is_empty()
        );
        assert_eq!(links("「https://a.jp/x」へ。"), ["https://a.jp/x"]);
        assert_eq!(
            links("(http://a.jp/x). https://b.jp"),
            ["http://a.jp/x", "https://b.jp"]
        );
    }

    #[test]
    fn a_text_without_marks_keeps_its_lines() {
        let lines = blocks("一行目\n二行目\n\n三行目");
        assert_eq!(lines.len(), 2);
        assert!(matches!(&lines[0], Block::Paragraph(lines) if lines.len() == 2));
        let dash = vec![vec![Piece::Words("-".to_owned())]];
        assert_eq!(blocks("-"), [Block::Paragraph(dash)]);
    }
}
