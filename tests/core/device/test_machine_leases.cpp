// SPDX-License-Identifier: GPL-3.0-or-later
// Leases across processes: what several sessions of a machine hold, die with, and are told.
#include <QTemporaryDir>
#include <QtTest>

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <fstream>
#include <map>
#include <random>

#include "core/device/leases.h"
#include "tests/test_program.h"

using namespace lathe::device;
namespace fs = std::filesystem;

namespace {

std::vector<Device> with_uuids(int gpus) {
    std::vector<Device> devices(1);
    for (int i = 0; i < gpus; ++i) {
        Device gpu;
        gpu.id = DeviceId{i};
        gpu.uuid = "GPU-" + std::to_string(i);
        devices.push_back(gpu);
    }
    return devices;
}

// A process of the campaign: takes leases and gives them back until it is killed or has had `trials` of them. Each
// lease that it was granted is one byte in the pipe.
[[noreturn]] void take_and_give_back(const fs::path& folder, unsigned seed, int trials, int pipe) {
    std::mt19937 random(seed);
    Leases leases(MachineLeases(folder, "study-" + std::to_string(seed)));
    std::vector<std::pair<Lease, std::string>> held;
    for (int trial = 0; trial < trials;) {
        const std::string holder = "trial " + std::to_string(trial);
        const Request request{static_cast<double>(1 + random() % 2), {}, 2, false};
        if (auto lease = leases.acquire(request, with_uuids(8), holder)) {
            held.emplace_back(std::move(*lease), holder);
            ++trial;
            [[maybe_unused]] const auto written = ::write(pipe, "x", 1);
        }
        if (held.size() > 5 || (!held.empty() && random() % 3 == 0)) {
            leases.release(held.front().first, held.front().second);
            held.erase(held.begin());
        }
    }
    for (const auto& [lease, holder] : held) leases.release(lease, holder);
    ::_exit(0);
}

std::map<std::string, double> shares(const std::vector<MachineLease>& leases) {
    std::map<std::string, double> used;
    for (const auto& lease : leases) used[lease.gpu] += lease.share;
    return used;
}

}  // namespace

class TestMachineLeases : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void two_sessions_never_share_a_gpu_unasked() {
        const QTemporaryDir dir;
        const fs::path folder = dir.filePath("leases").toStdString();
        Leases first(MachineLeases(folder, "mnist"));
        Leases second(MachineLeases(folder, "other"));
        const Request one{1, {}, 1, false};
        const auto lease = first.acquire(one, with_uuids(1), "trial 3");
        QVERIFY(lease);
        const auto refused = second.acquire(one, with_uuids(1), "trial 0");
        QVERIFY(!refused);
        QVERIFY(!refused.error().permanent);
        const auto reason = QString::fromStdString(refused.error().reason);
        QVERIFY2(reason.contains("cuda:0 is used by trial 3 of mnist (process " + QString::number(::getpid())),
                 qPrintable(reason));
        first.release(*lease, "trial 3");
        QVERIFY(second.acquire(one, with_uuids(1), "trial 0"));
    }

    void shares_are_counted_over_all_sessions() {
        const QTemporaryDir dir;
        Leases first(MachineLeases(dir.path().toStdString(), "a"));
        Leases second(MachineLeases(dir.path().toStdString(), "b"));
        const Request half{1, {}, 2, false};
        QVERIFY(first.acquire(half, with_uuids(1), "trial 0"));
        const auto lease = second.acquire(half, with_uuids(1), "trial 0");
        QVERIFY(lease);
        QVERIFY(!first.acquire(half, with_uuids(1), "trial 1"));
        second.release(*lease, "trial 0");
        QVERIFY(first.acquire(half, with_uuids(1), "trial 1"));
    }

    // cuda:0 of a process that sees the GPUs in another order is another GPU.
    void a_gpu_is_known_by_its_uuid() {
        const QTemporaryDir dir;
        Leases first(MachineLeases(dir.path().toStdString(), "a"));
        Leases second(MachineLeases(dir.path().toStdString(), "b"));
        const Request zero{1, {0}, 1, false};
        QVERIFY(first.acquire(zero, with_uuids(2), "trial 0"));
        auto turned = with_uuids(2);
        std::swap(turned[1].uuid, turned[2].uuid);
        QVERIFY(second.acquire(zero, turned, "trial 0"));
        QVERIFY(!second.acquire({1, {1}, 1, false}, turned, "trial 1"));
    }

    void the_gpu_of_one_that_holds_a_lease_is_not_another_programs() {
        const QTemporaryDir dir;
        Leases first(MachineLeases(dir.path().toStdString(), "a"));
        Leases second(MachineLeases(dir.path().toStdString(), "b"));
        const Request half{1, {}, 2, false};
        auto devices = with_uuids(1);
        QVERIFY(first.acquire(half, devices, "trial 0"));
        devices[1].foreign_processes = {::getpid()};  // as another process would see the first session's
        QVERIFY(second.acquire(half, devices, "trial 0"));
        devices[1].foreign_processes = {::getpid(), ::getppid()};
        Leases third(MachineLeases(dir.path().toStdString(), "c"));
        const auto refused = third.acquire({0.1, {}, 2, false}, devices, "trial 0");
        QVERIFY(!refused);
        QVERIFY(refused.error().reason.find("another program (process " + std::to_string(::getppid()) + ";") !=
                std::string::npos);
    }

    void what_a_killed_process_held_is_free_and_its_file_goes() {
        const QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            Leases leases(MachineLeases(folder, "killed"));
            const auto lease = leases.acquire({1, {}, 1, false}, with_uuids(1), "trial 0");
            [[maybe_unused]] const auto written = ::write(ends[1], lease ? "y" : "n", 1);
            ::pause();
            ::_exit(0);
        }
        char answer = 0;
        QCOMPARE(::read(ends[0], &answer, 1), 1);
        QCOMPARE(answer, 'y');
        Leases mine(MachineLeases(folder, "mine"));
        QVERIFY(!mine.acquire({1, {}, 1, false}, with_uuids(1), "trial 0"));
        QCOMPARE(MachineLeases(folder, {}).list().size(), 1u);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        ::close(ends[0]);
        ::close(ends[1]);
        QVERIFY(MachineLeases(folder, {}).list().empty());
        QVERIFY(mine.acquire({1, {}, 1, false}, with_uuids(1), "trial 0"));
        QCOMPARE(MachineLeases(folder, {}).list().size(), 1u);
    }

    void what_others_put_there_is_not_believed() {
        const QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        std::ofstream(folder / "1.lease") << R"({"gpu": "GPU-0", "share": 1})";  // nobody holds it
        fs::create_symlink("/dev/zero", folder / "2.lease");
        fs::create_directory(folder / "3.lease");
        ::mkfifo((folder / "4.lease").c_str(), 0666);
        Leases leases(MachineLeases(folder, "mine"));
        QVERIFY(leases.acquire({1, {}, 1, false}, with_uuids(1), "trial 0"));
    }

    void a_folder_that_cannot_be_used_is_named() {
        const QTemporaryDir dir;
        const fs::path file = dir.filePath("file").toStdString();
        std::ofstream(file) << "x";
        Leases leases(MachineLeases(file / "leases", "mine"));
        QVERIFY(leases.acquire({0, {}, 1, false}, with_uuids(1), "trial 0"));  // the CPU needs none
        const auto refused = leases.acquire({1, {}, 1, false}, with_uuids(1), "trial 0");
        QVERIFY(!refused);
        QVERIFY(refused.error().reason.find("LATHE_LEASES") != std::string::npos);
    }

    // Three processes at once on eight GPUs that two trials may share, some of them killed at random moments: no GPU is
    // ever above its share, and none is lost in the end.
    void a_campaign_of_kills() {
        const QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        const MachineLeases leases(folder, "judge");
        std::mt19937 random(7);
        int kills = 0;
        int looks = 0;
        for (unsigned round = 0; round < 40; ++round) {
            int ends[2];
            QCOMPARE(::pipe(ends), 0);
            std::vector<pid_t> children;
            for (unsigned i = 0; i < 3; ++i) {
                const pid_t child = ::fork();
                if (child == 0) take_and_give_back(folder, 3 * round + i, 40, ends[1]);
                children.push_back(child);
            }
            ::close(ends[1]);
            // One is killed after a random number of leases; the others end by themselves.
            const int until = 1 + static_cast<int>(random() % 60);
            int granted = 0;
            for (char byte = 0; ::read(ends[0], &byte, 1) == 1;) {
                if (++granted == until) kills += ::kill(children[random() % 3], SIGKILL) == 0 ? 1 : 0;
                if (granted % 4 != 0) continue;
                const auto turn = leases.take_turn();
                QVERIFY2(turn, turn ? "" : turn.error().str().c_str());
                for (const auto& [gpu, used] : shares(leases.list())) QVERIFY2(used <= 1 + 1e-9, gpu.c_str());
                ++looks;
            }
            ::close(ends[0]);
            for (const pid_t child : children) ::waitpid(child, nullptr, 0);
            QVERIFY2(leases.list().empty(), "a lease is lost");
        }
        QCOMPARE(kills, 40);
        QVERIFY(looks > 400);
        Leases mine(MachineLeases(folder, "mine"));
        QVERIFY(mine.acquire({8, {}, 1, false}, with_uuids(8), "trial 0"));
    }
};

LATHE_CORE_TEST(TestMachineLeases)
#include "test_machine_leases.moc"
