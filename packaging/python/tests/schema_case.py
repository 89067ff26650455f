# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of lathe.schema share."""

import os
import sys
import tempfile
from pathlib import Path

from tests.trial_case import TrialCase

from lathe.schema.__main__ import main

SCRIPTS = Path(__file__).resolve().parent / "scripts"


class SchemaCase(TrialCase):
    def schema(self, *arguments, code=0):
        """What python3 -m lathe.schema prints, and says on stderr. A fork of this process does it: that is quicker."""
        sys.stdout.flush()
        sys.stderr.flush()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
            child = os.fork()
            if child == 0:
                result = 70
                try:
                    os.dup2(out.fileno(), 1)
                    os.dup2(said.fileno(), 2)
                    sys.stdout = open(1, "w", encoding="latin-1", closefd=False)
                    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)
                    result = main([str(argument) for argument in arguments])
                    sys.stdout.flush()
                    sys.stderr.flush()
                finally:
                    os._exit(result)
            status = os.waitpid(child, 0)[1]
            out.seek(0)
            said.seek(0)
            printed, told = out.read().decode("utf-8"), said.read().decode("utf-8")
        self.assertEqual(os.WEXITSTATUS(status), code, told)
        return printed, told

    def entries(self, *arguments):
        """A schema as {key: what stands behind it}, a line each."""
        lines = self.schema(*arguments)[0].splitlines()
        self.assertTrue(lines[0].startswith("# The options of "))
        return dict(line.split(": ", 1) for line in lines[1:])
