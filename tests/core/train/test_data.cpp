// SPDX-License-Identifier: GPL-3.0-or-later
// Data files, good and bad: each mistake is told in a sentence that names the file.
#include <zlib.h>

#include <QtTest>

#include "core/train/data/idx.h"
#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using test::Trial;

namespace {

// An IDX file of bytes; `sizes` as written in its header.
QByteArray idx(const QList<quint32>& sizes, const QByteArray& values, quint8 type = 8) {
    QByteArray bytes;
    bytes.append('\0').append('\0').append(static_cast<char>(type)).append(static_cast<char>(sizes.size()));
    for (const quint32 size : sizes) {
        for (int shift = 24; shift >= 0; shift -= 8) bytes.append(static_cast<char>(size >> shift));
    }
    return bytes + values;
}

QString write_data(const QTemporaryDir& folder, const char* name, const QByteArray& bytes, bool gzip = false) {
    const QString path = folder.filePath(name);
    if (gzip) {
        const gzFile file = gzopen(path.toUtf8().constData(), "wb");
        gzwrite(file, bytes.constData(), static_cast<unsigned>(bytes.size()));
        gzclose(file);
    } else {
        QFile file(path);
        if (file.open(QIODevice::WriteOnly)) file.write(bytes);
    }
    return path;
}

QString error_of(const Result<train::IdxArray>& result) {
    return result ? QString() : QString::fromStdString(result.error().str());
}

QByteArray ramp_bytes(int count, int modulo) {
    QByteArray bytes;
    for (int i = 0; i < count; ++i) bytes.append(static_cast<char>(i % modulo));
    return bytes;
}

}  // namespace

class TestData : public QObject {
    Q_OBJECT

    // A trial on IDX files in `folder`: 40 pictures of 12x12, 20 to test, 4 classes, made good unless replaced.
    static Trial trial_on(const QTemporaryDir& folder) {
        write_data(folder, "a.gz", idx({40, 12, 12}, ramp_bytes(40 * 144, 251)), true);
        write_data(folder, "b", idx({40}, ramp_bytes(40, 4)));
        write_data(folder, "c", idx({20, 12, 12}, ramp_bytes(20 * 144, 251)));
        write_data(folder, "d", idx({20}, ramp_bytes(20, 4)));
        const auto path = [&](const char* name) { return config::Value(folder.filePath(name).toStdString()); };
        return Trial{test::small_config({{"data.name", "idx"},
                                         {"data.train_images", path("a.gz")},
                                         {"data.train_labels", path("b")},
                                         {"data.test_images", path("c")},
                                         {"data.test_labels", path("d")},
                                         {"data.classes", 4},
                                         {"data.val_split", 8}}),
                     folder.filePath("trial").toStdString()};
    }

  private Q_SLOTS:
    void idx_is_read_gzipped_or_not() {
        QTemporaryDir folder;
        const QByteArray bytes = idx({2, 3, 4}, ramp_bytes(24, 256));
        for (const bool gzip : {false, true}) {
            const auto array = train::read_idx(write_data(folder, "x", bytes, gzip).toStdString(), 3);
            QVERIFY2(array, qPrintable(error_of(array)));
            QCOMPARE(array->shape, (std::vector<std::int64_t>{2, 3, 4}));
            QCOMPARE(static_cast<int>(array->values[23]), 23);
        }
    }

    void bad_idx_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("gzip");
        QTest::addColumn<QString>("part");
        QTest::newRow("empty") << QByteArray() << false << "too short";
        QTest::newRow("another rank") << idx({24}, ramp_bytes(24, 9)) << false << "3 dimensions";
        QTest::newRow("floats") << idx({2, 3, 4}, ramp_bytes(24, 9), 13) << false << "unsigned bytes";
        QTest::newRow("text") << QByteArray("<html>not found</html>") << false << "not an IDX file";
        QTest::newRow("header cut") << idx({2, 3, 4}, {}).left(10) << false << "truncated within its header";
        QTest::newRow("values cut") << idx({2, 3, 4}, ramp_bytes(20, 9)) << false << "20 of 24 values";
        QTest::newRow("values cut, gzipped") << idx({2, 3, 4}, ramp_bytes(20, 9)) << true << "20 of 24 values";
        QTest::newRow("too many values") << idx({2, 3, 4}, ramp_bytes(25, 9)) << false << "more bytes";
        QTest::newRow("no images") << idx({0, 3, 4}, {}) << false << "impossible size";
        QTest::newRow("a size beyond memory")
            << idx({4294967295u, 4294967295u, 4294967295u}, ramp_bytes(9, 9)) << false << "impossible size";
        QTest::newRow("a large size that is not there")
            << idx({4000000, 100, 100}, ramp_bytes(9, 9)) << false << "truncated";
    }
    void bad_idx() {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, gzip);
        QFETCH(QString, part);
        QTemporaryDir folder;
        const QString path = write_data(folder, "x", bytes, gzip);
        const QString error = error_of(train::read_idx(path.toStdString(), 3));
        QVERIFY2(error.contains(part) && error.contains(path), qPrintable(error));
    }

    void a_damaged_gzip_stream_is_noticed() {
        QTemporaryDir folder;
        const QString path = write_data(folder, "x.gz", idx({20, 30, 40}, ramp_bytes(24000, 251)), true);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        for (const qsizetype at : {bytes.size() - 6, bytes.size() / 2}) {  // the checksum, the data
            QByteArray bad = bytes;
            bad[at] = static_cast<char>(bad[at] ^ 0x10);
            QFile other(folder.filePath("bad.gz"));
            QVERIFY(other.open(QIODevice::WriteOnly));
            other.write(bad);
            other.close();
            QVERIFY(!train::read_idx(other.fileName().toStdString(), 3));
        }
        QFile cut(folder.filePath("cut.gz"));
        QVERIFY(cut.open(QIODevice::WriteOnly));
        cut.write(bytes.left(bytes.size() / 2));
        cut.close();
        QVERIFY(!train::read_idx(cut.fileName().toStdString(), 3));
    }

    void files_of_ones_own_are_trained_on() {
        QTemporaryDir folder;
        Trial trial = trial_on(folder);
        const auto outcome = trial.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QCOMPARE(outcome->steps, 4);  // 32 images in batches of 16, two epochs
    }

    void mistakes_in_data_are_told_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("parts");
        QTest::newRow("a label out of range") << "b" << idx({40}, ramp_bytes(40, 5))
                                              << QStringList{"label 4 of image 4", "out of range", "4 classes", "/b"};
        QTest::newRow("counts differ") << "b" << idx({39}, ramp_bytes(39, 4)) << QStringList{"39 labels", "40 images"};
        QTest::newRow("sizes differ") << "c" << idx({20, 6, 24}, ramp_bytes(20 * 144, 9))
                                      << QStringList{"12x12", "6x24"};
    }
    void mistakes_in_data_are_told() {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, parts);
        QTemporaryDir folder;
        Trial trial = trial_on(folder);
        write_data(folder, file.toUtf8().constData(), bytes);
        const auto outcome = trial.run();
        QVERIFY(!outcome);
        const QString error = QString::fromStdString(outcome.error().str());
        for (const QString& part : parts) QVERIFY2(error.contains(part), qPrintable(error));
    }

    void a_split_that_leaves_nothing_is_refused() {
        QTemporaryDir folder;
        Trial trial = trial_on(folder);
        trial.config.set("data.val_split", 40);
        const auto outcome = trial.run();
        QVERIFY(!outcome);
        QVERIFY(QString::fromStdString(outcome.error().str()).contains("data.val_split"));
    }

    void changed_files_are_read_again() {
        QTemporaryDir folder;
        Trial first = trial_on(folder);
        QVERIFY(first.run());
        write_data(folder, "b", idx({40}, ramp_bytes(40, 9)));  // labels up to 8, of the same length
        QFile file(folder.filePath("b"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(60), QFileDevice::FileModificationTime));
        file.close();
        QVERIFY(!first.run());
    }

    void missing_data_names_the_path_and_the_package() {
        Trial trial{test::small_config({{"data.name", "fashion_mnist"}, {"data.root", "/nowhere/at/all"}}), {}};
        const auto outcome = trial.run();
        QVERIFY(!outcome);
        const QString error = QString::fromStdString(outcome.error().str());
        QVERIFY2(error.contains("/nowhere/at/all/train-images-idx3-ubyte.gz"), qPrintable(error));
        QVERIFY2(error.contains("dataset-fashion-mnist") && error.contains("data.root"), qPrintable(error));
    }

    void a_network_that_does_not_fit_is_told() {
        for (const char* network : {"lenet", "squeezenet"}) {
            Trial trial{test::small_config({{"network.name", network}, {"data.size", 8}}), {}};
            const auto outcome = trial.run();
            QVERIFY(!outcome);
            const QString error = QString::fromStdString(outcome.error().str());
            QVERIFY2(error.contains("8x8") && error.contains(network) && error.contains("at least"), qPrintable(error));
        }
    }

    void memory_that_ran_out_is_told() {
        Trial trial{test::small_config({{"network.hidden", config::List{std::int64_t{1} << 42}}}), {}};
        const auto outcome = trial.run();
        QVERIFY(!outcome);
        QVERIFY2(QString::fromStdString(outcome.error().str()).contains("memory ran out"),
                 outcome.error().str().c_str());
    }

    // The path of the example on real images: a few hundred of them.
    void real_images() {
        const std::string root = "/usr/share/datasets/fashion-mnist";
        if (!std::filesystem::exists(root)) QSKIP("dataset-fashion-mnist is not installed");
        QTemporaryDir folder;
        Trial trial{test::small_config({{"data.name", "fashion_mnist"},
                                        {"data.root", root},
                                        {"network.name", "lenet"},
                                        {"network.version", "1_1"},
                                        {"train.epochs", 2},
                                        {"train.limit_train_batches", 25},
                                        {"train.limit_val_batches", 10},
                                        {"train.limit_test_batches", 2},
                                        {"opt.lr", 2e-3}}),
                    folder.path().toStdString()};
        const auto outcome = trial.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QCOMPARE(outcome->steps, 50);
        QVERIFY2(outcome->metrics.at("val_acc") > 0.5, std::to_string(outcome->metrics.at("val_acc")).c_str());
    }
};

LATHE_TEST(TestData)
#include "test_data.moc"
