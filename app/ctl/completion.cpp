// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/completion.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <CLI/CLI.hpp>

#include "app/ctl/command_walk.h"
#include "app/ctl/config_keys.h"
#include "app/ctl/option_reference.h"
#include "core/config/document.h"
#include "core/search/experiment_config.h"
#include "core/search/tuner.h"

namespace lathe::ctl {

namespace {

namespace fs = std::filesystem;

// What an option or an argument of a command takes, as its help says it: "FILE", "KEY=VALUE", "TEXT:{yaml,json}".
struct Taken {
    std::string what;

    bool is(const char* word) const { return what.find(word) != std::string::npos; }
    std::vector<std::string> members() const {
        std::vector<std::string> out;
        const auto open = what.rfind('{');
        const auto close = what.rfind('}');
        if (open == std::string::npos || close == std::string::npos || close < open) return out;
        for (std::size_t at = open + 1; at < close;) {
            const auto end = std::min(what.find(',', at), close);
            out.push_back(what.substr(at, end - at));
            at = end + 1;
        }
        return out;
    }
};

class Completion {
  public:
    Completion(const CLI::App& app, const config::Catalog& catalog) : walk_(app), catalog_(catalog) {}

    std::vector<std::string> of(const std::vector<std::string>& words) {
        const std::string last = words.empty() ? std::string() : words.back();
        for (std::size_t i = 0; i + 1 < words.size(); ++i) walk_.read(words[i]);
        if (const CLI::Option* open = walk_.open_option()) add_values(*open, "");
        else if (const auto equals = last.find('='); last.starts_with("--") && equals != std::string::npos)
            add_values_of(last.substr(0, equals));
        else if (last.starts_with('-')) add_all(walk_.option_names());
        else if (const auto commands = walk_.command_names(); !commands.empty()) add_all(commands);
        else add_arguments(last);
        std::erase_if(out_, [&](const std::string& one) {
            const bool is_line = std::ranges::none_of(one, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
            return one != any_file && (!is_line || !one.starts_with(last));
        });
        return std::move(out_);
    }

  private:
    void add(std::string candidate) {
        if (seen_.insert(candidate).second) out_.push_back(std::move(candidate));
    }
    void add_all(const std::vector<std::string>& candidates) {
        for (const auto& one : candidates) add(one);
    }

    void add_values_of(const std::string& name) {
        if (const CLI::Option* option = walk_.option(name)) add_values(*option, name + "=");
    }

    void add_values(const CLI::Option& option, const std::string& before) {
        const Taken taken{option.get_type_name()};
        for (const auto& one : taken.members()) add(before + one);
        const std::string name = option.get_lnames().empty() ? std::string() : option.get_lnames().front();
        if (name == "tuner")
            for (const auto& kind : search::tuner_kinds()) add(before + kind.name);
        if (name == "assessor")
            for (const auto& kind : search::assessor_kinds()) add(before + kind.name);
        if (out_.empty() && !taken.is("INT") && !taken.is("FLOAT")) add(any_file);
    }

    // What the command takes as the argument that comes next.
    Taken next_argument() const {
        auto place = walk_.arguments().size();
        for (const CLI::Option* option : walk_.command().get_options()) {
            if (!option->get_positional()) continue;
            const auto most = static_cast<std::size_t>(std::max(option->get_items_expected_max(), 1));
            if (place < most) return {option->get_name(true) + " " + option->get_type_name()};
            place -= most;
        }
        return {};
    }

    void add_arguments(const std::string& last) {
        const Taken taken = next_argument();
        if (taken.what.empty() || taken.is("INT")) return;
        const bool is_first = walk_.arguments().empty();
        const bool is_change = taken.is("KEY=VALUE");
        if (is_change && last.find('=') != std::string::npos) return add_changed_values(last);
        if (is_change && !is_first) add_keys(last, "=");
        if (is_change && !is_first && !taken.is("FILE|")) return;  // the file was the first
        if (!is_change && taken.is("KEY")) return add_keys(last, "");
        add_all(taken.members());
        if (taken.is("STUDY") || taken.is("DIR") || taken.is("EXPERIMENT")) add_studies();
        add(any_file);
    }

    void add_studies() {
        const std::string given = walk_.value_of("--workspace");
        std::error_code code;
        for (fs::directory_iterator each(given.empty() ? "lathe-runs" : given, code), end; !code && each != end;
             each.increment(code))
            if (each->is_directory(code)) add(each->path().filename().string());
    }

    // Whether a Hydra application is imported, whose folder of configs is the first argument.
    bool imports_hydra() const { return walk_.command().get_name() == "hydra"; }

    // The experiment or config that stands before: among the arguments, or behind --experiment.
    std::string experiment() const {
        if (const auto named = walk_.value_of("--experiment"); !named.empty()) return named;
        if (imports_hydra())
            return walk_.arguments().empty() ? std::string()
                                             : hydra_config_in(walk_.arguments().front(), walk_.value_of("--config"));
        std::error_code code;
        for (const auto& one : walk_.arguments())
            if (fs::is_regular_file(one, code)) return one;
        return {};
    }

    // `before`: the signs in front of the key.
    std::vector<KnownOption> known_options(const std::string& before) const {
        const std::string file = experiment();
        const auto document = file.empty() ? Result<config::Document>(fail("")) : config::Document::load(file);
        std::vector<KnownOption> out;
        if (!document && imports_hydra()) return out;
        if (!document) return config_options(catalog_, config::Dict{}, Choices::made);
        if (document->root().get("lathe") == nullptr) {
            out = options_of_config(*document);
            if (before != "+") return out;
            const auto further = further_groups(file, out);
            out.insert(out.end(), further.begin(), further.end());
            return out;
        }
        const auto extended = search::extended_catalog(*document, catalog_);
        const auto composed = search::compose_config(*document);
        const config::Value config = composed ? composed->config : config::Value(config::Dict{});
        if (extended) out = config_options(*extended, config, Choices::made);
        return out.empty() ? written_options(config) : out;
    }

    // `behind`: "=" where a value follows.
    void add_keys(const std::string& last, const std::string& behind) {
        const std::string before = last.substr(0, std::min(last.find_first_not_of("+~"), last.size()));
        const std::string end = before == "~" ? "" : behind;
        for (const auto& one : known_options(before)) add(before + one.option.key + end);
        if (!behind.empty()) return;
        for (const char* section : {"search", "trial", "space"})
            for (const auto& one : section_options(section, config::Dict{}, Choices::all)) add(one.option.key);
    }

    void add_changed_values(const std::string& last) {
        const auto equals = last.find('=');
        const auto begin = std::min(last.find_first_not_of("+~"), equals);
        const std::string key = last.substr(begin, equals - begin);
        const std::string before = last.substr(0, equals + 1);
        const config::Schema schema = schema_of(known_options(last.substr(0, begin)));
        const config::Option* option = schema.find(key);
        if (option == nullptr) return;
        for (const auto& choice : option->choices) add(before + config::to_yaml_inline(choice));
        if (option->type == config::Type::boolean) add_all({before + "true", before + "false"});
        if (option->type == config::Type::path) return add(any_file);
        if (out_.empty() && !option->fallback.is_missing()) add(before + config::to_yaml_inline(option->fallback));
    }

    CommandWalk walk_;
    const config::Catalog& catalog_;
    std::vector<std::string> out_;
    std::set<std::string> seen_;
};

}  // namespace

std::vector<std::string> completions(const CLI::App& app, const config::Catalog& catalog,
                                     const std::vector<std::string>& words) {
    return Completion(app, catalog).of(words);
}

}  // namespace lathe::ctl
