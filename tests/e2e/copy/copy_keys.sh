# Values and flags arrive as they are; misses are named, and it is said that expiry is lost.
[[ $EUID == 0 ]] && user=(-u root)
mcbin serve -p 0 --port-file port "${user[@]}" > log 2>&1 &
until [[ -s port ]]; do sleep 0.02; done
other="127.0.0.1:$(tr -dc 0-9 < port)"
head -c 100000 /dev/urandom > noise
mcbin set -s "$SERVER" -F 0x87654321 -f noise "$KEY.noise"
mcbin set -s "$SERVER" "$KEY.text" text
mcbin copy -s "$SERVER" --to "$other" "$KEY.noise" nowhere "$KEY.text"; echo "code $?"
mcbin get -s "$other" "$KEY.noise" | cmp - noise && echo same
mcbin get -s "$other" --meta "$KEY.noise" "$KEY.text" | cut -f 2,3
mcbin set -s "$other" "$KEY.text" theirs
mcbin copy -s "$SERVER" --to "$other" --if-absent -e 1h "$KEY.text"; echo "code $?"
mcbin get -s "$other" "$KEY.text"; echo
seq 3000 | sed "s/.*/{\"key\":\"$KEY.&\",\"value\":\"&\"}/" |
  mcbin set -s "$SERVER" --from - --format jsonl
seq 3000 | sed "s/^/$KEY./" > keys
mcbin copy -s "$SERVER" --to "$other" -e 1h --keys-from keys; echo "code $?"
diff <(mcbin get -s "$SERVER" -0 --keys-from <(tr '\n' '\0' < keys)) \
     <(mcbin get -s "$other" -0 --keys-from <(tr '\n' '\0' < keys)) && echo same
mcbin copy -s "$SERVER" --to "$DEAD" "$KEY.text" 2>&1 | sed 's/127[0-9.:]*/SERVER/'
echo "code ${PIPESTATUS[0]}"
mcbin copy -s "$DEAD" --to "$other" "$KEY.text" 2>&1 | sed 's/127[0-9.:]*/SERVER/'
echo "code ${PIPESTATUS[0]}"
# Two servers, then keys.
mcbin set -s "$SERVER" "$KEY.text" "new text"
mcbin copy "$SERVER" "$other" "$KEY.text" "$KEY.noise" -e 1h; echo "code $?"
mcbin get -s "$other" "$KEY.text"; echo
mcbin copy "$SERVER" "$other" --keys-from <(echo "$KEY.text") --if-absent; echo "code $?"
mcbin copy --to "$SERVER" -s "$other" "$KEY.text" "$KEY.noise" nowhere; echo "code $?"
mcbin copy -s "$SERVER" "$KEY.text"; echo "code $?"
mcbin copy "$SERVER"; echo "code $?"
mcbin copy "$SERVER" "$other"; echo "code $?"
mcbin copy "memcache://ann:secret@$SERVER" "$other" "$KEY.text"; echo "code $?"
kill %1
wait
