# Every command against servers that break the protocol, ask for a login or refuse.
for kind in GARBAGE TEXT MISMATCHED AUTH BUSY; do
  server=${!kind}
  codes=()
  for command in "get $KEY" "set $KEY value" version ping mechs "auth-test --username u"; do
    # shellcheck disable=SC2086  # words of a command
    MCBIN_PASSWORD=p mcbin $command -s "$server" -t 400ms >/dev/null 2>message
    codes+=($?)
    lines=$(wc -l <message)
    # What goes wrong is one sentence; what goes well is none, but for the key that is not there.
    ((lines <= 1)) || echo "$kind: $command: $lines lines"
  done
  echo "$kind ${codes[*]}"
done
