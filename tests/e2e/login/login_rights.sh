# What each user may do, command by command: 0 is done, 5 is refused, and then nothing happens.
export MCBIN_PASSWORD=testpass
mcbin set -s "memcache://testuser@$LOGIN" "$KEY" 1
for user in reader testuser; do
  line=$user
  for command in "get $KEY" "get --touch 1h $KEY" "set $KEY 2" "set --append $KEY 0" "incr $KEY" \
    "touch -e 1h $KEY" "edit $KEY -- true" "stats" "stats settings" "version" "ping" "mechs" \
    "auth-test" "flush --yes" "delete --ok-missing $KEY"; do
    read -ra words <<<"$command"
    mcbin "${words[0]}" -s "memcache://$user@$LOGIN" "${words[@]:1}" >out 2>err
    code=$?
    (($(wc -l <err) == (code == 5))) || echo "$command: $(< err)"
    line+=" $code"
  done
  echo "$line"
done
mcbin set -s "memcache://testuser@$LOGIN" "$KEY" kept
mcbin delete -s "memcache://reader@$LOGIN" "$KEY"
mcbin get -s "memcache://reader@$LOGIN" "$KEY"
