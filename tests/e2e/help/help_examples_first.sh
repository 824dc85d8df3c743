# Examples stand first, and they are command lines that the program takes.
for name in $(mcbin --help | sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p'); do
  mcbin help "$name" | sed -n '/^Examples:$/,/^$/p' | grep '^  ' > examples
  mcbin help "$name" | sed '/^Examples:$/q' |
    grep -q '^Options:' && [[ -s examples ]] && echo "not first: $name"
  # With --help behind it a line is read in full and nothing is done.
  while read -r line; do
    words=${line##*| }
    eval "${words/ -- / --help -- }" --help < /dev/null > said 2>&1 || cat said
  done < examples
done
