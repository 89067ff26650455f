// SPDX-License-Identifier: GPL-3.0-or-later
// How records are written in the window.
#include <memory>
#include <optional>
#include <vector>

#include <QString>
#include <QStringList>
#include <QTest>

#include "core/base/clock.h"
#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"
#include "widgets/runs/compare_model.h"
#include "widgets/runs/record_display.h"
#include "widgets/runs/review_tables.h"

using namespace lathe;
using namespace lathe::gui;

class TestRecordDisplay : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aDurationIsWhatIsKnownOfIt_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("not measured") << 0.0 << QString();
        QTest::newRow("a clock that was set back") << -3.0 << QString();
        QTest::newRow("hardly any") << 0.00002 << QStringLiteral("< 0.001 s");
        QTest::newRow("milliseconds") << 0.034 << QStringLiteral("0.034 s");
        QTest::newRow("less than half a second") << 0.4 << QStringLiteral("0.4 s");
        QTest::newRow("nearly a second") << 0.996 << QStringLiteral("1 s");
        QTest::newRow("seconds") << 59.4 << QStringLiteral("59 s");
        QTest::newRow("minutes") << 723.0 << QStringLiteral("12 min 03 s");
    }
    void aDurationIsWhatIsKnownOfIt() {
        QFETCH(double, seconds);
        QTEST(durationText(seconds), "text");
        QVERIFY(durationText(std::nullopt).isNull());
    }

    void trialsAreComparedByIt() {
        auto study = std::make_shared<store::StudyRecord>();
        study->folder = "/runs/demo";
        for (int number = 0; number < 3; ++number) {
            store::TrialRecord trial = store::fixtures::make_trial(number, {});
            trial.start = from_unix_seconds(1.7e9);
            trial.end = from_unix_seconds(1.7e9 + 0.4);
            study->trials.push_back(trial);
        }
        study->trials[1].end = study->trials[1].start;
        study->trials[2].end.reset();
        const StudyPtr of = study;
        std::vector<SelectedTrial> trials;
        for (const auto& trial : of->trials) trials.push_back({{folderOf(of), trial.number}, of, &trial});
        QStringList shown;
        for (const CompareRow& row : comparisonRows(trials, {}, {}))
            if (row.name == QStringLiteral("duration")) shown = row.values;
        QCOMPARE(shown, QStringList({QStringLiteral("0.4 s"), QString(), QString()}));
        QVERIFY(shown[1].isNull() && shown[2].isNull());
    }
};

LATHE_TEST(TestRecordDisplay)
#include "test_record_display.moc"
