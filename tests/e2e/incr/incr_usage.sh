# What cannot be counted is refused before anything is sent.
mcbin incr; echo "code $?"
mcbin incr k 1.5; echo "code $?"
mcbin incr -- k -1; echo "code $?"
mcbin incr k 18446744073709551616; echo "code $?"
mcbin incr --no-create --initial 3 k; echo "code $?"
mcbin incr --no-create -e 1h k; echo "code $?"
mcbin incr -s "$DEAD" k; echo "code $?"
