// SPDX-License-Identifier: GPL-3.0-or-later
// What processes, processors and GPUs tell of their use: from a folder like /proc, from one like /sys/class/powercap,
// and from a fake NVIDIA driver.
#include <QTemporaryDir>
#include <QtTest>

#include "core/device/usage_sources.h"
#include "tests/core/device/fake_proc.h"
#include "tests/test_program.h"

using namespace lathe::device;

namespace {

const std::uint64_t pageSize = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));

}  // namespace

class TestProcessUsage : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<FakeProc> proc_;

    std::filesystem::path at(const char* name) const { return dir_->filePath(name).toStdString(); }

  private Q_SLOTS:
    void init() {
        qunsetenv("LATHE_FAKE_GPUS");
        qunsetenv("LATHE_FAKE_GPU_USE");
        qunsetenv("CUDA_VISIBLE_DEVICES");
        dir_ = std::make_unique<QTemporaryDir>();
        proc_ = std::make_unique<FakeProc>(at("proc"));
    }

    void this_process_and_this_machine_tell() {
        const auto own = usage_of(static_cast<int>(::getpid()), Whose::one);
        QVERIFY(own);
        QVERIFY(own->resident > 0);
        const auto machine = usage_of_machine();
        QVERIFY(machine);
        QVERIFY(machine->busy_seconds > 0 && machine->busy_seconds <= machine->all_seconds);
        QVERIFY(machine->memory_used > 0 && machine->memory_used <= machine->memory_total);
    }

    void a_process_that_has_gone_tells_nothing() {
        QVERIFY(!usage_of(5, Whose::tree, proc_->folder()));
        QVERIFY(!usage_of_machine(proc_->folder()));
        FakeProc::write(proc_->folder() / "5" / "stat", "5 (cut");
        QVERIFY(!usage_of(5, Whose::one, proc_->folder()));
        FakeProc::write(proc_->folder() / "stat", "nonsense");
        QVERIFY(!usage_of_machine(proc_->folder()));
    }

    void one_process_is_counted_without_its_children() {
        proc_->put(10, 1, {2.5, 100, 3, 4096, 8192});
        const auto use = usage_of(10, Whose::one, proc_->folder());
        QVERIFY(use);
        QCOMPARE(use->cpu_seconds, 2.5);
        QCOMPARE(use->resident, 3 * pageSize);
        QVERIFY(use->knows_disk);
        QCOMPARE(use->read, std::uint64_t{4096});
        QCOMPARE(use->written, std::uint64_t{8192});
    }

    // Children of any thread, and theirs; others are left out.
    void a_tree_is_counted_as_a_whole() {
        proc_->put(10, 1, {1, 0.5, 1, 100, 10});
        proc_->put(11, 10, {2, 0, 2, 200, 20});
        proc_->put(12, 10, {3, 0, 3, 300, 30});
        proc_->put(13, 12, {4, 0, 4, 400, 40});
        proc_->put(20, 1, {99, 99, 99, 99, 99});
        for (const bool lists : {false, true}) {
            if (lists) {
                proc_->put_children(10, 10, "11 ");
                proc_->put_children(10, 15, "12 ");
                proc_->put_children(12, 12, "13 ");
            }
            const auto use = usage_of(10, Whose::tree, proc_->folder());
            QVERIFY(use);
            QCOMPARE(use->cpu_seconds, 10.5);
            QCOMPARE(use->resident, 10 * pageSize);
            QCOMPARE(use->read, std::uint64_t{1000});
            QCOMPARE(use->written, std::uint64_t{100});
        }
    }

    void the_machine_as_a_whole() {
        proc_->put_machine(30, 60, 10, 1000, 400);
        const auto use = usage_of_machine(proc_->folder());
        QVERIFY(use);
        QCOMPARE(use->busy_seconds, 30.0);
        QCOMPARE(use->all_seconds, 100.0);
        QCOMPARE(use->memory_used, std::uint64_t{600 * 1024});
        QCOMPARE(use->memory_total, std::uint64_t{1000 * 1024});
    }

    void energy_of_packages_alone_counts_and_counters_come_round() {
        const auto zone = [&](const std::string& name, const std::string& kind, std::uint64_t energy) {
            FakeProc::write(at("powercap") / name / "name", kind + "\n");
            FakeProc::write(at("powercap") / name / "energy_uj", std::to_string(energy) + "\n");
            FakeProc::write(at("powercap") / name / "max_energy_range_uj", "10000000\n");
        };
        zone("intel-rapl:0", "package-0", 9000000);
        zone("intel-rapl:0:0", "core", 5);
        zone("intel-rapl:1", "package-1", 0);
        zone("intel-rapl:2", "psys", 7);
        PackageEnergy energy(at("powercap"));
        QCOMPARE(energy.joules().value_or(-1), 0.0);
        zone("intel-rapl:0", "package-0", 500000);  // round: 1.5 J
        zone("intel-rapl:1", "package-1", 2000000);
        zone("intel-rapl:2", "psys", 9000000);
        QCOMPARE(energy.joules().value_or(-1), 3.5);
        std::filesystem::remove(at("powercap") / "intel-rapl:1" / "energy_uj");
        QVERIFY(!energy.joules());
        QVERIFY(!PackageEnergy(at("nowhere")).joules());
    }

    void gpus_are_those_that_this_process_sees() {
        qputenv("LATHE_FAKE_GPUS", "A GPU-aa 100 60 17\nlost\nC GPU-cc 1000 100 99");
        qputenv("LATHE_FAKE_GPU_USE", "61 250500 7200000");
        qputenv("CUDA_VISIBLE_DEVICES", "GPU-cc,0");
        UsageSources sources(proc_->folder(), at("powercap"));
        const auto places = sources.positions_of({DeviceId{0}, DeviceId{}, DeviceId{1}, DeviceId{2}});
        QCOMPARE(places, (std::vector<int>{2, 0, -1}));
        const auto gpu = sources.gpu(2);
        QCOMPARE(gpu.utilisation.value_or(-1), 99);
        QCOMPARE(gpu.memory_used.value_or(0), std::uint64_t{900});
        QCOMPARE(gpu.temperature.value_or(0), 61);
        QCOMPARE(gpu.power.value_or(0), 250.5);
        QCOMPARE(gpu.energy.value_or(0), 7200.0);
        QVERIFY(!sources.gpu(-1).utilisation);
        QVERIFY(!sources.gpu(1).utilisation);  // the driver refuses it
    }

    void what_a_driver_does_not_tell_is_absent() {
        qputenv("LATHE_FAKE_GPUS", "A GPU-aa 100 60 17");
        UsageSources sources(proc_->folder(), at("powercap"));
        QCOMPARE(sources.positions_of({DeviceId{0}}), std::vector<int>{0});
        QVERIFY(sources.gpu(0).utilisation);
        QVERIFY(!sources.gpu(0).temperature);
        QVERIFY(!sources.gpu(0).power);
        QVERIFY(!sources.gpu(0).energy);
    }
};

LATHE_TEST(TestProcessUsage)
#include "test_process_usage.moc"
