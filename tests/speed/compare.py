#!/usr/bin/env python3
"""Compares the processor time of `bindery build` with that of `sphinx-build -b html`.

    tests/speed/compare.py [--bindery FILE] [--sphinx FILE] [--rounds N] FOLDER…

Each folder holds pages in reStructuredText, and is not changed. Both programs build every page into an empty folder, with nothing kept from
an earlier run, in turn; what is printed is the median of user and system time together, in milliseconds, with the ratio of the medians:

    everything   what `bindery build` makes by itself: the pages, their search, and what Sphinx does not make (each page as Markdown, the book
                 as one page to print and as one text for programs, settings for servers), and its checks
    alike        only what Sphinx makes too: the pages, the search, the inventory

A folder with a `conf.py` is taken over by `bindery import-sphinx`; any other gets settings that say no more than where the pages are. Sphinx is
given no `conf.py`, since most need extensions that are not here: it has less to do than in the project's own build.
"""

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

# What is made besides what Sphinx makes.
LESS = """
[output.html.print]
enable = false

[publish]
markdown = false
llms = false
server-files = false
"""


def cpu(command: list[str], log: Path) -> float:
    """Runs the command and returns its processor time in milliseconds."""
    with log.open("w", encoding="utf-8") as output:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1000


def book(pages: Path, into: Path, bindery: str, more: str) -> Path:
    """A copy of the project with settings for Bindery."""
    shutil.copytree(pages, into, symlinks=True)
    settings = into / "book.toml"
    if (pages / "conf.py").exists():
        subprocess.run([bindery, "import-sphinx", str(into), "--force"], capture_output=True, check=True)
    else:
        settings.write_text(f'[book]\ntitle = "{pages.name}"\nsrc = "."\n', encoding="utf-8")
    settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
    return into


def html(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*.html"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="pages in reStructuredText")
    parser.add_argument("--bindery", default="bindery", metavar="FILE", help="the program, built for release")
    parser.add_argument("--sphinx", default="sphinx-build", metavar="FILE")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="runs of each, of which the median counts")
    arguments = parser.parse_args()
    for program in (arguments.bindery, arguments.sphinx):
        if shutil.which(program) is None:
            print(f"not run: there is no {program}", file=sys.stderr)
            return 2

    print(f"{'pages':>5} {'Sphinx':>9} {'everything':>17} {'alike':>17}  project")
    for pages in arguments.folders:
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            books = {name: book(pages, work / name, arguments.bindery, more) for name, more in [("everything", ""), ("alike", LESS)]}
            spent: dict[str, list[float]] = {"sphinx": [], "everything": [], "alike": []}
            for turn in range(arguments.rounds):
                out = work / f"sphinx-{turn}"
                command = [arguments.sphinx, "-q", "-C", "-E", "-D", f"project={pages.name}", "-b", "html", "-d", f"{out}-trees"]
                spent["sphinx"].append(cpu([*command, str(pages), str(out)], work / "sphinx.log"))
                for name, source in books.items():
                    site = work / f"{name}-{turn}"
                    command = [arguments.bindery, "build", "--no-cache", str(source), "--out", str(site)]
                    spent[name].append(cpu(command, work / f"{name}.log"))
                    if not (site / "index.html").exists():
                        print((work / f"{name}.log").read_text(encoding="utf-8")[-2000:], file=sys.stderr)
                        return 1
            middle = {name: statistics.median(times) for name, times in spent.items()}
            ratios = [f"{middle[name]:8.0f} (1/{middle['sphinx'] / middle[name]:4.0f})" for name in books]
            name = "/".join(pages.parts[-2:])
            print(f"{html(work / 'sphinx-0') - 2:5} {middle['sphinx']:9.0f} {ratios[0]:>17} {ratios[1]:>17}  {name}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
