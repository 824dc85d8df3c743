# A file that grows is followed until the reader is interrupted.
capture="$SOURCE/tests/captures/basic_bmemcached.pcap"
head -c 2000 "$capture" > growing
mcbin dump-frame -F growing > lines 2> said &
reader=$!
wait_for() {
  for _ in $(seq 200); do
    [ "$(grep -c '"t":"frame"' lines)" -ge "$1" ] && return
    sleep 0.05
  done
}
wait_for 5
tail -c +2001 "$capture" >> growing
wait_for 293
kill -INT "$reader"
wait "$reader"; echo "code $?"
cat said
