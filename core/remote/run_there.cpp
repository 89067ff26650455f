// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/run_there.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/shell.h"
#include "core/base/text.h"
#include "core/remote/message.h"

namespace lathe::remote {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds longest_look{5'000};
constexpr std::size_t most_said = std::size_t{4} << 20;  // bytes

// The same for a person's terminal.
std::string by_hand(const Host& host, const std::vector<std::string>& arguments) {
    return fmt::format("do it by hand: lathectl --on {} {}", shell_quoted(host.address().name()),
                       fmt::join(arguments, " "));
}

// What a command complained of, without "error: " and the hint behind it.
Error last_words(std::string_view said, const std::string& otherwise, const std::string& hint) {
    std::string_view line = strip(said);
    line = line.substr(line.rfind('\n') + 1);
    constexpr std::string_view prefix = "error: ";
    if (line.starts_with(prefix)) line.remove_prefix(prefix.size());
    if (line.empty()) return {otherwise, hint};
    return {harmless(line), {}};
}

struct Said {
    std::string out;
    std::string err;
    std::optional<HostJob::News> end;  // nullopt: it goes on
};

Result<Said> listen(Host& host, HostJob& job, const HostJob::Start& start, std::optional<Clock::time_point> until) {
    Said said;
    while (true) {
        auto wait = longest_look;
        if (until) wait = std::min(wait, std::chrono::ceil<std::chrono::milliseconds>(*until - Clock::now()));
        if (wait.count() <= 0) return said;
        auto news = job.follow(wait);
        if (!news) return fail(news.error());
        said.out += news->out;
        said.err += news->err;
        if (said.out.size() + said.err.size() > most_said)
            return fail(fmt::format("{} answers more than {} MiB", host.address().destination, most_said >> 20),
                        by_hand(host, start.arguments));
        if (!news->is_over) continue;
        said.end = std::move(*news);
        if (start.output_name.empty()) static_cast<void>(job.forget());
        return said;
    }
}

Result<void> outcome_of(const Host& host, const Said& said, const HostJob::Start& start) {
    if (!said.end || said.end->exit_code == 0) return {};
    const std::string otherwise =
        said.end->exit_code
            ? fmt::format("the command on {} ended with exit code {}", host.address().destination, *said.end->exit_code)
            : fmt::format("the command on {} was killed", host.address().destination);
    return fail(last_words(said.err, otherwise, by_hand(host, start.arguments)));
}

}  // namespace

Result<std::string> run_there(Host& host, const HostJob::Start& start) {
    HostJob job(host);
    if (auto started = job.start(start); !started) return fail(started.error());
    auto said = listen(host, job, start, std::nullopt);
    if (!said) return fail(said.error());
    if (auto good = outcome_of(host, *said, start); !good) return fail(good.error());
    return std::move(said->out);
}

Result<void> fetch_from_there(Host& host, const std::vector<std::string>& arguments, const std::filesystem::path& file,
                              const HostJob::FetchProgress& progress) {
    const HostJob::Start start{arguments, file.filename().string(), {}};
    HostJob job(host);
    if (auto started = job.start(start); !started) return started;
    const auto said = listen(host, job, start, std::nullopt);
    if (!said) return fail(said.error());
    auto done = outcome_of(host, *said, start);
    if (done) done = job.fetch(file, progress);
    static_cast<void>(job.forget());
    return done;
}

Result<void> start_there(Host& host, const std::vector<std::string>& arguments, std::chrono::milliseconds settle) {
    const HostJob::Start start{arguments, {}, {}};
    HostJob job(host);
    if (auto started = job.start(start); !started) return started;
    const auto said = listen(host, job, start, Clock::now() + settle);
    if (!said) return fail(said.error());
    return outcome_of(host, *said, start);
}

}  // namespace lathe::remote
