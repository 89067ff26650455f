// SPDX-License-Identifier: GPL-3.0-or-later
// Each kind of part that a plug-in may bring, in real trainings: the numbers that come out are known beforehand.
#include <QtTest>

#include <QImage>

#include <cmath>

#include "core/train/engine.h"
#include "core/train/plugin/trust.h"
#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using test::checkpoint_tensors;
using test::Trial;

namespace {

std::string plugin_library(const char* name) {
    return std::string(LATHE_BINARY_DIR "/tests/plugins/lib") + name + ".so";
}

config::Value config_with(const char* plugin, const std::vector<std::pair<std::string, config::Value>>& values) {
    config::Value config{config::Dict{}};
    config.set("plugins", config::List{plugin_library(plugin)});
    config.set("train.batch_size", 8);
    config.set("train.epochs", 2);
    config.set("train.enable_model_summary", false);
    config.set("hw.threads", 1);
    config.set("log.every_n_steps", 1);
    config.set("seed", 3);
    for (const auto& [key, value] : values) config.set(key, value);
    return config;
}

// All parts but the module.
config::Value config_of_parts(const std::vector<std::pair<std::string, config::Value>>& changes = {}) {
    config::Value config = config_with("test_plugin_parts", {{"data.name", "zeros"},
                                                             {"data.count", 32},
                                                             {"network.name", "bias"},
                                                             {"loss.name", "scaled"},
                                                             {"loss.factor", 3.0},
                                                             {"opt.name", "plain"},
                                                             {"opt.lr", 0.5},
                                                             {"sched.name", "halving"},
                                                             {"transforms.shift.enable", true},
                                                             {"transforms.shift.by", 4.0},
                                                             {"metrics.ones.enable", true},
                                                             {"callbacks.seen.enable", true}});
    for (const auto& [key, value] : changes) config.set(key, value);
    return config;
}

config::Value dcgan_config() {
    return config_with("test_plugin_dcgan", {{"module.name", "dcgan"},
                                             {"module.latent", 8},
                                             {"module.width", 4},
                                             {"data.name", "synthetic"},
                                             {"data.samples", 32},
                                             {"data.val_samples", 16},
                                             {"data.test_samples", 16},
                                             {"data.size", 12}});
}

}  // namespace

class TestPluginParts : public QObject {
    Q_OBJECT

    QTemporaryDir home_;

    QString error_of(const config::Value& config) {
        QTemporaryDir folder;
        Trial trial{config, folder.path().toStdString()};
        const auto outcome = trial.run();
        return outcome ? QString() : QString::fromStdString(outcome.error().str());
    }

  private Q_SLOTS:
    void init() {
        qputenv("XDG_CONFIG_HOME", home_.path().toUtf8());
        QFile::remove(home_.filePath("lathe/trusted"));
        QVERIFY(train::trust(LATHE_BINARY_DIR "/tests/plugins"));
    }

    void every_part_takes_part() {
        QTemporaryDir folder;
        Trial trial{config_of_parts(), folder.path().toStdString()};
        const auto outcome = trial.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        const auto& points = trial.recorder.points;
        // Network and loss: equal scores, three times the cross entropy of two classes.
        QVERIFY(std::abs(points.at("train_loss").front().second - 3 * std::log(2.0)) < 1e-5);
        QCOMPARE(points.at("train_loss").size(), 8U);  // data: 32 samples, four batches, two epochs
        // Optimizer and schedule.
        QCOMPARE(points.at("lr").front().second, 0.5);
        QCOMPARE(points.at("lr").back().second, 0.25);
        // The transform changes what is trained on; the callback sees it.
        QCOMPARE(points.at("seen").front().second, 4.0);
        // The metric, over all batches of an evaluation.
        QCOMPARE(points.at("val_ones").front().second, 0.5);
        QCOMPARE(outcome->metrics.at("test_ones"), 0.5);
    }

    void what_is_switched_off_takes_no_part() {
        QTemporaryDir folder;
        Trial trial{
            config_of_parts(
                {{"transforms.shift.enable", false}, {"metrics.ones.enable", false}, {"callbacks.seen.enable", false}}),
            folder.path().toStdString()};
        QVERIFY(trial.run());
        QVERIFY(!trial.recorder.points.contains("seen"));
        QVERIFY(!trial.recorder.points.contains("val_ones"));
    }

    void an_objective_may_be_a_metric_of_a_plugin() {
        const auto check = lathe_train_engine()->check_trial(config_of_parts(), run::CheckDepth::prepared, {});
        QVERIFY2(check.errors.empty(), check.errors.empty() ? "" : check.errors.front().str().c_str());
        QVERIFY(check.metrics);
        QVERIFY(std::ranges::count(*check.metrics, "val_ones") == 1);
        QVERIFY(std::ranges::count(*check.metrics, "seen") == 1);
    }

    // With (x - 1)^2 and a rate of .1 each step leaves .8 of the way; the other goes to where its gradient
    // 2 (y - 2) + x is 0, with .25 and after an epoch .125.
    void optimizers_step_by_themselves() {
        QTemporaryDir folder;
        Trial trial{config_with("test_plugin_parts", {{"module.name", "pair"}, {"data.name", "zeros"}}),
                    folder.path().toStdString()};
        const auto outcome = trial.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        const auto& first = trial.recorder.points.at("first");
        const auto& second = trial.recorder.points.at("second");
        QCOMPARE(first.size(), 8U);
        double x = 0;
        double y = 0;
        for (std::size_t step = 0; step < first.size(); ++step) {
            x -= 0.1 * 2 * (x - 1);
            y -= (step < 4 ? 0.25 : 0.125) * (2 * (y - 2) + x);
            QVERIFY(std::abs(first[step].second - x) < 1e-5);
            QVERIFY(std::abs(second[step].second - y) < 1e-5);
        }
    }

    void images_of_a_module_are_recorded() {
        QTemporaryDir folder;
        Trial trial{config_with("test_plugin_parts", {{"module.name", "pair"}, {"data.name", "zeros"}}),
                    folder.path().toStdString()};
        QVERIFY(trial.run());
        // One of each validation, none of the check before the training.
        QCOMPARE(trial.recorder.images.size(), 2U);
        const auto& image = trial.recorder.images.front();
        QCOMPARE(image.name, "two");
        QCOMPARE(image.step, 4);
        const QImage picture = QImage::fromData(QByteArray::fromStdString(image.picture.png));
        QCOMPARE(picture.size(), QSize(8, 2));  // two of 3x2, and 2 pixels between
        QCOMPARE(picture.pixel(0, 0), qRgb(0, 0, 0));
        QCOMPARE(picture.pixel(7, 1), qRgb(255, 255, 255));
        QCOMPARE(picture.pixel(4, 0), qRgb(0, 0, 0));
    }

    void what_the_trainer_cannot_do_for_such_a_module_is_refused_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("value");
        QTest::newRow("accumulation") << "train.accumulate_grad_batches" << 2;
    }
    void what_the_trainer_cannot_do_for_such_a_module_is_refused() {
        QFETCH(QString, key);
        QFETCH(int, value);
        const QString error = error_of(config_with(
            "test_plugin_parts", {{"module.name", "pair"}, {"data.name", "zeros"}, {key.toStdString(), value}}));
        QVERIFY2(error.contains(key) && error.contains("optimizes by itself"), qPrintable(error));
    }

    void averaging_the_weights_of_several_optimizers_is_refused() {
        const QString error = error_of(
            config_with("test_plugin_parts", {{"module.name", "pair"}, {"data.name", "zeros"}, {"swa.enable", true}}));
        QVERIFY2(error.contains("swa.enable") && error.contains("2 optimizers"), qPrintable(error));
    }

    void one_learning_rate_is_not_looked_for_of_several_optimizers() {
        const train::FindRequest request{
            config_with("test_plugin_parts", {{"module.name", "pair"}, {"data.name", "zeros"}}), {}, {}, {}, {}, {}};
        const auto curve = lathe_train_engine()->find_learning_rate(request, {});
        QVERIFY(!curve);
        QVERIFY2(curve.error().what.find("2 optimizers") != std::string::npos, curve.error().str().c_str());
    }

    // What make_optimization() gives a module has the factors; a module that leaves them out is refused with some.
    void factors_are_of_modules_that_take_them() {
        const auto line = [](const std::vector<std::pair<std::string, config::Value>>& changes) {
            auto all = changes;
            all.insert(all.end(), {{"module.name", "line"},
                                   {"data.name", "zeros"},
                                   {"opt.name", "SGD"},
                                   {"opt.lr", 0.125},
                                   {"params.lr_factors", config::Dict{{"first", 0.0}, {"second", 2.0}}}});
            return config_with("test_plugin_parts", all);
        };
        QTemporaryDir folder;
        Trial trial{line({}), folder.path().toStdString()};
        const auto outcome = trial.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QCOMPARE(trial.recorder.points.at("first").back().second, 0.0);
        // With .25 each step halves the way to 1; the last one is logged before its step.
        QCOMPARE(trial.recorder.points.at("second").back().second, 1 - std::ldexp(1, -7));

        const QString error = error_of(line({{"module.plain", true}}));
        QVERIFY2(error.contains("params.lr_factors") && error.contains("make_optimization"), qPrintable(error));
    }

    // LBFGS computes the loss several times a step, whether the module says so or not.
    void a_module_trains_with_an_optimizer_that_needs_the_loss() {
        QTemporaryDir folder;
        Trial trial{config_with("test_plugin_parts", {{"module.name", "line"},
                                                      {"module.plain", true},
                                                      {"data.name", "zeros"},
                                                      {"opt.name", "LBFGS"},
                                                      {"opt.lr", 1.0}}),
                    folder.path().toStdString()};
        const auto outcome = trial.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QVERIFY(trial.recorder.points.at("train_loss").back().second < 1e-6);
    }

    void options_that_a_module_leaves_are_told_data() {
        QTest::addColumn<QString>("module");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QVariant>("value");
        QTest::addColumn<bool>("told");
        QTest::newRow("nothing is set") << "pair"
                                        << "seed" << QVariant(3) << false;
        QTest::newRow("its own optimizers") << "pair"
                                            << "opt.lr" << QVariant(0.25) << true;
        QTest::newRow("the default") << "pair"
                                     << "opt.lr" << QVariant(1e-3) << false;
        QTest::newRow("no network") << "pair"
                                    << "network.version" << QVariant(QString("1_1")) << true;
        QTest::newRow("no loss") << "line"
                                 << "loss.label_smoothing" << QVariant(0.1) << true;
        QTest::newRow("no metrics") << "line"
                                    << "metrics.top_k" << QVariant(2) << true;
        QTest::newRow("a metric of a plug-in") << "line"
                                               << "metrics.ones.enable" << QVariant(true) << true;
        QTest::newRow("its schedule") << "line"
                                      << "sched.name" << QVariant(QString("step")) << false;
        QTest::newRow("its optimizer") << "line"
                                       << "opt.lr" << QVariant(0.25) << false;
    }
    void options_that_a_module_leaves_are_told() {
        QFETCH(QString, module);
        QFETCH(QString, key);
        QFETCH(QVariant, value);
        QFETCH(bool, told);
        config::Value given;
        if (value.typeId() == QMetaType::Bool) given = config::Value(value.toBool());
        else if (value.typeId() == QMetaType::Int) given = config::Value(value.toInt());
        else if (value.typeId() == QMetaType::Double) given = config::Value(value.toDouble());
        else given = config::Value(value.toString().toStdString());
        const auto check = lathe_train_engine()->check_trial(
            config_with(
                "test_plugin_parts",
                {{"module.name", module.toStdString()}, {"data.name", "zeros"}, {key.toStdString(), std::move(given)}}),
            run::CheckDepth::prepared, {});
        QVERIFY2(check.errors.empty(), check.errors.empty() ? "" : check.errors.front().str().c_str());
        const auto says = [&](const std::string& note) {
            return note.find("module " + module.toStdString() + " makes the ") != std::string::npos &&
                   (!told || note.find(key.section('.', 0, 1).toStdString()) != std::string::npos);
        };
        QCOMPARE(std::ranges::any_of(check.notes, says), told);
    }

    void weights_that_fit_partly_are_told_of_a_module() {
        QTemporaryDir folder;
        Trial trial{dcgan_config(), folder.path().toStdString()};
        QVERIFY(trial.run());
        config::Value other = dcgan_config();
        other.set("module.latent", 12);
        other.set("network.checkpoint", (trial.folder / "checkpoints" / "last.pt").string());
        other.set("network.checkpoint_fit", "some");
        const auto check = lathe_train_engine()->check_trial(other, run::CheckDepth::prepared, {});
        QVERIFY2(check.errors.empty(), check.errors.empty() ? "" : check.errors.front().str().c_str());
        QVERIFY(std::ranges::any_of(check.notes, [](const std::string& note) {
            return note.find("do not fit and begin at random") != std::string::npos &&
                   note.find("generator.0.weight") != std::string::npos;
        }));
    }

    // A transform changes what is trained on, and not what is tested.
    void the_training_part_is_tested_without_transforms() {
        QTemporaryDir folder;
        Trial trial{config_of_parts({{"network.name", "mlp"}, {"network.hidden", config::List{4}}}),
                    folder.path().toStdString()};
        const auto outcome = trial.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        train::TestRequest request;
        request.model.source = trial.folder;
        request.part = "train";  // the same samples as those of the test
        const auto report = lathe_train_engine()->test_model(request);
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        QCOMPARE(report->record.metrics.at("test_loss"), outcome->metrics.at("test_loss"));
    }

    // It is set up before it has the weights of its training, and whoever uses it keeps no record of what it logs.
    void a_module_that_makes_its_layers_late_is_used() {
        QTemporaryDir folder;
        Trial trial{config_with("test_plugin_parts", {{"module.name", "late"}, {"data.name", "zeros"}}),
                    folder.path().toStdString()};
        const auto outcome = trial.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        train::TestRequest test;
        test.model.source = trial.folder;
        const auto tested = lathe_train_engine()->test_model(test);
        QVERIFY2(tested, tested ? "" : tested.error().str().c_str());
        QCOMPARE(tested->record.metrics.at("test_loss"), outcome->metrics.at("test_loss"));
        train::PredictRequest predict;
        predict.model.source = trial.folder;
        predict.part = "test";
        predict.output = folder.filePath("out.npy").toStdString();
        const auto predicted = lathe_train_engine()->predict(predict);
        QVERIFY2(predicted, predicted ? "" : predicted.error().str().c_str());
        QCOMPARE(predicted->predictions, std::int64_t{32});
    }

    // Layers that configure_model() makes take the weights of a file, and do not learn when they are frozen.
    void layers_that_are_made_late_begin_as_the_config_says() {
        const auto late = [](const std::vector<std::pair<std::string, config::Value>>& changes) {
            auto all = changes;
            all.insert(all.end(), {{"module.name", "late"}, {"data.name", "zeros"}});
            return config_with("test_plugin_parts", all);
        };
        const auto weights_of = [](const Trial& trial) {
            return checkpoint_tensors(trial.folder / "checkpoints" / "last.pt", "model.");
        };
        QTemporaryDir first_folder;
        Trial first{late({}), first_folder.path().toStdString()};
        QVERIFY(first.run());
        const auto learned = weights_of(first);
        QCOMPARE(learned.size(), 2U);

        // All samples are 0, so that the bias alone learns.
        const std::string file = (first.folder / "checkpoints" / "last.pt").string();
        const config::List bias{"layer.bias"};
        QTemporaryDir folder;
        Trial trial{late({{"network.checkpoint", file}, {"params.freeze", bias}, {"seed", 4}}),
                    folder.path().toStdString()};
        auto outcome = trial.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QVERIFY(weights_of(trial) == learned);
        QTemporaryDir unfrozen_folder;
        Trial unfrozen{late({{"network.checkpoint", file}, {"seed", 4}}), unfrozen_folder.path().toStdString()};
        QVERIFY(unfrozen.run());
        QVERIFY(weights_of(unfrozen).at("model.layer.weight") == learned.at("model.layer.weight"));
        QVERIFY(weights_of(unfrozen).at("model.layer.bias") != learned.at("model.layer.bias"));

        // Once it goes on from its own checkpoint, the file may be gone.
        QVERIFY(QFile::remove(QString::fromStdString(file)));
        outcome = trial.run(true);
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QVERIFY(weights_of(trial) == learned);
        const QString gone = error_of(late({{"network.checkpoint", file}}));
        QVERIFY2(gone.contains("network.checkpoint") && gone.contains("last.pt"), qPrintable(gone));

        const QString other = error_of(late({{"params.freeze", config::List{"network.*"}}}));
        QVERIFY2(other.contains("the names are layer.weight, layer.bias"), qPrintable(other));
    }

    void a_part_that_gives_nothing_is_refused() {
        config::Value config = config_of_parts({{"opt.name", "none_at_all"}});
        config.erase("opt.lr");
        const QString error = error_of(config);
        QVERIFY2(error.contains("its optimizer \"none_at_all\" gives nothing"), qPrintable(error));
    }

    void a_part_of_two_plugins_is_refused_data() {
        QTest::addColumn<QString>("part");
        QTest::newRow("chosen by name") << "network named \"bias\"";
        QTest::newRow("switched on") << "callback named \"seen\"";
    }
    void a_part_of_two_plugins_is_refused() {
        QFETCH(QString, part);
        QTemporaryDir folder;
        const QString second = folder.filePath("second.so");
        QVERIFY(QFile::copy(QString::fromStdString(plugin_library("test_plugin_parts")), second));
        QVERIFY(train::trust(second.toStdString()));
        config::Value config = config_of_parts();
        config.set("plugins", config::List{plugin_library("test_plugin_parts"), second.toStdString()});
        config.set("data.name", "synthetic_table");
        config.erase("data.count");
        if (part.startsWith("callback")) config.set("network.name", "mlp");
        for (const char* one : {"loss", "opt", "sched", "transforms", "metrics"}) config.erase(one);
        config.set("data.task", "classification");
        const QString error = error_of(config);
        QVERIFY2(
            error.contains("brings a " + part) && error.contains(second) && error.contains("libtest_plugin_parts.so"),
            qPrintable(error));
    }

    void a_gan_resumes_bit_for_bit() {
        QTemporaryDir folder;
        Trial whole{dcgan_config(), folder.filePath("whole").toStdString()};
        const auto outcome = whole.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QCOMPARE(whole.recorder.images.size(), 2U);  // an epoch's samples each
        QCOMPARE(whole.recorder.images.back().name, "samples");
        const auto expected = checkpoint_tensors(whole.folder / "checkpoints" / "last.pt", "");
        QVERIFY(expected.size() > 20);
        QVERIFY(whole.recorder.points.at("train_d_loss").size() == 8);
        for (const int stop_after : {1, 5, 9, 14}) {
            const auto path = folder.filePath(QString("part%1").arg(stop_after)).toStdString();
            Trial part{dcgan_config(), path};
            int seen = 0;
            part.recorder.on_point = [&](const std::string&, std::int64_t) {
                if (++seen == stop_after) part.stop.request_stop();
            };
            const auto stopped = part.run();
            QVERIFY2(stopped, stopped ? "" : stopped.error().str().c_str());
            QCOMPARE(stopped->end, run::TrialEnding::stopped);
            Trial rest{dcgan_config(), path};
            const auto resumed = rest.run(true);
            QVERIFY2(resumed, resumed ? "" : resumed.error().str().c_str());
            const auto tensors = checkpoint_tensors(std::filesystem::path(path) / "checkpoints" / "last.pt", "");
            QCOMPARE(tensors.size(), expected.size());
            for (const auto& [name, bytes] : expected) QVERIFY2(tensors.at(name) == bytes, name.c_str());
            QCOMPARE(resumed->metrics.at("test_loss"), outcome->metrics.at("test_loss"));
        }
    }

    void what_a_part_does_not_have_is_refused_data() {
        QTest::addColumn<QString>("key");
        for (const char* key : {"network.bais", "data.cuont", "loss.fcator", "opt.momentum", "sched.gamma",
                                "transforms.shift.bye", "metrics.ones.k", "callbacks.seen.every"})
            QTest::newRow(key) << key;
    }
    void what_a_part_does_not_have_is_refused() {
        QFETCH(QString, key);
        const QString error = error_of(config_of_parts({{key.toStdString(), 1}}));
        QVERIFY2(error.contains(key), qPrintable(error));
        QVERIFY2(error.contains("libtest_plugin_parts.so"), qPrintable(error));
    }

    void a_name_that_no_plugin_has_is_refused_data() {
        QTest::addColumn<QString>("selector");
        for (const char* selector : {"network.name", "data.name", "loss.name", "opt.name", "sched.name", "module.name"})
            QTest::newRow(selector) << selector;
    }
    void a_name_that_no_plugin_has_is_refused() {
        QFETCH(QString, selector);
        const QString error = error_of(config_of_parts({{selector.toStdString(), "nothing"}}));
        QVERIFY2(error.contains(selector) && error.contains("\"nothing\"") && error.contains("plugins"),
                 qPrintable(error));
    }

    void an_untrusted_plugin_is_refused() {
        QVERIFY(train::distrust(LATHE_BINARY_DIR "/tests/plugins"));
        QVERIFY(error_of(config_of_parts()).contains("lathectl trust"));
    }

    void a_name_of_lathes_own_is_refused() {
        const QString error = error_of(config_with("test_plugin_taken_name", {{"network.name", "lenet"}}));
        QVERIFY2(error.contains("brings a network named \"lenet\"") && error.contains("another name"),
                 qPrintable(error));
    }

    void what_cannot_be_meant_is_refused_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* fault, const char* says) { QTest::newRow(fault) << QByteArray(fault) << says; };
        row("twice", "registers \"faulty\" twice");
        row("name", "option \"name\", by which the part is chosen");
        row("enable", "option \"enable\", by which the part is chosen");
        row("checkpoint", "option \"checkpoint\", and Lathe has one of that name and another type");
        row("group", "which would be network.network.hidden");
        row("option twice", "option \"hidden\" twice");
        row("no name", "option \"\"");
        row("throws", "not today");
        row("throws a number", "unknown exception");
        // The last one: what is good is loaded once and for all.
        QTest::newRow("nothing") << QByteArray() << QString();
    }
    void what_cannot_be_meant_is_refused() {
        QFETCH(QByteArray, fault);
        QFETCH(QString, says);
        qputenv("LATHE_TEST_FAULT", fault);
        const auto declared = lathe_train_engine()->plugin_declarations(plugin_library("test_plugin_faulty"));
        qunsetenv("LATHE_TEST_FAULT");
        QCOMPARE(declared.has_value(), fault.isEmpty());
        if (declared) return;
        const QString error = QString::fromStdString(declared.error().str());
        QVERIFY2(error.contains(says), qPrintable(error));
    }

    void the_parts_are_declared() {
        const auto declared = lathe_train_engine()->plugin_declarations(plugin_library("test_plugin_parts"));
        QVERIFY2(declared, declared ? "" : declared.error().str().c_str());
        for (const train::PluginPart part : train::plugin_parts)
            QCOMPARE(std::ranges::count(*declared, part, &train::PluginDeclaration::part),
                     part == train::PluginPart::module      ? 3
                     : part == train::PluginPart::optimizer ? 2
                                                            : 1);
        const auto check = lathe_train_engine()->check_plugin(plugin_library("test_plugin_parts"));
        QVERIFY(check.errors.empty());
        QCOMPARE(check.networks.size(), 1U);
        QCOMPARE(check.others.size(), declared->size() - 1);
    }
};

LATHE_CORE_TEST(TestPluginParts)
#include "test_plugin_parts.moc"
