# A default stands in for what is missing; --ok-missing passes over it without a word.
mcbin set -s "$SERVER" "$KEY" found,
mcbin get -s "$SERVER" --default 'nothing,' "$KEY" nowhere "$KEY"; echo " code $?"
mcbin get -s "$SERVER" --ok-missing "$KEY" nowhere "$KEY"; echo " code $?"
mcbin get -s "$SERVER" --default '' nowhere; echo "code $?"
mcbin get -s "$SERVER" --default x --ok-missing nowhere; echo "code $?"
mcbin get -s "$DEAD" --default x nowhere; echo "code $?"
