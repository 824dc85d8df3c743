# A connection that ends without an answer, or in the middle of one: code 3.
for server in "$CLOSING" "$HALF"; do
  mcbin get -s "$server" "$KEY"
  echo "code $?"
done
