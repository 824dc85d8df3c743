# The four ways of giving a login, and what happens without one.
printf 'testpass\n' >password
chmod 600 password
MCBIN_PASSWORD=testpass mcbin set -s "memcache://testuser@$LOGIN" "$KEY" 1
mcbin get -s "$LOGIN" --username testuser --password-file password "$KEY"
MCBIN_SERVERS="memcache://testuser:testpass@$LOGIN" mcbin get "$KEY"
MEMCACHIER_SERVERS="$LOGIN" MEMCACHIER_USERNAME=testuser MEMCACHIER_PASSWORD=testpass \
  mcbin get "$KEY"
echo
mcbin get -s "$LOGIN" "$KEY"
echo "without: $?"
MCBIN_PASSWORD=wrong mcbin get -s "memcache://testuser@$LOGIN" "$KEY"
echo "wrong: $?"
# The service's login is not for other servers.
MEMCACHIER_SERVERS=h:1 MEMCACHIER_USERNAME=testuser MEMCACHIER_PASSWORD=testpass \
  mcbin get -s "$LOGIN" "$KEY"
echo "elsewhere: $?"
chmod 644 password
mcbin get -s "$LOGIN" --username testuser --password-file password "$KEY"
echo "open file: $?"
