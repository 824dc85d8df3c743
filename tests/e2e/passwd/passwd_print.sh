# Without a file the line goes to standard output; two hashes of one password differ.
printf 'secret\n' | mcbin passwd ann > one
printf 'secret\n' | mcbin passwd ann > two
cmp -s one two; echo "differ: $?"
cut -c 1-34 one
