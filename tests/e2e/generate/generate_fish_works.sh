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
