// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers that are read from picture files of all kinds, beside those that Pillow reads.
#include <QtTest>

#include "core/base/json.h"
#include "core/train/data/file_notes.h"
#include "core/train/data/image_scale.h"
#include "core/train/data/picture_decoder.h"
#include "core/train/data/picture_format.h"
#include "core/train/data/picture_frames.h"
#include "core/train/data/tiff_fields.h"
#include "tests/test_program.h"

using namespace lathe;
using train::Picture;
using train::PicturePolicy;

namespace {

std::string bytes_of(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

QByteArray hex(const std::vector<std::uint8_t>& pixels) {
    return QByteArray(reinterpret_cast<const char*>(pixels.data()), static_cast<qsizetype>(pixels.size())).toHex();
}

QByteArray hex(std::initializer_list<std::uint8_t> pixels) {
    return hex(std::vector<std::uint8_t>(pixels));
}

}  // namespace

class TestPictures : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::vector<Json> wanted_;

    std::string file(const char* name) const { return bytes_of(folder_.filePath(name)); }

    Picture read(const char* name, const PicturePolicy& policy = {}) const {
        const auto picture = train::decode_picture(file(name), policy);
        if (!picture) qWarning("%s: %s", name, picture.error().str().c_str());
        return picture.value_or(Picture());
    }

  private Q_SLOTS:
    void initTestCase() {
        QProcess python;
        python.start("/usr/bin/python3",
                     {QStringLiteral(LATHE_SOURCE_DIR "/tests/core/train/pictures.py"), folder_.path()});
        if (!python.waitForFinished(120'000)) QSKIP("there is no /usr/bin/python3");
        for (const QByteArray& line : python.readAllStandardOutput().split('\n')) {
            if (!line.isEmpty()) wanted_.push_back(value_of(line));
        }
        if (!wanted_.empty() && wanted_.front().contains("skip")) QSKIP("/usr/bin/python3 has no Pillow");
        QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
        QVERIFY(wanted_.size() > 100);
    }

    static Json value_of(const QByteArray& line) { return parse_json(line.toStdString(), "").value(); }

    void the_numbers_of_a_file_are_read() {
        for (const Json& wanted : wanted_) {
            const auto name = wanted.at("file").get<std::string>();
            const std::string bytes = file(name.c_str());
            for (const auto& [channels, key] : {std::pair(3, "rgb"), std::pair(1, "grey")}) {
                const auto picture = train::decode_picture(bytes, {channels});
                if (wanted.contains("refused")) {
                    QVERIFY2(!picture, name.c_str());
                    const std::string said = picture.error().str();
                    QVERIFY2(said.find(wanted.at("refused").get<std::string>()) != std::string::npos, said.c_str());
                    continue;
                }
                QVERIFY2(picture, (name + ": " + (picture ? "" : picture.error().str())).c_str());
                QVERIFY2(picture->width == wanted.at("width").get<std::int64_t>(), name.c_str());
                QVERIFY2(picture->height == wanted.at("height").get<std::int64_t>(), name.c_str());
                QVERIFY2(hex(picture->pixels).toStdString() == wanted.at(key).get<std::string>(),
                         (name + ", " + key).c_str());
            }
        }
    }

    void transparency_is_dropped_or_laid_on_a_ground() {
        // Grey 100 that is clear and 200 that is half so; a clear and a half clear colour of a palette.
        QCOMPARE(hex(read("greyalpha.png", {1}).pixels), hex({100, 200}));
        QCOMPARE(hex(read("greyalpha.png", {1, PicturePolicy::Alpha::white}).pixels), hex({255, 227}));
        QCOMPARE(hex(read("greyalpha.png", {1, PicturePolicy::Alpha::black}).pixels), hex({0, 100}));
        QCOMPARE(hex(read("palette.png", {3, PicturePolicy::Alpha::white}).pixels),
                 hex({255, 255, 255, 147, 152, 157, 70, 80, 90, 147, 152, 157}));
        QCOMPARE(hex(read("palette.png", {3, PicturePolicy::Alpha::black}).pixels),
                 hex({0, 0, 0, 20, 25, 30, 70, 80, 90, 20, 25, 30}));
        // What is opaque throughout is as it was.
        QCOMPARE(read("rgba.tif", {3, PicturePolicy::Alpha::white}).pixels, read("rgba.tif").pixels);
    }

    void orientation_may_be_left_as_it_is() {
        for (const char* name : {"exif6.jpg", "exif6.png", "exif6.webp", "exif6.tif"}) {
            const Picture lying = read(name, {3, PicturePolicy::Alpha::drop, false});
            QCOMPARE(lying.width, 37);
            QVERIFY2(lying.traits.turned, name);
            const Picture standing = read(name);
            QCOMPARE(standing.width, 23);
            QVERIFY2(standing.traits.turned, name);
            QVERIFY(train::upright(lying, 6).pixels == standing.pixels);
        }
        QVERIFY(!read("exif1.jpg").traits.turned && !read("baseline.jpg").traits.turned);
    }

    void what_was_done_is_told() {
        for (const char* name :
             {"greyalpha.png", "palette.png", "alpha.webp", "alpha.tif", "transparent.gif", "area.gif"})
            QVERIFY2(read(name).traits.alpha, name);
        for (const char* name : {"rgba.tif", "rgb.bmp", "grey.gif"}) QVERIFY2(!read(name).traits.alpha, name);
        for (const char* name : {"grey16.png", "rgba16.png", "rgb16.tif"}) QVERIFY2(read(name).traits.deep, name);
        for (const char* name : {"gama.png", "palette.tif"}) QVERIFY2(!read(name).traits.deep, name);
        for (const char* name : {"cmyk.jpg", "ycck.jpg", "cmyk.tif"}) QVERIFY2(read(name).traits.cmyk, name);
        for (const char* name : {"animated.gif", "animated.webp", "animated.png", "pages.tif"})
            QVERIFY2(read(name).traits.further, name);
        for (const char* name : {"rgb.gif", "lossless.webp", "rgb.tif", "alpha.png"})
            QVERIFY2(!read(name).traits.further, name);
        for (const Json& wanted : wanted_) {
            if (wanted.contains("refused")) continue;
            const auto name = wanted.at("file").get<std::string>();
            QVERIFY2(read(name.c_str()).traits.warning.empty(), name.c_str());
        }
    }

    void damage_never_reads_beyond_the_bytes() {
        // Also for the sanitizers: each picture cut anywhere, and with a byte changed anywhere.
        for (const char* name : {"pages.tif", "exif6.tif", "animated.gif", "animated.webp", "exif6.png", "exif6.jpg",
                                 "cmyk.jpg", "palette4.bmp", "interlaced.png", "colour.ppm"}) {
            const std::string bytes = file(name);
            const std::size_t step = bytes.size() / 97 + 1;
            for (std::size_t at = 0; at < bytes.size(); at += step) {
                (void)train::decode_picture(bytes.substr(0, at), {});
                std::string changed = bytes;
                changed[at] = static_cast<char>(changed[at] ^ 0xff);
                if (const auto picture = train::decode_picture(changed, {1})) {
                    QCOMPARE(picture->pixels.size(), static_cast<std::size_t>(picture->width * picture->height));
                }
                const train::PictureFormat format = train::picture_format(bytes);
                (void)train::has_further_pictures(format, std::string_view(bytes).substr(0, at));
                (void)train::TiffFields(std::string_view(changed).substr(at)).has_next();
            }
        }
    }

    void a_picture_of_the_right_size_keeps_its_numbers() {
        const Picture picture = read("alpha.png");
        std::vector<std::uint8_t> planes(picture.pixels.size());
        train::scale(picture, {3, picture.height, picture.width}, planes.data());
        const auto plane = static_cast<std::size_t>(picture.height * picture.width);
        for (std::size_t i = 0; i < plane; ++i) {
            for (std::size_t c = 0; c < 3; ++c) QVERIFY(planes[c * plane + i] == picture.pixels[3 * i + c]);
        }
    }

    void a_written_picture_keeps_its_numbers() {
        std::vector<std::uint8_t> pixels;
        for (int i = 0; i < 5 * 7 * 3; ++i) pixels.push_back(static_cast<std::uint8_t>(i * 2));
        const auto png = train::encode_png(pixels, 7, 5);
        QVERIFY(png);
        QVERIFY(*png == *train::encode_png(pixels, 7, 5));
        const auto read_back = train::decode_picture(*png, {});
        QVERIFY(read_back && read_back->pixels == pixels && read_back->width == 7);
    }

    void formats_are_known_by_their_bytes_and_names() {
        using namespace train;
        QVERIFY(picture_format("BMI is a number of 16 bytes and more") == PictureFormat::none);
        QVERIFY(picture_format("P5 is text") == PictureFormat::none);
        QVERIFY(picture_format("") == PictureFormat::none);
        QVERIFY(has_readable_extension("a/B.JPEG") && has_readable_extension("x.Tif"));
        QVERIFY(!has_readable_extension("x.heic") && has_picture_extension("x.heic"));
        QVERIFY(!has_picture_extension("Thumbs.db") && !has_picture_extension("png"));
    }

    void many_names_are_cut_short() {
        train::FileNotes notes;
        for (int i = 0; i < 17; ++i) notes.add({"file left out", "files left out"}, std::to_string(i));
        notes.add({"one", "several"}, "a\nb");
        QCOMPARE(notes.lines(),
                 (std::vector<std::string>{"17 files left out: 0, 1, 2, 3, 4 and 12 more", "1 one: a?b"}));
    }
};

LATHE_CORE_TEST(TestPictures)
#include "test_pictures.moc"
