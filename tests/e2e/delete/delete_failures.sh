# Each kind of trouble has its code.
mcbin delete; echo "code $?"
mcbin delete ''; echo "code $?"
mcbin delete -s "$DEAD" k; echo "code $?"
mcbin delete -s "$HUNG" -t 200ms k; echo "code $?"
mcbin delete -s "$BUSY" k; echo "code $?"
mcbin delete -s "$AUTH" k; echo "code $?"
mcbin delete -s "$TEXT" k; echo "code $?"
