//! Nothing in a page that the content security policy would block or that needs the internet.

use super::tokens;
use crate::finding::Finding;
use crate::project::Project;
use anyhow::Result;

pub fn check(project: &Project) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    // A page that is saved as a file (`…_file.html`) carries its styles inside; no policy applies to it.
    for file in project
        .ending(&[".html", ".svg"])
        .filter(|file| !file.ends_with("_file.html"))
    {
        if let Some(text) = project.text(file)? {
            let wrong = blocked(&text).into_iter();
            findings.extend(wrong.map(|(line, what)| Finding::new(file, line, what)));
        }
    }
    // Charts and e-mail bodies are drawn by Rust code.
    for file in project
        .ending(&[".rs"])
        .filter(|f| !super::is_test(f) && !f.starts_with("xtask/"))
    {
        let Some(text) = project.text(file)? else {
            continue;
        };
        for spot in tokens::of_rust(&text) {
            let Some(literal) = spot.text().filter(|literal| literal.contains('<')) else {
                continue;
            };
            let wrong = blocked(literal).into_iter();
            findings
                .extend(wrong.map(|(line, what)| Finding::new(file, spot.line + line - 1, what)));
        }
    }
    Ok(findings)
}

/// A start tag of a page.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    line: usize,
}

impl Tag {
    fn value(&self, attribute: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(name, _)| name == attribute)
            .map(|(_, value)| value.as_str())
    }
}

fn blocked(html: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for tag in tags(&without_expressions(html)) {
        let mut wrong = |what: String| found.push((tag.line, what));
        match tag.name.as_str() {
            "style" => wrong("<style> is blocked; put the rules into the style sheet".to_owned()),
            "script" if tag.value("src").is_none() => {
                wrong("a script in the page is blocked; put it into the script file".to_owned());
            }
            _ => {}
        }
        for (name, value) in &tag.attributes {
            let value = value.trim().to_ascii_lowercase();
            if name == "style" {
                wrong("style=\"\" is blocked; use a class or an SVG attribute".to_owned());
            } else if name.len() > 2
                && name.starts_with("on")
                && name.bytes().all(|b| b.is_ascii_lowercase())
            {
                wrong(format!("{name}=\"\" is blocked; listen in the script file"));
            } else if value.starts_with("javascript:") {
                wrong(format!("{name}=\"javascript:\" is blocked"));
            } else if loads(&tag.name, name)
                && ["http:", "https:", "//"]
                    .iter()
                    .any(|start| value.starts_with(start))
            {
                wrong(format!(
                    "<{}> loads from another host; pages must work in a closed network",
                    tag.name
                ));
            }
        }
    }
    found
}

/// Whether the browser fetches the attribute's address by itself.
fn loads(tag: &str, attribute: &str) -> bool {
    attribute == "src"
        || (attribute == "href" && matches!(tag, "link" | "use" | "image"))
        || (attribute == "srcset" && matches!(tag, "img" | "source"))
}

/// The page with its template expressions, tags and comments blanked, lines kept.
fn without_expressions(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((start, end_mark)) = [("{{", "}}"), ("{%", "%}"), ("{#", "#}"), ("<!--", "-->")]
        .into_iter()
        .filter_map(|(open, close)| Some((rest.find(open)?, close)))
        .min()
    {
        let length = rest[start..]
            .find(end_mark)
            .map_or(rest.len() - start, |at| at + end_mark.len());
        out.push_str(&rest[..start]);
        out.extend(
            rest[start..start + length]
                .chars()
                .filter(|sign| *sign == '\n'),
        );
        rest = &rest[start + length..];
    }
    out.push_str(rest);
    out
}

fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|open| open + at) {
        let inside = &html[open + 1..];
        let name: String = inside
            .chars()
            .take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '-')
            .collect();
        at = open + 1 + name.len();
        if name.is_empty() {
            continue;
        }
        let (attributes, length) = attributes(&inside[name.len()..]);
        let line = html[..open].matches('\n').count() + 1;
        found.push(Tag {
            name: name.to_ascii_lowercase(),
            attributes,
            line,
        });
        at += length;
    }
    found
}

/// The attributes up to the tag's `>` and the length read.
fn attributes(text: &str) -> (Vec<(String, String)>, usize) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '/');
        if rest.is_empty() || rest.starts_with(['>', '<']) {
            return (found, text.len() - rest.len());
        }
        let length = rest
            .find(|sign: char| sign.is_whitespace() || matches!(sign, '=' | '>' | '/'))
            .unwrap_or(rest.len())
            .max(rest.chars().next().map_or(1, char::len_utf8));
        let name = rest[..length].to_ascii_lowercase();
        rest = rest[length..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after
                .chars()
                .next()
                .filter(|sign| matches!(sign, '"' | '\''));
            (value, rest) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => after.split_at(
                    after
                        .find(|s: char| s.is_whitespace() || s == '>')
                        .unwrap_or(after.len()),
                ),
            };
        }
        found.push((name, value.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::made_of;

    fn lines(html: &str) -> Vec<usize> {
        blocked(html).into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn an_ordinary_page_is_fine() {
        let page = "<!doctype html>\n<link rel=\"stylesheet\" href=\"/assets/{{ css }}\">\n\
            <script type=\"module\" src=\"/assets/app.js\"></script>\n\
            <p {% if a == \"style\" %}class=\"x\"{% endif %} data-on=\"1\">style=\"none\" 3 < 4</p>\n\
            <a href=\"https://example.jp/\">外</a><!-- <style> --><svg><use href=\"/assets/icons.svg#a\"/></svg>";
        assert_eq!(blocked(page), []);
    }

    #[test]
    fn inline_style_script_and_handlers_are_found() {
        assert_eq!(lines("<p>\n<b style=\"color:red\">"), [2]);
        assert_eq!(lines("<b\n STYLE='x'>"), [1]);
        assert_eq!(lines("<style>p{}</style>"), [1]);
        assert_eq!(lines("<script>alert(1)</script>"), [1]);
        assert_eq!(lines("<button onclick=\"go()\">"), [1]);
        assert_eq!(lines("<a href=\"javascript:go()\">"), [1]);
    }

    #[test]
    fn an_expression_inside_a_tag_hides_nothing_after_it() {
        assert_eq!(
            lines("<p class=\"{% if a > b %}x{% endif %}\" style=\"x\">"),
            [1]
        );
    }

    #[test]
    fn something_loaded_from_another_host_is_found() {
        assert_eq!(
            lines("<script src=\"https://cdn.example/x.js\"></script>"),
            [1]
        );
        assert_eq!(lines("<link href=\"//fonts.example/x.css\">"), [1]);
        assert_eq!(lines("<img src=\"http://example.jp/x.png\">"), [1]);
    }

    #[test]
    fn a_chart_drawn_by_rust_code_is_looked_at_too() {
        let source = "fn f() -> &'static str {\n    \"<rect style=\\\"fill:red\\\">\"\n}\n\
            #[cfg(test)]\nmod tests { fn t() { x(\"<rect style=\\\"\\\">\"); } }";
        let (_keep, project) = made_of(&[("spine/screen/src/chart.rs", source)]);
        let found = check(&project).expect("a readable project");
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].file.as_str(), found[0].line),
            ("spine/screen/src/chart.rs", 2)
        );
    }
}
