# Somebody else was faster: a program runs again, an editor's text is kept.
mcbin set -s "$SERVER" "$KEY" 0
cat > add <<'ADD'
#!/bin/sh
read -r number; echo x >> runs
[ "$(wc -l < runs)" -gt 3 ] || mcbin set -s "$SERVER" "$KEY" "$((number + 10))"
printf %s "$((number + 1))"
ADD
chmod +x add
mcbin edit -s "$SERVER" "$KEY" -- ./add; echo "code $?"
mcbin get -s "$SERVER" "$KEY"; echo " after $(wc -l < runs) runs"
rm runs
mcbin edit -s "$SERVER" --tries 2 "$KEY" -- ./add; echo "code $?"
echo "$(wc -l < runs) runs"
cat > editor <<'EDITOR'
#!/bin/sh
mcbin set -s "$SERVER" "$KEY" theirs; printf mine > "$1"
EDITOR
chmod +x editor
EDITOR=./editor mcbin edit -s "$SERVER" "$KEY" 2> said; echo "code $?"
sed 's/kept in .*/kept in FILE/' said
cat "$(sed -n 's/.*kept in //p' said)"; echo
mcbin get -s "$SERVER" "$KEY"; echo
rm -r "$(dirname "$(sed -n 's/.*kept in //p' said)")"
