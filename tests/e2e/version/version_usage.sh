mcbin version now
