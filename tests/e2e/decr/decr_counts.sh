# A counter never goes below 0.
mcbin set -s "$SERVER" "$KEY" 10
mcbin decr -s "$SERVER" "$KEY"
mcbin decr -s "$SERVER" "$KEY" 100
mcbin decr -s "$SERVER" "$KEY.new"
mcbin decr -s "$SERVER" --initial 5 "$KEY.start"
mcbin decr -s "$SERVER" --no-create "$KEY.nowhere"; echo "code $?"
