// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/program_output_of.h"

#include <sys/wait.h>
#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace lathe::run {

namespace {

constexpr std::chrono::milliseconds look_at_output{50};

Result<ProgramAnswer> answer_named(const std::string& name, const ProgramStart& start, const OutputLimits& limits,
                                   const std::stop_token& stop) {
    auto process = SupervisedProcess::start(start);
    if (!process) return fail(process.error());
    const auto begun = std::chrono::steady_clock::now();
    auto deadline = begun + limits.time;
    bool stopping = false;
    std::string output;
    while (process->wait(look_at_output, output)) {
        const auto now = std::chrono::steady_clock::now();
        if (stop.stop_requested() && !std::exchange(stopping, true)) deadline = std::min(deadline, now + limits.grace);
        if (now >= deadline)
            return fail(fmt::format("{} did not answer within {} s", name,
                                    std::chrono::duration_cast<std::chrono::seconds>(deadline - begun).count()));
        if (output.size() > limits.bytes) return fail(fmt::format("{} says more than {} bytes", name, limits.bytes));
    }
    const auto status = process->status();
    if (!status) return fail("the supervisor of " + name + " was killed");
    return ProgramAnswer{*status, std::move(output)};
}

}  // namespace

Result<ProgramAnswer> answer_of(const ProgramStart& start, const OutputLimits& limits, const std::stop_token& stop) {
    return answer_named(start.arguments.front(), start, limits, stop);
}

Result<std::string> output_of(ProgramStart start, const OutputLimits& limits, const std::stop_token& stop) {
    const std::string name = start.arguments.front();
    // A supervised process has one pipe for both.
    start.arguments.insert(start.arguments.begin(), {"/bin/sh", "-c", "exec \"$0\" \"$@\" 2>/dev/null"});
    auto answer = answer_named(name, start, limits, stop);
    if (!answer) return fail(std::move(answer).error());
    const int status = answer->status;
    if (WIFSIGNALED(status)) return fail(fmt::format("{} was killed by signal {}", name, WTERMSIG(status)));
    if (status != 0) return fail(fmt::format("{} ended with exit code {}", name, WEXITSTATUS(status)));
    return std::move(answer->output);
}

}  // namespace lathe::run
