// SPDX-License-Identifier: GPL-3.0-or-later
// The program of the window, started from a terminal.
#include <QProcess>
#include <QTest>

#include "tests/test_program.h"

class TestCommandLine : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void itsHelpNeedsNoDisplay_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("expected");
        QTest::newRow("help") << QStringList{"--help"} << "Desktop experiment workbench";
        QTest::newRow("short help") << QStringList{"-h"} << "--workspace";
        QTest::newRow("version") << QStringList{"--version"} << "lathe " LATHE_VERSION;
        QTest::newRow("with others") << QStringList{"--theme", "dark", "-v"} << "lathe " LATHE_VERSION;
    }
    void itsHelpNeedsNoDisplay() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, expected);
        QProcess process;
        auto variables = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY"}) variables.remove(QLatin1String(name));
        variables.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        process.setProcessEnvironment(variables);
        process.start(QStringLiteral(LATHE_BINARY_DIR "/bin/lathe"), arguments);
        QVERIFY(process.waitForFinished(60'000));
        const QByteArray said = process.readAllStandardOutput();
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
                 process.readAllStandardError());
        QVERIFY2(said.contains(expected.toUtf8()), said);
    }
};

LATHE_CORE_TEST(TestCommandLine)
#include "test_command_line.moc"
