# Output that cannot be written is an error, not silence.
mcbin set -s "$SERVER" "$KEY" value
mcbin get -s "$SERVER" "$KEY" > /dev/full
