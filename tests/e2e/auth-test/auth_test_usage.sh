# Without a name or a password there is nothing to try.
mcbin auth-test -s "$LOGIN"
echo "code $?"
setsid -w mcbin auth-test -s "memcache://testuser@$LOGIN"
echo "code $?"
