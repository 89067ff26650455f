#include "app/ctl/exchange_commands.h"

#include <filesystem>
#include <iostream>
#include <memory>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "app/ctl/preflight.h"
#include "core/base/files.h"
#include "core/search/hydra/import.h"
#include "core/search/nni/export.h"
#include "core/search/nni/import.h"

namespace lathe::ctl {

namespace {

// What was made of another tool's files.
void hand_over(const std::string& experiment, const std::vector<std::string>& notes, const std::string& output,
               Program& program) {
    say_notes(notes);
    if (output.empty()) {
        std::cout << experiment;
        return;
    }
    if (auto written = write_file_atomically(output, experiment); !written) program.error(written.error(), 1);
}

struct NniOptions {
    std::string file;
    std::string output;
};

void import_from_nni(const NniOptions& options, Program& program) {
    const auto imported = search::import_nni(options.file, *program.catalog);
    if (!imported) return program.errors(imported.error());
    hand_over(imported->experiment, imported->notes, options.output, program);
}

struct HydraOptions {
    std::string configs;
    std::vector<std::string> overrides;
    std::string config;
    std::string program;
    std::string output;
};

void import_from_hydra(const HydraOptions& options, Program& program) {
    search::HydraApplication application{options.configs, options.config, options.program, options.overrides, {}};
    application.target = std::filesystem::path(options.output).parent_path();
    const auto imported = search::import_hydra(application, *program.catalog);
    if (!imported) return program.errors(imported.error());
    hand_over(imported->experiment, imported->notes, options.output, program);
}

}  // namespace

Result<std::string> nni_text(const std::string& study_folder, const config::Catalog& catalog) {
    const auto document = config::Document::load((std::filesystem::path(study_folder) / "experiment.yaml").string());
    if (!document) return fail(document.error());
    auto exported = search::export_nni(search::read_experiment(*document, catalog).experiment);
    say_notes(exported.notes);
    return std::move(exported.text);
}

void add_exchange_commands(CLI::App& app, Program& program) {
    CLI::App* importing = app.add_subcommand("import", "Make an experiment of another tool's files");
    importing->require_subcommand(1);
    CLI::App* nni = importing->add_subcommand(
        "nni", "From NNI: search.json, or an experiment file of version 1 or 2; what is not carried over is listed");
    auto options = std::make_shared<NniOptions>();
    nni->add_option("file", options->file, "JSON or YAML")->required()->type_name("FILE");
    nni->add_option("-o,--output", options->output, "Experiment to write instead of standard output")
        ->type_name("FILE");
    nni->callback([options, &program] { import_from_nni(*options, program); });
    CLI::App* hydra = importing->add_subcommand(
        "hydra", "From a Hydra application: its folder of configs, its program, its sweep; what is left out is listed");
    auto application = std::make_shared<HydraOptions>();
    hydra->add_option("folder", application->configs, "The folder of its configs")->required()->type_name("DIR");
    hydra
        ->add_option("overrides", application->overrides,
                     "What its command line is given: db=pg, +experiment=big, opt.lr=1e-3,1e-2")
        ->type_name("KEY=VALUE");
    hydra
        ->add_option("--config", application->config,
                     "The config that it starts from; what its program says unless given")
        ->type_name("NAME");
    hydra->add_option("--program", application->program, "Its program; looked for beside the folder unless given")
        ->type_name("FILE");
    hydra->add_option("-o,--output", application->output, "Experiment to write instead of standard output")
        ->type_name("FILE");
    hydra->callback([application, &program] { import_from_hydra(*application, program); });
}

}  // namespace lathe::ctl
