# A users file is made for nobody else's eyes, and its lines change one by one.
printf 'secret\n' | mcbin passwd ann -f users -r rw,admin
stat -c '%a' users
printf '# kept\r\nold:password\n' >> users
printf 'other' | mcbin passwd shop -f users -k '~cart:*,session:*'
# shellcheck disable=SC2016  # a hash, not a variable
sed 's/\$argon2id\$v=19\$m=12288,t=3,p=1\$[A-Za-z0-9+/]*\$[A-Za-z0-9+/]*/HASH/' users
printf 'again\n' | mcbin passwd ann -f users --keep-old
printf 'new\n' | mcbin passwd old -f users -r r
# shellcheck disable=SC2016  # a hash, not a variable
sed 's/\$argon2id\$v=19\$m=12288,t=3,p=1\$[A-Za-z0-9+/]*\$[A-Za-z0-9+/]*/HASH/g' users
mcbin passwd shop -f users -d
mcbin passwd shop -f users -d; echo "code $?"
grep -c . users
ls
