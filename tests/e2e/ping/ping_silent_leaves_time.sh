# A server that never answers takes its share of the time only; the whole time limit holds.
SECONDS=0
mcbin ping -t 2s -s "$HUNG" -s "$SERVER" >lines
echo "code $?, $(wc -l <lines) answer, $((SECONDS < 4)) in time"
