# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes pictures of all kinds into a folder, and what is to be read from each, one JSON object a line:

{"file": NAME, "width": W, "height": H, "rgb": HEX, "grey": HEX}  upright, transparency dropped
{"file": NAME, "refused": PART OF THE MESSAGE}

Pillow is the oracle, but where it cuts 16 bits to 8: there the numbers are worked out here.
"""
import json
import os
import random
import struct
import sys
import zlib

try:
    from PIL import Image, ImageOps
except ImportError:
    print(json.dumps({"skip": "this Python has no Pillow"}))
    sys.exit(0)

folder = sys.argv[1]


def path(name):
    return os.path.join(folder, name)


def write(name, data):
    with open(path(name), "wb") as file:
        file.write(data)


def say(name, picture):
    """What Pillow reads from `picture`."""
    if picture.mode == "CMYK" or picture.mode == "YCCK":
        rgb = picture.convert("RGB")
    else:
        rgb = picture.convert("RGBA").convert("RGB") if picture.mode in ("P", "PA") else picture.convert("RGB")
    print(json.dumps({"file": name, "width": rgb.width, "height": rgb.height, "rgb": rgb.tobytes().hex(),
                      "grey": rgb.convert("L").tobytes().hex()}))


def expect(name):
    say(name, ImageOps.exif_transpose(Image.open(path(name))))


def expect_rgb(name, width, height, rgb):
    say(name, Image.frombytes("RGB", (width, height), bytes(rgb)))


def expect_grey(name, width, height, grey):
    expect_rgb(name, width, height, [v for v in grey for _ in range(3)])


def refuse(name, data, part):
    write(name, data)
    print(json.dumps({"file": name, "refused": part}))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) & 0xFFFFFFFF)


def png(width, height, depth, colours, rows, extra=(), interlaced=False):
    """The bytes of a PNG file; `rows` of all passes."""
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, interlaced))
    for kind, content in extra:
        data += chunk(kind, content)
    return data + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))) + chunk(b"IEND", b"")


def adam7(width, height, pixels, size):
    """The rows of the seven passes of an interlaced PNG file."""
    rows = []
    for x0, y0, dx, dy in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)):
        for y in range(y0, height, dy):
            row = b"".join(pixels[(y * width + x) * size:(y * width + x + 1) * size] for x in range(x0, width, dx))
            if row:
                rows.append(row)
    return rows


def of_16(value):
    return (value * 255 + 32767) // 65535


def pattern(width, height, mode="RGB"):
    picture = Image.new("RGB", (width, height))
    picture.putdata([((x * 7 + y * 3) % 256, (x * 2 + y * 11) % 256, (x * x + y) % 256)
                     for y in range(height) for x in range(width)])
    return picture.convert(mode)


def save(picture, name, **how):
    picture.save(path(name), **how)
    expect(name)


def pngs():
    write("grey1.png", png(8, 1, 1, 0, [bytes([0b10110010])]))
    expect_grey("grey1.png", 8, 1, [255, 0, 255, 255, 0, 0, 255, 0])
    write("grey2.png", png(4, 1, 2, 0, [bytes([0b00011011])]))
    expect_grey("grey2.png", 4, 1, [0, 85, 170, 255])
    write("grey4.png", png(4, 1, 4, 0, [bytes([0x05, 0xAF])]))
    expect_grey("grey4.png", 4, 1, [0, 85, 170, 255])
    write("gama.png", png(2, 1, 8, 0, [bytes([100, 200])], [(b"gAMA", struct.pack(">I", 100000))]))
    expect_grey("gama.png", 2, 1, [100, 200])
    write("srgb.png", png(2, 1, 8, 0, [bytes([100, 200])], [(b"sRGB", b"\0"), (b"gAMA", struct.pack(">I", 45455))]))
    expect_grey("srgb.png", 2, 1, [100, 200])
    chromaticities = struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)
    write("chrm.png", png(2, 1, 8, 2, [bytes([100, 150, 200, 1, 2, 3])],
                          [(b"gAMA", struct.pack(">I", 100000)), (b"cHRM", chromaticities)]))
    expect_rgb("chrm.png", 2, 1, [100, 150, 200, 1, 2, 3])
    write("bits.png", png(2, 1, 8, 0, [bytes([100, 200])], [(b"sBIT", bytes([5]))]))
    expect_grey("bits.png", 2, 1, [100, 200])

    deep = [1000, 60000, 257, 0, 65535, 129, 128, 30000]
    write("grey16.png", png(8, 1, 16, 0, [struct.pack(">8H", *deep)]))
    expect_grey("grey16.png", 8, 1, [of_16(v) for v in deep])
    write("rgb16gama.png", png(2, 1, 16, 2, [struct.pack(">6H", *deep[:6])], [(b"gAMA", struct.pack(">I", 100000))]))
    expect_rgb("rgb16gama.png", 2, 1, [of_16(v) for v in deep[:6]])
    write("rgba16.png", png(2, 1, 16, 6, [struct.pack(">8H", *deep)]))
    expect_rgb("rgba16.png", 2, 1, [of_16(deep[i]) for i in (0, 1, 2, 4, 5, 6)])
    write("greyalpha16.png", png(2, 1, 16, 4, [struct.pack(">4H", 1000, 0, 60000, 65535)]))
    expect_grey("greyalpha16.png", 2, 1, [4, 233])

    write("greyalpha.png", png(2, 1, 8, 4, [bytes([100, 0, 200, 128])], [(b"bKGD", struct.pack(">H", 77))]))
    expect_grey("greyalpha.png", 2, 1, [100, 200])
    write("greytrns.png", png(3, 1, 8, 0, [bytes([100, 150, 200])], [(b"tRNS", struct.pack(">H", 150))]))
    expect_grey("greytrns.png", 3, 1, [100, 150, 200])
    write("rgbtrns.png", png(2, 1, 8, 2, [bytes([100, 150, 200, 1, 2, 3])], [(b"tRNS", struct.pack(">3H", 1, 2, 3))]))
    expect_rgb("rgbtrns.png", 2, 1, [100, 150, 200, 1, 2, 3])
    palette = [10, 20, 30, 40, 50, 60, 70, 80, 90]
    write("palette.png", png(4, 1, 8, 3, [bytes([0, 1, 2, 1])], [(b"PLTE", bytes(palette)), (b"tRNS", bytes([0, 128]))]))
    write("palette2.png", png(4, 1, 2, 3, [bytes([0b00011001])], [(b"PLTE", bytes(palette)), (b"tRNS", bytes([0]))]))
    for name in ("palette.png", "palette2.png"):
        expect_rgb(name, 4, 1, palette + palette[3:6])
    refuse("index.png", png(2, 1, 8, 3, [bytes([0, 7])], [(b"PLTE", bytes(palette))]), "as PNG")

    pixels = pattern(19, 13).tobytes()
    write("interlaced.png", png(19, 13, 8, 2, adam7(19, 13, pixels, 3), interlaced=True))
    expect_rgb("interlaced.png", 19, 13, pixels)
    random.seed(1)
    values = [random.randrange(65536) for _ in range(19 * 13)]
    write("interlaced16.png", png(19, 13, 16, 0, adam7(19, 13, struct.pack(">247H", *values), 2), interlaced=True))
    expect_grey("interlaced16.png", 19, 13, [of_16(v) for v in values])


def with_alpha(width, height):
    picture = pattern(width, height, "RGBA")
    alpha = Image.new("L", picture.size)
    alpha.putdata([i * 5 % 256 for i in range(width * height)])
    picture.putalpha(alpha)
    return picture


def others():
    colour = pattern(37, 23)
    for name, mode in (("rgb", "RGB"), ("palette", "P"), ("grey", "L"), ("bilevel", "1")):
        save(pattern(37, 23, mode), name + ".bmp")
        save(pattern(37, 23, mode), name + ".gif")
    for name, mode in (("rgb", "RGB"), ("palette", "P"), ("grey", "L"), ("bilevel", "1"), ("cmyk", "CMYK"), ("rgba", "RGBA")):
        save(pattern(37, 23, mode), name + ".tif")
    save(with_alpha(37, 23), "alpha.tif")
    save(with_alpha(37, 23), "alpha.png")
    save(colour, "lzw.tif", compression="tiff_lzw")
    save(colour, "jpeg.tif", compression="jpeg", quality=90)
    save(pattern(37, 23, "1"), "fax.tif", compression="group4")
    save(pattern(20, 10), "pages.tif", save_all=True, append_images=[pattern(20, 10).rotate(180)])
    save(colour.quantize(4), "palette2.bmp")
    save(colour.quantize(16), "palette4.bmp")
    # Rows from above, as a negative height says.
    bottom_up = open(path("rgb.bmp"), "rb").read()
    stride = (37 * 3 + 3) // 4 * 4
    rows = [bottom_up[54 + i * stride:54 + (i + 1) * stride] for i in range(23)]
    write("topdown.bmp", bottom_up[:22] + struct.pack("<i", -23) + bottom_up[26:54] + b"".join(reversed(rows)))
    expect("topdown.bmp")

    values = [1000, 60000, 257, 129]
    deep = Image.frombytes("I;16", (4, 1), struct.pack("<4H", *values))
    deep.save(path("grey16.tif"))
    expect_grey("grey16.tif", 4, 1, [of_16(v) for v in values])
    # 16-bit RGB, big-endian, by hand.
    tags = [(256, 3, 1, 2 << 16), (257, 3, 1, 1 << 16), (258, 3, 3, 200), (259, 3, 1, 1 << 16), (262, 3, 1, 2 << 16),
            (273, 4, 1, 220), (277, 3, 1, 3 << 16), (278, 3, 1, 1 << 16), (279, 4, 1, 12)]
    data = b"MM\0*" + struct.pack(">IH", 8, len(tags)) + b"".join(struct.pack(">HHII", *tag) for tag in tags) + bytes(4)
    data = data.ljust(200, b"\0") + struct.pack(">3H", 16, 16, 16)
    values = [1000, 60000, 257, 129, 65535, 0]
    write("rgb16.tif", data.ljust(220, b"\0") + struct.pack(">6H", *values))
    expect_rgb("rgb16.tif", 2, 1, [of_16(v) for v in values])
    # White is 0.
    white = bytearray(open(path("grey.tif"), "rb").read())
    at = white.index(struct.pack("<HHIH", 262, 3, 1, 1))
    white[at + 8] = 0
    write("white.tif", white)
    say("white.tif", ImageOps.invert(pattern(37, 23, "L")))
    Image.new("F", (3, 1), 0.5).save(path("float.tif"))
    refuse("float.tif", open(path("float.tif"), "rb").read(), "floating-point numbers of 32 bits")
    Image.new("I", (3, 1), 70000).save(path("int32.tif"))
    refuse("int32.tif", open(path("int32.tif"), "rb").read(), "32 bits")

    frames = [pattern(20, 10).convert("P"), pattern(20, 10).rotate(180).convert("P")]
    save(frames[0], "animated.gif", save_all=True, append_images=frames[1:])
    save(pattern(20, 10).quantize(16), "transparent.gif", transparency=3)
    # On an area that is larger than the picture: the rest is transparent black.
    small = bytearray(open(path("grey.gif"), "rb").read())
    small[6:10] = struct.pack("<HH", 40, 25)
    write("area.gif", small)
    area = Image.new("RGB", (40, 25))
    area.paste(pattern(37, 23, "L").convert("RGB"), (0, 0))
    say("area.gif", area)
    save(pattern(20, 10), "animated.png", save_all=True, append_images=[pattern(20, 10).rotate(180)])
    save(colour, "lossy.webp", quality=80)
    save(colour, "lossless.webp", lossless=True)
    save(with_alpha(37, 23), "alpha.webp", lossless=True, exact=True)
    save(with_alpha(37, 23), "lossyalpha.webp", quality=80)
    save(pattern(20, 10), "animated.webp", save_all=True, append_images=[pattern(20, 10).rotate(180)], lossless=True)

    write("grey.pgm", b"P5 3 1 255\n" + bytes([1, 2, 200]))
    write("colour.ppm", b"P6\n# a comment\n2 1\n255\n" + bytes([1, 2, 3, 4, 5, 6]))
    write("bilevel.pbm", b"P4 8 1\n" + bytes([0b10110010]))
    for name in ("grey.pgm", "colour.ppm", "bilevel.pbm"):
        expect(name)


def jpegs():
    colour = pattern(37, 23)
    save(colour, "baseline.jpg", quality=90)
    save(colour, "full.jpg", quality=90, subsampling=0)
    save(colour, "progressive.jpg", quality=80, progressive=True)
    save(pattern(37, 23, "L"), "grey.jpg")
    save(pattern(37, 23, "CMYK"), "cmyk.jpg")
    data = open(path("cmyk.jpg"), "rb").read()
    at = data.index(b"\xff\xee")
    end = at + 2 + struct.unpack(">H", data[at + 2:at + 4])[0]
    write("cmyk_without_adobe.jpg", data[:at] + data[end:])
    write("ycck.jpg", data[:end - 1] + b"\2" + data[end:])
    expect("cmyk_without_adobe.jpg")
    expect("ycck.jpg")
    data = open(path("baseline.jpg"), "rb").read()
    write("junk.jpg", data[:-2] + b"\0\1\2" + data[-2:])
    expect("junk.jpg")
    for turn in range(1, 9):
        exif = Image.Exif()
        exif[0x112] = turn
        save(colour, f"exif{turn}.jpg", quality=95, exif=exif)
        save(colour, f"exif{turn}.png", exif=exif)
        save(colour, f"exif{turn}.webp", lossless=True, exif=exif)
        colour.save(path(f"exif{turn}.tif"), tiffinfo={0x112: turn})
        upright = Image.open(path(f"exif{turn}.png"))
        say(f"exif{turn}.tif", ImageOps.exif_transpose(upright))


def damaged():
    for name in ("alpha.png", "interlaced.png", "baseline.jpg", "progressive.jpg", "cmyk.jpg", "rgb.bmp", "palette.bmp",
                 "rgb.gif", "rgb.tif", "lzw.tif", "grey16.tif", "lossy.webp", "lossless.webp", "colour.ppm"):
        data = open(path(name), "rb").read()
        for part in (5, 9):
            refuse(f"cut{part}_{name}", data[:len(data) * part // 10], "")
    refuse("zero.png", b"", "is empty")
    refuse("text.png", b"hello, world\n", "no picture of a format that is read")
    refuse("html.jpg", b"<html>not found</html>", "no picture of a format that is read")


pngs()
others()
jpegs()
damaged()
