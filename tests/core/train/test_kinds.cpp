// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that can be trained: networks, data, losses, metrics and callbacks, on small data.
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

struct Done {
    bool good = false;
    QByteArray error;
    std::map<std::string, double> metrics;
    test::Recorder recorder;
    std::map<std::string, std::string> weights;

    bool has(const char* name) const { return metrics.contains(name); }
};

Done train_one(const Changes& changes, bool without_hidden = true) {
    QTemporaryDir folder;
    auto config = small_config();
    if (without_hidden) config.erase("network.hidden");
    for (const auto& [key, value] : changes) config.set(key, value);
    Trial trial{config, folder.path().toStdString()};
    const auto outcome = trial.run();
    Done done;
    done.good = outcome.has_value();
    done.recorder = trial.recorder;
    if (!outcome) {
        done.error = QByteArray::fromStdString(outcome.error().str());
        return done;
    }
    done.metrics = outcome->metrics;
    done.weights = test::checkpoint_tensors(trial.folder / "checkpoints" / "last.pt", "model.");
    return done;
}

std::string write_file(const QTemporaryDir& folder, const char* name, const QByteArray& bytes) {
    QFile file(folder.filePath(name));
    if (file.open(QIODevice::WriteOnly)) file.write(bytes);
    return file.fileName().toStdString();
}

QByteArray poem() {
    QByteArray text;
    for (int i = 0; i < 120; ++i) text += "the quick brown fox jumps over the lazy dög. ";
    return text;
}

// Two columns and the class that their sum decides, the first line names them.
QByteArray table() {
    QByteArray text = "a,b,\"the class\",value\n";
    Random random(1);
    for (int i = 0; i < 300; ++i) {
        const double a = random.normal();
        const double b = random.normal();
        text += QByteArray::number(a) + "," + QByteArray::number(b) + "," + (a + b > 0 ? "up" : "down") + "," +
                QByteArray::number(3 * a - 2 * b + 1) + "\n";
    }
    return text;
}

}  // namespace

class TestKinds : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void networks_of_images_data() {
        QTest::addColumn<QString>("network");
        QTest::addColumn<QString>("depth");
        QTest::newRow("resnet 9") << "resnet"
                                  << "9";
        QTest::newRow("resnet 18") << "resnet"
                                   << "18";
    }
    void networks_of_images() {
        QFETCH(QString, network);
        QFETCH(QString, depth);
        const Done done = train_one({{"network.name", network.toStdString()},
                                     {"network.depth", depth.toStdString()},
                                     {"network.width", 4},
                                     {"data.channels", 3},
                                     {"data.size", 16},
                                     {"train.epochs", 4}});
        QVERIFY2(done.good, done.error);
        QVERIFY2(done.metrics.at("test_acc") > 0.8, QByteArray::number(done.metrics.at("test_acc")));
    }

    void models_of_characters_data() {
        QTest::addColumn<QString>("network");
        QTest::newRow("gru") << "gru";
        QTest::newRow("transformer") << "transformer";
    }
    void models_of_characters() {
        QFETCH(QString, network);
        QTemporaryDir folder;
        Changes changes{{"network.name", network.toStdString()},
                        {"data.name", "text"},
                        {"data.file", write_file(folder, "poem.txt", poem())},
                        {"data.length", 24},
                        {"data.stride", 5},
                        {"train.epochs", 3}};
        if (network == "transformer") {
            changes.insert(changes.end(), {{"network.width", 32}, {"network.heads", 2}, {"network.feed_forward", 32}});
        }
        const Done done = train_one(changes);
        QVERIFY2(done.good, done.error);
        // 28 characters: guessing has a perplexity of 28.
        QVERIFY2(done.metrics.at("val_perplexity") < 8, QByteArray::number(done.metrics.at("val_perplexity")));
        QVERIFY(std::abs(std::exp(done.metrics.at("test_loss")) - done.metrics.at("test_perplexity")) < 1e-3);
    }

    // A model that saw what it is to predict would be right at once.
    void the_transformer_sees_nothing_of_the_future() {
        QTemporaryDir folder;
        QByteArray noise;
        Random random(3);
        for (int i = 0; i < 4000; ++i) noise += static_cast<char>('a' + random.below(8));
        const Done done = train_one({{"network.name", "transformer"},
                                     {"network.width", 32},
                                     {"network.dropout", 0.0},
                                     {"data.name", "text"},
                                     {"data.file", write_file(folder, "noise.txt", noise)},
                                     {"data.length", 16},
                                     {"train.epochs", 5}});
        QVERIFY2(done.good, done.error);
        QVERIFY(done.metrics.at("val_perplexity") > 7);
    }

    void a_table_is_classified() {
        QTemporaryDir folder;
        const Done done = train_one({{"network.name", "mlp"},
                                     {"data.name", "csv"},
                                     {"data.file", write_file(folder, "t.csv", table())},
                                     {"data.target", "the class"},
                                     {"metrics.precision_recall", true},
                                     {"metrics.top_k", 2},
                                     {"train.epochs", 6}});
        QVERIFY2(done.good, done.error);
        QVERIFY(done.metrics.at("val_acc") > 0.9);
        QVERIFY(done.metrics.at("val_f1") > 0.9);
        QVERIFY(done.metrics.at("test_precision") > 0.8 && done.metrics.at("test_recall") > 0.8);
        QCOMPARE(done.metrics.at("val_top_k"), 1.0);
    }

    void losses_of_classes_data() {
        QTest::addColumn<QString>("loss");
        for (const char* loss : {"cross_entropy", "nll", "bce"}) QTest::newRow(loss) << loss;
    }
    void losses_of_classes() {
        QFETCH(QString, loss);
        const Done done = train_one({{"loss.name", loss.toStdString()}, {"train.epochs", 3}}, false);
        QVERIFY2(done.good, done.error);
        QVERIFY(done.metrics.at("test_acc") > 0.9);
        QVERIFY(done.metrics.at("test_loss") > 0);  // the scores were made log-probabilities
    }

    void regressions_data() {
        QTest::addColumn<QString>("loss");
        for (const char* loss : {"mse", "l1", "huber"}) QTest::newRow(loss) << loss;
    }
    void regressions() {
        QFETCH(QString, loss);
        const Done done = train_one({{"data.name", "synthetic_table"},
                                     {"data.samples", 600},
                                     {"data.columns", 3},
                                     {"network.hidden", config::List{}},
                                     {"loss.name", loss.toStdString()},
                                     {"opt.lr", 0.05},
                                     {"train.epochs", 6}});
        QVERIFY2(done.good, done.error);
        QVERIFY2(done.metrics.at("val_r2") > 0.97, QByteArray::number(done.metrics.at("val_r2")));
        QVERIFY(done.metrics.at("val_mae") < done.metrics.at("val_rmse"));
        if (loss == "mse") {
            QVERIFY(std::abs(std::sqrt(done.metrics.at("val_loss")) - done.metrics.at("val_rmse")) < 1e-5);
        }
    }

    void what_does_not_fit_is_told_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("part");
        QTest::newRow("a loss of numbers") << "loss.name"
                                           << "mse"
                                           << "loss.name";
        QTest::newRow("a model of text") << "network.name"
                                         << "gru"
                                         << "does not fit samples of 1x12x12";
        QTest::newRow("too many") << "metrics.top_k"
                                  << "5"
                                  << "metrics.top_k";
    }
    void what_does_not_fit_is_told() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, part);
        bool number = false;
        const int n = value.toInt(&number);
        const Done done =
            train_one({{key.toStdString(), number ? config::Value(n) : config::Value(value.toStdString())}});
        QVERIFY2(!done.good && done.error.contains(part.toUtf8()), done.error);
    }

    void workers_and_augmentation_change_no_bit() {
        const auto with_workers = [](int workers) {
            return train_one({{"data.name", "fashion_mnist"},
                              {"data.augment.pad_crop", 2},
                              {"data.augment.flip", true},
                              {"data.augment.rotate", 10.0},
                              {"data.augment.cutout", 6},
                              {"data.augment.mixup", 0.4},
                              {"train.limit_train_batches", 12},
                              {"train.limit_val_batches", 2},
                              {"train.limit_test_batches", 2},
                              {"hw.num_workers", workers}},
                             false);
        };
        if (!QFile::exists("/usr/share/datasets/fashion-mnist")) QSKIP("dataset-fashion-mnist is not installed");
        const Done none = with_workers(0);
        QVERIFY2(none.good, none.error);
        for (const int workers : {1, 3}) {
            const Done some = with_workers(workers);
            QVERIFY2(some.good, some.error);
            QVERIFY(some.recorder.points == none.recorder.points);
            QVERIFY(!some.weights.empty() && some.weights == none.weights);
        }
    }

    void training_starts_from_a_checkpoint() {
        QTemporaryDir folder;
        Trial first{small_config({{"train.epochs", 4}}), folder.filePath("a").toStdString()};
        const auto outcome = first.run();
        QVERIFY(outcome);
        const auto file = (first.folder / "checkpoints" / "last.pt").string();
        const Done again = train_one({{"network.checkpoint", file}, {"opt.lr", 1e-9}, {"train.epochs", 1}}, false);
        QVERIFY2(again.good, again.error);
        QVERIFY(std::abs(again.metrics.at("test_loss") - outcome->metrics.at("test_loss")) < 1e-5);
        const Done other = train_one({{"network.checkpoint", file}, {"network.hidden", config::List{7}}}, false);
        QVERIFY2(other.error.contains("network.checkpoint") && other.error.contains("[7, 144]"), other.error);
    }

    void precisions_data() {
        QTest::addColumn<QString>("precision");
        for (const char* precision : {"64", "bf16-mixed"}) QTest::newRow(precision) << precision;
    }
    void precisions() {
        QFETCH(QString, precision);
        const Done done = train_one({{"train.precision", precision.toStdString()}, {"train.epochs", 3}}, false);
        QVERIFY2(done.good, done.error);
        QVERIFY(done.metrics.at("test_acc") > 0.9);
    }

    void lbfgs_learns() {
        const Done done = train_one({{"data.name", "synthetic_table"},
                                     {"data.samples", 200},
                                     {"data.columns", 3},
                                     {"data.noise", 0.0},
                                     {"network.hidden", config::List{}},
                                     {"loss.name", "mse"},
                                     {"opt.name", "LBFGS"},
                                     {"opt.lr", 1.0},
                                     {"train.batch_size", 200},
                                     {"train.epochs", 3}});
        QVERIFY2(done.good, done.error);
        QVERIFY2(done.metrics.at("val_r2") > 0.9999, QByteArray::number(done.metrics.at("val_r2")));
    }

    void the_profiler_writes_a_table() {
        const Done done = train_one({{"train.profiler", "simple"}}, false);
        QVERIFY2(done.good, done.error);
        QVERIFY(done.recorder.logged("backward") && done.recorder.logged("ModelCheckpoint.on_validation_end"));
    }

    void monitors_report() {
        const Done done = train_one({{"lr_monitor.enable", true},
                                     {"lr_monitor.log_momentum", true},
                                     {"log.device_stats", true},
                                     {"log.timer", true}},
                                    false);
        QVERIFY2(done.good, done.error);
        QCOMPARE(done.recorder.points.at("lr-Adam").front().second, 1e-2);
        QCOMPARE(done.recorder.points.at("lr-Adam-momentum").front().second, 0.9);
        QVERIFY(done.recorder.points.at("device/memory_mb").back().second > 10);
        QVERIFY(done.recorder.logged("training (with validation) took"));
    }

    void frozen_parameters_stay() {
        const Changes frozen{{"params.freeze", config::List{"*.bias"}}, {"opt.name", "AdamW"}};
        Changes longer = frozen;
        longer.emplace_back("train.epochs", 3);
        const Done one = train_one(frozen, false);
        const Done other = train_one(longer, false);
        QVERIFY2(one.good && other.good, one.error + other.error);
        QVERIFY(!one.weights.empty());
        for (const auto& [name, bytes] : one.weights)
            QVERIFY2((other.weights.at(name) == bytes) == name.ends_with(".bias"), name.c_str());
        // A learning rate of 0 is the same for the others.
        const Done still =
            train_one({{"params.lr_factors", config::Dict{{"*.bias", 0.0}}}, {"opt.name", "AdamW"}}, false);
        QVERIFY2(still.good, still.error);
        QCOMPARE(still.weights, one.weights);
    }

    void factors_are_of_the_optimizers_options() {
        const Changes adamw{{"opt.name", "AdamW"}, {"opt.weight_decay", 0.5}, {"opt.lr", 1e-2}};
        const auto with = [&](const Changes& more) {
            Changes all = adamw;
            all.insert(all.end(), more.begin(), more.end());
            const Done done = train_one(all, false);
            return done.good ? done.weights : std::map<std::string, std::string>{{done.error.toStdString(), ""}};
        };
        const auto of = [](const char* pattern, double factor) { return config::Dict{{pattern, factor}}; };
        QCOMPARE(with({{"params.weight_decay_factors", of("*", 0)}}), with({{"opt.weight_decay", 0.0}}));
        QCOMPARE(with({{"params.lr_factors", of("*", 10)}}), with({{"opt.lr", 0.1}}));
        QVERIFY(with({{"params.weight_decay_factors", of("*.weight", 0)}}) != with({{"opt.weight_decay", 0.0}}));
        // The longest pattern that fits counts.
        config::Dict both = of("*", 3);
        both.emplace_back("network.layers.?.*", 1.0);
        QCOMPARE(with({{"params.lr_factors", both}}), with({}));
    }

    void patterns_that_do_not_fit_are_refused() {
        const auto error = [](const Changes& changes) { return train_one(changes, false).error; };
        const config::Dict some{{"*.bias", 2.0}};
        QVERIFY(error({{"params.freeze", config::List{"network.conv*"}}}).contains("the names are network.layers"));
        QVERIFY(error({{"params.freeze", config::List{"*"}}}).contains("no parameter is left that learns"));
        QVERIFY(
            error({{"params.lr_factors", config::Dict{{"*.bia", 2.0}}}}).contains("params.lr_factors: no parameter"));
        QVERIFY(error({{"params.lr_factors", some}, {"opt.name", "LBFGS"}}).contains("LBFGS"));
    }

    // Schedules that set a rate whatever it was before: a factor of 2 is the same as twice the rate, to the last bit.
    void factors_hold_under_schedules_with_rates_of_their_own_data() {
        QTest::addColumn<int>("row");
        QTest::newRow("one_cycle") << 0;
        QTest::newRow("swa") << 1;
    }
    void factors_hold_under_schedules_with_rates_of_their_own() {
        QFETCH(int, row);
        const std::vector<Changes> plain{
            {{"sched.name", "one_cycle"}, {"sched.max_lr", 0.01}},
            {{"swa.enable", true}, {"swa.start", 2}, {"swa.lr", 0.02}, {"opt.lr", 0.01}, {"train.epochs", 4}},
        };
        const std::vector<Changes> doubled{
            {{"sched.max_lr", 0.02}},
            {{"swa.lr", 0.04}, {"opt.lr", 0.02}},
        };
        const auto trained = [&](const Changes& more) {
            Changes all = plain[static_cast<std::size_t>(row)];
            all.insert(all.end(), more.begin(), more.end());
            const Done done = train_one(all, false);
            return done.good ? done.weights : std::map<std::string, std::string>{{done.error.toStdString(), ""}};
        };
        const auto with_factor = trained({{"params.lr_factors", config::Dict{{"*", 2.0}}}});
        QVERIFY(with_factor.size() > 1);
        QCOMPARE(with_factor, trained(doubled[static_cast<std::size_t>(row)]));
        QVERIFY(with_factor != trained({}));
        // Those with a factor of 0 do not learn, the others do.
        const auto half = trained({{"params.lr_factors", config::Dict{{"network.layers.0.*", 0.0}}}});
        const auto frozen = trained({{"params.freeze", config::List{"network.layers.0.*"}}});
        QVERIFY(half.size() > 1);
        QCOMPARE(half, frozen);
    }

    void the_accuracy_of_training_is_reported() {
        QVERIFY(!train_one({}, false).recorder.points.contains("train_acc"));
        const Done done = train_one({{"metrics.train_acc", true}, {"train.epochs", 5}}, false);
        QVERIFY2(done.good, done.error);
        const auto& points = done.recorder.points.at("train_acc");
        QCOMPARE(points.size(), done.recorder.points.at("train_loss").size());
        for (const auto& [step, value] : points) {  // 16 samples a batch, 4 in the last of an epoch
            QVERIFY(value >= 0 && value <= 1);
            QCOMPARE(value * 16, std::round(value * 16));
        }
        QCOMPARE(points.back().second, 1.0);
        QVERIFY(train_one({{"metrics.train_acc", true},
                           {"early_stopping.enable", true},
                           {"early_stopping.monitor", "train_acc"},
                           {"early_stopping.mode", "max"}},
                          false)
                    .good);
    }

    void classes_may_have_weights() {
        const auto trained = [](const config::List& weight) { return train_one({{"loss.weight", weight}}, false); };
        const Done plain = train_one({}, false);
        const Done alike = trained({1.0, 1.0, 1.0, 1.0});
        QVERIFY2(alike.good, alike.error);
        QVERIFY(std::abs(alike.metrics.at("val_loss") - plain.metrics.at("val_loss")) < 1e-5);
        const Done other = trained({9.0, 1.0, 1.0, 1.0});
        QVERIFY(std::abs(other.metrics.at("val_loss") - plain.metrics.at("val_loss")) > 1e-5);
        QVERIFY(trained({1.0, 2.0}).error.contains("loss.weight: there are 2 weights for 4 classes"));
        QVERIFY(train_one({{"loss.weight", config::List{1.0}}, {"data.name", "synthetic_table"}}, false)
                    .error.contains("weights are of classes"));
    }

    void averaged_weights_are_validated() {
        for (const char* kind : {"swa.enable", "ema.enable"}) {
            const Done done =
                train_one({{kind, true}, {"ema.decay", 0.8}, {"swa.lr", 0.01}, {"train.epochs", 5}}, false);
            QVERIFY2(done.good, done.error);
            QVERIFY2(done.metrics.at("val_acc") > 0.9, kind);
            QVERIFY2(done.metrics.at("test_acc") > 0.9, kind);
        }
    }
};

LATHE_CORE_TEST(TestKinds)
#include "test_kinds.moc"
