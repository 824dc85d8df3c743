# What a server offers, and none where it asks for no login.
mcbin mechs -s "$LOGIN" | sed "s/$LOGIN/server/"
mcbin mechs -s "memcaches://$TLS_SERVER" --tls-ca "$TLS_FILES/ca.pem" | sed "s/$TLS_SERVER/server/"
mcbin mechs -s "$BUSY"
echo "code $?"
