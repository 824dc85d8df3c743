# With -0 each value ends with a NUL byte, so that values with line ends can be told apart.
mcbin set -s "$SERVER" "$KEY" $'two\nlines'
mcbin set -s "$SERVER" "$KEY.empty" ''
mcbin get -s "$SERVER" -0 "$KEY" "$KEY.empty" "$KEY" | od -An -c
printf '%s\0' "$KEY.empty" "$KEY" | mcbin get -s "$SERVER" -0 --keys-from - | tr '\0' '|'
echo
