# What passes a filter, as a smaller capture and as bytes: both are read again.
capture="$SOURCE/tests/captures/interleaved_8conn.pcap.zst"
mcbin dump-frame --conn 3 --write small.pcap --values none "$capture" > first
mcbin dump-frame --conn 3 --write small.raw --values none "$capture" > /dev/null
mcbin dump-frame --values none small.pcap > second
mcbin dump-frame --values none small.raw > third
keep() { grep '"t":"frame"' "$1" | grep -o '"opcode":.*"body_len":[0-9]*'; }
cmp <(keep first) <(keep second)
cmp <(keep first) <(keep third)
tshark -r small.pcap -d tcp.port==24211,memcache -T fields -e memcache.opcode 2> /dev/null |
  tr ',' '\n' | grep -c .
grep -c '"t":"frame"' first
mcbin dump-frame --write /nonexistent/file "$capture"; echo "code $?"
