# One object a statistic, which any reader of JSON takes.
mcbin stats -s "$SERVER" --json > lines
python3 -c 'import json, sys
lines = [json.loads(line) for line in open("lines")]
assert all(set(line) == {"server", "name", "value"} for line in lines)
print([line["value"].isdigit() for line in lines if line["name"] == "curr_items"])'
