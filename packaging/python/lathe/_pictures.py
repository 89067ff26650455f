# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures as scripts have them (arrays, tensors, PIL images, figures, files) to the bytes of a PNG file."""

from __future__ import annotations

import importlib
import io
import os
import struct
import zlib
from typing import Any, List, NamedTuple, Sequence, Tuple


class Picture(NamedTuple):
    """An encoded picture."""

    width: int
    height: int
    channels: int
    encoded: bytes


_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOUR_TYPES = {1: 0, 2: 4, 3: 2, 4: 6}  # of PNG, by channels
_PICTURES_IN_A_ROW = 8
_GAP = 2  # pixels between two


def picture_of(data: Any) -> Picture:
    """`data`: the path of a picture, a PIL image, a matplotlib figure, or numbers.

    Numbers are an array, a tensor or nested lists: height x width, height x width x channels, or, of a torch tensor and
    where only that fits, channels x height x width; 1 to 4 channels. A batch of tensors becomes one picture, eight in a
    row. Floats from 0 to 1 (or -1 to 1) are stretched to 0 to 255.
    """
    if isinstance(data, (str, os.PathLike)):
        return _from_file(os.fspath(data))
    if hasattr(data, "savefig"):
        return _from_figure(data)
    if hasattr(data, "get_figure") and not hasattr(data, "shape"):
        return _from_figure(data.get_figure())
    if hasattr(data, "save") and hasattr(data, "convert"):
        return _from_pil(data)
    if hasattr(data, "detach"):
        data = data.detach().cpu()
        if data.dim() == 4 and data.shape[1] in _COLOUR_TYPES and data.shape[0] > 0:
            data = _side_by_side(data)
        if data.dim() == 3 and data.shape[0] in _COLOUR_TYPES:
            data = data.permute(1, 2, 0)
        data = (data.float() if data.is_floating_point() else data).numpy()
    return _from_array(data) if hasattr(data, "astype") else _from_lists(data)


def _side_by_side(batch: Any) -> Any:
    """One tensor of a batch of them: count x channels x height x width to channels x height x width."""
    count, channels, height, width = batch.shape
    columns = min(count, _PICTURES_IN_A_ROW)
    rows = -(-count // columns)
    out = batch.new_zeros((channels, rows * (height + _GAP) - _GAP, columns * (width + _GAP) - _GAP))
    for number in range(count):
        top, left = number // columns * (height + _GAP), number % columns * (width + _GAP)
        out[:, top : top + height, left : left + width] = batch[number]
    return out


def encode_png(width: int, height: int, channels: int, samples: bytes) -> bytes:
    """A PNG file of 8 bits a sample; `samples` row by row, channels side by side."""
    stride = width * channels
    rows = b"".join(b"\0" + samples[i * stride : (i + 1) * stride] for i in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOUR_TYPES[channels], 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _from_png(encoded: bytes) -> Picture:
    if not encoded.startswith(_SIGNATURE) or len(encoded) < 26:
        raise ValueError("is no PNG file")
    width, height, _, colour_type = struct.unpack(">IIBB", encoded[16:26])
    channels = {0: 1, 4: 2, 2: 3, 3: 3, 6: 4}.get(colour_type, 3)
    return Picture(width, height, channels, encoded)


def _from_file(path: str) -> Picture:
    with open(path, "rb") as file:
        encoded = file.read()
    if encoded.startswith(_SIGNATURE):
        return _from_png(encoded)
    try:
        images = importlib.import_module("PIL.Image")
    except ImportError:
        raise ValueError(f"{path} is no PNG file, and reading others needs Pillow") from None
    with images.open(io.BytesIO(encoded)) as image:
        return _from_pil(image)


def _from_pil(image: Any) -> Picture:
    if image.mode not in ("L", "RGB", "RGBA"):
        image = image.convert("RGBA" if "A" in image.mode or "transparency" in image.info else "RGB")
    out = io.BytesIO()
    image.save(out, format="PNG")
    return _from_png(out.getvalue())


def _from_figure(figure: Any) -> Picture:
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return _from_png(out.getvalue())


def _shape(shape: Sequence[int]) -> Tuple[int, int, int]:
    dimensions = tuple(int(size) for size in shape)
    if len(dimensions) == 2:
        dimensions += (1,)
    if len(dimensions) != 3 or dimensions[2] not in _COLOUR_TYPES or 0 in dimensions:
        raise ValueError(
            f"a picture is height x width or height x width x channels (1 to 4), found shape {tuple(shape)}"
        )
    return dimensions[0], dimensions[1], dimensions[2]


def _is_picture(shape: Sequence[int]) -> bool:
    return len(shape) == 2 or (len(shape) == 3 and shape[2] in _COLOUR_TYPES)


def _from_array(array: Any) -> Picture:
    if not _is_picture(array.shape):
        one = array.squeeze()  # an array for one picture of a batch, or of one channel that comes first
        if _is_picture(one.shape):
            array = one
        elif one.ndim == 3 and one.shape[0] in _COLOUR_TYPES:
            array = one.transpose(1, 2, 0)
    height, width, channels = _shape(array.shape)
    if array.dtype.kind == "b":
        array = array.astype("uint8") * 255
    elif array.dtype.kind == "f":
        array = array.copy()
        array[array != array] = 0  # NaN
        scale, offset = _stretch(float(array.min()), float(array.max()))
        array = (array * scale + offset).round()
    elif array.dtype.kind not in "iu":
        raise ValueError(f"a picture holds numbers, found {array.dtype}")
    samples = array.clip(0, 255).astype("uint8").tobytes()
    return Picture(width, height, channels, encode_png(width, height, channels, samples))


def _from_lists(rows: Any) -> Picture:
    try:
        shape: List[int] = [len(rows), len(rows[0])]
        deep = isinstance(rows[0][0], (list, tuple))
        if deep:
            shape.append(len(rows[0][0]))
        flat = [sample for row in rows for pixel in row for sample in (pixel if deep else (pixel,))]
    except (TypeError, IndexError, KeyError):
        raise ValueError(f"a picture cannot be made of {type(rows).__name__}") from None
    height, width, channels = _shape(shape)
    if len(flat) != height * width * channels:
        raise ValueError("the rows of a picture must be equally long")
    if any(isinstance(sample, float) for sample in flat):
        flat = [sample if sample == sample else 0 for sample in flat]  # NaN
        scale, offset = _stretch(min(flat), max(flat))
        flat = [round(sample * scale + offset) for sample in flat]
    samples = bytes(min(max(int(sample), 0), 255) for sample in flat)
    return Picture(width, height, channels, encode_png(width, height, channels, samples))


def _stretch(low: float, high: float) -> Tuple[float, float]:
    if low >= 0 and high <= 1:
        return 255.0, 0.0
    if low >= -1 and high <= 1:
        return 127.5, 127.5
    return 1.0, 0.0
