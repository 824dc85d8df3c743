# One line for each server that answers: address, tab, time.
mcbin ping -s "$SERVER" -s "$SECOND" |
  sed -E "s/^$SERVER\t[0-9]+\.[0-9]{3} ms$/first/; s/^$SECOND\t[0-9]+\.[0-9]{3} ms$/second/"
mcbin ping --quiet -s "$SERVER,$SECOND"
