# client.conf comes after the environment; MCBIN_CONFIG names another one, or none.
mkdir -p .config/mcbin
printf '# servers\nserver = ["a:1", "b:2", "c:3"]\nring = "modula"\n' >.config/mcbin/client.conf
mcbin locate k1 k2 k3 >by_file
mcbin locate -s a:1,b:2,c:3 --ring modula k1 k2 k3 | cmp - by_file && echo same
MCBIN_SERVERS=env:1 mcbin locate k1
printf 'server = other:1\n' >other.conf
MCBIN_CONFIG=other.conf mcbin locate k1
MCBIN_CONFIG='' mcbin locate k1
printf 'sever = x\n' >other.conf
MCBIN_CONFIG=other.conf mcbin locate k1
echo "code $?"
printf 'password = x\n' >other.conf
MCBIN_CONFIG=other.conf mcbin locate k1
echo "code $?"
MCBIN_CONFIG=none.conf mcbin locate k1
echo "code $?"
