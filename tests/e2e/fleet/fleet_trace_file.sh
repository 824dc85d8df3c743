# A capture that tshark opens without complaint: handshake, requests, answers, end, right checksums.
MCBIN_PASSWORD=testpass mcbin get --trace-file trace.pcapng -s "memcache://testuser@$LOGIN" "$KEY"
port=${LOGIN##*:}
tshark -r trace.pcapng -d "tcp.port==$port,memcache" -o ip.check_checksum:TRUE \
  -o tcp.check_checksum:TRUE -T fields -e tcp.flags.str -e memcache.opcode \
  -e ip.checksum.status -e tcp.checksum.status 2>/dev/null | tr '\t' ' ' | tr -d '·'
tshark -r trace.pcapng -Y 'tcp.analysis.flags or _ws.malformed' 2>/dev/null
grep -ac testpass trace.pcapng
mcbin get --trace-file /no/such/folder/x.pcapng -s "$LOGIN" "$KEY"
echo "code $?"
