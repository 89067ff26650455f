// SPDX-License-Identifier: GPL-3.0-or-later
// A training engine without torch: `train.epochs` epochs of four steps on a quadratic in `opt.lr`, with a checkpoint
// after each; its val_acc is opt.lr. It says in the log how long it trains. Environment variables make it misbehave:
//   LATHE_FAKE_HOLD=0002:/path   the trial in folder 0002 writes its process id to /path after its second epoch, and
//                                waits there until it is stopped, or /path.go is there; another rank than the first
//                                writes to /path.RANK
//   LATHE_FAKE_HOLD_CHECK=/path  the check before a training writes its process id to /path, and waits until it is
//                                stopped
//   LATHE_FAKE_STUBBORN=1        that wait does not heed the stop
//   LATHE_FAKE_FAIL=0001         this trial throws;  "all": every one
//   LATHE_FAKE_RANK=1            only this rank fails or ends badly
//   LATHE_FAKE_CRASH=0001:KIND   this trial ends badly; KIND is segfault, abort, exit, memory (std::bad_alloc), exhaust
//                                (it takes memory until there is none: only where a limit is set), or children (it
//                                starts one that sleeps, tells its id in the log, and aborts), or garble (what it
//                                sends to the session is no message)
//   LATHE_FAKE_CUDA=1            a LibTorch that can use GPUs
//   LATHE_FAKE_GPUS_IN_USE=/folder   a trial on GPUs holds a lock in that folder for each of them, and fails when
//                                another process has one: leases let two share a GPU
//   LATHE_FAKE_PACE=20           an epoch takes so many milliseconds
//   LATHE_FAKE_SCALARS=100000    so many more scalars in each epoch
//   LATHE_FAKE_FIND=nothing      the finders suggest nothing;  "fail": they fail;  "/path": the one for the learning
//                                rate writes its process id to /path and waits until it is stopped;  "missing": there
//                                are none
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <new>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>

#include "core/base/files.h"
#include "core/train/engine.h"

namespace {

using namespace lathe;

std::string variable(const char* name) {
    const char* text = std::getenv(name);
    return text ? text : "";
}

std::string suffix_of(const run::RankPlace& place) {
    return place.rank == 0 ? "" : "." + std::to_string(place.rank);
}

bool is_meant(const run::RankPlace& place) {
    const std::string rank = variable("LATHE_FAKE_RANK");
    return rank.empty() || rank == std::to_string(place.rank);
}

void hold(const std::string& path, const std::stop_token& stop) {
    static_cast<void>(write_file_atomically(path, std::to_string(::getpid())));
    const bool stubborn = !variable("LATHE_FAKE_STUBBORN").empty();
    const auto may_go = [&] { return fs::exists(path + ".go"); };
    while (!may_go() && (stubborn || !stop.stop_requested())) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void end_badly(const std::string& how, const std::string& folder, run::MetricSink& metrics) {
    if (!how.starts_with(folder + ":")) return;
    const std::string kind = how.substr(folder.size() + 1);
    metrics.log("about to end by " + kind);
    static_cast<void>(metrics.flush());
    if (kind == "segfault") ::raise(SIGSEGV);
    if (kind == "abort") std::abort();
    if (kind == "exit") ::_exit(3);
    if (kind == "memory") throw std::bad_alloc();
    if (kind == "exhaust") {
        std::vector<std::string> blocks;
        while (true) blocks.emplace_back(std::size_t{16} << 20, 'x');
    }
    if (kind == "garble") {
        static_cast<void>(!::write(STDIN_FILENO, "garble\n", 7));  // the socket of a worker
        while (true) ::pause();
    }
    if (kind == "children") {
        const pid_t child = ::fork();
        if (child == 0) {
            while (true) ::pause();
        }
        metrics.log("child " + std::to_string(child));
        static_cast<void>(metrics.flush());
        std::abort();
    }
}

// Locks go with the process, however it ends.
class GpusInUse {
  public:
    explicit GpusInUse(const std::string& visible) {
        const std::string folder = variable("LATHE_FAKE_GPUS_IN_USE");
        std::istringstream in(folder.empty() ? "" : visible);
        for (std::string gpu; std::getline(in, gpu, ',');) {
            const int fd = ::open((folder + "/" + gpu).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
            if (fd < 0 || ::flock(fd, LOCK_EX | LOCK_NB) != 0) throw std::runtime_error("GPU " + gpu + " is in use");
            locks_.push_back(fd);
        }
    }
    ~GpusInUse() {
        for (const int fd : locks_) ::close(fd);
    }
    GpusInUse(const GpusInUse&) = delete;
    GpusInUse& operator=(const GpusInUse&) = delete;

  private:
    std::vector<int> locks_;
};

class Body final : public run::TrialBody {
  public:
    Result<run::TrialOutcome> run(run::TrialContext& context) override {
        const std::string folder = context.folder.filename().string();
        if (is_meant(context.place)) {
            if (variable("LATHE_FAKE_FAIL") == folder || variable("LATHE_FAKE_FAIL") == "all")
                throw std::runtime_error("the network does not fit the images\nits third layer takes 400 numbers");
            end_badly(variable("LATHE_FAKE_CRASH"), folder, context.metrics);
        }
        const char* visible = std::getenv("CUDA_VISIBLE_DEVICES");
        context.facts.set("process", static_cast<std::int64_t>(::getpid()));
        context.facts.set("ranks", std::int64_t{context.place.ranks});
        context.facts.set("device", context.device.str());
        context.facts.set("visible", std::string(visible != nullptr ? visible : "all"));
        const GpusInUse in_use(visible != nullptr ? visible : "");
        const int epochs = static_cast<int>(context.config.int_or("train.epochs", 3));
        const double lr = context.config.number_or("opt.lr", 0.1);
        const fs::path checkpoint = context.folder / "checkpoints" / "last.pt";
        int epoch = 0;
        if (const auto saved = read_file(checkpoint); context.resume && saved) epoch = std::stoi(*saved);
        if (context.place.rank > 0) {  // keeps no record, but tells what it sees
            const std::string rank = std::to_string(context.place.rank);
            static_cast<void>(
                write_file_atomically(context.folder / ("rank-" + rank), std::string(visible ? visible : "all")));
        }

        run::TrialOutcome outcome;
        outcome.facts = context.facts;
        context.progress.total_steps = 4 * epochs;
        context.progress.total_epochs = epochs;
        context.metrics.log("trains for " + std::to_string(epochs) + " epochs");
        const auto train_loss = context.metrics.series("train_loss");
        const auto val_loss = context.metrics.series("val_loss");
        const auto extra = context.metrics.series("extra");
        const std::int64_t scalars = std::atoll(variable("LATHE_FAKE_SCALARS").c_str());
        const std::chrono::milliseconds pace(std::atoi(variable("LATHE_FAKE_PACE").c_str()));
        while (epoch < epochs) {
            std::this_thread::sleep_for(pace);
            for (int step = 1; step <= 4; ++step) {
                context.pause.wait(context.stop);
                if (context.stop.stop_requested()) {
                    outcome.end = run::TrialEnding::stopped;
                    return outcome;
                }
                context.progress.step = outcome.steps = 4 * epoch + step;
                context.metrics.report(train_loss, outcome.steps, lr / static_cast<double>(outcome.steps));
            }
            for (std::int64_t i = 0; i < scalars; ++i) context.metrics.report(extra, epoch * scalars + i, 1);
            ++epoch;
            const double loss = (lr - 0.3) * (lr - 0.3) + 1.0 / epoch;
            context.metrics.report(val_loss, outcome.steps, loss);
            outcome.metrics["val_loss"] = loss;
            outcome.metrics["val_acc"] = lr;
            context.progress.epoch = outcome.epochs = epoch;
            if (!context.metrics.flush()) continue;  // about to be stopped
            if (context.place.rank == 0)
                if (auto saved = write_file_atomically(checkpoint, std::to_string(epoch)); !saved)
                    return fail(saved.error());
            if (const auto reason = context.objective.report(epoch, {{"val_loss", loss}, {"val_acc", lr}})) {
                outcome.end = run::TrialEnding::early_stopped;
                outcome.reason = *reason;
                return outcome;
            }
            const std::string where = variable("LATHE_FAKE_HOLD");
            if (epoch == 2 && where.starts_with(folder + ":"))
                hold(where.substr(folder.size() + 1) + suffix_of(context.place), context.stop);
        }
        return outcome;
    }
};

run::TrialCheck hold_check(const config::Value&, run::CheckDepth, const std::stop_token& stop) {
    hold(variable("LATHE_FAKE_HOLD_CHECK"), stop);
    run::TrialCheck check;
    check.errors.push_back({"the check was stopped", {}});
    return check;
}

std::unique_ptr<run::TrialBody> make_body() {
    return std::make_unique<Body>();
}

Result<train::LearningRateCurve> find_learning_rate(const train::FindRequest& request,
                                                    const train::LearningRateFinderOptions& options) {
    const std::string mode = variable("LATHE_FAKE_FIND");
    if (mode == "fail") return fail("network lenet does not fit");
    if (mode.starts_with("/")) hold(mode, request.stop);
    if (request.stop.stop_requested()) return fail("the search was stopped");
    train::LearningRateCurve curve{{options.min_lr, options.max_lr}, {1, 0.5}, {}, {}};
    if (mode == "nothing") curve.reason = "the loss rose at once";
    else curve.suggestion = 0.0123456789;
    return curve;
}

Result<train::BatchSizeSearch> find_batch_size(const train::FindRequest&,
                                               const train::BatchSizeFinderOptions& options) {
    train::BatchSizeSearch search{0, {{options.first, false, 0}}, "not even that fits into memory"};
    if (variable("LATHE_FAKE_FIND") == "nothing") return search;
    return train::BatchSizeSearch{128, {{128, true, 1000}, {256, false, 0}}, "a batch of 256 does not fit into memory"};
}

}  // namespace

extern "C" const lathe::train::Engine* lathe_train_engine() {
    const bool finds = variable("LATHE_FAKE_FIND") != "missing";
    static const lathe::train::Engine engine{make_body,
                                             !variable("LATHE_FAKE_CUDA").empty(),
                                             "0.0",
                                             "none",
                                             finds ? find_learning_rate : nullptr,
                                             finds ? find_batch_size : nullptr,
                                             variable("LATHE_FAKE_HOLD_CHECK").empty() ? nullptr : hold_check};
    return &engine;
}
