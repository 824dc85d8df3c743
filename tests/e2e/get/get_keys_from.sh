# Keys from a file, a line each, behind those of the command line; in hex and in base64, too.
for key in a b c; do mcbin set -s "$SERVER" "$KEY.$key" "$key"; done
printf '%s\n\n%s' "$KEY.b" "$KEY.c" > keys
mcbin get -s "$SERVER" --keys-from keys "$KEY.a"; echo
mcbin get -s "$SERVER" --keys-from - < keys; echo
mcbin set -s "$SERVER" --key-hex 00:ff:0a binary
mcbin get -s "$SERVER" --key-hex 00ff0a; echo
mcbin get -s "$SERVER" --key-b64 AP8K; echo
printf '00ff0a\n00FF0A\n' | mcbin get -s "$SERVER" --key-hex --keys-from -; echo
: > empty; mcbin get -s "$SERVER" --keys-from empty; echo "code $?"
printf '%s\n%0300d\n%s\n' "$KEY.a" 0 "$KEY.b" > keys
mcbin get -s "$SERVER" --keys-from - < keys; echo " code $?"
mcbin get --key-hex 0; echo "code $?"
mcbin get --key-hex xx; echo "code $?"
mcbin get --key-b64 'a!'; echo "code $?"
mcbin get --key-b64 --key-hex 00; echo "code $?"
mcbin get --keys-from no-such-file; echo "code $?"
