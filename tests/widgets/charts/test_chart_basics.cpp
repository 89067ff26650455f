// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers on axes, and colours that can be told from their background.
#include <cmath>
#include <limits>

#include <QtTest>

#include "tests/test_program.h"
#include "widgets/charts/chart_theme.h"
#include "widgets/charts/number_text.h"
#include "widgets/charts/series_style.h"
#include "widgets/common/theme.h"

using namespace lathe::gui;

class TestChartBasics : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void numbers_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << "0";
        QTest::newRow("quarter") << 0.25 << "0.25";
        QTest::newRow("small") << 1e-4 << "1e-4";
        QTest::newRow("small digits") << 0.00012345 << "1.234e-4";
        QTest::newRow("thousandth") << 0.001 << "0.001";
        QTest::newRow("large") << 3.2e12 << "3.2e12";
        QTest::newRow("negative") << -0.00005 << "-5e-5";
        QTest::newRow("whole") << 64.0 << "64";
        QTest::newRow("nan") << std::numeric_limits<double>::quiet_NaN() << "NaN";
        QTest::newRow("inf") << -std::numeric_limits<double>::infinity() << "-∞";
        QTest::newRow("tiny") << 1e-300 << "1e-300";
    }
    void numbers() {
        QFETCH(double, value);
        QTEST(numberText(value), "text");
    }

    void ticks_data() {
        QTest::addColumn<QVector<double>>("ticks");
        QTest::addColumn<QStringList>("texts");
        QTest::newRow("tenths") << QVector<double>{0, 0.1, 0.2} << QStringList{"0.0", "0.1", "0.2"};
        QTest::newRow("quarters") << QVector<double>{0, 0.25, 0.5} << QStringList{"0.00", "0.25", "0.50"};
        QTest::newRow("thousands") << QVector<double>{0, 20000, 40000} << QStringList{"0", "20k", "40k"};
        QTest::newRow("half thousands") << QVector<double>{10000, 10500} << QStringList{"10.0k", "10.5k"};
        QTest::newRow("close together") << QVector<double>{0.30001, 0.30002} << QStringList{"0.30001", "0.30002"};
        QTest::newRow("tiny") << QVector<double>{0, 2e-5, 4e-5} << QStringList{"0", "2e-5", "4e-5"};
        QTest::newRow("almost zero") << QVector<double>{-0.1, 1e-17, 0.1} << QStringList{"-0.1", "0.0", "0.1"};
        QTest::newRow("one") << QVector<double>{5} << QStringList{"5"};
        QTest::newRow("none") << QVector<double>{} << QStringList{};
    }
    void ticks() {
        QFETCH(QVector<double>, ticks);
        QTEST(tickTexts(ticks), "texts");
    }

    void durations() {
        QCOMPARE(durationText(4.5), QString("4.5 s"));
        QCOMPARE(durationText(90), QString("1:30"));
        QCOMPARE(durationText(7500), QString("2:05:00"));
        QCOMPARE(durationText(86400 * 3 + 3600 * 4), QString("3 d 4:00"));
        QCOMPARE(durationText(-90), QString("-1:30"));
    }

    void seriesStandOutAndStayTheSame() {
        for (int run = 0; run < 8; ++run) {
            QVERIFY(contrastRatio(seriesColor(run, false), Qt::white) >= 3);
            QVERIFY(contrastRatio(seriesColor(run, true), QColor(0x20, 0x22, 0x26)) >= 3);
            QCOMPARE(seriesColor(run, true), seriesColor(run + 8, true));
            QVERIFY(seriesPen(run, true).dashPattern() != seriesPen(run + 8, true).dashPattern());
            for (int other = 0; other < run; ++other) QVERIFY(seriesColor(run, false) != seriesColor(other, false));
        }
        QVERIFY(seriesColor(-3, false).isValid());
    }

    void themeIsReadable() {
        for (const bool dark : {false, true}) {
            QPalette palette;
            palette.setColor(QPalette::Base, dark ? QColor(0x1d, 0x1f, 0x23) : QColor(Qt::white));
            palette.setColor(QPalette::Text, dark ? QColor(0xe8, 0xe8, 0xea) : QColor(0x1c, 0x1e, 0x21));
            const ChartTheme theme = ChartTheme::of(palette);
            QCOMPARE(theme.dark, dark);
            QVERIFY(contrastRatio(theme.faintText, theme.background) >= 4.5);
        }
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
        QCOMPARE(mixed(Qt::white, Qt::black, 0), QColor(Qt::white));
    }
};

LATHE_WINDOW_TEST(TestChartBasics)
#include "test_chart_basics.moc"
