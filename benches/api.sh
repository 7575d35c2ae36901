#!/usr/bin/env bash
# Requests a second through the interface for other programs, with a token, at several sizes of a city.
set -euo pipefail
cd "$(dirname "$0")/.."

program=${HAGUKUMI:-target/release/hagukumi}
sizes=${SIZES:-750 5000 50000}
seconds=${SECONDS_EACH:-10}
account=jinji
password=midorino-2026
port=${PORT:-4814}
base="http://127.0.0.1:$port"
people=750
. benches/common.sh

# ask <name> <path>: one line for each number of connections; with an entity tag the answer is a 304.
ask() {
    local tag
    tag=$(curl -fs -o "$scratch/page" -D - -H "Authorization: Bearer $token" "$base$2" | tr -d '\r' | awk 'tolower($1) == "etag:" { print $2 }')
    [ -n "$tag" ] || { echo "$2 has no entity tag" >&2; exit 1; }
    for connections in 1 8 32; do
        wrk -t "$((connections < 2 ? 1 : 2))" -c "$connections" -d "${seconds}s" --latency -H "Authorization: Bearer $token" "$base$2" >"$scratch/wrk"
        if grep -q 'Non-2xx' "$scratch/wrk"; then
            echo "$2: $(grep 'Non-2xx' "$scratch/wrk")" >&2
            exit 1
        fi
        awk -v name="$1" -v bytes="$(stat -c %s "$scratch/page")" -v connections="$connections" '
            /^ +50%/ { half = $2 } /^ +99%/ { most = $2 } /^Requests\/sec/ { rate = $2 }
            END { printf "| %s | %.0f KB | %d | %.0f | %s | %s |\n", name, bytes / 1024, connections, rate, half, most }
        ' "$scratch/wrk"
    done
}

about
echo
echo '| SQLite: what, employees | size | connections | requests/s | p50 | p99 |'
echo '|---|---|---|---|---|---|'
for people in $sizes; do
    "$program" demo --people "$people" --prepare-only --folder "$scratch/city" --now 2026-11-22T10:00:00+09:00 >"$scratch/log" 2>&1
    token=$("$program" client add --data "$scratch/city" --name bench --scope people.read --scope units.read --scope figures.read --per-minute 100000000 | awk '{ print $NF }')
    start --folder "$scratch/city"
    ask "people, $people" "/api/v1/people?limit=50"
    ask "people with all of a part, $people" "/api/v1/people?limit=200"
    ask "units, $people" "/api/v1/units?limit=50"
    ask "figure, $people" /api/v1/figures/people.headcount/2026
    stop
    rm -rf "$scratch/city"
done
