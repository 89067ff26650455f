// SPDX-License-Identifier: GPL-3.0-or-later
// A model of pictures that was trained is tested, and predicts from files, as its training's own test did.
#include <QImage>
#include <QtTest>

#include <cmath>

#include "core/base/files.h"
#include "core/base/numbers.h"
#include "core/store/test_record.h"
#include "tests/core/train/use/trained_fixture.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::train;

class TestModelsOfPictures : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TrainedFixture> home_;
    std::map<std::string, double> reported_;

    store::TestRecord recorded() const {
        return store::read_test_record(store::test_folder(home_->path("trial"))).value().value();
    }
    PredictReport predict_all(PredictRequest request) const {
        request.model = home_->model("trial");
        auto report = predict(request);
        if (!report) qFatal("%s", report.error().str().c_str());
        return std::move(*report);
    }

  private Q_SLOTS:
    void initTestCase() {
        home_ = std::make_unique<test::TrainedFixture>();
        reported_ = home_->train("trial", home_->pictures_config());
    }
    void cleanupTestCase() { home_.reset(); }

    void a_trial_records_what_its_test_got_wrong() {
        const store::TestRecord record = recorded();
        QCOMPARE(record.samples, std::int64_t{60});
        QCOMPARE(record.checkpoint, std::string("last.pt"));
        QCOMPARE(record.metrics.at("test_acc"), reported_.at("test_acc"));
        QCOMPARE(record.classes, (std::vector<std::string>{"left", "none", "right"}));
        std::int64_t right = 0;
        for (std::size_t i = 0; i < 3; ++i) right += record.confusion[i][i];
        QCOMPARE(static_cast<double>(right) / 60, reported_.at("test_acc"));
        // All that is wrong, the most wrong first.
        QVERIFY(right < 60);
        QCOMPARE(static_cast<std::int64_t>(record.worst.size()), std::min<std::int64_t>(60 - right, 48));
        for (std::size_t i = 0; i < record.worst.size(); ++i) {
            const store::WrongSample& sample = record.worst[i];
            QVERIFY(sample.truth != sample.prediction);
            QVERIFY(i == 0 || sample.loss <= record.worst[i - 1].loss);
            // Files are listed class by class.
            QCOMPARE(sample.truth, record.classes[static_cast<std::size_t>(sample.index / 20)]);
        }
    }

    void pictures_of_the_most_wrong_are_those_of_their_files() {
        const store::TestRecord record = recorded();
        const QImage all(
            QString::fromStdString(store::worst_pictures(store::test_folder(home_->path("trial"))).string()));
        QCOMPARE(all.width(), 12);
        QCOMPARE(all.height(), 12 * static_cast<int>(record.worst.size()));
        QCOMPARE(record.tile_height, std::int64_t{12});
        const store::WrongSample& first = record.worst.front();
        const QString file = QString::fromStdString(home_->file("pictures/test/" + first.truth)) +
                             QString("/%1.pgm").arg(first.index % 20, 2, 10, QChar('0'));
        const QImage original = QImage(file).convertToFormat(QImage::Format_RGB32);
        QCOMPARE(all.copy(0, 0, 12, 12).convertToFormat(QImage::Format_RGB32), original);
    }

    void a_test_gives_what_the_trials_own_test_gave() {
        TestRequest request;
        request.model = home_->model("trial");
        const auto report = test_model(request);
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        for (const char* metric : {"test_loss", "test_acc"})
            QCOMPARE(report->record.metrics.at(metric), reported_.at(metric));
        QCOMPARE(report->record.confusion, recorded().confusion);
    }

    void outputs_of_64_bits_stay_so() {
        home_->train("exact", home_->pictures_config({{"train.precision", "64"}, {"train.epochs", 1}}));
        PredictRequest request;
        request.part = "test";
        request.output = home_->path("outputs.npy");
        predict_all(request);
        const std::string narrow = read_file(request.output).value();
        request.model = home_->model("exact");
        const auto report = predict(request);
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        const std::string wide = read_file(request.output).value();
        QVERIFY(narrow.find("'<f4', 'fortran_order': False, 'shape': (60, 3)") != std::string::npos);
        QVERIFY(wide.find("'<f8', 'fortran_order': False, 'shape': (60, 3)") != std::string::npos);
        QCOMPARE(wide.size() - narrow.size(), std::size_t{60 * 3 * 4});
    }

    // Neither turned, blended nor cut out, though the training saw it so.
    void the_training_part_is_tested_and_predicted_as_it_is() {
        home_->train("augmented", home_->pictures_config({{"data.val_part", 0.0},
                                                          {"data.augment.flip", true},
                                                          {"data.augment.rotate", 60.0},
                                                          {"data.augment.cutout", 6},
                                                          {"data.augment.mixup", 1.0}}));
        TestRequest request;
        request.model = home_->model("augmented");
        request.data = home_->file("pictures/train");
        const auto of_files = test_model(request);
        QVERIFY2(of_files, of_files ? "" : of_files.error().str().c_str());
        request.data.clear();
        request.part = "train";
        const auto of_part = test_model(request);
        QVERIFY2(of_part, of_part ? "" : of_part.error().str().c_str());
        QCOMPARE(of_part->record.samples, std::int64_t{120});
        QCOMPARE(of_part->record.metrics, of_files->record.metrics);
        QCOMPARE(of_part->record.confusion, of_files->record.confusion);

        PredictRequest predicted;
        predicted.model = home_->model("augmented");
        predicted.part = "train";
        predicted.output = home_->path("augmented.csv");
        const auto report = predict(predicted);
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        QCOMPARE(report->metrics.at("acc"), of_files->record.metrics.at("test_acc"));
    }

    // Without the data of the training, which only the checkpoint remembers then.
    void a_test_of_other_data_needs_none_of_the_trainings() {
        fs::rename(home_->path("pictures/test"), home_->path("others"));
        fs::rename(home_->path("pictures/train"), home_->path("hidden"));
        TestRequest request;
        request.model = home_->model("trial");
        request.data = home_->file("others");
        request.folder = home_->path("report");
        const auto report = test_model(request);
        fs::rename(home_->path("others"), home_->path("pictures/test"));
        fs::rename(home_->path("hidden"), home_->path("pictures/train"));
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        QCOMPARE(report->record.metrics.at("test_acc"), reported_.at("test_acc"));
        const auto written = store::read_test_record(home_->path("report")).value().value();
        QCOMPARE(written.confusion, recorded().confusion);
        QVERIFY(written.worst.front().name.find("/others/") != std::string::npos);
    }

    // As the validation prepares them: the same answers as the trial's own test, file by file.
    void predictions_are_those_of_the_test() {
        PredictRequest request;
        request.inputs = {home_->file("pictures/test")};
        request.output = home_->path("out.csv");
        request.probabilities = true;
        const PredictReport report = predict_all(request);
        QCOMPARE(report.predictions, std::int64_t{60});
        QVERIFY(report.left_out.empty());
        const auto rows = test::read_rows(request.output);
        QCOMPARE(rows.size(), std::size_t{61});
        QCOMPARE(rows[0], (std::vector<std::string>{"input", "prediction", "probability", "left", "none", "right"}));
        const store::TestRecord record = recorded();
        std::map<std::int64_t, std::string> wrong;
        for (const store::WrongSample& sample : record.worst) wrong[sample.index] = sample.prediction;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const std::string truth = record.classes[(i - 1) / 20];
            QVERIFY(rows[i][0].find("/test/" + truth + "/") != std::string::npos);
            const auto mistake = wrong.find(static_cast<std::int64_t>(i - 1));
            QCOMPARE(rows[i][1], mistake == wrong.end() ? truth : mistake->second);
            double sum = 0;
            double best = 0;
            for (std::size_t c = 3; c < 6; ++c) {
                const double probability = parse_number<double>(rows[i][c]).value();
                sum += probability;
                best = std::max(best, probability);
            }
            QVERIFY(std::abs(sum - 1) < 1e-5);
            QCOMPARE(parse_number<double>(rows[i][2]).value(), best);
        }
    }

    void a_part_of_the_trials_own_data_has_answers() {
        PredictRequest request;
        request.part = "test";
        request.output = home_->path("part.csv");
        const PredictReport report = predict_all(request);
        QCOMPARE(report.metrics.at("acc"), reported_.at("test_acc"));
        const auto rows = test::read_rows(request.output);
        QCOMPARE(rows[0], (std::vector<std::string>{"input", "truth", "prediction", "probability"}));
        QCOMPARE(rows[1][1], std::string("left"));
        QCOMPARE(rows[60][1], std::string("right"));
    }

    void what_cannot_be_read_is_named_and_the_others_are_predicted() {
        fs::create_directories(home_->path("mixed"));
        home_->write_picture("mixed/a.pgm", 0, 1);
        home_->write("mixed/b.png", "no picture");
        home_->write_picture("mixed/c.pgm", 2, 2);
        home_->write("mixed/notes.txt", "a note");
        PredictRequest request;
        request.inputs = {home_->file("mixed")};
        request.output = home_->path("mixed.csv");
        const PredictReport report = predict_all(request);
        QCOMPARE(report.predictions, std::int64_t{2});
        QCOMPARE(report.left_out.size(), std::size_t{1});
        QVERIFY(report.left_out[0].str().find("b.png") != std::string::npos);
        QCOMPARE(test::read_rows(request.output).size(), std::size_t{3});
        QVERIFY(std::any_of(report.model.notes.begin(), report.model.notes.end(),
                            [](const std::string& note) { return note.find("notes.txt") != std::string::npos; }));
    }

    void mistakes_are_errors_and_nothing_is_written_data() {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("nothing there") << QByteArray("missing.png") << QByteArray("there is no such file or folder");
        QTest::newRow("no picture at all") << QByteArray("mixed/b.png") << QByteArray("b.png");
        QTest::newRow("an empty folder") << QByteArray("empty") << QByteArray("holds no pictures");
    }
    void mistakes_are_errors_and_nothing_is_written() {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, says);
        fs::create_directories(home_->path("empty"));
        home_->write("mixed/b.png", "no picture");
        PredictRequest request;
        request.model = home_->model("trial");
        request.inputs = {home_->file(input.toStdString())};
        request.output = home_->path("never.csv");
        const auto report = predict(request);
        QVERIFY(!report);
        QVERIFY2(report.error().str().find(says.toStdString()) != std::string::npos, report.error().str().c_str());
        QVERIFY(!fs::exists(request.output));
    }

    void the_checkpoint_is_chosen() {
        ModelChoice choice = home_->model("trial");
        PredictRequest request;
        request.part = "test";
        request.output = home_->path("chosen.csv");
        request.model = choice;
        QCOMPARE(predict(request)->model.checkpoint.filename().string(), std::string("last.pt"));
        request.model.checkpoint = "best";
        QCOMPARE(predict(request)->model.checkpoint.filename().string(), std::string("best.pt"));
        request.model.checkpoint = "none";
        const auto refused = predict(request);
        QVERIFY(!refused && refused.error().str().find("there is no checkpoint \"none\"") != std::string::npos);
        request.model.checkpoint = "auto";
        request.model.source = home_->path("trial/checkpoints/best.pt");
        QCOMPARE(predict(request)->model.checkpoint.filename().string(), std::string("best.pt"));
        request.model.source = home_->path("pictures");
        QVERIFY(predict(request).error().str().find("holds no checkpoint") != std::string::npos);
    }

    void a_stop_ends_it() {
        std::stop_source stop;
        stop.request_stop();
        PredictRequest request;
        request.model = home_->model("trial");
        request.model.stop = stop.get_token();
        request.inputs = {home_->file("pictures/test")};
        request.output = home_->path("stopped.csv");
        QVERIFY(!predict(request));
        QVERIFY(!fs::exists(request.output));
    }

    // Data that has changed since: the trial's own test can no longer be made.
    void a_test_on_data_that_has_changed_is_refused() {
        home_->write_picture("pictures/train/left/zz.pgm", 0, 77);
        TestRequest request;
        request.model = home_->model("trial");
        const auto refused = test_model(request);
        fs::remove(home_->path("pictures/train/left/zz.pgm"));
        QVERIFY(!refused);
        QVERIFY2(refused.error().str().find("not what the model was trained on") != std::string::npos,
                 refused.error().str().c_str());
        QVERIFY(test_model(request));
    }
};

LATHE_CORE_TEST(TestModelsOfPictures)
#include "test_models_of_pictures.moc"
