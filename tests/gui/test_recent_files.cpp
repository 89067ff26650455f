// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QFile>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/gui/recent_files.h"
#include "app/gui/start_page.h"
#include "tests/test_program.h"

using namespace lathe::gui;

class TestRecentFiles : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

  private Q_SLOTS:
    void initTestCase() { QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path()); }

    // With every character of its name, and gone from the menu when it is gone from the disk.
    void aFileIsOfferedAsItIsNamed() {
        StartPage page({});
        QMenu menu;
        RecentFiles recent(page, menu);
        QVERIFY(menu.actions().isEmpty() && !menu.isEnabled());
        const QString path = folder_.filePath(QStringLiteral("cats&dogs.yaml"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        recent.add(path);
        QCOMPARE(menu.actions().size(), 1);
        QVERIFY(menu.actions().front()->text().endsWith(QStringLiteral("cats&&dogs.yaml")));
        const QSignalSpy chosen(&recent, &RecentFiles::chosen);
        menu.actions().front()->trigger();
        QCOMPARE(chosen.front().front().toString(), path);
        QVERIFY(file.remove());
        recent.refresh();
        QTRY_VERIFY(menu.actions().isEmpty() && !menu.isEnabled());
        // It is back with its file.
        QVERIFY(file.open(QIODevice::WriteOnly));
        recent.refresh();
        QTRY_COMPARE(menu.actions().size(), 1);
    }
};

LATHE_WINDOW_TEST(TestRecentFiles)
#include "test_recent_files.moc"
