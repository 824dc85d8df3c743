# The editor of $VISUAL or $EDITOR changes a file; a line end that it adds is taken away.
cat > editor <<'EDITOR'
#!/bin/sh
sed s/old/new/ "$2" > changed; { cat changed; [ "$1" = --quiet ] || echo; } > "$2"
EDITOR
chmod +x editor
mcbin set -s "$SERVER" "$KEY" 'old value'
EDITOR="./editor --loud" mcbin edit -s "$SERVER" "$KEY"; echo "code $?"
mcbin get -s "$SERVER" "$KEY"; echo '|'
mcbin set -s "$SERVER" "$KEY" $'old line\n'
VISUAL="./editor --quiet" EDITOR=false mcbin edit -s "$SERVER" "$KEY"; echo "code $?"
mcbin get -s "$SERVER" "$KEY"; echo '|'
EDITOR=false mcbin edit -s "$SERVER" "$KEY"; echo "code $?"
