//! The description of the interface: OpenAPI 3.1, written beside the code and compared with it by a test.

mod schemas;

use access::ViewApiDescription;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use screen::{May, PageError};
use serde_json::{Map, Value, json};

/// Serves the description.
pub(crate) async fn serve(_may: May<ViewApiDescription>) -> Result<Response, PageError> {
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CACHE_CONTROL, "no-cache"),
    ];
    Ok((headers, description().to_string()).into_response())
}

/// An operation: its address, what it is for, its parameters, the schema of its answer.
struct Operation {
    path: &'static str,
    id: &'static str,
    tag: &'static str,
    summary: &'static str,
    scope: &'static str,
    parameters: &'static [&'static str],
    answer: &'static str,
}

const OPERATIONS: [Operation; 11] = [
    Operation {
        path: "/api/v1/people",
        id: "listPeople",
        tag: "people",
        summary: "Those in service on a day, in the order of their records",
        scope: "people.read",
        parameters: &["as_of", "unit", "after", "limit"],
        answer: "PersonList",
    },
    Operation {
        path: "/api/v1/people/{person}",
        id: "getPerson",
        tag: "people",
        summary: "Somebody who is in service on a day",
        scope: "people.read",
        parameters: &["person", "as_of"],
        answer: "Person",
    },
    Operation {
        path: "/api/v1/units",
        id: "listUnits",
        tag: "units",
        summary: "The units of a day, in the order of their records",
        scope: "units.read",
        parameters: &["as_of", "after", "limit"],
        answer: "UnitList",
    },
    Operation {
        path: "/api/v1/units/{unit}",
        id: "getUnit",
        tag: "units",
        summary: "A unit as it is called and where it stands on a day",
        scope: "units.read",
        parameters: &["unit_path", "as_of"],
        answer: "Unit",
    },
    Operation {
        path: "/api/v1/plans",
        id: "listPlans",
        tag: "plan",
        summary: "Published plans; plans in work too with the scope plan.work",
        scope: "plan.read",
        parameters: &["after", "limit"],
        answer: "PlanList",
    },
    Operation {
        path: "/api/v1/plans/{plan}",
        id: "getPlan",
        tag: "plan",
        summary: "The cover of a plan",
        scope: "plan.read",
        parameters: &["plan"],
        answer: "Plan",
    },
    Operation {
        path: "/api/v1/plans/{plan}/nodes",
        id: "listNodes",
        tag: "plan",
        summary: "The tree of a plan in document order, every node after the one above it",
        scope: "plan.read",
        parameters: &["plan", "after", "limit"],
        answer: "NodeList",
    },
    Operation {
        path: "/api/v1/plans/{plan}/programs",
        id: "listPrograms",
        tag: "plan",
        summary: "The programs of a plan in document order",
        scope: "plan.read",
        parameters: &["plan", "part", "after", "limit"],
        answer: "ProgramList",
    },
    Operation {
        path: "/api/v1/plans/{plan}/programs/{part}/{program}",
        id: "getProgram",
        tag: "plan",
        summary: "A program with what was planned and done, its figures and how its years were judged",
        scope: "plan.read",
        parameters: &["plan", "part_path", "program"],
        answer: "Program",
    },
    Operation {
        path: "/api/v1/figures",
        id: "listFigures",
        tag: "figures",
        summary: "The figures that are counted from records",
        scope: "figures.read",
        parameters: &[],
        answer: "FigureList",
    },
    Operation {
        path: "/api/v1/figures/{figure}/{year}",
        id: "getFigure",
        tag: "figures",
        summary: "A figure of a fiscal year as of today, with where it comes from",
        scope: "figures.read",
        parameters: &["figure", "year"],
        answer: "FigureOfYear",
    },
];

/// The whole description.
#[must_use]
pub fn description() -> Value {
    let mut paths = Map::new();
    for operation in &OPERATIONS {
        paths.insert(operation.path.to_owned(), path_item(operation));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Hagukumi",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "People, units, plan and figures of a city, to read.",
            "description": "Every request carries a token in the header Authorization, which the city's \
                administrator makes for a client with scopes. Numbers of records are strings of figures. Days \
                are days in Japan; the end of a period is the first day after it. Amounts are decimals as \
                strings. Titles and sentences are in the language of Accept-Language, ja or en. Lists are read \
                on at the address in `next` until it is null. Within v1 members are added, never taken away: \
                ignore what you do not know.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" }
        },
        "servers": [{ "url": "/" }],
        "security": [{ "token": [] }],
        "tags": [
            { "name": "people", "description": "Public cards, and records for clients with people.private" },
            { "name": "units", "description": "The organisation" },
            { "name": "plan", "description": "The plan for developing people" },
            { "name": "figures", "description": "Figures with where they come from" }
        ],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "description": "A token of a client" }
            },
            "parameters": parameters(),
            "headers": headers(),
            "responses": responses(),
            "schemas": schemas::all()
        }
    })
}

fn path_item(operation: &Operation) -> Value {
    let parameters: Vec<Value> = operation
        .parameters
        .iter()
        .map(|name| json!({ "$ref": format!("#/components/parameters/{name}") }))
        .collect();
    let mut answers = Map::new();
    let mut headers = json!({
        "ETag": { "$ref": "#/components/headers/ETag" },
        "Cache-Control": { "$ref": "#/components/headers/Cache-Control" }
    });
    if operation.answer.ends_with("List") {
        headers["Link"] = json!({ "$ref": "#/components/headers/Link" });
    }
    let schema = format!("#/components/schemas/{}", operation.answer);
    answers.insert(
        "200".to_owned(),
        json!({
            "description": operation.summary,
            "headers": headers,
            "content": { "application/json": { "schema": { "$ref": schema } } }
        }),
    );
    for (status, name) in RESPONSES {
        let found = *status != "404" || operation.path.contains('{');
        if found {
            let reference = format!("#/components/responses/{name}");
            answers.insert((*status).to_owned(), json!({ "$ref": reference }));
        }
    }
    json!({
        "get": {
            "operationId": operation.id,
            "tags": [operation.tag],
            "summary": operation.summary,
            "description": format!("Scope: `{}`", operation.scope),
            "parameters": parameters,
            "responses": answers
        }
    })
}

const RESPONSES: &[(&str, &str)] = &[
    ("304", "NotModified"),
    ("400", "BadParameter"),
    ("401", "TokenNeeded"),
    ("403", "ScopeNeeded"),
    ("404", "NotFound"),
    ("406", "NotAcceptable"),
    ("429", "TooMany"),
];

fn responses() -> Value {
    let problem = |description: &str| {
        json!({
            "description": description,
            "content": {
                "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } }
            }
        })
    };
    let mut too_many = problem("The client asks too much; wait as long as Retry-After says");
    too_many["headers"] = json!({
        "Retry-After": { "required": true, "schema": { "type": "integer", "minimum": 0 } }
    });
    let mut token = problem("No token, or one that does not count");
    token["headers"] = json!({
        "WWW-Authenticate": { "required": true, "schema": { "type": "string" } }
    });
    json!({
        "NotModified": { "description": "Nothing has changed since the answer with the entity tag of If-None-Match" },
        "BadParameter": problem("A parameter is unknown, said twice, or not what it should be"),
        "TokenNeeded": token,
        "ScopeNeeded": problem("The client does not have the scope"),
        "NotFound": problem("There is no such record, or not on that day"),
        "NotAcceptable": problem("The answer would be JSON, which Accept leaves out"),
        "TooMany": too_many
    })
}

fn headers() -> Value {
    json!({
        "ETag": {
            "required": true,
            "description": "To be sent back in If-None-Match",
            "schema": { "type": "string" }
        },
        "Cache-Control": { "schema": { "type": "string" } },
        "Link": {
            "description": "The address of the next part of the list, with rel=next",
            "schema": { "type": "string" }
        }
    })
}

fn parameters() -> Value {
    let query = |name: &str, description: &str, schema: Value| json!({ "name": name, "in": "query", "description": description, "schema": schema });
    let path = |name: &str, description: &str, schema: Value| {
        json!({
            "name": name, "in": "path", "required": true, "description": description, "schema": schema
        })
    };
    // Values of the sample city: a reader sees what they look like, and the fuzzer finds something.
    let shown = |mut parameter: Value, example: Value| {
        parameter["example"] = example;
        parameter
    };
    let record = || json!({ "type": "string", "pattern": "^[0-9]{1,18}$" });
    let key = || json!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9._-]{0,60}$" });
    let part = || json!({ "$ref": "#/components/schemas/Part" });
    json!({
        "as_of": query(
            "as_of",
            "The day that the answer is to be true of; today when left out",
            json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        ),
        "limit": query(
            "limit",
            "Entries at most",
            json!({ "type": "integer", "minimum": 1, "maximum": 200, "default": 50 }),
        ),
        "after": query("after", "Where to go on from; take it from the address in `next`", record()),
        "unit": query("unit", "Only people of this unit and those below it", record()),
        "part": query("part", "Only programs of this part", part()),
        "person": path("person", "The number of the record", record()),
        "unit_path": shown(path("unit", "The number of the unit", record()), json!("1")),
        "plan": shown(path("plan", "The code of the plan", key()), json!("midorino-2025")),
        "part_path": shown(path("part", "The part of the document", part()), json!("plan")),
        "program": shown(path("program", "The key of the program", key()), json!("goals")),
        "figure": shown(path("figure", "The key of the figure", key()), json!("people.headcount")),
        "year": shown(
            path(
                "year",
                "The fiscal year, which begins on 1 April",
                json!({ "type": "integer", "minimum": 2000, "maximum": 2100 }),
            ),
            json!(2026),
        )
    })
}
