# Keys that no argument can carry are spelt in hex or base64.
mcbin set -s "$SERVER" --key-hex 00 nul
mcbin set -s "$SERVER" --key-b64 AAA= 'two nuls'
mcbin get -s "$SERVER" --key-hex 00 0000; echo
mcbin set --key-hex "$(printf '00%.0s' {1..251})" x; echo "code $?"
