// SPDX-License-Identifier: GPL-3.0-or-later
// A model of a table predicts for other tables: columns by name, gaps and categories as its training had them.
#include <QtTest>

#include <cmath>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/numbers.h"
#include "tests/core/train/use/trained_fixture.h"
#include "tests/core/train/use/use_probe.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::train;

class TestModelsOfTables : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TrainedFixture> home_;
    std::map<std::string, double> reported_;  // of the classification

    Result<PredictReport> predict_for(const std::string& trial, const std::string& table) const {
        PredictRequest request;
        request.model = home_->model(trial);
        request.inputs = {home_->file(table)};
        request.output = home_->path("out.csv");
        return predict(request);
    }

  private Q_SLOTS:
    void initTestCase() {
        home_ = std::make_unique<test::TrainedFixture>();
        reported_ = home_->train("classes", home_->table_config("classification"));
        home_->train("numbers", home_->table_config("regression"));
    }
    void cleanupTestCase() { home_.reset(); }

    void columns_are_matched_by_name() {
        home_->write("new.csv", "town,note,visited,age\nUlm,x,2024-03-11,33\nKöln,y,2024-05-12,61.5\n");
        const auto report = predict_for("classes", "new.csv");
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        const auto rows = test::read_rows(home_->path("out.csv"));
        QCOMPARE(rows[0], (std::vector<std::string>{"input", "prediction", "probability"}));
        QCOMPARE(rows[1][0], home_->file("new.csv") + ":2");
        QCOMPARE(rows[2][0], home_->file("new.csv") + ":3");
        // The rule by which the rows were made.
        QCOMPARE(rows[1][1], std::string("no"));
        QCOMPARE(rows[2][1], std::string("yes"));
        QVERIFY(report->metrics.empty());
    }

    void what_an_older_checkpoint_does_not_say_is_told() {
        std::string table = "day;size;y\n";
        for (int i = 0; i < 40; ++i)
            table += fmt::format("{}/{}/2024;{},5;{}\n", 1 + i * 5 % 28, 1 + i * 7 % 12, i * 11 % 13,
                                 i * 3 % 7 > 2 ? "yes" : "no");
        home_->write("days.csv", table);
        config::Value config = home_->table_config("classification");
        config.set("data.file", home_->file("days.csv"));
        config.set("data.target", "y");
        config.set("data.exclude", config::List{});
        config.set("train.epochs", 1);
        home_->train("days", config);
        home_->write("open.csv", "day;size\n3/4/2025;1,234\n");
        const auto notes = [&] {
            const auto report = predict_for("days", "open.csv");
            std::string all;
            for (const std::string& note :
                 report ? report->model.notes : std::vector<std::string>{report.error().str()})
                all += note + "\n";
            return all;
        };
        QCOMPARE(notes(), std::string());
        test::forget_how_cells_were_read(home_->path("days/checkpoints/best.pt"));
        test::forget_how_cells_were_read(home_->path("days/checkpoints/last.pt"));
        const std::string told = notes();
        QVERIFY2(told.find("3/4/2025 in column day of") != std::string::npos &&
                     told.find("with the month first; the checkpoint, which an older Lathe wrote") != std::string::npos,
                 told.c_str());
        QVERIFY2(told.find("is taken for a decimal one") != std::string::npos, told.c_str());
    }

    void all_missing_columns_are_told() {
        home_->write("few.csv", "town,colour\nUlm,red\n");
        const auto refused = predict_for("classes", "few.csv");
        QVERIFY(!refused);
        QVERIFY2(refused.error().str().find("few.csv:1") != std::string::npos, refused.error().str().c_str());
        QVERIFY2(
            refused.error().str().find("lacks 2 columns that the training used: age, visited") != std::string::npos,
            refused.error().str().c_str());
    }

    void with_the_target_there_are_metrics() {
        const auto report = predict_for("classes", "rows.csv");
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        const auto rows = test::read_rows(home_->path("out.csv"));
        QCOMPARE(rows[0], (std::vector<std::string>{"input", "truth", "prediction", "probability"}));
        QCOMPARE(rows.size(), std::size_t{201});
        int right = 0;
        for (std::size_t i = 1; i < rows.size(); ++i) right += rows[i][1] == rows[i][2] ? 1 : 0;
        QCOMPARE(report->metrics.at("acc"), right / 200.0);
        QVERIFY(right > 160);
    }

    // The same numbers whether the whole table is given or a row alone: means are those of the training.
    void a_row_alone_is_predicted_as_among_others() {
        QVERIFY(predict_for("classes", "rows.csv"));
        const auto all = test::read_rows(home_->path("out.csv"));
        const auto table = test::read_rows(home_->path("rows.csv"));
        const std::vector<std::string>& row = table[17];
        home_->write("one.csv", "name,age,town,visited,back,spent\n" + row[0] + "," + row[1] + ",\"" + row[2] + "\"," +
                                    row[3] + "," + row[4] + "," + row[5] + "\n");
        QVERIFY(predict_for("classes", "one.csv"));
        const auto one = test::read_rows(home_->path("out.csv"));
        QCOMPARE(one[1][2], all[17][2]);
        QVERIFY(std::abs(parse_number<double>(one[1][3]).value() - parse_number<double>(all[17][3]).value()) < 1e-6);
    }

    void numbers_are_in_the_units_of_the_table() {
        const auto report = predict_for("numbers", "rows.csv");
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        const auto rows = test::read_rows(home_->path("out.csv"));
        QCOMPARE(rows[0], (std::vector<std::string>{"input", "truth", "prediction"}));
        const auto table = test::read_rows(home_->path("rows.csv"));
        double error = 0;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const double truth = parse_number<double>(table[i][5]).value();
            QVERIFY(std::abs(parse_number<double>(rows[i][1]).value() - truth) < 0.01);
            error += std::abs(parse_number<double>(rows[i][2]).value() - truth) / 200;
        }
        QVERIFY(std::abs(error - report->metrics.at("mae")) < 1e-3);
        QVERIFY(error < 300);
    }

    // A checkpoint does not hold what `balanced` is made of.
    void a_loss_without_its_weights_is_told() {
        config::Value config = home_->table_config("classification");
        config.set("loss.class_weights", "balanced");
        config.set("train.epochs", 1);
        home_->train("weighted", config);
        TestRequest request;
        request.model = home_->model("weighted");
        request.data = home_->file("rows.csv");
        const auto report = test_model(request);
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        QVERIFY(std::any_of(report->model.notes.begin(), report->model.notes.end(), [](const std::string& note) {
            return note.find("without loss.class_weights") != std::string::npos;
        }));
    }

    void a_number_has_no_probabilities() {
        PredictRequest request;
        request.model = home_->model("numbers");
        request.inputs = {home_->file("rows.csv")};
        request.output = home_->path("never.csv");
        request.probabilities = true;
        const auto refused = predict(request);
        QVERIFY(!refused);
        QVERIFY2(refused.error().str().find("has no probability") != std::string::npos, refused.error().str().c_str());
        QVERIFY(!fs::exists(request.output));
    }

    void strange_answers_count_for_no_metric() {
        home_->write("strange.csv",
                     "town,visited,age,back\nUlm,2024-03-11,33,no\nUlm,2024-03-11,33,perhaps\n"
                     "Ulm,2024-03-11,33,\n");
        const auto report = predict_for("classes", "strange.csv");
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        QCOMPARE(report->metrics.at("acc"), 1.0);
        const auto rows = test::read_rows(home_->path("out.csv"));
        QCOMPARE(rows[1][1], std::string("no"));
        QVERIFY(rows[2][1].empty() && rows[3][1].empty());
        QVERIFY(!report->model.notes.empty());
        QVERIFY2(report->model.notes.front().starts_with("1 row of"), report->model.notes.front().c_str());
    }

    void a_word_among_numbers_is_an_error_with_its_line() {
        home_->write("word.csv", "town,visited,age\nUlm,2024-03-11,33\nUlm,2024-03-11,old\n");
        const auto refused = predict_for("classes", "word.csv");
        QVERIFY(!refused);
        QVERIFY2(refused.error().str().find("word.csv:3") != std::string::npos, refused.error().str().c_str());
    }

    void a_test_of_the_whole_table_gives_its_scores() {
        TestRequest request;
        request.model = home_->model("classes");
        request.data = home_->file("rows.csv");
        const auto report = test_model(request);
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        QCOMPARE(report->record.samples, std::int64_t{200});
        QCOMPARE(report->record.classes, (std::vector<std::string>{"no", "yes"}));
        QVERIFY(report->record.worst.front().name.starts_with(home_->file("rows.csv") + ":"));
        request.data.clear();
        const auto own = test_model(request);
        QVERIFY2(own, own ? "" : own.error().str().c_str());
        QCOMPARE(own->record.metrics.at("test_acc"), reported_.at("test_acc"));
        QVERIFY(std::none_of(report->model.notes.begin(), report->model.notes.end(),
                             [](const std::string& note) { return note.find("class_weights") != std::string::npos; }));
        home_->write("unanswered.csv", "town,visited,age\nUlm,2024-03-11,33\n");
        request.data = home_->file("unanswered.csv");
        QVERIFY(test_model(request).error().str().find("no row holds an answer") != std::string::npos);
    }
};

LATHE_CORE_TEST(TestModelsOfTables)
#include "test_models_of_tables.moc"
