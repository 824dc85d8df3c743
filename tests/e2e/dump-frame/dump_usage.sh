mcbin dump-frame --in pictures -; echo "code $?"
mcbin dump-frame --max-value -1 -; echo "code $?"
mcbin dump-frame one two; echo "code $?"
mcbin dump-frame --jsn; echo "code $?"
