# A headless Chromium, asked over the pipes of its developer tools: what a page logs,
# what it fetches and what it shows.
import json
import os
import shutil
import subprocess
import tempfile

START_FLAGS = ("--headless=new", "--disable-gpu", "--no-first-run", "--disable-extensions",
               "--disable-background-networking", "--disable-component-update",
               "--disable-sync", "--remote-debugging-pipe", "--use-mock-keychain")


class Browser:
    """A context manager. `events` holds what the page has told, in order."""

    def __init__(self):
        self.events = []
        self._number = 0
        self._input = b""
        self._session = None

    def __enter__(self):
        self._profile = tempfile.mkdtemp(prefix="mcbin-browser-")
        command_read, self._write = os.pipe()
        self._read, answer_write = os.pipe()

        def place():  # the browser wants commands on 3 and answers on 4
            first, second = os.dup(command_read), os.dup(answer_write)
            os.dup2(first, 3)
            os.dup2(second, 4)

        flags = list(START_FLAGS)
        if os.geteuid() == 0:
            flags.append("--no-sandbox")
        self._process = subprocess.Popen(
            ["chromium", *flags, f"--user-data-dir={self._profile}", "about:blank"],
            close_fds=False, preexec_fn=place, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=dict(os.environ, HOME=self._profile))
        os.close(command_read)
        os.close(answer_write)
        target = next(info for info in self.ask("Target.getTargets")["targetInfos"]
                      if info["type"] == "page")
        self._session = self.ask("Target.attachToTarget", targetId=target["targetId"],
                                 flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        os.close(self._read)
        os.close(self._write)
        shutil.rmtree(self._profile, ignore_errors=True)

    def ask(self, method, **parameters):
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, url):
        """Loads the page and waits until it is there."""
        self.events.clear()
        self.ask("Page.navigate", url=url)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def evaluate(self, expression):
        result = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(str(result["exceptionDetails"]))
        return result["result"]["value"]

    def complaints(self):
        """What the console and the log were told."""
        return [event["params"] for event in self.events
                if event.get("method") in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown",
                                           "Log.entryAdded")]

    def fetched(self):
        """The addresses that were asked for."""
        return [event["params"]["request"]["url"] for event in self.events
                if event.get("method") == "Network.requestWillBeSent"]

    def _next(self):
        while b"\0" not in self._input:
            piece = os.read(self._read, 65536)
            if not piece:
                raise RuntimeError("the browser ended")
            self._input += piece
        message, self._input = self._input.split(b"\0", 1)
        return json.loads(message)
