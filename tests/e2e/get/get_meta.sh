# Key, size, flags, CAS and server, separated by tabs; a tab in a key is \t.
mcbin set -s "$SERVER" -F 77 "$KEY" 12345
mcbin set -s "$SERVER" $'a\tb' ''
mcbin get -s "$SERVER" --meta "$KEY" nowhere $'a\tb' > rows; echo "code $?"
sed -E "s/$SERVER/the server/; s/\t[0-9]+\tthe/\tN\tthe/" rows
[[ $(cut -f 4 rows | head -n 1) == "$(mcbin get -s "$SERVER" --json "$KEY" |
  sed -E 's/.*"cas":"([0-9]+)".*/\1/')" ]] && echo "the same CAS"
script -qefc "mcbin get -s $SERVER --meta $KEY" /dev/null < /dev/null | tr -d '\r' | tr -s ' ' |
  cut -d ' ' -f 1-3 | sed 's/\x1b\[[0-9]*m//g'
