# Keys live on three servers: stored, found in order, touched, copied and deleted as if on one; a
# dead server is named once, the others answer, and the code tells.
[[ $EUID == 0 ]] && user=(-u root)
for n in 1 2; do
  mcbin serve -p 0 --port-file "port.$n" "${user[@]}" > "log.$n" 2>&1 &
  until [[ -s port.$n ]]; do sleep 0.02; done
done
all="$SERVER,127.0.0.1:$(tr -dc 0-9 < port.1),127.0.0.1:$(tr -dc 0-9 < port.2)"
seq 9000 | sed 's/.*/{"key":"far-&","value":"&,"}/' > values.jsonl
seq 9000 | sed 's/^/far-/' > keys
mcbin set -s "$all" --from values.jsonl; echo "code $?"
[[ $(mcbin get -s "$all" --keys-from keys) == "$(seq -s, 9000)," ]] && echo "all in order"
mcbin stats -s "$all" | grep -P '\tcurr_items\t' | awk '$3 > 1000 {print "a share"}'
mcbin get -s "$all" --json --keys-from keys | grep -o '"server":"[^"]*"' | sort -u | wc -l
head -c 300000 /dev/zero | tr '\0' x > large
for n in $(seq 60); do mcbin set -s "$all" -f large "large-$n"; done
mcbin get -s "$all" --keys-from <(seq 60 | sed 's/^/large-/') | wc -c
mcbin get -s "$all" --touch 1h --keys-from keys | wc -c
mcbin touch -s "$all" -e 1h far-1 far-2 far-3 nowhere; echo "code $?"
mcbin delete -s "$all" --keys-from <(sed -n '5,$p' keys); echo "code $?"
mcbin get -s "$all" --ok-missing --keys-from keys; echo " code $?"
kill %2; wait %2
mcbin set -s "$all" --if-absent --from values.jsonl 2> said; echo "code $?"
grep -c 'cannot connect' said; grep -c 'has changed meanwhile' said | sed 's/[0-4]/some/'
mcbin get -s "$all" --keys-from keys > out 2> said; echo "code $?"
grep -c 'cannot connect' said; [[ $(grep -c , out) -gt 0 ]] && echo "others answer"
mcbin get -s "$all" --json --keys-from keys 2> said > lines; echo "code $?, $(wc -l < lines) lines"
grep -c '"exit_code":3' lines | awk '$1 > 1000 {print "many are not known"}'
mcbin flush -s "$all" --all --yes 2> said; echo "code $?"
mcbin get -s "$all" --ok-missing --keys-from keys 2> said | wc -c
kill %1; wait
