#!/usr/bin/python3
# Runs command line cases: every NAME.sh of a folder, under bash, with mcbin in front of the path.
# What a case must do lies beside it, and what is not there must not happen:
#   NAME.sh.stdout.exact   its standard output, byte for byte; without the file: nothing
#   NAME.sh.stderr.match   its standard error, one regular expression a line; without it: nothing
#   NAME.sh.exit           its exit code; without it: 0
# A case finds in its environment: KEY (a key of its own), SERVER (the address of a live server
# unless the target is "none"), SOURCE (the project's folder), PYTHON, the misbehaving servers of
# fault_servers.py, those of more_servers.py that a case of the folder names, and an empty current
# directory, which is also its HOME. Nothing in it names a server that mcbin would use by itself.
import argparse
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

import fault_servers
import more_servers

START_SECONDS = 10
CASE_SECONDS = 60
ITEM_LIMIT = "2m"


class Server:
    """A live server of the kind `target` on a free loopback port, with `options` of its own and
    `variables` in its environment."""

    def __init__(self, target, program, folder, options=(), variables=None):
        port_file = pathlib.Path(tempfile.mkdtemp(dir=folder), "port")
        environment = dict(os.environ, **(variables or {}))
        if target == "mcbin":
            command = [program, "serve", "-p", "0", "-l", "127.0.0.1", "-I", ITEM_LIMIT,
                       "--port-file", str(port_file)]
            if os.geteuid() == 0:
                command += ["-u", "root"]
        else:
            command = ["memcached", "-p", "-1", "-U", "0", "-l", "127.0.0.1", "-I", ITEM_LIMIT]
            environment["MEMCACHED_PORT_FILENAME"] = str(port_file)
            if os.geteuid() == 0:
                command += ["-u", "root"]
        self.process = subprocess.Popen([*command, *options], env=environment,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.address = f"127.0.0.1:{self._wait_for_port(port_file)}"

    def _wait_for_port(self, port_file):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise SystemExit(f"the server ended: {self.process.stderr.read().decode()}")
            text = port_file.read_text() if port_file.exists() else ""
            found = re.search(r"(\d+)\s*\n", text)
            if found:
                return int(found.group(1))
            time.sleep(0.02)
        self.stop()
        raise SystemExit("the server did not get ready in time")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def beside(case, suffix):
    path = case.with_name(case.name + suffix)
    return path.read_bytes() if path.exists() else None


def stderr_complaint(expected, actual):
    patterns = (expected or b"").decode().splitlines()
    lines = actual.decode("utf-8", "backslashreplace").splitlines()
    fits = len(patterns) == len(lines) and all(
        re.fullmatch(pattern, line) for pattern, line in zip(patterns, lines))
    return None if fits else f"stderr is {lines}, must match {patterns}"


def complaints(case, environment):
    """What `case` does differently from what lies beside it, one sentence each."""
    with tempfile.TemporaryDirectory(prefix="mcbin-case-") as folder:
        try:
            done = subprocess.run(["bash", str(case)], cwd=folder, timeout=CASE_SECONDS,
                                  env=dict(environment, KEY=case.stem, HOME=folder),
                                  capture_output=True, stdin=subprocess.DEVNULL, check=False)
        except subprocess.TimeoutExpired:
            return [f"still running after {CASE_SECONDS} s"]
    found = []
    stdout = beside(case, ".stdout.exact") or b""
    if done.stdout != stdout:
        found.append(f"stdout is {done.stdout[:400]!r}, must be {stdout[:400]!r}")
    found.append(stderr_complaint(beside(case, ".stderr.match"), done.stderr))
    exit_code = int(beside(case, ".exit") or b"0")
    if done.returncode != exit_code:
        found.append(f"exit code is {done.returncode}, must be {exit_code}")
    return [complaint for complaint in found if complaint]


def quiet_environment():
    """This process' environment without what tells mcbin about servers."""
    ours = re.compile(r"(MCBIN|MEMCACHE|MEMCACHED|MEMCACHIER|MEMCACHEDCLOUD)_|XDG_")
    return {name: value for name, value in os.environ.items() if not ours.match(name)}


def run(cases, environment):
    failed = 0
    for case in cases:
        pathlib.Path(environment["RECORDED"]).unlink(missing_ok=True)
        found = complaints(case, environment)
        print(f"{'FAIL' if found else 'ok  '} {case.parent.name}/{case.name}")
        for complaint in found:
            print(f"     {complaint}")
        failed += bool(found)
    print(f"{len(cases)} cases, {failed} failed")
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="path of the mcbin program")
    parser.add_argument("--target", choices=["mcbin", "memcached", "none"], required=True)
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()

    cases = sorted(options.folder.resolve().glob("*.sh"))
    if not cases:
        raise SystemExit(f"no cases in {options.folder}")
    program = pathlib.Path(options.program).resolve()
    with tempfile.TemporaryDirectory(prefix="mcbin-server-") as folder, \
            fault_servers.FaultServers(pathlib.Path(folder)) as faults:
        environment = dict(quiet_environment(), LC_ALL="C.UTF-8", TZ="UTC",
                           **faults.environment)
        environment["SOURCE"] = str(pathlib.Path(__file__).resolve().parents[2])
        environment["PYTHON"] = sys.executable
        environment["PATH"] = f"{program.parent}:{environment['PATH']}"

        def start(target, options=(), variables=None):
            return Server(target, str(program), pathlib.Path(folder), options, variables)

        servers = []
        try:
            if options.target != "none":
                servers.append(start(options.target))
                environment["SERVER"] = servers[0].address
            texts = [case.read_text(encoding="utf-8", errors="replace") for case in cases]
            servers.append(more_servers.MoreServers(texts, options.target, str(program), folder,
                                                    start))
            environment.update(servers[-1].environment)
            failed = run(cases, environment)
        finally:
            for server in servers:
                server.stop()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
