# With --server the servers' versions; --all asks those of the environment.
mcbin version -s "$LOGIN" | sed -E "s/^$LOGIN\t[0-9.]+$/memcached/"
MCBIN_SERVERS="$LOGIN,$LOGIN" mcbin version --all | wc -l
MCBIN_SERVERS="$LOGIN" mcbin version | cut -d ' ' -f 1
mcbin version -s "$DEAD"
echo "code $?"
mcbin version -s "$BUSY"
echo "code $?"
