# SPDX-License-Identifier: GPL-3.0-or-later
"""Where lathectl is, and what it says."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import List, Optional, Union

PathLike = Union[str, "os.PathLike[str]"]


class LathectlError(RuntimeError):
    """lathectl is missing, refused what it was given, or ended. `messages` are its lines, e.g. `error: FILE:...`."""

    def __init__(self, what: str, messages: str = "") -> None:
        super().__init__(f"{what}\n{messages}".rstrip())
        self.messages = messages


def find_lathectl(given: Optional[PathLike] = None) -> str:
    """The program: `given`, else what LATHECTL names, else that of PATH, else that of the installation around us."""
    named = given or os.environ.get("LATHECTL")
    if named:
        found = shutil.which(os.fspath(named))
        if found:
            return found
        raise LathectlError(f"there is no program {os.fspath(named)!r} (lathectl, as it was named)")
    found = shutil.which("lathectl")
    if found:
        return found
    for above in Path(__file__).resolve().parents:  # PREFIX/lib/python3/dist-packages/lathe
        beside = above / "bin" / "lathectl"
        if os.access(beside, os.X_OK) and beside.is_file():
            return str(beside)
    raise LathectlError("lathectl was not found; install Lathe, add its folder to PATH, or name it in LATHECTL")


def run_lathectl(program: str, arguments: List[str]) -> str:
    """What it prints; LathectlError with its messages when it exits with another code than 0."""
    done = subprocess.run(
        [program, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise LathectlError(f"lathectl {arguments[0]} failed (exit code {done.returncode})", done.stderr.strip())
    return done.stdout
