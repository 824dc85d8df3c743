# What cannot be played says why, and each way to end has its code.
printf '0,key:1,5,10,1,get,0\n1,key:1,5,10,1,get,0\n' > twitter.csv
printf 'key,op,size\nk,GET,3\n' > cachebench.csv
replay() {
  mcbin replay -t 300ms "$@" > report
  echo "code $?"
}
replay -s "$DEAD" twitter.csv
replay -s "$CLOSING" twitter.csv
replay -s "$HUNG" twitter.csv
replay -s "$TEXT" twitter.csv
replay -s cache.example.com twitter.csv
replay --in-process --rate 5 twitter.csv
replay --in-process twitter.csv cachebench.csv
replay --in-process --from cachebench twitter.csv
replay --in-process "$SOURCE/tests/captures/basic_bmemcached.pcap" twitter.csv
replay --in-process --from twitter "$SOURCE/tests/captures/basic_bmemcached.pcap"
grep 'skipped, malformed' report | tr -s ' '
# Half a second is the trace's, not the player's.
printf '0,k,1,1,1,set,5\n6,k,1,1,1,get,5\n7,k,1,1,1,get,0\n' > lives.csv
mcbin replay --in-process --ttl keep lives.csv | grep -E '^(hits|misses)' | tr -s ' '
mcbin replay --in-process lives.csv | grep -E '^(hits|misses)' | tr -s ' '
