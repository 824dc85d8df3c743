# fish offers commands, options and the words of an option where they belong.
export HOME=$PWD
offered() {
  fish --no-config -c "source '$SOURCE/completions/mcbin.fish'; complete -C '$1'" | cut -f 1 |
    sort | paste -s -d ' '
}
offered 'mcbin s'
offered 'mcbin dump-frame --val'
offered 'mcbin dump-frame --values b'
offered 'mcbin serve -B '
offered 'mcbin stats se'
offered 'mcbin help ex'
export MCBIN_SERVERS=cache1:11211,cache2 MEMCACHED_SERVERS=old
offered 'mcbin get -s '
