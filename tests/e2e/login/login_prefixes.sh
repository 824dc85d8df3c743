# A user with a key prefix reaches nothing else, one key or many, and hears which keys those are.
export MCBIN_PASSWORD=testpass
shop="memcache://shop@$LOGIN"
mcbin set -s "memcache://testuser@$LOGIN" "$KEY" theirs
mcbin set -s "$shop" cart:1 mine
mcbin get -s "$shop" cart:1; echo " $?"
mcbin get -s "$shop" "$KEY"; echo "code $?"
mcbin set -s "$shop" "$KEY" evil; echo "code $?"
mcbin get -s "$shop" cart:1 "$KEY" cart:1; echo " code $?"
printf '%s\n' '{"key":"cart:2","value":"two"}' '{"key":"evil","value":"x"}' \
  '{"key":"cart:3","value":"three"}' | mcbin set -s "$shop" --from - --format jsonl
echo "code $?"
mcbin delete -s "$shop" cart:3 "$KEY" cart:2; echo "code $?"
mcbin get -s "$shop" --json "$KEY" | sed "s/$LOGIN/SERVER/"
mcbin get -s "memcache://testuser@$LOGIN" "$KEY"
