// SPDX-License-Identifier: GPL-3.0-or-later
// When two runs of a trial count as the same, and which difference is told.
#include <cmath>

#include <QTemporaryDir>
#include <QtTest>

#include "core/base/files.h"
#include "core/run/reproduction.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

namespace {

store::TrialRecord record_with(const char* digest, std::int64_t steps = 100) {
    store::TrialRecord record;
    record.steps = steps;
    if (*digest) {
        record.facts.set("weights.count", std::int64_t{61706});
        record.facts.set("weights.xxh3", digest);
    }
    return record;
}

const store::MetricsTable recorded{{"val_loss", {{50, 0.5}, {100, 0.25}}},
                                   {"train_loss", {{10, 1.0}, {20, 0.1 + 0.2}}}};

}  // namespace

class TestReproduction : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void the_same_is_equal() {
        const auto result = compare_trials(recorded, record_with("aa"), recorded, record_with("aa"), 0);
        QVERIFY(result.equal && !result.first);
        QCOMPARE(result.summary(), std::string("equal: 4 scalars, 61,706 weights"));
    }

    void one_bit_is_a_difference_and_the_earliest_is_told() {
        auto again = recorded;
        again["val_loss"][50] = std::nextafter(0.5, 1.0);
        again["train_loss"][20] = 0.3;
        const auto result = compare_trials(recorded, record_with("aa"), again, record_with("aa"), 0);
        QVERIFY(!result.equal);
        QCOMPARE(result.summary(),
                 std::string("differs: train_loss at step 20: recorded 0.30000000000000004, now 0.3, 61,706 weights"));
        QVERIFY(compare_trials(recorded, record_with("aa"), again, record_with("bb"), 1e-9).equal);
        QVERIFY(!compare_trials(recorded, record_with("aa"), again, record_with("aa"), 1e-18).equal);
    }

    void weights_alone_can_differ() {
        const auto result = compare_trials(recorded, record_with("aa"), recorded, record_with("bb"), 0);
        QVERIFY(!result.equal && !result.first);
        QVERIFY(result.summary().find("the weights are not") != std::string::npos);
        QVERIFY(compare_trials(recorded, record_with(""), recorded, record_with("bb"), 0).equal);
    }

    void without_metrics_there_is_nothing_to_compare() {
        const auto result = compare_trials({}, record_with(""), {}, record_with(""), 0);
        QVERIFY(!result.equal);
        QVERIFY2(result.summary().starts_with("nothing to compare"), result.summary().c_str());
    }

    void what_only_one_has_is_a_difference() {
        auto less = recorded;
        less["val_loss"].erase(100);
        QVERIFY(!compare_trials(recorded, record_with("aa"), less, record_with("aa"), 0).equal);
        auto result = compare_trials(less, record_with("aa"), recorded, record_with("aa"), 1);
        QVERIFY(!result.equal && result.first && !result.first->recorded && result.first->again);
        // Beyond the recorded end it is none: an early stop ended there.
        QVERIFY(compare_trials(less, record_with("aa", 60), recorded, record_with("aa"), 0).equal);
        QVERIFY(!compare_trials({}, record_with("aa"), {}, record_with("aa"), 0).equal);  // nothing was compared
    }

    void no_number_equals_no_number() {
        const store::MetricsTable nan{{"loss", {{1, NAN}, {2, INFINITY}}}};
        QVERIFY(compare_trials(nan, record_with("aa"), nan, record_with("aa"), 0).equal);
        auto other = nan;
        other["loss"][1] = 1.0;
        QVERIFY(!compare_trials(nan, record_with("aa"), other, record_with("aa"), 1e9).equal);
    }

    // Equal numbers, other bits.
    void nought_is_not_its_negative() {
        const store::MetricsTable zero{{"loss", {{1, 0.0}}}};
        const store::MetricsTable negative{{"loss", {{1, -0.0}}}};
        const auto result = compare_trials(zero, record_with("aa"), negative, record_with("aa"), 0);
        QVERIFY(!result.equal && result.first);
        QVERIFY(compare_trials(zero, record_with("aa"), negative, record_with("aa"), 1e-12).equal);
        QVERIFY(compare_trials(negative, record_with("aa"), negative, record_with("aa"), 0).equal);
    }

    void the_result_is_kept_beside_the_trial() {
        const QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        QVERIFY(!read_reproduction(folder).value());
        auto again = recorded;
        again["val_loss"].erase(50);
        auto result = compare_trials(recorded, record_with("aa"), again, record_with("bb"), 0);
        result.environment = {"torch: 1 when it was recorded, 2 now"};
        result.time = now();
        QVERIFY(write_reproduction(folder, result));
        const auto read = read_reproduction(folder).value();
        QVERIFY(read && !read->equal && read->first->step == 50 && !read->first->again);
        QCOMPARE(read->summary(), result.summary());
        QCOMPARE(read->environment, result.environment);
        QVERIFY(write_file_atomically(folder / "reproduction.json", "{\"equal\": 3"));
        QVERIFY(!read_reproduction(folder));
    }

    void a_damaged_table_names_its_line_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::newRow("no step") << QByteArray("epoch,loss\n0,1\n") << 1;
        QTest::newRow("a word") << QByteArray("loss,step\n1,1\nhalf,2\n") << 3;
        QTest::newRow("a short row") << QByteArray("loss,step\n1\n") << 2;
        QTest::newRow("no whole step") << QByteArray("loss,step\n1,1.5\n") << 2;
    }
    void a_damaged_table_names_its_line() {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        const QTemporaryDir dir;
        const fs::path file = fs::path(dir.path().toStdString()) / "metrics.csv";
        QVERIFY(write_file_atomically(file, text.toStdString()));
        const auto table = store::read_metrics_csv(file);
        QVERIFY(!table);
        QVERIFY(table.error().line == line || (line == 1 && table.error().line <= 2));
    }
};

LATHE_CORE_TEST(TestReproduction)
#include "test_reproduction.moc"
