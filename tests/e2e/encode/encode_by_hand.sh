# A line written by hand is a frame; a line that makes no sense ends the command with its number.
printf '%s\n' '{"op":"GET","key":"k"}' '' '{"op":"NOOP","opaque":7}' | mcbin encode --hex
printf '%s\n' '{"op":"NOOP"}' '{"op":"FETCH"}' > lines
mcbin encode --hex lines; echo "code $?"
mcbin encode /nonexistent/lines; echo "code $?"
mcbin encode --dir up lines; echo "code $?"
