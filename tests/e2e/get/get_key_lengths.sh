# 250 bytes are a key, 251 and none are refused before anybody is asked.
long=$(printf 'k%.0s' {1..250})
mcbin set -s "$SERVER" "$long" value && mcbin get -s "$SERVER" "$long"
for key in "${long}k" ''; do
  mcbin get -s "$DEAD" fine "$key"
  echo " code $?"
  mcbin set -s "$DEAD" "$key" value
  echo " code $?"
done
