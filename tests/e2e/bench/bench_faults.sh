# What goes wrong has a code of its own: wrong answers 1, nobody there 3, connections lost 4.
bench() {
  mcbin bench -d 100ms -c 2 -k 10 -t 300ms -s "$@" > /dev/null
  echo "code $?"
}
bench "$MISMATCHED" --no-fill
bench "$TEXT" --no-fill
bench "$BUSY" --no-fill
bench "$DEAD"
bench "$CLOSING" --no-fill
bench "$HUNG" --no-fill
