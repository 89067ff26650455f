// SPDX-License-Identifier: GPL-3.0-or-later
// Which curves the Review room draws, and how.
#include <QColor>
#include <QComboBox>
#include <QImage>
#include <QList>
#include <QListView>
#include <QPixmap>
#include <QTest>
#include <QTreeView>

#include "core/base/files.h"
#include "core/store/marks.h"
#include "tests/test_program.h"
#include "tests/widgets/runs/review_bench.h"
#include "widgets/runs/review_page.h"

using namespace lathe;
using namespace lathe::gui;
namespace fs = std::filesystem;

class TestReviewCurves : public ReviewBench {
    Q_OBJECT

  private Q_SLOTS:
    void severalStudiesAreDrawnTogether() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        const auto* studies = tree(page)->model();
        select(page, {studies->index(0, 0), studies->index(1, 0)});
        auto* legend = page.findChild<QListView*>(QStringLiteral("curvesLegend"))->model();
        QTRY_COMPARE(legend->rowCount(), 9);
        // As a mean and a band for each, until the person wants the lines.
        auto* groups = page.findChild<QComboBox*>(QStringLiteral("curvesGroup"));
        QCOMPARE(groups->currentText(), QStringLiteral("mean by study"));
        QTest::qWait(100);
        screenshot(page, QStringLiteral("review-studies"));
        select(page, {studies->index(0, 0)});
        QTRY_COMPARE(legend->rowCount(), 6);
        QCOMPARE(groups->currentIndex(), 0);
        select(page, {studies->index(0, 0), studies->index(1, 0)});
        groups->setCurrentIndex(0);
        Q_EMIT groups->activated(0);
        select(page, {studies->index(1, 0)});
        select(page, {studies->index(0, 0), studies->index(1, 0)});
        QCOMPARE(groups->currentIndex(), 0);
    }

    void aTrialHasItsColourWhateverWasSelectedBefore() {
        makeWorkspace();
        const auto swatchOf = [&](const QList<QPair<int, int>>& before) {
            ReviewPage page;
            open(page);
            tree(page)->expandAll();
            for (const auto& [study, row] : before) select(page, {trial(page, study, row)});
            select(page, {trial(page, 0, 3)});
            auto* legend = page.findChild<QListView*>(QStringLiteral("curvesLegend"))->model();
            static_cast<void>(QTest::qWaitFor([&] { return legend->rowCount() == 1; }));
            return legend->index(0, 0).data(Qt::DecorationRole).value<QPixmap>().toImage();
        };
        const QImage first = swatchOf({});
        QVERIFY(!first.isNull());
        QCOMPARE(swatchOf({{1, 2}, {0, 5}, {1, 0}}), first);
        // The one that a person gave it outranks that.
        const fs::path study = workspace_ / "fashion-lenet-20231114-221320";
        QVERIFY(store::change_marks(study, [](store::StudyMarks& marks) { marks.trials[3].color = "#ff0000"; }));
        const QImage red = swatchOf({});
        QVERIFY(red != first);
        QCOMPARE(red.pixelColor(4, 10), QColor(Qt::red));
    }

    void aMetricThatNobodyRecordedIsSaid() {
        makeWorkspace();
        const fs::path study = workspace_ / "squeeze-20231114-221320";
        fs::remove(store::journal_path(study));
        QVERIFY(
            write_file_atomically(study / "experiment.yaml",
                                  "lathe: 1\nname: squeeze\nsearch:\n  objective: {metric: val_f1, mode: maximize}\n"));
        ReviewPage page;
        open(page);
        const auto* studies = tree(page)->model();
        int row = 0;
        while (row < 2 && !studies->index(row, 0).data().toString().contains(QStringLiteral("squeeze"))) ++row;
        select(page, {studies->index(row, 0)});
        auto* metric = page.findChild<QComboBox*>(QStringLiteral("curvesMetric"));
        QTRY_COMPARE(metric->currentText(), QStringLiteral("train_loss"));
        QTRY_VERIFY(label(page, "curvesNote").contains(QStringLiteral("val_f1")));
        screenshot(page, QStringLiteral("review-other-metric"));
    }
};

LATHE_WINDOW_TEST(TestReviewCurves)
#include "test_review_curves.moc"
