# Each way not to have frames has its own code and sentence.
mcbin dump-frame /nonexistent/capture; echo "code $?"
mcbin dump-frame .; echo "code $?"
mcbin dump-frame < /dev/null; echo "code $?"
printf 'get key\r\n' | mcbin dump-frame --in raw; echo "code $?"
printf '80zz' | mcbin dump-frame --in hex; echo "code $?"
printf '\xd4\xc3\xb2\xa1\x02\x00\x04\x00%016d' 0 | mcbin dump-frame; echo "code $?"
