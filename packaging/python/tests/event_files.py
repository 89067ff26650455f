# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads event files back, written apart from lathe._events."""

import struct
from pathlib import Path


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0x82F63B78 * (crc & 1)
    return crc ^ 0xFFFFFFFF


def unmasked(masked):
    rotated = (masked - 0xA282EAD8) & 0xFFFFFFFF
    return (rotated >> 17 | rotated << 15) & 0xFFFFFFFF


def records(path):
    """The records of a file; their checksums are looked at."""
    data, at = Path(path).read_bytes(), 0
    while at < len(data):
        length, crc = struct.unpack_from("<QI", data, at)
        body = data[at + 12 : at + 12 + length]
        assert unmasked(crc) == crc32c(data[at : at + 8]), "checksum of a length"
        assert unmasked(struct.unpack_from("<I", data, at + 12 + length)[0]) == crc32c(body), "checksum of a record"
        yield body
        at += 16 + length
    assert at == len(data)


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
        if data[at - 1] < 0x80:
            return value, at


def fields(data):
    """A protobuf message as {number: [values]}; nested ones stay bytes."""
    out, at = {}, 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 0:
            value, at = varint(data, at)
        elif key & 7 == 1:
            value, at = struct.unpack_from("<d", data, at)[0], at + 8
        elif key & 7 == 5:
            value, at = struct.unpack_from("<f", data, at)[0], at + 4
        else:
            length, at = varint(data, at)
            value, at = data[at : at + length], at + length
        out.setdefault(key >> 3, []).append(value)
    return out


def doubles(data):
    return list(struct.unpack(f"<{len(data) // 8}d", data))


def values(folder):
    """All summary values below a folder as (tag, step, kind, value)."""
    out = []
    for path in sorted(Path(folder).rglob("events.out.tfevents.*")):
        first, *rest = records(path)
        assert fields(first)[3] == [b"brain.Event:2"]
        for record in rest:
            event = fields(record)
            value = fields(fields(event[5][0])[1][0])
            tag, step = value[1][0].decode("utf-8"), event.get(2, [0])[0]
            if 2 in value:
                out.append((tag, step, "scalar", value[2][0]))
            elif 4 in value:
                image = fields(value[4][0])
                out.append((tag, step, "image", (image[2][0], image[1][0], image[3][0], image[4][0])))
            elif 5 in value:
                out.append((tag, step, "histogram", fields(value[5][0])))
    return out
