// SPDX-License-Identifier: GPL-3.0-or-later
// Failures for one reason, until anything else ends.
#include <QtTest>

#include "core/run/first_failures.h"
#include "tests/test_program.h"

using lathe::run::FirstFailures;

class TestFirstFailures : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void those_for_one_reason_are_counted() {
        FirstFailures failures;
        QCOMPARE(failures.count(), 0);
        for (int i = 1; i <= 3; ++i) {
            failures.add_failure("no file");
            QCOMPARE(failures.count(), i);
        }
    }
    void another_reason_ends_it_for_good() {
        FirstFailures failures;
        failures.add_failure("no file");
        failures.add_failure("no memory");
        for (int i = 0; i < 3; ++i) failures.add_failure("no memory");
        QCOMPARE(failures.count(), 0);
    }
    void so_does_an_end_of_another_kind() {
        FirstFailures failures;
        failures.add_failure("no file");
        failures.add_other_end();
        failures.add_failure("no file");
        QCOMPARE(failures.count(), 0);
        failures = {};
        failures.add_failure("no file");
        QCOMPARE(failures.count(), 1);
    }
};

LATHE_CORE_TEST(TestFirstFailures)
#include "test_first_failures.moc"
