# 30 days is the last expiry that counts from now; a longer one goes as a date.
for ttl in 0 30s 30d @4102444799; do mcbin touch -s "$RECORDER" -e "$ttl" k; done
printf 'a\nb\n' | mcbin touch -s "$RECORDER" -e 5m --keys-from - c
cat "$RECORDED"
