# Delta, first value and expiry, as the request carries them; all ones mean "do not create".
mcbin incr -s "$RECORDER" k 2 2> said; echo "code $?"
mcbin incr -s "$RECORDER" --initial 258 -e 1h k 2> said
mcbin incr -s "$RECORDER" --no-create k 3 2> said
cat "$RECORDED"
sed 's/127.*: //' said
