# With several servers each line says whose it is; a dead one is named, and the code tells.
mcbin stats -s "$SERVER,$DEAD" > lines; echo "code $?"
grep -P '\tcurr_items\t' lines | sed "s/^$SERVER/the server/; s/[0-9]*$//"
mcbin stats -s "$TEXT"; echo "code $?"
