# What cannot be done is said in one sentence, and no file is left behind or changed.
mcbin passwd; echo "code $?"
mcbin passwd ann < /dev/null; echo "code $?"
printf 'a\tb\n' | mcbin passwd ann; echo "code $?"
head -c 600 /dev/zero | tr '\0' x | mcbin passwd ann; echo "code $?"
printf 'x\n' | mcbin passwd a:b; echo "code $?"
printf 'x\n' | mcbin passwd ann -r rx; echo "code $?"
printf 'x\n' | mcbin passwd ann -k cart:; echo "code $?"
mcbin passwd ann -d; echo "code $?"
mcbin passwd ann secret < /dev/null; echo "code $?"
printf 'x\n' | mcbin passwd ann -f missing/users; echo "code $?"
# shellcheck disable=SC2016  # a hash, not a variable
printf 'ann:$1$x\n' > broken; chmod 600 broken
printf 'x\n' | mcbin passwd ann -f broken; echo "code $?"
printf 'ann:x\n' > open; chmod 644 open
printf 'x\n' | mcbin passwd ann -f open; echo "code $?"
touch busy.new
printf 'x\n' | mcbin passwd ann -f busy; echo "code $?"
ls; cat broken open
