// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/search/program_placeholders.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

std::vector<std::string> keys_that_are_wrong(const TrialProgram& program) {
    config::Value config{config::Dict{}};
    config.set("opt.lr", 0.1);
    const auto space =
        space::Space::parse(config::Dict{{"width", config::Dict{{"_type", "choice"}, {"_value", config::List{1, 2}}}}});
    if (!space) qFatal("%s", space.error().front().str().c_str());
    std::vector<std::string> keys;
    for (const Error& error : check_program_placeholders(program, config, *space, config)) keys.push_back(error.key);
    return keys;
}

}  // namespace

class TestProgramPlaceholders : public QObject {
    Q_OBJECT

    using Keys = std::vector<std::string>;

  private Q_SLOTS:
    void what_is_there_may_be_named() {
        TrialProgram program;
        program.command = {"train.py", "--lr={opt.lr}", "{width}", "{lathe.trial_dir}"};
        program.env = {{"OUT", "{lathe.trial}"}};
        QCOMPARE(keys_that_are_wrong(program), Keys());
    }

    void what_is_not_there_is_told_for_each() {
        TrialProgram program;
        program.command = {"{opt.rate}", "{heights}"};
        program.env = {{"OUT", "{nothing}"}};
        QCOMPARE(keys_that_are_wrong(program), (Keys{"trial.command", "trial.command", "trial.env.OUT"}));
    }

    void a_shell_reads_quotes() {
        TrialProgram program;
        program.command = {"train.py '{opt.lr}'"};
        QCOMPARE(keys_that_are_wrong(program), Keys());
        program.shell = true;
        QCOMPARE(keys_that_are_wrong(program), Keys{"trial.command"});
    }
};

LATHE_TEST(TestProgramPlaceholders)
#include "test_program_placeholders.moc"
