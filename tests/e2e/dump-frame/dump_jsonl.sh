# What dump-frame wrote is a source again: the same dump, filters and sums as of the capture.
capture="$SOURCE/tests/captures/interleaved_8conn.pcap.zst"
mcbin dump-frame "$capture" > lines
mcbin dump-frame lines | cmp - lines
mcbin dump-frame --in jsonl - < lines > again; cmp again lines
gzip -k lines; mcbin dump-frame lines.gz | cmp - lines
mcbin dump-frame -o json "$capture" > array; mcbin dump-frame array | cmp - lines
cmp <(mcbin dump-frame --summary "$capture") <(mcbin dump-frame --summary lines)
cmp <(mcbin dump-frame --conn 3 --status error "$capture") \
  <(mcbin dump-frame --conn 3 --status error lines)
mcbin dump-frame --max-value all "$capture" > whole
mcbin dump-frame --write again.raw whole > /dev/null
mcbin dump-frame --write first.raw "$capture" > /dev/null
cmp first.raw again.raw
mcbin dump-frame --op SET --min-value 100 --write again.raw lines > /dev/null; echo "code $?"
printf '{"op":"NOOP"}\n{"op":"NOP"}\n' | mcbin dump-frame; echo "code $?"
printf '{"t":"summary"}\n' | mcbin dump-frame; echo "code $?"
mcbin dump-frame --in pcap lines; echo "code $?"
