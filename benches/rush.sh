#!/usr/bin/env bash
# A morning on which everybody signs in: the accounts of a city, one after the other, as many at once as asked for.
# No sign-in may fail, and all are to be in within five minutes. On SQLite and, where TEST_POSTGRES_URL is set, on
# PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."

program=${HAGUKUMI:-target/release/hagukumi}
people=${PEOPLE:-6000}
accounts=${ACCOUNTS:-5000}
at_once=${AT_ONCE:-16}
seconds=0
account=jinji
password=midorino-2026
port=${PORT:-4815}
base="http://127.0.0.1:$port"
. benches/common.sh

# sign_in_as <staff number>: the time it took and whether it led on with a session.
sign_in_as() {
    curl -s -o /dev/null -w '%{time_total} %{http_code} %{size_header}\n' -H "Origin: $BASE" -H 'Sec-Fetch-Site: same-origin' \
        --data-urlencode "$LOGIN=$1" --data-urlencode "$SECRET=$PASSWORD" "$BASE/sign-in"
}
export -f sign_in_as

run() {
    local name=$1
    shift
    start --accounts "$accounts" "$@"
    curl -fs "$base/sign-in" >"$scratch/form"
    export BASE=$base PASSWORD=$password
    LOGIN=$(input 'autocomplete="username"') SECRET=$(input 'type="password"')
    export LOGIN SECRET
    local begin=$EPOCHREALTIME
    # Staff numbers are six figures; the highest number belongs to whoever came last.
    numbers | xargs -P "$at_once" -I{} bash -c 'sign_in_as {}' >"$scratch/times"
    local took
    took=$(awk -v begin="$begin" -v end="$EPOCHREALTIME" 'BEGIN { printf "%.0f", end - begin }')
    sort -n "$scratch/times" | awk -v took="$took" -v name="$name" -v many="$at_once" '
        $2 == 303 { times[++in_] = $1 } $2 != 303 { out++ }
        END {
            half = times[int(in_ / 2) + 1]; most = times[int(in_ * 0.99) + 0]
            printf "| %s | %d | %d | %d | %d s | %.0f ms | %.0f ms |\n", name, many, in_, out, took, 1000 * half, 1000 * most
        }'
    stop
}

# The accounts named by staff number, from the administrator's list: both cells hold the same number.
numbers() {
    account=admin
    sign_in
    for part in $(seq $((accounts / 50 + 2))); do
        page "/admin/accounts?page=$part" | grep -oE '<td>[0-9]{6}</td><td>[0-9]{6}</td>' | tr -dc '0-9\n' | cut -c 1-6 || true
    done | sort -u | head -n "$accounts"
}

about
echo
echo '| database | at once | signed in | refused | together | p50 | p99 |'
echo '|---|---|---|---|---|---|---|'
on_both run
