# Bare requests have no moments and no answers: they are sent, and nothing is compared.
{ printf '8001000308000000 0000000e 00000000 0000000000000000 0000000000000000 6b6579 76616c'
  printf '8000000300000000 00000003 00000000 0000000000000000 6b6579'; } > requests
mcbin replay -s "$SERVER" requests | sed -n 's/.*\(differences\|answers checked\)/\1/p'
mcbin get -s "$SERVER" key
