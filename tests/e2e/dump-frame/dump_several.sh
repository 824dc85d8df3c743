# Several files are read one after another; the numbers go on.
printf 800a00000000000000000000000000010000000000000000 > one
printf 800a00000000000000000000000000020000000000000000 > two
mcbin dump-frame one two | grep -o '"n":[0-9]*,"off":[0-9]*'
mcbin dump-frame one missing; echo "code $?"
