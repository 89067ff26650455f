// SPDX-License-Identifier: GPL-3.0-or-later
// What worker processes give and cost: short trials beside each other against one after another, the start of a trial
// in a warm process, and a lease of a GPU across processes.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include <unistd.h>

#include "app/services.h"
#include "core/config/document.h"
#include "core/device/leases.h"
#include "core/run/session.h"
#include "core/search/experiment_file.h"
#include "core/store/study_record.h"
#include "tests/bench/figure.h"
#include "tests/bench/timing.h"

namespace fs = std::filesystem;
using namespace lathe;
using bench::Clock;
using bench::give_up;
using bench::ms_since;

namespace {

// LeNet on Fashion-MNIST, one batch of training and one of validation.
const char experiment_text[] = R"(
lathe: 1
name: one-batch
config:
  train: {max_steps: 1, epochs: 1, limit_val_batches: 1, limit_test_batches: 1}
  network: {name: lenet}
  data: {name: fashion_mnist}
  opt: {name: Adam}
space:
  opt.lr: {_type: loguniform, _value: [0.001, 0.1]}
search:
  objective: {metric: val_loss, mode: minimize}
  tuner: {name: Random}
)";

struct Took {
    double ms = 0;                // all of it
    std::vector<double> between;  // from one trial's end to the next one's start, ms
};

Took run_search(const run::SessionServices& services, const fs::path& workspace, int trials, int concurrency,
                search::Isolation isolation) {
    const auto document = config::Document::parse(experiment_text, (workspace / "one.yaml").string());
    auto experiment = search::parse_experiment(*document, *services.catalog, {{}, search::Purpose::search});
    if (!experiment) give_up(experiment.error().front().str());
    experiment->search.max_trials = trials;
    experiment->search.concurrency = concurrency;
    experiment->search.isolation = isolation;
    auto session = run::Session::create(std::move(*experiment), search::Purpose::search, workspace, services);
    if (!session) give_up(session.error().str());
    const auto begun = Clock::now();
    (*session)->start();
    (*session)->wait();
    Took took{ms_since(begun), {}};
    const auto study = store::read_study((*session)->status().folder);
    if (!study) give_up(study.error().str());
    for (std::size_t i = 0; i < study->trials.size(); ++i) {
        const auto& trial = study->trials[i];
        if (trial.state != search::TrialState::succeeded) give_up("a trial failed: " + trial.error);
        if (i > 0 && trial.start && study->trials[i - 1].end)
            took.between.push_back(1e3 * (to_unix_seconds(*trial.start) - to_unix_seconds(*study->trials[i - 1].end)));
    }
    return took;
}

std::vector<bench::Figure> trial_figures() {
    constexpr int trials = 200;
    const fs::path workspace = fs::temp_directory_path() / ("lathe-bench-" + std::to_string(::getpid()));
    fs::create_directories(workspace);
    Services::prepare_environment();
    Services programs;
    run::SessionServices services = programs.run();
    services.worker_program = LATHE_BINARY_DIR "/bin/lathectl";  // not beside this program, where it is looked for
    using search::Isolation;
    run_search(services, workspace, 2, 1, Isolation::automatic);  // loads LibTorch and the data
    const Took alone = run_search(services, workspace, trials, 1, Isolation::automatic);
    const Took beside = run_search(services, workspace, trials, 2, Isolation::automatic);
    const Took processes = run_search(services, workspace, trials, 1, Isolation::process);
    fs::remove_all(workspace);
    return {{"200 trials of a batch, two at once over one by one", beside.ms / alone.ms, 0.6, "x"},
            {"  one by one on a thread, each", alone.ms / trials, 1e9, "ms"},
            {"  one by one in a warm process, over a thread", (processes.ms - alone.ms) / trials, 20, "ms"},
            {"  from a trial's end to the next one's start", bench::median(processes.between), 20, "ms"}};
}

std::vector<bench::Figure> lease_figures() {
    const fs::path folder = fs::temp_directory_path() / ("lathe-leases-" + std::to_string(::getpid()));
    std::vector<device::Device> machine(9);
    for (int i = 0; i < 8; ++i) machine[static_cast<std::size_t>(i) + 1].id.gpu = i;
    device::Leases others(device::MachineLeases(folder, "others"));
    for (int i = 0; i < 4; ++i) others.acquire({1, {}, 1, false}, machine, "trial " + std::to_string(i));
    device::Leases mine(device::MachineLeases(folder, "mine"));
    std::vector<double> costs;
    for (int i = 0; i < 200; ++i) {
        const auto begun = Clock::now();
        const auto lease = mine.acquire({1, {}, 1, false}, machine, "trial");
        if (!lease) give_up(lease.error().reason);
        mine.release(*lease, "trial");
        costs.push_back(ms_since(begun));
    }
    fs::remove_all(folder);
    return {{"a lease across processes, taken and given back", bench::median(costs), 2, "ms"}};
}

}  // namespace

int main() {
    auto figures = trial_figures();
    for (auto& figure : lease_figures()) figures.push_back(std::move(figure));
    return bench::report(figures);
}
