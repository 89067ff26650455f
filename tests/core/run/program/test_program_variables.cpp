// The variables of programs that Lathe starts.
#include <QtTest>

#include <algorithm>
#include <utility>

#include "core/run/program/program_variables.h"
#include "tests/test_program.h"

using namespace lathe::run;

namespace {

QStringList starting_with(const char* text, const std::vector<std::string>& all) {
    QStringList found;
    for (const std::string& one : all)
        if (one.starts_with(text)) found << QString::fromStdString(one);
    return found;
}

}  // namespace

class TestProgramVariables : public QObject {
    Q_OBJECT

    QByteArray path_before_;

  private Q_SLOTS:
    void init() { path_before_ = qgetenv("PYTHONPATH"); }
    void cleanup() {
        qputenv("PYTHONPATH", path_before_);
        qunsetenv("LATHE_TEST_KEPT");
        qunsetenv("NNI_TRIAL_COMMAND_CHANNEL");
    }

    void others_stand_in_their_place() {
        qputenv("LATHE_TEST_KEPT", "1");
        qputenv("NNI_TRIAL_COMMAND_CHANNEL", "ws://outer");
        const auto all = environment_with({{"PATH", "/elsewhere"}, {"LATHE_TEST", "a=b"}});
        QCOMPARE(starting_with("PATH=", all), QStringList{"PATH=/elsewhere"});
        QCOMPARE(starting_with("LATHE_TEST=", all), QStringList{"LATHE_TEST=a=b"});
        QCOMPARE(starting_with("LATHE_TEST_KEPT=", all), QStringList{"LATHE_TEST_KEPT=1"});
        QVERIFY(starting_with("NNI_TRIAL_COMMAND_CHANNEL", all).isEmpty());
    }

    void the_package_comes_after_what_the_person_has() {
        const auto path = [](const std::string& folder) {
            Variables variables;
            add_python_folder(folder, variables);
            return starting_with("PYTHONPATH=", environment_with(variables));
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
