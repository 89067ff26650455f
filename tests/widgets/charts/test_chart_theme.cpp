// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of charts in both themes.
#include <QTest>

#include "tests/test_program.h"
#include "widgets/charts/chart_theme.h"
#include "widgets/charts/color_ramp.h"
#include "widgets/charts/series_style.h"
#include "widgets/common/theme.h"

using namespace lathe::gui;

class TestChartTheme : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void marksAndHandlesStandOut_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void marksAndHandlesStandOut() {
        QFETCH(bool, dark);
        const ChartTheme theme = ChartTheme::of(themePalette(dark));
        QCOMPARE(theme.dark, dark);
        QCOMPARE(theme.accent, themeColors(dark).accent);
        QVERIFY(contrastRatio(theme.accent, theme.background) >= 3);
        QVERIFY(contrastRatio(theme.faintText, theme.background) >= 4.5);
    }

    // Graphics need 3:1 (WCAG 2.1, 1.4.11): the worst of the trials are read as well as the best.
    void everyLineStandsOut_data() { marksAndHandlesStandOut_data(); }
    void everyLineStandsOut() {
        QFETCH(bool, dark);
        const QColor background = ChartTheme::of(themePalette(dark)).background;
        const auto standsOut = [&](const QColor& color, const QString& what) {
            const double found = contrastRatio(color, background);
            QVERIFY2(found >= 3, qPrintable(QStringLiteral("%1 %2: %3").arg(what, color.name()).arg(found)));
        };
        const ColorRamp ramp(dark);
        double before = 0;
        for (int level = 0; level < ColorRamp::levels; ++level) {
            standsOut(ramp.color(level), QStringLiteral("level %1").arg(level));
            // The better the farther from the background, but for rounding.
            const double found = contrastRatio(ramp.color(level), background);
            QVERIFY2(found > before - 0.05, qPrintable(QString::number(level)));
            before = found;
        }
        standsOut(ramp.of(-1), QStringLiteral("no value"));
        for (int run = 0; run < seriesColorCount(); ++run) standsOut(seriesColor(run, dark), QStringLiteral("run"));
    }
};

LATHE_WINDOW_TEST(TestChartTheme)
#include "test_chart_theme.moc"
