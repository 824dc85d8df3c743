# The credentials of a login are shown only when that is asked for.
login='80210005000000000000000f000000000000000000000000504c41494e006d6500736563726574'
printf '%s' "$login" | mcbin dump-frame
printf '%s' "$login" | mcbin dump-frame --show-secrets
