// SPDX-License-Identifier: GPL-3.0-or-later
// All metrics at once: which charts there are, and that they go together.

#include <algorithm>
#include <cmath>

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "tests/test_program.h"
#include "widgets/charts/chart_exports.h"
#include "widgets/charts/curves_overlay.h"
#include "widgets/charts/curves_plot.h"
#include "widgets/charts/curves_view.h"
#include "widgets/charts/curves_wall.h"
#include "widgets/charts/metric_cards.h"
#include "widgets/charts/wall_card.h"
#include "widgets/common/theme.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

QStringList titles(const std::vector<MetricCard>& cards) {
    QStringList all;
    for (const MetricCard& card : cards) all << card.title();
    return all;
}

std::vector<store::ScalarPoint> ramp(double slope) {
    std::vector<store::ScalarPoint> points;
    for (int step = 0; step < 50; ++step) points.push_back({step, 1.7e9 + step, slope * step});
    return points;
}

}  // namespace

class TestCurvesWall : public QObject {
    Q_OBJECT

    std::unique_ptr<CurvesView> view_;

    CurvesWall* wall() { return view_->findChild<CurvesWall*>(); }
    WallCard* card(const char* metric) {
        for (auto* one : wall()->findChildren<WallCard*>())
            if (one->card().metric == QLatin1String(metric) && !one->isHidden()) return one;
        return nullptr;
    }
    void open(const QStringList& metrics) {
        view_ = std::make_unique<CurvesView>();
        view_->resize(1200, 700);
        for (int run = 0; run < 3; ++run)
            for (const QString& metric : metrics) view_->addPoints(run, metric, ramp(run + 1));
        view_->showWall(true);
        view_->show();
        QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
        QTRY_VERIFY(wall()->isVisible());
    }

    // As chosen in the dialog that is open; waits until it is written.
    QByteArray writtenTo(const QString& path) {
        auto* dialog = view_->findChild<QFileDialog*>("chartExportDialog");
        if (!dialog) return {};
        Q_EMIT dialog->fileSelected(path);
        delete dialog;
        ChartExports& exports = ChartExports::of(*view_);
        if (!QTest::qWaitFor([&] { return !exports.isBusy(); })) return {};
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    // An action of the menu that a chart has by keyboard.
    void choose(QWidget* chart, const char* action) {
        const QPoint middle = chart->rect().center();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, middle, chart->mapToGlobal(middle));
        QCoreApplication::sendEvent(chart, &event);
        const QPointer<QMenu> menu = chart->findChild<QMenu*>("chartMenu");
        QVERIFY(menu);
        auto* chosen = menu->findChild<QAction*>(action);
        QVERIFY2(chosen, action);
        chosen->trigger();
        delete menu.data();
    }

  private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }
    void cleanup() { view_.reset(); }

    void cardsOfTrainingAndValidationAreOne() {
        const QStringList metrics{"train_loss", "val_loss", "test_loss", "lr",      "epoch",
                                  "layer10/w",  "layer2/w", "train_acc", "layer2/b"};
        QCOMPARE(titles(metricCards(metrics, {}, QRegularExpression())),
                 QStringList(
                     {"lr", "test_loss", "train_acc", "val_loss · train_loss ┄", "layer2/b", "layer2/w", "layer10/w"}));
        QCOMPARE(titles(metricCards(metrics, {"layer2/w"}, QRegularExpression())).front(), QStringLiteral("layer2/w"));
        QCOMPARE(titles(metricCards(metrics, {}, QRegularExpression("^train_loss"))),
                 QStringList{"val_loss · train_loss ┄"});
        QVERIFY(metricCards(metrics, {}, QRegularExpression("(")).empty());
    }

    // Beside the losses, not among them: a section of its own at the end, and never the curve that is shown first.
    void theUseOfTheMachineComesLast() {
        QCOMPARE(titles(metricCards({"system/cpu_percent", "val_loss", "weights/a", "system/gpu0/power_w"}, {},
                                    QRegularExpression())),
                 QStringList({"val_loss", "weights/a", "system/cpu_percent", "system/gpu0/power_w"}));
        CurvesView view;
        view.addPoints(0, "system/cpu_percent", ramp(1));
        QCOMPARE(view.metric(), QString());
        view.addPoints(0, "val_loss", ramp(1));
        view.addPoints(0, "weights/a", ramp(1));
        QCOMPARE(view.metric(), QStringLiteral("val_loss"));
        QCOMPARE(view.metrics(), QStringList({"val_loss", "weights/a", "system/cpu_percent"}));
    }

    void metricsGoWithTheLastRunThatHasThem() {
        CurvesView view;
        view.addPoints(0, "val_loss", ramp(1));
        view.addPoints(0, "test_perplexity", ramp(1));
        view.addPoints(1, "val_loss", ramp(1));
        view.removeRun(0);
        QCOMPARE(view.metrics(), QStringList{"val_loss"});
        view.removeRun(1);
        QVERIFY(view.metrics().isEmpty());
        view.addPoints(2, "val_loss", ramp(1));
        QCOMPARE(view.metrics(), QStringList{"val_loss"});
        QCOMPARE(view.metric(), QStringLiteral("val_loss"));
    }

    void everyMetricHasAChart() {
        open({"train_loss", "val_loss", "lr", "epoch"});
        QCOMPARE(wall()->cardCount(), 2);
        QTRY_COMPARE(card("val_loss")->plot()->lineCount(), 3);
        QCOMPARE(card("val_loss")->card().beside, QStringLiteral("train_loss"));
        view_->addPoints(0, "val_acc", ramp(1));
        QTRY_COMPARE(wall()->cardCount(), 3);
        view_->removeRun(1);
        QTRY_COMPARE(card("val_loss")->plot()->lineCount(), 2);
        view_->clear();
        QCOMPARE(wall()->cardCount(), 0);
        QVERIFY(wall()->findChild<QLabel*>("curvesWallEmpty")->isVisible());
    }

    void oneIsZoomedAndAllAre() {
        open({"a", "b"});
        QTRY_COMPARE(card("b")->plot()->lineCount(), 3);
        card("a")->plot()->zoom(0.5, card("a")->plot()->axisRect()->rect().center(), Qt::Horizontal);
        QCOMPARE(card("b")->plot()->xAxis->range(), card("a")->plot()->xAxis->range());
        QVERIFY(wall()->isZoomed());
        view_->findChild<QToolButton*>("curvesResetZoom")->click();
        QVERIFY(!wall()->isZoomed());
    }

    void theCrosshairIsInAll() {
        open({"a", "b"});
        QTRY_COMPARE(card("a")->plot()->lineCount(), 3);
        QSignalSpy pointed(card("a")->plot(), &CurvesPlot::keyPointedAt);
        QTest::mouseMove(card("a")->plot(), card("a")->plot()->axisRect()->rect().center());
        QTRY_VERIFY(!pointed.isEmpty());
        const double key = pointed.last().front().toDouble();
        QVERIFY(std::isfinite(key));
        const auto* other = card("b")->plot();
        const auto& crosshair = other->findChild<CurvesOverlay*>()->crosshair();
        QVERIFY(crosshair);
        QVERIFY(std::abs(crosshair->mouse.x() - other->xAxis->coordToPixel(key)) < 1);
        QCOMPARE(crosshair->readings.size(), 3u);
    }

    void aPinBringsItToTheTopAndAButtonShowsItAlone() {
        open({"a", "b", "c"});
        wall()->setPinned({"c"});
        QTRY_VERIFY(card("c")->y() <= card("a")->y() && card("c")->x() < card("a")->x());
        Q_EMIT card("b")->opened();
        QTRY_VERIFY(!wall()->isVisible());
        QCOMPARE(view_->metric(), QStringLiteral("b"));
    }

    // What a person has arranged is there again the next time.
    void theLayoutIsKept() {
        open({"a", "b", "c"});
        card("c")->findChild<QToolButton*>("wallCardPin")->click();
        QTRY_COMPARE(wall()->pinned(), QSet<QString>{"c"});
        wall()->findChild<QLineEdit*>("curvesWallFilter")->setText("b|c");
        view_->findChild<QToolButton*>("curvesLogY")->click();
        const QVariantMap layout = view_->saveLayout();
        CurvesView next;
        next.restoreLayout({});
        QVERIFY(!next.findChild<QToolButton*>("curvesWallButton")->isChecked());
        next.restoreLayout(layout);
        QCOMPARE(next.saveLayout(), layout);
        QVERIFY(next.findChild<QToolButton*>("curvesWallButton")->isChecked());
        QVERIFY(next.findChild<QToolButton*>("curvesLogY")->isChecked());
        QCOMPARE(next.findChild<CurvesWall*>()->pinned(), QSet<QString>{"c"});
        // Smoothing that nobody has chosen stays off for short curves.
        QVERIFY(next.findChild<QAction*>("curvesSmoothLong")->isChecked());
        next.findChild<QSlider*>("curvesSmoothing")->setValue(300);
        view_->restoreLayout(next.saveLayout());
        QCOMPARE(view_->findChild<QSlider*>("curvesSmoothing")->value(), 300);
        QVERIFY(!view_->findChild<QAction*>("curvesSmoothLong")->isChecked());
    }

    // Tab goes through the charts as they stand.
    void tabFollowsThePlaces() {
        open({"a", "b", "c"});
        wall()->setPinned({"c"});
        QTRY_VERIFY(card("c")->x() < card("a")->x());
        QList<QWidget*> expected;
        for (const char* metric : {"c", "a", "b"}) expected += card(metric)->tabOrder();
        QList<QWidget*> met;
        for (QWidget* at = expected.front(); met.size() < expected.size(); at = at->nextInFocusChain())
            if (expected.contains(at)) met << at;
        QCOMPARE(met, expected);
    }

    // A name as long as a line neither widens its chart beyond the wall nor loses its end.
    void aLongNameFits() {
        const QString longName = QStringLiteral("layer/") + QString(200, u'w') + QStringLiteral("/last");
        open({longName, "a"});
        const auto* title = card(qPrintable(longName))->findChild<QLabel*>("wallCardTitle");
        QTRY_VERIFY(title->text().endsWith(QStringLiteral("/last")) && title->text() != longName);
        QVERIFY(title->mapTo(wall(), title->rect().topRight()).x() < wall()->width());
        QCOMPARE(title->toolTip(), longName);
    }

    void runsGoTogether() {
        open({"a", "b"});
        view_->addPoints(2, "c", ramp(1));
        QTRY_COMPARE(card("a")->plot()->lineCount(), 3);
        view_->removeRuns({0, 2});
        QTRY_COMPARE(card("a")->plot()->lineCount(), 1);
        QCOMPARE(view_->metrics(), QStringList({"a", "b"}));
    }

    // Of points that are elsewhere a file with the numbers says so, before it is chosen and when it is written.
    void aFileSaysWhatItLacks() {
        QTemporaryDir folder;
        open({"a"});
        auto* exports = new ChartExports(*view_);
        const QSignalSpy written(exports, &ChartExports::written);
        const auto filters = [&] {
            const auto* dialog = view_->findChild<QFileDialog*>("chartExportDialog");
            return dialog ? dialog->nameFilters().join(u'\n') : QString();
        };
        for (const bool every : {true, false}) {
            view_->setLacks(every ? QString() : QStringLiteral("the rest is elsewhere"));
            for (const bool alone : {true, false}) {
                view_->showWall(!alone);
                view_->findChild<QAction*>("curvesExport")->trigger();
                QCOMPARE(filters().contains(QStringLiteral("every point")), every);
                QVERIFY(!writtenTo(folder.filePath("a.csv")).isEmpty());
                QCOMPARE(written.last().at(1).toString().isEmpty(), every);
            }
            view_->findChild<QAction*>("curvesExport")->trigger();
            QVERIFY(!writtenTo(folder.filePath("a.png")).isEmpty());
            QVERIFY(written.last().at(1).toString().isEmpty());  // a picture shows what there is to see
        }
    }

    void aChartOfTheWallIsExported() {
        QTemporaryDir folder;
        open({"val_loss", "train_loss", "layer/w"});
        choose(card("val_loss")->plot(), "wallMenuExport");
        const QByteArray lines = writtenTo(folder.filePath("one.csv"));
        QVERIFY(lines.startsWith("run,label,metric,step,wall_time,value\n"));
        QCOMPARE(lines.count('\n'), 1 + 2 * 3 * 50);  // what is drawn beside it, too
        QVERIFY(lines.contains(",train_loss,") && !lines.contains("layer/w"));
        card("layer/w")->findChild<QToolButton*>("wallCardExport")->click();
        QVERIFY(writtenTo(folder.filePath("one.png")).startsWith("\x89PNG"));
    }

    void theWholeWallIsExported() {
        QTemporaryDir folder;
        QStringList metrics{"val_loss", "train_loss", "val_acc"};
        for (int i = 0; i < 30; ++i) metrics << QStringLiteral("layer/%1").arg(i);  // more than can be seen
        open(metrics);
        choose(card("val_acc")->plot(), "wallMenuExportAll");
        const QByteArray lines = writtenTo(folder.filePath("all.csv"));
        QCOMPARE(lines.count('\n'), 1 + 33 * 3 * 50);
        // The same by the bar above.
        view_->findChild<QAction*>("curvesExport")->trigger();
        QVERIFY(writtenTo(folder.filePath("all.pdf")).startsWith("%PDF"));
        wall()->findChild<QLineEdit*>("curvesWallFilter")->setText("acc");
        view_->findChild<QAction*>("curvesExport")->trigger();
        QCOMPARE(writtenTo(folder.filePath("some.csv")).count('\n'), 1 + 3 * 50);
    }

    // The right button drags the chart; where it is let go at once, it opens the menu.
    void theMenuComesByTheMouse() {
        open({"val_loss"});
        auto* plot = card("val_loss")->plot();
        const QPoint at = plot->rect().center();
        QTest::mousePress(plot, Qt::RightButton, {}, at);
        QContextMenuEvent early(QContextMenuEvent::Mouse, at, plot->mapToGlobal(at));
        QCoreApplication::sendEvent(plot, &early);
        QTest::mouseMove(plot, at + QPoint(60, 0));
        QTest::mouseRelease(plot, Qt::RightButton, {}, at + QPoint(60, 0));
        QVERIFY(!plot->findChild<QMenu*>("chartMenu"));
        QTest::mouseClick(plot, Qt::RightButton, {}, at);
        QVERIFY(plot->findChild<QMenu*>("chartMenu"));
        delete plot->findChild<QMenu*>("chartMenu");
    }

    void aChartAloneIsExported() {
        QTemporaryDir folder;
        open({"val_loss", "lr"});
        view_->showWall(false);
        view_->findChild<QAction*>("curvesExport")->trigger();
        QCOMPARE(writtenTo(folder.filePath("alone.csv")).count('\n'), 1 + 3 * 50);
        const auto plots = view_->findChildren<CurvesPlot*>("curvesPlot");
        const auto shown = std::ranges::find_if(plots, &QWidget::isVisible);
        QVERIFY(shown != plots.end());
        choose(*shown, "chartMenuExport");
        QVERIFY(writtenTo(folder.filePath("alone.svg")).startsWith("<?xml"));
    }

    void theFilterIsARegularExpression() {
        open({"val_loss", "val_acc", "lr"});
        auto* filter = wall()->findChild<QLineEdit*>("curvesWallFilter");
        filter->setText("acc|lr");
        QCOMPARE(wall()->cardCount(), 2);
        filter->setText("(");
        QCOMPARE(wall()->cardCount(), 0);
        QVERIFY(wall()->findChild<QLabel*>("curvesWallEmpty")->isVisible());
    }
};

LATHE_WINDOW_TEST(TestCurvesWall)
#include "test_curves_wall.moc"
