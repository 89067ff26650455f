// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/container_facts.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <system_error>

#include "core/provenance/secrets.h"
#include "core/provenance/system_file.h"

namespace lathe::provenance {

namespace {

constexpr std::size_t id_length = 64;

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

// The first word of 64 hexadecimal digits behind one of the words that container engines write before it.
std::string container_id(std::string_view text) {
    for (const std::string_view before :
         {"/docker/", "docker-", "libpod-", "/containers/", "cri-containerd-", "crio-", "/overlay-containers/"})
        for (auto at = text.find(before); at != text.npos; at = text.find(before, at + 1)) {
            const auto id = text.substr(at + before.size(), id_length);
            if (id.size() == id_length && std::all_of(id.begin(), id.end(), is_hex)) return std::string(id);
        }
    return {};
}

// A value of /run/.containerenv: KEY="VALUE".
std::string podman_value(std::string_view text, std::string_view key) {
    const auto value = line_value(text, key, '=');
    return value.size() >= 2 && value.front() == '"' && value.back() == '"' ? value.substr(1, value.size() - 2) : value;
}

std::string first_of(const Variables& variables, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const auto found = variables.find(name); found != variables.end() && !found->second.empty())
            return found->second;
    return {};
}

}  // namespace

config::Value container_facts(const fs::path& root, const Variables& variables) {
    std::error_code code;
    std::string kind;
    std::string id;
    std::string image;
    const std::string apptainer = first_of(variables, {"APPTAINER_CONTAINER", "SINGULARITY_CONTAINER"});
    if (fs::exists(root / "run/.containerenv", code)) {
        const auto text = read_system_file(root / "run/.containerenv");
        kind = "podman";
        id = podman_value(text, "id");
        image = podman_value(text, "image");
    } else if (fs::exists(root / ".dockerenv", code)) {
        kind = "docker";
    } else if (!apptainer.empty()) {
        kind = "apptainer";
        image = apptainer;
    } else if (variables.contains("KUBERNETES_SERVICE_HOST")) {
        kind = "kubernetes";
    }
    // With control groups of version 2 the first says nothing; the files that engines mount still name the container.
    if (id.empty()) id = container_id(read_system_file(root / "proc/self/cgroup"));
    if (id.empty() && !kind.empty()) id = container_id(read_system_file(root / "proc/self/mountinfo"));
    if (image.empty()) image = first_of(variables, {"LATHE_IMAGE"});

    config::Dict facts;
    if (!kind.empty()) facts.emplace_back("kind", kind);
    if (!id.empty()) facts.emplace_back("id", id);
    if (!image.empty()) facts.emplace_back("image", without_secret_parts(image));
    return facts;
}

}  // namespace lathe::provenance
