// SPDX-License-Identifier: GPL-3.0-or-later
// Who trains where, on machines that this one is not.
#include <QtTest>

#include "core/device/leases.h"
#include "tests/test_program.h"

using namespace lathe::device;

namespace {

std::vector<Device> machine(int gpus) {
    std::vector<Device> devices(1);
    for (int i = 0; i < gpus; ++i) {
        Device gpu;
        gpu.id = DeviceId{i};
        devices.push_back(gpu);
    }
    return devices;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

constexpr int hidden_pid = 999999999;  // above pid_max: /proc never shows it

}  // namespace

class TestLeases : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void the_cpu_is_always_there() {
        Leases leases;
        for (int i = 0; i < 3; ++i) {
            const auto lease = leases.acquire({}, machine(0), "trial");
            QVERIFY(lease);
            QVERIFY(lease->devices.at(0).is_cpu());
        }
    }

    void one_of_one() {
        Leases leases;
        const Request one{1, {}, 1, false};
        const auto first = leases.acquire(one, machine(1), "trial 0");
        QVERIFY(first);
        const auto second = leases.acquire(one, machine(1), "trial 1");
        QVERIFY(!second);
        QVERIFY(!second.error().permanent);
        QVERIFY2(has(second.error().reason, "cuda:0 is used by trial 0"), second.error().reason.c_str());
        leases.release(*first, "trial 0");
        QVERIFY(leases.acquire(one, machine(1), "trial 1"));
    }

    void all_of_them() {
        Leases leases;
        const auto lease = leases.acquire({4, {}, 1, false}, machine(4), "trial 0");
        QVERIFY(lease);
        QCOMPARE(lease->devices.size(), 4u);
        leases.release(*lease, "trial 0");
        QVERIFY(leases.acquire({4, {}, 1, false}, machine(4), "trial 1"));
    }

    void more_than_there_are_never_waits() {
        Leases leases;
        const auto lease = leases.acquire({2, {}, 1, false}, machine(1), "trial 0");
        QVERIFY(!lease);
        QVERIFY(lease.error().permanent);
        QVERIFY2(has(lease.error().reason, "needs 2 GPUs, this machine has 1"), lease.error().reason.c_str());
        auto devices = machine(1);
        devices[1].usable = false;
        devices[1].reason = "no CUDA in LibTorch";
        const auto none = leases.acquire({1, {}, 1, false}, devices, "trial 0");
        QVERIFY(none.error().permanent);
        QVERIFY2(has(none.error().reason, "no CUDA in LibTorch"), none.error().reason.c_str());
        QVERIFY(leases.acquire({1, {7}, 1, false}, machine(2), "trial 0").error().permanent);
    }

    void idle_ones_first_then_the_least_loaded() {
        Leases leases;
        auto devices = machine(3);
        devices[1].utilisation = 90;
        devices[2].utilisation = 10;
        devices[3].utilisation = 50;
        const Request half{1, {}, 2, false};
        std::vector<int> order;
        for (int i = 0; i < 6; ++i) order.push_back(leases.acquire(half, devices, "t")->devices[0].gpu);
        QCOMPARE(order, (std::vector<int>{1, 2, 0, 1, 2, 0}));
        QVERIFY(!leases.acquire(half, devices, "t"));
    }

    void trials_share_a_gpu() {
        Leases leases;
        const Request third{1, {}, 3, false};
        for (int i = 0; i < 3; ++i) QVERIFY(leases.acquire(third, machine(1), "t"));
        QVERIFY(!leases.acquire(third, machine(1), "t"));
        Leases others;
        const Request half{0.5, {}, 1, false};
        QVERIFY(others.acquire(half, machine(1), "t"));
        QVERIFY(others.acquire(half, machine(1), "t"));
        QVERIFY(!others.acquire(half, machine(1), "t"));
    }

    void only_the_named_ones() {
        Leases leases;
        const Request named{1, {1}, 1, false};
        QCOMPARE(leases.acquire(named, machine(3), "t")->devices[0].gpu, 1);
        QVERIFY(!leases.acquire(named, machine(3), "t"));
    }

    void active_ones_are_left_out_unless_shared() {
        Leases leases;
        auto devices = machine(2);
        devices[1].foreign_processes = {1};
        const Request one{1, {}, 1, false};
        QCOMPARE(leases.acquire(one, devices, "trial 0")->devices[0].gpu, 1);
        const auto waits = leases.acquire(one, devices, "trial 1");
        QVERIFY(!waits && !waits.error().permanent);
        QVERIFY2(has(waits.error().reason, "cuda:0 is used by another program (process 1"),
                 waits.error().reason.c_str());
        QVERIFY(has(waits.error().reason, "cuda:1 is used by trial 0"));
        QCOMPARE(leases.acquire({1, {}, 1, true}, devices, "trial 1")->devices[0].gpu, 0);
    }

    void in_a_container_our_trials_do_not_make_it_active() {
        Leases leases;
        auto devices = machine(1);
        const Request one{1, {}, 1, false};
        const auto first = leases.acquire(one, devices, "trial 0");
        devices[1].foreign_processes = {hidden_pid};  // NVML gives the process's number outside the container
        QVERIFY(!leases.acquire(one, devices, "trial 1"));
        leases.release(*first, "trial 0");
        QVERIFY(leases.acquire(one, devices, "trial 1"));
        Leases others;  // not ours when it was there before us
        QVERIFY(!others.acquire(one, devices, "trial 0"));
    }
};

LATHE_TEST(TestLeases)
#include "test_leases.moc"
