# A capture says of each frame where, when and with which other frame it belongs together.
mcbin dump-frame "$SOURCE/tests/captures/opaque_ooo_dup.pcap" | head -n 4
mcbin dump-frame "$SOURCE/tests/captures/snaplen128.pcap" > /dev/null
mcbin dump-frame < "$SOURCE/tests/captures/gap_random5pct.pcap.zst" | grep -c '"t":"gap"'
