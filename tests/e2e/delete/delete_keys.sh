# Keys go, misses are named, and the rest goes all the same.
for n in 1 2 3; do mcbin set -s "$SERVER" "$KEY.$n" x; done
mcbin delete -s "$SERVER" "$KEY.1" nowhere "$KEY.2"; echo "code $?"
mcbin get -s "$SERVER" --ok-missing "$KEY.1" "$KEY.2" "$KEY.3"; echo " code $?"
mcbin delete -s "$SERVER" --ok-missing "$KEY.1" "$KEY.3"; echo "code $?"
mcbin get -s "$SERVER" "$KEY.3"; echo "code $?"
