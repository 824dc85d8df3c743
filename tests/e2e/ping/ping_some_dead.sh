# A dead server is named, the others answer, and the exit code tells.
mcbin ping -s "$SERVER" -s "$DEAD" -s "$SECOND" >lines
code=$?
cut -f 1 lines | sed "s/$SERVER/first/; s/$SECOND/second/"
exit $code
