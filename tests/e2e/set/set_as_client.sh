# Flags and bytes as the client library of that name would have stored them.
s() { mcbin set -s "$RECORDER" --as "$@"; }
for client in bmemcached pylibmc php dalli spymemcached memjs; do s $client k text; done
for client in bmemcached pylibmc php dalli spymemcached; do
  s $client --type int k 258; s $client --type bool k false; s $client --type float k 1.5
  printf '\377' | s $client k
done
cut -d ' ' -f 2,6 "$RECORDED"
mcbin set -s "$SERVER" --as php --compress -f <(printf 'x%.0s' {1..5000}) "$KEY"
mcbin get -s "$SERVER" --meta "$KEY" | cut -f 3
mcbin get -s "$SERVER" --decode php "$KEY" | wc -c
s php --type int k 1.5; echo "code $?"
s php --type text k "$(printf '\377')"; echo "code $?"
s memjs --compress k x; echo "code $?"
s php -F 1 k x; echo "code $?"
mcbin set --type int k 1; echo "code $?"
mcbin set --compress k 1; echo "code $?"
s auto k x; echo "code $?"
