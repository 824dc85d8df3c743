# On a terminal a value ends its line, and control bytes are shown instead of obeyed.
mcbin set -s "$SERVER" "$KEY" $'\e[31mred\x7f'
mcbin set -s "$SERVER" "$KEY.line" $'a\tline\n'
script -qefc "mcbin get -s $SERVER $KEY $KEY.line" /dev/null < /dev/null
