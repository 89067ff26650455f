// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/cpu_facts.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/provenance/system_file.h"

namespace lathe::provenance {

namespace {

// As /proc/cpuinfo calls them, on x86 and on ARM.
constexpr std::string_view relevant_sets[] = {
    "sse4_1",   "sse4_2",   "avx",      "avx2",        "fma",         "f16c",        "avx_vnni", "avx512f",  "avx512cd",
    "avx512bw", "avx512dq", "avx512vl", "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_tile", "amx_int8", "amx_bf16",
    "neon",     "asimd",    "asimdhp",  "asimddp",     "asimdfhm",    "sve",         "sve2",     "bf16",     "i8mm"};

config::List instruction_sets(std::string_view flags) {
    std::set<std::string_view> has;
    while (!flags.empty()) {
        const auto end = std::min(flags.find(' '), flags.size());
        has.insert(flags.substr(0, end));
        flags.remove_prefix(std::min(end + 1, flags.size()));
    }
    config::List sets;
    for (const auto name : relevant_sets)
        if (has.contains(name)) sets.emplace_back(std::string(name));
    return sets;
}

// Processors, and the cores that they are threads of.
std::pair<std::int64_t, std::int64_t> count_processors(std::string_view cpuinfo) {
    std::set<std::pair<std::string, std::string>> cores;
    std::int64_t threads = 0;
    while (!cpuinfo.empty()) {
        const auto end = cpuinfo.find("\n\n");
        const auto stanza = cpuinfo.substr(0, end);
        cpuinfo.remove_prefix(end == cpuinfo.npos ? cpuinfo.size() : end + 2);
        const auto processor = line_value(stanza, "processor", ':');
        if (processor.empty()) continue;
        ++threads;
        const auto core = line_value(stanza, "core id", ':');
        cores.emplace(line_value(stanza, "physical id", ':'), core.empty() ? "processor " + processor : core);
    }
    return {threads, static_cast<std::int64_t>(cores.size())};
}

}  // namespace

config::Value cpu_facts(const fs::path& root) {
    const std::string cpuinfo = read_system_file(root / "proc/cpuinfo");
    config::Value facts{config::Dict{}};
    if (auto model = line_value(cpuinfo, "model name", ':'); !model.empty()) facts.set("model", std::move(model));
    auto flags = line_value(cpuinfo, "flags", ':');
    if (flags.empty()) flags = line_value(cpuinfo, "Features", ':');
    if (!flags.empty()) facts.set("instruction_sets", instruction_sets(flags));
    if (const auto [threads, cores] = count_processors(cpuinfo); threads > 0) {
        facts.set("cores", cores);
        facts.set("threads", threads);
    }
    auto affinity = line_value(read_system_file(root / "proc/self/status"), "Cpus_allowed_list", ':');
    if (!affinity.empty()) facts.set("affinity", std::move(affinity));
    return facts;
}

}  // namespace lathe::provenance
