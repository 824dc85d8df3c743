# The server asks for a login: code 5; it is busy: code 4. Worse than a miss.
mcbin get -s "$AUTH" "$KEY"
echo "code $?"
mcbin get -s "$BUSY" "$KEY" other
echo "code $?"
