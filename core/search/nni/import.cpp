// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/nni/import.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/base/input.h"
#include "core/base/numbers.h"
#include "core/config/data_file.h"
#include "core/config/value_error.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"
#include "core/search/import_comment.h"
#include "core/search/nni/names.h"
#include "core/search/tuner.h"
#include "core/space/space.h"

namespace lathe::search {

namespace {

using config::Dict;
using config::Value;

bool is_space(const Value& root) {
    return root.is_dict() && std::ranges::any_of(root.as_dict(), [](const config::Entry& entry) {
               return entry.second.get("_type") != nullptr;
           });
}

// Whether a file says any of what an experiment of NNI cannot do without.
bool is_experiment_of_nni(const Value& root) {
    const auto is_dict = [&](const char* key) { return root.get(key) != nullptr && root.get(key)->is_dict(); };
    return std::ranges::any_of(
               std::initializer_list<const char*>{"searchSpace", "searchSpaceFile", "searchSpacePath", "trialCommand"},
               [&](const char* key) { return root.get(key) != nullptr; }) ||
           is_dict("trial") || is_dict("tuner") || is_dict("advisor");
}

class Importer {
  public:
    Importer(const Value& root, const std::string& file, const config::Catalog& catalog)
        : root_(root), file_(file), catalog_(catalog) {}

    tl::expected<NniImport, Errors> run() {
        if (root_.get("lathe") != nullptr) {
            add(error_at(root_, "lathe", "this is an experiment of Lathe already",
                         "run it as it is: there is nothing to import"));
            return tl::make_unexpected(std::move(errors_));
        }
        const bool is_bare_space = is_space(root_);
        if (!root_.is_dict() || (!is_bare_space && !is_experiment_of_nni(root_))) {
            add(error_at(root_, {}, "this is neither a search space nor an experiment of NNI",
                         "an experiment says searchSpace or searchSpaceFile, trialCommand and tuner at its top"));
            return tl::make_unexpected(std::move(errors_));
        }
        name_ = std::filesystem::path(file_).stem().string();
        if (is_bare_space) take_space(root_, {});
        else read_experiment(root_);
        if (!errors_.empty()) return tl::make_unexpected(std::move(errors_));
        if (tuner_ == "Batch") unfold_batch();
        if (command_.empty()) check_space();
        return write();
    }

  private:
    void add(Error error) {
        if (error.file.empty()) error.file = file_;
        errors_.push_back(std::move(error));
    }
    // `value` as far as it fits into a sentence; of a dict or a list nothing, because any of its keys may be a
    // password.
    static std::string shown(const Value& value) {
        if (value.is_container()) return value.is_dict() ? "a dict" : "a list";
        constexpr std::size_t longest = 80;
        auto text = config::to_yaml_inline(value);
        if (text.size() <= longest) return text;
        auto end = longest;
        while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
        return text.substr(0, end) + "...";
    }

    void note(const std::string& key, const std::string& text) {
        notes_.push_back(key.empty() ? text : key + ": " + text);
    }

    // The value at the first of the paths that is there, which is then taken care of.
    const Value* take(std::initializer_list<const char*> paths) {
        const Value* found = nullptr;
        for (const char* path : paths) {
            const Value* value = root_.find(path);
            if (!value) continue;
            taken_.insert(path);
            if (!found && !value->is_null()) found = value;
        }
        return found;
    }

    void read_experiment(const Value& root) {
        if (const Value* name = take({"experimentName"})) {
            if (name->is_container()) note("experimentName", "is no text: the name of the file is taken");
            else name_ = name->is_string() ? name->as_string() : shown(*name);
        }
        read_space();
        read_command();
        read_tuner();
        read_assessor();
        read_limits();
        read_devices();
        if (const Value* platform = take({"trainingServicePlatform", "trainingService.platform", "trainingService"}))
            if (!(*platform == Value("local")) && !platform->is_dict())
                note("trainingService",
                     (platform->is_list() ? "several platforms are" : "the platform " + shown(*platform) + " is") +
                         " not known here: trials run on this machine");
        if (const Value* use = take({"useAnnotation"}); use && *use == Value(true))
            note("useAnnotation", "annotations in the trial's code are not read: write the space by hand");
        list_what_is_left(root, {});
    }

    void read_space() {
        const Value* given = take({"searchSpace"});
        const Value* path = take({"searchSpacePath", "searchSpaceFile"});
        if (given) return take_space(*given, "searchSpace");
        if (!path) return note("searchSpace", "the file has none: mark options as tunable");
        if (!path->is_string()) {
            add(error_at(*path, "searchSpacePath", "expected a path, found " + shown(*path), {}));
            return;
        }
        const auto file = std::filesystem::path(file_).parent_path() / path->as_string();
        const auto loaded = config::load_data_file(file.string());
        if (loaded) return take_space(*loaded, {});
        Error error = loaded.error();
        if (error.line == 0)
            error = error_at(*path, "searchSpacePath", error.what, "the path is relative to the file's folder");
        add(std::move(error));
    }

    void take_space(const Value& value, const std::string& prefix) {
        auto parsed = space::Space::parse(value);
        if (!parsed) {
            for (Error& error : parsed.error()) {
                if (!prefix.empty()) error.key = error.key.empty() ? prefix : prefix + "." + error.key;
                add(std::move(error));
            }
            return;
        }
        space_ = parsed->to_value();
    }

    // The space of NNI's BatchTuner is one choice among whole configurations: here they are the tuner's argument, and
    // the space says what values each option takes.
    void unfold_batch() {
        const Value* listed = space_.as_dict().size() == 1 ? space_.as_dict().front().second.get("_value") : nullptr;
        const auto is_configuration = [](const Value& one) { return one.is_dict() && !one.get("_name"); };
        if (!listed || !listed->is_list() || !std::ranges::all_of(listed->as_list(), is_configuration)) return;
        Dict space;
        for (const Value& configuration : listed->as_list())
            for (const auto& [path, value] : configuration.as_dict()) {
                auto entry = std::ranges::find(space, path, &config::Entry::first);
                if (entry == space.end())
                    entry = space.insert(entry, {path, Dict{{"_type", "choice"}, {"_value", config::List{}}}});
                config::List& values = entry->second.as_dict().back().second.as_list();
                if (std::ranges::find(values, value) == values.end()) values.push_back(value);
            }
        tuner_args_ = Dict{{"configurations", *listed}};
        note("space." + space_.as_dict().front().first,
             fmt::format("its {} configurations are the tuner's argument here", listed->as_list().size()));
        space_ = std::move(space);
    }

    void check_space() {
        if (const auto space = space::Space::parse(space_))
            for (const Error& error : space->check(Dict{}, catalog_)) note("space." + error.key, error.what);
    }

    void read_command() {
        const Value* command = take({"trial.command", "trialCommand"});
        const Value* folder = take({"trial.codeDir", "trialCodeDirectory"});
        if (!command || !command->is_string() || command->as_string().empty()) {
            if (command) note("trialCommand", "is no text: left out");
            return;
        }
        if (*command == Value(own_engine_command)) return;
        command_ = command->as_string();
        const std::filesystem::path given(folder && folder->is_string() ? folder->as_string() : ".");
        const auto plain = (given / "").lexically_normal().parent_path();
        code_dir_ = plain.empty() ? "." : plain.string();
        if (!given.is_absolute() && code_dir_ != ".")
            note("trialCodeDirectory",
                 fmt::format("{} is relative to the folder of the file that this becomes", code_dir_));
    }

    // Keeps what the algorithm knows; the rest becomes notes.
    template <class Kinds>
    Dict arguments(const Kinds& kinds, std::string_view name, const Value* given, const std::string& place) {
        Dict out;
        const auto kind = std::ranges::find(kinds, name, [](const auto& one) { return one.name; });
        if (!given || !given->is_dict() || kind == kinds.end()) return out;
        config::Schema schema;
        schema.add(kind->arguments);
        Dict flat;
        for (const auto& [key, value] : given->as_dict()) {
            if (value.is_dict() && !schema.find(key))
                flat.insert(flat.end(), value.as_dict().begin(), value.as_dict().end());
            else flat.emplace_back(key, value);
        }
        for (const auto& [key, value] : flat) {
            if (key == "optimize_mode") continue;
            const config::Option* option = schema.find(key);
            if (!option) {
                note(place + "." + key, fmt::format("{} has no such argument here: left out", name));
            } else if (value.is_container() && option->type != config::Type::list &&
                       option->type != config::Type::dict) {
                note(place + "." + key,
                     fmt::format("expected {}, found {}: left out", config::expectation(*option), shown(value)));
            } else if (const auto converted = schema.convert(*option, value); !converted) {
                note(place + "." + key, converted.error().what + ": left out");
            } else {
                out.emplace_back(key, value);
            }
        }
        return out;
    }

    void read_mode(const Value* args) {
        const Value* mode = args ? args->get("optimize_mode") : nullptr;
        if (!mode || !mode->is_string()) return;
        const bool maximise = mode->as_string() == "maximize";
        if (mode_known_ && maximise != maximise_)
            note("optimize_mode", "tuner and assessor disagree; the tuner's direction is taken");
        if (mode_known_) return;
        mode_known_ = true;
        maximise_ = maximise;
    }

    void read_tuner() {
        const Value* name =
            take({"tuner.builtinTunerName", "tuner.name", "advisor.builtinAdvisorName", "advisor.name"});
        const Value* args = take({"tuner.classArgs", "advisor.classArgs"});
        read_mode(args);
        if (!name) {
            if (take({"tuner.className", "tuner.codeDir", "tuner.classFileName", "tuner.codeDirectory"}))
                note("tuner", "a tuner of one's own code is left out: TPE is taken");
            return;
        }
        const std::string wanted = name->is_string() ? name->as_string() : shown(*name);
        const NniName* known = nni_tuner(wanted);
        if (!known) return note("tuner", fmt::format("{} has no counterpart: TPE is taken", wanted));
        tuner_ = known->lathe;
        tuner_args_ = arguments(tuner_kinds(), tuner_, args, "tuner.classArgs");
    }

    void read_assessor() {
        const Value* name = take({"assessor.builtinAssessorName", "assessor.name"});
        const Value* args = take({"assessor.classArgs"});
        read_mode(args);
        if (!name) return;
        const std::string wanted = name->is_string() ? name->as_string() : shown(*name);
        const NniName* known = nni_assessor(wanted);
        if (!known) return note("assessor", fmt::format("{} has no counterpart: left out", wanted));
        assessor_ = known->lathe;
        assessor_args_ = arguments(assessor_kinds(), assessor_, args, "assessor.classArgs");
    }

    void read_limits() {
        read_count({"trialConcurrency"}, "concurrency");
        // Without it NNI has no limit, and an experiment that says nothing has one.
        if (take({"maxTrialNum", "maxTrialNumber"}) == nullptr) search_.emplace_back("max_trials", Value());
        read_count({"maxTrialNum", "maxTrialNumber"}, "max_trials");
        if (const Value* time = take({"maxExecDuration", "maxExperimentDuration"})) {
            const std::string text = time->is_string() ? time->as_string() : shown(*time);
            if (parse_duration(text)) search_.emplace_back("max_duration", text);
            else note("maxExperimentDuration", fmt::format("{} is not a duration: left out", shown(*time)));
        }
        if (const Value* time = take({"maxTrialDuration"}))
            note("maxTrialDuration",
                 fmt::format("{} is left out: {}", shown(*time),
                             command_.empty() ? "set train.max_time"
                                              : "the command limits itself, as `timeout 600 python3 train.py`"));
    }

    void read_count(std::initializer_list<const char*> paths, const char* key) {
        const Value* value = take(paths);
        if (!value) return;
        if (value->is_int() && value->as_int() >= 1) search_.emplace_back(key, *value);
        else note(*paths.begin(), fmt::format("expected a whole number from 1, found {}: left out", shown(*value)));
    }

    void read_devices() {
        Dict devices;
        if (const Value* count = take({"trial.gpuNum", "trialGpuNumber", "trial.gpuNumber"})) {
            if (count->is_number() && count->as_number() >= 0) devices.emplace_back("per_trial", *count);
            else note("trialGpuNumber", fmt::format("{} is no number of GPUs: left out", shown(*count)));
        }
        if (const Value* indices = take({"localConfig.gpuIndices", "trainingService.gpuIndices", "tuner.gpuIndices"}))
            devices.emplace_back("indices", indices_of(*indices));
        if (const Value* share = take({"localConfig.maxTrialNumPerGpu", "trainingService.maxTrialNumberPerGpu"}))
            devices.emplace_back("trials_per_gpu", *share);
        if (const Value* active = take({"localConfig.useActiveGpu", "trainingService.useActiveGpu"}))
            devices.emplace_back("use_active", *active);
        if (!devices.empty()) search_.emplace_back("devices", std::move(devices));
    }

    // "0,1", 0, or [0, 1]
    static Value indices_of(const Value& given) {
        if (given.is_list()) return given;
        if (!given.is_string()) return config::List{given};
        config::List out;
        std::string digits;
        for (const char c : given.as_string() + ",") {
            if (c >= '0' && c <= '9') digits += c;
            else if (c == ',' && !digits.empty() && digits.size() < 6) out.emplace_back(*parse_number<int>(digits));
            if (c == ',') digits.clear();
        }
        return out;
    }

    void list_what_is_left(const Value& at, const std::string& path) {
        for (const auto& [key, value] : at.as_dict()) {
            const std::string here = path.empty() ? key : path + "." + key;
            const bool inside =
                std::ranges::any_of(taken_, [&](const std::string& one) { return one.starts_with(here + "."); });
            if (taken_.contains(here) && !inside) continue;
            if (inside && value.is_dict()) list_what_is_left(value, here);
            else if (!taken_.contains(here)) note(here, "has no counterpart: left out");
        }
    }

    NniImport write() {
        if (!mode_known_) note("search.objective.mode", "the file does not say the direction: minimize is assumed");
        // A program's values have names of their own beside the one that NNI calls default.
        const std::string metric = !command_.empty() ? "default" : maximise_ ? "val_acc" : "val_loss";
        note("search.objective.metric", fmt::format("the metric of NNI has no name: {} is assumed", metric));
        Dict search{{"objective", Dict{{"metric", metric}, {"mode", maximise_ ? "maximize" : "minimize"}}}};
        search.emplace_back("tuner", algorithm(tuner_, tuner_args_));
        if (!assessor_.empty()) search.emplace_back("assessor", algorithm(assessor_, assessor_args_));
        search.insert(search.end(), search_.begin(), search_.end());
        Dict root{{"lathe", 1}, {"name", name_}};
        if (!command_.empty()) {
            // NNI gives the command to a shell.
            Dict trial{{"command", command_}, {"shell", true}};
            if (code_dir_ != ".") trial.emplace_back("code_dir", code_dir_);
            root.emplace_back("trial", std::move(trial));
        }
        root.emplace_back("config", Dict{});
        root.emplace_back("space", space_);
        root.emplace_back("search", std::move(search));
        const auto body = config::to_yaml(Value(std::move(root)));
        if (!command_.empty()) check(body);
        auto text = import_comment("NNI: " + std::filesystem::path(file_).filename().string(), notes_);
        return {text + body, std::move(notes_)};
    }

    // What is made must be valid, and where it is not, whoever imports it hears of it now.
    void check(const std::string& text) {
        const auto document = config::Document::parse(text);
        if (!document) return note({}, document.error().what);
        LoadOptions options;
        options.purpose = Purpose::search;
        if (const auto read = parse_experiment(*document, catalog_, options); !read)
            for (const Error& error : read.error()) note(error.key, error.what + ": correct it before it runs");
    }

    static Value algorithm(const std::string& name, const Dict& args) {
        Dict out{{"name", name}};
        if (!args.empty()) out.emplace_back("args", args);
        return out;
    }

    const Value& root_;
    const std::string& file_;
    const config::Catalog& catalog_;
    Errors errors_;
    std::vector<std::string> notes_;
    std::set<std::string> taken_;
    std::string name_;
    std::string command_;
    std::string code_dir_ = ".";
    std::string tuner_ = "TPE";
    Dict tuner_args_;
    std::string assessor_;
    Dict assessor_args_;
    Value space_{Dict{}};
    Dict search_;
    bool mode_known_ = false;
    bool maximise_ = false;
};

}  // namespace

tl::expected<NniImport, Errors> import_nni(const std::string& file, const config::Catalog& catalog) {
    const auto input = read_input(file, config::max_document_size);
    if (!input) return tl::make_unexpected(Errors{input.error()});
    const auto root = config::parse_data(input->text, input->name);
    if (!root) return tl::make_unexpected(Errors{root.error()});
    return Importer(*root, input->name, catalog).run();
}

}  // namespace lathe::search
