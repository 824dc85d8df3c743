# Values come in the order of the keys; what is missing is named, the rest is printed.
mcbin set -s "$SERVER" "$KEY.1" one
mcbin set -s "$SERVER" "$KEY.2" two
mcbin get -s "$SERVER" "$KEY.2" nowhere "$KEY.1" "$KEY.2" $'no\twhere'
