# The same bytes raw, as hex, as a hex dump and in base64 give the same lines, guessed or named.
printf '%s' 80010003080000000000000d00000007 0000000000000000 0000002a00000000 6b6579 00ff |
  xxd -r -p > in.raw
xxd in.raw > dump
xxd -p in.raw > in.hex
base64 in.raw > in.base64
mcbin dump-frame in.raw > expected
same() { "$@" | cmp - expected; }
for format in raw hex base64; do
  same mcbin dump-frame "in.$format"
  same mcbin dump-frame --in "$format" "in.$format"
done
same mcbin dump-frame dump
same mcbin dump-frame < in.raw
cat expected
