# A value goes through a program and back, with its flags; no change is no store.
printf 'one\ntwo' | mcbin set -s "$SERVER" -F 77 "$KEY"
mcbin edit -s "$SERVER" "$KEY" -- tr a-z A-Z; echo "code $?"
mcbin get -s "$SERVER" "$KEY"; echo
mcbin get -s "$SERVER" --meta "$KEY" | cut -f 2,3
mcbin edit -s "$SERVER" "$KEY" -- cat; echo "code $?"
mcbin edit -s "$SERVER" nowhere -- cat; echo "code $?"
mcbin edit -s "$SERVER" "$KEY" -- false; echo "code $?"
mcbin edit -s "$SERVER" "$KEY" -- no-such-program; echo "code $?"
mcbin edit -s "$SERVER" "$KEY" -- sh -c 'head -c 300000 /dev/zero'; echo "code $?"
mcbin get -s "$SERVER" "$KEY" | wc -c
