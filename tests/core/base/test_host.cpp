// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSysInfo>
#include <QTest>

#include "core/base/host.h"
#include "tests/test_program.h"

class TestHost : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void the_name_is_the_systems() {
        QVERIFY(!lathe::host_name().empty());
        if (const QString name = QSysInfo::machineHostName(); !name.isEmpty())
            QCOMPARE(QString::fromStdString(lathe::host_name()), name);
    }
};

LATHE_TEST(TestHost)
#include "test_host.moc"
