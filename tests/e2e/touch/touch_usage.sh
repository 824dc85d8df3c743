# An expiry is needed, and must be one.
mcbin touch k; echo "code $?"
mcbin touch -e abc k; echo "code $?"
mcbin touch -e 1s; echo "code $?"
mcbin touch -e @1000000000 k; echo "code $?"
mcbin touch -s "$DEAD" -e 1s k; echo "code $?"
