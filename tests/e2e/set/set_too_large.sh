# More than the server takes: code 4, and the limit's name.
head -c 3145728 /dev/zero | mcbin set -s "$SERVER" "$KEY"
