# Keys become tokens, the same for the same key and salt; values go.
frame=80010001080000000000000e0000000000000000000000000000000000000000
printf '%s%s' "$frame" 6b7365637265 > frame
printf '%s' "${frame}6b7365637265" | mcbin dump-frame --redact all --salt pepper
printf '%s' "${frame}6b7365637265" | mcbin dump-frame --redact keys | grep -c secre
