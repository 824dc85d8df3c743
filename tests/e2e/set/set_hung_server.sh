# A server that never answers, small value and large: code 3 within the time-out.
mcbin set -s "$HUNG" -t 300ms "$KEY" v
echo "code $?"
head -c 30000000 /dev/zero | mcbin set -s "$HUNG" -t 300ms "$KEY"
echo "code $?"
