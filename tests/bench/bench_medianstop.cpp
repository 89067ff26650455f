// SPDX-License-Identifier: GPL-3.0-or-later
// What Medianstop saves on the bundled search (fashion-quick.yaml), and what it costs. Trials of its space are trained
// to their end, once; each seed then searches over them in an order of its own, with Medianstop and without. As the
// order is Random's, which looks at no result, this is what the search itself would have done. Argument 1: how many
// trials are trained (default 40).
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <map>
#include <variant>
#include <vector>

#include "app/services.h"
#include "core/base/random.h"
#include "core/search/experiment_file.h"
#include "core/search/study.h"
#include "core/store/study_journal.h"
#include "tests/bench/figure.h"

namespace {

using namespace lathe;

constexpr int seeds = 10;

struct Trained {
    space::Params params;
    std::vector<double> curve;  // the objective after each epoch
};

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

std::vector<Trained> curves_of(search::Experiment experiment, int trials, const fs::path& folder, Services& services) {
    experiment.search.tuner = {"Random", config::Value(config::Dict{{"seed", 0}})};
    experiment.search.assessor.reset();
    experiment.search.max_trials = trials;
    auto session = run::Session::create(std::move(experiment), search::Purpose::search, folder, services.run());
    if (!session) give_up(session.error().str());
    (*session)->start();
    if ((*session)->wait() != run::SessionState::finished) give_up((*session)->status().message);
    const auto journal = store::read_study_journal((*session)->status().folder);
    if (!journal) give_up(journal.error().str());
    std::map<int, Trained> all;
    for (const auto& [time, event] : journal->events) {
        if (const auto* asked = std::get_if<store::event::Asked>(&event)) all[asked->trial].params = asked->params;
        if (const auto* one = std::get_if<store::event::Reported>(&event)) all[one->trial].curve.push_back(one->value);
    }
    std::vector<Trained> table;
    for (auto& [number, trained] : all) table.push_back(std::move(trained));
    return table;
}

struct Searched {
    int epochs = 0;
    double best = std::numeric_limits<double>::infinity();
};

Searched search_over(const std::vector<const Trained*>& trials, const search::Experiment& experiment,
                     const std::optional<search::Algorithm>& assessor) {
    auto study = search::Study::make(experiment.space, search::Mode::minimize, {"Random", config::Dict{}}, assessor);
    if (!study) give_up(study.error().str());
    Searched result;
    for (const Trained* trained : trials) {
        const int number = study->add(trained->params)->number;
        study->start(number);
        auto state = search::TrialState::succeeded;
        double last = 0;
        for (std::size_t epoch = 0; epoch < trained->curve.size() && state == search::TrialState::succeeded; ++epoch) {
            last = trained->curve[epoch];
            ++result.epochs;
            const bool stop = study->report(number, static_cast<std::int64_t>(epoch) + 1, last).has_value();
            if (stop && epoch + 1 < trained->curve.size()) state = search::TrialState::early_stopped;
        }
        study->tell(number, state, last);
    }
    if (const search::Trial* best = study->history().best()) result.best = *best->objective;
    return result;
}

}  // namespace

int main(int argc, char** argv) {
    Services::prepare_environment();
    const int trials = argc > 1 ? std::atoi(argv[1]) : 40;
    const auto experiment =
        search::load_experiment(LATHE_SOURCE_DIR "/resources/examples/fashion-quick.yaml", Services::catalog());
    if (!experiment) give_up(experiment.error().front().str());
    const fs::path folder = fs::temp_directory_path() / ("bench_medianstop-" + std::to_string(::getpid()));
    Services services;
    const auto table = curves_of(*experiment, trials, folder, services);
    std::error_code ignored;
    fs::remove_all(folder, ignored);

    std::vector<double> saved;
    std::vector<double> loss;
    for (int seed = 0; seed < seeds; ++seed) {
        std::vector<const Trained*> order;
        for (const Trained& one : table) order.push_back(&one);
        Random random(static_cast<std::uint64_t>(seed));
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
        order.resize(std::min(order.size(), static_cast<std::size_t>(*experiment->search.max_trials)));
        const Searched whole = search_over(order, *experiment, std::nullopt);
        const Searched stopped = search_over(order, *experiment, search::Algorithm{"Medianstop", config::Dict{}});
        saved.push_back(1 - static_cast<double>(stopped.epochs) / whole.epochs);
        loss.push_back(stopped.best / whole.best);
        std::printf("  seed %d: %d of %d epochs, best %.4f (%.4f without)\n", seed, stopped.epochs, whole.epochs,
                    stopped.best, whole.best);
    }
    return bench::report(
        {{"Medianstop on the bundled example: epochs saved, median", bench::median(saved), -0.3, ""},
         {"  best objective over that of the whole search, worst", *std::ranges::max_element(loss), 1, "x"}});
}
