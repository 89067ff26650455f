// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/config/interval.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::config;
using std::chrono::milliseconds;

class TestInterval : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_duration_or_never() {
        QCOMPARE(read_interval(Value("5s")).value(), Interval(milliseconds(5000)));
        QCOMPARE(read_interval(Value("1m")).value(), Interval(milliseconds(60000)));
        QCOMPARE(read_interval(Value(2)).value(), Interval(milliseconds(2000)));
        QCOMPARE(read_interval(Value(0.25)).value(), Interval(milliseconds(250)));
        for (const Value& never : {Value(), Value(false), Value("off"), Value(0), Value(0.0)})
            QCOMPARE(read_interval(never).value(), Interval());
    }

    void what_is_no_interval_is_refused_with_what_to_write() {
        for (const Value& bad : {Value("soon"), Value("5 parsecs"), Value(true), Value(-1), Value(1e300),
                                 Value(List{Value(1)}), Value("50ms"), Value(0.05)}) {
            const auto read = read_interval(bad);
            QVERIFY2(!read, to_yaml_inline(bad).c_str());
            QVERIFY(read.error().str().find("5s") != std::string::npos);
        }
    }
};

LATHE_TEST(TestInterval)
#include "test_interval.moc"
