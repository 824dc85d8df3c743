# TLS, asked for by the address, an option or the environment; by number and by name.
ca="$TLS_FILES/ca.pem"
port=${TLS_SERVER##*:}
mcbin set -s "memcaches://$TLS_SERVER" --tls-ca "$ca" "$KEY" one,
mcbin get -s "$TLS_SERVER" --tls --tls-ca "$ca" "$KEY"
MCBIN_SERVERS="memcaches://localhost:$port" MCBIN_TLS_CA="$ca" mcbin get "$KEY"
MCBIN_TLS=yes MCBIN_TLS_INSECURE=yes mcbin get -s "$TLS_SERVER" "$KEY"
head -c 700000 /dev/urandom >bytes
mcbin set -s "memcaches://$TLS_SERVER" --tls-ca "$ca" -f bytes "$KEY"
mcbin get -s "memcaches://$TLS_SERVER" --tls-ca "$ca" "$KEY" | cmp - bytes && echo same
