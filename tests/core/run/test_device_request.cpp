// SPDX-License-Identifier: GPL-3.0-or-later
// What a trial that is a job of a cluster asks for.
#include <QtTest>

#include "core/run/device_request.h"
#include "tests/core/run/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

class TestDeviceRequest : public QObject {
    Q_OBJECT

    static config::Value config_with(const std::string& key, config::Value value) {
        config::Value config{config::Dict{}};
        config.set(key, std::move(value));
        return config;
    }

  private Q_SLOTS:
    // "All cores" is what the job asks for: its node has others, which are not its own.
    void threads_are_the_cpus_of_the_job_data() {
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("cpus");
        QTest::addColumn<int>("expected");  // 0: refused
        QTest::newRow("nothing said") << 0 << 0 << 1;
        QTest::newRow("cpus alone") << 0 << 4 << 4;
        QTest::newRow("threads alone") << 3 << 0 << 3;
        QTest::newRow("fewer threads") << 2 << 4 << 2;
        QTest::newRow("more threads") << 8 << 4 << 0;
    }
    void threads_are_the_cpus_of_the_job() {
        QFETCH(const int, threads);
        QFETCH(const int, cpus);
        QFETCH(const int, expected);
        search::Engine engine;
        engine.cpus = cpus;
        config::Value config = config_with("hw.threads", std::int64_t{threads});
        const auto fits = fit_threads_to_job(engine, config);
        QCOMPARE(fits.has_value(), expected > 0);
        if (fits) QCOMPARE(config.int_or("hw.threads", -1), std::int64_t{expected});
        else QCOMPARE(fits.error().key, std::string("hw.threads"));
    }

    void slurm_chooses_the_gpus() {
        search::Experiment experiment = fake_experiment(1);
        experiment.search.engine.gpus = 1;
        const auto any = devices_of_job(experiment, config_with("hw.device", "cuda"));
        QVERIFY(any);
        QCOMPARE(any->devices.front().str(), std::string("cuda:0"));
        for (const char* one : {"cuda:0", "cuda:3"}) {
            const auto refused = devices_of_job(experiment, config_with("hw.device", one));
            QVERIFY(!refused);
            QCOMPARE(refused.error().key, std::string("hw.device"));
            QCOMPARE(refused.error().hint, std::string("set hw.device to cuda"));
        }
        QCOMPARE(devices_of_job(experiment, config_with("hw.device", "cpu"))->devices.front().str(),
                 std::string("cpu"));
    }

    void ranks_fit_gpus_and_nodes() {
        search::Experiment experiment = fake_experiment(1);
        const auto two = config_with("hw.devices", std::int64_t{2});
        QCOMPARE(devices_of_job(experiment, two)->ranks, 2);
        experiment.search.engine.gpus = 1;
        QCOMPARE(devices_of_job(experiment, two).error().key, std::string("hw.devices"));
        experiment.search.engine.gpus = 2;
        QCOMPARE(devices_of_job(experiment, two)->ranks, 2);
        QCOMPARE(devices_of_job(experiment, config_with("hw.devices", "auto"))->ranks, 2);
        experiment.search.engine.nodes = 3;
        QCOMPARE(devices_of_job(experiment, two).error().key, std::string("search.engine.nodes"));
        experiment.program.emplace();  // does with its devices what it wants
        experiment.search.engine.nodes = 1;
        QCOMPARE(devices_of_job(experiment, two)->ranks, 1);
    }
};

LATHE_TEST(TestDeviceRequest)
#include "test_device_request.moc"
