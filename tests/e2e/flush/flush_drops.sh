# With --yes everything goes, without a word; without it nobody is asked and nothing goes.
mcbin set -s "$SERVER" "$KEY" here
mcbin flush -s "$SERVER" < /dev/null 2>&1 | sed 's/127[0-9.:]*/SERVER/'
echo "code ${PIPESTATUS[0]}"
mcbin get -s "$SERVER" "$KEY"; echo
sleep 1.1  # memcached keeps what is stored in the second of the flush
mcbin flush -s "$SERVER" --yes; echo "code $?"
mcbin get -s "$SERVER" --ok-missing "$KEY"; echo "code $?"
