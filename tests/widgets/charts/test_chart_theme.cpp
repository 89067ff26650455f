// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of charts in both themes.
#include <QTest>

#include "tests/test_program.h"
#include "widgets/charts/chart_theme.h"
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
};

LATHE_WINDOW_TEST(TestChartTheme)
#include "test_chart_theme.moc"
