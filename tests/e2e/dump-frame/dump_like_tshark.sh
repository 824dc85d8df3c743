# Where tshark is right, we say the same: opcodes, opaques, key lengths and statuses of each frame.
tables() {
  packed="$SOURCE/tests/captures/$1"
  case $1 in
    *.zst) zstd -qdc "$packed" > capture ;;
    *.gz) gzip -dc "$packed" > capture ;;
    *) cp "$packed" capture ;;
  esac
  mcbin dump-frame --values none capture 2> /dev/null | python3 -c 'import json, sys
for line in sys.stdin:
    entry = json.loads(line)
    if entry["t"] == "frame":
        print(entry["opcode"], entry["opaque"], entry["key_len"], entry.get("status_code", ""))' |
    sort > ours
  tshark -r capture -d tcp.port==24211,memcache -Y memcache -T ek 2> /dev/null |
    python3 -c 'import json, sys
def listed(value):
    return value if isinstance(value, list) else [value]
for line in sys.stdin:
    entry = json.loads(line)
    if "layers" not in entry: continue
    for frame in listed(entry["layers"].get("memcache", [])):
        status = frame.get("memcache_memcache_status")
        print(int(frame["memcache_memcache_opcode"], 0), int(frame["memcache_memcache_opaque"], 0),
              frame["memcache_memcache_key_length"], "" if status is None else int(status, 0))' |
    sort > theirs
  printf '%s: ' "$1"; cmp ours theirs && wc -l < ours
}
for capture in interleaved_8conn.pcap.zst memccapable_binary.pcap.gz ipv6_lo.pcap; do
  tables "$capture"
done
