// SPDX-License-Identifier: GPL-3.0-or-later
// What a trial uses, as numbers: rates between two looks at a folder like /proc, and a fake NVIDIA driver.
#include <map>

#include <QTemporaryDir>
#include <QtTest>

#include "core/run/usage/usage_meter.h"
#include "tests/core/device/fake_proc.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using std::chrono::seconds;

namespace {

std::map<std::string, double> byName(const UsageReadings& readings) {
    return {readings.begin(), readings.end()};
}

}  // namespace

class TestUsageMeter : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<device::FakeProc> proc_;
    std::unique_ptr<device::UsageSources> sources_;
    Progress progress_;
    UsageMeter::Clock::time_point start_;

    std::filesystem::path at(const char* name) const { return dir_->filePath(name).toStdString(); }
    void putEnergy(std::uint64_t microjoules) const {
        device::FakeProc::write(at("powercap") / "intel-rapl:0" / "name", "package-0\n");
        device::FakeProc::write(at("powercap") / "intel-rapl:0" / "energy_uj", std::to_string(microjoules) + "\n");
    }
    void open() { sources_ = std::make_unique<device::UsageSources>(proc_->folder(), at("powercap")); }

  private Q_SLOTS:
    void init() {
        qunsetenv("LATHE_FAKE_GPUS");
        qunsetenv("LATHE_FAKE_GPU_USE");
        qunsetenv("CUDA_VISIBLE_DEVICES");
        dir_ = std::make_unique<QTemporaryDir>();
        proc_ = std::make_unique<device::FakeProc>(at("proc"));
        progress_.samples = 0;
        progress_.step = 0;
        progress_.program = 0;
    }

    void rates_are_means_between_two_readings() {
        const int own = static_cast<int>(::getpid());
        proc_->put(own, 1, {10, 7, 256, 0, 1 << 20});
        proc_->put_machine(100, 100, 0, 2048, 1024);
        open();
        UsageMeter meter(*sources_, {}, progress_, start_);
        proc_->put(own, 1, {13, 70, 512, 4 << 20, 3 << 20});
        proc_->put_machine(101, 103, 0, 2048, 0);
        progress_.samples = 640;
        const auto read = byName(meter.read(start_ + seconds(2)));
        QCOMPARE(read.at("system/cpu_percent"), 150.0);  // children are other trials'
        const auto page = static_cast<double>(::sysconf(_SC_PAGESIZE));
        QCOMPARE(read.at("system/memory_mb"), 512 * page / (1 << 20));
        QCOMPARE(read.at("system/disk_read_mb_per_s"), 2.0);
        QCOMPARE(read.at("system/disk_write_mb_per_s"), 1.0);
        QCOMPARE(read.at("system/samples_per_s"), 320.0);
        QCOMPARE(read.at("system/machine/cpu_percent"), 25.0);
        QCOMPARE(read.at("system/machine/memory_mb"), 2.0);
        QCOMPARE(read.size(), 7u);  // no energy, no GPU
    }

    void a_pause_is_left_out() {
        const int own = static_cast<int>(::getpid());
        proc_->put(own, 1, {10});
        open();
        UsageMeter meter(*sources_, {}, progress_, start_);
        meter.skip(start_ + seconds(1000));
        proc_->put(own, 1, {11});
        QCOMPARE(byName(meter.read(start_ + seconds(1001))).at("system/cpu_percent"), 100.0);
    }

    void a_program_is_all_of_its_processes() {
        proc_->put(70, 1, {0});
        proc_->put(71, 70, {5});
        open();
        UsageMeter meter(*sources_, {}, progress_, start_);
        progress_.program = 70;
        progress_.step = 10;
        const auto first = byName(meter.read(start_ + seconds(1)));  // since when it runs is not known
        QVERIFY(first.contains("system/memory_mb") && !first.contains("system/cpu_percent"));
        proc_->put(71, 70, {7});
        progress_.step = 30;
        const auto second = byName(meter.read(start_ + seconds(2)));
        QCOMPARE(second.at("system/cpu_percent"), 200.0);
        QCOMPARE(second.at("system/steps_per_s"), 20.0);
        proc_->remove(70);
        QVERIFY(!byName(meter.read(start_ + seconds(3))).contains("system/memory_mb"));
    }

    void energy_goes_on_over_the_parts_of_a_trial() {
        putEnergy(1000000);
        open();
        UsageMeter meter(*sources_, {{}, 0, {{"system/machine/energy_wh", 2.0}}}, progress_, start_);
        putEnergy(1000000 + 3600000000ull);
        QCOMPARE(byName(meter.read(start_ + seconds(5))).at("system/machine/energy_wh"), 3.0);
        putEnergy(1000000 + 2 * 3600000000ull);
        QCOMPARE(byName(meter.read(start_ + seconds(9))).at("system/machine/energy_wh"), 4.0);
    }

    void gpus_of_the_lease_are_numbered_within_the_trial() {
        qputenv("LATHE_FAKE_GPUS", "A GPU-aa 1048576 0 17\nB GPU-bb 4194304 0 80");
        qputenv("LATHE_FAKE_GPU_USE", "55 99500 3600000");
        open();
        UsageMeter meter(*sources_, {{device::DeviceId{1}}, 0}, progress_, start_);
        qputenv("LATHE_FAKE_GPU_USE", "55 99500 7200000");
        const auto read = byName(meter.read(start_ + seconds(1)));
        QCOMPARE(read.at("system/gpu0/percent"), 80.0);
        QCOMPARE(read.at("system/gpu0/memory_mb"), 4.0);
        QCOMPARE(read.at("system/gpu0/temperature_c"), 55.0);
        QCOMPARE(read.at("system/gpu0/power_w"), 99.5);
        QCOMPARE(read.at("system/gpu0/energy_wh"), 1.0);
        QVERIFY(!read.contains("system/gpu1/percent"));
    }

    // Each rank is a process; the machine is told of once.
    void other_ranks_tell_of_themselves_alone() {
        proc_->put(static_cast<int>(::getpid()), 1, {1});
        proc_->put_machine(1, 1, 0, 2, 1);
        open();
        UsageMeter meter(*sources_, {{}, 2}, progress_, start_);
        const auto read = byName(meter.read(start_ + seconds(1)));
        QVERIFY(read.contains("system/rank2/cpu_percent"));
        for (const auto& [name, value] : read) QVERIFY2(name.starts_with("system/rank2/"), name.c_str());
    }
};

LATHE_TEST(TestUsageMeter)
#include "test_usage_meter.moc"
