# Nobody listens: code 3, and what to do.
mcbin get -s "$DEAD" "$KEY"
