// SPDX-License-Identifier: GPL-3.0-or-later
// All metrics at once: which charts there are, and that they go together.
#include <cmath>

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "tests/test_program.h"
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
