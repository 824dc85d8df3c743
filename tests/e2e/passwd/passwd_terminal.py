#!/usr/bin/python3
# On a terminal the password is asked for twice and never shown. The program to test is the
# environment's MCBIN_PROGRAM.
import os
import pty
import sys
import time

PATIENCE_S = 60


def converse(arguments, answers):
    """Runs `mcbin passwd` on a terminal; (everything that it showed, exit code)."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(os.environ["MCBIN_PROGRAM"], ["mcbin", "passwd", *arguments])
    shown = b""
    give_up = time.monotonic() + PATIENCE_S
    prompts = (b"New password of ", b"The same again: ")
    for prompt, answer in zip(prompts, answers):
        while prompt not in shown:
            assert time.monotonic() < give_up, shown
            shown += os.read(terminal, 1024)
        os.write(terminal, answer + b"\n")
    while True:
        try:
            piece = os.read(terminal, 1024)
        except OSError:  # the terminal has no program any more
            break
        if not piece:
            break
        shown += piece
    return shown, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main():
    shown, code = converse(["ann"], [b"secret1", b"secret1"])
    assert code == 0 and b"ann:$argon2id$" in shown, (shown, code)
    assert b"secret1" not in shown, shown
    shown, code = converse(["ann"], [b"secret1", b"secret2"])
    assert code == 2 and b"the two passwords are not the same" in shown, (shown, code)
    assert b"secret" not in shown.replace(b"secrets", b""), shown
    print("passwd on a terminal: all as expected")


if __name__ == "__main__":
    sys.exit(main())
