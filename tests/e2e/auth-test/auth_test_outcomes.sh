# Each way in which a login can end.
export MCBIN_PASSWORD=testpass
mcbin auth-test -s "memcache://testuser@$LOGIN" | cut -f 2
MCBIN_PASSWORD=wrong mcbin auth-test -s "memcache://testuser@$LOGIN" >line
echo "$? $(cut -f 2 line)"
mcbin auth-test --username nobody -s "$LOGIN" >line
echo "$? $(cut -f 2 line)"
mcbin auth-test --username testuser -s "memcaches://$TLS_SERVER" --tls-insecure | cut -f 2
mcbin auth-test --username testuser -s "$DEAD" -s "$LOGIN" >line
echo "$? $(cut -f 2 line)"
mcbin auth-test --username testuser -s "$BUSY" >line
echo "$? $(cut -f 2 line)"
