// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/mirrored_study.h"

#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/remote/answers.h"
#include "core/remote/message.h"
#include "core/remote/record_files.h"
#include "core/remote/wire.h"

namespace lathe::remote {

namespace {

constexpr const char* memory_name = ".mirror.json";
constexpr std::size_t most_files_kept = 1'000'000;
constexpr int most_pages_of_files = 10'000;  // of changes, in one update

// What that machine refuses to give (removed meanwhile, not to be read) is left out, and ends nothing.
Result<void> refused(const Error& why) {
    if (why.kind == connection_lost) return fail(why);
    return {};
}

std::uint64_t size_here(const fs::path& file) {
    std::error_code code;
    const auto size = fs::file_size(file, code);
    return code ? 0 : size;
}

// All but the last piece have a size that brings a file to its end in a bounded number of requests.
bool is_too_small(const PieceAnswer& piece, std::uint64_t from) {
    constexpr std::size_t least = 4096;
    return from < piece.size && from + piece.bytes.size() < piece.size && piece.bytes.size() < least;
}

Json read_request(const std::string& study, const std::string& file, std::uint64_t from) {
    return {{"do", "read"}, {"study", study}, {"file", file}, {"from", from}};
}

}  // namespace

MirroredStudy::MirroredStudy(std::string name, fs::path folder) : name_(std::move(name)), folder_(std::move(folder)) {
    recall();
}

bool MirroredStudy::is_copy(const fs::path& folder) {
    std::error_code code;
    return fs::exists(folder / memory_name, code);
}

// Written anew each time, so that two in a row are two files, however short the time between them.
std::string MirroredStudy::version_of(const fs::path& folder) {
    struct stat about {};
    if (::stat((folder / memory_name).c_str(), &about) != 0) return {};
    return fmt::format("{}-{}.{:09}", about.st_ino, about.st_mtim.tv_sec, about.st_mtim.tv_nsec);
}

// NAME: its mark, or of a file that grows both, so that another one of its name is known in later windows, too.
void MirroredStudy::recall() {
    const auto text = read_file(folder_ / memory_name);
    const auto json = text ? parse_json(*text) : Result<Json>(fail("none"));
    if (!json || !json->is_object()) return;
    for (const auto& [name, about] : json->items()) {
        if (!record_file(name)) continue;
        if (about.is_string()) marks_[name] = about.get<std::string>();
        if (!about.is_object()) continue;
        JsonMembers members(about);
        marks_[name] = members.text("mark");
        appended_[name] = members.text("file");
    }
}

Result<void> MirroredStudy::remember() const {
    Json json = Json::object();
    for (const auto& [name, mark] : marks_) {
        const auto file = appended_.find(name);
        json[name] = file == appended_.end() ? Json(mark) : Json{{"mark", mark}, {"file", file->second}};
    }
    return write_file_atomically(folder_ / memory_name, dump_json(json));
}

Result<void> MirroredStudy::update(Host& host) {
    if (auto made = make_folders(folder_); !made) return made;
    for (int page = 0; page < most_pages_of_files; ++page) {
        // The changes of another connection are counted anew.
        if (std::exchange(connection_, host.connections()) != host.connections()) since_ = 0;
        const auto answer = host.request({{"do", "files"}, {"study", name_}, {"since", since_}});
        if (!answer) return refused(answer.error());
        // Lost meanwhile, and asked of a server that counts from 0: what it gave is no answer to `since_`.
        if (connection_ != host.connections()) continue;
        const auto changes = changes_of(*answer);
        if (!changes) return fail(changes.error());
        if (auto taken = take_changes(host, *answer); !taken) return taken;
        if (connection_ != host.connections()) continue;
        since_ = changes->upto;
        if (!changes->changed.empty() || !changes->gone.empty())
            if (auto done = remember(); !done) return done;
        if (!changes->more) return {};
    }
    return senseless("changes without an end");
}

Result<void> MirroredStudy::take_changes(Host& host, const Json& answer) {
    const auto changes = changes_of(answer);
    for (const auto& [name, about] : changes->changed) {
        const auto kind = record_file(name);
        if (!kind || is_log(name)) return senseless("a file that no record has");
        if (marks_.size() >= most_files_kept) return senseless("more files than a study has");
        const std::string mark = JsonMembers(about).text("mark");
        std::error_code code;
        if (marks_[name] == mark && !mark.empty() && fs::exists(folder_ / name, code)) continue;
        auto done = *kind == RecordFile::appended ? append_file(host, name) : take_file(host, name);
        if (!done) return done;
        marks_[name] = mark;
    }
    for (const std::string& name : changes->gone) {
        if (!record_file(name)) return senseless("a file that no record has");
        std::error_code code;
        fs::remove(folder_ / name, code);
        marks_.erase(name);
        appended_.erase(name);
    }
    return {};
}

// Written whole: the pieces must be of one file, which may be replaced while it is read.
Result<void> MirroredStudy::take_file(Host& host, const std::string& name) {
    std::string bytes;
    std::string mark;
    for (int tries = 0; tries < 100;) {
        const auto answer = host.request(read_request(name_, name, bytes.size()));
        if (!answer) return refused(answer.error());
        const auto piece = piece_of(*answer, bytes.size());
        if (!piece) return fail(piece.error());
        if (!bytes.empty() && piece->mark != mark) {
            bytes.clear();
            ++tries;
            continue;
        }
        if (piece->mark.empty()) return {};  // it is gone by now, and the next changes say so
        if (is_too_small(*piece, bytes.size())) return senseless("a file in crumbs");
        mark = piece->mark;
        bytes += piece->bytes;
        if (bytes.size() > most_record_bytes) return senseless("a file beyond all bounds");
        if (bytes.size() < piece->size && !piece->bytes.empty()) continue;
        if (auto made = make_folders((folder_ / name).parent_path()); !made) return made;
        return write_file_atomically(folder_ / name, bytes);
    }
    return senseless("a file that is another one whenever it is asked for");
}

// Adds pieces to the one from there on until it holds the end of a line, or all that is there.
Result<void> MirroredStudy::complete_line(Host& host, const std::string& name, std::uint64_t from,
                                          PieceAnswer& piece) const {
    while (piece.bytes.find('\n') == std::string::npos && from + piece.bytes.size() < piece.size) {
        const std::uint64_t at = from + piece.bytes.size();
        const auto answer = host.request(read_request(name_, name, at));
        if (!answer) return refused(answer.error());
        const auto more = piece_of(*answer, at);
        if (!more) return fail(more.error());
        if (more->mark != piece.mark) return {};  // another file by now, of which nothing is taken here
        if (more->bytes.empty() || is_too_small(*more, at)) return senseless("a file in crumbs");
        piece.bytes += more->bytes;
        piece.size = more->size;
        if (at > most_record_bytes) return senseless("a file beyond all bounds");
    }
    return {};
}

// Only what has come since; from the beginning where it is another file, or shorter.
Result<void> MirroredStudy::append_file(Host& host, const std::string& name) {
    if (auto made = make_folders((folder_ / name).parent_path()); !made) return made;
    for (int tries = 0; tries < 100;) {
        const std::uint64_t here = size_here(folder_ / name);
        const auto answer = host.request(read_request(name_, name, here));
        if (!answer) return refused(answer.error());
        auto piece = piece_of(*answer, here);
        if (!piece) return fail(piece.error());
        if (piece->mark.empty()) return {};
        if (is_too_small(*piece, here)) return senseless("a file in crumbs");
        std::string& known = appended_[name];
        if (here > piece->size || (!known.empty() && known != piece->mark)) {
            auto emptied = AppendFile::open(folder_ / name, 0);
            if (!emptied) return fail(emptied.error());
            known = piece->mark;
            ++tries;
            if (here > 0) continue;
        }
        known = piece->mark;
        if (auto done = complete_line(host, name, here, *piece); !done) return done;
        if (here + piece->bytes.size() > most_record_bytes) return senseless("a file beyond all bounds");
        auto file = AppendFile::open(folder_ / name);
        if (!file) return fail(file.error());
        // Whole lines only: a torn one is cut off there by whoever writes next.
        const auto whole = std::string_view(piece->bytes).substr(0, piece->bytes.rfind('\n') + 1);
        if (auto added = file->append(whole); !added) return added;
        if (whole.empty() || here + piece->bytes.size() >= piece->size) return {};
    }
    return senseless("a file that is another one whenever it is asked for");
}

void MirroredStudy::set_holder(const std::optional<Json>& holder) {
    if (!holder || !holder->is_object()) return lock_.reset();
    if (!lock_) {
        auto taken = FileLock::try_take(folder_ / "lock");
        if (!taken || !*taken) return;
        lock_.emplace(std::move(**taken));
    }
    JsonMembers members(*holder);
    const std::string text =
        dump_json({{"pid", members.count("pid")}, {"host", harmless(members.text("host"))}}) + "\n";
    if (::ftruncate(lock_->descriptor(), 0) == 0) [[maybe_unused]]
        const auto written = ::pwrite(lock_->descriptor(), text.data(), text.size(), 0);
}

}  // namespace lathe::remote
