# A server that knows no logins gets on without one.
export MCBIN_PASSWORD=any
mcbin set -s "memcache://somebody@$TLS_SERVER" --tls --tls-insecure "$KEY" value
mcbin get -s "memcache://somebody@$TLS_SERVER" --tls --tls-insecure "$KEY"
