# One file a key, under a name that is safe whatever the key is, byte for byte.
head -c 100000 /dev/urandom > noise
keys=(plain ../up /etc/passwd .hidden .. 'a b' $'nul-free\x01' 'ключ' "$(printf 'x%.0s' {1..250})"
  "$(printf '/%.0s' {1..100})" con%2F)
for key in "${keys[@]}"; do mcbin set -s "$SERVER" -f noise -- "$key"; done
mcbin get -s "$SERVER" -o out -- "${keys[@]}"; echo "code $?"
(cd out && find . -type f | sort)
find out -type f -exec cmp {} noise \;
find . -path ./out -prune -o -type f -print | sort
mcbin set -s "$SERVER" plain new
ln -sf ../noise out/.target; ln -sf ../noise out/plain
mcbin get -s "$SERVER" -o out plain nowhere; echo "code $?"
cat out/plain; echo; [[ -L out/plain ]] || echo "not through the link"
mcbin get -s "$SERVER" -o noise plain; echo "code $?"
