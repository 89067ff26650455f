// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl runs, show, export on study folders made by the record's own writers.
#include <algorithm>
#include <cstdio>
#include <sstream>

#include <CLI/CLI.hpp>
#include <QTemporaryDir>
#include <QTest>

#include "app/ctl/commands.h"
#include "app/ctl/record_text.h"
#include "app/ctl/text_table.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/store/event_file.h"
#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

class TestRecordCommands : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path workspace_;

    // Exit code of `lathectl ARGUMENTS --workspace ...`; 2 for what the parser refuses.
    int run(std::vector<std::string> arguments) {
        CLI::App app;
        ctl::Program program;
        ctl::add_record_commands(app, program);
        arguments.insert(arguments.end(), {"--workspace", workspace_.string()});
        std::reverse(arguments.begin(), arguments.end());
        try {
            app.parse(arguments);
        } catch (const CLI::ParseError&) {
            return 2;
        }
        return program.exit_code;
    }
    store::StudyRecord study() { return *store::read_study(workspace_ / "demo"); }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        workspace_ = fs::path(dir_->path().toStdString()) / "runs";
        write_study(workspace_ / "demo", {});
    }

    void exit_codes() {
        QCOMPARE(run({"runs"}), 0);
        QCOMPARE(run({"show", "demo"}), 0);
        QCOMPARE(run({"show", "demo/trials/0001", "--json"}), 0);
        QCOMPARE(run({"show", "nothing"}), 2);
        QCOMPARE(run({"show", "demo/trials"}), 2);
        QCOMPARE(run({"export", "demo", "--to", "xml"}), 2);
        QCOMPARE(run({"export", "demo", "--to", "csv", "--with-data"}), 2);
        QCOMPARE(run({"export", "demo", "--to", "csv", "--checkpoint", "best"}), 2);
        QCOMPARE(run({"show", "demo", "--compare"}), 2);
        QVERIFY(
            write_file_atomically(store::trial_folder(workspace_ / "demo", 1) / "config.yaml", "opt: {lr: 0.002}\n"));
        QCOMPARE(run({"show", "demo", "--compare", "--all"}), 0);
        workspace_ /= "not-there";
        QCOMPARE(run({"runs"}), 2);
    }

    void export_writes_a_file() {
        const std::string file = (workspace_ / "out.json").string();
        auto writer = store::EventFileWriter::create(store::trial_folder(workspace_ / "demo", 1));
        writer->add_scalar("val_loss", {3, 5, 0.1});
        QVERIFY(writer->flush());
        QCOMPARE(run({"export", "demo", "--to", "json", "-o", file}), 0);
        const auto json = parse_json(bytes_of(file));
        QVERIFY(json);
        QCOMPARE((*json)["trials"][1]["series"]["val_loss"][0][2].get<double>(), 0.1);
        QCOMPARE(run({"export", "demo", "--to", "json", "-o", (workspace_ / "no" / "such").string()}), 2);
        QCOMPARE(run({"export", "demo", "--to", "json", "-o", "/dev/full"}), 1);  // there the work fails
        QCOMPARE(run({"export", "demo", "--to", "optuna", "-o", "/dev/stdout"}), 2);
    }

    void tables_name_the_best_trial() {
        const std::string text = ctl::study_text(study());
        QVERIFY(text.find("trial 1, val_loss = 0.5") != std::string::npos);
        QVERIFY(text.find("opt.lr = 0.002") != std::string::npos);
    }

    void a_front_that_no_trial_is_on_is_said_to_be_none() {
        store::StudyRecord failed = study();
        failed.objectives = {{"val_loss", search::Mode::minimize}, {"val_acc", search::Mode::maximize}};
        failed.trials.clear();
        QCOMPARE(ctl::front_text(failed), std::string("none"));
        QVERIFY2(ctl::study_text(failed).find("none") != std::string::npos, ctl::study_text(failed).c_str());
    }

    // The end of a name tells studies apart.
    void a_narrow_terminal_shows_what_matters_most() {
        std::vector<store::StudySummary> studies(2);
        studies[0].folder = "lathe-runs/fashion-lenet-20261124-100203";
        studies[1].folder = "lathe-runs/fashion-lenet-20261124-100455";
        for (auto& one : studies) {
            one.metric = "val_loss";
            one.tuner = "TPE";
            one.is_search = true;
            one.best_objective = 0.25;
        }
        const auto widest = [](const std::string& text) {
            std::size_t most = 0;
            std::istringstream lines(text);
            for (std::string line; std::getline(lines, line);) most = std::max(most, line.size());
            return most;
        };
        const std::string all = ctl::studies_text(studies);
        QVERIFY(all.find("TUNER") != std::string::npos && all.find("STARTED") != std::string::npos);
        for (const int room : {100, 80, 60, 44}) {
            const std::string text = ctl::studies_text(studies, room);
            QVERIFY2(widest(text) <= std::size_t(room), text.c_str());
            for (const char* part : {"-100203", "-100455", "BEST", "0.25", "STATE"})
                QVERIFY2(text.find(part) != std::string::npos, text.c_str());
        }
        QCOMPARE(ctl::studies_text(studies, 1000), all);
        QVERIFY(widest(ctl::studies_text(studies, 5)) > 5);  // something has to be left
    }

    void columns_line_up() {
        ctl::TextTable table;
        table.add_column("NAME");
        table.add_column("N", ctl::TextTable::Align::right);
        table.add_row({"\xed\x95\x9c\xea\xb5\xad", "1"});
        table.add_row({"a\x1b[31m", "100"});
        QCOMPARE(table.str(), std::string("NAME      N\n\xed\x95\x9c\xea\xb5\xad      1\na?[31m  100\n"));
    }
};

LATHE_TEST(TestRecordCommands)
#include "test_record_commands.moc"
