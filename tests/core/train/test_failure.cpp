// SPDX-License-Identifier: GPL-3.0-or-later
// LibTorch's messages as sentences that say what to do.
#include <QtTest>

#include "tests/core/train/trainer_probe.h"
#include "tests/test_program.h"

using namespace lathe;

class TestFailure : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void messages_say_what_to_do_data() {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("no deterministic kernel")
            << QByteArray(
                   "cumsum_cuda_kernel does not have a deterministic implementation, but you set "
                   "'torch.use_deterministic_algorithms(True)'. You can turn off determinism just for this "
                   "operation, or you can use the 'warn_only=True' option")
            << QByteArray(
                   "train.deterministic: LibTorch failed: cumsum_cuda_kernel gives other last digits at each "
                   "run here; set train.deterministic to false, or do without what computes it");
        QTest::newRow("memory") << QByteArray("CUDA out of memory. Tried to allocate 2 GiB")
                                << QByteArray(
                                       "the memory ran out; lower train.batch_size or val.batch_size, or choose "
                                       "a smaller network");
        QTest::newRow("a label") << QByteArray("Target 12 is out of bounds.")
                                 << QByteArray(
                                        "a label is out of range: Target 12 is out of bounds.; correct the "
                                        "labels, or the number of classes");
        QTest::newRow("anything else") << QByteArray("shapes differ\nsecond line")
                                       << QByteArray("LibTorch failed: shapes differ");
    }
    void messages_say_what_to_do() {
        QFETCH(QByteArray, message);
        QTEST(QByteArray::fromStdString(test::told_of(message.toStdString())), "told");
    }
};

LATHE_TEST(TestFailure)
#include "test_failure.moc"
