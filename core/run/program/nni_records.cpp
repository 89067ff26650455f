// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/nni_records.h"

#include <string_view>

#include <fmt/format.h>

#include "core/base/json.h"
#include "core/base/numbers.h"
#include "core/run/program/metric_values.h"

namespace lathe::run {

namespace {

constexpr std::string_view mark = "ME";
constexpr std::size_t digits = 6;
constexpr std::size_t header = mark.size() + digits;

}  // namespace

void NniRecords::problem(const std::string& what) {
    add_problem(fmt::format(".nni/metrics, record {}: {}", count_, what));
}

std::optional<std::vector<ProgramRecord>> NniRecords::poll() {
    if (!file_.read_more()) return std::nullopt;
    std::vector<ProgramRecord> records;
    const std::string& waiting = file_.waiting();
    std::size_t at = 0;
    while (waiting.size() - at >= header) {
        const auto length = parse_number<std::size_t>(std::string_view(waiting).substr(at + mark.size(), digits));
        if (waiting.compare(at, mark.size(), mark) != 0 || !length) {
            // Lost: the next record begins at the next mark.
            ++count_;
            problem("does not begin with ME and a length: what stands there is left out");
            const auto next = waiting.find(mark, at + 1);
            at = next == std::string::npos ? waiting.size() : next;
            continue;
        }
        if (waiting.size() - at - header < *length) break;
        take_record(waiting.substr(at + header, *length), records);
        at += header + *length;
    }
    file_.take(at);
    return records;
}

void NniRecords::take_record(const std::string& text, std::vector<ProgramRecord>& records) {
    ++count_;
    const auto json = parse_json(text, {}, JsonDialect::python);
    if (!json || !json->is_object()) return problem("is no JSON object, and is left out");
    const auto text_at = [&](const char* key) {
        const auto found = json->find(key);
        return found != json->end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const std::string type = text_at("type");
    if (type == "REQUEST_PARAMETER") return problem("asks for parameters, of which a trial has one set");
    if (type != "PERIODICAL" && type != "FINAL") return problem("is of the type \"" + type + "\", which is not known");
    ProgramRecord record;
    record.is_final = type == "FINAL";
    if (const auto sequence = json->find("sequence"); !record.is_final && sequence != json->end())
        record.step = integer_from_json(*sequence);
    const auto value = json->find("value");
    if (value == json->end()) return problem("has no value, and is left out");
    take_value(value->is_string() ? value->get<std::string>() : dump_json(*value), record);
    if (!record.metrics.empty()) records.push_back(std::move(record));
}

void NniRecords::take_value(const std::string& text, ProgramRecord& record) {
    const auto value = parse_json(text, {}, JsonDialect::python);
    if (!value) return problem("its value is not JSON: " + value.error().what);
    if (const auto number = metric_value(*value)) {
        record.metrics["default"] = *number;
        return;
    }
    if (!value->is_object()) return problem("its value is neither a number nor a mapping");
    for (const auto& [name, item] : value->items()) {
        if (const auto number = metric_value(item)) record.metrics[name] = *number;
        else problem("the value of " + name + " is no number, and is left out");
    }
    if (!record.metrics.contains("default")) problem("has no `default`, which is the objective");
}

void NniRecords::end() {
    if (file_.waiting().empty()) return;
    ++count_;
    problem("is not whole, and is left out");
}

}  // namespace lathe::run
