# Who is not trusted, who does not speak TLS, and files that cannot be used.
try() { mcbin get "$@" "$KEY"; echo "code $?"; }
try -s "memcaches://$TLS_SERVER"
try -s "memcaches://$TLS_SERVER" --tls-ca "$TLS_FILES/other_ca.pem"
try -s "memcaches://$TEXT"
try -s "memcaches://$CLOSING"
try -s "memcaches://$HUNG" -t 300ms
try -s "memcaches://$TLS_SERVER" --tls-ca none.pem
try -s "memcaches://$TLS_SERVER" --tls-cert "$TLS_FILES/client.pem" --tls-key none.key
