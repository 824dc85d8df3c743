# Keys of a dead server fail, keys of the others are served; each dead server is named once.
servers="$SERVER,$DEAD,$SECOND"
for number in {1..30}; do
  mcbin set -s "$servers" --ring modula "$KEY$number" "$number," 2>/dev/null || missing+=("$number")
done
keys=$(for number in {1..30}; do echo "$KEY$number"; done)
# shellcheck disable=SC2086  # one word a key
mcbin get -s "$servers" --ring modula $keys >values
echo "code $?"
found=$(tr -dc , <values | wc -c)
echo "$((${#missing[@]} > 0 && found > 0)), $((found + ${#missing[@]})) of 30"
