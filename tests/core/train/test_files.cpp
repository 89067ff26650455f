// SPDX-License-Identifier: GPL-3.0-or-later
// Readers of tables and pictures, the augmentation, and what they say of bad files.
#include <QImage>
#include <QtTest>

#include <cmath>

#include <rapidcheck.h>

#include "core/train/data/augment.h"
#include "core/train/data/image_file.h"
#include "core/train/data/picture_decoder.h"
#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using test::small_config;
using test::Trial;

namespace {

QString error_of_trial(const config::Value& config) {
    QTemporaryDir folder;
    Trial trial{config, folder.path().toStdString()};
    const auto outcome = trial.run();
    return outcome ? QString() : QString::fromStdString(outcome.error().str());
}

std::string write(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes) {
    QFile file(folder.filePath(name));
    if (file.open(QIODevice::WriteOnly)) file.write(bytes);
    return file.fileName().toStdString();
}

// A picture that goes from black to its colour, left to right.
QImage ramp(int width, int height, QColor colour) {
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double part = static_cast<double>(x) / (width - 1);
            image.setPixelColor(x, y,
                                QColor::fromRgbF(colour.redF() * part, colour.greenF() * part, colour.blueF() * part));
        }
    }
    return image;
}

std::vector<float> augmented(const train::AugmentOptions& options, std::uint64_t seed, int size = 9) {
    const train::ImageShape shape{1, size, size};
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(shape.size()));
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i + 1);
    std::vector<float> to(pixels.size());
    Random random(seed);
    augment(shape, {{1}, {0}}, options, random, pixels.data(), to.data());
    return to;
}

}  // namespace

class TestFiles : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void pictures_are_read_and_scaled_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("tolerance");
        QTest::newRow("PNG") << "png" << 2;
        QTest::newRow("JPEG") << "jpg" << 8;
    }
    void pictures_are_read_and_scaled() {
        QFETCH(QString, format);
        QFETCH(int, tolerance);
        QTemporaryDir folder;
        const QString path = folder.filePath("p." + format);
        if (!ramp(64, 48, Qt::white).save(path, nullptr, 95)) QSKIP("Qt cannot write this format here");
        const auto pixels = train::read_image_file(path.toStdString(), {3, 12, 16}, {3});
        QVERIFY2(pixels, pixels ? "" : pixels.error().str().c_str());
        QCOMPARE(pixels->size(), std::size_t{3 * 12 * 16});
        // Each new pixel is the mean of about four old ones: the ramp at its middle.
        for (int x = 1; x < 15; ++x) {
            const double expected = 255 * (4 * x + 1.5) / 63;
            for (int c = 0; c < 3; ++c) {
                const int found = (*pixels)[static_cast<std::size_t>(c * 192 + 6 * 16 + x)];
                QVERIFY2(std::abs(found - expected) <= tolerance, qPrintable(QString("%1: %2").arg(x).arg(found)));
            }
        }
        const auto grey = train::read_image_file(path.toStdString(), {1, 12, 16}, {1});
        QVERIFY(grey && grey->size() == 192);
    }

    void a_written_picture_is_read_back() {
        std::vector<std::uint8_t> pixels;
        for (int i = 0; i < 5 * 7 * 3; ++i) pixels.push_back(static_cast<std::uint8_t>(i * 2));
        const auto png = train::encode_png(pixels, 7, 5);
        QVERIFY(png);
        const QImage image = QImage::fromData(QByteArray::fromStdString(*png));
        QCOMPARE(image.size(), QSize(7, 5));
        QCOMPARE(image.pixelColor(6, 4), QColor(204, 206, 208));
    }

    void damaged_pictures_are_told() {
        QTemporaryDir folder;
        const QString good = folder.filePath("p.png");
        QVERIFY(ramp(64, 48, Qt::red).save(good));
        QFile file(good);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        for (const QByteArray& bad : {bytes.left(bytes.size() / 2), QByteArray("no picture"), QByteArray()}) {
            const auto read = train::read_image_file(write(folder, "bad.png", bad), {3, 8, 8}, {3});
            QVERIFY(!read && QString::fromStdString(read.error().str()).contains("bad.png"));
        }
    }

    void a_folder_of_pictures_is_trained_on() {
        QTemporaryDir folder;
        for (const char* part : {"train", "test"}) {
            for (const auto& [name, colour] : {std::pair("blue", Qt::blue), std::pair("red", Qt::red)}) {
                const QString place = folder.filePath(QString("%1/%2").arg(part, name));
                QVERIFY(QDir().mkpath(place));
                for (int i = 0; i < 12; ++i) {
                    QVERIFY(ramp(10 + i, 12, QColor(colour)).save(QString("%1/%2.png").arg(place).arg(i)));
                }
            }
        }
        std::vector<test::Points> losses;
        for (const int max_memory : {1024, 0}) {  // in memory, and decoded anew each epoch
            auto config = small_config({{"data.name", "image_folder"},
                                        {"data.root", folder.path().toStdString()},
                                        {"data.height", 12},
                                        {"data.width", 12},
                                        {"data.max_memory", max_memory},
                                        {"hw.num_workers", 2},
                                        {"train.batch_size", 4},
                                        {"train.epochs", 4}});
            QTemporaryDir place;
            Trial trial{config, place.path().toStdString()};
            const auto outcome = trial.run();
            QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
            QCOMPARE(outcome->metrics.at("test_acc"), 1.0);
            losses.push_back(trial.recorder.points.at("train_loss"));
        }
        QVERIFY(losses[0] == losses[1]);
        const QString lone = folder.filePath("test/green");
        QVERIFY(QDir().mkpath(lone));
        QVERIFY(ramp(10, 12, Qt::green).save(lone + "/0.png"));
        QVERIFY(
            error_of_trial(small_config({{"data.name", "image_folder"}, {"data.root", folder.path().toStdString()}}))
                .contains("not among those of the training"));
    }

    void cifar_is_read() {
        QTemporaryDir folder;
        const auto records = [](int count, int label_bytes) {
            QByteArray bytes;
            for (int i = 0; i < count; ++i) {
                bytes.append(QByteArray(label_bytes, static_cast<char>(i % 10)));
                bytes.append(QByteArray(3072, static_cast<char>(i % 10 * 20)));
            }
            return bytes;
        };
        for (int i = 1; i <= 5; ++i) write(folder, QString("data_batch_%1.bin").arg(i), records(20, 1));
        write(folder, "test_batch.bin", records(20, 1));
        write(folder, "train.bin", records(40, 2));
        write(folder, "test.bin", records(20, 2));
        for (const char* name : {"cifar10", "cifar100"}) {
            auto config =
                small_config({{"data.name", name}, {"data.root", folder.path().toStdString()}, {"data.val_split", 10}});
            QCOMPARE(error_of_trial(config), QString());
        }
        write(folder, "test_batch.bin", records(20, 1).left(3000));
        auto config = small_config(
            {{"data.name", "cifar10"}, {"data.root", folder.path().toStdString()}, {"data.val_split", 10}});
        QVERIFY(error_of_trial(config).contains("no whole number of records"));
    }

    void text_that_is_none_is_told() {
        QTemporaryDir folder;
        auto config = small_config({{"network.name", "gru"}, {"data.name", "text"}});
        config.erase("network.hidden");
        config.set("data.file", write(folder, "a.txt", "good\nb\xFF\xFE"));
        QVERIFY(error_of_trial(config).contains("a.txt:2"));
        config.set("data.file", write(folder, "b.txt", "too short"));
        QVERIFY(error_of_trial(config).contains("b.txt: data.file: a part of"));
        config.set("data.file", write(folder, "c.txt", ""));
        QVERIFY(error_of_trial(config).contains("c.txt: data.file: is empty"));
        config.set("data.file", write(folder, "d.txt", QByteArray("\n\na\0b", 5)));
        QVERIFY(error_of_trial(config).contains("d.txt:3: data.file: holds a byte 0"));
        config.set("data.file", write(folder, "e.txt", QByteArray(5000, 'a')));
        QVERIFY(error_of_trial(config).contains("the same character everywhere"));
    }

    void a_byte_order_mark_is_no_character() {
        QTemporaryDir folder;
        auto config = small_config({{"network.name", "gru"}, {"data.name", "text"}, {"data.length", 8}});
        config.set("network.hidden", 8);
        config.set("data.file", write(folder, "a.txt", "\xEF\xBB\xBF" + QByteArray("ab ").repeated(100)));
        Trial trial{config, folder.path().toStdString()};
        const auto outcome = trial.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QVERIFY(trial.recorder.logged("the alphabet has 3 characters"));
    }

    void augmentation_depends_on_its_seed_alone() {
        train::AugmentOptions options;
        options.pad_crop = 2;
        options.flip = true;
        options.rotate = 30;
        options.cutout = 3;
        QVERIFY(augmented(options, 1) == augmented(options, 1));
        QVERIFY(augmented(options, 1) != augmented(options, 2));
    }

    void without_options_nothing_changes() {
        const auto same = augmented({}, 1);
        for (std::size_t i = 0; i < same.size(); ++i) QCOMPARE(same[i], static_cast<float>(i + 1));
    }

    void a_flip_mirrors_or_leaves() {
        train::AugmentOptions options;
        options.flip = true;
        int mirrored = 0;
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const auto image = augmented(options, seed);
            if (image[0] == 9) ++mirrored;
            else QCOMPARE(image[0], 1.0f);
            QCOMPARE(image[4], 5.0f);
        }
        QVERIFY(mirrored > 60 && mirrored < 140);
    }

    void a_shift_moves_all_pixels_alike() {
        train::AugmentOptions options;
        options.shift = 3;
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            const auto image = augmented(options, seed);
            // What the middle holds tells the way.
            const int way = static_cast<int>(image[40]) - 1;
            const int down = way / 9 - 4;
            const int right = way % 9 - 4;
            QVERIFY(std::abs(down) <= 3 && std::abs(right) <= 3);
            for (int y = 0; y < 9; ++y) {
                for (int x = 0; x < 9; ++x) {
                    const int row = y + down;
                    const int column = x + right;
                    const bool inside = row >= 0 && row < 9 && column >= 0 && column < 9;
                    QCOMPARE(image[static_cast<std::size_t>(y * 9 + x)],
                             inside ? static_cast<float>(row * 9 + column + 1) : 0);
                }
            }
        }
    }

    void beta_has_its_mean_and_variance() {
        for (const double a : {0.2, 1.0, 4.0}) {
            Random random(5);
            double sum = 0;
            double squares = 0;
            constexpr int count = 20000;
            for (int i = 0; i < count; ++i) {
                const double value = train::draw_beta(random, a);
                QVERIFY(value >= 0 && value <= 1);
                sum += value;
                squares += value * value;
            }
            const double mean = sum / count;
            QVERIFY(std::abs(mean - 0.5) < 0.015);
            QVERIFY(std::abs(squares / count - mean * mean - 1 / (4 * (2 * a + 1))) < 0.01);
        }
    }
};

LATHE_CORE_TEST(TestFiles)
#include "test_files.moc"
