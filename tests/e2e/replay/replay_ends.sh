# Each way to end has a code of its own.
replay() {
  mcbin replay -t 300ms --report json "$@" > report
  echo "code $?"
}
bmemcached=$SOURCE/tests/captures/basic_bmemcached.pcap
replay -s "$DEAD" "$bmemcached"
replay -s "$CLOSING" "$bmemcached"
replay -s "$HUNG" "$bmemcached"
replay -s "$TEXT" "$bmemcached"
mcbin flush --yes -s "$SERVER"
mcbin replay -s "$SERVER" --speed 0.2 --max-late 50ms --report json \
  "$SOURCE/tests/captures/interleaved_8conn.pcap.zst" > report &
sleep 0.4
kill -STOP $!
sleep 0.6
kill -CONT $!
wait $!
echo "code $?"
replay -s "$SERVER" --window 3 "$bmemcached"
replay -s "$SERVER" --max --rate 3 "$bmemcached"
replay -s "$SERVER" --connections some "$bmemcached"
replay -s "$SERVER" no-such-file
echo nothing of memcache > text
replay -s "$SERVER" text
