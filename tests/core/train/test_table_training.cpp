// SPDX-License-Identifier: GPL-3.0-or-later
// Tables that are trained on: what the options change, and what a checkpoint knows of a table.
#include <QtTest>

#include <cmath>

#include "core/base/random.h"
#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using test::small_config;
using test::Trial;
using Changes = std::vector<std::pair<std::string, config::Value>>;

namespace {

struct Ending {
    std::string error;  // empty: it went well
    std::map<std::string, double> metrics;
    test::Recorder recorder;
};

Ending train_on(const QTemporaryDir& folder, const std::string& file, const Changes& changes) {
    auto config = small_config({{"data.name", "csv"}, {"data.file", file}, {"data.target", "y"}});
    for (const auto& [key, value] : changes) config.set(key, value);
    static int number = 0;
    Trial trial{config, folder.filePath(QString("trial%1").arg(++number)).toStdString()};
    const auto outcome = trial.run();
    Ending ending;
    ending.recorder = trial.recorder;
    if (outcome) ending.metrics = outcome->metrics;
    else ending.error = outcome.error().str();
    return ending;
}

std::string write_table(const QTemporaryDir& folder, const char* name, const QByteArray& bytes) {
    QFile file(folder.filePath(name));
    if (file.open(QIODevice::WriteOnly)) file.write(bytes);
    return file.fileName().toStdString();
}

// A linear function of two columns, times `unit`.
QByteArray prices(double unit, int rows = 200) {
    Random random(5);
    QByteArray text = "a,b,y\n";
    for (int i = 0; i < rows; ++i) {
        const double a = random.normal();
        const double b = random.normal();
        const double y = unit * std::round(1000 * (20 + 3 * a - 2 * b + 0.1 * random.normal())) / 1000;
        text += QByteArray::number(a) + "," + QByteArray::number(b) + "," + QByteArray::number(y, 'f', 3) + "\n";
    }
    return text;
}

const Changes regression{{"data.task", "regression"}, {"loss.name", "mse"}, {"train.epochs", 20}};

// One of ten rows is of class 1, and what tells it is noisy.
QByteArray rare_class() {
    Random random(6);
    QByteArray text = "a,b,y\n";
    for (int i = 0; i < 400; ++i) {
        const int y = i % 10 == 0 ? 1 : 0;
        text += QByteArray::number(random.normal() + y) + "," + QByteArray::number(random.normal()) + "," +
                QByteArray::number(y) + "\n";
    }
    return text;
}

// The class is that of the city; a number beside it says nothing.
QByteArray cities(int rows = 240) {
    Random random(7);
    QByteArray text = "n,city,y\n";
    for (int i = 0; i < rows; ++i) {
        const int city = static_cast<int>(random.below(12));
        text += QByteArray::number(random.normal()) + ",c" + QByteArray::number(city) + "," +
                (city % 3 == 0 ? "yes" : "no") + "\n";
    }
    return text;
}

}  // namespace

class TestTableTraining : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void the_unit_of_the_target_does_not_matter() {
        QTemporaryDir folder;
        const Ending thousands = train_on(folder, write_table(folder, "k.csv", prices(1)), regression);
        const Ending dollars = train_on(folder, write_table(folder, "d.csv", prices(1000)), regression);
        QVERIFY2(thousands.error.empty(), thousands.error.c_str());
        QVERIFY2(dollars.error.empty(), dollars.error.c_str());
        QVERIFY2(thousands.metrics.at("test_r2") > 0.9, QByteArray::number(thousands.metrics.at("test_r2")));
        QVERIFY(std::abs(thousands.metrics.at("test_r2") - dollars.metrics.at("test_r2")) < 1e-3);
        for (const char* metric : {"val_mae", "val_rmse", "test_mae"}) {
            const double ratio = dollars.metrics.at(metric) / thousands.metrics.at(metric);
            QVERIFY2(std::abs(ratio - 1000) < 5, QByteArray::number(ratio));
        }
        // The loss is that of standardised numbers.
        QVERIFY(std::abs(dollars.metrics.at("val_loss") - thousands.metrics.at("val_loss")) < 1e-4);
        QVERIFY(dollars.recorder.logged("the target is learned as"));
        Changes plain = regression;
        plain.emplace_back("data.standardise_target", false);
        const Ending raw = train_on(folder, write_table(folder, "d.csv", prices(1000)), plain);
        QVERIFY(raw.metrics.at("test_r2") < 0.1 && raw.metrics.at("val_loss") > 1e6);
    }

    void rare_classes_may_count_more_data() {
        QTest::addColumn<QString>("loss");
        for (const char* loss : {"cross_entropy", "nll", "bce"}) QTest::newRow(loss) << loss;
    }
    void rare_classes_may_count_more() {
        QFETCH(QString, loss);
        QTemporaryDir folder;
        const std::string file = write_table(folder, "rare.csv", rare_class());
        const auto recall = [&](const char* weights) {
            const Ending ending = train_on(folder, file,
                                           {{"loss.name", loss.toStdString()},
                                            {"loss.class_weights", weights},
                                            {"metrics.precision_recall", true},
                                            {"data.val_part", 0.3},
                                            {"train.epochs", 6}});
            return ending.error.empty() ? ending.metrics.at("val_recall") : -1;
        };
        const double plain = recall("none");
        const double balanced = recall("balanced");
        // Half of the mean over both classes comes from guessing the frequent one.
        QVERIFY2(plain > 0 && balanced > plain + 0.05, QByteArray::number(plain) + " " + QByteArray::number(balanced));
    }

    void categories_data() {
        QTest::addColumn<QString>("how");
        QTest::newRow("one_hot") << "one_hot";
        QTest::newRow("embedding") << "embedding";
    }
    void categories() {
        QFETCH(QString, how);
        QTemporaryDir folder;
        const Ending ending = train_on(folder, write_table(folder, "c.csv", cities()),
                                       {{"data.categories", how.toStdString()}, {"train.epochs", 15}});
        QVERIFY2(ending.error.empty(), ending.error.c_str());
        QVERIFY2(ending.metrics.at("val_acc") > 0.95, QByteArray::number(ending.metrics.at("val_acc")));
        QVERIFY(ending.recorder.logged("train, "));
    }

    void only_the_mlp_has_an_embedding() {
        QTemporaryDir folder;
        const Ending ending = train_on(folder, write_table(folder, "c.csv", cities()),
                                       {{"data.categories", "embedding"}, {"network.name", "resnet"}});
        QVERIFY2(ending.error.find("data.categories") != std::string::npos, ending.error.c_str());
    }

    void gaps_labels_and_texts_are_told() {
        QTemporaryDir folder;
        QByteArray text = "name,size,y\n";
        for (int i = 0; i < 40; ++i) {
            text += "person " + QByteArray::number(i) + "," + (i % 8 == 0 ? "" : QByteArray::number(i * 7 % 13)) + "," +
                    (i == 17      ? "nan"
                     : i % 2 == 0 ? "1"
                                  : "0") +
                    "\n";
        }
        const Ending ending = train_on(folder, write_table(folder, "gaps.csv", text), {});
        QVERIFY2(ending.error.empty(), ending.error.c_str());
        QVERIFY(ending.recorder.logged("1 of 40 rows has no y and is left out (the first in line 19)"));
        QVERIFY(ending.recorder.logged("column name (id) is left out"));
        QVERIFY(ending.recorder.logged("training rows have no value; the median"));
        QVERIFY(ending.recorder.logged("data: train, "));
    }

    void a_tiny_table_is_validated() {
        QTemporaryDir folder;
        const Ending ending =
            train_on(folder, write_table(folder, "tiny.csv", "a,y\n1,u\n2,v\n5,u\n7,v\n6,u\n3,v\n"), {});
        QVERIFY2(ending.error.empty(), ending.error.c_str());
        QVERIFY(ending.metrics.contains("val_acc") && ending.metrics.contains("test_acc"));
    }

    void a_resumed_training_goes_on_with_the_same_table() {
        QTemporaryDir folder;
        const std::string file = write_table(folder, "c.csv", cities());
        auto config =
            small_config({{"data.name", "csv"}, {"data.file", file}, {"data.target", "y"}, {"train.epochs", 4}});
        const auto stopped = [&](const char* name) {
            Trial trial{config, folder.filePath(name).toStdString()};
            trial.recorder.on_point = [&trial](const std::string&, std::int64_t step) {
                if (step >= 20) trial.stop.request_stop();
            };
            const auto outcome = trial.run();
            return outcome && outcome->end == run::TrialEnding::stopped;
        };
        QVERIFY(stopped("same"));
        Trial same{config, folder.filePath("same").toStdString()};
        const auto resumed = same.run(/*resume=*/true);
        QVERIFY2(resumed, resumed ? "" : resumed.error().str().c_str());
        Trial whole{config, folder.filePath("whole").toStdString()};
        QVERIFY(whole.run());
        QVERIFY(test::checkpoint_tensors(same.folder / "checkpoints" / "last.pt", "model.") ==
                test::checkpoint_tensors(whole.folder / "checkpoints" / "last.pt", "model."));

        QVERIFY(stopped("other"));
        write_table(folder, "c.csv", cities().replace(",c3,", ",c99,"));
        Trial other{config, folder.filePath("other").toStdString()};
        const auto refused = other.run(/*resume=*/true);
        QVERIFY(!refused);
        const std::string error = refused.error().str();
        QVERIFY2(error.find("the data is not what the checkpoint was trained on") != std::string::npos, error.c_str());
    }

    // Of 60 rows of noise nothing can be learned for long: the validation ends it, and its best weights are tested.
    void without_a_length_the_validation_ends_the_training() {
        QTemporaryDir folder;
        QByteArray text = "a,b,y\n";
        for (int i = 0; i < 60; ++i)
            text += QByteArray::number(i * 37 % 61) + "," + QByteArray::number(i * 17 % 23) + "," +
                    QByteArray::number(i * i % 7) + "\n";
        const std::string file = write_table(folder, "noise.csv", text);
        const auto train = [&](const char* name, const std::vector<std::pair<std::string, config::Value>>& changes) {
            auto config = small_config({{"data.name", "csv"},
                                        {"data.file", file},
                                        {"data.target", "y"},
                                        {"data.task", "regression"},
                                        {"train.epochs", config::Value()}});
            for (const auto& [key, value] : changes) config.set(key, value);
            Trial trial{config, folder.filePath(name).toStdString()};
            auto outcome = trial.run();
            return std::pair{std::move(outcome), std::move(trial.recorder)};
        };
        const auto [open, log] = train("open", {});
        QVERIFY2(open, open ? "" : open.error().str().c_str());
        QCOMPARE(open->end, run::TrialEnding::finished);  // as planned
        QVERIFY(open->epochs < 1000);
        QVERIFY(log.logged("the validation ended it after") && log.logged("in the last 20 validations"));
        QVERIFY(log.logged("the best weights are tested"));
        const auto& losses = log.points.at("val_loss");
        const auto best = std::ranges::min_element(losses, {}, [](const auto& point) { return point.second; });
        QCOMPARE(losses.end() - best, 21);

        const auto [last, of_last] = train("last", {{"test.weights", "last"}});
        QVERIFY(last && last->epochs == open->epochs);
        QVERIFY(last->metrics.at("test_rmse") != open->metrics.at("test_rmse"));
        const auto [given, of_given] = train("given", {{"train.epochs", 3}});
        QVERIFY(given && given->epochs == 3 && !of_given.logged("best weights"));
        const auto [bare, of_bare] = train("bare", {{"train.enable_checkpointing", false}});
        QVERIFY(bare && bare->epochs == open->epochs);  // and the last weights are all there is to test
    }

    void the_parts_of_a_text_are_told() {
        QTemporaryDir folder;
        QByteArray text;
        for (int i = 0; i < 100; ++i) text += "some text ";
        const Ending ending =
            train_on(folder, write_table(folder, "t.txt", text),
                     {{"data.name", "text"}, {"data.length", 10}, {"network.name", "gru"}, {"network.hidden", 8}});
        QVERIFY2(ending.error.empty(), ending.error.c_str());
        QVERIFY(ending.recorder.logged("train has 800 characters"));
        const Ending weighted = train_on(folder, write_table(folder, "t.txt", text),
                                         {{"data.name", "text"},
                                          {"data.length", 10},
                                          {"network.name", "gru"},
                                          {"network.hidden", 8},
                                          {"loss.class_weights", "balanced"}});
        QVERIFY2(weighted.error.find("loss.class_weights") != std::string::npos, weighted.error.c_str());
    }
};

LATHE_CORE_TEST(TestTableTraining)
#include "test_table_training.moc"
