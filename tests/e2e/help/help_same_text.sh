# Every command explains itself the same way, asked either way, on standard output.
for name in $(mcbin --help | sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p'); do
  [[ $(mcbin help "$name") == "$(mcbin "$name" --help)" ]] || echo "differs: $name"
  [[ $(mcbin help "$name") == "Usage: mcbin $name "* ]] || echo "no usage: $name"
done
[[ $(mcbin help) == "$(mcbin -h)" ]] || echo differs
mcbin --help | awk 'length > 80'
