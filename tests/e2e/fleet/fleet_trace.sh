# Each frame as dump-frame shows it, and no password.
MCBIN_PASSWORD=testpass mcbin set --trace -s "memcache://testuser@$LOGIN" "$KEY" value 2>trace
"$PYTHON" -c '
import json
for line in open("trace"):
    frame = json.loads(line)
    print(frame["magic"], frame["op"], frame.get("status"), frame.get("value"))
'
grep -c testpass trace
mcbin get --trace -s "$TEXT" "$KEY" 2>trace
echo "code $?, junk: $(grep -c '"t":"junk"' trace)"
