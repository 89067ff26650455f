// SPDX-License-Identifier: GPL-3.0-or-later
// Studies go out in the forms of other tools, and come back equal in all that the form keeps.
#include <QTemporaryDir>
#include <QTest>

#include "core/store/export/left_out.h"
#include "core/store/export/mlflow_names.h"
#include "core/store/export/study_export.h"
#include "core/store/foreign/foreign_readers.h"
#include "core/store/foreign/value_text.h"
#include "fixtures.h"
#include "sample_study.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::store;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

class TestExport : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path folder_;
    int rounds_ = 0;

    ExportSummary write(ExportFormat format, const std::vector<ExportedStudy>& studies, const fs::path& output) {
        StudyExport wanted;
        wanted.format = format;
        wanted.studies = studies;
        wanted.output = output;
        auto summary = export_studies(wanted);
        if (!summary) qFatal("%s", summary.error().str().c_str());
        return *summary;
    }
    ForeignStudy only(const Result<std::vector<ForeignStudy>>& read) {
        if (!read) qFatal("%s", read.error().str().c_str());
        if (read->size() != 1) qFatal("%zu studies", read->size());
        return read->front();
    }
    // Out of the study and back in again: what is kept of both is equal.
    template <class Back>
    void round_trip(ExportFormat format, const Kept& kept, bool several, const Back& back) {
        for (std::uint64_t seed = 0; seed < 6; ++seed) {
            const fs::path study = write_sample(folder_ / "runs", sample_study(seed, several));
            const fs::path out = folder_ / ("out" + std::to_string(rounds_++)) / "sample.out";
            fs::create_directories(out.parent_path());
            write(format, {{study, {}}}, out);
            const fs::path again = write_sample(folder_ / "again", back(out, study));
            const std::string before = dump_json(kept_of(study, kept), 1), after = dump_json(kept_of(again, kept), 1);
            if (before != after) qWarning("seed %d\n%s\n%s", int(seed), before.c_str(), after.c_str());
            QVERIFY(before == after);
        }
    }
    std::string summary_text(const ExportSummary& summary) {
        return fmt::format("{}", fmt::join(summary.left_out, "; "));
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        folder_ = fs::path(dir_->path().toStdString());
    }

    void texts_of_values_read_back() {
        using config::Value;
        for (const auto& value : {Value(),
                                  Value(true),
                                  Value(3),
                                  Value(-0.0),
                                  Value(1.0),
                                  Value(1e-5),
                                  Value(HUGE_VAL),
                                  Value(""),
                                  Value("12"),
                                  Value("1e-3"),
                                  Value("true"),
                                  Value("False"),
                                  Value("null"),
                                  Value(" a"),
                                  Value("a b"),
                                  Value("[1"),
                                  Value("[1]"),
                                  Value("\"q\""),
                                  Value("nan"),
                                  Value("inf"),
                                  Value("\n"),
                                  Value(config::List{Value(1), Value("1"), Value()}),
                                  Value(config::Dict{{"_name", Value("a")}})})
            QVERIFY2(value_from_text(value_text(value)) == value, value_text(value).c_str());
        QCOMPARE(value_text(Value("1_0")), std::string("1_0"));
        QCOMPARE(value_text(Value("12")), std::string("\"12\""));
        QVERIFY(value_from_text("True") == Value(true));
        QVERIFY(value_from_text("None") == Value("None"));
    }

    void json_comes_back() {
        const Kept kept{.nested = true, .last_and_best = true, .facts = true, .colours = true};
        const auto back = [&](const fs::path& out, const fs::path&) { return only(read_exported_json(out)); };
        round_trip(ExportFormat::json, kept, false, back);
        round_trip(ExportFormat::json, kept, true, back);
    }

    void constraints_and_parents_come_back_from_json() {
        ForeignStudy study{.name = "sample", .tool = "test", .metric = "val_loss"};
        study.constraints = {{"latency_ms", search::Constraint::Side::at_most, 20}};
        study.from = search::Origin{.study = "first", .id = "abc"};
        study.warm_start = {{search::Origin::How::warm_start, "older", "", std::nullopt}};
        for (const double latency : {30.0, 10.0, 15.0}) {
            ForeignTrial trial;
            trial.metrics["val_loss"] = {{1, 1.0, 1 / latency}};
            trial.constrained = {latency};
            study.trials.push_back(trial);
        }
        study.trials[2].from = search::Origin{search::Origin::How::clone, "", "", 1};
        const fs::path written = write_sample(folder_ / "runs", study);
        // The clone's parent is the first of the trials that are exported.
        write(ExportFormat::json, {{written, std::set{1, 2}}}, folder_ / "t.json");
        const auto back = *read_study(write_sample(folder_ / "again", only(read_exported_json(folder_ / "t.json"))));
        QVERIFY(back.constraints == study.constraints);
        QVERIFY(back.from == study.from);
        QVERIFY(back.warm_start == study.warm_start);
        QCOMPARE(back.trials.size(), 2u);
        QVERIFY(back.trials[1].from == (search::Origin{search::Origin::How::clone, "", "", 0}));
        QCOMPARE(back.trials[0].constrained, (std::vector<double>{10}));
        write(ExportFormat::json, {{written, {}}}, folder_ / "t.json");
        const auto whole = *read_study(write_sample(folder_ / "again", only(read_exported_json(folder_ / "t.json"))));
        QCOMPARE(whole.best()->number, 2);  // trial 0 breaks the constraint
    }

    void tables_come_back() {
        const auto back = [&](const fs::path& out, const fs::path& study) {
            const fs::path points = out.parent_path() / "points.csv", table = out.parent_path() / "sample.csv";
            write(ExportFormat::points_csv, {{study, {}}}, points);
            fs::rename(out, table);
            const auto record = *read_study(study);
            return only(read_exported_csv(table, points, {record.metric, record.mode}));
        };
        round_trip(ExportFormat::trials_csv, {.nested = true, .last_and_best = true}, false, back);
    }

    void mlflow_folders_come_back() {
        const auto back = [&](const fs::path& out, const fs::path&) { return only(read_mlflow_folder(out, {})); };
        round_trip(ExportFormat::mlflow, {}, false, back);
        round_trip(ExportFormat::mlflow, {}, true, back);
    }

    void optuna_databases_come_back() {
        const auto back = [&](const fs::path& out, const fs::path&) { return only(read_optuna_database(out)); };
        const Kept kept{.colours = true, .curves = false, .times = false};
        round_trip(ExportFormat::optuna, kept, false, back);
        round_trip(ExportFormat::optuna, kept, true, back);
    }

    void event_files_come_back() {
        const auto back = [&](const fs::path& out, const fs::path&) {
            auto read = read_tensorboard_folder(out, {"val_loss"});
            if (!read) return ForeignStudy{.name = "sample"};  // no trial had a curve
            read->name = "sample";
            return std::move(*read);
        };
        round_trip(ExportFormat::tensorboard,
                   {.states = false, .marks = false, .without_curves = false, .doubles = false}, false, back);
    }

    void several_studies_keep_apart() {
        const fs::path a = write_sample(folder_ / "runs", sample_study(1));
        const fs::path b = write_sample(folder_ / "runs", sample_study(2));
        const std::size_t trials = read_study(a)->trials.size() + read_study(b)->trials.size();
        const std::vector<ExportedStudy> both{{a, {}}, {b, {}}, {a, std::set{0}}};  // one of them twice
        QCOMPARE(write(ExportFormat::mlflow, both, folder_ / "mlruns").trials, trials);
        QCOMPARE(read_mlflow_folder(folder_ / "mlruns", {})->size(), 2u);
        write(ExportFormat::optuna, both, folder_ / "o.db");
        QCOMPARE(read_optuna_database(folder_ / "o.db")->size(), 2u);
        write(ExportFormat::trials_csv, both, folder_ / "t.csv");
        const auto tables = read_trials_csv(folder_ / "t.csv", {"val_loss"}, {});
        QCOMPARE(tables->size(), 2u);
        QCOMPARE(tables->front().name, std::string("sample"));
        write(ExportFormat::json, both, folder_ / "t.json");
        QCOMPARE(read_exported_json(folder_ / "t.json")->size(), 2u);
        write(ExportFormat::tensorboard, both, folder_ / "logs");
        QVERIFY(fs::exists(folder_ / "logs" / b.filename() / "0000" / "hparams.yaml"));
        write(ExportFormat::nni_results, both, folder_ / "nni.json");
        const auto results = parse_json(bytes_of(folder_ / "nni.json"));
        QVERIFY((*results)[0].contains("parameter") && (*results)[0].contains("value"));
    }

    void studies_of_one_name_in_two_workspaces_keep_apart() {
        const fs::path a = folder_ / "one" / "demo", b = folder_ / "two" / "demo";
        for (const auto& study : {a, b}) write_study(study, {});
        const std::vector<ExportedStudy> both{{a, {}}, {b, {}}};
        write(ExportFormat::optuna, both, folder_ / "o.db");
        QCOMPARE(read_optuna_database(folder_ / "o.db")->size(), 2u);
        write(ExportFormat::trials_csv, both, folder_ / "t.csv");
        QCOMPARE(read_trials_csv(folder_ / "t.csv", {"val_loss"}, {})->size(), 2u);
        write(ExportFormat::tensorboard, both, folder_ / "logs");
        for (const char* name : {"demo", "demo-2"})
            QVERIFY(fs::exists(folder_ / "logs" / name / "0000" / "hparams.yaml"));
    }

    void chosen_trials_alone() {
        const fs::path study = folder_ / "demo";
        write_study(study, {});
        QCOMPARE(write(ExportFormat::optuna, {{study, std::set{2}}}, folder_ / "o.db").trials, 1u);
        const auto read = *read_optuna_database(folder_ / "o.db");
        QCOMPARE(read.front().trials.front().params.front().second.as_number(), 0.003);
        const auto missing = plan_export({{study, std::set{7}}});
        QVERIFY(!missing.has_value());
        QVERIFY(QString::fromStdString(missing.error().file).endsWith(QStringLiteral("trials/0007")));
        QVERIFY(!plan_export({}).has_value());
    }

    void what_is_left_out_is_counted() {
        const fs::path study = folder_ / "demo";
        write_study(study, {});
        const fs::path trial = trial_folder(study, 0);
        fs::create_directories(trial / "checkpoints");
        put_bytes(trial / "checkpoints" / "last.pt", "x");
        put_bytes(trial / "log.txt", "said");
        auto events = EventFileWriter::create(trial);
        events->add_scalar("val_loss", {1, 5, 0.5});
        events->add_scalar("lr", {1, 5, 0.5});
        events->add_histogram("w", 1, 5, {1, 2});
        QVERIFY(events->flush());
        auto waiting = make_trial(2, {});
        waiting.state = search::TrialState::waiting;
        QVERIFY(write_trial_record(trial_folder(study, 2), waiting));
        const auto summary = write(ExportFormat::optuna, {{study, {}}}, folder_ / "o.db");
        QCOMPARE(summary.trials, 2u);
        const std::string text = summary_text(summary);
        for (const char* part : {"1 checkpoint", "1 log", "1 image, histogram or text", "1 point of other curves",
                                 "1 trial that has not ended", "2 records of what trials ran in"})
            QVERIFY2(text.find(part) != std::string::npos, text.c_str());
        QVERIFY(summary_text(write(ExportFormat::tensorboard, {{study, {}}}, folder_ / "logs")).find("histogram") ==
                std::string::npos);
        LeftOut none;
        none.add("thing", "things", 0);
        QVERIFY(none.lines().empty());
    }

    void an_output_that_is_there_stays() {
        const fs::path study = folder_ / "demo";
        write_study(study, {});
        put_bytes(folder_ / "o.db", "mine");
        StudyExport wanted{ExportFormat::optuna, {{study, {}}}, folder_ / "o.db"};
        QVERIFY(!export_studies(wanted).has_value());
        QCOMPARE(bytes_of(folder_ / "o.db"), std::string("mine"));
        fs::create_directories(folder_ / "full" / "of");
        wanted = {ExportFormat::mlflow, {{study, {}}}, folder_ / "full"};
        QVERIFY(!export_studies(wanted).has_value());
        fs::create_directories(folder_ / "empty");
        wanted.output = folder_ / "empty/";
        QVERIFY(export_studies(wanted).has_value());
        QVERIFY(fs::exists(folder_ / "empty" / "1" / "meta.yaml"));
        wanted = {ExportFormat::json, {{study, {}}}, folder_ / "no" / "such.json"};
        QVERIFY(!export_studies(wanted).has_value());
        wanted = {ExportFormat::optuna, {{study, {}}}, {}};
        QVERIFY(!export_studies(wanted).has_value());
    }

    void a_cancelled_export_leaves_nothing() {
        const fs::path study = folder_ / "demo";
        write_study(study, {});
        for (const auto format : {ExportFormat::trials_csv, ExportFormat::json, ExportFormat::mlflow,
                                  ExportFormat::optuna, ExportFormat::tensorboard}) {
            const StudyExport wanted{format, {{study, {}}}, folder_ / "out"};
            const auto stopped = export_studies(wanted, [](std::size_t done, std::size_t of) -> Result<void> {
                if (of != 3) return fail("not three");
                if (done == 2) return fail("stopped");
                return {};
            });
            QCOMPARE(stopped.error().what, std::string("stopped"));
            int left = 0;
            for (const auto& entry : fs::directory_iterator(folder_)) left += entry.path() != study ? 1 : 0;
            QCOMPARE(left, 0);
        }
    }

    void a_study_without_an_objective_is_no_study_of_optuna() {
        auto sample = sample_study(3);
        sample.metric.clear();
        for (auto& trial : sample.trials) trial.objectives.clear();
        const fs::path study = write_sample(folder_ / "runs", sample);
        const StudyExport wanted{ExportFormat::optuna, {{study, {}}}, folder_ / "o.db"};
        QVERIFY(export_studies(wanted).error().what.find("no objective") != std::string::npos);
        QVERIFY(!fs::exists(folder_ / "o.db"));
    }

    void names_are_files_of_mlflow() {
        MlflowNames names;
        QCOMPARE(names.file_of("opt.lr"), std::string("opt.lr"));
        QCOMPARE(names.file_of("val/loss"), std::string("val/loss"));
        QCOMPARE(names.file_of("val"), std::string("val_"));
        QCOMPARE(names.file_of("a"), std::string("a"));
        QCOMPARE(names.file_of("a/b"), std::string("a_b"));
        QCOMPARE(names.file_of("a=b"), std::string("a_b_"));
        QCOMPARE(names.file_of("../x"), std::string("_../x"));
        QCOMPARE(names.file_of("/x"), std::string("_/x"));
        QCOMPARE(names.file_of("val"), std::string("val_"));
    }
};

LATHE_TEST(TestExport)
#include "test_export.moc"
