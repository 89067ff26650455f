// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixtures.h"

#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "core/store/journal.h"

namespace lathe::store::fixtures {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

void put_bytes(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

void add_row(MetricsCsv& csv, std::int64_t step, const std::map<std::string, double>& values) {
    std::vector<MetricsCsv::Cell> cells;
    for (const auto& [name, value] : values) cells.push_back({csv.metric(name), value});
    csv.add_row(step, cells);
}

double objective_of(int trial) {
    return (trial - 1.0) * (trial - 1.0) + 0.5;
}

TrialRecord make_trial(int number, const Plan& plan) {
    TrialRecord record;
    record.number = number;
    record.state = search::TrialState::succeeded;
    record.params = config::Value(config::Dict{{"opt.lr", config::Value(0.001 * (number + 1))}});
    record.metric = "val_loss";
    record.objective = record.objective_last = record.objective_best = objective_of(number);
    record.steps = 100;
    record.epochs = plan.reports;
    record.start = plan.start + std::chrono::seconds(10 * number);
    record.end = plan.start + std::chrono::seconds(10 * number + 9);
    record.device = "cpu";
    record.metrics = config::Value(config::Dict{{"val_loss", config::Value(objective_of(number))}});
    record.facts = config::Value(config::Dict{{"host", config::Value("somewhere")}});
    return record;
}

void write_study(const fs::path& folder, const Plan& plan) {
    fs::create_directories(folder / "trials");
    put_bytes(folder / "experiment.yaml",
              fmt::format("lathe: 1\nname: {}\nsearch:\n  objective: {{metric: val_loss, mode: minimize}}\n"
                          "  tuner: {{name: Random}}\n",
                          plan.name));
    auto journal = Journal::open(journal_path(folder));
    Time time = plan.start;
    const auto put = [&](const StudyEvent& event) {
        Json json = to_json(event);
        json["time"] = to_iso8601(time);
        if (!journal->append(json)) std::abort();
    };
    put(event::Created{plan.name, true, "val_loss", search::Mode::minimize, false, "Random", "", plan.trials});
    for (int i = 0; i < plan.trials; ++i) {
        const TrialRecord trial = make_trial(i, plan);
        time = *trial.start;
        put(event::Asked{i, trial.params});
        put(event::Started{i, "cpu"});
        for (int step = 0; step < plan.reports; ++step)
            put(event::Reported{i, step, objective_of(i) + plan.reports - 1 - step});
        time = *trial.end;
        put(event::Finished{i, trial.state, trial.objective, ""});
        if (!plan.trial_files) continue;
        fs::create_directories(trial_folder(folder, i));
        if (!write_trial_record(trial_folder(folder, i), trial)) std::abort();
    }
    if (plan.ended) put(event::Ended{StudyState::finished, ""});
}

}  // namespace lathe::store::fixtures
