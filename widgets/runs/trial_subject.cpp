#include "widgets/runs/trial_subject.h"

#include <chrono>

namespace lathe::gui {

namespace {

void add(std::string& text, std::string_view more) {
    for (const char c : more) text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    text += '\n';  // no word reaches across
}

}  // namespace

TrialSubject::TrialSubject(const store::StudyRecord& study, const store::TrialRecord& trial)
    : study_(study), trial_(trial) {
    add(text_, study.name);
    add(text_, study.folder.filename().string());
    add(text_, study.tuner);
    add(text_, search::name_of(trial.state));
    add(text_, trial.device);
    add(text_, trial.error);
    add(text_, "trial " + std::to_string(trial.number));
    if (!trial.params.is_dict()) return;
    for (const auto& [name, value] : trial.params.as_dict())
        add(text_, name + "=" + (value.is_string() ? value.as_string() : config::to_yaml_inline(value)));
}

std::optional<config::Value> TrialSubject::value(std::string_view name) const {
    if (const auto* value = trial_.params.get(name)) return *value;
    if (trial_.objective && (name == study_.metric || name == "objective")) return config::Value(*trial_.objective);
    if (const auto* value = trial_.metrics.get(name)) return *value;
    if (name == "trial") return config::Value(trial_.number);
    if (name == "state") return config::Value(std::string(search::name_of(trial_.state)));
    if (name == "device") return config::Value(trial_.device);
    if (name == "error") return config::Value(trial_.error);
    if (name == "steps") return config::Value(trial_.steps);
    if (name == "epochs") return config::Value(trial_.epochs);
    if (name == "study") return config::Value(study_.name);
    if (name == "folder") return config::Value(study_.folder.filename().string());
    if (name == "tuner") return config::Value(study_.tuner);
    if (name == "duration" && trial_.start && trial_.end)
        return config::Value(std::chrono::duration<double>(*trial_.end - *trial_.start).count());
    return std::nullopt;
}

}  // namespace lathe::gui
