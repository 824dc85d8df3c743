# The HTML reports in a browser: no complaint, no network, and the figures of the JSON report.
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(SOURCE / "tests" / "support"))

import browser  # noqa: E402

PROGRAM = os.environ["MCBIN_PROGRAM"]
CAPTURE = SOURCE / "tests" / "captures" / "interleaved_8conn.pcap.zst"


def play(folder, name, *words):
    """A replay in process. @return its JSON report and the page's path."""
    page = folder / f"{name}.html"
    done = subprocess.run([PROGRAM, "replay", "--in-process", "--report", "json", "--save",
                           str(page), *words], check=False, capture_output=True)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout), page


def figure_at(report, path):
    for step in path.split("."):
        report = report[int(step)] if isinstance(report, list) else report[step]
    return report


def check(chromium, report, page, figures_min, charts):
    chromium.open(page.as_uri())
    assert chromium.complaints() == [], chromium.complaints()
    outside = [url for url in chromium.fetched() if not url.startswith(("file:", "data:"))]
    assert outside == [], outside
    figures = chromium.evaluate(
        "[...document.querySelectorAll('[data-figure]')]"
        ".map(cell => [cell.dataset.figure, cell.textContent])")
    assert len(figures) >= figures_min, len(figures)
    for path, text in figures:
        assert float(text) == figure_at(report, path), (path, text, figure_at(report, path))
    assert chromium.evaluate("JSON.parse(document.getElementById('report').textContent)") == report
    assert chromium.evaluate("document.getElementById('command').textContent") == report["command"]
    sizes = chromium.evaluate(
        "[...document.querySelectorAll('figure > svg')].map(chart => {"
        "  const box = chart.getBoundingClientRect();"
        "  return [box.width, box.height, chart.querySelectorAll('polyline, rect').length]; })")
    assert len(sizes) == charts, sizes
    assert all(width > 300 and height > 80 and marks > 0 for width, height, marks in sizes), sizes
    wide = chromium.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide} pixels too wide"
    colours = set()
    for scheme in ("light", "dark"):
        chromium.ask("Emulation.setEmulatedMedia",
                     features=[{"name": "prefers-color-scheme", "value": scheme}])
        colours.add(chromium.evaluate(
            "(style => style.backgroundColor + style.color)(getComputedStyle(document.body))"))
    assert len(colours) == 2, colours


def changed_capture(folder):
    """A dump with another value and a key that looks like markup."""
    dump = subprocess.run([PROGRAM, "dump-frame", "--max-value", "all", str(CAPTURE)], check=True,
                          capture_output=True, text=True).stdout
    lines = dump.splitlines()
    at = next(at for at, line in enumerate(lines)
              if '"op":"GETKQ"' in line and '"status":"ok"' in line)
    lines[at] = re.sub(r'"value":"(.)', lambda found: '"value":"' + chr(ord(found[1]) ^ 1),
                       lines[at])
    key = json.loads(lines[at])["key"]
    evil = "<b>&'\"</script>"[:len(key)].ljust(len(key), "x")
    path = folder / "changed.jsonl"
    path.write_text("\n".join(lines).replace(json.dumps(key), json.dumps(evil)) + "\n")
    return path


def main():
    with tempfile.TemporaryDirectory(prefix="mcbin-page-") as name, browser.Browser() as chromium:
        folder = pathlib.Path(name)
        report, page = play(folder, "right", str(CAPTURE))
        check(chromium, report, page, 40, 4)
        report, page = play(folder, "wrong", "--anonymise", "pepper", str(changed_capture(folder)))
        assert report["differences"] == 1, report["differences_by_kind"]
        assert "pepper" not in page.read_text()
        check(chromium, report, page, 40, 4)
        assert "expected" in chromium.evaluate("document.body.innerText")
        trace = folder / "trace.csv"
        trace.write_text("".join(f"{at},key:{at * at % 97},6,{at % 50 + 1},1,get,0\n"
                                 for at in range(5000)))
        report, page = play(folder, "trace", str(trace))
        check(chromium, report, page, 10, 1)
    print("right")


if __name__ == "__main__":
    main()
