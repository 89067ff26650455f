#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the examples of a page of docs/ as a reader would: its files are written, its commands run, in one empty folder.

    run_examples.py PAGE.md      lathectl is looked for in PATH

A fenced block of `sh` is run by bash and must succeed. A block of another language whose first line is a comment with a
file's name ("# moons.yaml") is written to that file. A line "<!-- not run: WHY -->" before a block leaves it out, and
"<!-- fails -->" says that it must not succeed. A page without commands is an error.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"(?:^<!-- (?P<mark>[^\n]*) -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FILE_NAME = re.compile(r"^# (?P<name>[\w.-]+\.\w+)$", re.MULTILINE)
LONGEST = 300  # seconds, of one block


def run(script, folder):
    """Standard output and error together, and the exit code."""
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder, timeout=LONGEST,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode(errors="replace"), done.returncode


def examples_of(page):
    """(line, mark, language, text) of each block."""
    source = page.read_text(encoding="utf-8")
    for block in BLOCK.finditer(source):
        line = source.count("\n", 0, block.start("text")) + 1
        yield line, block["mark"] or "", block["language"], block["text"]


def main(page):
    commands = 0
    with tempfile.TemporaryDirectory() as folder:
        for line, mark, language, text in examples_of(page):
            where = f"{page}:{line}"
            if mark.startswith("not run: "):
                commands += 1
                print(f"{where}: left out ({mark.removeprefix('not run: ')})")
                continue
            if language != "sh":
                name = FILE_NAME.match(text)
                if name:
                    (pathlib.Path(folder) / name["name"]).write_text(text, encoding="utf-8")
                continue
            output, code = run(text, folder)
            if (code == 0) == (mark == "fails"):
                print(f"{where}: exit {code}\n{text}\n{output}")
                return 1
            commands += 1
            print(f"{where}: ok")
    if commands == 0:
        print(f"{page}: has no commands: is this the right file?")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
