// SPDX-License-Identifier: GPL-3.0-or-later
// What the window starts and leaves to itself runs at a lower priority than the window.
#include <sys/resource.h>
#include <algorithm>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/gui/behind_the_window.h"
#include "tests/test_program.h"

using namespace lathe::gui;

class TestBehindTheWindow : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void itIsNicerThanTheWindow() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("nice"));
        QVERIFY(startBehindTheWindow(
            QStringLiteral("/bin/sh"),
            {QStringLiteral("-c"), QStringLiteral("nice > \"$0.new\" && mv \"$0.new\" \"$0\""), file}));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 60'000);
        QFile said(file);
        QVERIFY(said.open(QIODevice::ReadOnly));
        QCOMPARE(said.readAll().trimmed().toInt(), std::min(::getpriority(PRIO_PROCESS, 0) + 10, 19));
    }

    void whatIsNotThereIsToldAtOnce() {
        QVERIFY(!startBehindTheWindow(QString(), {}));
        QVERIFY(!startBehindTheWindow(QStringLiteral("/no/such/program"), {}));
    }
};

LATHE_WINDOW_TEST(TestBehindTheWindow)
#include "test_behind_the_window.moc"
