# Ends what a test run started, however the run itself ends: when it is gone, standard input closes.
trap '' INT TERM HUP
groups=
while read -r verb what; do
    case $verb in
        started) groups="$groups $what" ;;
        ended)
            kept=
            for group in $groups; do
                [ "$group" = "$what" ] || kept="$kept $group"
            done
            groups=$kept
            ;;
        folder) set -- "$@" "$what" ;;
    esac
done
# The browser tests' runner ends a browser and a server of its own and needs the longer first wait.
for step in INT:25 TERM:10 KILL:5; do
    for group in $groups; do
        kill -s "${step%:*}" -- "-$group" 2>/dev/null
    done
    waits=${step#*:}
    while [ "$waits" -gt 0 ]; do
        alive=
        for group in $groups; do
            kill -s 0 -- "-$group" 2>/dev/null && alive=yes
        done
        [ -n "$alive" ] || break 2
        sleep 0.2
        waits=$((waits - 1))
    done
done
for folder in "$@"; do
    rm -rf -- "$folder"
done
