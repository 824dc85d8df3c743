# A server that comes up a little later is waited for; one that never does is not, for longer.
(sleep 0.3; exec memcached -u root -U 0 -s "$PWD/socket") &
mcbin ping -q --wait 20s -s "$PWD/socket"
echo "code $?"
kill $!
mcbin ping -q --wait 200ms -s "$DEAD"
echo "code $?"
