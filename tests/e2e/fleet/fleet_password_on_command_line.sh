# Every user of the machine can read a command line: a password there is refused, and not repeated.
mcbin get -s memcache://user:topsecret@127.0.0.1:1 k
