#include "app/ctl/exchange_commands.h"

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "core/base/files.h"
#include "core/search/nni/export.h"
#include "core/search/nni/import.h"

namespace lathe::ctl {

namespace {

void say(const std::vector<std::string>& notes) {
    for (const auto& note : notes) std::fprintf(stderr, "note: %s\n", note.c_str());
}

struct ImportOptions {
    std::string file;
    std::string output;
};

void import_from_nni(const ImportOptions& options, Program& program) {
    const auto imported = search::import_nni(options.file, *program.catalog);
    if (!imported) return program.errors(imported.error());
    say(imported->notes);
    if (options.output.empty()) {
        std::cout << imported->experiment;
        return;
    }
    if (auto written = write_file_atomically(options.output, imported->experiment); !written)
        program.error(written.error(), 1);
}

}  // namespace

Result<std::string> nni_text(const std::string& study_folder, const config::Catalog& catalog) {
    const auto document = config::Document::load((std::filesystem::path(study_folder) / "experiment.yaml").string());
    if (!document) return fail(document.error());
    auto exported = search::export_nni(search::read_experiment(*document, catalog).experiment);
    say(exported.notes);
    return std::move(exported.text);
}

void add_exchange_commands(CLI::App& app, Program& program) {
    CLI::App* importing = app.add_subcommand("import", "Make an experiment of another tool's files");
    importing->require_subcommand(1);
    CLI::App* nni = importing->add_subcommand(
        "nni", "From NNI: search.json, or an experiment file of version 1 or 2; what is not carried over is listed");
    auto options = std::make_shared<ImportOptions>();
    nni->add_option("file", options->file, "JSON or YAML")->required()->type_name("FILE");
    nni->add_option("-o,--output", options->output, "Experiment to write instead of standard output")
        ->type_name("FILE");
    nni->callback([options, &program] { import_from_nni(*options, program); });
}

}  // namespace lathe::ctl
