// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/program_body.h"

#include <signal.h>
#include <sys/wait.h>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/files.h"
#include "core/base/shell.h"
#include "core/run/child_process.h"
#include "core/run/program/event_records.h"
#include "core/run/program/lathe_records.h"
#include "core/run/program/nni_records.h"
#include "core/run/program/program_launch.h"
#include "core/run/program/program_output.h"
#include "core/run/program/program_report.h"
#include "core/run/trial_log.h"

namespace lathe::run {

namespace {

using Clock = std::chrono::steady_clock;

// How long what a program reports may lie before it is looked at.
constexpr std::chrono::milliseconds look_again{50};
// A program that floods its reports must not keep us from stopping it, either.
constexpr int most_reads_at_once = 16;

std::vector<std::unique_ptr<ProgramRecords>> records_of(search::TrialProtocol protocol,
                                                        const std::filesystem::path& own) {
    using Protocol = search::TrialProtocol;
    std::vector<std::unique_ptr<ProgramRecords>> all;
    const bool any = protocol == Protocol::automatic;
    if (any || protocol == Protocol::lathe) all.push_back(std::make_unique<LatheRecords>(own));
    if (any || protocol == Protocol::nni) all.push_back(std::make_unique<NniRecords>(own));
    if (any || protocol == Protocol::tensorboard) all.push_back(std::make_unique<EventRecords>(own));
    return all;
}

// A trial that goes on again and again adds to one log; each time has room for its beginning.
ProgramOutput::Bounds bounds_of_log(const std::filesystem::path& trial_folder) {
    constexpr std::uint64_t least = 256 << 10;
    ProgramOutput::Bounds bounds;
    bounds.bytes_beside_a_line = bytes_beside_log_text;
    std::error_code code;
    const auto there = std::filesystem::file_size(trial_folder / "log.txt", code);
    if (!code) bounds.most_bytes -= std::min(there, bounds.most_bytes - least);
    return bounds;
}

// Why a program is told to stop before its end.
enum class StopOrder : std::uint8_t { person, assessor };

class ProgramRun {
  public:
    ProgramRun(const ProgramSettings& settings, TrialContext& context)
        : settings_(settings),
          context_(context),
          report_(context, settings.objective),
          output_([&context](const std::string& line) { context.metrics.log(line); }, bounds_of_log(context.folder)),
          records_(records_of(settings.program.protocol, program_folder(context.folder))) {}

    Result<TrialOutcome> run() {
        const auto start = prepare_program(settings_.program, settings_.folder, settings_.tools, context_);
        if (!start) return fail(start.error());
        // A file's time may be rounded down, on some disks to two seconds.
        const auto begun = std::filesystem::file_time_type::clock::now() - std::chrono::seconds(2);
        context_.facts.set("program", config::List(start->shown.begin(), start->shown.end()));
        auto process = SupervisedProcess::start(*start);
        if (!process) return fail(process.error());
        context_.prepared = true;
        context_.progress.program = process->root();
        std::string command;
        for (const std::string& word : start->shown) command += shell_quoted(word) + " ";
        context_.metrics.log("program: " + command + "in " + start->folder);
        follow(*process);
        output_.end();
        auto ended = outcome(process->status());
        if (ended && ended->end == TrialEnding::finished && ended->metrics.empty())
            if (auto told = tell_of_unread_events(start->folder, begun); !told) return fail(told.error());
        return ended;
    }

  private:
    void follow(SupervisedProcess& process) {
        while (take_output(process, look_again)) {
            if (Clock::now() >= look_at_records_) {
                for (int i = 0; i < most_reads_at_once && take_records(); ++i) continue;
                look_at_records_ = Clock::now() + look_again;
            }
            // What ended meanwhile ended by itself, and is told nothing any more.
            if (wanted_stop() && !stop_ && !take_output(process, {})) break;
            if (!process.status()) obey(process);
        }
        while (take_records()) continue;
        for (const auto& one : records_) one->end();
        while (take_records()) continue;
    }

    // As SupervisedProcess::wait().
    bool take_output(SupervisedProcess& process, std::chrono::milliseconds longest) {
        std::string bytes;
        const bool runs = process.wait(longest, bytes);
        output_.take(bytes);
        return runs;
    }

    // False: nothing has come.
    bool take_records() {
        bool any = false;
        for (const auto& one : records_) {
            const auto records = one->poll();
            any = any || records;
            if (records)
                for (const ProgramRecord& record : *records) report_.take(record);
            for (const std::string& problem : one->take_problems()) say_problem(problem);
        }
        return any;
    }

    // A program that writes nonsense in a loop must not fill the disk with our complaints.
    void say_problem(const std::string& problem) {
        constexpr int most = 100;
        if (++problems_ <= most) context_.metrics.log("note: " + problem);
        else if (problems_ == most + 1) context_.metrics.log("note: more of what the program reports is left out");
    }

    std::optional<StopOrder> wanted_stop() const {
        if (context_.stop.stop_requested()) return StopOrder::person;
        return report_.stop_reason() ? std::optional(StopOrder::assessor) : std::nullopt;
    }

    void obey(SupervisedProcess& process) {
        if (context_.pause.paused() != paused_) {
            paused_ = !paused_;
            process.signal_group(paused_ ? SIGSTOP : SIGCONT);
        }
        const auto now = Clock::now();
        if (const auto order = wanted_stop(); order && !stop_) {
            stop_ = order;
            kill_at_ = now + settings_.program.grace;
            // Whoever asks lathe.should_stop() may end by itself; the signal tells the others.
            const std::string reason = report_.stop_reason().value_or("stopped");
            [[maybe_unused]] const auto told = write_file_atomically(stop_file(context_.folder), reason + "\n");
            process.signal_group(search::stop_signal_number(settings_.program.stop_signal));
            if (paused_) process.signal_group(SIGCONT);
        }
        if (stop_ && !killed_ && now >= kill_at_) {
            killed_ = true;
            context_.metrics.log("the program did not end within trial.stop.grace, and is killed");
            process.signal_group(SIGKILL);
        }
    }

    // SummaryWriter() without a folder writes to ./runs, where trials cannot be told apart.
    Result<void> tell_of_unread_events(const std::filesystem::path& folder, std::filesystem::file_time_type begun) {
        const auto protocol = settings_.program.protocol;
        if (protocol != search::TrialProtocol::automatic && protocol != search::TrialProtocol::tensorboard) return {};
        const auto unread = event_file_elsewhere(folder, begun);
        if (unread.empty()) return {};
        Error error{"the program reported nothing, but wrote event files to " + unread.parent_path().string(),
                    "write them below the folder that the variable LATHE_TRIAL_DIR names: only those are read"};
        context_.metrics.log("note: " + error.str());
        return settings_.objective.empty() ? Result<void>{} : fail(std::move(error));
    }

    Result<TrialOutcome> outcome(std::optional<int> status) {
        TrialOutcome outcome = report_.outcome();
        outcome.facts = context_.facts;
        if (status) outcome.facts.set("exit_code", std::int64_t{WIFEXITED(*status) ? WEXITSTATUS(*status) : -1});
        if (stop_ == StopOrder::person) {
            outcome.end = TrialEnding::stopped;
        } else if (stop_ == StopOrder::assessor) {
            outcome.end = TrialEnding::early_stopped;
            outcome.reason = *report_.stop_reason();
        } else if (!status) {
            return fail("the supervisor of the program was killed");
        } else if (*status != 0) {
            const std::string& said = output_.last_line();
            return fail("the program " + describe_end(*status) + (said.empty() ? "" : ": " + said));
        }
        return outcome;
    }

    const ProgramSettings& settings_;
    TrialContext& context_;
    ProgramReport report_;
    ProgramOutput output_;
    std::vector<std::unique_ptr<ProgramRecords>> records_;
    Clock::time_point look_at_records_{};
    int problems_ = 0;
    bool paused_ = false;
    bool killed_ = false;
    std::optional<StopOrder> stop_;  // that the program was told
    Clock::time_point kill_at_{};    // unless it has ended by then
};

class ProgramBody final : public TrialBody {
  public:
    explicit ProgramBody(ProgramSettings settings) : settings_(std::move(settings)) {}
    Result<TrialOutcome> run(TrialContext& context) override { return ProgramRun(settings_, context).run(); }

  private:
    ProgramSettings settings_;
};

}  // namespace

std::unique_ptr<TrialBody> make_program_body(ProgramSettings settings) {
    return std::make_unique<ProgramBody>(std::move(settings));
}

}  // namespace lathe::run
