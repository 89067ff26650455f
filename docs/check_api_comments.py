#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when a public function or type of core/ has no words, and prints which.

Asks Doxygen, which reads the same headers through the same filter as for the API pages (docs/Doxyfile). An overriding
function has those of the function that it overrides. Members that are plain values may go without: their names and the
comment of their struct say what they are. Where Doxygen is not installed it exits with 77, which ctest shows as skipped.
"""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = """
EXTRACT_ALL = NO
WARN_IF_UNDOCUMENTED = YES
WARN_AS_ERROR = NO
GENERATE_HTML = NO
OUTPUT_DIRECTORY = "{folder}"
WARN_LOGFILE = "{folder}/warnings"
"""


def warnings():
    """The lines in which Doxygen tells of something."""
    with tempfile.TemporaryDirectory() as folder:
        config = (ROOT / "docs/Doxyfile").read_text(encoding="utf-8") + SETTINGS.format(folder=folder)
        subprocess.run(["doxygen", "-"], input=config, text=True, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
        return Path(folder, "warnings").read_text(encoding="utf-8").splitlines()


def counts(line):
    """Whether a line is a fault: what is wrong in a comment always is, what has none where it is no plain value."""
    if not line.endswith(" is not documented."):
        return bool(line.strip())
    return f"{ROOT}/core/" in line and "(variable)" not in line


def main():
    if shutil.which("doxygen") is None:
        print("skipped: Doxygen is not installed (packaging/install-packages docs)")
        return 77
    faults = sorted({line.replace(f"{ROOT}/", "") for line in warnings() if counts(line)})
    for line in faults:
        print(line)
    print(f"{len(faults)} without words, or with wrong ones")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
