# What cannot be read is said in one sentence.
mcbin journal; echo "code $?"
mcbin journal look .; echo "code $?"
mcbin journal check missing; echo "code $?"
mkdir empty
mcbin journal check empty; echo "code $?"
mcbin journal dump empty; echo "code $?"
printf 'no manifest' > empty/manifest
mcbin journal check empty; echo "code $?"
