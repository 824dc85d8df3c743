# The same two frames in every form.
printf '%s%s' 800000010000000000000001000000070000000000000000 6b \
  > request
printf '%s%s' 810000000400000000000006000000070000000000000009 000000017669 > answer
cat request answer > frames
for format in text csv hex; do mcbin dump-frame -o "$format" frames; done
mcbin dump-frame -o json frames | python3 -c 'import json, sys; print(len(json.load(sys.stdin)))'
mcbin dump-frame -o pretty frames | head -n 5
