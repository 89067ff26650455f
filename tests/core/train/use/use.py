# SPDX-License-Identifier: GPL-3.0-or-later
"""What Lathe exports, read by PyTorch and NumPy, and weights that PyTorch writes. Each command prints one JSON object."""
import json
import struct
import sys

import numpy as np

TYPES = {"F32": np.float32, "F64": np.float64, "F16": np.float16, "I64": np.int64, "I32": np.int32, "U8": np.uint8,
         "BOOL": np.bool_}


def read_safetensors(path):
    """The format as its README has it, in a few lines."""
    data = open(path, "rb").read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    metadata = header.pop("__metadata__", {})
    body = data[8 + length:]
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(body[begin:end], TYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors, metadata


def write_safetensors(path, tensors):
    names = {np.dtype(kind): name for name, kind in TYPES.items()}
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, array in tensors.items():
        data = np.ascontiguousarray(array).tobytes()
        header[name] = {"dtype": names[array.dtype], "shape": list(array.shape),
                        "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    open(path, "wb").write(struct.pack("<Q", len(text)) + text + body)


def read_pnm(path):
    """A P5 or P6 file of 8 bits as [channels, height, width], 0 to 1."""
    data = open(path, "rb").read()
    kind, width, height, _ = data.split(None, 4)[:4]
    channels = 3 if kind == b"P6" else 1
    count = int(width) * int(height) * channels
    pixels = np.frombuffer(data[len(data) - count:], np.uint8).reshape(int(height), int(width), channels)
    return pixels.transpose(2, 0, 1).astype(np.float64) / 255


def state_dict(file, safetensors):
    """Whether both files hold the same."""
    import torch
    loaded = torch.load(file, weights_only=True)
    tensors, metadata = read_safetensors(safetensors)
    same = list(loaded) and set(loaded) == set(tensors) and all(
        loaded[name].dtype == torch.from_numpy(np.array(array)).dtype and
        np.array_equal(loaded[name].numpy(), array, equal_nan=True) for name, array in tensors.items())
    return {"names": list(loaded), "same": bool(same), "metadata": sorted(metadata)}


def torchscript_on_pictures(file, outputs, *pictures):
    """The largest difference between what the script gives for pictures and what Lathe wrote."""
    import torch
    extra = {"model.json": ""}
    script = torch.jit.load(file, _extra_files=extra)
    card = json.loads(extra["model.json"])
    mean, stddev = (np.array(card[key]).reshape(-1, 1, 1) for key in ("mean", "stddev"))
    x = np.stack([(read_pnm(path) - mean) / stddev for path in pictures]).astype(np.float32)
    with torch.no_grad():
        y = script(torch.from_numpy(x)).numpy()
    return {"difference": float(np.abs(y - np.load(outputs)).max()), "classes": card["classes"],
            "names": [name for name, _ in script.named_parameters()], "training": script.training}


def torchscript_on_array(file, inputs, outputs, kind):
    import torch
    script = torch.jit.load(file)
    x = torch.from_numpy(np.load(inputs))
    y = script(x.long() if kind == "text" else x).detach().numpy()
    return {"difference": float(np.abs(y.reshape(-1, y.shape[-1]) - np.load(outputs)).max()), "rows": len(x)}


class Own(dict):
    """A class that whoever reads the file does not have."""


class Called:
    """Unpickled, it would write a file."""

    def __reduce__(self):
        return open, ("called", "w")


def make_weights(folder, inputs, hidden, outputs):
    """The weights of an MLP as people have them: a state_dict, one inside a checkpoint, safetensors."""
    import torch
    torch.manual_seed(3)
    inputs, hidden, outputs = int(inputs), int(hidden), int(outputs)
    weights = {"layers.0.weight": torch.randn(hidden, inputs), "layers.0.bias": torch.randn(hidden),
               "layers.2.weight": torch.randn(hidden, outputs).t(),  # not contiguous
               "layers.2.bias": torch.randn(outputs)}
    torch.save(weights, folder + "/plain.pth")
    model = torch.nn.Module()
    model.layers = torch.nn.Sequential(torch.nn.Linear(inputs, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, outputs))
    model.load_state_dict(weights)
    torch.save({"epoch": 3, "state_dict": {"model." + name: tensor for name, tensor in model.state_dict().items()},
                "optimizer": torch.optim.Adam(model.parameters()).state_dict(), "loss": 0.25, "done": True},
               folder + "/lightning.ckpt")
    torch.save(model.state_dict(), folder + "/ordered.pth")
    torch.save(dict(model.named_parameters()), folder + "/parameters.pth")
    for protocol in (3, 4, 5):
        torch.save(weights, folder + f"/protocol{protocol}.pth", pickle_protocol=protocol)
    torch.save({"seen": Own(a=1), "state_dict": Own(weights), "random": {"state": 1 << 100}}, folder + "/objects.pth")
    repeated = torch.zeros(1).expand(1 << 20, 1 << 20)
    torch.save({"layers.0.weight": repeated}, folder + "/repeated.pth")
    torch.save({"layers.0.weight": Called()}, folder + "/called.pth")
    torch.save(weights, folder + "/legacy.pth", _use_new_zipfile_serialization=False)
    write_safetensors(folder + "/plain.safetensors", {name: tensor.numpy() for name, tensor in weights.items()})
    half = {name: tensor.half() for name, tensor in weights.items()}
    torch.save(half, folder + "/half.pth")
    return {"sums": {name: float(tensor.double().sum()) for name, tensor in weights.items()}}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
