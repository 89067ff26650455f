// SPDX-License-Identifier: GPL-3.0-or-later
// What may be done on another machine is what the README says.
#include <QtTest>

#include "core/base/files.h"
#include "core/remote/remote_commands.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;

class TestRemoteCommands : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void the_readme_names_each() {
        const auto readme = read_file(LATHE_SOURCE_DIR "/README.md");
        QVERIFY(readme);
        const auto begin = readme->find("## A server over ssh");
        const std::string section = readme->substr(begin, readme->find("\n## ", begin + 1) - begin);
        const QString hint = QString::fromStdString(check_remote_command({}).error().hint);
        const QStringList commands = hint.section(": ", 1).split(", ");
        QVERIFY(commands.size() > 10);
        for (const QString& command : commands) {
            const auto named = [&](const char* form) {
                return section.find(QString(form).arg(command).toStdString()) != std::string::npos;
            };
            QVERIFY2(named("`%1`") || named("`%1 "), qPrintable(command));
        }
    }
};

LATHE_TEST(TestRemoteCommands)
#include "test_remote_commands.moc"
