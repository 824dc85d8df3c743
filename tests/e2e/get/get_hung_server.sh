# A server that never answers is given up in time: code 3.
start=$(date +%s%N)
mcbin get -s "$HUNG" -t 300ms "$KEY"
echo "code $?"
took=$((($(date +%s%N) - start) / 1000000))
((took >= 300 && took < 3000)) || echo "took $took ms"
