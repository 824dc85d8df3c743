# Add, replace, append, prepend and compare-and-store, each with the code of its failure.
s() { mcbin set -s "$SERVER" "$@"; echo "code $?"; }
s --if-present "$KEY" zero
s --append "$KEY" zero
s --if-absent "$KEY" one
s --if-absent "$KEY" two
s --if-present "$KEY" three
s --append "$KEY" '>'
s --prepend "$KEY" '<'
mcbin get -s "$SERVER" "$KEY"; echo
cas=$(mcbin get -s "$SERVER" --meta "$KEY" | cut -f 4)
new=$(mcbin set -s "$SERVER" --cas "$cas" --print-cas "$KEY" four)
s --cas "$cas" "$KEY" five
s --cas "$new" --append "$KEY" '!'
s --cas 1 nowhere x
mcbin get -s "$SERVER" "$KEY"; echo
s --if-absent --append "$KEY" x
s --append -e 1h "$KEY" x
s --append -F 1 "$KEY" x
s --cas 0 "$KEY" x
