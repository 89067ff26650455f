// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>

#include <rapidcheck.h>
#include <QTest>

#include "core/base/clock.h"
#include "tests/test_program.h"

using namespace std::chrono_literals;

class TestClock : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void times_as_text() {
        const lathe::Time time = std::chrono::sys_days(std::chrono::year(2026) / 11 / 24) + 10h + 2min + 3s + 456789us;
        QCOMPARE(lathe::to_iso8601(time), std::string("2026-11-24T10:02:03.456Z"));
        QCOMPARE(lathe::to_folder_stamp(time), std::string("20261124-100203"));
        QCOMPARE(lathe::to_iso8601(lathe::Time(-1ms)), std::string("1969-12-31T23:59:59.999Z"));
    }

    void times_read_back() {
        QVERIFY(rc::check([] {
            // From the year 1 to the year 9999, in milliseconds.
            const auto ms = *rc::gen::inRange<std::int64_t>(-62135596800000, 253402300800000);
            const lathe::Time time{std::chrono::milliseconds(ms)};
            RC_ASSERT(lathe::from_iso8601(lathe::to_iso8601(time)) == time);
        }));
    }

    void decimals_are_exact_and_optional() {
        const auto whole = lathe::from_iso8601("2026-11-24T10:02:03Z").value();
        QCOMPARE((lathe::from_iso8601("2026-11-24T10:02:03.5Z").value() - whole).count(), 500000);
        QCOMPARE((lathe::from_iso8601("2026-11-24T10:02:03.000001Z").value() - whole).count(), 1);
        QCOMPARE((lathe::from_iso8601("2026-11-24T10:02:03.1234567Z").value() - whole).count(), 123456);
    }

    void what_is_no_time() {
        for (const char* text :
             {"", "Z", "2026-11-24", "2026-11-24T10:02:03", "2026-11-24T10:02:03.Z", "2026-11-24T10:02:03,5Z",
              "2026-11-24T10:02:03.5e1Z", "2026-11-24T10:02:03.5Z ", "2026-11-24 10:02:03Z", "2026-13-24T10:02:03Z",
              "2026-02-29T10:02:03Z", "2026-11-24T24:02:03Z", "2026-11-24T10:60:03Z", "2026-11-24T10:02:61Z",
              "2026-11-24T10:02:03.5+01:00", "+026-11-24T10:02:03Z", "2026-11-24T-1:02:03Z", "26-11-24T10:02:03Z"})
            QVERIFY2(!lathe::from_iso8601(text), text);
    }

    void unix_seconds() {
        const auto time = lathe::from_iso8601("1970-01-01T00:00:01.5Z").value();
        QCOMPARE(lathe::to_unix_seconds(time), 1.5);
        QVERIFY(lathe::from_unix_seconds(1.5) == time);
    }

    void durations() {
        QVERIFY(lathe::parse_duration("1.5h").value() == 90min);
        QVERIFY(lathe::parse_duration("90").value() == 90s);
        QVERIFY(lathe::parse_duration("10m").value() == 10min);
        QVERIFY(lathe::parse_duration("10min").value() == 10min);
        QVERIFY(lathe::parse_duration("250ms").value() == 250ms);
        QVERIFY(lathe::parse_duration("2d").value() == 48h);
        for (const char* text : {"", "h", "0s", "-1s", "1,5h", "1 h", "nan", "inf", "1e30d", "5 apples"})
            QVERIFY2(!lathe::parse_duration(text), text);
        QCOMPARE(lathe::format_duration(59400ms), std::string("59 s"));
        QCOMPARE(lathe::format_duration(12min + 3s), std::string("12 min 03 s"));
        QCOMPARE(lathe::format_duration(3h + 5min), std::string("3 h 05 min"));
        QCOMPARE(lathe::format_duration(-5s), std::string("0 s"));
    }
};

LATHE_TEST(TestClock)
#include "test_clock.moc"
