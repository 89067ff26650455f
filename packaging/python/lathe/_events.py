# SPDX-License-Identifier: GPL-3.0-or-later
"""TensorBoard event files: TFRecord framing around Event protobufs, written by hand.

Field numbers are those of TensorFlow's public event.proto and summary.proto.
"""

from __future__ import annotations

import bisect
import math
import os
import socket
import struct
import threading
import time
from typing import Iterable, List, Optional, Sequence, Union


def _crc_table() -> List[int]:
    table = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
        table.append(crc)
    return table


_CRC_TABLE = _crc_table()


def crc32c(data: bytes) -> int:
    """The Castagnoli CRC (RFC 3720)."""
    crc = 0xFFFFFFFF
    table = _CRC_TABLE
    for byte in data:
        crc = table[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def _masked(data: bytes) -> bytes:
    crc = crc32c(data)
    return struct.pack("<I", ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF)


def framed(data: bytes) -> bytes:
    """A TFRecord: length, its masked CRC, the data, its masked CRC."""
    length = struct.pack("<Q", len(data))
    return length + _masked(length) + data + _masked(data)


def _varint(value: int) -> bytes:
    value &= 0xFFFFFFFFFFFFFFFF  # negative ones take ten bytes
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _int_field(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _double_field(number: int, value: float) -> bytes:
    return _varint(number << 3 | 1) + struct.pack("<d", value)


def _float_field(number: int, value: float) -> bytes:
    try:
        packed = struct.pack("<f", value)
    except OverflowError:  # beyond the 32 bits that the format has
        packed = struct.pack("<f", math.copysign(math.inf, value))
    return _varint(number << 3 | 5) + packed


def _bytes_field(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _doubles_field(number: int, values: Sequence[float]) -> bytes:
    return _bytes_field(number, struct.pack(f"<{len(values)}d", *values))


class EventFileWriter:
    """Appends to a new events.out.tfevents.* file in a folder, which is made with the first record.

    Each record is one write. Any thread.
    """

    _count = 0
    _lock = threading.Lock()

    def __init__(self, folder: Union[str, "os.PathLike[str]"]) -> None:
        self.folder = os.fspath(folder)
        self.path: Optional[str] = None
        self._fd = -1
        self._pid = 0

    def add_scalar(self, tag: str, step: int, value: float) -> None:
        """One number, kept as a 32-bit float."""
        self._add(step, _bytes_field(1, _tag(tag)) + _float_field(2, value))

    def add_image(self, tag: str, step: int, width: int, height: int, encoded: bytes, channels: int = 3) -> None:
        """A picture as the bytes of a PNG, JPEG or GIF file."""
        image = _int_field(1, height) + _int_field(2, width) + _int_field(3, channels) + _bytes_field(4, encoded)
        self._add(step, _bytes_field(1, _tag(tag)) + _bytes_field(4, image))

    def add_histogram(self, tag: str, step: int, histogram: "Histogram") -> None:
        """A distribution."""
        self._add(step, _bytes_field(1, _tag(tag)) + _bytes_field(5, histogram.encoded()))

    def close(self) -> None:
        """The file is whole at any time; this only frees what it holds."""
        with self._lock:
            if self._fd >= 0 and self._pid == os.getpid():
                os.close(self._fd)
            self._fd = -1

    def _add(self, step: int, summary_value: bytes) -> None:
        with self._lock:
            if self._fd < 0 or self._pid != os.getpid():
                self._open()
            summary = _bytes_field(1, summary_value)
            record = framed(_double_field(1, time.time()) + _int_field(2, step) + _bytes_field(5, summary))
            written = os.write(self._fd, record)
        if written < len(record):
            raise OSError(f"{self.path}: only {written} of {len(record)} bytes could be written; is the disk full?")

    def _open(self) -> None:
        os.makedirs(self.folder, exist_ok=True)
        host = socket.gethostname() or "localhost"
        while True:
            name = f"events.out.tfevents.{int(time.time()):010}.{host}.{os.getpid()}.{EventFileWriter._count}"
            EventFileWriter._count += 1
            path = os.path.join(self.folder, name)
            try:
                self._fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o666)
                break
            except FileExistsError:
                continue
        self.path = path
        self._pid = os.getpid()
        version = _double_field(1, time.time()) + _bytes_field(3, b"brain.Event:2")
        os.write(self._fd, framed(version))


def _tag(tag: str) -> bytes:
    return tag.encode("utf-8", "replace")


class Histogram:
    """Counts between edges: counts[i] values lie between edges[i] and edges[i + 1]."""

    def __init__(self, counts: Sequence[float], edges: Sequence[float]) -> None:
        if len(edges) != len(counts) + 1:
            raise ValueError(f"a histogram has one edge more than counts, found {len(edges)} and {len(counts)}")
        self.counts = [float(count) for count in counts]
        self.edges = [float(edge) for edge in edges]
        middles = [(low + high) / 2 for low, high in zip(self.edges, self.edges[1:])]
        self.low, self.high = self.edges[0], self.edges[-1]
        self.total = sum(count * middle for count, middle in zip(self.counts, middles))
        self.squares = sum(count * middle * middle for count, middle in zip(self.counts, middles))

    @classmethod
    def of(cls, values: Iterable[float], bins: int = 64) -> "Histogram":
        """The finite ones of `values` in equal bins from the smallest to the largest."""
        finite = [value for value in values if math.isfinite(value)]
        if not finite:
            return cls([0.0], [0.0, 1.0])
        low, high = min(finite), max(finite)
        if low == high:  # as numpy.histogram
            low, high = low - 0.5, high + 0.5
        width = high / bins - low / bins
        edges = [low + i * width for i in range(bins)] + [high]
        counts = [0.0] * bins
        for value in finite:
            counts[bisect.bisect_right(edges, value, 1, bins) - 1] += 1
        out = cls(counts, edges)
        out.low, out.high = min(finite), max(finite)
        out.total = sum(finite)
        out.squares = sum(value * value for value in finite)
        return out

    def encoded(self) -> bytes:
        """HistogramProto. A bucket reaches up to its limit; the first begins at the smallest value."""
        return (
            _double_field(1, self.low)
            + _double_field(2, self.high)
            + _double_field(3, sum(self.counts))
            + _double_field(4, self.total)
            + _double_field(5, self.squares)
            + _doubles_field(6, self.edges[1:])
            + _doubles_field(7, self.counts)
        )
