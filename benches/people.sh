#!/usr/bin/env bash
# Requests a second for the pages of people at several sizes of a city: staff list, search in it, person page, unit
# tree and chart, search over everything, and the interface for other programs. On SQLite and (where
# TEST_POSTGRES_URL is set) on PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."

program=${HAGUKUMI:-target/release/hagukumi}
sizes=${SIZES:-750 5000 50000}
seconds=${SECONDS_EACH:-10}
account=${ACCOUNT:-jinji}
password=${PASSWORD:-midorino-2026}
port=${PORT:-4813}
base="http://127.0.0.1:$port"
people=750
. benches/common.sh

# seconds it takes to make the city: everything but the last step is the staff.
made() {
    local begin=$EPOCHREALTIME
    "$program" demo --people "$people" --prepare-only --now 2026-11-22T10:00:00+09:00 "$@" >"$scratch/log" 2>&1
    awk -v begin="$begin" -v end="$EPOCHREALTIME" 'BEGIN { printf "%.1f s", end - begin }'
}

run() {
    local name=$1 person unit
    shift
    times="$times$people on $name: made in $(made "$@")"$'\n'
    start "$@"
    sign_in
    person=$(link /staff '/staff/[0-9]+')
    unit=$(link /organisation '/organisation/units/[0-9]+')
    measure "$name" "staff list, $people" /staff
    measure "$name" "staff list by unit, $people" "/staff?sort=unit"
    measure "$name" "search in it, $people" "/staff?q=%E3%81%82%E3%81%95"
    measure "$name" "person, $people" "$person"
    measure "$name" "tree, $people" /organisation
    measure "$name" "unit, $people" "$unit"
    measure "$name" "chart, $people" /organisation/chart
    measure "$name" "search, $people" "/search?q=%E3%81%82%E3%81%95"
    memory="$memory$people on $(memory_of "$name")"$'\n'
    stop
}

memory=
times=
about
echo
echo '| database | page, employees | size | connections | requests/s | p50 | p99 |'
echo '|---|---|---|---|---|---|---|'
for people in $sizes; do
    on_both run
done
echo
printf '%s%s' "$times" "$memory"
