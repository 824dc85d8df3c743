# Each ring chooses as the library of its name did: keys and servers of tests/vectors/rings.txt.
servers=127.0.0.1:27821,127.0.0.1:27822,127.0.0.1:27823
vectors="$SOURCE/tests/vectors/rings.txt"
mapfile -t keys < <(sed -n 's/^key //p' "$vectors" | head -200)
compare() {  # CASE RING HASH
  local expected
  expected=$(grep -A3 -F "case $1" "$vectors" | sed -n 's/^keys //p' | head -1)
  mcbin locate -s "$servers" --ring "$2" --hash "$3" -- "${keys[@]}" |
    sed -E 's/.*([0-9])$/\1/' | tr 123 012 | tr -d '\n' >located
  if [[ "$(cat located)" == "${expected:0:200}" ]]; then echo "$2 $3"; fi
}
compare 'libmemcached ketama-weighted, equal' ketama-weighted one-at-a-time
compare 'libmemcached modula (' modula one-at-a-time
compare 'libmemcached modula, hash murmur' modula murmur
compare 'libmemcached ketama (' ketama one-at-a-time
compare 'dalli (' dalli one-at-a-time
compare 'bmemcached distributed' bmemcached one-at-a-time
compare 'spymemcached default' spymemcached one-at-a-time
compare 'spymemcached ketama' spymemcached-ketama one-at-a-time
compare 'pymemcache rendezvous' rendezvous one-at-a-time
compare 'memjs' memjs one-at-a-time
