// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/trial_program.h"

#include <algorithm>
#include <array>
#include <csignal>

#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/base/shell.h"
#include "core/config/value_error.h"
#include "core/search/arguments.h"
#include "core/search/experiment_text.h"

namespace lathe::search {

namespace {

constexpr std::array<std::pair<const char*, int>, 6> signals{
    {{"TERM", SIGTERM}, {"INT", SIGINT}, {"HUP", SIGHUP}, {"USR1", SIGUSR1}, {"USR2", SIGUSR2}, {"KILL", SIGKILL}}};
constexpr std::array protocols{TrialProtocol::automatic, TrialProtocol::lathe, TrialProtocol::nni,
                               TrialProtocol::tensorboard};

// Of names for people: "auto, lathe or nni".
std::string one_of_them(const std::vector<config::Value>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i].as_string();
    return text;
}

std::string interval_text(const config::Interval& interval) {
    return interval ? duration_text(*interval) : "off";
}

class Reader {
  public:
    tl::expected<TrialProgram, Errors> read(const config::Value& value) {
        if (value.is_string()) {
            read_shell_text(value);
        } else if (!value.is_dict()) {
            add(value, "", "expected a mapping, found " + config::to_yaml_inline(value),
                "write trial: {command: [python3, train.py]}");
        } else {
            read_dict(value);
        }
        if (!errors_.empty()) return tl::make_unexpected(std::move(errors_));
        return std::move(program_);
    }

  private:
    void add(const config::Value& at, const std::string& key, std::string what, std::string hint) {
        errors_.push_back(error_at(at, key.empty() ? "trial" : "trial." + key, std::move(what), std::move(hint)));
    }

    void read_shell_text(const config::Value& value) {
        program_.shell = true;
        program_.command = {value.as_string()};
        if (value.as_string().empty()) add(value, "", "the command is empty", "name the program");
    }

    void read_dict(const config::Value& value) {
        check_keys(value, "");
        if (const config::Value* shell = value.get("shell")) {
            if (shell->is_bool()) program_.shell = shell->as_bool();
            else add(*shell, "shell", "expected true or false, found " + config::to_yaml_inline(*shell), {});
        }
        if (const config::Value* command = value.get("command")) read_command(*command);
        else add(value, "command", "the command is missing", "write command: [python3, train.py]");
        if (const config::Value* folder = value.get("code_dir")) {
            if (folder->is_string() && !folder->as_string().empty()) program_.code_dir = folder->as_string();
            else add(*folder, "code_dir", "expected a path, found " + config::to_yaml_inline(*folder), {});
        }
        if (const config::Value* env = value.get("env"); env && !env->is_null()) read_env(*env);
        if (const config::Value* protocol = value.get("protocol")) read_protocol(*protocol);
        if (const config::Value* stop = value.get("stop"); stop && !stop->is_null()) read_stop(*stop);
        if (const config::Value* system = value.get("system")) read_system(*system);
    }

    void read_system(const config::Value& system) {
        const auto interval = config::read_interval(system);
        if (interval) program_.system = *interval;
        else add(system, "system", interval.error().what, interval.error().hint);
    }

    // Keys right below a group of the schema; "": the root.
    void check_keys(const config::Value& value, const std::string& group) {
        const auto known = schema_.children(group);
        for (const auto& [key, item] : value.as_dict()) {
            const std::string full = group.empty() ? key : group + "." + key;
            std::vector<std::string> names;
            for (const std::string& one : known) names.push_back(one.substr(group.empty() ? 0 : group.size() + 1));
            if (std::ranges::find(names, key) != names.end()) continue;
            const std::string near = nearest_name(names, key);
            add(item, full, "unknown key",
                near.empty() ? fmt::format("known: {}", fmt::join(names, ", "))
                             : fmt::format("did you mean '{}'?", near));
        }
    }

    static std::string text_of(const config::Value& value) {
        return value.is_string() ? value.as_string() : config::to_yaml_inline(value);
    }

    void read_command(const config::Value& command) {
        if (command.is_list()) {
            if (program_.shell)
                return add(command, "command", "a shell takes one text, found a list",
                           "write one text, or shell: false");
            for (const config::Value& item : command.as_list()) {
                if (item.is_dict() || item.is_list())
                    // {opt.lr} without quotes is a mapping in YAML.
                    return add(item, "command", "expected text, found " + config::to_yaml_inline(item),
                               "put quotes around it: \"{opt.lr}\"");
                program_.command.push_back(item.is_null() ? "" : text_of(item));
            }
        } else if (command.is_string() && program_.shell) {
            program_.command = {command.as_string()};
        } else if (command.is_string()) {
            auto words = shell_split(command.as_string());
            if (!words) return add(command, "command", words.error().what, words.error().hint);
            program_.command = std::move(*words);
        } else {
            return add(command, "command", "expected a list or text, found " + config::to_yaml_inline(command),
                       "write command: [python3, train.py]");
        }
        if (program_.command.empty() || program_.command.front().empty())
            add(command, "command", "the command is empty", "name the program");
    }

    void read_env(const config::Value& env) {
        if (!env.is_dict()) return add(env, "env", "expected a mapping, found " + config::to_yaml_inline(env), {});
        for (const auto& [name, value] : env.as_dict()) {
            const bool bad_name =
                name.empty() || name.find('=') != std::string::npos || name.find('\0') != std::string::npos;
            if (bad_name) add(value, "env." + name, "this is no name of a variable", "use letters, digits and _");
            else if (value.is_dict() || value.is_list())
                add(value, "env." + name, "expected text, found " + config::to_yaml_inline(value),
                    "put quotes around it: \"{hw.threads}\"");
            else program_.env.emplace_back(name, value.is_null() ? "" : text_of(value));
        }
    }

    void read_protocol(const config::Value& protocol) {
        for (const TrialProtocol one : protocols)
            if (protocol == config::Value(name_of(one))) return void(program_.protocol = one);
        add(protocol, "protocol",
            "expected " + one_of_them(schema_.find("protocol")->choices) + ", found " +
                config::to_yaml_inline(protocol),
            {});
    }

    void read_stop(const config::Value& stop) {
        if (!stop.is_dict())
            return add(stop, "stop", "expected a mapping, found " + config::to_yaml_inline(stop),
                       "write stop: {signal: TERM, grace: 10s}");
        check_keys(stop, "stop");
        if (const config::Value* signal = stop.get("signal")) read_signal(*signal);
        if (const config::Value* grace = stop.get("grace")) read_grace(*grace);
    }

    void read_signal(const config::Value& value) {
        std::string name = value.is_string() ? value.as_string() : "";
        if (name.starts_with("SIG")) name.erase(0, 3);
        if (stop_signal_number(name) != 0) return void(program_.stop_signal = name);
        add(value, "stop.signal", "expected a signal, found " + config::to_yaml_inline(value),
            "write " + one_of_them(schema_.find("stop.signal")->choices));
    }

    void read_grace(const config::Value& value) {
        if (value.is_number() && value.as_number() >= 0 && value.as_number() < 1e6) {
            program_.grace = std::chrono::milliseconds(static_cast<std::int64_t>(value.as_number() * 1000));
            return;
        }
        const auto duration = value.is_string() ? parse_duration(value.as_string()) : fail("");
        if (duration) program_.grace = *duration;
        else
            add(value, "stop.grace", "expected a duration, found " + config::to_yaml_inline(value),
                "write 10s or 1min");
    }

    const config::Schema schema_ = trial_schema();
    TrialProgram program_;
    Errors errors_;
};

}  // namespace

std::string TrialProgram::command_line() const {
    if (shell) return command.empty() ? std::string() : command.front();
    std::string text;
    for (const std::string& word : command) text += (text.empty() ? "" : " ") + shell_quoted(word);
    return text;
}

std::filesystem::path TrialProgram::code_folder(const std::filesystem::path& experiment_folder) const {
    std::error_code code;
    return std::filesystem::absolute(experiment_folder / code_dir, code).lexically_normal();
}

const char* name_of(TrialProtocol protocol) {
    switch (protocol) {
        case TrialProtocol::lathe: return "lathe";
        case TrialProtocol::nni: return "nni";
        case TrialProtocol::tensorboard: return "tensorboard";
        case TrialProtocol::automatic: break;
    }
    return "auto";
}

int stop_signal_number(const std::string& name) {
    for (const auto& [one, number] : signals)
        if (name == one) return number;
    return 0;
}

config::Schema trial_schema() {
    using config::option;
    using config::Type;
    const TrialProgram usual;
    std::vector<config::Value> names;
    for (const TrialProtocol one : protocols) names.emplace_back(name_of(one));
    std::vector<config::Value> signal_names;
    for (const auto& [one, number] : signals) signal_names.emplace_back(one);
    config::Schema schema;
    schema.add({
        option("command", Type::any, "???",
               "The program and its arguments: a list or a line; {KEY} is an option of the config"),
        option("shell", Type::boolean, usual.shell, "Whether the command is one text that a shell reads"),
        option("code_dir", Type::string, usual.code_dir, "The folder it starts in, relative to the experiment's"),
        option("env", Type::dict, config::Dict{}, "Variables of its environment; {KEY} as in the command"),
        option("protocol", Type::string, name_of(usual.protocol),
               "How it tells its metrics; auto: all of them, as they come")
            .one_of(std::move(names)),
        option("stop.signal", Type::string, usual.stop_signal, "What it is told to stop with")
            .one_of(std::move(signal_names)),
        option("stop.grace", Type::any, duration_text(usual.grace), "From that signal to its end by force, e.g. 10s"),
        option("system", Type::any, interval_text(usual.system),
               "Record what it and its processes use (processor, memory, disk, GPUs) every this long; off: do not")
            .or_null(),
    });
    return schema;
}

tl::expected<TrialProgram, Errors> read_trial_program(const config::Value& value) {
    return Reader().read(value);
}

config::Value to_value(const TrialProgram& program) {
    const TrialProgram usual;
    config::Dict dict;
    if (program.shell) {
        dict.emplace_back("command", program.command.empty() ? std::string() : program.command.front());
        dict.emplace_back("shell", true);
    } else {
        dict.emplace_back("command", config::List(program.command.begin(), program.command.end()));
    }
    if (program.code_dir != usual.code_dir) dict.emplace_back("code_dir", program.code_dir);
    if (!program.env.empty()) {
        config::Dict env;
        for (const auto& [name, value] : program.env) env.emplace_back(name, value);
        dict.emplace_back("env", config::Value(std::move(env)));
    }
    if (program.protocol != usual.protocol) dict.emplace_back("protocol", name_of(program.protocol));
    if (program.stop_signal != usual.stop_signal || program.grace != usual.grace)
        dict.emplace_back("stop",
                          config::Dict{{"signal", program.stop_signal}, {"grace", duration_text(program.grace)}});
    if (program.system != usual.system) dict.emplace_back("system", interval_text(program.system));
    return config::Value(std::move(dict));
}

}  // namespace lathe::search
