// SPDX-License-Identifier: GPL-3.0-or-later
// Every tuner through the whole of lathectl tune: a search that ended after a few trials and is resumed suggests what
// an undisturbed one does. And several objectives, as `show` and `importance` tell them.
#include <QtTest>

#include "core/base/json.h"
#include "core/search/tuner.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;
using search::TrialState;

namespace {

// `tuner` and what else there is below `search:`.
QByteArray experiment(const QByteArray& search, const QByteArray& space) {
    return "lathe: 1\nname: small\nconfig:\n  train: {epochs: 3}\n  network: {name: lenet}\n"
           "  data: {name: fashion_mnist}\n  opt: {name: Adam, lr: 0.1}\nspace:\n" +
           space + "search:\n" + search;
}

const QByteArray lr_and_batch =
    "  opt.lr: {_type: loguniform, _value: [0.01, 0.9]}\n"
    "  train.batch_size: {_type: choice, _value: [16, 32, 64]}\n";
const QByteArray choices =
    "  opt.lr: {_type: choice, _value: [0.01, 0.1, 0.2, 0.3, 0.4]}\n"
    "  train.batch_size: {_type: choice, _value: [16, 32, 64]}\n";

struct Told {
    TrialState state;
    space::Params params;
    std::optional<double> objective;
    friend bool operator==(const Told&, const Told&) = default;
};

std::vector<Told> told(const store::StudyRecord& study) {
    std::vector<Told> all;
    for (const auto& trial : study.trials) all.push_back({trial.state, trial.params, trial.objective});
    return all;
}

}  // namespace

class TestSearch : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_resumed_search_goes_on_as_if_nothing_had_been_data() {
        QTest::addColumn<QByteArray>("args");
        for (const auto& kind : search::tuner_kinds()) {
            QByteArray args = "{}";
            if (kind.name == "TPE" || kind.name == "SMAC") args = "{n_startup_jobs: 3}";
            if (kind.name == "GP") args = "{cold_start_num: 3}";
            if (kind.name == "Batch")
                args =
                    "{configurations: [{opt.lr: 0.1, train.batch_size: 16}, {opt.lr: 0.2, train.batch_size: 32}, "
                    "{opt.lr: 0.3, train.batch_size: 64}, {opt.lr: 0.4, train.batch_size: 16}]}";
            if (kind.name == "PBT" || kind.name == "NSGA-II" || kind.name == "Evolution") args = "{population_size: 3}";
            if (kind.name == "PPO") args = "{trials_per_update: 4}";
            if (kind.name == "Hyperband") args = "{R: 9}";
            QTest::newRow(kind.name.c_str()) << args;
        }
    }
    void a_resumed_search_goes_on_as_if_nothing_had_been() {
        QFETCH(QByteArray, args);
        const QByteArray tuner = QTest::currentDataTag();
        const QByteArray text = experiment(
            "  objective: {metric: val_loss}\n  max_trials: 9\n  tuner: {name: " + tuner + ", args: " + args + "}\n",
            tuner == "PPO" ? choices : lr_and_batch);
        Lathectl whole(LATHECTL, LATHE_FAKE_ENGINE);
        whole.write("experiment.yaml", text);
        const Ran ran = whole.run({"tune", whole.experiment()});
        QVERIFY2(ran.code == 0, ran.err);
        const auto expected = told(whole.study());
        QVERIFY2(expected.size() == (tuner == "Batch" ? 4 : 9), ran.err);

        Lathectl halves(LATHECTL, LATHE_FAKE_ENGINE);
        halves.write("experiment.yaml", text);
        QCOMPARE(halves.run({"tune", halves.experiment(), "--trials", "3"}).code, 0);
        const QString folder = QString::fromStdString(halves.studies().at(0).string());
        const Ran again = halves.run({"resume", folder, "--trials", "9"});
        QVERIFY2(again.code == 0, again.err);
        QVERIFY(told(halves.study()) == expected);
    }

    // Trials outside of the space as it is now are kept, and said to be.
    void a_space_edited_between_runs() {
        Lathectl ctl(LATHECTL, LATHE_FAKE_ENGINE);
        ctl.write(
            "experiment.yaml",
            experiment("  objective: {metric: val_loss}\n  max_trials: 4\n  tuner: {name: Random}\n", lr_and_batch));
        QCOMPARE(ctl.run({"tune", ctl.experiment()}).code, 0);
        const auto before = told(ctl.study());
        const QString folder = QString::fromStdString(ctl.studies().at(0).string());
        const auto edit = [&](const QByteArray& from, const QByteArray& to) {
            QFile file(folder + "/experiment.yaml");
            QVERIFY(file.open(QIODevice::ReadWrite));
            const QByteArray text = file.readAll().replace(from, to);
            file.resize(0);
            file.seek(0);
            file.write(text);
        };
        edit("- 0.01\n      - 0.9\n", "- 0.9\n      - 0.01\n");
        edit("_value:\n      - 16\n      - 32\n      - 64\n", "_value: 16\n");
        edit("  train.batch_size", "  opt.lrr: {_type: uniform, _value: [0, 1]}\n  train.batch_size");
        Ran ran = ctl.run({"resume", folder, "--trials", "8"});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains("experiment.yaml:") && ran.err.contains("space.opt.lr:"), ran.err);
        QVERIFY2(ran.err.contains("space.train.batch_size"), ran.err);  // every mistake at once
        QVERIFY2(ran.err.contains("space.opt.lrr"), ran.err);
        edit("- 0.9\n      - 0.01\n", "- 0.91\n      - 0.99\n");
        edit("_value: 16", "_value: [16, 32, 64]");
        edit("  opt.lrr: {_type: uniform, _value: [0, 1]}\n", "");
        ran = ctl.run({"resume", folder, "--trials", "8"});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY2(ran.err.contains("4 of the trials so far lie outside"), ran.err);
        const auto after = told(ctl.study());
        QCOMPARE(after.size(), std::size_t{8});
        QVERIFY(std::equal(before.begin(), before.end(), after.begin()));
        for (std::size_t i = 4; i < 8; ++i) QVERIFY(after[i].params.get("opt.lr")->as_number() > 0.9);
    }

    void several_objectives_give_a_front() {
        Lathectl ctl(LATHECTL, LATHE_FAKE_ENGINE);
        ctl.write("experiment.yaml",
                  experiment("  objectives: [{metric: val_loss}, {metric: val_acc, mode: maximize}]\n  max_trials: 12\n"
                             "  tuner: {name: NSGA-II, args: {population_size: 4}}\n",
                             lr_and_batch));
        Ran ran = ctl.run({"tune", ctl.experiment()});
        QVERIFY2(ran.code == 0, ran.err);
        const auto study = ctl.study();
        const auto front = study.pareto_front();
        QVERIFY(!front.empty() && front.size() < study.trials.size());
        // Below 0.3 a larger rate is better in both.
        for (const int number : front) {
            const double lr = study.trials[std::size_t(number)].params.get("opt.lr")->as_number();
            for (const auto& other : study.trials)
                if (lr < 0.3) QVERIFY(other.params.get("opt.lr")->as_number() <= 0.6 - lr);
        }
        const QString folder = QString::fromStdString(study.folder.string());
        ran = ctl.run({"show", folder});
        QVERIFY2(ran.out.contains("val_acc") && ran.out.contains("maximize val_acc"), ran.out);
        QCOMPARE(ran.out.count("front"), int(front.size()) + 1);  // and the line that lists them
        ran = ctl.run({"show", folder, "--json"});
        const auto json = parse_json(ran.out.toStdString());
        QCOMPARE(json->at("pareto_front").size(), front.size());
        ran = ctl.run({"importance", folder, "--objective", "val_acc", "--json"});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY(parse_json(ran.out.toStdString())->at("importance").at(0).at("value") > 0.6);
        ran = ctl.run({"importance", folder});
        QVERIFY2(ran.out.contains("8 more trials are needed") && !ran.out.contains("keep it"), ran.out);
        ran = ctl.run({"importance", folder, "--objective", "val_ac"});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains("val_loss, val_acc"), ran.err);
    }
};

LATHE_CORE_TEST(TestSearch)
#include "test_search.moc"
