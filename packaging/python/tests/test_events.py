# SPDX-License-Identifier: GPL-3.0-or-later
import shutil
import subprocess
import struct
import unittest
import zlib
from pathlib import Path

from tests import event_files
from tests.trial_case import PACKAGE, TrialCase

from lathe._events import EventFileWriter, Histogram, crc32c
from lathe._pictures import picture_of

try:
    import numpy
except ImportError:
    numpy = None
try:
    import PIL.Image
except ImportError:
    PIL = None
try:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
except ImportError:
    EventAccumulator = None

PROTO = PACKAGE.parent.parent / "core" / "store" / "tensorboard.proto"


def decoded_png(data):
    """Width, height, colour type and samples of a PNG whose rows are not filtered; checksums are looked at."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, chunks = 8, {}
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length)[0] == zlib.crc32(kind + body)
        chunks[kind] = body
        at += 12 + length
    width, height, bits, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert bits == 8
    rows = zlib.decompress(chunks[b"IDAT"])
    stride = len(rows) // height
    assert all(rows[i * stride] == 0 for i in range(height))
    return width, height, colour, b"".join(rows[i * stride + 1 : (i + 1) * stride] for i in range(height))


class TestEventFiles(TrialCase):
    def write(self):
        writer = EventFileWriter(self.folder / "deep" / "down")
        self.assertFalse((self.folder / "deep").exists())
        writer.add_scalar("val/loss 한", 3, 0.5)
        writer.add_scalar("huge", -1, 1e300)
        writer.add_histogram("weights", 5, Histogram.of([1, 2, 3, 3.5, float("nan")], 4))
        picture = picture_of([[0.0, 1.0], [0.5, 0.25]])
        writer.add_image("digit", 2**40, picture.width, picture.height, picture.encoded, picture.channels)
        writer.close()
        return writer.path

    def test_crc32c(self):
        self.assertEqual(crc32c(b"123456789"), 0xE3069283)
        self.assertEqual(crc32c(b"\0" * 32), 0x8A9136AA)  # RFC 3720, B.4

    def test_read_back(self):
        self.write()
        scalar, huge, histogram, image = event_files.values(self.folder)
        self.assertEqual(scalar, ("val/loss 한", 3, "scalar", 0.5))
        self.assertEqual(huge, ("huge", 2**64 - 1, "scalar", float("inf")))
        self.assertEqual(histogram[:2], ("weights", 5))
        self.assertEqual([histogram[3][i] for i in range(1, 6)], [[1.0], [3.5], [4.0], [9.5], [26.25]])
        self.assertEqual(event_files.doubles(histogram[3][6][0]), [1.625, 2.25, 2.875, 3.5])
        self.assertEqual(event_files.doubles(histogram[3][7][0]), [1.0, 1.0, 0.0, 2.0])
        self.assertEqual(image[1:3], (2**40, "image"))
        width, height, channels, png = image[3]
        self.assertEqual((width, height, channels), (2, 2, 1))
        self.assertEqual(decoded_png(png), (2, 2, 0, bytes([0, 255, 128, 64])))

    @unittest.skipUnless(shutil.which("protoc") and PROTO.exists(), "there is no protoc")
    def test_read_by_protoc(self):
        path = self.write()
        for record in event_files.records(path):
            subprocess.run(
                ["protoc", f"--proto_path={PROTO.parent}", "--decode=lathe.tensorboard.Event", PROTO.name],
                input=record,
                stdout=subprocess.PIPE,
                check=True,
            )

    @unittest.skipIf(EventAccumulator is None, "tensorboard is not installed")
    def test_read_by_tensorboard(self):
        accumulator = EventAccumulator(str(Path(self.write()).parent))
        accumulator.Reload()
        self.assertEqual(accumulator.Scalars("val/loss 한")[0].value, 0.5)
        self.assertEqual(accumulator.Histograms("weights")[0].histogram_value.num, 4)
        self.assertEqual(accumulator.Images("digit")[0].width, 2)

    def test_each_writer_has_its_file(self):
        writers = [EventFileWriter(self.folder) for _ in range(3)]
        for writer in writers:
            writer.add_scalar("a", 0, 1.0)
            writer.close()
        self.assertEqual(len(list(self.folder.iterdir())), 3)


class TestHistogram(unittest.TestCase):
    def test_edges(self):
        self.assertEqual(Histogram.of([], 3).counts, [0.0])
        one = Histogram.of([2, 2], 2)
        self.assertEqual((one.edges, sum(one.counts), one.low, one.high), ([1.5, 2.0, 2.5], 2, 2, 2))
        wide = Histogram.of([-1.7e308, 1.7e308], 2)
        self.assertEqual(wide.counts, [1.0, 1.0])
        with self.assertRaises(ValueError):
            Histogram([1], [1])

    @unittest.skipIf(numpy is None, "numpy is not installed")
    def test_as_numpy(self):
        values = numpy.random.default_rng(0).normal(size=500)
        counts, edges = numpy.histogram(values, 64)
        ours = Histogram.of(values.tolist(), 64)
        self.assertEqual(ours.counts, counts.tolist())
        self.assertTrue(numpy.allclose(ours.edges, edges))


class TestPictures(TrialCase):
    def test_lists(self):
        self.assertEqual(decoded_png(picture_of([[300, -1, 7]]).encoded), (3, 1, 0, bytes([255, 0, 7])))
        self.assertEqual(
            decoded_png(picture_of([[[1, 2, 3]], [[4, 5, 6]]]).encoded), (1, 2, 2, bytes([1, 2, 3, 4, 5, 6]))
        )
        self.assertEqual(picture_of([[[1, 2, 3, 4]]]).channels, 4)
        self.assertEqual(decoded_png(picture_of([[float("nan"), 0.5, 1.0]]).encoded)[3], bytes([0, 128, 255]))
        for bad in ([[1, 2], [3]], [1], 5, [[]], [[[1, 2, 3, 4, 5]]], {}):
            with self.assertRaises(ValueError):
                picture_of(bad)

    @unittest.skipIf(numpy is None, "numpy is not installed")
    def test_arrays(self):
        array = numpy.arange(24, dtype="uint8").reshape(2, 4, 3)
        self.assertEqual(decoded_png(picture_of(array).encoded), (4, 2, 2, bytes(range(24))))
        self.assertEqual(decoded_png(picture_of(array[:, ::-1, 0]).encoded)[3], bytes([9, 6, 3, 0, 21, 18, 15, 12]))
        self.assertEqual(decoded_png(picture_of(numpy.array([[-1.0, 1.0]])).encoded)[3], bytes([0, 255]))
        self.assertEqual(decoded_png(picture_of(numpy.array([[True, False]])).encoded)[3], bytes([255, 0]))
        with self.assertRaisesRegex(ValueError, r"shape \(2, 2, 2, 2\)"):
            picture_of(numpy.zeros((2, 2, 2, 2)))

    @unittest.skipIf(PIL is None or numpy is None, "Pillow is not installed")
    def test_pillow_reads_ours_and_we_read_its(self):
        array = numpy.random.default_rng(0).integers(0, 256, (5, 7, 3)).astype("uint8")
        ours = picture_of(array)
        Path("ours.png").write_bytes(ours.encoded)
        with PIL.Image.open("ours.png") as read:
            self.assertTrue((numpy.asarray(read) == array).all())
        image = PIL.Image.fromarray(array)
        self.assertEqual(picture_of(image)[:3], (7, 5, 3))
        self.assertEqual(picture_of(image.convert("P"))[:3], (7, 5, 3))
        image.save("x.jpg")
        self.assertEqual(picture_of("x.jpg")[:3], (7, 5, 3))
        self.assertEqual(picture_of(Path("ours.png")).encoded, ours.encoded)
