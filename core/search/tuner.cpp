// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuner.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/search/arguments.h"

namespace lathe::search {

namespace {

template <class Kind>
const Kind* find_kind(const std::vector<Kind>& kinds, const std::string& name) {
    const auto found = std::ranges::find(kinds, name, &Kind::name);
    return found == kinds.end() ? nullptr : &*found;
}

template <class Kind>
Error unknown(const std::vector<Kind>& kinds, const std::string& what, const std::string& name) {
    std::vector<std::string> names;
    for (const Kind& kind : kinds) names.push_back(kind.name);
    const std::string near = nearest_name(names, name);
    return Error{fmt::format("unknown {} '{}'", what, name), near.empty()
                                                                 ? fmt::format("known: {}", fmt::join(names, ", "))
                                                                 : fmt::format("did you mean '{}'?", near)};
}

template <class Kind>
tl::expected<config::Value, Errors> check(const std::vector<Kind>& kinds, const std::string& what,
                                          const std::string& name, const config::Value& arguments) {
    const Kind* kind = find_kind(kinds, name);
    if (!kind) return tl::make_unexpected(Errors{unknown(kinds, what, name)});
    return complete_arguments(fmt::format("{} {}", what, name), kind->arguments, arguments);
}

}  // namespace

const TunerKind* find_tuner_kind(const std::string& name) {
    return find_kind(tuner_kinds(), name);
}

Result<void> check_objectives(const std::string& tuner, std::size_t objectives) {
    const TunerKind* kind = find_tuner_kind(tuner);
    if (objectives < 2 || kind == nullptr || kind->objectives == Objectives::several) return {};
    std::vector<std::string> others;
    for (const TunerKind& other : tuner_kinds())
        if (other.objectives == Objectives::several) others.push_back(other.name);
    return fail(fmt::format("the tuner {} searches for one objective, and there are {}", tuner, objectives),
                fmt::format("give one objective, or choose another tuner: {}", fmt::join(others, ", ")));
}

Errors check_tuner(const std::string& name, const config::Value& arguments) {
    auto checked = check(tuner_kinds(), "tuner", name, arguments);
    return checked ? Errors{} : std::move(checked.error());
}

Errors check_assessor(const std::string& name, const config::Value& arguments) {
    auto checked = check(assessor_kinds(), "assessor", name, arguments);
    return checked ? Errors{} : std::move(checked.error());
}

Result<std::unique_ptr<Tuner>> make_tuner(const std::string& name, const config::Value& arguments) {
    auto complete = check(tuner_kinds(), "tuner", name, arguments);
    if (!complete) return fail(std::move(complete.error().front()));
    return find_kind(tuner_kinds(), name)->make(*complete);
}

Result<std::unique_ptr<Assessor>> make_assessor(const std::string& name, const config::Value& arguments) {
    auto complete = check(assessor_kinds(), "assessor", name, arguments);
    if (!complete) return fail(std::move(complete.error().front()));
    return find_kind(assessor_kinds(), name)->make(*complete);
}

}  // namespace lathe::search
