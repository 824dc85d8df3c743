# What is checked in is what the commands' own descriptions make, and mandoc finds no fault in it.
mcbin generate man --output . --tails "$SOURCE/man"
for kind in bash zsh fish; do mcbin generate "$kind" --output .; done
for page in ./*.1; do
  cmp "$page" "$SOURCE/man/$page"
  mandoc -T lint -W style "$page" | grep -v 'referenced manual not found'
done
for completion in mcbin.bash _mcbin mcbin.fish; do
  cmp "$completion" "$SOURCE/completions/$completion"
done
for page in "$SOURCE"/man/*.1; do
  [[ -e $(basename "$page") ]] || echo "$page is not made by anything"
done
