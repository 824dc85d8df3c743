# On a terminal there are columns under a heading, bold where colours are welcome.
show() {
  script -qefc "$1 mcbin stats -s $SERVER settings" /dev/null < /dev/null | tr -d '\r' | tr -s ' '
}
export TERM=xterm
show | head -n 1 | cat -v
show NO_COLOR=1 | head -n 1 | cat -v
show TERM=dumb | grep -E '^maxconns [0-9]+$'
