# Over TLS, with a login, over a unix socket: the same answers. Who is not let in is told why.
capture=$SOURCE/tests/captures/basic_pylibmc.pcap.zst
play() {
  mcbin replay --report json "$@" "$capture" > report
  echo "code $?"
}
show() {
  $PYTHON -c 'import json
report = json.load(open("report"))
print(report["requests_sent"], report["differences"])'
}
play -s "$TLS_SERVER" --tls --tls-ca "$TLS_FILES/ca.pem"
show
play -s "memcaches://$TLS_MUTUAL" --tls-ca "$TLS_FILES/ca.pem" \
  --tls-cert "$TLS_FILES/client.pem" --tls-key "$TLS_FILES/client.key"
show
MCBIN_PASSWORD=testpass play -s "$LOGIN" --username testuser
show
mcbin serve -p 0 -s "$PWD/socket" 2> /dev/null &
until [[ -S socket ]]; do sleep 0.02; done
play -s "$PWD/socket"
show
kill $!
wait $!
play -s "$TLS_SERVER" --tls
play -s "$SERVER" --tls --tls-insecure
MCBIN_PASSWORD=wrong play -s "$LOGIN" --username testuser
printf '0,k,1,3,1,get,0\n0,k,1,3,1,get,0\n' > trace.csv
mcbin replay -s "$TLS_SERVER" --tls --tls-ca "$TLS_FILES/ca.pem" trace.csv | grep ^hits | tr -s ' '
MCBIN_PASSWORD=wrong mcbin replay -s "$LOGIN" --username testuser trace.csv
echo "code $?"
