// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl reproduce: a study or trial run again from its record alone, and compared.
#include <unistd.h>
#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/ctl/commands.h"
#include "app/ctl/record_target.h"
#include "app/ctl/run_session.h"
#include "app/ctl/signals.h"
#include "app/services.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/numbers.h"
#include "core/base/plural.h"
#include "core/bundle/unpacked_trial.h"
#include "core/run/reproducer.h"
#include "core/store/study_record.h"

namespace lathe::ctl {

namespace {

struct ReproduceOptions {
    std::string target;
    double tolerance = 0;
    bool stop_at_first = false;
    bool json = false;
};

struct Tally {
    int equal = 0;
    int different = 0;
    int left_out = 0;
};

void print_one(int number, const run::Reproduction& result, bool json) {
    if (json) {
        Json line = run::to_json(result);
        line["trial"] = number;
        line["summary"] = result.summary();
        fmt::print("{}\n", dump_json(line));
    } else {
        fmt::print("trial {}: {}\n", number, result.summary());
        for (const auto& difference : result.environment) fmt::print("  {}\n", difference);
    }
    std::fflush(stdout);
}

void print_tally(const Tally& tally, const ReproduceOptions& options) {
    if (options.json) return;
    const auto compared = tally.equal + tally.different;
    fmt::print("{} of {} {} equal", tally.equal, counted(compared, "trial"), compared == 1 ? "is" : "are");
    if (options.tolerance > 0) fmt::print(" within {}", options.tolerance);
    if (tally.left_out > 0)
        fmt::print("; {} no end to compare with, or went on from another trial's checkpoint",
                   counted(tally.left_out, "has", "have"));
    fmt::print("\n");
}

// What is to be repeated: trials of a study, or one trial that came without its study, in a bundle.
struct Recorded {
    fs::path folder;
    std::optional<fs::path> alone;  // the folder with the record of that one
    std::vector<store::TrialRecord> trials;
};

Result<Recorded> find_recorded(const Program& program, const std::string& target) {
    const auto folder = find_record(program, target);
    if (!folder) return fail(folder.error());
    if (const auto alone = bundle::record_of_unpacked_trial(*folder)) {
        auto trial = store::read_trial_record(*alone);
        if (!trial) return fail(trial.error());
        return Recorded{*folder, alone, {std::move(*trial)}};
    }
    const auto [study_folder, number] = store::place_of(*folder);
    const auto study = store::read_study(study_folder);
    if (!study) return fail(study.error());
    Recorded found{study_folder, {}, {}};
    for (const auto& trial : study->trials) {
        if (number && trial.number != *number) continue;
        // Its metrics are in the trash.
        if (!number && study->marks.of_trial(trial.number).deleted) continue;
        found.trials.push_back(trial);
    }
    return found;
}

void reproduce(Program& program, const ReproduceOptions& options) {
    const auto recorded = find_recorded(program, options.target);
    if (!recorded) return program.error(recorded.error());

    Services services;
    run::Session* running = nullptr;
    std::mutex mutex;
    StopSignals signals([&] {
        const std::lock_guard lock(mutex);
        if (running) running->stop();
    });
    const auto reproducer =
        recorded->alone
            ? run::Reproducer::open_trial(recorded->folder, *recorded->alone, services.run(), options.tolerance)
            : run::Reproducer::open(recorded->folder, services.run(), options.tolerance);
    if (!reproducer) return program.errors(reproducer.error());
    const auto show = [&](run::Session& session) {
        {
            const std::lock_guard lock(mutex);
            running = &session;
        }
        watch_session(session, signals);
        const std::lock_guard lock(mutex);
        running = nullptr;
    };
    Tally tally;
    for (const auto& trial : recorded->trials) {
        if (!run::Reproducer::can_be_repeated(trial)) {
            ++tally.left_out;
            continue;
        }
        const auto result = reproducer->repeat(trial, show);
        if (signals.exit_code() != 0) {
            fmt::print(stderr, "stopped; of trial {} nothing is kept\n", trial.number);
            program.exit_code = signals.exit_code();
            return;
        }
        if (!result) return program.error(result.error(), 1);
        if (!*result) return program.error(Error{"the training was stopped"}, 1);
        for (const auto& one : (*result)->changed) fmt::print(stderr, "error: {}\n", one);
        print_one(trial.number, **result, options.json);
        if (!(*result)->not_kept.empty())
            fmt::print(stderr, "warning: the result is not kept: {}\n", (*result)->not_kept);
        ++((*result)->equal ? tally.equal : tally.different);
        if (!(*result)->equal && options.stop_at_first) break;
    }
    if (tally.equal + tally.different == 0)
        return program.error(
            Error{"no trial here came to an end that could be compared", "run the study to its end first"}, 1);
    print_tally(tally, options);
    if (tally.different > 0) program.exit_code = 1;
}

}  // namespace

void add_reproduce_command(CLI::App& app, Program& program) {
    const auto options = std::make_shared<ReproduceOptions>();
    auto* command = app.add_subcommand(
        "reproduce", "Run a study or trial again from its record alone: equal, or the first difference (exit 1)");
    command
        ->add_option("DIR", options->target,
                     "Folder of the study or trial, its name in the workspace, or a bundle of it")
        ->required();
    command->add_option("--tolerance", options->tolerance, "Relative difference that is let pass; 0: bit for bit")
        ->check([](const std::string& text) {
            const auto number = parse_number<double>(text);
            return number && *number >= 0 ? std::string() : "expected a number from 0, found " + text;
        });
    command->add_flag("--stop-at-first", options->stop_at_first, "Stop at the first trial that differs");
    command->add_flag("--json", options->json, "One JSON object a trial");
    command->callback([&program, options] { reproduce(program, *options); });
}

}  // namespace lathe::ctl
