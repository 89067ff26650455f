// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/queue/queue_bench.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <set>

#include "core/run/replay.h"
#include "core/run/study_experiment.h"
#include "core/run/study_recorder.h"
#include "core/search/experiment_file.h"
#include "core/store/study_record.h"

namespace lathe::queue {

namespace {

const char experiment_text[] = R"(# A quadratic.
lathe: 1
name: NAME
config:
  opt: {lr: 0.1}
space:
  opt.lr: {_type: uniform, _value: [0.01, 0.9]}
search:
  objective: {metric: val_loss, mode: minimize}
  tuner: {name: Random}
  max_trials: 4
)";

// Whether what others see may differ before and after this system call. All others are left out: a kill there is one
// before the next that counts.
bool changes_something(std::uint64_t call) {
    static const std::set<std::uint64_t> changing = {
        SYS_write,   SYS_pwrite64, SYS_openat,   SYS_close,     SYS_fcntl,    SYS_fsync,  SYS_ftruncate,
        SYS_mkdirat, SYS_renameat, SYS_unlinkat, SYS_renameat2, SYS_fchmodat, SYS_fchmod,
#ifdef SYS_rename
        SYS_rename,  SYS_mkdir,    SYS_unlink,   SYS_rmdir,     SYS_chmod,
#endif
    };
    return changing.contains(call);
}

}  // namespace

// In memory where that can be: what is lost by a kill does not depend on the disk, which is slow.
QueueBench::QueueBench() {
    if (::access("/dev/shm", W_OK) == 0)
        dir_ = std::make_unique<QTemporaryDir>(QStringLiteral("/dev/shm/lathe-queue-XXXXXX"));
    if (!dir_ || !dir_->isValid()) dir_ = std::make_unique<QTemporaryDir>();
}

search::Experiment QueueBench::experiment(const std::string& name) {
    std::string text = experiment_text;
    text.replace(text.find("NAME"), 4, name);
    const auto document = config::Document::parse(text, "/nowhere/experiment.yaml");
    search::LoadOptions options;
    options.purpose = search::Purpose::search;
    return search::parse_experiment(*document, config::Catalog(), options).value();
}

int QueueBench::add(int priority, const std::string& name) const {
    return queue().add(experiment(name), workspace(), priority).value();
}

TakenItem QueueBench::take(int at_once) const {
    auto next = queue().take(at_once);
    if (!next || !next->taken) qFatal("nothing was taken");
    return std::move(*next->taken);
}

Result<void> QueueBench::train(const Item& item) {
    const fs::path folder = item.study_folder();
    if (!store::is_study_folder(folder)) {
        auto recorder = run::StudyRecorder::create(item.workspace, experiment(item.name), item.study);
        if (!recorder) return fail(recorder.error());
        recorder->rest(store::StudyState::finished, "");
        return {};
    }
    auto lock = store::StudyLock::try_lock(folder);
    if (!lock) return fail(lock.error());
    auto recorder = run::StudyRecorder::open(folder, std::move(*lock));
    if (!recorder) return fail(recorder.error());
    recorder->write(store::event::Resumed{});
    recorder->rest(store::StudyState::finished, "");
    return {};
}

std::vector<int> QueueBench::pending() const {
    std::vector<int> numbers;
    for (const Item& item : items())
        if (item.is_pending()) numbers.push_back(item.number);
    return numbers;
}

std::vector<fs::path> QueueBench::studies() const {
    std::vector<fs::path> found;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(workspace(), code))
        if (entry.path().filename().string().front() != '.' && store::is_study_folder(entry.path()))
            found.push_back(entry.path());
    return found;
}

std::optional<bool> killed_at_call(int n, const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) ::_exit(77);
        ::raise(SIGSTOP);
        work();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status)) return std::nullopt;
    ::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
    for (int calls = 0; calls < n;) {
        ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
        ::waitpid(child, &status, 0);
        if (WIFEXITED(status)) return false;
        if (WIFSIGNALED(status)) qFatal("the work crashed");
        __ptrace_syscall_info info{};
        ::ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info);
        if (info.op == PTRACE_SYSCALL_INFO_ENTRY && changes_something(info.entry.nr)) ++calls;
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    return true;
}

}  // namespace lathe::queue
