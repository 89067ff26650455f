// SPDX-License-Identifier: GPL-3.0-or-later
// One training on two ranks of one thread each against one rank with one thread: LeNet on Fashion-MNIST, 256 samples a
// step. Both are processes; what is compared is the time of a step, by the times of the points of their curves.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <unistd.h>

#include <fmt/format.h>

#include "app/services.h"
#include "core/base/files.h"
#include "core/config/document.h"
#include "core/run/session.h"
#include "core/search/experiment_file.h"
#include "core/store/event_file.h"
#include "core/store/study_record.h"
#include "tests/bench/figure.h"
#include "tests/bench/timing.h"

namespace fs = std::filesystem;
using namespace lathe;
using bench::give_up;

namespace {

constexpr int samples_a_step = 256;
constexpr int steps = 100;

std::string experiment_of(int ranks) {
    return fmt::format(R"(
lathe: 1
name: ranks-{0}
config:
  train: {{max_steps: {2}, batch_size: {1}, limit_val_batches: 0, limit_test_batches: 0, enable_checkpointing: false}}
  network: {{name: lenet}}
  data: {{name: fashion_mnist}}
  opt: {{name: Adam}}
  log: {{every_n_steps: 20}}
  hw: {{device: cpu, devices: {0}, threads: 1}}
search: {{isolation: process}}
)",
                       ranks, samples_a_step / ranks, steps);
}

// Milliseconds of a step, from the times of the points of its curve; the first stretch warms up.
double step_time(const run::SessionServices& services, const config::Catalog& catalog, const fs::path& workspace,
                 int ranks) {
    const auto document = config::Document::parse(experiment_of(ranks), (workspace / "ranks.yaml").string());
    auto experiment = search::parse_experiment(*document, catalog, {{}, search::Purpose::trial});
    if (!experiment) give_up(experiment.error().front().str());
    auto session = run::Session::create(std::move(*experiment), search::Purpose::trial, workspace, services);
    if (!session) give_up(session.error().str());
    (*session)->start();
    (*session)->wait();
    const auto study = store::read_study((*session)->status().folder);
    if (!study) give_up(study.error().str());
    if (study->trials.at(0).state != search::TrialState::succeeded) give_up(study->trials.at(0).error);
    const auto curve = store::EventFolderReader(store::trial_folder(study->folder, 0)).poll().at("train_loss");
    const auto& first = curve.front();
    const auto& last = curve.back();
    return 1e3 * (last.wall_time - first.wall_time) / static_cast<double>(last.step - first.step);
}

}  // namespace

int main() {
    const fs::path workspace = fs::temp_directory_path() / ("lathe-bench-" + std::to_string(::getpid()));
    fs::create_directories(workspace);
    Services::prepare_environment();
    Services programs;
    run::SessionServices services = programs.run();
    services.worker_program = LATHE_BINARY_DIR "/bin/lathectl";
    std::vector<double> one;
    std::vector<double> two;
    for (int turn = 0; turn < 3; ++turn) {
        one.push_back(step_time(services, programs.catalog(), workspace, 1));
        two.push_back(step_time(services, programs.catalog(), workspace, 2));
    }
    fs::remove_all(workspace);
    return bench::report(
        {{"2 ranks on 2 cores over one rank with one thread", bench::median(one) / bench::median(two), -1.6, "x"},
         {"  a step of 256 samples on one rank", bench::median(one), 1e9, "ms"},
         {"  a step of 2 times 128 samples on two ranks", bench::median(two), 1e9, "ms"}});
}
