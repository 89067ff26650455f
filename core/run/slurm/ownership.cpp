// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/ownership.h"

#include <unistd.h>
#include <cerrno>
#include <utility>

#include "core/base/files.h"
#include "core/base/host.h"
#include "core/base/json.h"
#include "core/base/system_error.h"
#include "core/run/slurm/json_member.h"

namespace lathe::run::slurm {

namespace {

std::string text_of(const Ownership::Worker& worker) {
    return dump_json({{"job", worker.job},
                      {"name", worker.name},
                      {"restarts", worker.restarts},
                      {"host", host_name()},
                      {"pid", static_cast<std::int64_t>(::getpid())}}) +
           "\n";
}

// The file appears with its text, or not at all: link(2) is atomic on NFS, too. False: there is one already.
Result<bool> make_whole(const fs::path& file, const std::string& text) {
    const fs::path draft = name_beside(file);
    if (auto written = write_file_atomically(draft, text); !written) return fail(std::move(written).error());
    const int code = ::link(draft.c_str(), file.c_str()) == 0 ? 0 : errno;
    ::unlink(draft.c_str());
    if (code == 0) return true;
    if (code == EEXIST) return false;
    return fail(system_error("cannot be written", file, code));
}

}  // namespace

Result<Ownership> Ownership::take(const fs::path& file, const Worker& worker) {
    std::string text = text_of(worker);
    const auto made = make_whole(file, text);
    if (!made) return fail(made.error());
    if (*made) return Ownership(file, std::move(text));
    const auto bytes = read_file(file);
    if (!bytes) return fail(bytes.error());
    const auto owner = parse_json(*bytes, file.string());
    const std::string job = owner ? text_member(*owner, "job") : std::string();
    if (job.empty()) return fail("this attempt at the trial is over");
    if (job != worker.job) return fail("job " + job + " runs this trial already");
    if (integer_member(*owner, "restarts") > worker.restarts)
        return fail("job " + job + " was queued again since, and runs it");
    if (auto written = write_file_atomically(file, text); !written) return fail(std::move(written).error());
    return Ownership(file, std::move(text));
}

Result<bool> Ownership::close(const fs::path& file) {
    const auto made = make_whole(file, "{}\n");
    if (!made || *made) return made;
    const auto bytes = read_file(file);
    if (!bytes) return fail(bytes.error());
    const auto owner = parse_json(*bytes, file.string());
    return !owner || text_member(*owner, "job").empty();
}

bool Ownership::is_held() const {
    const auto bytes = read_file(file_);
    return !bytes || *bytes == text_;  // a file system that does not answer takes nothing away
}

}  // namespace lathe::run::slurm
