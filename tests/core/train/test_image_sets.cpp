// SPDX-License-Identifier: GPL-3.0-or-later
// The known sets of images: where their files may lie, how labels are counted, what is told of them.
#include <QtTest>

#include <algorithm>
#include <future>
#include <thread>

#include "core/train/data/cifar.h"
#include "core/train/data/image_block.h"
#include "core/train/data/mnist.h"
#include "core/train/data/text.h"
#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using test::small_config;
using test::Trial;

namespace {

QByteArray idx_bytes(const QList<int>& sizes, const QByteArray& values) {
    QByteArray bytes("\0\0\x08", 3);
    bytes.append(static_cast<char>(sizes.size()));
    for (const int size : sizes)
        bytes.append("\0\0", 2).append(static_cast<char>(size >> 8)).append(static_cast<char>(size));
    return bytes + values;
}

class SetFolder {
  public:
    std::string put(const QString& name, const QByteArray& bytes) const {
        const QString path = folder_.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly)) file.write(bytes);
        return path.toStdString();
    }
    std::string root() const { return folder_.path().toStdString(); }

  private:
    QTemporaryDir folder_;
};

struct TrialEnd {
    QString error;
    QString log;
};

TrialEnd train_on(const std::vector<std::pair<std::string, config::Value>>& changes) {
    QTemporaryDir place;
    Trial trial{small_config(changes), place.path().toStdString()};
    const auto outcome = trial.run();
    TrialEnd end;
    if (!outcome) end.error = QString::fromStdString(outcome.error().str());
    for (const std::string& line : trial.recorder.lines) end.log += QString::fromStdString(line) + "\n";
    return end;
}

// Labels 1 to 26, one after the other, as EMNIST's letters have them.
QByteArray letters(int count, int first) {
    QByteArray labels;
    for (int i = 0; i < count; ++i) labels.append(static_cast<char>(first + i % 26));
    return labels;
}

}  // namespace

class TestImageSets : public QObject {
    Q_OBJECT

    // Pictures of 6x4, which tell a height from a width.
    static std::vector<std::pair<std::string, config::Value>> emnist(const SetFolder& folder, int first) {
        return {{"data.name", "idx"},
                {"data.train_images", folder.put("a", idx_bytes({52, 6, 4}, QByteArray(52 * 24, 'x')))},
                {"data.train_labels", folder.put("b", idx_bytes({52}, letters(52, first)))},
                {"data.test_images", folder.put("c", idx_bytes({26, 6, 4}, QByteArray(26 * 24, 'x')))},
                {"data.test_labels", folder.put("d", idx_bytes({26}, letters(26, first)))},
                {"data.val_split", 0},
                {"data.classes", 26}};
    }

  private Q_SLOTS:
    void what_one_worker_has_read_the_others_do_not() {
        SharedBlocks::set_of_process(SharedBlocks::create().value());
        const auto reset = qScopeGuard([] { SharedBlocks::set_of_process(nullptr); });
        const auto read = [] {
            train::ReadImages images{{1, 2, 2}, {0, 1}, {0, 51, 102, 255, 7, 8, 9, 10}, {}, {{"classes", {"a", "b"}}}};
            return images;
        };
        const auto unread = []() -> train::ReadImages { throw std::runtime_error("read again"); };
        const auto first = train::shared_images({"/one"}, "kind", read);
        const auto second = train::shared_images({"/one"}, "kind", unread);
        QVERIFY(std::ranges::equal(second.images->pixels, read().pixels));
        QVERIFY(std::ranges::equal(second.images->labels, read().labels));
        QCOMPARE(second.images->shape.height, std::int64_t{2});
        QCOMPARE(second.statistics.mean, first.statistics.mean);
        QCOMPARE(second.statistics.stddev, first.statistics.stddev);
        QVERIFY(first.statistics.mean.at(0) > 0);
        QCOMPARE(second.also["classes"][1].get<std::string>(), std::string("b"));
        QVERIFY_EXCEPTION_THROWN(train::shared_images({"/one"}, "another kind", unread), std::runtime_error);
        QVERIFY_EXCEPTION_THROWN(train::shared_images({"/two"}, "kind", unread), std::runtime_error);
    }

    // Another thread of this process, or another process, holds what each of them wants.
    void who_waits_for_anothers_data_can_be_stopped() {
        SharedBlocks::set_of_process(SharedBlocks::create().value());
        const auto reset = qScopeGuard([] { SharedBlocks::set_of_process(nullptr); });
        std::stop_source stop;
        stop.request_stop();
        const train::Preparation stopped{stop.get_token(), {}};
        struct Case {
            std::vector<std::filesystem::path> files;
            std::string kind;
            std::function<void()> load;
        };
        train::IdxOptions idx;
        idx.train_images = "/a";
        idx.train_labels = "/b";
        train::CifarOptions cifar;
        cifar.root = "/c";
        train::TextOptions text;
        text.file = "/d";
        std::vector<std::filesystem::path> batches;
        for (int i = 1; i <= 5; ++i) batches.push_back("/c/data_batch_" + std::to_string(i) + ".bin");
        const std::vector<Case> cases{{{"/a", "/b"}, "idx 10 from 0", [&] { train::load_idx(idx, 1, stopped); }},
                                      {batches, "cifar 10", [&] { train::load_cifar10(cifar, 1, stopped); }},
                                      {{"/d"}, "text", [&] { train::load_text(text, stopped); }}};
        for (const Case& one : cases) {
            std::promise<void> begun;
            std::promise<void> leave;
            const std::jthread holder([&] {
                train::shared_images(one.files, one.kind, [&] {
                    begun.set_value();
                    leave.get_future().wait();
                    return train::ReadImages{{1, 1, 1}, {0}, {0}, {}, {}};
                });
            });
            const auto let_go = qScopeGuard([&leave] { leave.set_value(); });
            begun.get_future().wait();
            QVERIFY_EXCEPTION_THROWN(one.load(), train::PreparationStopped);
        }
    }

    void each_class_may_be_held_out_alike() {
        std::vector<std::int64_t> labels;
        for (int i = 0; i < 100; ++i) labels.push_back(i < 70 ? 0 : i < 95 ? 1 : 2);
        const auto count = [&](const std::vector<std::int64_t>& part, std::int64_t label) {
            return std::ranges::count_if(part,
                                         [&](std::int64_t i) { return labels[static_cast<std::size_t>(i)] == label; });
        };
        const train::Split ten = train::split_each_class(labels, 10, 1);
        QCOMPARE(ten.val.size() + ten.train.size(), labels.size());
        QCOMPARE(count(ten.val, 0), 7);  // 7, 2.5 and 0.5 of the ten: the first of two equal remainders is rounded up
        QCOMPARE(count(ten.val, 1), 3);
        QCOMPARE(count(ten.val, 2), 0);
        const train::Split twenty = train::split_each_class(labels, 20, 1);
        QCOMPARE(count(twenty.val, 0), 14);
        QCOMPARE(count(twenty.val, 1), 5);
        QCOMPARE(count(twenty.val, 2), 1);
        QVERIFY(std::ranges::is_sorted(twenty.val) && std::ranges::is_sorted(twenty.train));
        QVERIFY(train::split_each_class(labels, 20, 1).val == twenty.val);
        QVERIFY(train::split_each_class(labels, 20, 2).val != twenty.val);
        QVERIFY(train::split_each_class(labels, 0, 1).val.empty());
    }

    void labels_may_begin_at_one() {
        SetFolder folder;
        auto changes = emnist(folder, 1);
        TrialEnd end = train_on(changes);
        QVERIFY2(end.error.contains("label 26 of image 25") && end.error.contains("data.first_label=1"),
                 qPrintable(end.error));
        changes.emplace_back("data.first_label", 1);
        end = train_on(changes);
        QCOMPARE(end.error, QString());
        QVERIFY2(end.log.contains("data: train, 52 samples: 1 2, 2 2,") && end.log.contains("26 2\n"),
                 qPrintable(end.log));
        changes = emnist(folder, 0);
        changes.emplace_back("data.first_label", 1);
        QVERIFY(train_on(changes).error.contains("data.first_label=0"));
        changes.back() = {"data.classes", 20};
        QVERIFY(train_on(changes).error.contains("number of classes"));
    }

    void images_may_lie_on_their_side() {
        SetFolder folder;
        auto changes = emnist(folder, 0);
        changes.emplace_back("data.transpose", true);
        QCOMPARE(train_on(changes).error, QString());
    }

    void torchvisions_folders_are_known() {
        SetFolder folder;
        for (const char* part : {"train", "t10k"}) {
            const QString name = QString("MNIST/raw/%1-").arg(part);
            folder.put(name + "images-idx3-ubyte", idx_bytes({20, 12, 12}, QByteArray(20 * 144, 'x')));
            folder.put(name + "labels-idx1-ubyte", idx_bytes({20}, letters(10, 0) + QByteArray(10, 7)));
        }
        const TrialEnd end = train_on({{"data.name", "mnist"}, {"data.root", folder.root()}, {"data.val_split", 4}});
        QCOMPARE(end.error, QString());
        QVERIFY2(end.log.contains("data: train, 16 samples") && end.log.contains("data: val, 4 samples"),
                 qPrintable(end.log));
    }

    void cifars_folders_and_names_are_known() {
        SetFolder folder;
        const auto records = [](int label_bytes, int classes) {
            QByteArray bytes;
            for (int i = 0; i < 20; ++i)
                bytes +=
                    QByteArray(label_bytes, static_cast<char>(i % classes)) + QByteArray(3072, static_cast<char>(i));
            return bytes;
        };
        for (int i = 1; i <= 5; ++i)
            folder.put(QString("cifar-10-batches-bin/data_batch_%1.bin").arg(i), records(1, 10));
        folder.put("cifar-10-batches-bin/test_batch.bin", records(1, 10));
        folder.put("cifar-10-batches-bin/batches.meta.txt",
                   "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n");
        folder.put("cifar-100-binary/train.bin", records(2, 20));
        folder.put("cifar-100-binary/test.bin", records(2, 20));
        TrialEnd end = train_on({{"data.name", "cifar10"}, {"data.root", folder.root()}, {"data.val_split", 0}});
        QCOMPARE(end.error, QString());
        QVERIFY2(end.log.contains("data: train, 100 samples: airplane 10, automobile 10"), qPrintable(end.log));
        end = train_on({{"data.name", "cifar100"}, {"data.root", folder.root()}, {"data.val_split", 0}});
        QCOMPARE(end.error, QString());
        QVERIFY2(end.log.contains("no training image of 80 classes: 20, 21, 22, 23, 24 and 75 more"),
                 qPrintable(end.log));
        SetFolder python;
        python.put("cifar-10-batches-py/data_batch_1", "pickle");
        QVERIFY(train_on({{"data.name", "cifar10"}, {"data.root", python.root()}})
                    .error.contains("the version for Python"));
    }

    void synthetic_images_are_counted() { QVERIFY(train_on({}).log.contains("data: train, 100 samples: 0 ")); }
};

LATHE_CORE_TEST(TestImageSets)
#include "test_image_sets.moc"
