// SPDX-License-Identifier: GPL-3.0-or-later
// The variables of programs that Lathe starts.
#include <QtTest>

#include "core/run/program/program_variables.h"
#include "tests/test_program.h"

using namespace lathe::run;

namespace {

QStringList python_paths(const std::vector<std::string>& all) {
    QStringList found;
    for (const std::string& one : all)
        if (one.starts_with("PYTHONPATH=")) found << QString::fromStdString(one);
    return found;
}

}  // namespace

class TestProgramVariables : public QObject {
    Q_OBJECT

    QByteArray path_before_;

  private Q_SLOTS:
    void init() { path_before_ = qgetenv("PYTHONPATH"); }
    void cleanup() { qputenv("PYTHONPATH", path_before_); }

    void the_package_comes_after_what_the_person_has() {
        const auto path = [](const std::string& folder) {
            Variables variables;
            add_python_folder(folder, variables);
            return python_paths(environment_with(variables));
        };
        qputenv("PYTHONPATH", "/mine");
        QCOMPARE(path("/lathe"), QStringList{"PYTHONPATH=/mine:/lathe"});
        QCOMPARE(path(""), QStringList{"PYTHONPATH=/mine"});
        qunsetenv("PYTHONPATH");
        QCOMPARE(path("/lathe"), QStringList{"PYTHONPATH=/lathe"});
    }
};

LATHE_CORE_TEST(TestProgramVariables)
#include "test_program_variables.moc"
