// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/job_requests.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <utility>

#include "core/base/base64.h"
#include "core/base/checksum.h"
#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/base/system_error.h"
#include "core/bundle/bundle.h"
#include "core/bundle/data_manifest.h"
#include "core/bundle/file_checksum.h"
#include "core/remote/job.h"
#include "core/remote/leftovers.h"
#include "core/remote/record_requests.h"
#include "core/remote/remote_commands.h"

namespace lathe::remote {

namespace {

using Need = JsonMembers::Need;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds longest_wait{20'000};
constexpr std::size_t most_read = RecordRequests::piece_bytes;

std::string_view name_of(JobState state) {
    switch (state) {
        case JobState::waiting: return "waiting";
        case JobState::running: return "running";
        case JobState::ended: return "ended";
        case JobState::lost: return "lost";
    }
    return "lost";
}

struct Piece {
    std::uint64_t size = 0;
    std::string bytes;
};

// Of a file that may not be there yet.
Piece read_piece(const fs::path& file, std::uint64_t from) {
    Piece piece;
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat about {};
    if (fd >= 0 && ::fstat(fd, &about) == 0 && S_ISREG(about.st_mode)) {
        piece.size = static_cast<std::uint64_t>(about.st_size);
        if (from < piece.size) piece.bytes.resize(std::min<std::uint64_t>(most_read, piece.size - from));
        const ssize_t n = ::pread(fd, piece.bytes.data(), piece.bytes.size(), static_cast<off_t>(from));
        piece.bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    }
    if (fd >= 0) ::close(fd);
    return piece;
}

Json to_json(const Piece& piece, std::int64_t from) {
    return {{"from", from}, {"size", piece.size}, {"bytes", to_base64(piece.bytes)}};
}

// Its state comes first: what it printed before it ended is there by then.
Json output_of(const Job& job, std::int64_t out, std::int64_t err, bool& has_news) {
    const JobState state = job.state();
    const Piece printed = read_piece(job.out_file(), static_cast<std::uint64_t>(out));
    const Piece said = read_piece(job.err_file(), static_cast<std::uint64_t>(err));
    Json json = {{"state", name_of(state)}, {"out", to_json(printed, out)}, {"err", to_json(said, err)}};
    if (const auto code = job.exit_code()) json["exit_code"] = *code;
    const bool goes_on = state == JobState::running || state == JobState::waiting;
    has_news = !goes_on || !printed.bytes.empty() || !said.bytes.empty();
    return json;
}

std::string_view name_of(bundle::DataPlace place) {
    switch (place) {
        case bundle::DataPlace::same: return "same";
        case bundle::DataPlace::differs: return "differs";
        case bundle::DataPlace::missing: return "missing";
    }
    return "missing";
}

// What a bundle that was sent needs and does not hold.
Result<Json> bundle_json(const fs::path& file) {
    const auto opened = bundle::Bundle::open(file);
    if (!opened) return fail(opened.error());
    Json data = Json::array();
    for (const auto& one : opened->manifest().data)
        if (one.as.empty()) data.push_back({{"path", one.path}, {"place", name_of(bundle::look_for(one))}});
    return Json{{"name", opened->manifest().name}, {"data", std::move(data)}};
}

Result<UploadFolder::Upload> upload_of(JsonMembers& members) {
    UploadFolder::Upload upload{members.text("checksum", Need::required),
                                static_cast<std::uint64_t>(members.large_count("size"))};
    if (members.bad() != nullptr) return bad_member(members.bad());
    return upload;
}

Result<std::vector<std::string>> texts_of(const Json* list) {
    std::vector<std::string> texts;
    if (list == nullptr || !list->is_array()) return bad_member("arguments");
    for (const Json& text : *list) {
        if (!text.is_string()) return bad_member("arguments");
        texts.push_back(text.get<std::string>());
    }
    return texts;
}

}  // namespace

JobRequests::JobRequests(const fs::path& workspace, std::string program, std::function<bool()> is_waited_for)
    : workspace_(workspace),
      jobs_(workspace / remote_folder / "jobs"),
      uploads_(workspace / remote_folder / "uploads", bundle::bundle_suffix),
      program_(std::move(program)),
      is_waited_for_(std::move(is_waited_for)) {}

void JobRequests::add_to(Handlers& handlers) {
    handlers["start"] = [this](const Json& request) { return start(request); };
    handlers["output"] = [this](const Json& request) { return output(request); };
    handlers["interrupt"] = [this](const Json& request) { return interrupt(request); };
    handlers["fetch"] = [this](const Json& request) { return fetch(request); };
    handlers["forget"] = [this](const Json& request) { return forget(request); };
    handlers["send"] = [this](const Json& request) { return send(request); };
    handlers["piece"] = [this](const Json& request) { return piece(request); };
}

Result<Json> JobRequests::start(const Json& request) const {
    JsonMembers members(request);
    const std::string id = members.text("job", Need::required);
    JobCommand command{workspace_, {}, members.text("output_name")};
    auto arguments = texts_of(members.find("arguments"));
    if (!arguments) return fail(arguments.error());
    if (members.bad() != nullptr) return bad_member(members.bad());
    if (!command.output_name.empty() && !Job::is_output_name(command.output_name)) return bad_member("output_name");
    if (const auto may = check_remote_command(*arguments); !may) return fail(may.error());
    if (const Json* upload = members.find("upload")) {
        if (!upload->is_object()) return bad_member("upload");
        JsonMembers of_upload(*upload);
        const auto at = static_cast<std::size_t>(of_upload.count("argument", Need::required));
        const auto file = uploads_.find(of_upload.text("checksum", Need::required));
        if (of_upload.bad() != nullptr || at >= arguments->size()) return bad_member("upload");
        if (!file) return fail(file.error());
        (*arguments)[at] = file->string();
    }
    command.arguments = std::move(*arguments);
    const auto job = Job::make(jobs_, id, command);
    if (!job) return fail(job.error());
    if (const auto started = job->start(program_); !started) return fail(started.error());
    return Json::object();
}

Result<Json> JobRequests::output(const Json& request) const {
    JsonMembers members(request);
    const auto job = Job::find(jobs_, members.text("job", Need::required));
    const std::int64_t out = members.large_count("out");
    const std::int64_t err = members.large_count("err");
    const std::chrono::milliseconds wait{members.large_count("wait")};
    if (members.bad() != nullptr) return bad_member(members.bad());
    if (!job) return fail(job.error());
    // A process may have ended between making the job and beginning it.
    if (job->state() == JobState::waiting)
        if (const auto started = job->start(program_); !started) return fail(started.error());
    const auto until = Clock::now() + std::min(wait, longest_wait);
    while (true) {
        bool has_news = false;
        Json json = output_of(*job, out, err, has_news);
        if (has_news || Clock::now() >= until || is_waited_for_()) return json;
    }
}

Result<Json> JobRequests::interrupt(const Json& request) const {
    JsonMembers members(request);
    const auto job = Job::find(jobs_, members.text("job", Need::required));
    const int count = members.count("count", Need::required);
    if (members.bad() != nullptr) return bad_member(members.bad());
    if (!job) return fail(job.error());
    return job->interrupt(count).map([] { return Json::object(); });
}

Result<Json> JobRequests::fetch(const Json& request) const {
    JsonMembers members(request);
    const auto job = Job::find(jobs_, members.text("job", Need::required));
    const std::int64_t from = members.large_count("from");
    if (members.bad() != nullptr) return bad_member(members.bad());
    if (!job) return fail(job.error());
    const auto command = job->command();
    if (!command) return fail(command.error());
    const fs::path file = job->output_file(*command);
    std::error_code code;
    if (command->output_name.empty() || !fs::is_regular_file(file, code))
        return fail("the command wrote no file", "see what it said");
    const Piece piece = read_piece(file, static_cast<std::uint64_t>(from));
    Json json = {{"size", piece.size}, {"bytes", to_base64(piece.bytes)}};
    if (static_cast<std::uint64_t>(from) + piece.bytes.size() < piece.size) return json;
    const auto sum = bundle::checksum_of_file(file);
    if (!sum) return fail(sum.error());
    json["checksum"] = sum->hex;
    return json;
}

Result<Json> JobRequests::forget(const Json& request) const {
    JsonMembers members(request);
    const std::string id = members.text("job", Need::required);
    if (members.bad() != nullptr || !Job::is_id(id)) return bad_member("job");
    const auto job = Job::find(jobs_, id);
    if (!job) return Json::object();  // it is forgotten
    return job->forget().map([] { return Json::object(); });
}

Result<Json> JobRequests::send(const Json& request) const {
    JsonMembers members(request);
    const auto upload = upload_of(members);
    if (!upload) return fail(upload.error());
    return uploads_.have(*upload).map([](std::uint64_t have) { return Json{{"have", have}}; });
}

Result<Json> JobRequests::piece(const Json& request) const {
    JsonMembers members(request);
    const auto upload = upload_of(members);
    if (!upload) return fail(upload.error());
    const std::int64_t from = members.large_count("from");
    const auto bytes = from_base64(members.text("bytes"));
    if (members.bad() != nullptr) return bad_member(members.bad());
    if (!bytes) return bad_member("bytes");
    const auto have = uploads_.add(*upload, static_cast<std::uint64_t>(from), *bytes);
    if (!have) return fail(have.error());
    Json json = {{"have", *have}};
    if (*have < upload->size) return json;
    const auto file = uploads_.find(upload->checksum);
    if (!file) return fail(file.error());
    auto about = bundle_json(*file);
    if (!about) return fail(about.error());
    json["bundle"] = std::move(*about);
    return json;
}

}  // namespace lathe::remote
