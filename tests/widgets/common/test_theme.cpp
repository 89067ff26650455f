// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QLabel>
#include <QRegularExpression>
#include <QTest>

#include "tests/test_program.h"
#include "widgets/common/theme.h"

using namespace lathe::gui;

class TestTheme : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
    void contrastIsThatOfWcag() {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
        QVERIFY(std::abs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.478) < 0.001);
    }

    void textIsReadable_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void textIsReadable() {
        QFETCH(bool, dark);
        const ThemeColors& c = themeColors(dark);
        const auto atLeast = [](double ratio, const QColor& front, const QColor& back, const char* what) {
            const double found = contrastRatio(front, back);
            QVERIFY2(found >= ratio, qPrintable(QStringLiteral("%1: %2").arg(what).arg(found)));
        };
        for (const auto& back : {c.window, c.panel, c.raised, c.selection, c.hover, c.warningFill, c.badFill})
            atLeast(4.5, c.text, back, "text");
        for (const auto& back : {c.window, c.panel, c.raised, c.hover}) atLeast(4.5, c.mutedText, back, "muted text");
        for (const auto& front : {c.accent, c.good, c.warning, c.bad})
            for (const auto& back : {c.window, c.panel, c.selection}) atLeast(4.5, front, back, "coloured text");
        atLeast(4.5, c.onAccent, c.accent, "text on accent");
        for (const auto& back : {c.window, c.panel}) atLeast(3.0, c.control, back, "outline of a control");
    }

    void paletteTellsItsTheme() {
        QVERIFY(isDark(themePalette(true)));
        QVERIFY(!isDark(themePalette(false)));
    }

    void styleSheetHasNoUnknownNames() {
        for (const bool dark : {false, true}) {
            const QString sheet = themeStyleSheet(dark);
            QVERIFY(!sheet.isEmpty());
            const auto rest = QRegularExpression(QStringLiteral("@\\w+"))
                                  .match(QString(sheet).remove(QRegularExpression(
                                      QStringLiteral("/\\*.*?\\*/"), QRegularExpression::DotMatchesEverythingOption)));
            QVERIFY2(!rest.hasMatch(), qPrintable(rest.captured()));
            auto urls = QRegularExpression(QStringLiteral("url\\(([^)]+)\\)")).globalMatch(sheet);
            while (urls.hasNext()) {
                const QString file = urls.next().captured(1);
                QVERIFY2(QFile::exists(file), qPrintable(file));
            }
        }
    }

    void widgetsFollowTheChoice() {
        QLabel label;
        label.ensurePolished();
        applyTheme(*qApp, ThemeChoice::dark);
        QVERIFY(isDark(label.palette()));
        QCOMPARE(appliedTheme(), ThemeChoice::dark);
        applyTheme(*qApp, ThemeChoice::light);
        QVERIFY(!isDark(label.palette()));
    }

    void namesReadBack() {
        for (const auto choice : {ThemeChoice::system, ThemeChoice::light, ThemeChoice::dark})
            QCOMPARE(themeChoiceFromName(nameOf(choice)), choice);
        QCOMPARE(themeChoiceFromName(QStringLiteral("pink")), ThemeChoice::system);
    }
};

LATHE_WINDOW_TEST(TestTheme)
#include "test_theme.moc"
