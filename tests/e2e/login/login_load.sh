# bench and replay log in and speak TLS on every connection, and say so when they may not.
export MCBIN_TLS_CA="$TLS_FILES/ca.pem" MCBIN_PASSWORD=testpass
counts() {
  "$PYTHON" -c 'import json, sys
report = json.load(open("report"))
for server in report.get("servers", []):
    print(server["requests"] > 0, server["wrong"], server["refused"], server["lost_connections"])
if "differences" in report:
    print(report["answers_checked"], report["differences"])'
}
bench() {
  mcbin bench -c 5 -k 50 -d 200ms --value-size 0-40k --report json "$@" >report
  echo "code $?"
}
bench -s "memcache://testuser@$LOGIN"
counts
bench -s "memcaches://testuser@$TLS_LOGIN" --against "memcaches://$TLS_SERVER"
counts
bench -s "memcaches://$TLS_MUTUAL" --tls-cert "$TLS_FILES/client.pem" \
  --tls-key "$TLS_FILES/client.key" -q -P 20
counts
MCBIN_PASSWORD=wrong bench -s "memcache://testuser@$LOGIN"
bench -s "memcaches://$TLS_SERVER" --tls-ca "$TLS_FILES/other_ca.pem"
bench -s "memcaches://$SERVER" -t 2s

capture="$SOURCE/tests/captures/basic_bmemcached.pcap"
replay() { mcbin replay --max --report json "$@" "$capture" >report; echo "code $?"; }
replay -s "memcache://testuser@$LOGIN"
counts
replay -s "memcaches://testuser@$TLS_LOGIN"
counts
MCBIN_PASSWORD=wrong replay -s "memcaches://testuser@$TLS_LOGIN"
replay -s "$TLS_LOGIN" --tls --username reader --allow-remote --tls-ca "$TLS_FILES/other_ca.pem"
