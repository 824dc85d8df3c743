# The password is asked for on the terminal and not shown there; an interrupt leaves the terminal
# as it was.
"$PYTHON" -B - "$LOGIN" <<'PYTHON'
import os
import pty
import sys
import termios

COMMAND = ["mcbin", "auth-test", "--ask-password", "-s", f"memcache://testuser@{sys.argv[1]}"]


def run(answer):
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(COMMAND[0], COMMAND)
    seen = b""
    while b"Password for testuser: " not in seen:
        seen += os.read(terminal, 1000)
    assert not termios.tcgetattr(terminal)[3] & termios.ECHO
    os.write(terminal, answer)
    try:
        while piece := os.read(terminal, 1000):
            seen += piece
    except OSError:
        pass
    status = os.waitpid(child, 0)[1]
    return status, seen.decode(), terminal


status, seen, _ = run(b"testpass\n")
print(status, "testpass" in seen, "login accepted" in seen)
status, seen, _ = run(b"wrong\n")
print(os.waitstatus_to_exitcode(status), "wrong\n" in seen, "login refused" in seen)
status, seen, _ = run(b"\x03")
print(os.waitstatus_to_exitcode(status))
PYTHON
