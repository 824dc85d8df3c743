# Each kind of refusal has its code.
for server in "$AUTH" "$BUSY" "$EXISTS" "$DEAD" "$TEXT"; do
  mcbin set -s "$server" "$KEY" v
  echo "code $?"
done
