// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/recorded_python.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/bundle/recorded_versions.h"

namespace lathe::bundle {

namespace {

using config::Value;

// Names and versions come from files of others, and go into scripts.
bool is_plain_word(std::string_view text) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+!-";
    return !text.empty() && text.find_first_not_of(plain) == std::string_view::npos && text.front() != '-';
}

std::string one_line(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return text;
}

// "python3-numpy=1:1.24.2-1"
std::string package_of(const Value* debian, const std::string& name) {
    const Value* entry = debian != nullptr ? debian->get(name) : nullptr;
    if (entry == nullptr || !entry->is_string()) return {};
    return entry->as_string().substr(0, entry->as_string().find('='));
}

class RequirementReader {
  public:
    RequirementReader(const Value& python, RecordedPython& out) : python_(python), out_(out) {}

    void read() {
        const Value* packages = python_.get("packages");
        if (packages == nullptr || !packages->is_dict()) return;
        const Value* used = python_.get("used");
        if (used != nullptr && used->is_list()) used_ = &used->as_list();
        for (const auto& [name, version] : packages->as_dict())
            if (version.is_string() && is_plain_word(name) && name != "lathe") add(name, version.as_string());
    }

  private:
    void add(const std::string& name, const std::string& version) {
        if (used_ != nullptr && std::ranges::find(*used_, Value(name)) == used_->end()) return;
        const std::string package = package_of(python_.get("debian"), name);
        const bool is_debians = !package.empty() && !out_.release.empty();
        // What Debian's own programs bring for themselves (reportbug, ufw) is nothing to train with.
        if (is_debians && package.starts_with("python3-") && is_plain_word(package))
            out_.debian_packages.push_back(package);
        // Of those a machine has hundreds, which no index holds: only what is used is worth a try.
        if (is_debians && used_ == nullptr) return;
        const Value* sources = python_.get("sources");
        if (const Value* source = sources != nullptr ? sources->get(name) : nullptr;
            source != nullptr && source->is_string()) {
            out_.notes.push_back(one_line(name + " " + version + " was installed from " + source->as_string()));
        } else {
            add_requirement(name, version);
        }
    }

    // What follows "+" tells of one build ("2.6.0+cu124"), and Debian has builds of what was never released
    // ("1.13.0a0+gitunknown"): indexes have neither.
    void add_requirement(const std::string& name, const std::string& version) {
        const std::string released = version.substr(0, version.find('+'));
        const bool is_release = released.find_first_not_of("0123456789.") == std::string::npos;
        if (released != version) out_.notes.push_back(one_line(name + " was the build " + version));
        if (!is_plain_word(version))
            out_.notes.push_back(one_line(name + " had no version that pip knows: " + version));
        else if (released == version || is_release) out_.requirements.push_back(name + "==" + released);
        else out_.requirements.push_back(name);
    }

    const Value& python_;
    const config::List* used_ = nullptr;  // names; nullptr: it is not known which
    RecordedPython& out_;
};

// Without builds, which are those of one system.
void read_conda(const Value& conda, RecordedPython& out) {
    if (const Value* packages = conda.get("packages"); packages != nullptr && packages->is_dict())
        for (const auto& [name, build] : packages->as_dict()) {
            const std::string version = build.is_string() ? build.as_string() : std::string();
            const std::string plain = version.substr(0, version.find('='));
            if (is_plain_word(name) && is_plain_word(plain)) out.conda_packages.push_back(name + "=" + plain);
        }
    if (const Value* channels = conda.get("channels"); channels != nullptr && channels->is_list())
        for (const Value& one : channels->as_list())
            if (one.is_string() && is_plain_word(one.as_string())) out.conda_channels.push_back(one.as_string());
    // conda lists those that pip installed apart.
    const Value* pip = conda.get("pip");
    if (out.conda_packages.empty()) return;
    std::erase_if(out.requirements, [&](const std::string& one) {
        return pip == nullptr || pip->get(one.substr(0, one.find('='))) == nullptr;
    });
}

}  // namespace

std::optional<RecordedPython> recorded_python(const Value& environment) {
    const Value* python = environment.get("python");
    if (python == nullptr || !python->is_dict()) return std::nullopt;
    RecordedPython out;
    if (auto version = python->string_or("version", ""); is_plain_word(version)) out.version = std::move(version);
    out.release = debian_release(environment);
    RequirementReader(*python, out).read();
    if (const Value* conda = environment.get("conda"); conda != nullptr && conda->is_dict()) read_conda(*conda, out);
    std::ranges::sort(out.debian_packages);
    out.debian_packages.erase(std::unique(out.debian_packages.begin(), out.debian_packages.end()),
                              out.debian_packages.end());
    return out;
}

std::string requirements_text(const RecordedPython& python) {
    std::string text = "# What was installed for Python " + (python.version.empty() ? "3" : python.version) +
                       " when it ran:\n#   python3 -m pip install -r requirements.txt\n";
    if (!python.debian_packages.empty()) {
        text += "# Debian's own are in its packages, too:";
        for (const std::string& one : python.debian_packages) text += " " + one;
        text += "\n";
    }
    for (const std::string& note : python.notes) text += "# " + note + "\n";
    for (const std::string& one : python.requirements) text += one + "\n";
    return text;
}

}  // namespace lathe::bundle
