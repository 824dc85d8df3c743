# Standard output gets what --output would write.
for kind in bash zsh fish; do
  mcbin generate "$kind" --output . && mcbin generate "$kind" >> all
done
cat mcbin.bash _mcbin mcbin.fish | cmp - all
mcbin generate man --output .
mcbin generate man mcbin-get | cmp - mcbin-get.1
mcbin generate man | cmp - mcbin.1
