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
for signal in INT TERM KILL; do
    for group in $groups; do
        kill -s "$signal" -- "-$group" 2>/dev/null
    done
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        alive=
        for group in $groups; do
            kill -s 0 -- "-$group" 2>/dev/null && alive=yes
        done
        [ -n "$alive" ] || break 2
        sleep 0.2
    done
done
for folder in "$@"; do
    rm -rf -- "$folder"
done
