// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/environment.h"

#include <sys/utsname.h>
#include <utility>

#include "core/base/text.h"
#include "core/provenance/container_facts.h"
#include "core/provenance/cpu_facts.h"
#include "core/provenance/loaded_libraries.h"
#include "core/provenance/secrets.h"
#include "core/provenance/system_file.h"

namespace lathe::provenance {

namespace {

using config::Dict;
using config::Value;

void add_text(Dict& facts, const char* key, std::string text) {
    if (!text.empty()) facts.emplace_back(key, std::move(text));
}

void add_facts(Dict& environment, const char* key, Value facts) {
    const bool is_empty =
        facts.is_null() || (facts.is_dict() && facts.as_dict().empty()) || (facts.is_list() && facts.as_list().empty());
    if (!is_empty) environment.emplace_back(key, std::move(facts));
}

Value lathe_facts() {
    return Dict{{"version", LATHE_VERSION}, {"build_type", LATHE_BUILD_TYPE}, {"compiler", LATHE_COMPILER}};
}

// "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.129.03  Thu Oct 19 ...": the first word of digits and dots.
std::string nvidia_driver(std::string_view text) {
    text = text.substr(0, text.find('\n'));
    while (!text.empty()) {
        text = strip(text);
        const auto word = text.substr(0, text.find(' '));
        text.remove_prefix(word.size());
        if (word.find('.') != word.npos && word.find_first_not_of("0123456789.") == word.npos) return std::string(word);
    }
    return {};
}

Value gpu_facts(const EnvironmentSources& sources) {
    const auto driver = sources.gpu_driver.empty()
                            ? nvidia_driver(read_system_file(sources.root / "proc/driver/nvidia/version"))
                            : sources.gpu_driver;
    config::List gpus;
    for (const auto& device : sources.devices) {
        if (device.id.is_cpu()) continue;
        Dict facts{{"device", device.id.str()}, {"name", device.name}};
        facts.emplace_back("memory_bytes", static_cast<std::int64_t>(device.memory_total));
        add_text(facts, "driver", driver);
        add_text(facts, "cuda", sources.cuda);
        gpus.emplace_back(std::move(facts));
    }
    return gpus;
}

Value os_facts(const fs::path& root) {
    Dict facts;
    auto name = line_value(read_system_file(root / "etc/os-release"), "PRETTY_NAME", '=');
    if (name.size() >= 2 && (name.front() == '"' || name.front() == '\'')) name = name.substr(1, name.size() - 2);
    add_text(facts, "name", std::move(name));
    add_text(facts, "kernel", std::string(strip(read_system_file(root / "proc/sys/kernel/osrelease"))));
    utsname system{};
    if (::uname(&system) == 0) add_text(facts, "machine", system.machine);
    add_text(facts, "hostname", std::string(strip(read_system_file(root / "proc/sys/kernel/hostname"))));
    return facts;
}

}  // namespace

Value capture_environment(const EnvironmentSources& sources) {
    Dict environment;
    add_facts(environment, "lathe", lathe_facts());
    add_facts(environment, "torch", without_secrets(sources.torch));
    add_facts(environment, "cpu", cpu_facts(sources.root));
    add_facts(environment, "variables", relevant_variables(sources.variables));
    add_facts(environment, "gpus", gpu_facts(sources));
    add_facts(environment, "os", os_facts(sources.root));
    add_facts(environment, "container", container_facts(sources.root, sources.variables));
    add_facts(environment, "libraries", loaded_libraries(sources.root));
    return environment;
}

}  // namespace lathe::provenance
