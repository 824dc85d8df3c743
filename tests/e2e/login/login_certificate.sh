# A certificate names its user, who needs no password; without one a password is needed, over TLS.
export MCBIN_TLS_CA="$TLS_FILES/ca.pem"
server="memcaches://$TLS_LOGIN"
certificate=(--tls-cert "$TLS_FILES/client.pem" --tls-key "$TLS_FILES/client.key")
export MCBIN_PASSWORD=testpass
mcbin set -s "memcaches://testuser@$TLS_LOGIN" cert:1 value
unset MCBIN_PASSWORD
mcbin get -s "$server" "${certificate[@]}" cert:1; echo " code $?"
mcbin get -s "$server" "${certificate[@]}" other; echo "code $?"
mcbin set -s "$server" "${certificate[@]}" cert:1 evil; echo "code $?"
mcbin get -s "$server" cert:1; echo "code $?"
MCBIN_PASSWORD=wrong mcbin get -s "memcaches://testuser@$TLS_LOGIN" cert:1; echo "code $?"
# A login counts for more than the certificate.
MCBIN_PASSWORD=testpass mcbin set -s "memcaches://testuser@$TLS_LOGIN" "${certificate[@]}" other 1
echo "code $?"
mcbin get -s "$TLS_LOGIN" -t 2s cert:1 2>err; echo "code $?, $(wc -l <err) line"
