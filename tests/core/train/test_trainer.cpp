// SPDX-License-Identifier: GPL-3.0-or-later
// The loop's rules: order of hooks, limits, accumulation, intervals of validation; the table of PyTorch Lightning.
#include <QtTest>

#include "tests/core/train/trainer_probe.h"
#include "tests/test_program.h"

using namespace lathe;
using test::Probe;
using test::trace;
using test::Traced;

namespace {

using Strings = std::vector<std::string>;
using Sizes = std::vector<std::int64_t>;

Probe base() {
    Probe probe;
    probe.trainer.batch_size = 4;  // 12 samples: 3 batches
    probe.trainer.val_batch_size = 4;
    probe.trainer.epochs = 1;
    probe.trainer.num_sanity_val_steps = 0;
    probe.trainer.shuffle = false;
    probe.trainer.log_every_n_steps = 1;
    return probe;
}

void append(Strings& to, const Strings& more) {
    to.insert(to.end(), more.begin(), more.end());
}

QString join(const Strings& strings) {
    QStringList list;
    for (const auto& s : strings) list << QString::fromStdString(s);
    return list.join("\n");
}

const Strings validation{"on_validation_start", "on_validation_epoch_start", "on_validation_batch_start",
                         "validation_step",     "on_validation_batch_end",   "on_validation_epoch_end",
                         "on_validation_end"};

}  // namespace

class TestTrainer : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void hooks_in_order() {
        Probe probe = base();
        probe.trainer.num_sanity_val_steps = 2;
        Strings expected{"setup", "configure_model", "configure_optimizers", "on_fit_start", "on_sanity_check_start"};
        append(expected, validation);
        append(expected, {"on_sanity_check_end", "on_train_start", "on_train_epoch_start"});
        for (int i = 0; i < 3; ++i) {
            append(expected, {"on_train_batch_start", "training_step", "on_before_zero_grad", "on_before_backward",
                              "on_after_backward", "on_before_optimizer_step", "on_train_batch_end"});
        }
        append(expected, validation);
        append(expected, {"on_train_epoch_end", "on_train_end", "on_fit_end", "teardown"});
        QCOMPARE(join(trace(probe).calls), join(expected));
    }

    void accumulation_steps_on_the_last_batch_too() {
        Probe probe = base();
        probe.val_samples = 0;
        probe.trainer.accumulate_grad_batches = 2;
        Strings expected{"setup", "configure_model", "configure_optimizers", "on_fit_start", "on_train_start",
                         "on_train_epoch_start",
                         // the first of two
                         "on_train_batch_start", "training_step", "on_before_zero_grad", "on_before_backward",
                         "on_after_backward", "on_train_batch_end",
                         // the second
                         "on_train_batch_start", "training_step", "on_before_backward", "on_after_backward",
                         "on_before_optimizer_step", "on_train_batch_end",
                         // the last batch of the epoch is alone
                         "on_train_batch_start", "training_step", "on_before_zero_grad", "on_before_backward",
                         "on_after_backward", "on_before_optimizer_step", "on_train_batch_end", "on_train_epoch_end",
                         "on_train_end", "on_fit_end", "teardown"};
        const Traced traced = trace(probe);
        QCOMPARE(join(traced.calls), join(expected));
        QCOMPARE(traced.steps, 2);
    }

    void accumulation_equals_a_larger_batch() {
        Probe large = base();
        large.trainer.batch_size = 6;
        Probe small = base();
        small.trainer.batch_size = 3;
        small.trainer.accumulate_grad_batches = 2;
        const Traced a = trace(large);
        const Traced b = trace(small);
        QCOMPARE(a.steps, b.steps);
        QVERIFY(std::abs(a.weight - b.weight) < 1e-6);
        QVERIFY(a.weight > 0.5);
    }

    void limits_data() {
        QTest::addColumn<int>("epochs");
        QTest::addColumn<int>("max_steps");
        QTest::addColumn<double>("part");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("batches");
        QTest::addColumn<int>("steps");
        QTest::addColumn<int>("done_epochs");
        QTest::newRow("epochs") << 2 << -1 << 1.0 << -1 << 6 << 6 << 2;
        QTest::newRow("max_steps within an epoch") << 10 << 4 << 1.0 << -1 << 4 << 4 << 2;
        QTest::newRow("max_steps at an epoch's end") << 10 << 3 << 1.0 << -1 << 3 << 3 << 1;
        QTest::newRow("no steps") << 10 << 0 << 1.0 << -1 << 0 << 0 << 0;
        QTest::newRow("max_steps without epochs") << 0 << 7 << 1.0 << -1 << 7 << 7 << 3;
        QTest::newRow("a part of the batches") << 1 << -1 << 0.7 << -1 << 2 << 2 << 1;
        QTest::newRow("a number of batches") << 1 << -1 << 0.0 << 1 << 1 << 1 << 1;
        QTest::newRow("more than there are") << 1 << -1 << 0.0 << 9 << 3 << 3 << 1;
    }
    void limits() {
        QFETCH(int, epochs);
        QFETCH(int, max_steps);
        QFETCH(double, part);
        QFETCH(int, count);
        Probe probe = base();
        probe.trainer.epochs = epochs > 0 ? std::optional<std::int64_t>(epochs) : std::nullopt;
        probe.trainer.max_steps = max_steps;
        probe.trainer.limit_train_batches = count >= 0 ? config::Value(count) : config::Value(part);
        const Traced traced = trace(probe);
        QTEST(static_cast<int>(traced.train_batches), "batches");
        QTEST(static_cast<int>(traced.steps), "steps");
        QTEST(static_cast<int>(traced.epochs), "done_epochs");
        QCOMPARE(traced.end, std::string("finished"));
    }

    void a_part_below_one_batch_is_refused() {
        Probe probe = base();
        probe.trainer.limit_train_batches = config::Value(0.1);
        const QString error = QString::fromStdString(trace(probe).error);
        QVERIFY2(error.contains("train.limit_train_batches") && error.contains("less than one batch"),
                 qPrintable(error));
    }

    void validation_intervals_data() {
        QTest::addColumn<QString>("interval");
        QTest::addColumn<int>("every_n_epoch");
        QTest::addColumn<QList<int>>("steps");
        QTest::newRow("each epoch") << "1.0" << 1 << QList<int>{3, 6};
        QTest::newRow("a third of an epoch") << "0.34" << 1 << QList<int>{1, 2, 3, 4, 5, 6};
        QTest::newRow("every two batches, counted in each epoch") << "2" << 1 << QList<int>{2, 5};
        QTest::newRow("every second epoch") << "1.0" << 2 << QList<int>{6};
    }
    void validation_intervals() {
        QFETCH(QString, interval);
        QFETCH(int, every_n_epoch);
        QFETCH(QList<int>, steps);
        Probe probe = base();
        probe.trainer.epochs = 2;
        probe.trainer.val_check_interval =
            interval.contains('.') ? config::Value(interval.toDouble()) : config::Value(interval.toInt());
        probe.trainer.check_val_every_n_epoch = every_n_epoch;
        const Traced traced = trace(probe);
        QVERIFY2(traced.error.empty(), traced.error.c_str());
        QCOMPARE(QList<int>(traced.validated_at.begin(), traced.validated_at.end()), steps);
    }

    void an_interval_beyond_the_epoch_is_refused() {
        Probe probe = base();
        probe.trainer.val_check_interval = config::Value(4);
        QVERIFY(QString::fromStdString(trace(probe).error).contains("train.val_check_interval"));
    }

    void sanity_check_of_all_batches_leaves_no_trace() {
        Probe probe = base();
        probe.val_samples = 20;
        probe.trainer.num_sanity_val_steps = -1;
        const Traced traced = trace(probe);
        QCOMPARE(traced.val_batch_counts.front(), 5);
        QCOMPARE(traced.points.at("val_loss").size(), 1u);
        probe.trainer.num_sanity_val_steps = 0;
        QCOMPARE(trace(probe).weight, traced.weight);
    }

    void fast_dev_run_is_one_short_epoch_without_files() {
        QTemporaryDir folder;
        Probe probe = base();
        probe.folder = folder.path().toStdString();
        probe.trainer.epochs = 50;
        probe.trainer.fast_dev_run = 2;
        const Traced traced = trace(probe);
        QCOMPARE(traced.train_batches, 2);
        QCOMPARE(traced.epochs, 1);
        QVERIFY(traced.files.empty());
        QCOMPARE(traced.count("on_sanity_check_start"), 0);
    }

    void overfitting_validates_on_the_training_batches() {
        Probe probe = base();
        probe.val_samples = 20;
        probe.trainer.overfit_batches = config::Value(2);
        const Traced traced = trace(probe);
        QCOMPARE(traced.train_batches, 2);
        QCOMPARE(traced.val_batch_counts, (std::vector<std::int64_t>{2}));
    }

    void a_stop_waits_for_the_minimum_data() {
        QTest::addColumn<int>("min_epochs");
        QTest::addColumn<int>("min_steps");
        QTest::addColumn<int>("steps");
        QTest::newRow("at once") << 0 << 0 << 1;
        QTest::newRow("steps") << 0 << 5 << 5;
        QTest::newRow("epochs") << 2 << 0 << 6;
        QTest::newRow("both") << 1 << 7 << 7;
    }
    void a_stop_waits_for_the_minimum() {
        QFETCH(int, min_epochs);
        QFETCH(int, min_steps);
        Probe probe = base();
        probe.trainer.epochs = 4;
        probe.trainer.min_epochs = min_epochs;
        probe.trainer.min_steps = min_steps;
        probe.stop_at_batch = 0;
        const Traced traced = trace(probe);
        QTEST(static_cast<int>(traced.steps), "steps");
        QCOMPARE(traced.end, std::string("early_stopped"));
        QCOMPARE(traced.reason, std::string("asked to"));
    }

    void logging_on_step_and_on_epoch_gives_two_names() {
        Probe probe = base();
        probe.trainer.batch_size = 8;  // 8 and 4 samples
        const Traced traced = trace(probe);
        const auto& steps = traced.points.at("train_loss_step");
        QCOMPARE(steps.size(), 2u);
        const double mean = (8 * steps[0].second + 4 * steps[1].second) / 12;
        QVERIFY(std::abs(traced.points.at("train_loss_epoch").at(0).second - mean) < 1e-6);
        QVERIFY(!traced.points.contains("train_loss"));
    }

    void what_is_logged_is_one_number_data() {
        QTest::addColumn<Sizes>("sizes");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("a scalar") << Sizes{} << QByteArray();
        QTest::newRow("a vector of one") << Sizes{1} << QByteArray();
        QTest::newRow("a matrix of one") << Sizes{1, 1} << QByteArray();
        QTest::newRow("several") << Sizes{2, 3} << QByteArray("logged as logged must be one number; it is 6 numbers");
        QTest::newRow("none") << Sizes{0} << QByteArray("logged as logged must be one number; it is 0 numbers");
    }
    void what_is_logged_is_one_number() {
        QFETCH(Sizes, sizes);
        QFETCH(QByteArray, error);
        Probe probe = base();
        probe.logged = sizes;
        const Traced traced = trace(probe);
        QCOMPARE(traced.error.empty(), error.isEmpty());
        QVERIFY2(traced.error.find(error.toStdString()) != std::string::npos, traced.error.c_str());
        if (!error.isEmpty()) return;
        QCOMPARE(traced.points.at("logged_step").at(2).second, 3.0);
        QCOMPARE(traced.points.at("logged_epoch").at(0).second, 3.0);
    }

    // Taken as they are, the first would train on nothing, and the others fail without a name.
    void batches_that_are_not_what_was_asked_for_are_refused() {
        const std::vector<std::pair<Probe::Batches, std::string>> faults{
            {Probe::Batches::without_size, "a batch of size 0 with 4 rows in x and 4 rows in y"},
            {Probe::Batches::with_a_row_more, "a batch of size 4 with 5 rows in x and 4 rows in y"},
            {Probe::Batches::without_answers, "a batch of size 4 with 4 rows in x and nothing in y"}};
        for (const auto& [batches, says] : faults) {
            Probe probe = base();
            probe.batches = batches;
            const Traced traced = trace(probe);
            QVERIFY2(traced.error.find("asked for 4 samples and gives " + says) != std::string::npos,
                     traced.error.c_str());
        }
    }

    void a_module_without_an_optimizer_is_refused() {
        Probe probe = base();
        probe.optimizers = Probe::Optimizers::none;
        QVERIFY2(trace(probe).error.find("has no optimizer") != std::string::npos, trace(probe).error.c_str());
        probe.optimizers = Probe::Optimizers::one_that_is_empty;
        QVERIFY2(trace(probe).error.find("without an optimizer") != std::string::npos, trace(probe).error.c_str());
        probe.optimizers = Probe::Optimizers::one_without_parameters;
        QVERIFY2(trace(probe).error.find("has no parameters") != std::string::npos, trace(probe).error.c_str());
    }

    // A layer that two parts of a module share learns as one that stands in it once.
    void a_shared_layer_learns_once_data() {
        QTest::addColumn<bool>("clipped");
        QTest::addColumn<bool>("averaged");
        QTest::newRow("plain") << false << false;
        QTest::newRow("clipped") << true << false;
        QTest::newRow("averaged") << false << true;
    }
    void a_shared_layer_learns_once() {
        QFETCH(bool, clipped);
        QFETCH(bool, averaged);
        auto options = base().trainer;
        options.epochs = 3;
        if (clipped) options.gradient_clip_val = 0.5;
        const auto alone = test::train_layer(1, options, averaged);
        QVERIFY(alone != (std::vector<double>{0.25, -1}));
        QCOMPARE(test::train_layer(2, options, averaged), alone);
        QCOMPARE(test::train_layer(3, options, averaged), alone);
    }

    void a_loss_in_validation_is_weighted_by_batch_size() {
        Probe probe = base();
        probe.val_samples = 5;
        probe.trainer.max_steps = 1;
        const Traced one = trace(probe);
        probe.trainer.val_batch_size = 5;
        const Traced other = trace(probe);
        QVERIFY(std::abs(one.points.at("val_loss").at(0).second - other.points.at("val_loss").at(0).second) < 1e-6);
    }

    void max_time_is_read_as_lightning_writes_it() {
        QCOMPARE(train::parse_max_time("01:02:03:04")->count(), ((26 * 60 + 3) * 60 + 4) * 1000);
        QCOMPARE(train::parse_max_time("90s")->count(), 90000);
        for (const char* bad : {"", "1:2:3", "00:25:00:00", "soon", "00:00:00:00x"}) {
            QVERIFY2(!train::parse_max_time(bad), bad);
        }
    }
};

LATHE_TEST(TestTrainer)
#include "test_trainer.moc"
