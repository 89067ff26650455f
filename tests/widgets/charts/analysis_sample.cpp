// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/charts/analysis_sample.h"

#include <cmath>
#include <random>

namespace lathe::gui {

namespace {

constexpr std::int64_t batchSizes[] = {32, 64, 128};

space::Space sampleSpace() {
    return space::Space::parse(config::from_json(Json::parse(R"({
               "opt.lr": {"_type": "loguniform", "_value": [0.0001, 0.1]},
               "opt.name": {"_type": "choice", "_value": [
                   {"_name": "Adam"}, {"_name": "SGD", "momentum": {"_type": "uniform", "_value": [0, 1]}}]},
               "train.batch_size": {"_type": "choice", "_value": [32, 64, 128]}})")))
        .value();
}

space::Params paramsOf(double lr, int optimizer, double momentum, int batch) {
    config::Value name{config::Dict{{"_name", optimizer == 0 ? "Adam" : "SGD"}}};
    if (optimizer == 1) name.as_dict().emplace_back("momentum", momentum);
    return config::Value(
        config::Dict{{"opt.lr", lr}, {"opt.name", std::move(name)}, {"train.batch_size", batchSizes[batch]}});
}

}  // namespace

AnalysisInput sampleStudy(int trials) {
    using search::TrialState;
    AnalysisInput input;
    input.metric = QStringLiteral("val_loss");
    input.now = 1.7e9 + 4000;
    input.table.axes = {{"opt.lr", ParallelAxis::log, {}, false},
                        {"opt.name", ParallelAxis::categorical, {"Adam", "SGD"}, false},
                        {"opt.name:SGD.momentum", ParallelAxis::numeric, {}, false},
                        {"train.batch_size", ParallelAxis::categorical, {"32", "64", "128"}, false},
                        {"val_loss", ParallelAxis::numeric, {}, true}};
    input.space = sampleSpace();
    std::mt19937 random(5);
    std::uniform_real_distribution<double> unit(0, 1);
    double clock[2] = {1.7e9, 1.7e9 + 3};
    for (int i = 0; i < trials; ++i) {
        const double lr = std::pow(10, -4 + 3 * unit(random));
        const int optimizer = unit(random) < 0.5 ? 0 : 1;
        const double momentum = unit(random);
        const int batch = static_cast<int>(3 * unit(random));
        double loss = 0.25 + 0.2 * std::pow(std::log10(lr) + 2.5, 2) + 0.04 * batch + 0.05 * unit(random);
        AnalysisTrial trial{i, i, QStringLiteral("Trial %1").arg(i), TrialState::succeeded};
        if (i % 8 == 7) trial.state = TrialState::early_stopped;
        if (i % 11 == 10) trial.state = TrialState::failed;
        if (i == 5) loss = std::nan("");
        if (i == trials - 1 && trials > 1) trial.state = TrialState::running;
        const bool has = trial.state != TrialState::failed && trial.state != TrialState::running;
        if (has) trial.objective = loss;
        trial.metrics = {{"val_loss", loss}, {"val_acc", 1 - loss / 3 + 0.03 * unit(random)}};
        double& free = clock[i % 2];
        trial.start = free;
        free += 30 + 40 * unit(random);
        if (trial.state != TrialState::running) trial.end = free;
        free += 2;
        trial.device = i % 2 == 0 ? QStringLiteral("cuda:0") : QStringLiteral("cuda:1");
        const int steps = trial.state == TrialState::early_stopped ? 4 : 10;
        for (int step = 1; step <= steps; ++step)
            input.reports[i].emplace_back(step, loss + std::exp(-step / 3.0) * (1 + 0.2 * unit(random)));
        input.trials.push_back(trial);
        input.trials.back().params = paramsOf(lr, optimizer, momentum, batch);
        ParallelRow row{i, {ParallelCell::ofNumber(lr), ParallelCell::ofCategory(optimizer)}};
        row.cells.push_back(optimizer == 1 ? ParallelCell::ofNumber(momentum) : ParallelCell{});
        row.cells.push_back(ParallelCell::ofCategory(batch));
        row.cells.push_back(has ? ParallelCell::ofNumber(loss) : ParallelCell{});
        input.table.rows.push_back(std::move(row));
    }
    return input;
}

}  // namespace lathe::gui
