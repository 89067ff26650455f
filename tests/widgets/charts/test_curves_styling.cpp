// SPDX-License-Identifier: GPL-3.0-or-later
// How lines look: by their own style, a person's colour, or the value of a parameter.
#include <vector>

#include <QAbstractItemView>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QPixmap>
#include <QtTest>

#include "tests/test_program.h"
#include "widgets/charts/color_ramp.h"
#include "widgets/charts/curves_styling.h"
#include "widgets/charts/curves_view.h"
#include "widgets/charts/run_styles.h"
#include "widgets/charts/series_style.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

CurveProperty propertyOf(const QString& name, const QList<double>& numbers) {
    CurveProperty made{name, {}, {}};
    for (int run = 0; run < numbers.size(); ++run) {
        made.text[run] = QString::number(numbers[run]);
        made.numbers[run] = numbers[run];
    }
    return made;
}

}  // namespace

class TestCurvesStyling : public QObject {
    Q_OBJECT

    CurveData data_;

    void fill(int runs) {
        data_ = CurveData();
        for (int run = 0; run < runs; ++run) data_.add(run, "loss", {{0, 0, 1.0}});
    }

  private Q_SLOTS:
    void aTrialHasOneSeriesByItsStudyAndNumber() {
        QCOMPARE(seriesOfTrial("/a/b/demo-20260101", 3), seriesOfTrial("demo-20260101/", 3));
        QCOMPARE(seriesOfTrial("demo", 4), seriesOfTrial("demo", 3) + 1);
        QVERIFY(seriesOfTrial("demo", 0) != seriesOfTrial("other", 0));
        RunStyles styles;
        styles.setOffset(2);
        QCOMPARE(styles.color(1, false), seriesColor(3, false));
        RunStyle own;
        own.series = 5;
        styles.set(1, own);
        QCOMPARE(styles.color(1, true), seriesColor(5, true));
        own.color = Qt::red;
        styles.set(1, own);
        QCOMPARE(styles.color(1, true), QColor(Qt::red));
        QCOMPARE(styles.pen(1, true, 2).color(), QColor(Qt::red));
        styles.remove(1);
        QCOMPARE(styles.color(1, false), seriesColor(3, false));
    }

    void fewValuesHaveAColourEachInTheirOrder() {
        fill(4);
        CurvesStyling styling;
        styling.setProperties({propertyOf("batch", {128, 32, 128, 64})});
        CurvesScene scene(data_);
        styling.style(scene, "batch", {});
        QCOMPARE(scene.color(1, false), seriesColor(0, false));  // 32
        QCOMPARE(scene.color(3, false), seriesColor(1, false));  // 64
        QCOMPARE(scene.color(0, false), seriesColor(2, false));
        QCOMPARE(scene.color(2, false), scene.color(0, false));
        QVERIFY(scene.label(1).endsWith("batch 32"));
        styling.style(scene, {}, {});
        QCOMPARE(scene.label(1), QString("Trial 1"));
        QCOMPARE(scene.color(1, false), seriesColor(1, false));
    }

    void manyNumbersHaveARamp() {
        fill(20);
        QList<double> numbers;
        for (int i = 0; i < 20; ++i) numbers << 0.1 * (19 - i);
        CurvesStyling styling;
        styling.setProperties({propertyOf("opt.lr", numbers)});
        CurvesScene scene(data_);
        styling.style(scene, "opt.lr", {});
        QCOMPARE(scene.color(19, false), ColorRamp(false).of(0));
        QCOMPARE(scene.color(0, true), ColorRamp(true).of(1));
        QVERIFY(scene.label(0).endsWith("lr 1.9"));
    }

    void whoHasNoValueIsGrey() {
        fill(3);
        CurveProperty some = propertyOf("a", {1, 2});
        CurvesStyling styling;
        styling.setProperties({some});
        CurvesScene scene(data_);
        styling.style(scene, "a", {});
        QCOMPARE(scene.color(2, false), ColorRamp(false).color(-1));
    }

    void linesAreDashedByAnother() {
        fill(4);
        CurvesStyling styling;
        styling.setProperties({propertyOf("a", {1, 1, 2, 2}), propertyOf("b", {1, 2, 1, 2})});
        CurvesScene scene(data_);
        styling.style(scene, "a", "b");
        QCOMPARE(scene.color(0, false), scene.color(1, false));
        QVERIFY(scene.pen(0, false, 1).dashPattern() != scene.pen(1, false, 1).dashPattern());
        QCOMPARE(scene.pen(0, false, 1).dashPattern(), scene.pen(2, false, 1).dashPattern());
        QVERIFY(scene.label(3).endsWith("a 2, b 2"));
    }

    void groupsHaveTheColourOfWhatTheyStandFor() {
        fill(4);
        CurveGrouping grouping{"study", {{0, "b"}, {1, "a"}, {2, "b"}, {3, "a"}}, {}};
        grouping.styles["b"] = styleOfSeries(6);
        CurvesStyling styling;
        styling.setGroupings({grouping});
        CurvesScene scene(data_);
        styling.group(scene, "study");
        QCOMPARE(scene.groupNames.front(), QString("study = a"));
        QCOMPARE(scene.color(1, false), seriesColor(0, false));
        QCOMPARE(scene.color(0, false), seriesColor(6, false));
    }

    void thePersonChoosesInTheMenu() {
        CurvesView view;
        view.addPoints(0, "loss", {{0, 0, 1.0}, {1, 1, 0.5}});
        view.addPoints(1, "loss", {{0, 0, 1.0}, {1, 1, 0.7}});
        view.setProperties({propertyOf("opt.lr", {0.1, 0.2})});
        auto* menu = view.findChild<QMenu*>("curvesColorMenu");
        QVERIFY(menu);
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 2);
        QVERIFY(menu->actions()[0]->isChecked());
        menu->actions()[1]->trigger();
        auto* legend = view.findChild<QAbstractItemView*>("curvesLegend")->model();
        QTRY_COMPARE(legend->index(1, 0).data().toString(), QString("Trial 1 \u00b7 lr 0.2"));
    }

    void aLegendShowsColourAndDashOfTheLine_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void aLegendShowsColourAndDashOfTheLine() {
        QFETCH(bool, dark);
        std::vector<QImage> seen;
        for (int dash = 0; dash < 4; ++dash) {
            const int series = dash * seriesColorCount() + 3;
            const QPixmap swatch = lineSwatch(seriesPen(series, dark, curveWidth));
            const QImage image = swatch.toImage();
            const int middle = image.height() / 2;
            QCOMPARE(image.pixelColor(4, middle).rgb(), seriesColor(series, dark).rgb());
            int pieces = 0;
            bool ink = false;
            for (int x = 0; x < image.width(); ++x) {
                const bool here = image.pixelColor(x, middle).alpha() > 127;
                pieces += here && !ink ? 1 : 0;
                ink = here;
            }
            QCOMPARE(pieces > 1, dash > 0);
            for (const QImage& other : seen) QVERIFY(image != other);
            seen.push_back(image);
        }
    }

    void aMetricThatIsNotThereGivesWayUntilItIs() {
        CurvesView view;
        view.setMetric("val_f1");
        view.addPoints(0, "epoch", {{0, 0, 0.0}});
        view.addPoints(0, "train_loss", {{0, 0, 1.0}});
        QCOMPARE(view.metric(), QString("val_f1"));
        view.showWhatThereIs();
        QCOMPARE(view.metric(), QString("train_loss"));
        QVERIFY(view.findChild<QLabel*>("curvesNote")->text().contains("val_f1"));
        view.addPoints(0, "val_f1", {{0, 0, 0.5}});
        QCOMPARE(view.metric(), QString("val_f1"));
        QVERIFY(view.findChild<QLabel*>("curvesNote")->text().isEmpty());
    }
};

LATHE_WINDOW_TEST(TestCurvesStyling)
#include "test_curves_styling.moc"
