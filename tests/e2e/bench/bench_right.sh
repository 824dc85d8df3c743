# Every opcode of the mix, loud and quiet: all answers are right, whatever the server.
mix=get:4,getk:2,set:3,add,replace,delete,increment,decrement,gat,gatk,noop
for way in '' -q; do
  mcbin bench -s "$SERVER" -m "$mix" $way -P 7 -c 3 -T 2 -k 50 --value-size 0-300 -d 500ms \
    --report json > report || echo "code $?"
  python3 -c 'import json
server = json.load(open("report"))["servers"][0]
assert server["requests"] > 0, server
assert server["wrong"] == server["refused"] == server["lost_connections"] == 0, server
assert server["filled"] == 50, server
print("right")'
done
