# With --cas a key that somebody has changed stays.
cas=$(mcbin set -s "$SERVER" --print-cas "$KEY" one)
mcbin set -s "$SERVER" "$KEY" two
mcbin delete -s "$SERVER" --cas "$cas" "$KEY"; echo "code $?"
mcbin get -s "$SERVER" "$KEY"; echo
cas=$(mcbin get -s "$SERVER" --meta "$KEY" | cut -f 4)
mcbin delete -s "$SERVER" --cas "$cas" "$KEY"; echo "code $?"
mcbin delete -s "$SERVER" --cas "$cas" "$KEY"; echo "code $?"
mcbin delete -s "$SERVER" --cas 1 "$KEY" other; echo "code $?"
