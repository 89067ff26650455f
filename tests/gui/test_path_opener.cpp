// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/gui/path_opener.h"
#include "tests/test_program.h"

using namespace lathe::gui;

class TestPathOpener : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void filesAreToldByTheirNames() {
        // They need not be there: who opens them says so.
        for (const char* name : {"exp.yaml", "exp.yml", "exp", "a b.YAML", ""})
            QVERIFY2(kindOfPath(QStringLiteral("/nowhere/") + QLatin1String(name)) == PathKind::file, name);
        for (const char* name : {"mlflow.db", "optuna.sqlite3", "runs.CSV", "trial.json"})
            QVERIFY2(kindOfPath(QStringLiteral("/nowhere/") + QLatin1String(name)) == PathKind::record, name);
    }

    void foldersAreToldByWhatTheyHold() {
        const QTemporaryDir dir;
        const QString study = dir.filePath(QStringLiteral("study"));
        QVERIFY(kindOfPath(dir.path()) == PathKind::record);
        QVERIFY(QDir().mkpath(study + QStringLiteral("/trials/0001")));
        QVERIFY(kindOfPath(study) == PathKind::record);
        QFile file(study + QStringLiteral("/experiment.yaml"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(kindOfPath(study) == PathKind::study);
        QVERIFY(kindOfPath(study + QStringLiteral("/trials/0001")) == PathKind::study);
        QVERIFY(kindOfPath(file.fileName()) == PathKind::file);
    }

    void anAddressIsNoFile() { QVERIFY(kindOfPath(QStringLiteral("ssh://box/runs")) == PathKind::address); }
};

LATHE_TEST(TestPathOpener)
#include "test_path_opener.moc"
