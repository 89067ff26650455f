// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTest>

#include "tests/test_program.h"
#include "widgets/common/icons.h"
#include "widgets/common/resources.h"
#include "widgets/common/theme.h"

using namespace lathe::gui;

namespace {

// The colour of the most opaque pixel.
QColor inkOf(const QIcon& icon, QIcon::Mode mode = QIcon::Normal) {
    const QImage image = icon.pixmap(QSize(24, 24), mode).toImage().convertToFormat(QImage::Format_ARGB32);
    QColor best(0, 0, 0, 0);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y).alpha() > best.alpha()) best = image.pixelColor(x, y);
    return best;
}

}  // namespace

class TestIcons : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeChoice::light); }

    void everyFileIsAWellFormedDrawing() {
        initResources();
        const QDir folder(QStringLiteral(":/lathe/icons"));
        QVERIFY(folder.entryList().size() > 40);
        for (const auto& name : folder.entryList()) {
            QSvgRenderer renderer(folder.filePath(name));
            QVERIFY2(renderer.isValid(), qPrintable(name));
            QVERIFY2(inkOf(QIcon(folder.filePath(name))).alpha() > 100, qPrintable(name));
        }
    }

    // Every icon("...") in the sources exists.
    void everyNameInUseIsThere() {
        const QRegularExpression use(QStringLiteral("\\bicon\\((?:QStringLiteral\\()?\"([a-z-]+)\""));
        for (const char* top : {"/widgets", "/app/gui"}) {
            QDirIterator files(QStringLiteral(LATHE_SOURCE_DIR) + QLatin1String(top), {QStringLiteral("*.cpp")},
                               QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                auto uses = use.globalMatch(QString::fromUtf8(file.readAll()));
                while (uses.hasNext()) {
                    const QString name = uses.next().captured(1);
                    QVERIFY2(QFile::exists(QStringLiteral(":/lathe/icons/%1.svg").arg(name)),
                             qPrintable(file.fileName() + QStringLiteral(": ") + name));
                }
            }
        }
    }

    void strokesTakeTheColourOfTheThemeInForce() {
        const QIcon run = icon(QStringLiteral("stop"));
        QCOMPARE(inkOf(run).rgb(), themeColors(false).text.rgb());
        applyTheme(*qApp, ThemeChoice::dark);
        QCOMPARE(inkOf(run).rgb(), themeColors(true).text.rgb());
        QCOMPARE(inkOf(icon(QStringLiteral("stop"), IconTone::bad)).rgb(), themeColors(true).bad.rgb());
    }

    void disabledIsPaler() {
        const QIcon stop = icon(QStringLiteral("stop"));
        const QColor panel = themeColors(false).panel;
        QVERIFY(contrastRatio(inkOf(stop, QIcon::Disabled), panel) < contrastRatio(inkOf(stop), panel));
    }

    void unknownNameGivesNothing() {
        QTest::ignoreMessage(QtWarningMsg, "icon \"no-such\" is not in resources/icons");
        QVERIFY(icon(QStringLiteral("no-such")).isNull());
    }
};

LATHE_WINDOW_TEST(TestIcons)
#include "test_icons.moc"
