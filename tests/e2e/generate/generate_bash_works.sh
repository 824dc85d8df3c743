# bash offers commands, options and the words of an option where they belong.
# shellcheck source=/dev/null
source "$SOURCE/completions/mcbin.bash"
offered() {
  COMP_WORDS=("$@")
  COMP_CWORD=$(($# - 1))
  _mcbin 2>/dev/null  # compopt works in a running completion only
  printf '%s\n' "${COMPREPLY[*]}"
}
touch file.raw
offered mcbin s
offered mcbin dump-frame --val
offered mcbin dump-frame --values b
offered mcbin serve -B ''
offered mcbin set --file 'fi'
offered mcbin stats se
offered mcbin help ex
offered mcbin help ttl
export MCBIN_SERVERS=cache1:11211,cache2 MEMCACHED_SERVERS=old
offered mcbin get -s ''
offered mcbin get --server cache2
complete -p mcbin
