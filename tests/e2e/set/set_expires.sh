# A value is gone when its time has come, and not much before.
mcbin set -s "$SERVER" -e 1h "$KEY.hour" stays
mcbin set -s "$SERVER" -e 2s "$KEY" goes
mcbin get -s "$SERVER" "$KEY" "$KEY.hour"
sleep 2.6
mcbin get -s "$SERVER" "$KEY" "$KEY.hour"
