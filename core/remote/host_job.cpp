// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/host_job.h"

#include <random>
#include <utility>

#include <fmt/format.h>

#include "core/base/base64.h"
#include "core/base/checksum.h"
#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/remote/answers.h"

namespace lathe::remote {

namespace {

constexpr std::uint64_t most_fetched = std::uint64_t{1} << 40;  // bytes, so that a host cannot write without end

std::string new_job_id() {
    std::random_device random;
    std::string id;
    for (int i = 0; i < 4; ++i) id += fmt::format("{:08x}", random() & 0xffffffffu);
    return id;
}

// Output that must follow what came before.
struct Stream {
    std::string bytes;
    bool is_whole = false;  // nothing is there beyond them
};
Result<Stream> stream_of(const Json* json, std::uint64_t from) {
    if (json == nullptr || !json->is_object()) return senseless("no output");
    auto piece = piece_of(*json, from);
    if (!piece) return fail(piece.error());
    const bool is_whole = from + piece->bytes.size() >= piece->size;
    return Stream{std::move(piece->bytes), is_whole};
}

Result<void> nothing_of(const Result<Json>& answer) {
    if (!answer) return fail(answer.error());
    return {};
}

}  // namespace

HostJob::HostJob(Host& host) : host_(host), id_(new_job_id()) {}

Result<void> HostJob::start(const Start& start) {
    Json request = {{"do", "start"}, {"job", id_}, {"arguments", start.arguments}};
    if (!start.output_name.empty()) request["output_name"] = start.output_name;
    if (start.upload) request["upload"] = {{"checksum", start.upload->checksum}, {"argument", start.upload->argument}};
    return nothing_of(host_.request(request));
}

Result<HostJob::News> HostJob::follow(std::chrono::milliseconds wait) {
    const auto answer =
        host_.request({{"do", "output"}, {"job", id_}, {"out", out_}, {"err", err_}, {"wait", wait.count()}});
    if (!answer) return fail(answer.error());
    JsonMembers members(*answer);
    const std::string state = members.text("state");
    auto out = stream_of(members.find("out"), out_);
    if (!out) return fail(out.error());
    auto err = stream_of(members.find("err"), err_);
    if (!err) return fail(err.error());
    out_ += out->bytes.size();
    err_ += err->bytes.size();
    News news{std::move(out->bytes), std::move(err->bytes)};
    news.is_over = (state == "ended" || state == "lost") && out->is_whole && err->is_whole;
    if (news.is_over && members.find("exit_code") != nullptr) news.exit_code = members.count("exit_code") & 0xff;
    return news;
}

Result<void> HostJob::interrupt() {
    return nothing_of(host_.request({{"do", "interrupt"}, {"job", id_}, {"count", ++interrupts_}}));
}

Result<void> HostJob::fetch(const fs::path& file, const FetchProgress& progress) {
    const fs::path hidden = name_beside(file);
    auto written = AppendFile::open(hidden, 0);
    if (!written) return fail(written.error());
    const auto done = [&]() -> Result<void> {
        Checksum sum;
        while (true) {
            const auto answer = host_.request({{"do", "fetch"}, {"job", id_}, {"from", written->size()}});
            if (!answer) return fail(answer.error());
            JsonMembers members(*answer);
            const auto bytes = from_base64(members.text("bytes"));
            const std::string checksum = members.text("checksum");
            if (!bytes || (bytes->empty() && checksum.empty())) return senseless("no piece of the file");
            if (written->size() + bytes->size() > most_fetched) return senseless("a file without an end");
            sum.add(*bytes);
            if (auto added = written->append(*bytes); !added) return added;
            const auto size = static_cast<std::uint64_t>(members.large_count("size"));
            if (progress)
                if (auto told = progress(written->size(), size); !told) return told;
            if (checksum.empty()) continue;
            if (checksum != sum.hex()) return senseless("the file is not what its checksum says");
            if (auto flushed = written->flush_to_disk(); !flushed) return flushed;
            return rename_durably(hidden, file);
        }
    }();
    std::error_code code;
    if (!done) fs::remove(hidden, code);
    return done;
}

Result<void> HostJob::forget() {
    return nothing_of(host_.request({{"do", "forget"}, {"job", id_}}));
}

}  // namespace lathe::remote
