// SPDX-License-Identifier: GPL-3.0-or-later
// The buttons over the rooms.
#include <QAction>
#include <QApplication>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <map>

#include "app/gui/top_bar.h"
#include "tests/test_program.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

using namespace lathe::gui;

namespace {

// What the button paints: the colour behind all, and the highest contrast to it in the part that holds the icon.
double contrastOfIcon(TopBar& bar, const QToolButton& button) {
    const QImage image = bar.grab(button.geometry()).toImage();
    std::map<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) ++counts[image.pixel(x, y)];
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const QColor behind = QColor::fromRgb(most->first);
    const double ratio = image.devicePixelRatio();
    const int inset = int(4 * ratio);  // without the border
    const int right = int((8 + button.iconSize().width()) * ratio);
    double best = 1;
    for (int y = inset; y < image.height() - inset; ++y)
        for (int x = inset; x < right; ++x) best = std::max(best, contrastRatio(image.pixelColor(x, y), behind));
    return best;
}

}  // namespace

class TestTopBar : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void cleanup() { applyTheme(*qApp, ThemeChoice::light); }

    void iconsAreReadable_data() {
        QTest::addColumn<QString>("theme");
        QTest::newRow("light") << QStringLiteral("light");
        QTest::newRow("dark") << QStringLiteral("dark");
    }
    void iconsAreReadable() {
        QFETCH(QString, theme);
        applyTheme(*qApp, themeChoiceFromName(theme));
        QAction runOnce(icon(QStringLiteral("run")), QStringLiteral("&Run once"));
        QAction start(icon(QStringLiteral("search-start")), QStringLiteral("Start &search"));
        QAction other(icon(QStringLiteral("stop")), QStringLiteral("Stop"));
        start.setObjectName(QStringLiteral("start"));
        runOnce.setObjectName(QStringLiteral("runOnce"));
        TopBar bar(&runOnce, &start, &other, &other, &other, &other);
        bar.resize(900, 48);
        bar.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bar));
        auto* primary = bar.findChild<QToolButton*>(QStringLiteral("startTopButton"));
        auto* plain = bar.findChild<QToolButton*>(QStringLiteral("runOnceTopButton"));
        QCOMPARE(primary->text(), QStringLiteral("Start search"));
        for (QToolButton* button : {primary, plain}) {
            const double found = contrastOfIcon(bar, *button);
            QVERIFY2(found >= 4.5, qPrintable(QStringLiteral("%1: %2").arg(button->objectName()).arg(found)));
        }
        // A change of the action changes the button's icon, and not its tone.
        start.setEnabled(false);
        start.setEnabled(true);
        start.setText(QStringLiteral("Start another"));
        QCOMPARE(primary->text(), QStringLiteral("Start another"));
        QVERIFY(contrastOfIcon(bar, *primary) >= 4.5);
    }
};

LATHE_WINDOW_TEST(TestTopBar)
#include "test_top_bar.moc"
