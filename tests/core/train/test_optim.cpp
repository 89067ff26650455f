// SPDX-License-Identifier: GPL-3.0-or-later
// Optimizers and schedules against PyTorch's own, run in python3-torch.
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QtTest>

#include "tests/core/train/trainer_probe.h"
#include "tests/test_program.h"

using namespace lathe;

namespace {

struct Case {
    const char* python;
    std::vector<std::pair<const char*, config::Value>> options;
};

const std::vector<Case> optimizers{
    {"SGD([p], lr=0.01, momentum=0.9, weight_decay=0.1, nesterov=True)",
     {{"opt.name", "SGD"}, {"opt.lr", 0.01}, {"opt.momentum", 0.9}, {"opt.weight_decay", 0.1}, {"opt.nesterov", true}}},
    {"SGD([p], lr=0.02, momentum=0.5, dampening=0.3)",
     {{"opt.name", "SGD"}, {"opt.lr", 0.02}, {"opt.momentum", 0.5}, {"opt.dampening", 0.3}}},
    {"Adam([p], lr=0.1, betas=(0.8, 0.95), weight_decay=0.01)",
     {{"opt.name", "Adam"}, {"opt.lr", 0.1}, {"opt.betas", config::List{0.8, 0.95}}, {"opt.weight_decay", 0.01}}},
    {"Adam([p], lr=0.1, amsgrad=True)", {{"opt.name", "Adam"}, {"opt.lr", 0.1}, {"opt.amsgrad", true}}},
    {"AdamW([p], lr=0.1)", {{"opt.name", "AdamW"}, {"opt.lr", 0.1}}},
    {"RMSprop([p], lr=0.05, alpha=0.9, momentum=0.5, centered=True)",
     {{"opt.name", "RMSprop"}, {"opt.lr", 0.05}, {"opt.alpha", 0.9}, {"opt.momentum", 0.5}, {"opt.centered", true}}},
    {"Adagrad([p], lr=0.3, lr_decay=0.1, initial_accumulator_value=0.2)",
     {{"opt.name", "Adagrad"}, {"opt.lr", 0.3}, {"opt.lr_decay", 0.1}, {"opt.initial_accumulator_value", 0.2}}},
    {"LBFGS([p], lr=0.05, max_iter=3, history_size=4)",
     {{"opt.name", "LBFGS"}, {"opt.lr", 0.05}, {"opt.max_iter", 3}, {"opt.history_size", 4}}},
    {"LBFGS([p], lr=1, max_iter=2, line_search_fn='strong_wolfe')",
     {{"opt.name", "LBFGS"}, {"opt.lr", 1.0}, {"opt.max_iter", 2}, {"opt.line_search", "strong_wolfe"}}},
};

// PyTorch's schedule over 20 intervals from 0.1.
const std::vector<Case> schedules{
    {"StepLR(o, 3, 0.5)", {{"sched.name", "step"}, {"sched.step_size", 3}, {"sched.gamma", 0.5}}},
    {"MultiStepLR(o, [2, 5, 5, 11], 0.3)",
     {{"sched.name", "multi_step"}, {"sched.milestones", config::List{2, 5, 5, 11}}, {"sched.gamma", 0.3}}},
    {"ExponentialLR(o, 0.8)", {{"sched.name", "exponential"}, {"sched.gamma", 0.8}}},
    {"CosineAnnealingLR(o, 20, 0.01)", {{"sched.name", "cosine"}, {"sched.eta_min", 0.01}}},
    {"CosineAnnealingWarmRestarts(o, 3, 2, 0.001)",
     {{"sched.name", "cosine"},
      {"sched.t_max", 3},
      {"sched.t_mult", 2.0},
      {"sched.restarts", true},
      {"sched.eta_min", 0.001}}},
    {"OneCycleLR(o, 0.5, total_steps=20)", {{"sched.name", "one_cycle"}, {"sched.max_lr", 0.5}}},
    {"OneCycleLR(o, 0.5, total_steps=20, pct_start=0.4, anneal_strategy='linear')",
     {{"sched.name", "one_cycle"},
      {"sched.max_lr", 0.5},
      {"sched.pct_start", 0.4},
      {"sched.anneal_strategy", "linear"}}},
    {"ReduceLROnPlateau(o, patience=2, factor=0.5, cooldown=1)",
     {{"sched.name", "plateau"}, {"sched.patience", 2}, {"sched.factor", 0.5}, {"sched.cooldown", 1}}},
    {"ReduceLROnPlateau(o, mode='max', patience=0, threshold_mode='abs', threshold=0.5, min_lr=0.003)",
     {{"sched.name", "plateau"},
      {"sched.mode", "max"},
      {"sched.patience", 0},
      {"sched.threshold_mode", "abs"},
      {"sched.threshold", 0.5},
      {"sched.min_lr", 0.003}}},
};

const std::vector<double> metrics{5, 4, 4, 4, 4, 3.9, 3.9, 4, 4, 4, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2};

config::Value config_of(const Case& c) {
    config::Value config{config::Dict{}};
    for (const auto& [key, value] : c.options) config.set(key, value);
    return config;
}

bool is_cycle(const Case& c) {
    return QString(c.python).startsWith("OneCycle");
}

QString script() {
    QString text =
        "import json, torch\n"
        "import warnings; warnings.simplefilter('ignore')\n"
        "from torch.optim import *\n"
        "from torch.optim.lr_scheduler import *\n"
        "out = []\n"
        "def run(make):\n"
        "    p = torch.tensor([0.5, -1.0, 2.0], dtype=torch.float64, requires_grad=True)\n"
        "    c = torch.tensor([1.0, 2.0, -3.0], dtype=torch.float64)\n"
        "    o = make(p); path = []\n"
        "    for i in range(10):\n"
        "        def closure():\n"
        "            o.zero_grad(); l = ((c * p - 1) ** 2).sum(); l.backward(); return l\n"
        "        o.step(closure); path += p.tolist()\n"
        "    out.append(path)\n"
        "def rates(make):\n"
        "    o = SGD([torch.zeros(1, requires_grad=True)], lr=0.1); s = make(o); path = []\n";
    text += "    for m in [";
    for (const double m : metrics) text += QString::number(m) + ",";
    text +=
        "]:\n"
        "        path.append(o.param_groups[0]['lr']); o.step()\n"
        // OneCycleLR raises when it is stepped past its end.
        "        s.step(m) if isinstance(s, ReduceLROnPlateau) else (len(path) < 20 and s.step())\n"
        "    out.append(path)\n"
        "def momenta(make):\n"
        "    o = SGD([torch.zeros(1, requires_grad=True)], lr=0.1); s = make(o); path = []\n"
        "    for i in range(20):\n"
        "        path.append(o.param_groups[0]['momentum']); o.step(); len(path) < 20 and s.step()\n"
        "    out.append(path)\n";
    for (const Case& c : optimizers) text += QString("run(lambda p: %1)\n").arg(c.python);
    for (const Case& c : schedules) text += QString("rates(lambda o: %1)\n").arg(c.python);
    for (const Case& c : schedules)
        if (is_cycle(c)) text += QString("momenta(lambda o: %1)\n").arg(c.python);
    return text + "print(json.dumps(out))\n";
}

}  // namespace

class TestOptim : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        QProcess python;
        python.start("/usr/bin/python3", {"-c", script()});
        if (!python.waitForStarted() || !python.waitForFinished(120000)) return;
        const QByteArray error = python.readAllStandardError();
        if (error.contains("No module named")) return;
        const auto document = QJsonDocument::fromJson(python.readAllStandardOutput());
        QVERIFY2(document.isArray(), error.constData());
        expected_ = document.array();
    }

    void optimizers_give_pytorchs_numbers() {
        if (expected_.isEmpty()) QSKIP("python3-torch is not installed");
        for (std::size_t i = 0; i < optimizers.size(); ++i) {
            std::vector<double> path;
            for (const auto& values : test::optimize(config_of(optimizers[i]), 10)) {
                path.insert(path.end(), values.begin(), values.end());
            }
            compare(path, expected_[static_cast<int>(i)].toArray(), optimizers[i].python);
        }
    }

    void schedules_give_pytorchs_numbers() {
        if (expected_.isEmpty()) QSKIP("python3-torch is not installed");
        for (std::size_t i = 0; i < schedules.size(); ++i) {
            compare(test::schedule(config_of(schedules[i]), 0.1, 20, metrics),
                    expected_[static_cast<int>(optimizers.size() + i)].toArray(), schedules[i].python);
        }
    }

    void one_cycle_gives_pytorchs_momenta() {
        if (expected_.isEmpty()) QSKIP("python3-torch is not installed");
        auto row = static_cast<int>(optimizers.size() + schedules.size());
        for (const Case& c : schedules) {
            config::Value config = config_of(c);
            if (is_cycle(c)) compare(test::momenta(config, 20), expected_[row++].toArray(), c.python);
            else QVERIFY(test::momenta(config, 20).empty());
        }
        QCOMPARE(row, expected_.size());
        config::Value own = config_of({"", {{"sched.name", "one_cycle"}, {"sched.cycle_momentum", false}}});
        QVERIFY(test::momenta(own, 20).empty());
    }

    void warm_up_is_linear() {
        config::Value config{config::Dict{}};
        config.set("sched.name", "cosine");
        config.set("sched.warmup_steps", 4);
        const auto rates = test::schedule(config, 1.0, 14, {});
        for (int i = 0; i < 4; ++i) QCOMPARE(rates[static_cast<std::size_t>(i)], (i + 1) / 4.0);
        QCOMPARE(rates[4], 1.0);
        QCOMPARE(rates[9], 0.5);
    }

    void options_that_do_not_go_together_are_refused() {
        config::Value config{config::Dict{}};
        config.set("opt.name", "SGD");
        config.set("opt.nesterov", true);
        QVERIFY_THROWS_EXCEPTION(std::exception, test::optimize(config, 1));
        config.set("opt.name", "Adam");
        config.set("opt.betas", config::List{0.9});
        QVERIFY_THROWS_EXCEPTION(std::exception, test::optimize(config, 1));
    }

  private:
    static void compare(const std::vector<double>& found, const QJsonArray& expected, const char* name) {
        QCOMPARE(static_cast<int>(found.size()), static_cast<int>(expected.size()));
        for (std::size_t i = 0; i < found.size(); ++i) {
            const double other = expected[static_cast<int>(i)].toDouble();
            const bool close = std::abs(found[i] - other) <= 1e-10 * std::max(1.0, std::abs(other));
            QVERIFY2(close,
                     qPrintable(QString("%1, value %2: %3, PyTorch %4").arg(name).arg(i).arg(found[i]).arg(other)));
        }
    }

    QJsonArray expected_;
};

LATHE_CORE_TEST(TestOptim)
#include "test_optim.moc"
