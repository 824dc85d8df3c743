# At a terminal flush asks; anything but a yes leaves everything where it is.
mcbin set -s "$SERVER" "$KEY" here
answer() { # the answer typed, and what is said, without line ends of the terminal
  printf '%s\n' "$1" | script -E never -qec "mcbin flush -s $SERVER; echo code \$?" /dev/null |
    tr -d '\r' | sed 's/127[0-9.:]*/SERVER/'
}
answer n
answer ''
mcbin get -s "$SERVER" "$KEY"; echo
sleep 1.1
answer y
mcbin get -s "$SERVER" --ok-missing "$KEY"; echo "code $?"
