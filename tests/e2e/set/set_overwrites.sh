# A set replaces what was there, flags and all.
mcbin set -s "$SERVER" "$KEY" first
mcbin set -s "$SERVER" "$KEY" second
mcbin get -s "$SERVER" "$KEY"
