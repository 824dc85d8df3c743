# Which request each condition becomes; appending carries neither flags nor expiry.
for how in --if-absent --if-present --append --prepend; do mcbin set -s "$RECORDER" $how k v; done
mcbin set -s "$RECORDER" --cas 18446744073709551615 k v
mcbin set -s "$RECORDER" --append --cas 0x10 k v
cat "$RECORDED"
