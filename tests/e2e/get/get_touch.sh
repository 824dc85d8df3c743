# A key that is touched while it is read lives on; what is sent is GATQ with the expiry.
mcbin set -s "$SERVER" -e 1 "$KEY" stays
mcbin set -s "$SERVER" -e 1 "$KEY.goes" goes
mcbin get -s "$SERVER" --touch 1h "$KEY"; echo
sleep 2.2
mcbin get -s "$SERVER" "$KEY" "$KEY.goes"; echo " code $?"
mcbin get -s "$RECORDER" --touch 45d k 2> said | od -An -c; head -c 10 "$RECORDED"; echo
mcbin get -s "$RECORDER" --touch 30d k 2> said
sed -n '/expiry/s/.*extras=//p' "$RECORDED" | tail -n 1
mcbin get --touch soon k; echo "code $?"
