// SPDX-License-Identifier: GPL-3.0-or-later
// The devices of another machine, which may say anything.
#include <QtTest>

#include "core/remote/devices_there.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;

class TestDevicesThere : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void as_lathectl_lists_them() {
        const auto devices = devices_from_json(R"([
            {"device": "cpu", "name": "EPYC", "usable": true, "reason": "", "memory_total": 64, "memory_free": 32,
             "threads": 48},
            {"device": "cuda:1", "name": "A100", "usable": false, "reason": "no driver", "memory_total": 80,
             "memory_free": 79, "uuid": "GPU-1", "leases": [], "foreign_processes": [], "utilisation": 12}])");
        QVERIFY(devices);
        QCOMPARE(devices->size(), std::size_t(2));
        QCOMPARE(devices->at(0).threads, 48);
        QCOMPARE(devices->at(0).utilisation, -1);
        QCOMPARE(devices->at(1).id.str(), std::string("cuda:1"));
        QCOMPARE(devices->at(1).utilisation, 12);
        QVERIFY(!devices->at(1).usable);
        QCOMPARE(devices->at(1).reason, std::string("no driver"));
    }

    void nonsense_is_refused_and_texts_steer_nothing() {
        for (const char* bad :
             {"", "{}", "[1]", "[{}]", R"([{"device": "../x"}])", R"([{"device": 7}])",
              R"([{"device": "cpu", "memory_total": -1}])", R"([{"device": "cpu", "threads": "many"}])"})
            QVERIFY2(!devices_from_json(bad), bad);
        QVERIFY(!devices_from_json("[" + std::string(5'000, '[') + "]"));
        std::string many = "[";
        for (int i = 0; i < 1'000; ++i) many += R"({"device": "cpu"},)";
        many.back() = ']';
        QVERIFY(!devices_from_json(many));
        const auto device = devices_from_json("[{\"device\": \"cpu\", \"name\": \"a\\u001b[2Jb\"}]").value().front();
        QVERIFY(device.name.find('\x1b') == std::string::npos);
    }
};

LATHE_TEST(TestDevicesThere)
#include "test_devices_there.moc"
