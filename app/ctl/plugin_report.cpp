#include "app/ctl/plugin_report.h"

#include <iostream>

#include <fmt/format.h>

#include "app/services.h"
#include "core/base/json.h"

namespace lathe::ctl {

namespace {

using train::PluginCheck;
using train::PluginNetworkCheck;

void print(const PluginNetworkCheck& network) {
    std::cout << fmt::format("{}: {}\n", network.name, network.doc);
    for (const config::Option& option : network.options)
        std::cout << fmt::format(
            "  {}: {}, {}; {}\n", option.key, expectation(option),
            option.fallback.is_missing() ? "required" : "default " + config::to_yaml_inline(option.fallback),
            option.doc);
    if (!network.fits.empty())
        std::cout << fmt::format("  learns from {}; {} parameters with the first\n", fmt::join(network.fits, ", "),
                                 network.parameters);
    for (const std::string& note : network.notes) std::cout << "  " << note << '\n';
}

Json to_json(const Errors& errors) {
    Json all = Json::array();
    for (const Error& error : errors) all.push_back({{"what", error.what}, {"hint", error.hint}});
    return all;
}

Json to_json(const PluginNetworkCheck& network) {
    Json options = Json::array();
    for (const config::Option& option : network.options)
        options.push_back({{"key", option.key},
                           {"type", std::string(config::name_of(option.type))},
                           {"default", config::to_json(option.fallback)},
                           {"doc", option.doc}});
    return {{"name", network.name},
            {"doc", network.doc},
            {"options", options},
            {"fits", network.fits},
            {"notes", network.notes},
            {"parameters", network.parameters},
            {"errors", to_json(network.errors)}};
}

Json to_json(const PluginCheck& check) {
    Json networks = Json::array();
    for (const PluginNetworkCheck& network : check.networks) networks.push_back(to_json(network));
    return {{"good", check.is_good()}, {"networks", networks}, {"errors", to_json(check.errors)}};
}

// All that is wrong with the file and its networks, each with the network's name.
Errors errors_of(const PluginCheck& check, const std::string& file) {
    Errors all = check.errors;
    for (const PluginNetworkCheck& network : check.networks) {
        for (Error error : network.errors) {
            error.what = "network " + network.name + ": " + error.what;
            all.push_back(std::move(error));
        }
    }
    for (Error& error : all) {
        if (error.file.empty()) error.file = file;
        error.key.clear();  // there is no experiment
    }
    return all;
}

}  // namespace

void report_plugin(Program& program, const std::string& file, bool json) {
    Services services;
    const auto engine = services.engine();
    if (!engine) return program.error(engine.error(), 1);
    if ((*engine)->check_plugin == nullptr)
        return program.error(Error{"this training engine looks at no plug-ins", "check LATHE_ENGINE"}, 1);
    const PluginCheck check = (*engine)->check_plugin(file);
    if (json) std::cout << dump_json(to_json(check), 2) << '\n';
    else
        for (const PluginNetworkCheck& network : check.networks) print(network);
    // What is no input at all exits as any other; what it was asked to find out, as a check that does not hold.
    if (!check.is_good()) program.errors(errors_of(check, file), check.networks.empty() ? 2 : 1);
}

}  // namespace lathe::ctl
