# Thousands of keys in one call; every hundredth exists.
for number in $(seq 100 100 5000); do mcbin set -s "$SERVER" "$KEY.$number" "$number,"; done
mapfile -t keys < <(seq -f "$KEY.%g" 1 5000)
mcbin get -s "$SERVER" "${keys[@]}" 2> misses
echo "code $?"
wc -l < misses
