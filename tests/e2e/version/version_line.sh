# The version is one line, whichever way it is asked for.
mcbin version
mcbin --version
mcbin -V
mcbin get --version
