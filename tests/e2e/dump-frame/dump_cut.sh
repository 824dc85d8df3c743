# A frame that is cut off is shown as far as it goes, with the number of missing bytes: code 4.
printf '8000000300000000000000030000000100000000000000006b' | mcbin dump-frame
