# 100 000 keys cost little memory and arrive in order.
seq 100000 | sed 's/.*/{"key":"many-&","value":"&,"}/' |
  mcbin set -s "$SERVER" --from - --format jsonl
seq 100000 | sed 's/^/many-/' > keys
python3 -c 'import resource, subprocess, sys
done = subprocess.run(["mcbin", "get", "-s", sys.argv[1], "--keys-from", "keys"],
                      stdout=open("values", "wb"))
kibibytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print("code", done.returncode, "below 64 MB" if kibibytes < 64 * 1024 else kibibytes)' "$SERVER"
[[ $(< values) == "$(seq -s, 100000)," ]] && echo "all in order"
