# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a script as a schema of Lathe.

    python3 -m lathe.schema config.py:DefaultConfig > schema.yaml

See `python3 -m lathe.schema --help`. From Python: options_of(object) and to_yaml(options).
"""

from ._option import REQUIRED, Option, SchemaError
from ._sources import options_of
from ._yaml import to_yaml

__all__ = ["REQUIRED", "Option", "SchemaError", "options_of", "to_yaml"]
