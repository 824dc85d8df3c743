# A user name in the environment is no reason to ask for a password.
MCBIN_USERNAME=testuser mcbin mechs -s "$LOGIN" | sed "s/$LOGIN/server/"
