# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for what trial scripts use of nni.utils."""

from __future__ import annotations

from typing import Any, Dict, Optional

__all__ = ["merge_parameter"]


def merge_parameter(base_params: Any, override_params: Optional[Dict[str, Any]]) -> Any:
    """Sets keys of a dict, or attributes of an argparse.Namespace or another object, which must be there.

    None overrides nothing.
    """
    for key, value in (override_params or {}).items():
        is_there = key in base_params if isinstance(base_params, dict) else hasattr(base_params, key)
        if not is_there:
            raise ValueError(f"there is no parameter {key!r} to override")
        before = base_params[key] if isinstance(base_params, dict) else getattr(base_params, key)
        if type(before) is not type(value) and before is not None:
            raise TypeError(
                f"parameter {key!r} is {type(before).__name__}, the search gives {type(value).__name__} {value!r}"
            )
        if isinstance(base_params, dict):
            base_params[key] = value
        else:
            setattr(base_params, key, value)
    return base_params
