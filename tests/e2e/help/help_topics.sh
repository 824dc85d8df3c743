# Topics explain what many commands share; a misspelt one is guessed at.
for topic in exit-codes flags ttl uri; do
  mcbin help "$topic" > text; echo "$topic: code $?"
  [[ $(wc -l < text) -gt 8 ]] || echo "hardly anything"
  awk 'length > 80' text
  mcbin --help | grep -q "^  $topic " || echo "not in the list"
done
mcbin help exit-codes | grep -cE '^ +[0-7]  [A-Z]'
mcbin help tlt; echo "code $?"
