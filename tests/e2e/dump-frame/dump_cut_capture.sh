# A capture that is cut short gives what it has, and code 4.
head -c 3000 "$SOURCE/tests/captures/basic_bmemcached.pcap" > cut.pcap
mcbin dump-frame cut.pcap | grep -c '"t":"frame"'
echo "code ${PIPESTATUS[0]}"
