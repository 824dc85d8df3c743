# Bulk work shows on a terminal how far it is, and takes the line away at the end.
seq 200000 | sed "s/.*/{\"key\":\"$KEY.&\",\"value\":\"&\"}/" > values.jsonl
script -qefc "mcbin set -s $SERVER --from values.jsonl" /dev/null < /dev/null > said
grep -qE '[0-9]+ values, [0-9]+/s' said && echo "shown"
tail -c 4 said | cat -v; echo
mcbin set -s "$SERVER" --from values.jsonl
