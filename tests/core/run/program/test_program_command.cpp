// SPDX-License-Identifier: GPL-3.0-or-later
// Which file of a command is its script.
#include <fstream>

#include <QTemporaryDir>
#include <QtTest>

#include "core/run/program/program_command.h"
#include "core/run/program/script_argument.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

class TestProgramCommand : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void an_interpreter_takes_one_argument_for_its_script_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("place");  // -1: none
        const auto row = [](const char* line, int place) { QTest::newRow(line) << line << place; };
        row("python3 train.py data.bin", 1);
        row("python3 -u -W ignore train.py", 4);
        row("python3 -Wignore -X dev train.py", 4);
        row("python3.11 -- -odd.py", 2);
        row("python3 -m train data.bin", -1);
        row("python3 -um train data.bin", -1);
        row("python3 -c pass data.bin", -1);
        row("python3 - data.bin", -1);
        row("python3 --check-hash-based-pycs never a.py", 3);
        row("python3", -1);
        row("bash run.sh data.bin", 1);
        row("bash --rcfile x -o posix +o noglob run.sh", 7);
        row("sh -ec text data.bin", -1);
        row("sh -s data.bin", -1);
        row("perl -w -Mstrict run.pl", 3);
        row("perl -ne print data.bin", -1);
        row("node --require x app.js", 3);
        row("node --eval 1 data.bin", -1);
        row("Rscript --vanilla a.R", 2);
        row("pythonic a.bin", -1);
        row("trainer data.bin", -1);
    }
    void an_interpreter_takes_one_argument_for_its_script() {
        QFETCH(QString, line);
        std::vector<std::string> words;
        for (const QString& word : line.split(' ')) words.push_back(word.toStdString());
        const auto place = script_argument(words.front(), words, 0);
        QTEST(place ? static_cast<int>(*place) : -1, "place");
    }

    void data_are_no_script() {
        QTemporaryDir folder;
        const std::filesystem::path at(folder.path().toStdString());
        for (const char* name : {"data.bin", "train.py"}) std::ofstream(at / name) << "x";
        const auto script = [&](std::vector<std::string> command) {
            search::TrialProgram program;
            program.command = std::move(command);
            return program_command(program, at, config::Dict{}).script;
        };
        QVERIFY(script({"sh", "train.py", "data.bin"}) == at / "train.py");
        QVERIFY(script({"env", "A=1", "sh", "train.py"}) == at / "train.py");
        QVERIFY(script({"sh", "-c", "data.bin"}).empty());
        QVERIFY(script({"sh", "lost.py", "data.bin"}).empty());
        std::filesystem::resize_file(at / "train.py", (16u << 20) + 1);
        QVERIFY(script({"sh", "train.py"}).empty());
    }
};

LATHE_CORE_TEST(TestProgramCommand)
#include "test_program_command.moc"
