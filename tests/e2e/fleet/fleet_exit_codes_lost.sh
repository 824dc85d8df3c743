# Every command against a live server and against those that do not answer.
for kind in SERVER DEAD HUNG CLOSING; do
  place=${!kind}
  codes=()
  for command in "get $KEY" "set $KEY value" version ping mechs "auth-test --username u" \
    "delete $KEY" "incr $KEY" "decr $KEY" "touch -e 1h $KEY" "edit $KEY -- cat" stats \
    "flush --yes" "copy --to $SERVER $KEY"; do
    read -ra words <<<"$command"
    MCBIN_PASSWORD=p mcbin "${words[0]}" -s "$place" -t 400ms "${words[@]:1}" >/dev/null 2>message
    codes+=($?)
    lines=$(wc -l <message)
    # What goes wrong is one sentence; what goes well is none, but for the key that is not there.
    # copy also says how many there were.
    [[ ${words[0]} == copy ]] && allowed=2 || allowed=1
    ((lines <= allowed)) || echo "$kind: $command: $lines lines"
  done
  echo "$kind ${codes[*]}"
done
