// SPDX-License-Identifier: GPL-3.0-or-later
// CUDA_VISIBLE_DEVICES.
#include <QtTest>

#include "core/device/visible.h"
#include "tests/test_program.h"

using lathe::device::visible_gpus;
using Gpus = std::vector<int>;

class TestVisible : public QObject {
    Q_OBJECT

    const std::vector<std::string> uuids_{"GPU-aa11", "GPU-ab22", "GPU-cc33"};

  private Q_SLOTS:
    void unset_shows_all() { QCOMPARE(visible_gpus(std::nullopt, uuids_), (Gpus{0, 1, 2})); }
    void empty_shows_none() {
        QCOMPARE(visible_gpus("", uuids_), Gpus{});
        QCOMPARE(visible_gpus("-1", uuids_), Gpus{});
        QCOMPARE(visible_gpus("NoDevFiles", uuids_), Gpus{});
    }
    void order_counts() {
        QCOMPARE(visible_gpus("2,0", uuids_), (Gpus{2, 0}));
        QCOMPARE(visible_gpus(" 1 , 2", uuids_), (Gpus{1, 2}));
    }
    void an_invalid_entry_hides_the_rest() {
        QCOMPARE(visible_gpus("0,-1,1", uuids_), Gpus{0});
        QCOMPARE(visible_gpus("0,3,1", uuids_), Gpus{0});
        QCOMPARE(visible_gpus("1,", uuids_), Gpus{1});
    }
    void twice_hides_all() { QCOMPARE(visible_gpus("0,1,0", uuids_), Gpus{}); }
    void uuids_by_a_unique_prefix() {
        QCOMPARE(visible_gpus("GPU-cc33,GPU-aa", uuids_), (Gpus{2, 0}));
        QCOMPARE(visible_gpus("GPU-a", uuids_), Gpus{});
    }
};

LATHE_TEST(TestVisible)
#include "test_visible.moc"
