# Without --ring it is ketama-weighted, with weights; one server keeps everything.
mcbin locate -s h:1 some key
mcbin locate -s a:1,b:2,c:3 k1 k2 k3 k4 >default
mcbin locate -s a:1,b:2,c:3 --ring ketama-weighted k1 k2 k3 k4 | cmp - default && echo same
mcbin locate -s a:1:1,b:2:1000 -- k1 k2 k3 k4 -x '[a,b]' ++ 010
