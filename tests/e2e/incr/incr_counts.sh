# A counter starts as if from 0, or from --initial; it wraps at 64 bits.
mcbin incr -s "$SERVER" "$KEY"
mcbin incr -s "$SERVER" "$KEY" 41
mcbin get -s "$SERVER" "$KEY"; echo
mcbin incr -s "$SERVER" --initial 100 "$KEY.start" 5
mcbin incr -s "$SERVER" --initial 100 "$KEY.start" 5
mcbin incr -s "$SERVER" --initial 0 "$KEY.zero" 5
mcbin set -s "$SERVER" "$KEY.large" 18446744073709551615
mcbin incr -s "$SERVER" "$KEY.large"
mcbin incr -s "$SERVER" --no-create "$KEY.nowhere"; echo "code $?"
mcbin set -s "$SERVER" "$KEY.text" words
mcbin incr -s "$SERVER" "$KEY.text"; echo "code $?"
mcbin incr -s "$SERVER" --key-hex 00ff 7
