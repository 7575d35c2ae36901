# Shared by the load scripts: a made-up city, a signed-in person, one page under load. Not run by itself.
# Expects the caller to have set program, people, seconds, account, password, port and base.

for tool in wrk curl; do
    command -v "$tool" >/dev/null || { echo "$tool is missing: apt-get install $tool" >&2; exit 1; }
done
[ -x "$program" ] || { echo "$program is missing: cargo build --release" >&2; exit 1; }

# A session belongs to the kind of browser that it was given to, so all requests name the same one.
agent=hagukumi-bench
scratch=$(mktemp -d)
server=
stop() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; }
    server=
}
trap 'stop; rm -rf "$scratch"' EXIT

# start <arguments of demo…>: serves a fresh made-up city and waits until it answers.
start() {
    "$program" demo --people "$people" --listen "127.0.0.1:$port" --now 2026-11-22T10:00:00+09:00 "$@" >"$scratch/log" 2>&1 &
    server=$!
    for _ in $(seq 600); do
        curl -fs -o /dev/null "$base/sign-in" && return
        kill -0 "$server" 2>/dev/null || { cat "$scratch/log" >&2; exit 1; }
        sleep 0.5
    done
    echo "the server does not answer" >&2
    exit 1
}

# The name of the input with this attribute in the sign-in form.
input() { grep -o "<input[^>]*$1[^>]*>" "$scratch/form" | grep -o ' name="[^"]*"' | sed -n '1s/.*"\(.*\)"/\1/p'; }

# Signs in as a person does and leaves the cookie in $cookie.
sign_in() {
    rm -f "$scratch/jar"
    curl -fs -A "$agent" -c "$scratch/jar" "$base/sign-in" >"$scratch/form"
    curl -fs -A "$agent" -o /dev/null -b "$scratch/jar" -c "$scratch/jar" -H "Origin: $base" -H 'Sec-Fetch-Site: same-origin' \
        --data-urlencode "$(input 'autocomplete="username"')=$account" \
        --data-urlencode "$(input 'type="password"')=$password" "$base/sign-in"
    cookie=$(awk '!/^# / && NF >= 7 { printf "%s%s=%s", sep, $6, $7; sep = "; " }' "$scratch/jar")
    [ -n "$cookie" ] || { echo "signing in as $account failed" >&2; exit 1; }
}

page() { curl -fs -A "$agent" -H "Cookie: $cookie" "$base$1"; }

# The first link of a page that matches.
link() { page "$1" | grep -oE "href=\"$2\"" | sed -n '1s/.*"\(.*\)"/\1/p'; }

# measure <database> <name> <path>: one line of the table for each number of connections.
measure() {
    local status
    status=$(curl -s -o "$scratch/page" -w '%{http_code}' -A "$agent" -H "Cookie: $cookie" "$base$3")
    [ "$status" = 200 ] || { echo "$3 answers $status" >&2; exit 1; }
    for connections in 1 8 32; do
        wrk -t "$((connections < 2 ? 1 : 2))" -c "$connections" -d "${seconds}s" --latency -H "User-Agent: $agent" -H "Cookie: $cookie" "$base$3" >"$scratch/wrk"
        if grep -q 'Non-2xx' "$scratch/wrk"; then
            echo "$3: $(grep 'Non-2xx' "$scratch/wrk")" >&2
            exit 1
        fi
        awk -v database="$1" -v name="$2" -v bytes="$(stat -c %s "$scratch/page")" -v connections="$connections" '
            /^ +50%/ { half = $2 } /^ +99%/ { most = $2 } /^Requests\/sec/ { rate = $2 }
            END { printf "| %s | %s | %.0f KB | %d | %.0f | %s | %s |\n", database, name, bytes / 1024, connections, rate, half, most }
        ' "$scratch/wrk"
    done
}

# memory_of <database>: what the server holds after the runs.
memory_of() { awk -v name="$1" '/^VmRSS/ { printf "%s: %.0f MB after the runs\n", name, $2 / 1024 }' "/proc/$server/status"; }

# on_both <function>: runs it with the arguments of a fresh city on SQLite and, where there is a server, PostgreSQL.
on_both() {
    "$1" SQLite --folder "$scratch/city-$people"
    rm -rf "$scratch/city-$people"
    if [ -n "${TEST_POSTGRES_URL:-}" ]; then
        psql -q "$TEST_POSTGRES_URL" -c 'DROP DATABASE IF EXISTS hagukumi_bench' -c 'CREATE DATABASE hagukumi_bench'
        "$1" PostgreSQL --database "${TEST_POSTGRES_URL%/*}/hagukumi_bench"
        psql -q "$TEST_POSTGRES_URL" -c 'DROP DATABASE hagukumi_bench'
    fi
}

about() { echo "$people employees, $(nproc) cores, $(uname -m), load $(cut -d ' ' -f 1 /proc/loadavg), $(date +%F)"; }
