# Now has no extras; a delay is sent as given, a long one as a date.
mcbin flush -s "$RECORDER" --yes
mcbin flush -s "$RECORDER" --yes --delay 30s
mcbin flush -s "$RECORDER" --yes --delay @4102444799
mcbin flush -s "$RECORDER,$DEAD" --yes 2>&1 | sed 's/127[0-9.:]*/SERVER/g'
mcbin flush -s "$DEAD,$RECORDER" --all --yes 2>&1 | sed 's/127[0-9.:]*/SERVER/g'
echo "code ${PIPESTATUS[0]}"
cat "$RECORDED"
