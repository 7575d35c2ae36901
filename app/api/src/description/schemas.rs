//! The shapes of answers.

use serde_json::{Value, json};

/// An object of exactly these members; those named `…?` may be null, none may be missing.
fn object(members: &[(&str, Value)]) -> Value {
    let mut properties = serde_json::Map::new();
    let mut required = Vec::new();
    for (name, schema) in members {
        let (name, schema) = match name.strip_suffix('?') {
            Some(name) => (name, nullable(schema)),
            None => (*name, schema.clone()),
        };
        properties.insert(name.to_owned(), schema);
        required.push(name);
    }
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false
    })
}

fn nullable(schema: &Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn list_of(schema: &Value) -> Value {
    json!({ "type": "array", "items": schema })
}

fn words(words: &[&str]) -> Value {
    json!({ "type": "string", "enum": words })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn day() -> Value {
    json!({ "type": "string", "format": "date" })
}

fn moment() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

fn number() -> Value {
    json!({ "type": "integer" })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

fn record() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]+$" })
}

fn amount() -> Value {
    json!({ "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$" })
}

/// A part of a list; lists of a day say which.
fn part_of(entry: &str, of_a_day: bool) -> Value {
    let mut members = vec![
        ("data", list_of(&reference(entry))),
        (
            "next?",
            json!({ "type": "string", "format": "uri-reference" }),
        ),
    ];
    if of_a_day {
        members.push(("as_of", day()));
    }
    object(&members)
}

/// All of them by name.
pub(super) fn all() -> Value {
    let mut all = people();
    for more in [plan(), figures()] {
        if let (Value::Object(all), Value::Object(more)) = (&mut all, more) {
            all.extend(more);
        }
    }
    all
}

fn people() -> Value {
    let name = object(&[
        ("family", text()),
        ("given", text()),
        ("family_kana", text()),
        ("given_kana", text()),
    ]);
    let mut person = object(&[
        ("id", record()),
        ("name", name),
        ("unit?", object(&[("id", record()), ("name?", text())])),
        ("post?", text()),
        ("telephone?", text()),
        ("extension?", text()),
        ("mail?", text()),
    ]);
    // Only for clients with the scope.
    person["properties"]["private"] = reference("PrivateRecord");
    let ranks = [
        "department-head",
        "deputy-department-head",
        "section-head",
        "deputy-section-head",
        "team-head",
        "senior",
        "officer",
    ];
    let appointment = object(&[
        ("unit", record()),
        ("kind", words(&["main", "concurrent", "acting", "seconded"])),
        ("post", text()),
        ("rank", words(&ranks)),
        ("heads", flag()),
        ("from", day()),
        ("to?", day()),
    ]);
    let employments = [
        "regular",
        "re-employed",
        "re-employed-short",
        "fixed-term",
        "temporary",
        "fiscal-year-full",
        "fiscal-year-part",
    ];
    let private = object(&[
        ("staff_no", text()),
        ("former_name?", text()),
        ("birth_date", day()),
        ("sex?", words(&["female", "male"])),
        ("employment", words(&employments)),
        ("job_family", text()),
        ("weekly_minutes", number()),
        ("hired_on", day()),
        ("left_on?", day()),
        ("appointments", list_of(&reference("Appointment"))),
    ]);
    let unit = object(&[
        ("id", record()),
        ("code", text()),
        ("name", text()),
        ("short_name", text()),
        ("kana", text()),
        ("kind", words(&["department", "section", "team", "other"])),
        ("parent?", record()),
        ("path", text()),
        ("position", number()),
        ("from", day()),
        ("to?", day()),
    ]);
    json!({
        "Person": person,
        "PersonList": part_of("Person", true),
        "PrivateRecord": private,
        "Appointment": appointment,
        "Unit": unit,
        "UnitList": part_of("Unit", true)
    })
}

fn plan() -> Value {
    let states = [
        "draft",
        "section-input",
        "hr-review",
        "committee",
        "adopted",
        "published",
        "closed",
    ];
    let statuses = [
        "considered",
        "carried",
        "continued",
        "changed",
        "merged",
        "abolished",
        "not-carried",
        "no-result",
    ];
    let line = object(&[
        ("code", text()),
        ("title", text()),
        ("years", reference("Years")),
        ("state", reference("PlanState")),
        ("programs", number()),
        ("changed_at", moment()),
    ]);
    let cover = object(&[
        ("code", text()),
        ("title", text()),
        ("municipality", text()),
        ("publisher", text()),
        ("state", reference("PlanState")),
        ("years", reference("Years")),
        ("review_years?", reference("Years")),
        ("adopted?", day()),
        ("previous?", text()),
        ("legal_bases", list_of(&text())),
        (
            "levels",
            list_of(&object(&[("name", text()), ("name_en", text())])),
        ),
        ("nodes", number()),
        ("programs", number()),
        ("changed_at", moment()),
    ]);
    let node = object(&[
        ("path", text()),
        ("parent?", text()),
        ("level", number()),
        ("name", text()),
        ("outline", text()),
        ("capability?", text()),
    ]);
    let heading = [
        ("key", text()),
        ("part", reference("Part")),
        ("node", text()),
        ("name", text()),
        ("owner?", text()),
        ("unit?", record()),
    ];
    let mut whole = heading.to_vec();
    whole.extend([
        ("plan", list_of(&reference("Cell"))),
        ("actual", list_of(&reference("Cell"))),
        ("measures", list_of(&reference("Measure"))),
        ("evaluations", list_of(&reference("Evaluation"))),
    ]);
    let cell = object(&[
        ("years", reference("Years")),
        ("text", text()),
        ("status?", words(&statuses)),
        ("merged_into?", text()),
    ]);
    json!({
        "Years": object(&[("from", number()), ("to", number())]),
        "Part": words(&["plan", "review"]),
        "PlanState": words(&states),
        "PlanLine": line,
        "PlanList": part_of("PlanLine", false),
        "Plan": cover,
        "Node": node,
        "NodeList": part_of("Node", false),
        "ProgramHeading": object(&heading),
        "ProgramList": part_of("ProgramHeading", false),
        "Program": object(&whole),
        "Cell": cell,
        "Measure": measure(),
        "Evaluation": evaluation()
    })
}

fn measure() -> Value {
    let target = object(&[
        ("year", number()),
        ("comparator", words(&["at-least", "at-most", "equal"])),
        ("amount", amount()),
    ]);
    let value = object(&[
        ("year", number()),
        ("amount", amount()),
        ("quality", reference("Quality")),
        ("as_of?", day()),
        ("computed", flag()),
        ("source?", text()),
    ]);
    object(&[
        ("key", text()),
        ("label", text()),
        ("unit", text()),
        ("definition?", text()),
        ("targets", list_of(&target)),
        ("values", list_of(&value)),
    ])
}

fn evaluation() -> Value {
    object(&[
        ("year", number()),
        (
            "grade?",
            words(&["achieved", "on-track", "slightly-behind", "behind"]),
        ),
        ("reason", text()),
        (
            "next_action?",
            words(&["continue", "expand", "revise", "merge", "abolish"]),
        ),
    ])
}

fn figures() -> Value {
    let definition = [
        ("key", text()),
        ("label", text()),
        ("unit", text()),
        ("definition", text()),
    ];
    let value = object(&[
        ("amount", amount()),
        ("quality", reference("Quality")),
        ("as_of?", day()),
    ]);
    let provenance = object(&[
        ("definition_version", number()),
        ("counted_on", day()),
        ("records", number()),
    ]);
    let mut of_year = definition.to_vec();
    of_year.extend([
        ("year", number()),
        ("value?", value),
        ("provenance?", provenance),
    ]);
    let mut problem = object(&[
        ("type", text()),
        ("title", text()),
        ("status", number()),
        ("detail", text()),
        ("code", text()),
    ]);
    problem["properties"]["number"] = text();
    json!({
        "Quality": words(&["final", "scheduled", "forecast", "as-of"]),
        "Figure": object(&definition),
        "FigureList": part_of("Figure", false),
        "FigureOfYear": object(&of_year),
        "Problem": problem
    })
}
