//! Every page of the program is visited by the browser tests: `e2e/routes.js` has a line for each route.

use super::tokens::{self, Token};
use crate::finding::Finding;
use crate::project::Project;
use anyhow::Result;
use std::collections::BTreeMap;

const LIST: &str = "e2e/routes.js";

pub fn check(project: &Project) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut routes: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for file in project
        .ending(&[".rs"])
        .filter(|f| !super::is_test(f) && !f.starts_with("xtask/"))
    {
        let Some(text) = project.text(file)? else {
            continue;
        };
        for (route, line) in routes_in(&text) {
            routes.insert(route, (file, line));
        }
    }
    let text = if project.files().any(|file| file == LIST) {
        project.text(LIST)?.unwrap_or_default()
    } else {
        String::new()
    };
    let visited = visited(&text);
    for (route, (file, line)) in &routes {
        if !visited.iter().any(|(visit, _)| visit == route) {
            let what = format!("the page {route} is in no list of {LIST}");
            findings.push(Finding::new(*file, *line, what));
        }
    }
    for (visit, line) in visited {
        if !routes.contains_key(&visit) {
            findings.push(Finding::new(
                LIST,
                line,
                format!("the program has no page {visit}"),
            ));
        }
    }
    Ok(findings)
}

/// The routes of `.get("/…", handler)`.
fn routes_in(source: &str) -> Vec<(String, usize)> {
    tokens::of_rust(source)
        .windows(5)
        .filter_map(|spots| {
            let [dot, get, open, path, comma] = spots else {
                return None;
            };
            let is_get = dot.is_sign('.') && get.is_word("get") && open.is_sign('(');
            match &path.token {
                Token::Text(route) if is_get && comma.is_sign(',') && route.starts_with('/') => {
                    Some((route.clone(), path.line))
                }
                _ => None,
            }
        })
        .collect()
}

/// The addresses between quotes that begin with `/`, without their queries.
fn visited(list: &str) -> Vec<(String, usize)> {
    list.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with(['/', '*']))
        .flat_map(|(at, line)| {
            line.split('\'')
                .skip(1)
                .step_by(2)
                .filter(|address| address.starts_with('/'))
                .map(move |address| {
                    (
                        address.split('?').next().unwrap_or(address).to_owned(),
                        at + 1,
                    )
                })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::made_of;

    const SOURCE: &str = "fn routes() -> Routes {\n    Routes::new()\n        .get(\"/home\", home)\n        .post(\"/home\", save)\n        .get(\"/plan/{plan}\", board)\n}\nfn f() { map.get(\"/key\"); }\n";

    fn found(list: &str) -> Vec<String> {
        let (_keep, project) = made_of(&[("plan/src/pages.rs", SOURCE), (LIST, list)]);
        check(&project)
            .expect("a readable project")
            .iter()
            .map(std::string::ToString::to_string)
            .collect()
    }

    #[test]
    fn a_list_with_every_page_is_fine() {
        let list = "// '/old'\nexport const A = ['/home?x=1', '/plan/{plan}'];\n";
        assert_eq!(found(list), Vec::<String>::new());
    }

    #[test]
    fn a_page_that_nobody_visits_and_a_visit_to_no_page_are_found() {
        assert_eq!(
            found("export const A = [\n  '/home',\n  '/gone',\n];\n"),
            [
                "plan/src/pages.rs:5: the page /plan/{plan} is in no list of e2e/routes.js",
                "e2e/routes.js:3: the program has no page /gone"
            ]
        );
    }
}
