# A pipe gets the bytes of the value and nothing else, NUL and line ends included.
printf 'a\0b\r\n\377\n\n' | mcbin set -s "$SERVER" "$KEY"
mcbin get -s "$SERVER" "$KEY"
