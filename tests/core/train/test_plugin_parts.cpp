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

    void the_parts_are_declared() {
        const auto declared = lathe_train_engine()->plugin_declarations(plugin_library("test_plugin_parts"));
        QVERIFY2(declared, declared ? "" : declared.error().str().c_str());
        QCOMPARE(declared->size(), train::plugin_parts.size());
        for (const train::PluginPart part : train::plugin_parts)
            QVERIFY(std::ranges::count(*declared, part, &train::PluginDeclaration::part) == 1);
        const auto check = lathe_train_engine()->check_plugin(plugin_library("test_plugin_parts"));
        QVERIFY(check.errors.empty());
        QCOMPARE(check.networks.size(), 1U);
        QCOMPARE(check.others.size(), train::plugin_parts.size() - 1);
    }
};

LATHE_CORE_TEST(TestPluginParts)
#include "test_plugin_parts.moc"
