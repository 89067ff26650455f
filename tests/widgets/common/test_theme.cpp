// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdlib>

#include <QApplication>
#include <QFile>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QTabBar>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

#include "tests/test_program.h"
#include "widgets/common/theme.h"

using namespace lathe::gui;

class TestTheme : public QObject {
    Q_OBJECT

    // Where something is drawn that is clearly darker than the window, in the light theme.
    static QList<int> inkedRows(QWidget& widget, const QRect& part) {
        const QImage picture = widget.grab(part).toImage();
        QList<int> rows;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                if (picture.pixelColor(x, y).lightness() < themeColors(false).window.lightness() - 60) {
                    rows << y;
                    break;
                }
        return rows;
    }

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

    // The part of a button that opens its menu covers neither the icon nor the window.
    void aMenuButtonHasNoBlackPart() {
        applyTheme(*qApp, ThemeChoice::light);
        QWidget window;
        QToolButton button(&window);
        QMenu menu;
        button.setText(QStringLiteral("Copy"));
        button.setMenu(&menu);
        button.setPopupMode(QToolButton::MenuButtonPopup);
        button.adjustSize();
        window.resize(button.size());
        const QImage picture = window.grab().toImage();
        const int text = themeColors(false).text.lightness();
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x) QVERIFY(picture.pixelColor(x, y).lightness() >= text - 2);
    }

    void tabsWithoutRoomShowWhereTheOthersAre() {
        applyTheme(*qApp, ThemeChoice::light);
        QWidget window;
        QTabBar tabs(&window);
        for (int i = 0; i < 20; ++i) tabs.addTab(QStringLiteral("one that is long %1").arg(i));
        window.resize(300, tabs.sizeHint().height());
        tabs.resize(window.size());
        window.show();
        QCoreApplication::processEvents();
        auto* next = tabs.findChild<QToolButton*>(QStringLiteral("ScrollRightButton"));
        QVERIFY(next && next->isVisible() && next->isEnabled());
        QVERIFY(!inkedRows(window, next->geometry()).isEmpty());
    }

    void namesOfRowsStandWhereTheirCellsDo() {
        applyTheme(*qApp, ThemeChoice::light);
        QTableWidget table(2, 1);
        table.setVerticalHeaderLabels({QStringLiteral("HHH"), QStringLiteral("HHH")});
        QHeaderView* names = table.verticalHeader();
        names->setDefaultSectionSize(30);
        table.show();
        QCoreApplication::processEvents();
        const QList<int> rows = inkedRows(*names, QRect(0, 0, names->width(), 30));
        QVERIFY(!rows.isEmpty());
        QVERIFY2(std::abs(rows.first() + rows.last() - 29) <= 4, qPrintable(QString::number(rows.first())));
    }

    void namesReadBack() {
        for (const auto choice : {ThemeChoice::system, ThemeChoice::light, ThemeChoice::dark})
            QCOMPARE(themeChoiceFromName(nameOf(choice)), choice);
        QCOMPARE(themeChoiceFromName(QStringLiteral("pink")), ThemeChoice::system);
    }
};

LATHE_WINDOW_TEST(TestTheme)
#include "test_theme.moc"
