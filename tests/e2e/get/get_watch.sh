# What changes is printed again; what does not change is not.
mcbin set -s "$SERVER" "$KEY" one,; : > seen; : > said
mcbin get -s "$SERVER" --watch 50ms "$KEY" > seen 2> said &
wait_for() {
  for _ in {1..200}; do [[ $(< seen) == "$1" ]] && return; sleep 0.02; done
  echo "no $1"
}
wait_for one,
mcbin set -s "$SERVER" "$KEY" two,
wait_for one,two,
mcbin delete -s "$SERVER" "$KEY"
for _ in {1..200}; do [[ -s said ]] && break; sleep 0.02; done
mcbin set -s "$SERVER" "$KEY" three,
wait_for one,two,three,
kill %1; wait %1; echo "code $?"
cat seen said
mcbin get -s "$DEAD" --watch 50ms k; echo "code $?"
