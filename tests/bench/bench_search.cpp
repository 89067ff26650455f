// SPDX-License-Identifier: GPL-3.0-or-later
// What a suggestion costs: whole searches with objectives that cost nothing. Where Debian's Optuna has the method, the
// same search is timed there in the same run.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/search/importance/importance.h"
#include "core/search/study.h"
#include "tests/bench/figure.h"

using namespace lathe;
using namespace lathe::search;

namespace {

double since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

space::Space floats(int count) {
    config::Dict all;
    for (int i = 0; i < count; ++i)
        all.emplace_back("x" + std::to_string(i),
                         config::Dict{{"_type", "uniform"}, {"_value", config::List{-5.0, 5.0}}});
    return space::Space::parse(config::Value(all)).value();
}

double ellipsoid(const Trial& trial) {
    double sum = 0;
    double weight = 1;
    for (const auto& [name, value] : trial.params.as_dict()) {
        sum += weight * (value.as_float() - 1) * (value.as_float() - 1);
        weight += 1;
    }
    return sum;
}

Study search_for(const std::string& tuner, int parameters, int trials) {
    Study study = std::move(Study::make(floats(parameters), Mode::minimize, {tuner, config::Dict{}}, {}).value());
    for (int i = 0; i < trials; ++i) {
        const Trial* trial = study.ask();
        study.start(trial->number);
        study.tell(trial->number, TrialState::succeeded, ellipsoid(*trial));
    }
    return study;
}

double seconds_of(const std::string& tuner, int parameters, int trials) {
    const auto start = std::chrono::steady_clock::now();
    search_for(tuner, parameters, trials);
    return since(start);
}

// Of one suggestion after so many trials, which others chose; what is fitted now and then is left out.
double seconds_of_one(const std::string& tuner, int parameters, int trials) {
    constexpr int suggestions = 5;
    Study study = std::move(Study::make(floats(parameters), Mode::minimize, {tuner, config::Dict{}}, {}).value());
    Random random(3);
    for (int i = 0; i < trials; ++i)
        study.tell(i, TrialState::succeeded, ellipsoid(*study.add(study.space().sample(random))));
    const Trial* trial = study.ask();
    study.tell(trial->number, TrialState::succeeded, ellipsoid(*trial));
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < suggestions; ++i) {
        trial = study.ask();
        study.tell(trial->number, TrialState::succeeded, ellipsoid(*trial));
    }
    return since(start) / suggestions;
}

// Seconds of the same search with Optuna; negative: it is not installed.
double optuna_seconds(const std::string& sampler, int parameters, int trials) {
    const std::string command = "/usr/bin/python3 " LATHE_SOURCE_DIR "/tests/bench/bench_search_optuna.py " + sampler +
                                " " + std::to_string(parameters) + " " + std::to_string(trials) + " 2>/dev/null";
    FILE* pipe = ::popen(command.c_str(), "r");
    double seconds = -1;
    if (pipe && std::fscanf(pipe, "%lf", &seconds) != 1) seconds = -1;
    if (pipe) ::pclose(pipe);
    return seconds;
}

void beside_optuna(std::vector<bench::Figure>& figures, const std::string& tuner, const std::string& sampler,
                   int parameters, int trials) {
    const double theirs = optuna_seconds(sampler, parameters, trials);
    if (theirs <= 0) return;
    const double ours = seconds_of(tuner, parameters, trials);
    figures.push_back(
        {"Optuna's time over ours, " + tuner + ", " + std::to_string(parameters) + " x " + std::to_string(trials),
         theirs / ours, -1, "x"});
}

void importance(std::vector<bench::Figure>& figures) {
    const Study study = search_for("Random", 32, 10000);
    auto start = std::chrono::steady_clock::now();
    const auto ped = ped_anova(study.observations());
    figures.push_back({"PED-ANOVA, 10,000 trials x 32", since(start), 0.05, "s"});
    start = std::chrono::steady_clock::now();
    const auto shares = fanova(study.observations());
    figures.push_back({"fANOVA, 10,000 trials x 32", since(start), 3, "s"});
    if (ped.size() != shares.size()) std::exit(1);
}

}  // namespace

int main() {
    std::vector<bench::Figure> figures = {
        {"TPE, 40 floats, 1,000 trials", seconds_of("TPE", 40, 1000), 0.5, "s"},
        {"TPE, 40 floats, 10,000 trials", seconds_of("TPE", 40, 10000), 20, "s"},
        {"CMA-ES, 40 floats, 10,000 trials", seconds_of("CMA-ES", 40, 10000), 0.5, "s"},
        {"NSGA-II, 40 floats, 10,000 trials", seconds_of("NSGA-II", 40, 10000), 0.5, "s"},
        {"GP, 20 floats, 500 trials", seconds_of("GP", 20, 500), 30, "s"},
        {"GP, 20 floats, a suggestion after 500 trials", seconds_of_one("GP", 20, 500), 0.06, "s"},
        {"GP, 20 floats, a suggestion after 2,000 trials", seconds_of_one("GP", 20, 2000), 0.06, "s"}};
    importance(figures);
    beside_optuna(figures, "TPE", "TPESampler", 10, 300);
    beside_optuna(figures, "CMA-ES", "CmaEsSampler", 10, 1000);
    beside_optuna(figures, "NSGA-II", "NSGAIISampler", 10, 1000);
    return bench::report(figures);
}
