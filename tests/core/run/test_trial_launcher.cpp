// SPDX-License-Identifier: GPL-3.0-or-later
// Where a trial runs, and why it does not.
#include <QtTest>

#include "core/run/trial_launcher.h"
#include "tests/core/run/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

namespace {

struct LauncherBench {
    explicit LauncherBench(search::Experiment experiment, int gpus = 0) : inventory(gpus) {
        auto a = std::make_unique<FakeExecutor>();
        auto b = std::make_unique<FakeExecutor>();
        threads = a.get();
        processes = b.get();
        const auto is_foreign = [](const config::Value& config) {
            return config.string_or("network.name", "") == "plugin";
        };
        launcher.emplace(std::move(experiment), catalog, inventory, device::Leases(),
                         Executors{std::move(a), std::move(b), is_foreign});
    }
    config::Catalog catalog;
    FakeInventory inventory;
    NoListener listener;
    FakeExecutor* threads = nullptr;
    FakeExecutor* processes = nullptr;
    std::optional<TrialLauncher> launcher;
};

search::Trial trial_with_lr(int number, double lr) {
    search::Trial trial;
    trial.number = number;
    trial.params = config::Value(config::Dict{});
    trial.params.as_dict().emplace_back("opt.lr", lr);
    return trial;
}

search::Experiment on_device(const std::string& device) {
    auto experiment = fake_experiment(4);
    experiment.config.set("hw.device", device);
    return experiment;
}

}  // namespace

class TestTrialLauncher : public QObject {
    Q_OBJECT

    using Obstacle = TrialLauncher::Obstacle;

  private Q_SLOTS:
    void the_config_is_resolved_with_its_parameters_and_budget() {
        LauncherBench bench(fake_experiment(4));
        auto trial = trial_with_lr(0, 0.25);
        trial.budget = 9;
        const auto place = bench.launcher->find_place(trial);
        QVERIFY(place);
        QCOMPARE(place->config.number_or("opt.lr", 0), 0.25);
        QCOMPARE(place->config.int_or("train.epochs", 0), std::int64_t{9});
        QVERIFY(place->device().is_cpu());
    }

    void what_gets_a_process_of_its_own_data() {
        using search::Isolation;
        QTest::addColumn<Isolation>("isolation");
        QTest::addColumn<int>("gpu");
        QTest::addColumn<int>("concurrency");
        QTest::addColumn<QString>("network");
        QTest::addColumn<bool>("is_process");
        QTest::newRow("alone on the CPU") << Isolation::automatic << -1 << 1 << "lenet" << false;
        QTest::newRow("beside another") << Isolation::automatic << -1 << 2 << "lenet" << true;
        QTest::newRow("on a GPU") << Isolation::automatic << 0 << 1 << "lenet" << true;
        QTest::newRow("code of others") << Isolation::automatic << -1 << 1 << "plugin" << true;
        QTest::newRow("asked for") << Isolation::process << -1 << 1 << "lenet" << true;
        QTest::newRow("not wanted") << Isolation::thread << 0 << 2 << "plugin" << false;
    }
    void what_gets_a_process_of_its_own() {
        QFETCH(const search::Isolation, isolation);
        QFETCH(const int, gpu);
        QFETCH(const int, concurrency);
        QFETCH(const QString, network);
        QFETCH(const bool, is_process);
        auto experiment = fake_experiment(4);
        experiment.search.isolation = isolation;
        LauncherBench bench(std::move(experiment));
        TrialJob job{0, {}, config::Value(config::Dict{}), device::DeviceId{gpu}, false};
        job.config.set("network.name", network.toStdString());
        const auto running = bench.launcher->start(std::move(job), concurrency, bench.listener);
        QCOMPARE(bench.processes->started().size(), is_process ? 1u : 0u);
        QCOMPARE(bench.threads->started().size(), is_process ? 0u : 1u);
    }

    void trials_at_once_share_the_cores_data() {
        QTest::addColumn<search::Purpose>("purpose");
        QTest::addColumn<int>("trials");
        QTest::addColumn<qint64>("asked");
        QTest::addColumn<qint64>("threads");
        using search::Purpose;
        QTest::newRow("alone: all, as the engine counts them") << Purpose::search << 1 << qint64{0} << qint64{0};
        QTest::newRow("two") << Purpose::search << 2 << qint64{0} << qint64{4};
        QTest::newRow("more than cores") << Purpose::search << 20 << qint64{0} << qint64{1};
        QTest::newRow("as the person says") << Purpose::search << 2 << qint64{6} << qint64{6};
        QTest::newRow("one training of an experiment with a search") << Purpose::trial << 2 << qint64{0} << qint64{0};
    }
    void trials_at_once_share_the_cores() {
        QFETCH(const search::Purpose, purpose);
        QFETCH(const int, trials);
        QFETCH(const qint64, asked);
        QFETCH(const qint64, threads);
        auto experiment = fake_experiment(4);
        experiment.purpose = purpose;
        experiment.search.concurrency = trials;
        experiment.config.set("hw.threads", static_cast<std::int64_t>(asked));
        LauncherBench bench(std::move(experiment));
        bench.inventory = FakeInventory(0, 8);
        const auto place = bench.launcher->find_place(trial_with_lr(0, 0.1));
        QVERIFY(place);
        QCOMPARE(place->config.int_or("hw.threads", -1), std::int64_t{threads});
    }

    void several_devices_are_several_processes_data() {
        QTest::addColumn<config::Value>("devices");
        QTest::addColumn<QString>("device");
        QTest::addColumn<double>("per_trial");
        QTest::addColumn<int>("ranks");  // 0: refused
        QTest::addColumn<QString>("leased");
        const auto row = [](const char* name, config::Value devices, const char* device, double per_trial, int ranks,
                            const char* leased) {
            QTest::newRow(name) << std::move(devices) << QString(device) << per_trial << ranks << QString(leased);
        };
        row("auto on the CPU", "auto", "cpu", 0, 1, "cpu");
        row("auto on a GPU", "auto", "auto", 0, 1, "cuda:0");
        row("auto on two GPUs", "auto", "auto", 2, 2, "cuda:0 cuda:1");
        row("three on the CPU", 3, "cpu", 0, 3, "cpu");
        row("two GPUs", 2, "cuda", 0, 2, "cuda:0 cuda:1");
        row("two of what there is", 2, "auto", 0, 2, "cuda:0 cuda:1");
        row("one of two", 1, "auto", 2, 1, "cuda:0 cuda:1");
        row("two on one", 2, "cuda:1", 0, 0, "hw.device is one GPU, cuda:1");
        row("others than are leased", 3, "auto", 2, 0, "search.devices.per_trial");
        row("more than there are", 5, "cuda", 0, 0, "needs 5 GPUs");
        row("a word", "many", "cpu", 0, 0, "expected auto or a number of devices");
        row("none", 0, "cpu", 0, 0, "hw.devices");
    }
    void several_devices_are_several_processes() {
        QFETCH(const config::Value, devices);
        QFETCH(const QString, device);
        QFETCH(const double, per_trial);
        QFETCH(const int, ranks);
        QFETCH(const QString, leased);
        auto experiment = on_device(device.toStdString());
        experiment.purpose = search::Purpose::trial;
        experiment.config.set("hw.devices", devices);
        experiment.config.set("hw.threads", std::int64_t{0});
        experiment.search.devices.per_trial = per_trial;
        LauncherBench bench(std::move(experiment));
        bench.inventory = FakeInventory(2, 12);
        const auto place = bench.launcher->find_place(trial_with_lr(0, 0.1));
        if (ranks == 0) {
            QVERIFY(!place);
            QVERIFY2(place.error().reason.find(leased.toStdString()) != std::string::npos,
                     place.error().reason.c_str());
            return;
        }
        QVERIFY2(place, place ? "" : place.error().reason.c_str());
        QCOMPARE(place->ranks, ranks);
        QStringList names;
        for (const auto& one : place->lease.devices) names << QString::fromStdString(one.str());
        QCOMPARE(names.join(' '), leased);
        QCOMPARE(place->config.int_or("hw.threads", -1), ranks == 1 ? std::int64_t{0} : std::int64_t{12 / ranks});
        TrialJob job{0, {}, place->config, place->device(), false};
        job.place.ranks = place->ranks;
        const auto running = bench.launcher->start(std::move(job), 1, bench.listener);
        QCOMPARE(bench.processes->started().size(), ranks > 1 || device != "cpu" ? 1u : 0u);
    }

    // What it holds stays free for others.
    void several_devices_are_no_threads() {
        auto experiment = on_device("cuda");
        experiment.config.set("hw.devices", 2);
        experiment.search.isolation = search::Isolation::thread;
        LauncherBench bench(std::move(experiment), 2);
        for (int i = 0; i < 2; ++i) {
            const auto place = bench.launcher->find_place(trial_with_lr(i, 0.1));
            QVERIFY(!place);
            QVERIFY(place.error().obstacle == Obstacle::wrong_config);
            QVERIFY2(place.error().reason.find("search.isolation") != std::string::npos, place.error().reason.c_str());
        }
    }

    void a_program_does_with_its_devices_what_it_wants() {
        auto experiment = on_device("cuda");
        experiment.program.emplace().command = {"true"};
        experiment.search.devices.per_trial = 2;
        LauncherBench bench(std::move(experiment), 2);
        const auto place = bench.launcher->find_place(trial_with_lr(0, 0.1));
        QVERIFY(place);
        QCOMPARE(place->ranks, 1);
        QCOMPARE(place->lease.devices.size(), 2u);
    }

    void without_a_worker_program_all_are_threads() {
        Workbench bench;
        Mailbox mailbox;
        const auto executors = make_executors(bench.services(), {}, mailbox);
        QVERIFY(executors.threads);
        QVERIFY(!executors.processes);
    }

    void a_gpu_is_leased_once_until_it_is_released() {
        auto experiment = on_device("cuda:0");
        LauncherBench bench(std::move(experiment), 1);
        const auto first = bench.launcher->find_place(trial_with_lr(0, 0.1));
        QVERIFY(first);
        QCOMPARE(first->device().str(), std::string("cuda:0"));
        const auto second = bench.launcher->find_place(trial_with_lr(1, 0.1));
        QVERIFY(!second);
        QVERIFY(second.error().obstacle == Obstacle::device_taken);
        QVERIFY2(second.error().reason.find("cuda:0 is used by trial 0") != std::string::npos,
                 second.error().reason.c_str());
        bench.launcher->release(0, first->lease);
        QVERIFY(bench.launcher->find_place(trial_with_lr(1, 0.1)));
    }

    void what_is_refused_for_good() {
        LauncherBench without(on_device("cuda:3"));
        const auto missing = without.launcher->find_place(trial_with_lr(0, 0.1));
        QVERIFY(missing.error().obstacle == Obstacle::no_such_device);
        LauncherBench nonsense(on_device("toaster"));
        const auto wrong = nonsense.launcher->find_place(trial_with_lr(0, 0.1));
        QVERIFY(wrong.error().obstacle == Obstacle::wrong_config);
        QVERIFY2(wrong.error().reason.find("hw.device") != std::string::npos, wrong.error().reason.c_str());
    }

    void every_mistake_of_a_config_is_told() {
        auto experiment = fake_experiment(4);
        experiment.config.set("a", "${nope}");
        experiment.config.set("b", "${nada}");
        LauncherBench bench(std::move(experiment));
        const auto refused = bench.launcher->find_place(trial_with_lr(0, 0.1));
        QVERIFY(refused.error().obstacle == Obstacle::wrong_config);
        QVERIFY2(refused.error().reason.find("nope") != std::string::npos &&
                     refused.error().reason.find("nada") != std::string::npos,
                 refused.error().reason.c_str());
    }
};

LATHE_TEST(TestTrialLauncher)
#include "test_trial_launcher.moc"
