# What cannot be played is refused before anybody is asked: code 2.
bench() {
  mcbin bench -s "$DEAD" "$@"
  echo "code $?"
}
bench --mix get:1,stat
bench --mix get:x
bench --value-size 2k-1k
bench --distribution normal
bench --distribution trace:
bench --distribution trace:nothing.csv
printf 'these are no rows\n' > words.csv
bench --distribution trace:words.csv
bench --rate 0
bench --rate 1e99
bench -P 0
bench --key-size 8 --keys 100000
bench --against "$DEAD,$DEAD"
