# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers cases with OmegaConf, one JSON object a line, so that one Python process serves thousands of them.

{"op": "load", "yaml": TEXT}                       the value of a document, raw
{"op": "resolve", "yaml": TEXT}                    ... with interpolations followed
{"op": "merge", "yaml": [TEXT, TEXT]}              OmegaConf.merge, raw
{"op": "dotlist", "yaml": TEXT, "dotlist": [...]}  merge_with_dotlist, raw
{"op": "safe_load", "yaml": [TEXT, ...]}           the values that PyYAML reads, YAML 1.1's types and all
{"op": "convert", "type": "int", "yaml": "v: TEXT"}  a field of that type set to v: int, int?, list[int], ...
Answer: {"value": ...} or {"error": CLASS}. Non-finite floats are the strings "NaN", "Infinity", "-Infinity".
"""
import json
import math
import sys
import warnings

warnings.simplefilter("ignore")
try:
    from dataclasses import field, make_dataclass
    from typing import Any, Dict, List, Optional

    import yaml
    from omegaconf import OmegaConf
    from omegaconf._utils import get_yaml_loader
except ImportError:
    print(json.dumps({"skip": "this Python has no omegaconf"}), flush=True)
    sys.exit(0)
print(json.dumps({"ready": True}), flush=True)


def create(text):
    value = yaml.load(text, Loader=get_yaml_loader())
    if value is None:
        value = {}
    if isinstance(value, str):
        value = {value: None}
    if not isinstance(value, (dict, list)):
        raise ValueError("not a container")
    return OmegaConf.create(value)


def plain(value):
    if isinstance(value, dict):
        # Lathe keeps keys as text.
        return {key if isinstance(key, str) else json.dumps(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
    return value


TYPES = {"int": int, "float": float, "bool": bool, "str": str, "list": List[Any], "dict": Dict[str, Any]}


def type_of(name):
    if name.endswith("?"):
        return Optional[type_of(name[:-1])]
    if name.endswith("]"):
        outer, inner = name[:-1].split("[")
        return List[TYPES[inner]] if outer == "list" else Dict[str, TYPES[inner]]
    return TYPES[name]


def convert(case):
    value = OmegaConf.to_container(create(case["yaml"]), resolve=False)["v"]
    config = OmegaConf.structured(make_dataclass("Field", [("v", type_of(case["type"]), field(default="???"))]))
    config.v = value
    return plain(OmegaConf.to_container(config, resolve=False))


def answer(case):
    op = case["op"]
    if op == "convert":
        return convert(case)
    if op == "safe_load":
        return [plain(yaml.safe_load(text)) for text in case["yaml"]]
    if op == "merge":
        config = OmegaConf.merge(*[create(text) for text in case["yaml"]])
    else:
        config = create(case["yaml"])
    if op == "dotlist":
        config.merge_with_dotlist(case["dotlist"])
    if op == "resolve":
        return plain(OmegaConf.to_container(config, resolve=True))
    return plain(OmegaConf.to_container(config, resolve=False))


for line in sys.stdin:
    try:
        reply = {"value": answer(json.loads(line))}
        text = json.dumps(reply, allow_nan=False)
    except RecursionError:
        text = json.dumps({"error": "RecursionError"})
    except Exception as problem:  # the class is the answer
        text = json.dumps({"error": type(problem).__name__})
    print(text, flush=True)
