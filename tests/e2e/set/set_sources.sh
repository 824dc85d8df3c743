# The value comes from the argument, a file, or standard input, exactly.
printf 'from a\nfile\0' > file
mcbin set -s "$SERVER" "$KEY.argument" 'from an argument'
mcbin set -s "$SERVER" "$KEY.file" -f file
printf 'from stdin\n' | mcbin set -s "$SERVER" "$KEY.stdin"
printf 'from dash\n' | mcbin set -s "$SERVER" "$KEY.dash" -
printf 'from file dash' | mcbin set -s "$SERVER" "$KEY.filedash" -f -
mcbin set -s "$SERVER" "$KEY.empty" < /dev/null
mcbin get -s "$SERVER" "$KEY".{argument,file,stdin,dash,filedash,empty}
