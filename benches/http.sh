#!/usr/bin/env bash
# Requests a second for home, board and program page, as a signed-in person, on SQLite and (where
# TEST_POSTGRES_URL is set, e.g. by `cargo xtask postgres benches/http.sh`) on PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."

program=${HAGUKUMI:-target/release/hagukumi}
people=${PEOPLE:-750}
seconds=${SECONDS_EACH:-10}
account=${ACCOUNT:-jinji}
password=${PASSWORD:-midorino-2026}
port=${PORT:-4812}
base="http://127.0.0.1:$port"

. benches/common.sh

run() {
    local name=$1 board program_page
    shift
    start "$@"
    sign_in
    board=$(link /home '/plan/[^"#?/]+')
    program_page=$(link "$board" '[^"]*/programs/[^"#?]*')
    measure "$name" home /home
    measure "$name" board "$board"
    measure "$name" program "$program_page"
    memory="$memory$(memory_of "$name")"$'\n'
    stop
}

memory=
about
echo
echo '| database | page | size | connections | requests/s | p50 | p99 |'
echo '|---|---|---|---|---|---|---|'
on_both run
echo
printf '%s' "$memory"
