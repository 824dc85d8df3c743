# A mebibyte of random bytes goes there and back through pipes unchanged.
head -c 1048576 /dev/urandom > value
mcbin set -s "$SERVER" "$KEY" < value
mcbin get -s "$SERVER" "$KEY" | cmp - value && echo same
mcbin get -s "$SERVER" "$KEY" "$KEY" "$KEY" | cat > thrice
cat value value value | cmp - thrice && echo same
