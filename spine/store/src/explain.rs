//! What the databases say about a query before it ever runs: whether it is right, and whether it reads a
//! large table from end to end. For tests; both databases are asked.

use crate::db::Db;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use sqlx::{AssertSqlSafe, Executor, PgConnection, Row, SqlSafeStr, SqliteConnection};

/// Prepares every query without running it, so that a misspelt table or column is found by a test.
///
/// # Errors
/// Names every query that the database does not accept, with its reason.
pub async fn check_queries(db: &Db, queries: &[(&'static str, &'static str)]) -> Result<()> {
    let mut mistakes = Vec::new();
    for (name, sql) in queries {
        let sql = sql.into_sql_str();
        let accepted = crate::read!(db, |pool| {
            pool.acquire()
                .await?
                .prepare(sql)
                .await
                .map(|_| ())
                .map_err(|error| error.to_string())
        });
        if let Err(reason) = accepted {
            mistakes.push(format!("{name}: {reason}"));
        }
    }
    if mistakes.is_empty() {
        Ok(())
    } else {
        bail!("{}", mistakes.join("\n"))
    }
}

/// How the query would read large tables from end to end: empty when it uses an index for each of them.
///
/// The answer depends on the query and the indexes alone, not on how many rows there happen to be. A
/// partial index read as a whole counts as an index; every other index read as a whole is a scan.
///
/// # Errors
/// When the database does not accept the query.
pub async fn full_scans(db: &Db, sql: &'static str, large: &[&str]) -> Result<Vec<String>> {
    match db {
        Db::Sqlite { read, .. } => scans_of_sqlite(&mut *read.acquire().await?, sql, large).await,
        Db::Postgres(pool) => {
            let mut transaction = pool.begin().await?;
            let scans = scans_of_postgres(&mut transaction, sql, large).await;
            transaction.rollback().await?;
            scans
        }
    }
}

const PARTIAL_SQLITE: &str = "
    SELECT COUNT(*) FROM pragma_index_list($1) WHERE name = $2 AND partial = 1";

async fn scans_of_sqlite(
    connection: &mut SqliteConnection,
    sql: &'static str,
    large: &[&str],
) -> Result<Vec<String>> {
    let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
    let steps = sqlx::query(explain).fetch_all(&mut *connection).await?;
    let mut scans = Vec::new();
    for step in steps {
        let detail: String = step.try_get("detail")?;
        let mut words = detail.split(' ');
        let (verb, name) = (words.next(), words.next().unwrap_or_default());
        let Some(table) = table_of(sql, name, large) else {
            continue;
        };
        let index = words
            .skip_while(|word| *word != "INDEX")
            .nth(1)
            .unwrap_or_default();
        let partial: i64 = sqlx::query_scalar(PARTIAL_SQLITE)
            .bind(table)
            .bind(index)
            .fetch_one(&mut *connection)
            .await?;
        // An automatic index is built by reading the whole table first.
        if (verb == Some("SCAN") && partial == 0) || detail.contains(" AUTOMATIC ") {
            scans.push(detail);
        }
    }
    Ok(scans)
}

/// The large table that goes by the name in the query; SQLite reports aliases only.
fn table_of<'a>(sql: &str, name: &str, large: &[&'a str]) -> Option<&'a str> {
    let words: Vec<&str> = names(sql)
        .filter(|word| !word.eq_ignore_ascii_case("AS"))
        .collect();
    let named = |table: &str| {
        table == name
            || words
                .windows(2)
                .any(|pair| pair[0] == table && pair[1] == name)
    };
    large.iter().copied().find(|table| named(table))
}

/// An index's table, whether it is partial, and its first column.
const INDEX_POSTGRES: &str = "
    SELECT CAST(t.relname AS TEXT), i.indpred IS NOT NULL, pg_get_indexdef(i.indexrelid, 1, TRUE)
      FROM pg_index i
      JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_class t ON t.oid = i.indrelid
     WHERE c.relname = $1 AND c.relnamespace = CAST(current_schema() AS regnamespace)";

async fn scans_of_postgres(
    connection: &mut PgConnection,
    sql: &'static str,
    large: &[&str],
) -> Result<Vec<String>> {
    // Without rows the planner would prefer to read the table; what matters is whether it must.
    sqlx::raw_sql("SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan")
        .execute(&mut *connection)
        .await?;
    let plan = plan_of_postgres(connection, sql).await?;
    let mut steps = Vec::new();
    collect(&plan, &mut steps);
    let mut scans = Vec::new();
    for step in steps {
        let text = |key: &str| step.get(key).and_then(Value::as_str).unwrap_or_default();
        let (kind, table, index) = (text("Node Type"), text("Relation Name"), text("Index Name"));
        if kind == "Seq Scan" && large.contains(&table) {
            scans.push(format!("{kind} {table}"));
        }
        let found: Option<(String, bool, String)> = sqlx::query_as(INDEX_POSTGRES)
            .bind(index)
            .fetch_optional(&mut *connection)
            .await?;
        let Some((table, partial, first)) = found else {
            continue;
        };
        // A condition on later columns only is checked against every entry of the index.
        let narrowed = names(text("Index Cond")).any(|name| name == first);
        if large.contains(&table.as_str()) && !partial && !narrowed {
            scans.push(format!("{kind} {table} {index}"));
        }
    }
    Ok(scans)
}

/// The words of a piece of SQL.
fn names(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

/// The plan for any values: prepared as a statement with every parameter left open.
async fn plan_of_postgres(connection: &mut PgConnection, sql: &str) -> Result<Value> {
    let name = format!("explained_{:016x}", rand::random::<u64>());
    let prepare = AssertSqlSafe(format!("PREPARE {name} AS {sql}"));
    sqlx::raw_sql(prepare).execute(&mut *connection).await?;
    let values = match parameters(sql) {
        0 => String::new(),
        count => format!("({})", vec!["NULL"; count].join(", ")),
    };
    let explain = AssertSqlSafe(format!("EXPLAIN (FORMAT JSON) EXECUTE {name}{values}"));
    let explained = sqlx::raw_sql(explain).fetch_one(&mut *connection).await;
    sqlx::raw_sql(AssertSqlSafe(format!("DEALLOCATE {name}")))
        .execute(&mut *connection)
        .await?;
    let text: String = explained?.try_get_unchecked(0)?;
    let plan: Value = serde_json::from_str(&text)?;
    plan.pointer("/0/Plan")
        .cloned()
        .context("PostgreSQL answered without a plan")
}

/// The highest `$n` of the query.
fn parameters(sql: &str) -> usize {
    let number = |rest: &str| {
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        rest[..end].parse().ok()
    };
    sql.split('$').skip(1).filter_map(number).max().unwrap_or(0)
}

fn collect<'a>(step: &'a Value, steps: &mut Vec<&'a Value>) {
    steps.push(step);
    for child in step
        .get("Plans")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        collect(child, steps);
    }
}
