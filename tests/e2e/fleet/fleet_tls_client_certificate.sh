# A server that asks for a certificate lets in who shows one.
export MCBIN_TLS_CA="$TLS_FILES/ca.pem"
mcbin set -s "memcaches://$TLS_MUTUAL" --tls-cert "$TLS_FILES/client.pem" \
  --tls-key "$TLS_FILES/client.key" "$KEY" value
mcbin get -s "memcaches://$TLS_MUTUAL" --tls-cert "$TLS_FILES/client.pem" \
  --tls-key "$TLS_FILES/client.key" "$KEY"
mcbin get -s "memcaches://$TLS_MUTUAL" "$KEY" 2>message
echo " code $?, $(grep -c '^mcbin: ' message) message"
