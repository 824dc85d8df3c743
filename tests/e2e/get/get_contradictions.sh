# Options that cannot go together are refused before anything is sent.
g() { mcbin get -s "$DEAD" "$@" k; echo "code $?"; }
g -o d --json
g -o d --meta
g -o d --watch 1s
g -0 --json
g --watch 1s --keys-from f
