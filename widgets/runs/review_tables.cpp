// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_tables.h"

#include <algorithm>
#include <functional>
#include <set>

#include <QCoreApplication>

#include "core/config/diff.h"
#include "core/provenance/record_table.h"
#include "widgets/common/natural_order.h"
#include "widgets/runs/data_facts.h"
#include "widgets/runs/origin_text.h"
#include "widgets/runs/record_display.h"

namespace lathe::gui {

namespace {

QString tableWord(const char* text) {
    return QCoreApplication::translate("ReviewTables", text);
}

CompareRow rowOf(const QString& name, const std::vector<SelectedTrial>& trials,
                 const std::function<QString(const SelectedTrial&)>& text) {
    CompareRow row{name, {}, {}};
    for (const auto& trial : trials) row.values.append(text(trial));
    return row;
}

// A row for each key but one that any trial's dict has, in the order in which they are met.
void addDictRows(std::vector<CompareRow>& rows, const std::vector<SelectedTrial>& trials,
                 config::Value store::TrialRecord::*member, const std::string& leftOut = {}) {
    std::vector<std::string> keys;
    for (const auto& selected : trials) {
        const config::Value& dict = selected.trial->*member;
        if (!dict.is_dict()) continue;
        for (const auto& [key, value] : dict.as_dict())
            if (key != leftOut && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
    for (const auto& key : keys)
        rows.push_back(rowOf(QString::fromStdString(key), trials, [&](const SelectedTrial& selected) {
            const auto* value = (selected.trial->*member).get(key);
            return value ? fullValue(*value) : QString();
        }));
}

// What the data of each trial turned out to be.
void addDataRows(std::vector<CompareRow>& rows, const std::vector<SelectedTrial>& trials) {
    const std::size_t before = rows.size();
    for (qsizetype i = 0; i < static_cast<qsizetype>(trials.size()); ++i) {
        const config::Value* data = trials[static_cast<std::size_t>(i)].trial->facts.get("data");
        for (const auto& [name, text] : data ? dataFacts(*data) : std::vector<std::pair<QString, QString>>()) {
            const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(before);
            auto row =
                std::find_if(begin, rows.end(), [&name = name](const CompareRow& one) { return one.name == name; });
            if (row == rows.end())
                row = rows.insert(row, {name, QStringList(static_cast<qsizetype>(trials.size())), {}});
            row->values[i] = text;
        }
    }
}

const TrialTexts* textsOf(const SelectedTrial& trial, const std::vector<TrialTexts>& texts) {
    const auto found = std::find_if(texts.begin(), texts.end(), [&](const auto& one) { return one.key == trial.key; });
    return found != texts.end() ? &*found : nullptr;
}

// The last value of each metric, and its best where it is known which way it is better.
void addMetricRows(std::vector<CompareRow>& rows, const std::vector<SelectedTrial>& trials,
                   const MetricsByTrial& metrics) {
    std::vector<store::MetricSummaries> all;
    std::set<QString, NaturalOrder> names;
    for (const auto& trial : trials) {
        const auto points = metrics.find(trial.key);
        store::MetricSummaries of = points != metrics.end() ? points->second : store::MetricSummaries();
        // trial.json has all digits of the last values.
        for (const auto& [name, recorded] :
             store::metric_summaries(store::MetricsTable(), *trial.trial, trial.study->mode)) {
            if (recorded.last) of[name].last = recorded.last;
            if (!of[name].best) of[name].best = recorded.best;
        }
        for (const auto& [name, summary] : of) names.insert(QString::fromStdString(name));
        all.push_back(std::move(of));
    }
    const QString best = tableWord(QT_TRANSLATE_NOOP("ReviewTables", "%1, best"));
    for (const QString& name : names) {
        CompareRow last{name, {}, {}}, top{best.arg(name), {}, {}};
        for (const auto& of : all) {
            const auto found = of.find(name.toStdString());
            const bool there = found != of.end();
            last.values << (there && found->second.last ? shortNumber(*found->second.last) : QString());
            top.values << (there && found->second.best ? shortNumber(*found->second.best) : QString());
        }
        const bool known = std::ranges::any_of(top.values, [](const QString& value) { return !value.isNull(); });
        rows.push_back(std::move(last));
        if (known) rows.push_back(std::move(top));
    }
}

// What ran, and how it ended.
void addRunRows(std::vector<CompareRow>& rows, const std::vector<SelectedTrial>& trials,
                const std::vector<TrialTexts>& texts) {
    const auto add = [&](const char* name, const std::function<QString(const SelectedTrial&)>& text) {
        rows.push_back(rowOf(tableWord(name), trials, text));
    };
    const auto addIfAny = [&](const char* name, const std::function<QString(const SelectedTrial&)>& text) {
        CompareRow row = rowOf(tableWord(name), trials, text);
        if (std::ranges::any_of(row.values, [](const QString& value) { return !value.isEmpty(); }))
            rows.push_back(std::move(row));
    };
    add(QT_TRANSLATE_NOOP("ReviewTables", "state"), [](const auto& t) { return nameOf(t.trial->state); });
    add(QT_TRANSLATE_NOOP("ReviewTables", "objective"),
        [](const auto& t) { return t.trial->objective ? shortNumber(*t.trial->objective) : QString(); });
    addIfAny(QT_TRANSLATE_NOOP("ReviewTables", "made from"), [](const auto& t) { return originText(t); });
    addIfAny(QT_TRANSLATE_NOOP("ReviewTables", "reproduced"), [&](const auto& t) {
        const TrialTexts* of = textsOf(t, texts);
        return of ? of->reproduction : QString();
    });
    add(QT_TRANSLATE_NOOP("ReviewTables", "steps"), [](const auto& t) { return QString::number(t.trial->steps); });
    add(QT_TRANSLATE_NOOP("ReviewTables", "epochs"), [](const auto& t) { return QString::number(t.trial->epochs); });
    add(QT_TRANSLATE_NOOP("ReviewTables", "started"), [](const auto& t) { return timeText(t.trial->start); });
    add(QT_TRANSLATE_NOOP("ReviewTables", "duration"),
        [](const auto& t) { return durationText(secondsOf(t.trial->start, t.trial->end)); });
    addIfAny(QT_TRANSLATE_NOOP("ReviewTables", "note"),
             [](const auto& t) { return QString::fromStdString(t.trial->error); });
}

// The resolved configs, leaf by leaf.
void addConfigRows(std::vector<CompareRow>& rows, const std::vector<SelectedTrial>& trials,
                   const std::vector<TrialTexts>& texts) {
    std::vector<const config::Value*> configs;
    QSet<int> unknown;
    for (const auto& trial : trials) {
        const TrialTexts* of = textsOf(trial, texts);
        if (!of || !of->values) unknown.insert(static_cast<int>(configs.size()));
        configs.push_back(of ? of->values.get() : nullptr);
    }
    for (const auto& leaf : config::compare(configs)) {
        CompareRow row{QString::fromStdString(leaf.path), {}, unknown};
        for (const auto& value : leaf.values) row.values << (value ? fullValue(*value) : QString());
        rows.push_back(std::move(row));
    }
}

void addEnvironmentRows(std::vector<CompareRow>& rows, const std::vector<SelectedTrial>& trials,
                        const std::vector<TrialTexts>& texts) {
    rows.push_back(rowOf(tableWord(QT_TRANSLATE_NOOP("ReviewTables", "device")), trials,
                         [](const auto& t) { return QString::fromStdString(t.trial->device); }));
    addDictRows(rows, trials, &store::TrialRecord::facts, "data");
    addDataRows(rows, trials);
    std::vector<const config::Value*> records;
    QSet<int> unknown;
    for (const auto& trial : trials) {
        const TrialTexts* of = textsOf(trial, texts);
        if (!of || !of->record) unknown.insert(static_cast<int>(records.size()));
        records.push_back(of ? of->record.get() : nullptr);
    }
    for (const auto& record : provenance::record_rows(records)) {
        CompareRow row{QString::fromStdString(record.path), {}, unknown};
        for (const auto& value : record.values) row.values.append(value ? fullValue(*value) : QString());
        rows.push_back(std::move(row));
    }
}

}  // namespace

std::vector<CompareRow> comparisonRows(const std::vector<SelectedTrial>& trials, const std::vector<TrialTexts>& texts,
                                       const MetricsByTrial& metrics) {
    std::vector<CompareRow> rows;
    if (trials.empty()) return rows;
    std::size_t begun = 0;
    const auto end = [&](const char* section) {
        for (; begun < rows.size(); ++begun) rows[begun].section = tableWord(section);
    };
    addDictRows(rows, trials, &store::TrialRecord::params);
    end(QT_TRANSLATE_NOOP("ReviewTables", "Parameters"));
    addMetricRows(rows, trials, metrics);
    end(QT_TRANSLATE_NOOP("ReviewTables", "Metrics"));
    addRunRows(rows, trials, texts);
    end(QT_TRANSLATE_NOOP("ReviewTables", "Run"));
    addConfigRows(rows, trials, texts);
    end(QT_TRANSLATE_NOOP("ReviewTables", "Config"));
    addEnvironmentRows(rows, trials, texts);
    end(QT_TRANSLATE_NOOP("ReviewTables", "Environment"));
    return rows;
}

QString whatIsNotRecorded(const std::vector<SelectedTrial>& trials, const std::vector<TrialTexts>& texts) {
    QStringList without, broken;
    for (const auto& trial : trials) {
        const TrialTexts* of = textsOf(trial, texts);
        if (!of || of->record) continue;
        if (of->recordError.isEmpty()) without << QString::number(trial.key.number);
        else broken << of->recordError;
    }
    broken.removeDuplicates();
    if (!without.isEmpty())
        broken << QCoreApplication::translate(
                      "ReviewTables",
                      "Nothing more was recorded of trial %1: it was run by an older Lathe, or ended before its "
                      "environment was written.")
                      .arg(without.join(QStringLiteral(", ")));
    return broken.join(QLatin1Char('\n'));
}

}  // namespace lathe::gui
