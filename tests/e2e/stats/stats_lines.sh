# Name and value separated by a tab; groups; reset.
mcbin stats -s "$SERVER" | grep -cE $'^(pid|uptime|curr_items|cmd_get|bytes)\t[0-9]+$'
mcbin stats -s "$SERVER" settings | grep -P '^maxconns\t'
mcbin get -s "$SERVER" --ok-missing nowhere
mcbin stats -s "$SERVER" reset; echo "code $?"
mcbin stats -s "$SERVER" | grep -P '^get_misses\t'
mcbin stats -s "$SERVER" no-such-group; echo "code $?"
mcbin stats -s "$SERVER" --all | grep -P '\tpid\t' | cut -f 1 | sed "s/$SERVER/the server/"
