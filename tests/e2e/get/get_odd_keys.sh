# Keys are data, whatever they look like; behind -- also those that begin with a dash.
keys=('[a,b]' '[]' '++' '--' '-x' '010' '{}' '%%' get '[' ' ' 'a b' '*' '-' $'\xff\xfe' $'\x01[]'
  $'tab\t' 'ключ')
for key in "${keys[@]}"; do mcbin set -s "$SERVER" -- "$key" "<$key>"; done
for key in "${keys[@]}"; do
  [[ $(mcbin get -s "$SERVER" -- "$key") == "<$key>" ]] || echo "wrong: $key"
done
[[ $(mcbin get -s "$SERVER" -- "${keys[@]}") == "$(printf '<%s>' "${keys[@]}")" ]] || echo wrong
mcbin get -s "$SERVER" 10 a b
