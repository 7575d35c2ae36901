//! The text of a mail in the language of who gets it.

use crate::Sentence;
use words::Text;

/// What a mail is made from, besides the words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content<'a> {
    pub name: &'a str,
    pub subject: &'a Sentence,
    pub lines: &'a [Sentence],
    pub href: Option<&'a str>,
    pub city: &'a str,
    /// Where the product is reached, without a final stroke; empty when the city has not said.
    pub public: &'a str,
}

/// Subject and text.
pub(super) fn compose(content: &Content<'_>, t: &Text) -> (String, String) {
    let title = one_line(&content.subject.say(t));
    let subject = t.say2(
        "flow-mail-subject",
        "city",
        content.city,
        "title",
        title.as_str(),
    );
    let mut lines = vec![
        t.say1("flow-mail-greeting", "name", content.name),
        String::new(),
        title,
    ];
    for line in content.lines {
        let line = one_line(&line.say(t));
        lines.push(t.say1("flow-mail-line", "line", line.as_str()));
    }
    lines.push(String::new());
    match content.href.filter(|_| !content.public.is_empty()) {
        Some(href) => {
            lines.push(t.say("flow-mail-link").into_owned());
            lines.push(format!("{}{href}", content.public));
        }
        None => lines.push(t.say("flow-mail-no-link").into_owned()),
    }
    lines.extend([
        String::new(),
        "--".to_owned(),
        t.say1("flow-mail-from", "city", content.city),
        t.say("flow-mail-automatic").into_owned(),
    ]);
    if !content.public.is_empty() {
        lines.push(format!("{}/notices/preferences", content.public));
    }
    (one_line(&subject), lines.join("\r\n") + "\r\n")
}

/// Names come from forms: a line break in one must not become a line of the mail.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
