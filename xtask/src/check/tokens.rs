//! Just enough of a reader for Rust sources and askama templates: words, string literals and signs.

/// A piece of source text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A name, keyword or number.
    Word(String),
    /// The content of a string literal, escapes resolved.
    Text(String),
    /// Any other sign.
    Sign(char),
}

/// A token and the line it stands on, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    pub token: Token,
    pub line: usize,
}

impl Spot {
    pub fn is_sign(&self, sign: char) -> bool {
        self.token == Token::Sign(sign)
    }

    pub fn is_word(&self, word: &str) -> bool {
        matches!(&self.token, Token::Word(w) if w == word)
    }

    pub fn text(&self) -> Option<&str> {
        match &self.token {
            Token::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The tokens of a Rust source without comments and without its unit tests.
pub fn of_rust(source: &str) -> Vec<Spot> {
    without_tests(&Reader::new(source, 1).read(true))
}

/// The tokens of a template's expressions and tags, `{{ … }}` and `{% … %}`.
pub fn of_template(source: &str) -> Vec<Spot> {
    let mut spots = Vec::new();
    let mut rest = source;
    let mut line = 1;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let end_mark = if rest[start..].starts_with("{{") {
            "}}"
        } else {
            "%}"
        };
        let inside = &rest[start + 2..];
        let length = inside.find(end_mark).unwrap_or(inside.len());
        line += newlines(&rest[..start]);
        spots.extend(Reader::new(&inside[..length], line).read(false));
        spots.push(Spot {
            token: Token::Sign(';'),
            line,
        });
        line += newlines(&inside[..length]);
        rest = inside.get(length + 2..).unwrap_or("");
    }
    spots
}

/// The arguments of a call whose opening bracket stands at `open`.
pub fn arguments(spots: &[Spot], open: usize) -> Vec<&[Spot]> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut start = open + 1;
    for (at, spot) in spots.iter().enumerate().skip(open) {
        match spot.token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') => depth -= 1,
            Token::Sign(',') if depth == 1 => {
                found.push(&spots[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        if depth == 0 {
            if start < at {
                found.push(&spots[start..at]);
            }
            break;
        }
    }
    found
}

fn newlines(text: &str) -> usize {
    text.matches('\n').count()
}

/// Leaves out every `#[cfg(test)] mod … { … }`.
fn without_tests(spots: &[Spot]) -> Vec<Spot> {
    let mut kept = Vec::with_capacity(spots.len());
    let mut at = 0;
    while at < spots.len() {
        if begins_tests(&spots[at..]) {
            at = end_of_item(spots, at + 7);
        } else {
            kept.push(spots[at].clone());
            at += 1;
        }
    }
    kept
}

fn begins_tests(spots: &[Spot]) -> bool {
    spots.len() > 8
        && spots[0].is_sign('#')
        && spots[1].is_sign('[')
        && spots[2].is_word("cfg")
        && spots[4].is_word("test")
        && spots[6].is_sign(']')
        && spots[7..]
            .iter()
            .take(3)
            .any(|spot| spot.is_word("mod") || spot.is_word("fn"))
}

/// The place after the item that starts at `from`: after its `;` or its closing brace.
fn end_of_item(spots: &[Spot], from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, spot) in spots.iter().enumerate().skip(from) {
        match spot.token {
            Token::Sign('{') => depth += 1,
            Token::Sign('}') if depth <= 1 => return at + 1,
            Token::Sign('}') => depth -= 1,
            Token::Sign(';') if depth == 0 => return at + 1,
            _ => {}
        }
    }
    spots.len()
}

struct Reader {
    signs: Vec<char>,
    at: usize,
    line: usize,
}

impl Reader {
    fn new(source: &str, line: usize) -> Reader {
        Reader {
            signs: source.chars().collect(),
            at: 0,
            line,
        }
    }

    fn look(&self, ahead: usize) -> Option<char> {
        self.signs.get(self.at + ahead).copied()
    }

    fn take(&mut self) -> Option<char> {
        let sign = self.look(0)?;
        self.at += 1;
        if sign == '\n' {
            self.line += 1;
        }
        Some(sign)
    }

    fn read(mut self, comments: bool) -> Vec<Spot> {
        let mut spots = Vec::new();
        while let Some(sign) = self.look(0) {
            let line = self.line;
            let token = match sign {
                _ if sign.is_whitespace() => {
                    self.take();
                    continue;
                }
                '/' if comments && matches!(self.look(1), Some('/' | '*')) => {
                    self.skip_comment();
                    continue;
                }
                '\'' => {
                    self.skip_character();
                    continue;
                }
                '"' => self.text(),
                _ if sign.is_alphanumeric() || sign == '_' => self.word(),
                _ => {
                    self.take();
                    Token::Sign(sign)
                }
            };
            spots.push(Spot { token, line });
        }
        spots
    }

    fn skip_comment(&mut self) {
        if self.look(1) == Some('/') {
            while self.look(0).is_some_and(|sign| sign != '\n') {
                self.take();
            }
            return;
        }
        let mut depth = 0;
        while let Some(sign) = self.take() {
            match (sign, self.look(0)) {
                ('/', Some('*')) => depth += 1,
                ('*', Some('/')) => depth -= 1,
                _ => continue,
            }
            self.take();
            if depth == 0 {
                return;
            }
        }
    }

    /// A character literal is skipped; of a lifetime only the mark.
    fn skip_character(&mut self) {
        self.take();
        if self.look(0) == Some('\\') {
            self.take();
            self.take();
            while self.take().is_some_and(|sign| sign != '\'') {}
        } else if self.look(1) == Some('\'') {
            self.take();
            self.take();
        }
    }

    fn word(&mut self) -> Token {
        let mut word = String::new();
        while let Some(sign) = self
            .look(0)
            .filter(|sign| sign.is_alphanumeric() || *sign == '_')
        {
            word.push(sign);
            self.take();
        }
        match (word.as_str(), self.look(0)) {
            ("b" | "c", Some('"')) => self.text(),
            ("r" | "br" | "cr", Some('"' | '#')) => self.raw_text().unwrap_or(Token::Word(word)),
            _ => Token::Word(word),
        }
    }

    /// The string after `r` and its hashes; `None` for a raw name such as `r#type`.
    fn raw_text(&mut self) -> Option<Token> {
        let mut hashes = 0;
        while self.look(hashes) == Some('#') {
            hashes += 1;
        }
        if self.look(hashes) != Some('"') {
            return None;
        }
        for _ in 0..=hashes {
            self.take();
        }
        let mut text = String::new();
        while let Some(sign) = self.take() {
            if sign == '"' && (0..hashes).all(|ahead| self.look(ahead) == Some('#')) {
                for _ in 0..hashes {
                    self.take();
                }
                break;
            }
            text.push(sign);
        }
        Some(Token::Text(text))
    }

    fn text(&mut self) -> Token {
        self.take();
        let mut text = String::new();
        while let Some(sign) = self.take() {
            match sign {
                '"' => break,
                '\\' => self.escape(&mut text),
                _ => text.push(sign),
            }
        }
        Token::Text(text)
    }

    fn escape(&mut self, text: &mut String) {
        match self.take() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('\n') => {
                while self.look(0).is_some_and(char::is_whitespace) {
                    self.take();
                }
            }
            Some(sign) => text.push(sign),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(spots: &[Spot]) -> Vec<(&str, usize)> {
        spots
            .iter()
            .filter_map(|spot| Some((spot.text()?, spot.line)))
            .collect()
    }

    #[test]
    fn strings_are_found_and_comments_are_not() {
        let source =
            "// \"no\"\nlet a = \"yes\"; /* \"no /* deep */\" */\nlet b = r#\"raw \"x\" \"#;\n";
        assert_eq!(texts(&of_rust(source)), [("yes", 2), ("raw \"x\" ", 3)]);
    }

    #[test]
    fn character_literals_and_lifetimes_open_no_string() {
        let source = "fn f<'a>(x: &'a str) { g('\"', '\\'', \"in\"); }";
        assert_eq!(texts(&of_rust(source)), [("in", 1)]);
    }

    #[test]
    fn escapes_and_continued_lines_are_resolved() {
        assert_eq!(texts(&of_rust("x(\"a\\\"b\\\n    c\");")), [("a\"bc", 1)]);
    }

    #[test]
    fn unit_tests_are_left_out_and_what_follows_is_kept() {
        let source =
            "f(\"a\");\n#[cfg(test)]\nmod tests { fn t() { f(\"b\"); } }\nfn g() { f(\"c\") }\n";
        assert_eq!(texts(&of_rust(source)), [("a", 1), ("c", 4)]);
    }

    #[test]
    fn only_the_expressions_of_a_template_are_read() {
        let source =
            "<p class=\"no\">{{ t.say(\"a\") }}</p>\n{% if x == \"b\" %}\n{# \"c\" #}{% endif %}";
        assert_eq!(texts(&of_template(source)), [("a", 1), ("b", 2)]);
    }

    #[test]
    fn arguments_are_split_at_their_own_commas_only() {
        let spots = of_rust("f(\"k\", &[(\"a\", 1), (\"b\", g(2, 3))], x)");
        let found = arguments(&spots, 1);
        assert_eq!(found.len(), 3);
        assert_eq!(texts(found[1]), [("a", 1), ("b", 1)]);
    }
}
