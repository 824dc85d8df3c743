# A touched key lives on, or goes; misses are named.
mcbin set -s "$SERVER" -e 1 "$KEY" stays
mcbin set -s "$SERVER" "$KEY.goes" x
mcbin touch -s "$SERVER" -e 1h "$KEY" nowhere; echo "code $?"
mcbin touch -s "$SERVER" -e 1 "$KEY.goes"; echo "code $?"
sleep 2.2
mcbin get -s "$SERVER" "$KEY" "$KEY.goes"; echo " code $?"
mcbin touch -s "$SERVER" -e 1h --ok-missing nowhere; echo "code $?"
