# Each filter on a capture, counted in frames that pass.
capture="$SOURCE/tests/captures/basic_bmemcached.pcap"
count() { printf "%s: " "$*"; mcbin dump-frame "$@" "$capture" 2>> said | grep -c ".t.:.frame."; }
count
count --key k1
count --key-prefix k
count --key-re '^k[12]$'
count --op GET,0x04
count --status error
count --status key_enoent --dir s2c
count --dir c2s
count --conn 1
count --conn 2
count --min-latency 1000
count --min-value 100
count --unpaired
count --since +8ms
count --until +8ms
count --head 5
count --key missing -A 2
tail -n 1 said
