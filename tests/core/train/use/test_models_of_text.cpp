// SPDX-License-Identifier: GPL-3.0-or-later
// A model of text predicts and writes on.
#include <QtTest>

#include <cmath>

#include "core/base/files.h"
#include "tests/core/train/use/trained_fixture.h"
#include "tests/core/train/use/use_probe.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::train;

class TestModelsOfText : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TrainedFixture> home_;
    std::map<std::string, double> reported_;

    SampleRequest request(const std::string& prompt) const {
        SampleRequest request;
        request.model = home_->model("trial");
        request.prompt = prompt;
        request.length = 60;
        return request;
    }

  private Q_SLOTS:
    void initTestCase() {
        home_ = std::make_unique<test::TrainedFixture>();
        reported_ = home_->train("trial", home_->text_config("gru"));
    }
    void cleanupTestCase() { home_.reset(); }

    void a_sample_goes_on_as_the_text_does() {
        SampleRequest bold = request("the cat sat");
        bold.temperature = 0;
        const auto text = sample_text(bold);
        QVERIFY2(text, text ? "" : text.error().str().c_str());
        QVERIFY2(text->starts_with("the cat sat on the mat, "), text->c_str());
        QCOMPARE(text->size(), std::string("the cat sat").size() + 60);
    }

    void a_seed_gives_the_same_text_and_another_another() {
        SampleRequest warm = request("");
        warm.temperature = 1.5;
        warm.seed = 4;
        const auto first = sample_text(warm);
        QVERIFY2(first, first ? "" : first.error().str().c_str());
        QCOMPARE(*sample_text(warm), *first);
        warm.seed = 5;
        QVERIFY(*sample_text(warm) != *first);
        QCOMPARE(first->front(), '\n');
    }

    void what_is_drawn_is_told_as_it_comes() {
        SampleRequest told = request("the");
        std::string heard;
        int calls = 0;
        told.on_text = [&](const std::string& part) {
            heard += part;
            ++calls;
        };
        const auto text = sample_text(told);
        QVERIFY(text);
        QCOMPARE(heard, *text);
        QCOMPARE(calls, 61);
    }

    void unknown_characters_are_refused() {
        const auto refused = sample_text(request("ZEBRA"));
        QVERIFY(!refused);
        QVERIFY2(refused.error().str().find("does not know the character \"Z\"") != std::string::npos,
                 refused.error().str().c_str());
        home_->write("strange.txt", "the cat\nsat on ünder\n");
        PredictRequest predicting;
        predicting.model = home_->model("trial");
        predicting.inputs = {home_->file("strange.txt")};
        predicting.output = home_->path("out.csv");
        const auto failed = predict(predicting);
        QVERIFY(!failed);
        QVERIFY2(failed.error().str().find("strange.txt:2") != std::string::npos, failed.error().str().c_str());
    }

    // Each character once, with what comes next; the last piece reaches back.
    void each_character_is_a_row() {
        const std::string text = "the cat sat on the mat, 3 times.\nthe cat sat";
        home_->write("some.txt", text);
        PredictRequest predicting;
        predicting.model = home_->model("trial");
        predicting.inputs = {home_->file("some.txt")};
        predicting.output = home_->path("out.csv");
        const auto report = predict(predicting);
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        const auto rows = test::read_rows(predicting.output);
        QCOMPARE(rows.size(), text.size() + 1);
        int right = 0;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            QCOMPARE(rows[i][0], home_->file("some.txt") + ":" + std::to_string(i));
            QCOMPARE(rows[i][1], i < text.size() ? std::string(1, text[i]) : std::string());
            right += i < text.size() && rows[i][1] == rows[i][2] ? 1 : 0;
        }
        QCOMPARE(report->metrics.at("acc"), right / static_cast<double>(text.size() - 1));
        QVERIFY(right > 20);
    }

    void a_test_gives_what_the_trials_own_gave() {
        TestRequest testing;
        testing.model = home_->model("trial");
        const auto report = test_model(testing);
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        for (const char* metric : {"test_loss", "test_acc", "test_perplexity"})
            QCOMPARE(report->record.metrics.at(metric), reported_.at(metric));
        testing.data = home_->file("text.txt");
        QVERIFY(test_model(testing));
    }

    // Shares within five standard deviations of what softmax gives.
    void draws_have_the_probabilities_of_the_scores() {
        const int draws = 20000;
        const auto near = [](int count, double expected) {
            return std::abs(count - expected) < 5 * std::sqrt(expected * (1 - expected / draws)) + 1e-9;
        };
        const std::vector<double> scores{std::log(0.5), std::log(0.2), std::log(0.3)};
        const auto plain = test::draw_counts(scores, 1, 0, draws);
        QVERIFY(near(plain[0], 0.5 * draws) && near(plain[1], 0.2 * draws) && near(plain[2], 0.3 * draws));
        // At temperature 1/2 probabilities are squared: 25, 4 and 9 of 38.
        const auto cold = test::draw_counts(scores, 0.5, 0, draws);
        QVERIFY(near(cold[0], 25.0 / 38 * draws) && near(cold[1], 4.0 / 38 * draws) && near(cold[2], 9.0 / 38 * draws));
        const auto two = test::draw_counts(scores, 1, 2, draws);
        QCOMPARE(two[1], 0);
        QVERIFY(near(two[0], 5.0 / 8 * draws) && near(two[2], 3.0 / 8 * draws));
        QCOMPARE(test::draw_counts(scores, 0, 0, 100), (std::vector<int>{100, 0, 0}));
    }
};

LATHE_CORE_TEST(TestModelsOfText)
#include "test_models_of_text.moc"
