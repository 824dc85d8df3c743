# Which variable names the server, each winning over the ones after it; a flag wins over all.
export MEMCACHE_SERVERS=memcache:1
mcbin locate k
export MEMCACHED_SERVERS=memcached:1
mcbin locate k
export MEMCACHEDCLOUD_SERVERS=cloud:1
mcbin locate k
export MEMCACHIER_SERVERS=memcachier:1
mcbin locate k
export MCBIN_SERVERS=mcbin:1
mcbin locate k
mcbin locate -s flag:1 k
MCBIN_SERVERS='' mcbin locate k
MCBIN_MEMORY=junk mcbin locate k
MCBIN_SERVERS='memcache://u:p@secret:1,' MCBIN_RING=dalli mcbin locate k
