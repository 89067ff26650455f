// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/lathe_records.h"

#include <fmt/format.h>

#include "core/base/json.h"
#include "core/run/program/metric_values.h"

namespace lathe::run {

std::optional<std::vector<ProgramRecord>> LatheRecords::poll() {
    if (!file_.read_more()) return std::nullopt;
    std::vector<ProgramRecord> records;
    std::size_t begin = 0;
    const std::string& waiting = file_.waiting();
    for (auto end = waiting.find('\n'); end != std::string::npos; end = waiting.find('\n', begin)) {
        take_line(waiting.substr(begin, end - begin), records);
        begin = end + 1;
    }
    file_.take(begin);
    return records;
}

void LatheRecords::take_line(const std::string& line, std::vector<ProgramRecord>& records) {
    ++lines_;
    if (line.find_first_not_of(" \t\r") == std::string::npos) return;
    const auto problem = [&](const std::string& what) {
        add_problem(fmt::format("metrics.jsonl, line {}: {}", lines_, what));
    };
    const auto json = parse_json(line, {}, JsonDialect::python);
    if (!json) return problem("is not JSON: " + json.error().what);
    const auto metrics = json->is_object() ? json->find("metrics") : json->end();
    if (!json->is_object() || metrics == json->end() || !metrics->is_object())
        return problem("expected {\"step\": ..., \"metrics\": {...}}");
    ProgramRecord record;
    if (const auto step = json->find("step"); step != json->end() && !step->is_null()) {
        record.step = integer_from_json(*step);
        if (!record.step) problem("its step is no whole number, and is not used");
    }
    for (const auto& [name, value] : metrics->items()) {
        if (const auto number = metric_value(value)) record.metrics[name] = *number;
        else problem("the value of " + name + " is no number, and is left out");
    }
    const auto finish = json->find("finish");
    record.is_final = finish != json->end() && *finish == true;
    if (!record.metrics.empty() || record.is_final) records.push_back(std::move(record));
}

void LatheRecords::end() {
    if (!file_.waiting().empty())
        add_problem(fmt::format("metrics.jsonl, line {}: is not whole, and is left out", lines_ + 1));
}

}  // namespace lathe::run
