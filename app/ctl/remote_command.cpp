// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/remote_command.h"

#include <signal.h>
#include <unistd.h>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <stop_token>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "app/ctl/command_output.h"
#include "app/ctl/signals.h"
#include "app/ctl/transfer_line.h"
#include "core/base/files.h"
#include "core/base/output_stream.h"
#include "core/base/shell.h"
#include "core/base/temporary_folder.h"
#include "core/bundle/headless_export.h"
#include "core/remote/host.h"
#include "core/remote/host_job.h"
#include "core/remote/leftovers.h"
#include "core/remote/send_bundle.h"

namespace lathe::ctl {

namespace {

constexpr std::chrono::milliseconds wait_for_output{1'000};  // then it is looked whether a person wants it to stop

constexpr int interrupted = 128 + SIGINT;

// What another machine prints must not steer the terminal; into files and pipes it goes as it is.
// Control characters have two forms: one byte, and in UTF-8 "\xc2" and another; a pair may be split between two calls.
void print_from_host(std::FILE* to, std::string_view bytes, char& before) {
    if (::isatty(::fileno(to)) == 0) {
        std::fwrite(bytes.data(), 1, bytes.size(), to);
    } else {
        for (const char c : bytes) {
            const bool is_harmless = c == '\n' || c == '\t' || c == '\r' || static_cast<unsigned char>(c) >= 0x20;
            const auto byte = static_cast<unsigned char>(c);
            const bool is_second_form = before == '\xc2' && byte >= 0x80 && byte < 0xa0;
            std::fputc(is_harmless && !is_second_form && c != 0x7f ? c : '?', to);
            before = c;
        }
    }
    std::fflush(to);
}

class RemoteCommand {
  public:
    RemoteCommand(Program& program, const RemoteArguments& remote)
        : program_(program),
          remote_(remote),
          signals_([this] { say_stopping(); }),
          host_(remote.address, options()),
          job_(host_) {}

    Result<void> run() {
        auto done = work();
        if (phase_ != Phase::canceled) return done;
        std::cerr << fmt::format("cancelled: nothing was started on {}\n", name());
        program_.exit_code = signals_.exit_code();
        return {};
    }

  private:
    // Until the command is about to be started there, Ctrl+C ends everything at once.
    enum class Phase : std::uint8_t { before, started, canceled };

    Result<void> work() {
        if (auto connected = host_.connect(); !connected) return connected;
        if (const std::string cleared = remote::cleared_text(host_.hello()); !cleared.empty())
            std::cerr << name() << ": " << cleared << '\n';
        remote::HostJob::Start start{remote_.arguments, remote_.output.filename().string(), {}};
        if (remote_.experiment) {
            auto sent = send(remote_.arguments[*remote_.experiment]);
            if (!sent) return fail(sent.error());
            start.upload = {std::move(*sent), *remote_.experiment};
        }
        if (auto before = Phase::before; !phase_.compare_exchange_strong(before, Phase::started)) return {};
        if (auto started = job_.start(start); !started) return started;
        if (remote_.detach) {
            std::cerr << fmt::format("started on {}; lathectl --on {} runs\n", name(), quoted_name());
            return {};
        }
        if (auto followed = follow(); !followed) return followed;
        if (!remote_.output.empty() && program_.exit_code == 0)
            if (auto fetched = fetch_output(); !fetched) return fetched;
        static_cast<void>(job_.forget());  // else it is forgotten there after a week
        return {};
    }

    // A stream gets it when it is whole.
    Result<void> fetch_output() {
        if (!is_output_stream(remote_.output)) return job_.fetch(remote_.output);
        auto folder = TemporaryFolder::make("lathe-fetch-");
        if (!folder) return fail(folder.error());
        const fs::path file = folder->path() / "output";
        if (auto fetched = job_.fetch(file); !fetched) return fetched;
        return write_file_to_stream(file, remote_.output);
    }

    std::string name() const { return remote_.address.name(); }
    // In a command to copy.
    std::string quoted_name() const { return shell_quoted(name()); }

    remote::Host::Options options() {
        remote::Host::Options options;
        options.stop = stop_.get_token();
        options.on_lost = [this](const Error& why) {
            std::cerr << fmt::format("the connection to {} was lost ({}): trying again{}\n", name(), why.what,
                                     phase_ == Phase::started ? "; what runs there goes on" : "");
        };
        return options;
    }

    // On the thread of the signals, at the first.
    void say_stopping() {
        if (auto before = Phase::before; phase_.compare_exchange_strong(before, Phase::canceled)) stop_.request_stop();
        else if (signals_.exit_code() == interrupted)
            std::cerr << fmt::format("stopping on {}; again to leave it to itself", name()) << std::endl;
        else stop_.request_stop();
    }

    // An experiment's file as a bundle; a bundle as it is. Gives its checksum.
    Result<std::string> send(const fs::path& file) {
        if (bundle::is_bundle_name(file)) return send_file(file);
        auto folder = TemporaryFolder::make("lathe-send-");
        if (!folder) return fail(folder.error());
        const bundle::HeadlessExport wanted{file, bundle::HeadlessFormat::bundle,
                                            folder->path() / (std::string("experiment") + bundle::bundle_suffix),
                                            remote_.with_data};
        const auto plan = bundle::plan_headless(wanted, *program_.catalog);
        if (!plan) {
            for (std::size_t i = 0; i + 1 < plan.error().size(); ++i) program_.error(plan.error()[i]);
            return fail(plan.error().back());
        }
        const auto id = bundle::write_headless(*plan, wanted, [this](std::uint64_t, std::uint64_t) { return go_on(); });
        if (!id) return fail(id.error());
        return send_file(wanted.output);
    }

    Result<void> go_on() const {
        if (phase_ == Phase::canceled) return fail("cancelled");
        return {};
    }

    Result<std::string> send_file(const fs::path& file) {
        TransferLine line(fmt::format("sending to {}", name()));
        const auto sent = remote::send_bundle(host_, file, [&](std::uint64_t done, std::uint64_t of) {
            line.show(done, of);
            return go_on();
        });
        line.clear();
        if (!sent) return fail(sent.error());
        for (const std::string& warning : sent->warnings) std::cerr << "warning: " << warning << '\n';
        return sent->checksum;
    }

    // Until it has ended there.
    Result<void> follow() {
        bool has_interrupted = false;
        char last_out = 0, last_err = 0;
        while (true) {
            if (is_left()) return {};
            if (signals_.exit_code() == interrupted && !has_interrupted) {
                if (auto told = job_.interrupt(); !told) return told;
                has_interrupted = true;
            }
            const auto news = job_.follow(wait_for_output);
            if (is_left()) return {};
            if (!news) return fail(with_hint(news.error()));
            print_from_host(stdout, news->out, last_out);
            print_from_host(stderr, news->err, last_err);
            if (!news->is_over) continue;
            if (!news->exit_code)
                return fail(fmt::format("nobody on {} knows how the command ended: its process was killed", name()),
                            fmt::format("see what became of it: lathectl --on {} runs", quoted_name()));
            program_.exit_code = *news->exit_code;
            return {};
        }
    }

    // A terminal that closes, or a kill, ends what runs here and nothing there.
    bool is_left() {
        const int code = signals_.exit_code();
        if (code == 0 || code == interrupted) return false;
        program_.exit_code = code;
        return true;
    }

    Error with_hint(Error error) const {
        if (error.kind == remote::connection_lost)
            error.hint = fmt::format("what runs there goes on: lathectl --on {} runs", quoted_name());
        return error;
    }

    Program& program_;
    const RemoteArguments& remote_;
    std::stop_source stop_;
    std::atomic<Phase> phase_ = Phase::before;
    StopSignals signals_;  // before every other thread
    remote::Host host_;
    remote::HostJob job_;
};

}  // namespace

void run_on_host(Program& program, const RemoteArguments& remote) {
    if (!remote.output.empty())
        if (const auto may = check_output(remote.output); !may) return say_unwritten(program, may.error());
    RemoteCommand command(program, remote);
    if (const auto done = command.run(); !done) program.error(done.error(), 1);
}

}  // namespace lathe::ctl
