# The table has a column for each server and their ratio.
mcbin bench -s "$SERVER" --against "$SERVER" -d 100ms -k 10 -q -P 5 -m get > report
head -n 1 report
grep -c "^requests/s .* [0-9][0-9.]*$" report
grep "^wrong " report | tr -s ' '
