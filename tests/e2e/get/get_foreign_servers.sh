# A peer that speaks something else is named: code 7.
for server in "$TEXT" "$HTTP" "$TLS" "$REDIS" "$MISMATCHED"; do
  mcbin get -s "$server" "$KEY"
  echo "code $?"
done
