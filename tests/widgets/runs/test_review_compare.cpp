// SPDX-License-Identifier: GPL-3.0-or-later
// Trials side by side in the Review room: what they are compared by, and what is left out.
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QLineEdit>
#include <QString>
#include <QStringList>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"
#include "tests/widgets/runs/review_bench.h"
#include "widgets/runs/review_page.h"

using namespace lathe;
using namespace lathe::gui;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

class TestReviewCompare : public ReviewBench {
    Q_OBJECT

  private Q_SLOTS:
    void theEnvironmentOfATrialIsRead() {
        makeWorkspace();
        record("20260101-101010", "2.6.0", {0, 1});
        ReviewPage page;
        open(page);
        select(page, {trial(page, 0, 0)});
        compare(page, QStringLiteral("Environment"));
        QTRY_COMPARE(value(page, QStringLiteral("torch.version"), 0), QStringLiteral("2.6.0"));
        QCOMPARE(value(page, QStringLiteral("code.paper.commit"), 0), QStringLiteral("7c1e0a52"));
        QCOMPARE(value(page, QStringLiteral("inputs[data.root].files"), 0), QStringLiteral("1"));
        QCOMPARE(label(page, "reviewCompareNote"), QString());
        screenshot(page, QStringLiteral("review-environment"));
        page.findChild<QLineEdit*>(QStringLiteral("reviewCompareFilter"))->setText(QStringLiteral("OPENBLAS"));
        QCOMPARE(shownRows(page),
                 QStringList({QStringLiteral("torch.blas"), QStringLiteral("libraries.libopenblas.path"),
                              QStringLiteral("libraries.libopenblas.package"),
                              QStringLiteral("libraries.libopenblas.version")}));
        page.findChild<QAction*>(QStringLiteral("reviewCompareCopy"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), 5);
        page.findChild<QAction*>(QStringLiteral("reviewCompareCopyCsv"))->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("section,property,Trial 0\n")));
        page.findChild<QLineEdit*>(QStringLiteral("reviewCompareFilter"))->setText(QStringLiteral("no such thing"));
        QVERIFY(label(page, "reviewCompareHint").contains(QStringLiteral("no such thing")));
    }

    void ofSeveralTrialsOnlyWhatDiffersIsShown() {
        makeWorkspace();
        record("20260101-101010", "2.6.0", {0, 1});
        record("20260202-101010", "2.7.1", {2});
        ReviewPage page;
        open(page);
        select(page, {trial(page, 0, 0), trial(page, 0, 2)});
        compare(page, QStringLiteral("Environment"));
        QTRY_COMPARE(shownRows(page), QStringList({QStringLiteral("provenance"), QStringLiteral("torch.version")}));
        QCOMPARE(value(page, QStringLiteral("torch.version"), 1), QStringLiteral("2.7.1"));
        screenshot(page, QStringLiteral("review-environment-differs"));
        select(page, {trial(page, 0, 0), trial(page, 0, 1)});
        QTRY_VERIFY(label(page, "reviewCompareHint").startsWith(QStringLiteral("No difference")));
        screenshot(page, QStringLiteral("review-environment-equal"));
    }

    void whatWasNotRecordedDiffersFromNothing() {
        makeWorkspace();
        record("20260101-101010", "2.6.0", {0});
        ReviewPage page;
        open(page);
        select(page, {trial(page, 0, 3)});
        compare(page, QStringLiteral("Environment"));
        QTRY_VERIFY(label(page, "reviewCompareNote").contains(QStringLiteral("trial 3")));
        select(page, {trial(page, 0, 0), trial(page, 0, 3)});
        QTRY_COMPARE(value(page, QStringLiteral("torch.version"), 1), QStringLiteral("not recorded"));
        QCOMPARE(shownRows(page), QStringList{QStringLiteral("provenance")});
        QVERIFY(label(page, "reviewCompareNote").contains(QStringLiteral("trial 3")));
        // A record that cannot be read is no record that is missing.
        put_bytes(workspace_ / "fashion-lenet-20231114-221320/provenance/20260101-101010.json", "{");
        page.refresh();
        select(page, {trial(page, 0, 0)});
        QTRY_VERIFY(label(page, "reviewCompareNote").contains(QStringLiteral("20260101-101010.json")));
    }

    void aTrialThatWasReproducedSaysSo() {
        makeWorkspace();
        ReviewPage page;
        page.setReproductionText([](const fs::path& folder) {
            return store::trial_number(folder) == 2 ? QStringLiteral("equal: 66 scalars") : QString();
        });
        open(page);
        const auto* table = page.findChild<QTableView*>(QStringLiteral("reviewCompare"))->model();
        const auto row = [&] {
            for (int at = 0; at < table->rowCount(); ++at)
                if (table->headerData(at, Qt::Vertical).toString() == QStringLiteral("reproduced")) return at;
            return -1;
        };
        select(page, {trial(page, 0, 1), trial(page, 0, 2)});
        compare(page);
        QTRY_VERIFY(row() >= 0);
        QVERIFY(!table->index(row(), 0).data().toString().contains(QStringLiteral("equal")));
        QCOMPARE(table->index(row(), 1).data().toString(), QStringLiteral("equal: 66 scalars"));
        select(page, {trial(page, 0, 1)});
        QTRY_COMPARE(row(), -1);
    }

    void twoTrialsShowHowTheirConfigsDiffer() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        select(page, {trial(page, 0, 0), trial(page, 0, 3)});
        QTRY_VERIFY(text(page, "reviewConfig").contains(QStringLiteral("-  lr: 0.001\n+  lr: 0.004")));
        compare(page);
        QCOMPARE(page.findChild<QTableView*>(QStringLiteral("reviewCompare"))->model()->columnCount(), 2);
        // What is the same in both stands there only when it is asked for.
        QVERIFY(shownRows(page).contains(QStringLiteral("opt.lr")));
        QVERIFY(!shownRows(page).contains(QStringLiteral("train.epochs")));
        page.findChild<QCheckBox*>(QStringLiteral("reviewCompareDifferences"))->setChecked(false);
        QVERIFY(shownRows(page).contains(QStringLiteral("train.epochs")));
        screenshot(page, QStringLiteral("review-diff"));
    }

    void anyNumberOfTrialsOfAnyStudyAreCompared() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        auto* compareTrials = page.findChild<QAction*>(QStringLiteral("reviewCompareTrials"));
        QVERIFY(!compareTrials->isEnabled());
        tree(page)->expandAll();
        select(page, {trial(page, 1, 2), trial(page, 0, 1), trial(page, 0, 4)});
        QVERIFY(compareTrials->isEnabled());
        compareTrials->trigger();
        auto* table = page.findChild<QTableView*>(QStringLiteral("reviewCompare"));
        QVERIFY(table->isVisible());
        const auto* model = table->model();
        QCOMPARE(model->columnCount(), 3);
        // In natural order, each with its line.
        QCOMPARE(model->headerData(0, Qt::Horizontal).toString(),
                 QStringLiteral("fashion-lenet-20231114-221320, trial 1"));
        QCOMPARE(model->headerData(2, Qt::Horizontal).toString(), QStringLiteral("squeeze-20231114-221320, trial 2"));
        QVERIFY(!model->headerData(0, Qt::Horizontal, Qt::DecorationRole).isNull());
        QCOMPARE(value(page, QStringLiteral("opt.lr"), 2), QStringLiteral("0.003"));
        QTRY_VERIFY(text(page, "reviewLog").contains(QStringLiteral("trial 1 done")));
        QVERIFY(text(page, "reviewLog1").contains(QStringLiteral("trial 4 done")));
        QVERIFY(text(page, "reviewLog2").contains(QStringLiteral("trial 2 done")));
        // Of whole studies the best of each.
        const auto* studies = tree(page)->model();
        select(page, {studies->index(0, 0), studies->index(1, 0)});
        QTRY_COMPARE(model->columnCount(), 2);
        QVERIFY(model->headerData(1, Qt::Horizontal).toString().contains(QStringLiteral("trial 1")));
    }
};

LATHE_WINDOW_TEST(TestReviewCompare)
#include "test_review_compare.moc"
