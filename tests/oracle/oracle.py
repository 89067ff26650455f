"""Answers cases with OmegaConf, one JSON object a line, so that one Python process serves thousands of them.

{"op": "load", "yaml": TEXT}                       the value of a document, raw
{"op": "resolve", "yaml": TEXT}                    ... with interpolations followed
{"op": "merge", "yaml": [TEXT, TEXT]}              OmegaConf.merge, raw
{"op": "dotlist", "yaml": TEXT, "dotlist": [...]}  merge_with_dotlist, raw
Answer: {"value": ...} or {"error": CLASS}. Non-finite floats are the strings "NaN", "Infinity", "-Infinity".
"""
import json
import math
import sys
import warnings

warnings.simplefilter("ignore")
try:
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


def answer(case):
    op = case["op"]
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
