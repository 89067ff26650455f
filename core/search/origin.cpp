// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/origin.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/base/json_members.h"

namespace lathe::search {

namespace {

constexpr std::array<std::string_view, 5> hows{"derived", "clone", "rerun", "warm_start", "checkpoint"};

}  // namespace

std::string_view name_of(Origin::How how) {
    return hows[static_cast<std::size_t>(how)];
}

std::optional<Origin::How> how_from_name(std::string_view name) {
    const auto found = std::ranges::find(hows, name);
    if (found == hows.end()) return std::nullopt;
    return static_cast<Origin::How>(found - hows.begin());
}

Json to_json(const Origin& origin) {
    Json json = Json::object();
    if (origin.how != Origin::How::derived) json["how"] = name_of(origin.how);
    if (!origin.study.empty()) json["study"] = origin.study;
    if (!origin.id.empty()) json["id"] = origin.id;
    if (origin.trial) json["trial"] = *origin.trial;
    return json;
}

Result<Origin> origin_from_json(const Json& json) {
    if (!json.is_object()) return fail("expected an object");
    JsonMembers in(json);
    Origin origin;
    if (in.find("how")) {
        if (const auto how = how_from_name(in.text("how"))) origin.how = *how;
        else in.refuse("how");
    }
    origin.study = in.text("study");
    origin.id = in.text("id");
    if (in.find("trial")) origin.trial = in.count("trial");
    if (in.bad()) return fail(fmt::format("it has no good \"{}\"", in.bad()));
    if (origin.study.empty() && origin.id.empty() && !origin.trial) return fail("it names neither a study nor a trial");
    return origin;
}

config::Value to_value(const Origin& origin) {
    return config::from_json(to_json(origin));
}

Result<Origin> origin_from_value(const config::Value& value) {
    const char* hint =
        "write {study: NAME, trial: 3} as it stood, or remove the line: it only tells where this comes from";
    if (!value.is_dict()) return fail("expected a mapping, found " + config::to_yaml_inline(value), hint);
    auto origin = origin_from_json(config::to_json(value));
    if (!origin || origin->study.empty())
        return fail(origin ? "the name of the study is missing" : origin.error().what, hint);
    return origin;
}

std::string text_of(const Origin& origin) {
    const std::string trial = origin.trial ? fmt::format("{:04}", *origin.trial) : std::string();
    if (origin.study.empty()) return origin.trial ? fmt::format("trial {}", *origin.trial) : origin.id;
    return origin.trial ? fmt::format("{}/trials/{}", origin.study, trial) : origin.study;
}

}  // namespace lathe::search
