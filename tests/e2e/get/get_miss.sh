# A miss is code 1, names the key and prints nothing.
mcbin get -s "$SERVER" "$KEY"
