mcbin locate
mcbin locate --ring ketma k
mcbin locate ''
mcbin locate -s name:1 --ring spymemcached-ketama k
mcbin locate -s a:x k
