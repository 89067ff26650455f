// SPDX-License-Identifier: GPL-3.0-or-later
// The machine's devices, with a fake NVIDIA driver (fake_nvml/).
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>

#include "core/device/device.h"
#include "core/device/processes.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::device;

class TestInventory : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        qunsetenv("LATHE_FAKE_GPUS");
        qunsetenv("CUDA_VISIBLE_DEVICES");
    }

    void only_the_cpu_without_a_driver() {
        const auto devices = make_system_inventory(TorchCuda::built_in)->list();
        QCOMPARE(devices.size(), 1u);
        QVERIFY(devices[0].id.is_cpu());
        QVERIFY(devices[0].usable);
        QVERIFY(devices[0].threads >= 1);
        QVERIFY(devices[0].memory_total >= devices[0].memory_free);
        QVERIFY(!devices[0].name.empty());
    }

    void gpus_as_the_driver_tells() {
        qputenv("LATHE_FAKE_GPUS", "A100 GPU-aa11 40000 30000 17 999999999\nlost\nT4 GPU-bb22 16000 16000 0");
        const auto devices = make_system_inventory(TorchCuda::built_in)->list();
        QCOMPARE(devices.size(), 4u);
        QCOMPARE(devices[1].name, std::string("A100"));
        QCOMPARE(devices[1].id.str(), std::string("cuda:0"));
        QCOMPARE(devices[1].memory_total, std::uint64_t{40000});
        QCOMPARE(devices[1].memory_free, std::uint64_t{30000});
        QCOMPARE(devices[1].utilisation, 17);
        QCOMPARE(devices[1].foreign_processes, std::vector<int>{999999999});
        QVERIFY(devices[1].usable);
        QVERIFY(!devices[2].usable);
        QVERIFY(devices[2].reason.find("GPU is lost") != std::string::npos);
        QVERIFY(devices[3].usable);
    }

    void a_torch_without_cuda_greys_them() {
        qputenv("LATHE_FAKE_GPUS", "A100 GPU-aa11 1 1 0");
        const auto devices = make_system_inventory(TorchCuda::missing)->list();
        QVERIFY(!devices[1].usable);
        QVERIFY(devices[1].reason.find("without CUDA") != std::string::npos);
        QVERIFY(devices[0].usable);
    }

    void visible_devices_are_renumbered() {
        qputenv("LATHE_FAKE_GPUS", "A GPU-aa 1 1 0\nB GPU-bb 1 1 0\nC GPU-bc 1 1 0");
        qputenv("CUDA_VISIBLE_DEVICES", "2,GPU-aa");
        const auto devices = make_system_inventory(TorchCuda::built_in)->list();
        QCOMPARE(devices.size(), 3u);
        QCOMPARE(devices[1].name, std::string("C"));
        QCOMPARE(devices[1].id.gpu, 0);
        QCOMPARE(devices[2].name, std::string("A"));
    }

    void our_own_processes_are_not_foreign() {
        int tell[2];
        QCOMPARE(::pipe(tell), 0);
        const pid_t child = ::fork();
        if (child == 0) {  // as a worker: a process group of its own
            ::setpgid(0, 0);
            if (::write(tell[1], "x", 1) != 1) ::_exit(1);
            ::pause();
            ::_exit(0);
        }
        char byte = 0;
        QCOMPARE(::read(tell[0], &byte, 1), 1);
        QVERIFY(is_own_process(::getpid()));
        QVERIFY(is_own_process(child));
        QVERIFY(!is_own_process(999999999));  // above pid_max
        qputenv("LATHE_FAKE_GPUS", "A GPU-aa 1 1 0 999999999 " + QByteArray::number(child));
        QCOMPARE(make_system_inventory(TorchCuda::built_in)->list()[1].foreign_processes, std::vector<int>{999999999});
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        ::close(tell[0]);
        ::close(tell[1]);
    }

    void names_of_devices() {
        QCOMPARE(parse_device("cpu")->gpu, -1);
        QCOMPARE(parse_device("cuda")->gpu, 0);
        QCOMPARE(parse_device("cuda:3")->str(), std::string("cuda:3"));
        for (const char* bad : {"", "gpu", "cuda:", "cuda:-1", "cuda:1x", "CUDA:0", "cuda:99999999999"})
            QVERIFY2(!parse_device(bad), bad);
    }
};

LATHE_TEST(TestInventory)
#include "test_inventory.moc"
