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
complete -p mcbin
