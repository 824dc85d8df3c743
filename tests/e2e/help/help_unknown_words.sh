# A misspelt command is guessed at; nothing at all is code 2, too.
mcbin help gte; echo "code $?"
mcbin gte k; echo "code $?"
mcbin --bogus; echo "code $?"
mcbin; echo "code $?"
mcbin '++'; echo "code $?"
