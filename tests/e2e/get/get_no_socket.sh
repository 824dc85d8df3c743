# A unix socket that does not exist, and a host that does not exist.
mcbin get -s /nonexistent/mcbin.sock "$KEY"
echo "code $?"
mcbin get -s nowhere.invalid "$KEY"
echo "code $?"
