# A file of keys goes in one pipeline; -0 reads keys that hold line ends.
seq 5000 | sed "s/.*/{\"key\":\"$KEY.&\",\"value\":\"&\"}/" > values.jsonl
mcbin set -s "$SERVER" --from values.jsonl
seq 5000 | sed "s/^/$KEY./" > keys
mcbin get -s "$SERVER" --keys-from keys | wc -c
mcbin delete -s "$SERVER" --keys-from keys; echo "code $?"
mcbin get -s "$SERVER" --json --ok-missing --keys-from keys | grep -c '"found":false'
mcbin set -s "$SERVER" $'two\nlines' x
printf 'two\nlines\0' | mcbin delete -s "$SERVER" -0 --keys-from -; echo "code $?"
