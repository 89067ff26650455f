#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints how many lines and branches of each folder the tests of a build with counters reached (./dev coverage).

    tests/coverage.py BUILD

The counters are read by gcovr; the whole report, line by line, is written as BUILD/coverage/index.html.
"""
import collections
import json
import pathlib
import subprocess
import sys


def main(build):
    source = pathlib.Path(__file__).resolve().parent.parent
    report = pathlib.Path(build) / "coverage"
    report.mkdir(parents=True, exist_ok=True)
    summary = report / "summary.json"
    filters = [f"--filter={source}/{folder}/" for folder in ("app", "core", "widgets")]
    subprocess.run(
        ["gcovr", "--root", source, "--object-directory", build, *filters, "--gcov-ignore-parse-errors",
         "--exclude-unreachable-branches", "--exclude-throw-branches", "--json-summary", summary,
         "--html-details", report / "index.html", "-j", "2", "-s"],
        check=True, cwd=source,
    )  # fmt: skip
    rows = collections.defaultdict(lambda: [0, 0, 0, 0])
    for file in json.loads(summary.read_text())["files"]:
        folder = "/".join(pathlib.PurePath(file["filename"]).parts[:-1])
        row = rows[folder]
        for column, key in enumerate(("line_covered", "line_total", "branch_covered", "branch_total")):
            row[column] += file[key]
    print(f"{'folder':<32} {'lines':>8} {'reached':>8} {'branches':>9}")
    for folder, (covered, lines, taken, branches) in sorted(rows.items()):
        print(f"{folder:<32} {lines:>8} {share(covered, lines):>8} {share(taken, branches):>9}")
    print(f"line by line: {report}/index.html")


def share(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "-"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: tests/coverage.py BUILD")
    main(sys.argv[1])
