//! Imports, their files and lines, and remembered mappings in the database.

pub(crate) mod imports;
pub(crate) mod lines;
pub(crate) mod mappings;

pub(crate) const QUERIES: &[(&str, &str)] = &joined();

const PARTS: [&[(&str, &str)]; 3] = [imports::QUERIES, lines::QUERIES, mappings::QUERIES];
const COUNT: usize = PARTS[0].len() + PARTS[1].len() + PARTS[2].len();

const fn joined() -> [(&'static str, &'static str); COUNT] {
    let mut all = [("", ""); COUNT];
    let (mut part, mut index, mut at) = (0, 0, 0);
    while part < PARTS.len() {
        while index < PARTS[part].len() {
            all[at] = PARTS[part][index];
            index += 1;
            at += 1;
        }
        part += 1;
        index = 0;
    }
    all
}
