# The exit code for every kind of server, and a sentence that names it.
for kind in SERVER DEAD HUNG CLOSING HALF TEXT HTTP TLS REDIS MISMATCHED; do
  mcbin ping -q -t 500ms -s "${!kind}"
  echo "$kind $?"
done
