# An empty value is found, and is no bytes at all.
mcbin set -s "$SERVER" "$KEY" ''
mcbin get -s "$SERVER" "$KEY"
