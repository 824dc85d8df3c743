# One header in hex is one line.
printf '800a00000000000000000000deadbeef0000000000000000' | mcbin dump-frame -
