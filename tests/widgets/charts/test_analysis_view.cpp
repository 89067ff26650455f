// SPDX-License-Identifier: GPL-3.0-or-later
// The analysis panel as a person uses it: every chart, by mouse and by keyboard, and its exports.
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "tests/test_program.h"
#include "tests/widgets/charts/analysis_sample.h"
#include "widgets/charts/analysis_view.h"
#include "widgets/charts/chart_canvas.h"
#include "widgets/charts/chart_file.h"

using namespace lathe;
using namespace lathe::gui;

class TestAnalysisView : public QObject {
    Q_OBJECT

    struct View : AnalysisView {
        View() {
            resize(900, 420);
            setInput(sampleStudy(40));
            show();
        }
        ChartCanvas& canvas() { return *findChild<ChartCanvas*>("chartCanvas"); }
        bool shown(const char* name) { return findChild<QWidget*>(name)->isVisible(); }
        QPoint pixel(const ChartPoint& point) {
            const ChartView at = canvas().view();
            return QPointF(at.pixelX(point.x), at.pixelY(point.y)).toPoint();
        }
    };

  private Q_SLOTS:
    void each_chart_offers_what_it_needs() {
        View view;
        for (const AnalysisChart& chart : analysisCharts()) {
            view.showChart(chart.id);
            QCOMPARE(view.chart(), QString(chart.id));
            QCOMPARE(view.shown("analysisX"), chart.needs != AnalysisChart::nothing);
            QCOMPARE(view.shown("analysisY"), chart.needs >= AnalysisChart::twoParameters);
            QCOMPARE(view.shown("analysisMaximizeX"), chart.needs == AnalysisChart::twoMetrics);
            QCOMPARE(view.shown("analysisMaximizeY"), chart.needs >= AnalysisChart::twoMetrics);
            QTRY_VERIFY2(view.canvas().picture().empty.isEmpty(), chart.id);
            QCOMPARE(view.canvas().accessibleName(), chart.name());
        }
        view.showChart("pareto");
        QVERIFY(view.findChild<QToolButton*>("analysisMaximizeY")->isChecked());  // an accuracy
        QVERIFY(!view.findChild<QToolButton*>("analysisMaximizeX")->isChecked());
    }

    // Trials that come in faster than it is worked out do not keep it from being shown; a new choice drops what was
    // asked for before.
    void importance_is_live_and_follows_the_choice() {
        View view;
        view.showChart("importance");
        auto* method = view.findChild<QComboBox*>("analysisX");
        auto* metric = view.findChild<QComboBox*>("analysisY");
        QCOMPARE(method->currentText(), QString("PED-ANOVA"));
        QCOMPARE(metric->currentText(), QString("val_loss"));
        for (int trials = 41; trials < 60; ++trials) {
            view.setInput(sampleStudy(trials));
            QTRY_VERIFY(view.canvas().picture().empty.isEmpty());
        }
        QTRY_VERIFY(view.canvas().picture().note.contains("6"));  // of 59: five failed, one NaN
        method->setCurrentText("fANOVA");
        Q_EMIT method->activated(method->currentIndex());
        QTRY_VERIFY(view.canvas().picture().note.contains("fANOVA: "));
        metric->setCurrentText("val_acc");
        Q_EMIT metric->activated(metric->currentIndex());
        QVERIFY(view.findChild<QToolButton*>("analysisMaximizeY")->isChecked());
        QTRY_VERIFY(view.canvas().picture().x.label.contains("val_acc"));
        view.showChart("history");
        QCOMPARE(view.canvas().picture().paths.size(), std::size_t{1});
    }

    void a_choice_survives_new_trials() {
        View view;
        view.showChart("slice");
        auto* x = view.findChild<QComboBox*>("analysisX");
        QTest::keyClick(x, Qt::Key_Down);
        Q_EMIT x->activated(x->currentIndex());
        QCOMPARE(x->currentText(), QString("opt.name"));
        view.setInput(sampleStudy(55));
        QTRY_VERIFY(view.canvas().picture().points.size() > 40);
        QCOMPARE(x->currentText(), QString("opt.name"));
    }

    void hover_and_selection_by_mouse() {
        View view;
        QSignalSpy hovered(&view, &AnalysisView::runHovered);
        QSignalSpy selected(&view, &AnalysisView::selectedRunsChanged);
        const auto& points = view.canvas().picture().points;
        const ChartPoint first = points[0];
        QTest::mouseMove(&view.canvas(), view.pixel(first));
        QTRY_COMPARE(hovered.count(), 1);
        QCOMPARE(hovered.last().at(0).toInt(), first.run);
        QTest::mouseClick(&view.canvas(), Qt::LeftButton, {}, view.pixel(first));
        QCOMPARE(selected.last().at(0).value<QSet<int>>(), QSet<int>{first.run});
        QTest::mouseClick(&view.canvas(), Qt::LeftButton, Qt::ControlModifier, view.pixel(points[1]));
        QCOMPARE(selected.last().at(0).value<QSet<int>>(), (QSet<int>{first.run, points[1].run}));
    }

    void walk_select_and_zoom_by_keyboard() {
        View view;
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.canvas().setFocus();
        QSignalSpy hovered(&view, &AnalysisView::runHovered);
        QSignalSpy selected(&view, &AnalysisView::selectedRunsChanged);
        QTest::keyClick(&view.canvas(), Qt::Key_Right);
        QCOMPARE(hovered.last().at(0).toInt(), 0);  // the history goes from left to right
        QTest::keyClick(&view.canvas(), Qt::Key_Right);
        QCOMPARE(hovered.last().at(0).toInt(), 1);
        QVERIFY(view.canvas().accessibleDescription().contains("val_loss"));
        QTest::keyClick(&view.canvas(), Qt::Key_Return);
        QCOMPARE(selected.last().at(0).value<QSet<int>>(), QSet<int>{1});
        const double span = view.canvas().view().x.high - view.canvas().view().x.low;
        QTest::keyClick(&view.canvas(), Qt::Key_Plus);
        QVERIFY(view.canvas().isZoomed());
        QVERIFY(view.canvas().view().x.high - view.canvas().view().x.low < span);
        auto* fit = view.findChild<QToolButton*>("analysisResetZoom");
        QVERIFY(fit->isEnabled());
        QTest::keyClick(&view.canvas(), Qt::Key_0);
        QVERIFY(!view.canvas().isZoomed() && !fit->isEnabled());
        QCOMPARE(view.canvas().view().x.high - view.canvas().view().x.low, span);
    }

    void zoom_is_kept_while_trials_come_in() {
        View view;
        QTest::keyClick(&view.canvas(), Qt::Key_Plus);
        const double high = view.canvas().view().x.high;
        view.setInput(sampleStudy(80));
        QTRY_VERIFY(view.canvas().picture().points.size() > 70);
        QCOMPARE(view.canvas().view().x.high, high);
    }

    void every_chart_is_written_in_every_format() {
        View view;
        QTemporaryDir folder;
        for (const AnalysisChart& chart : analysisCharts()) {
            view.showChart(chart.id);
            QTRY_VERIFY(view.canvas().picture().empty.isEmpty());
            for (const auto& [suffix, head] :
                 {std::pair{"png", "\x89PNG"}, {"svg", "<?xml"}, {"pdf", "%PDF"}, {"csv", "mark,run,"}}) {
                const QString path = folder.filePath(QStringLiteral("%1.%2").arg(chart.id, suffix));
                auto taken = ChartFile::take(path, view.exported());
                QVERIFY(taken.has_value());
                QVERIFY(taken->write({}).has_value());
                QFile file(path);
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QByteArray bytes = file.readAll();
                QVERIFY2(bytes.startsWith(head), qPrintable(path));
                if (qstrcmp(suffix, "csv") == 0) QVERIFY2(bytes.count('\n') > 2, qPrintable(path));
            }
        }
    }

    void every_control_has_a_name() {
        View view;
        for (QWidget* widget : view.findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith("qt_")) continue;
            bool ofCombo = false;  // the list that a combo box opens
            for (QWidget* up = widget->parentWidget(); up; up = up->parentWidget())
                ofCombo = ofCombo || qobject_cast<QComboBox*>(up);
            if (ofCombo) continue;
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
    }
};

LATHE_WINDOW_TEST(TestAnalysisView)
#include "test_analysis_view.moc"
