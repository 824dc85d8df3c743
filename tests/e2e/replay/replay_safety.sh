# Nobody is written to by mistake, and what empties a server or tells passwords stays here.
mcbin replay -s cache.example.com "$SOURCE/tests/captures/basic_bmemcached.pcap"
echo "code $?"
mcbin set -s "$SERVER" "$KEY" kept
mcbin replay -s "$SERVER" "$SOURCE/tests/captures/basic_bmemcached.pcap" | grep "^not sent"
mcbin get -s "$SERVER" "$KEY"
echo
mcbin delete -s "$SERVER" k2
mcbin replay -s "$SERVER" --allow flush "$SOURCE/tests/captures/basic_bmemcached.pcap" |
  grep "^not sent"
mcbin get -s "$SERVER" "$KEY"
echo "code $?"
mcbin replay --in-process --dry-run "$SOURCE/tests/captures/sasl_plain.pcap" | grep "^not sent"
