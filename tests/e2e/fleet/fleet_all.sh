# --all: every server is asked for, or told about, every key; a dead one is named, once.
every="$SERVER,$SECOND,$THIRD"
where() { sed "s/$SERVER/A/;s/$SECOND/B/;s/$THIRD/C/;s/$DEAD/DEAD/"; }
mcbin set --all -s "$every" "$KEY" all,
for one in "$SERVER" "$SECOND" "$THIRD"; do mcbin get -s "$one" "$KEY"; done
echo
mcbin set -s "$SECOND" "$KEY" two,
mcbin get --all -s "$every" "$KEY" "$KEY"; echo " code $?"
mcbin delete -s "$SECOND" "$KEY"
mcbin get --all -s "$every" "$KEY" 2>err; echo " code $?"
where <err
mcbin get --all -s "$every" --json "$KEY" | sed 's/"cas":"[0-9]*"/CAS/' | where
mcbin get --all -s "$every" --meta "$KEY" 2>/dev/null | cut -f 1,2,3,5 | where
mcbin touch --all -s "$every" -e 1h "$KEY" 2>err; echo "touch $?"
where <err
mcbin delete --all -s "$every" "$KEY" 2>err; echo "delete $?"
where <err
printf '%s\t%s\n' "$KEY.1" one "$KEY.2" two | mcbin set --all -s "$every" --from - --format tsv
echo "bulk $?"
mcbin get --all -s "$every" -0 "$KEY.1" "$KEY.2" | tr '\0' ' '; echo
mcbin set --all --if-absent -s "$every" "$KEY.1" again 2>err; echo "absent $?"
where <err
mcbin get --all -s "$SERVER,$DEAD,$THIRD" "$KEY.1" "$KEY.2" 2>err; echo " code $?"
where <err
mcbin set --all -s "$SERVER,$DEAD,$THIRD" "$KEY.1" ONE 2>err; echo "set $?"
where <err
mcbin get --all -s "$SERVER,$SECOND,$THIRD" "$KEY.1"; echo
for wrong in "get --all -o d" "get --all --watch 1s" "delete --all --cas 7" "set --all --cas 7"; do
  read -ra words <<<"$wrong"
  mcbin "${words[@]}" -s "$every" "$KEY" value 2>err
  echo "$? $(grep -c -- --all err)"
done
