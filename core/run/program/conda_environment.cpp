// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/conda_environment.h"

#include <string_view>
#include <utility>

#include "core/config/document.h"
#include "core/provenance/secrets.h"
#include "core/run/program/program_output_of.h"
#include "core/run/program/program_path.h"

namespace lathe::run {

namespace {

using config::Dict;
using config::Value;

// Conda itself takes seconds to start.
constexpr OutputLimits conda_limits{std::chrono::seconds(120), std::size_t{4} << 20, std::chrono::seconds(3)};

// A channel's token is a part of its path: https://host/t/TOKEN/name.
std::string without_token(const std::string& channel) {
    std::string text = provenance::without_secret_parts(channel);
    constexpr std::string_view before = "/t/";
    const auto at = text.find(before);
    if (at == std::string::npos) return text;
    const auto begin = at + before.size();
    return text.replace(begin, text.find('/', begin) - begin, provenance::masked);
}

// "numpy=1.26.4=py311h0" and "numpy==1.26.4": the name, and what follows the first '='.
void add_package(const std::string& text, std::string_view separator, Dict& packages) {
    const auto at = text.find(separator);
    if (at == std::string::npos) packages.emplace_back(text, "");
    else packages.emplace_back(text.substr(0, at), text.substr(at + separator.size()));
}

void add_dependencies(const Value& dependencies, Dict& facts) {
    Dict packages;
    Dict pip;
    for (const Value& one : dependencies.as_list()) {
        if (one.is_string()) add_package(one.as_string(), "=", packages);
        const Value* inner = one.is_dict() ? one.get("pip") : nullptr;
        if (inner == nullptr || !inner->is_list()) continue;
        for (const Value& each : inner->as_list())
            if (each.is_string()) add_package(provenance::without_secret_parts(each.as_string()), "==", pip);
    }
    facts.emplace_back("packages", std::move(packages));
    if (!pip.empty()) facts.emplace_back("pip", std::move(pip));
}

Dict with_problem(Dict facts, std::string problem) {
    facts.emplace_back("problem", std::move(problem));
    return facts;
}

}  // namespace

Value conda_environment(const std::string& prefix, const provenance::Variables& variables, ProgramStart asking,
                        const std::stop_token& stop) {
    Dict facts{{"prefix", prefix}};
    const auto value_of = [&](const char* name) {
        const auto found = variables.find(name);
        return found != variables.end() ? found->second : std::string();
    };
    const std::string named = value_of("CONDA_EXE");
    const auto conda = find_program(named.empty() ? "conda" : named, "/", value_of("PATH"));
    if (conda.empty()) return with_problem(std::move(facts), "CONDA_PREFIX is set, but there is no conda to be asked");
    asking.arguments = {conda.string(), "env", "export", "--prefix", prefix};
    const auto answer = output_of(std::move(asking), conda_limits, stop);
    if (!answer) return with_problem(std::move(facts), answer.error().what);
    const auto document = config::Document::parse(*answer, "conda env export");
    if (!document || !document->root().is_dict())
        return with_problem(std::move(facts), "the answer of conda is not understood");
    const Value& root = document->root();
    if (const Value* name = root.get("name"); name != nullptr && name->is_string()) facts.emplace_back("name", *name);
    if (const Value* channels = root.get("channels"); channels != nullptr && channels->is_list()) {
        config::List list;
        for (const Value& one : channels->as_list())
            if (one.is_string()) list.emplace_back(without_token(one.as_string()));
        facts.emplace_back("channels", std::move(list));
    }
    if (const Value* dependencies = root.get("dependencies"); dependencies != nullptr && dependencies->is_list())
        add_dependencies(*dependencies, facts);
    return facts;
}

}  // namespace lathe::run
