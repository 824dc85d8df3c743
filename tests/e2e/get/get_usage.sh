# What is wrong with a command line is said in one sentence: code 2.
mcbin get; echo "code $?"
mcbin get --sever x k; echo "code $?"
mcbin get -x; echo "code $?"
mcbin get -s "127.0.0.1:x" k; echo "code $?"
mcbin get -t 5x k; echo "code $?"
mcbin get -t 0 k; echo "code $?"
mcbin get -t; echo "code $?"
mcbin get -t 1s -t 2s k; echo "code $?"
