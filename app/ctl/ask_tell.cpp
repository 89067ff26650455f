// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/ask_tell.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <istream>
#include <ostream>
#include <string_view>

#include <fmt/format.h>

#include "app/ctl/space_commands_file.h"
#include "core/search/constraint_list.h"

namespace lathe::ctl {

namespace {

using search::TrialState;

Result<void> only_keys(const Json& request, std::initializer_list<std::string_view> known) {
    for (const auto& item : request.items())
        if (std::ranges::find(known, item.key()) == known.end())
            return fail(fmt::format("unknown key '{}'", item.key()),
                        fmt::format("known here: {}", fmt::join(known, ", ")));
    return {};
}

Result<double> number_at(const Json& request, const char* key) {
    if (!request.contains(key)) return fail(fmt::format("'{}' is missing", key), "add a number");
    if (const auto number = number_from_json(request[key])) return *number;
    return fail(fmt::format("'{}' must be a number, found {}", key, dump_json(request[key])),
                R"(non-finite numbers are "NaN", "Infinity", "-Infinity")");
}

Result<TrialState> final_state(const Json& request) {
    if (!request.contains("state")) return TrialState::succeeded;
    const Json& name = request["state"];
    const auto state = name.is_string() ? search::state_from_name(name.get<std::string>()) : std::nullopt;
    if (state && search::is_final(*state)) return *state;
    return fail(fmt::format("'state' must be a final state, found {}", dump_json(name)),
                "SUCCEEDED, FAILED, EARLY_STOPPED, USER_CANCELED or SYS_CANCELED");
}

}  // namespace

std::optional<Json> AskTellSession::answer(const std::string& line) {
    const auto handle = [&]() -> Result<std::optional<Json>> {
        // Python's json.dumps writes NaN without quotes, and clients in Python are what most people write.
        const auto request = parse_json(line, {}, JsonDialect::python);
        if (!request) return fail(request.error().what, request.error().hint);
        if (!request->is_object()) return fail("expected a JSON object", R"(e.g. {"ask": 1})");
        const auto commands = request->contains("ask") + request->contains("tell") + request->contains("report");
        if (commands != 1) return fail("expected one of 'ask', 'tell' and 'report'", R"(e.g. {"ask": 1})");
        if (request->contains("ask")) return ask(*request);
        return request->contains("tell") ? tell(*request) : report(*request);
    };
    auto result = handle();
    if (!result) return Json{{"error", result.error().str()}};
    return std::move(*result);
}

Result<std::optional<Json>> AskTellSession::ask(const Json& request) {
    if (const auto known = only_keys(request, {"ask"}); !known) return fail(known.error());
    const Json& count = request["ask"];
    if (count != 1 && count != true)
        return fail(fmt::format("'ask' must be 1, found {}", dump_json(count)), "ask for one trial a line");
    const search::Trial* trial = study_.ask();
    if (!trial) return Json{{"done", true}};
    study_.start(trial->number);
    Json answer{{"trial", trial->number}, {"params", config::to_json(trial->params)}};
    if (trial->budget) answer["budget"] = *trial->budget;
    if (trial->start_from) answer["start_from"] = *trial->start_from;
    return answer;
}

Result<int> AskTellSession::live_trial(const Json& number) const {
    const auto& trials = study_.history().trials;
    const bool known = number.is_number_unsigned() && number.get<std::uint64_t>() < trials.size();
    if (!known)
        return fail(fmt::format("there is no trial {}", dump_json(number)),
                    trials.empty() ? "ask for one first" : fmt::format("asked so far: 0 to {}", trials.size() - 1));
    const auto& trial = trials[number.get<std::size_t>()];
    if (search::is_final(trial.state))
        return fail(fmt::format("trial {} has ended already ({})", trial.number, search::name_of(trial.state)),
                    "a trial that ended never changes");
    return trial.number;
}

Result<std::optional<Json>> AskTellSession::tell(const Json& request) {
    if (const auto known = only_keys(request, {"tell", "value", "values", "constraints", "state"}); !known)
        return fail(known.error());
    const auto number = live_trial(request["tell"]);
    if (!number) return fail(number.error());
    const auto state = final_state(request);
    if (!state) return fail(state.error());
    auto values = values_of(request, *number, *state);
    if (!values) return fail(values.error());
    auto constrained = constrained_of(request);
    if (!constrained) return fail(constrained.error());
    study_.tell(*number, {*state, std::move(*values), std::move(*constrained), {}});
    return std::nullopt;
}

Result<std::vector<double>> AskTellSession::values_of(const Json& request, int number, TrialState state) const {
    if (request.contains("values")) {
        const Json& values = request["values"];
        const std::size_t count = std::max<std::size_t>(1, study_.history().modes.size());
        if (!values.is_array() || values.size() != count)
            return fail(fmt::format("'values' must be a list of {}, found {}", count, dump_json(values)),
                        "one number for each of the objectives that --mode names");
        std::vector<double> out;
        for (const Json& value : values) {
            const auto number_read = number_from_json(value);
            if (!number_read) return fail(fmt::format("'values' must be numbers, found {}", dump_json(value)));
            out.push_back(*number_read);
        }
        return out;
    }
    if (!study_.history().modes.empty() && state == TrialState::succeeded)
        return fail("the study has several objectives", R"(tell them all: {"tell": 0, "values": [0.3, 12]})");
    if (request.contains("value") || state == TrialState::succeeded) {
        const auto value = number_at(request, "value");
        if (!value) return fail(value.error());
        return std::vector<double>{*value};
    }
    const auto& reports = study_.history().trials[static_cast<std::size_t>(number)].reports;
    if (state == TrialState::early_stopped && !reports.empty()) return std::vector<double>{reports.back().value};
    return std::vector<double>{};
}

Result<std::vector<double>> AskTellSession::constrained_of(const Json& request) const {
    const auto& constraints = study_.history().constraints;
    std::vector<double> out(constraints.size(), std::nan(""));
    if (!request.contains("constraints")) return out;
    const Json& told = request["constraints"];
    if (!told.is_object())
        return fail(fmt::format("'constraints' must be an object, found {}", dump_json(told)),
                    R"(e.g. {"tell": 0, "value": 0.3, "constraints": {"latency_ms": 18}})");
    for (const auto& item : told.items()) {
        const auto value = number_from_json(item.value());
        if (!value) return fail(fmt::format("'{}' must be a number, found {}", item.key(), dump_json(item.value())));
        bool is_known = false;
        for (std::size_t i = 0; i < constraints.size(); ++i) {
            if (constraints[i].metric != item.key()) continue;
            out[i] = *value;
            is_known = true;
        }
        if (!is_known) return fail(fmt::format("no constraint is about '{}'", item.key()), "--constraints names them");
    }
    return out;
}

Result<std::optional<Json>> AskTellSession::report(const Json& request) {
    if (const auto known = only_keys(request, {"report", "step", "value"}); !known) return fail(known.error());
    const auto number = live_trial(request["report"]);
    if (!number) return fail(number.error());
    const auto step = request.contains("step") ? integer_from_json(request["step"]) : std::nullopt;
    if (!step) return fail("'step' must be an integer", R"(e.g. {"report": 0, "step": 1, "value": 0.5})");
    const auto value = number_at(request, "value");
    if (!value) return fail(value.error());
    const auto reason = study_.report(*number, *step, *value);
    Json answer{{"trial", *number}, {"stop", reason.has_value()}};
    if (reason) answer["reason"] = *reason;
    return answer;
}

namespace {

// An algorithm from the command line; its errors go to `program`.
search::Algorithm algorithm(const std::string& name, const std::string& args, const std::string& option,
                            const std::optional<std::int64_t>& seed, Program& program) {
    const auto json = parse_json(args, option);
    if (!json) {
        program.error(json.error());
        return {name, config::Dict{}};
    }
    config::Value value = config::from_json(*json);
    const auto kind = std::ranges::find(search::tuner_kinds(), name, &search::TunerKind::name);
    const bool takes_seed = kind != search::tuner_kinds().end() &&
                            std::ranges::find(kind->arguments, "seed", &config::Option::key) != kind->arguments.end();
    if (seed && takes_seed && value.is_dict() && !value.get("seed")) value.set("seed", *seed);
    return {name, std::move(value)};
}

void report_errors(Errors errors, const std::string& option, Program& program) {
    for (Error& error : errors) {
        error.file = option;
        program.error(error);
    }
}

std::optional<search::Study> make_study(const AskTellOptions& options, Program& program) {
    auto space = load_space_file(options.space, *program.catalog);
    if (!space) program.errors(space.error());
    const auto tuner = algorithm(options.tuner, options.tuner_args, "--args", options.seed, program);
    report_errors(search::check_tuner(tuner.name, tuner.args), "--tuner", program);
    std::optional<search::Algorithm> assessor;
    if (!options.assessor.empty()) {
        assessor = algorithm(options.assessor, options.assessor_args, "--assessor-args", {}, program);
        report_errors(search::check_assessor(assessor->name, assessor->args), "--assessor", program);
    }
    search::ReadConstraints constraints;
    if (const auto json = parse_json(options.constraints, "--constraints"); !json) program.error(json.error());
    else constraints = search::read_constraints(config::from_json(*json), "constraints");
    report_errors(constraints.errors, "--constraints", program);
    if (program.exit_code != 0 || !space) return std::nullopt;
    std::vector<search::Mode> modes;
    for (const std::string& mode : options.modes)
        modes.push_back(mode == "maximize" ? search::Mode::maximize : search::Mode::minimize);
    if (modes.empty()) modes.push_back(search::Mode::minimize);
    auto study =
        search::Study::make(std::move(*space), std::move(modes), tuner, assessor, std::move(constraints.constraints));
    if (study) {
        study->set_max_trials(options.trials);
        return std::move(*study);
    }
    program.error(study.error());
    return std::nullopt;
}

}  // namespace

void ask_tell(const AskTellOptions& options, std::istream& in, std::ostream& out, Program& program) {
    auto study = make_study(options, program);
    if (!study) return;
    AskTellSession session(std::move(*study));
    std::string line;
    while (out && std::getline(in, line))
        if (const auto answer = session.answer(line)) out << dump_json(*answer) << '\n' << std::flush;
}

}  // namespace lathe::ctl
