# A reader that has enough ends the command as any filter, without a word.
head -c 1000000 /dev/zero | mcbin set -s "$SERVER" "$KEY"
mcbin get -s "$SERVER" "$KEY" "$KEY" "$KEY" | head -c 1 > /dev/null
echo "${PIPESTATUS[0]}"
