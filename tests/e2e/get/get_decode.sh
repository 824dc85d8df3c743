# Flags are read as the client library means them; objects are named, damage is told.
put() { mcbin set -s "$SERVER" -F "$1" "$KEY" "$2"; }
show() { mcbin get -s "$SERVER" --decode "${1:-auto}" "$KEY"; echo " code $?"; }
put 1 -42; show php
put 3 ''; show php
put 4 7; show pylibmc
put 16 text; show pylibmc
put 16 text; show
put 0x700 "$(printf '\300\002')"; show spymemcached
put 1 $'I01\n.'; show bmemcached
put 1 $'\x04\x08[\x06i\x06'; show dalli
put 1 junk; show dalli
put 99 text; show
put 99 text; show none
printf 'compressed text' | python3 -c 'import sys, zlib
sys.stdout.buffer.write(zlib.compress(sys.stdin.buffer.read()))' |
  mcbin set -s "$SERVER" -F 24 "$KEY"
show pylibmc
mcbin get -s "$SERVER" --decode auto --json "$KEY" |
  sed -E "s/$SERVER/S/; s/\"cas\":\"[0-9]+\"/\"cas\":\"N\"/"
put 1 $'I01\n.'
script -qefc "mcbin get -s $SERVER --decode auto $KEY" /dev/null < /dev/null | tr -d '\r'
mcbin get --decode ruby k; echo "code $?"
