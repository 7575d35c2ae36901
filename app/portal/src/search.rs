//! さがす: programs and initiatives of every plan, units, and employees for those who may see them.

mod in_plan;

use access::{
    Allowed, Relation, ViewDirectory, ViewHome, ViewOrganisation, ViewPersonRecord, ViewPlan,
};
use askama::Template;
use axum::response::Response;
use people::{EmployeeId, EmployeeLine, UnitId, UnitVersion, Whom, fold};
use plan::document::Part;
use screen::form::{Entries, Field, Form};
use screen::visit::Visit;
use screen::{May, Page, PageError};
use std::collections::HashSet;
use words::Text;

/// Results of a kind on the page; whoever gets more adds a word.
const MOST: usize = 50;

/// One result.
struct Hit {
    title: String,
    detail: String,
    href: Option<String>,
}

/// Results of one kind.
struct Group {
    id: &'static str,
    title: String,
    hits: Vec<Hit>,
    more: bool,
}

impl Group {
    fn new(id: &'static str, t: &Text, mut hits: Vec<Hit>) -> Group {
        let more = hits.len() > MOST;
        hits.truncate(MOST);
        Group {
            id,
            title: t.say(id).into_owned(),
            hits,
            more,
        }
    }
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    t: &'a Text,
    title: String,
    q: Field,
    asked: bool,
    sees_people: bool,
    found: usize,
    groups: Vec<Group>,
}

pub(crate) async fn search(may: May<ViewHome>) -> Result<Response, PageError> {
    let entries = Entries::parse(may.uri.query().unwrap_or_default().as_bytes());
    let q = entries.text("q").unwrap_or_default();
    let wanted = Wanted::read(&q);
    let mut groups = Vec::new();
    if let Some(wanted) = &wanted {
        groups.extend(of_plans(&may, wanted).await?);
        groups.extend(of_people(&may, &q).await?);
        groups.extend(of_units(&may, &q).await?);
        groups.retain(|group| !group.hits.is_empty());
    }
    let title = may.say("portal-search");
    let label = may.say("portal-search-label");
    let main = SearchPage {
        t: &may.text,
        title: title.clone(),
        q: Form::new(&may.text)
            .typed_text("search", "q", &label)
            .value(q),
        asked: wanted.is_some(),
        sees_people: sees_people(&may),
        found: groups.iter().map(|group| group.hits.len()).sum(),
        groups,
    };
    may.page(Page::new(title, "/search"), &main)
}

/// The words that all have to be there, folded: width, kana and variants of kanji make no difference.
struct Wanted(Vec<String>);

impl Wanted {
    fn read(q: &str) -> Option<Wanted> {
        let words: Vec<String> = q
            .split_whitespace()
            .map(fold)
            .filter(|word| !word.is_empty())
            .collect();
        (!words.is_empty()).then_some(Wanted(words))
    }

    /// Whether every word is in one of the texts.
    fn all_in<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> bool {
        let texts: Vec<String> = texts.into_iter().map(fold).collect();
        self.0
            .iter()
            .all(|word| texts.iter().any(|text| text.contains(word.as_str())))
    }

    /// Whether any word is in the text.
    fn any_in(&self, text: &str) -> bool {
        let text = fold(text);
        self.0.iter().any(|word| text.contains(word.as_str()))
    }
}

async fn of_plans(visit: &Visit, wanted: &Wanted) -> Result<Vec<Group>, PageError> {
    if Allowed::<ViewPlan>::ask(visit.actor.clone()).is_err() {
        return Ok(Vec::new());
    }
    let (mut nodes, mut programs) = (Vec::new(), Vec::new());
    for summary in plan::store::list(visit.db()).await? {
        let Some(loaded) = plan::store::load(visit.db(), &summary.code).await? else {
            continue;
        };
        nodes.extend(in_plan::nodes(&loaded.document, wanted));
        programs.extend(in_plan::programs(&loaded.document, wanted, &visit.text));
    }
    let t = &visit.text;
    Ok(vec![
        Group::new("portal-search-programs", t, programs),
        Group::new("portal-search-nodes", t, nodes),
    ])
}

/// The name of a part of a plan in addresses.
pub(crate) const fn part_name(part: Part) -> &'static str {
    match part {
        Part::Review => "review",
        Part::Plan => "plan",
    }
}

/// Whether the reader may see other people than themselves.
fn sees_people(visit: &Visit) -> bool {
    Allowed::<ViewDirectory>::ask(visit.actor.clone())
        .is_ok_and(|allowed| allowed.on(Relation::Other).is_ok())
}

async fn of_people(visit: &Visit, q: &str) -> Result<Option<Group>, PageError> {
    if !sees_people(visit) {
        return Ok(None);
    }
    let on = visit.today();
    // One more than is shown, to know whether there are more.
    let limit = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
    let part = people::Page { offset: 0, limit };
    let mut lines = people::search(visit.db(), q, Whom::InService, on, part).await?;
    let units = people::units_on(visit.db(), on).await?;
    let bearing: Vec<UnitId> = units.holding(q).take(MOST).map(|unit| unit.unit).collect();
    if lines.len() <= MOST && !bearing.is_empty() {
        lines.extend(people::employees_of(visit.db(), &bearing, on, part).await?);
    }
    let mut seen: HashSet<EmployeeId> = HashSet::new();
    lines.retain(|line| seen.insert(line.id));
    // The staff number is no part of the public card.
    let numbers = Allowed::<ViewPersonRecord>::ask(visit.actor.clone())
        .is_ok_and(|allowed| allowed.people().all());
    let hits = lines.iter().map(|line| person(line, numbers)).collect();
    Ok(Some(Group::new("portal-search-people", &visit.text, hits)))
}

async fn of_units(visit: &Visit, q: &str) -> Result<Option<Group>, PageError> {
    if Allowed::<ViewOrganisation>::ask(visit.actor.clone()).is_err() {
        return Ok(None);
    }
    let units = people::units_on(visit.db(), visit.today()).await?;
    let hit = |unit: &UnitVersion| Hit {
        title: unit.name.to_string(),
        detail: units.path(unit.unit),
        href: Some(format!("/organisation/units/{}", unit.unit)),
    };
    let hits = units.holding(q).take(MOST + 1).map(hit).collect();
    Ok(Some(Group::new("portal-search-units", &visit.text, hits)))
}

fn person(line: &EmployeeLine, numbers: bool) -> Hit {
    let number = if numbers { line.staff_no.as_str() } else { "" };
    let unit = line.unit_name.as_deref().unwrap_or("―");
    let post = line.post.as_deref().unwrap_or_default();
    Hit {
        title: format!("{}（{}）", line.name.full(), line.name.full_kana()),
        detail: format!("{number} {unit} {post}").trim().to_owned(),
        href: Some(format!("/staff/{}", line.id)),
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn every_word_has_to_be_found_but_not_in_one_place() {
        let wanted = Wanted::read("ﾊﾗｽﾒﾝﾄ　研修").unwrap();
        assert!(wanted.all_in(["ハラスメント防止", "年1回の研修"]));
        assert!(!wanted.all_in(["ハラスメント防止"]));
        assert!(wanted.any_in("新任研修"));
    }

    #[test]
    fn blanks_alone_ask_for_nothing() {
        assert!(Wanted::read(" 　 ").is_none());
    }
}
