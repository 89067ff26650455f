// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/program_launch.h"

#include <algorithm>
#include <utility>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/shell.h"
#include "core/device/visible.h"
#include "core/provenance/secrets.h"
#include "core/run/program/program_variables.h"
#include "core/search/placeholders.h"
#include "core/store/study_record.h"

namespace lathe::run {

namespace fs = std::filesystem;

namespace {

Json params_of(const fs::path& trial_folder) {
    const auto text = read_file(trial_folder / "params.json");
    const auto json = text ? parse_json(*text) : fail("");
    return json && json->is_object() ? *json : Json::object();
}

// The GPUs of its lease are all that the program sees; they count from 0 there.
void add_devices(const TrialContext& context, Variables& variables) {
    const std::vector<device::DeviceId> only{context.device};
    const auto& lease = context.devices.empty() ? only : context.devices;
    const std::string visible = device::visible_to(lease, device::visible_variable());
    variables.emplace_back("CUDA_VISIBLE_DEVICES", visible);
    variables.emplace_back("LATHE_DEVICE", visible.empty() ? "cpu" : "cuda:0");
}

void add_lathe(const TrialContext& context, const fs::path& own, int number, Variables& variables) {
    variables.emplace_back("LATHE_CONFIG", (own / ".lathe" / "config.json").string());
    variables.emplace_back("LATHE_PARAMS", (own / ".lathe" / "params.json").string());
    variables.emplace_back("LATHE_TRIAL_DIR", own.string());
    variables.emplace_back("LATHE_TRIAL", std::to_string(number));
    variables.emplace_back("LATHE_RESUME", context.resume ? "1" : "0");
}

void add_nni(const fs::path& own, const std::string& study, const fs::path& code, int number, Variables& variables) {
    variables.emplace_back("NNI_PLATFORM", "local");
    variables.emplace_back("NNI_EXP_ID", study);
    variables.emplace_back("NNI_TRIAL_JOB_ID", study + "-" + std::to_string(number));
    variables.emplace_back("NNI_TRIAL_SEQ_ID", std::to_string(number));
    variables.emplace_back("NNI_SYS_DIR", own.string());
    variables.emplace_back("NNI_OUTPUT_DIR", own.string());
    variables.emplace_back("NNI_CODE_DIR", code.string());
    variables.emplace_back("MULTI_PHASE", "false");
    variables.emplace_back("REUSE_MODE", "false");
}

// NNI names a budget among the parameters.
Json nni_parameters(Json params, const fs::path& trial_folder, int number) {
    if (const auto record = store::read_trial_record(trial_folder); record && record->budget)
        params["TRIAL_BUDGET"] = *record->budget;
    return {{"parameter_id", number},
            {"parameter_source", "algorithm"},
            {"parameters", std::move(params)},
            {"parameter_index", 0}};
}

// A file that the program reads: each start writes it anew, so nothing waits for the disk. What the program may have
// put in its place (a link, a pipe) goes first.
Result<void> write_anew(const fs::path& path, const std::string& text) {
    std::error_code code;
    fs::remove(path, code);
    auto file = AppendFile::open(path, 0);
    return file ? file->append(text) : fail(std::move(file).error());
}

Result<void> write_files(const TrialContext& context, const fs::path& own, int number) {
    std::error_code code;
    fs::remove(stop_file(context.folder), code);
    const fs::path hidden = own / ".lathe";
    const Json params = params_of(context.folder);
    if (auto done = make_folders(hidden); !done) return done;
    for (const auto& [path, text] :
         {std::pair{hidden / "config.json", dump_json(to_json(context.config), 2) + "\n"},
          std::pair{hidden / "config.yaml", config::to_yaml(context.config)},
          std::pair{hidden / "params.json", dump_json(params, 2) + "\n"},
          std::pair{own / "parameter.cfg", dump_json(nni_parameters(params, context.folder, number))}})
        if (auto done = write_anew(path, text); !done) return done;
    return {};
}

}  // namespace

fs::path program_folder(const fs::path& trial_folder) {
    return trial_folder / "program";
}

fs::path stop_file(const fs::path& trial_folder) {
    return program_folder(trial_folder) / ".lathe" / "stop";
}

fs::path code_folder(const search::TrialProgram& program, const fs::path& folder) {
    return program.code_folder(folder);
}

Result<std::vector<std::string>> program_arguments(const search::TrialProgram& program, const config::Value& config,
                                                   const OwnPlaceholder& own) {
    std::vector<std::string> arguments;
    if (program.shell) arguments = {"/bin/sh", "-c"};
    for (const std::string& word : program.command) {
        auto filled = search::fill_placeholders(word, [&](const std::string& key) -> std::optional<std::string> {
            std::optional<std::string> text = own(key);
            if (const config::Value* value = config.find(key); !text && value) text = search::argument_text(*value);
            // A value is a word of the shell, whatever it holds.
            return text && program.shell ? shell_quoted(*text) : text;
        });
        if (!filled) return fail(std::move(filled).error());
        arguments.push_back(std::move(*filled));
    }
    return arguments;
}

Result<ProgramStart> prepare_program(const search::TrialProgram& program, const fs::path& folder,
                                     const ProgramTools& tools, const TrialContext& context) {
    std::error_code code;
    const fs::path own = fs::absolute(program_folder(context.folder), code);
    const auto place = store::place_of(fs::absolute(context.folder, code));
    const int number = context.as_trial.value_or(store::trial_number(context.folder).value_or(0));
    if (auto done = write_files(context, own, number); !done) return fail(std::move(done).error());
    ProgramStart start;
    start.supervisor = tools.supervisor;
    start.folder = code_folder(program, folder).string();
    Variables variables;
    add_devices(context, variables);
    add_lathe(context, own, number, variables);
    add_python_folder(tools.python_folder, variables);
    const std::string study = place.study.filename().string();
    using Protocol = search::TrialProtocol;
    if (program.protocol == Protocol::automatic || program.protocol == Protocol::nni)
        add_nni(own, study, start.folder, number, variables);
    const auto own_text = [&](const std::string& key) -> std::optional<std::string> {
        if (key == "lathe.trial_dir") return own.string();
        if (key == "lathe.trial") return std::to_string(number);
        if (key == "lathe.device") return context.device.is_cpu() ? "cpu" : "cuda:0";
        if (key == "lathe.config") return (own / ".lathe" / "config.json").string();
        if (key == "lathe.params") return (own / ".lathe" / "params.json").string();
        return std::nullopt;
    };
    auto arguments = program_arguments(program, context.config, own_text);
    if (!arguments) return fail(std::move(arguments).error());
    start.arguments = std::move(*arguments);
    auto shown = program_arguments(program, provenance::without_secrets(context.config), own_text);
    if (!shown) return fail(std::move(shown).error());
    start.shown = provenance::without_secret_arguments(std::move(*shown));
    for (const auto& [name, value] : program.env) {
        const auto filled = search::fill_placeholders(value, [&](const std::string& key) -> std::optional<std::string> {
            if (auto text = own_text(key)) return text;
            const config::Value* found = context.config.find(key);
            return found ? std::optional(search::argument_text(*found)) : std::nullopt;
        });
        if (!filled) return fail(filled.error());
        std::erase_if(variables, [&](const auto& one) { return one.first == name; });
        variables.emplace_back(name, *filled);
    }
    start.variables = environment_with(variables);
    return start;
}

}  // namespace lathe::run
