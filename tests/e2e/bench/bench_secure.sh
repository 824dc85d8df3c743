# Load over TLS and with a login: every answer is right. Who is not let in is told why.
bench() {
  mcbin bench -d 200ms -c 3 -k 100 -P 5 --report json "$@" > report
  echo "code $?"
}
show() {
  $PYTHON -c 'import json
for server in json.load(open("report"))["servers"]:
    print(server["requests"] > 0, server["filled"], server["wrong"] + server["refused"])'
}
bench -s "$TLS_SERVER" --tls --tls-ca "$TLS_FILES/ca.pem"
show
MCBIN_PASSWORD=testpass bench -s "$LOGIN" --username testuser --rate 2000
show
bench -s "$SERVER" --against "memcaches://$TLS_SERVER" --tls-ca "$TLS_FILES/ca.pem"
show
# Records of all sizes.
mcbin serve -u "$(id -un)" -p 0 -l 127.0.0.1 --port-file "$PWD/port" -Z \
  --tls-cert "$TLS_FILES/server.pem" --tls-key "$TLS_FILES/server.key" 2> /dev/null &
until [[ -s port ]]; do sleep 0.02; done
bench -s "127.0.0.1:$(cat port)" --tls --tls-ca "$TLS_FILES/ca.pem" --value-size 1-40000
show
kill $!
wait $!
bench -s "$TLS_SERVER" --tls
MCBIN_PASSWORD=wrong bench -s "$LOGIN" --username testuser
bench -s "$SERVER,$SERVER"
