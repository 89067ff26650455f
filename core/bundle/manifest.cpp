// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/manifest.h"

#include <array>
#include <set>
#include <utility>

#include "core/base/json_members.h"
#include "core/bundle/entry_name.h"
#include "core/bundle/file_checksum.h"

namespace lathe::bundle {

namespace {

constexpr std::array kinds{BundleKind::experiment, BundleKind::study, BundleKind::trial};

class ManifestReader {
  public:
    explicit ManifestReader(const std::string& file) : file_(file) {}

    Result<Manifest> read(const Json& json) {
        if (!json.is_object()) return refuse("is not an object");
        JsonMembers top(json);
        const std::int64_t format = top.integer("bundle", JsonMembers::Need::required);
        if (top.bad() == nullptr && format > bundle_format) {
            Error error{"needs a newer Lathe: its format is " + std::to_string(format) + ", and this Lathe reads " +
                            std::to_string(bundle_format),
                        "install Lathe " + top.text("lathe") + " or newer"};
            error.file = file_;
            return fail(std::move(error));
        }
        if (top.bad() == nullptr && format != bundle_format) top.refuse("bundle");
        manifest_.lathe = top.text("lathe");
        manifest_.name = top.text("name", JsonMembers::Need::required);
        const std::string kind = top.text("kind", JsonMembers::Need::required);
        bool known = false;
        for (const BundleKind one : kinds)
            if (name_of(one) == kind) known = true, manifest_.kind = one;
        if (!known) top.refuse("kind");
        for (const char* key : {"files", "code", "data"})
            if (const Json* list = top.find(key); list == nullptr || !list->is_array()) top.refuse(key);
        if (top.bad() != nullptr) return refuse("has no good '" + std::string(top.bad()) + "'");

        for (const Json& one : json["files"])
            if (auto read = read_file_entry(one); !read) return fail(read.error());
        for (const Json& one : json["code"]) {
            if (!one.is_string() || !paths_.contains(one.get<std::string>()))
                return refuse("names code that is none of its files");
            manifest_.code.push_back(one.get<std::string>());
        }
        for (const Json& one : json["data"])
            if (auto read = read_data(one); !read) return fail(read.error());
        return std::move(manifest_);
    }

  private:
    tl::unexpected<Error> refuse(const std::string& why) const {
        Error error{std::string("its ") + manifest_name + " " + why, "ask who made the bundle for another"};
        error.file = file_;
        return fail(std::move(error));
    }

    Result<void> read_file_entry(const Json& json) {
        if (!json.is_object()) return refuse("lists what is no file");
        JsonMembers one(json);
        ManifestFile file;
        file.path = one.text("path", JsonMembers::Need::required);
        file.size = static_cast<std::uint64_t>(one.large_count("size"));
        file.xxh3 = one.text("xxh3", JsonMembers::Need::required);
        file.executable = one.boolean("executable");
        if (one.find("size") == nullptr) one.refuse("size");
        if (!is_checksum(file.xxh3)) one.refuse("xxh3");
        if (one.bad() != nullptr) return refuse("lists a file without a good '" + std::string(one.bad()) + "'");
        const std::string shown = dump_json(Json(file.path.substr(0, 200)));
        if (const auto refusal = refusal_of_name(file.path)) return refuse("lists " + shown + ", which " + *refusal);
        if (file.path == manifest_name) return refuse("lists itself");
        if (!paths_.insert(file.path).second) return refuse("lists " + shown + " twice");
        constexpr std::uint64_t largest = 1ull << 50;  // of all together
        total_ += file.size <= largest ? file.size : largest + 1;
        if (total_ > largest) return refuse("lists more than a disk can hold");
        manifest_.files.push_back(std::move(file));
        return {};
    }

    Result<void> read_data(const Json& json) {
        if (!json.is_object()) return refuse("lists what is no data");
        JsonMembers one(json);
        ManifestData data;
        data.path = one.text("path", JsonMembers::Need::required);
        data.as = one.text("as");
        if (const Json* about = one.find("manifest")) data.manifest = *about;
        if (!data.as.empty() && refusal_of_name(data.as)) one.refuse("as");
        if (one.bad() != nullptr) return refuse("lists data without a good '" + std::string(one.bad()) + "'");
        manifest_.data.push_back(std::move(data));
        return {};
    }

    const std::string& file_;
    Manifest manifest_;
    std::set<std::string> paths_;
    std::uint64_t total_ = 0;
};

}  // namespace

std::string_view name_of(BundleKind kind) {
    switch (kind) {
        case BundleKind::study: return "study";
        case BundleKind::trial: return "trial";
        case BundleKind::experiment: break;
    }
    return "experiment";
}

std::uint64_t Manifest::total_size() const {
    std::uint64_t total = 0;
    for (const ManifestFile& file : files) total += file.size;
    return total;
}

std::string manifest_text(const Manifest& manifest) {
    Json json = Json::object();
    json["bundle"] = bundle_format;
    json["lathe"] = manifest.lathe;
    json["kind"] = std::string(name_of(manifest.kind));
    json["name"] = manifest.name;
    Json files = Json::array();
    for (const ManifestFile& file : manifest.files) {
        Json one = {{"path", file.path}, {"size", file.size}, {"xxh3", file.xxh3}};
        if (file.executable) one["executable"] = true;
        files.push_back(std::move(one));
    }
    json["files"] = std::move(files);
    json["code"] = manifest.code;
    Json data = Json::array();
    for (const ManifestData& one : manifest.data)
        data.push_back(Json{{"path", one.path}, {"as", one.as}, {"manifest", one.manifest}});
    json["data"] = std::move(data);
    return dump_json(json, 1) + "\n";
}

Result<Manifest> read_manifest(std::string_view text, const std::string& file) {
    const auto json = parse_json(text, file + ":" + manifest_name);
    if (!json) return fail(json.error());
    return ManifestReader(file).read(*json);
}

}  // namespace lathe::bundle
