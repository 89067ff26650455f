// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/core_text.h"

#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QRegularExpression>

namespace lathe::gui {
namespace {

constexpr const char* context = "CoreText";
constexpr const char* docs_context = "CoreDocs";

// A longer sentence stands before one that would match it, too.
constexpr const char* sentences[] = {
    // why a trial waits
    QT_TRANSLATE_NOOP("CoreText", "waits for the running trial to end"),
    QT_TRANSLATE_NOOP("CoreText", "waits for one of the %1 running trials to end"),
    QT_TRANSLATE_NOOP("CoreText", "waits for its turn"),
    QT_TRANSLATE_NOOP("CoreText", "the search is paused"),
    QT_TRANSLATE_NOOP("CoreText", "the study is being stopped"),
    QT_TRANSLATE_NOOP("CoreText", "is not begun: the search stops after the running trials"),
    QT_TRANSLATE_NOOP("CoreText", "is not begun: the time given by max_duration is up"),
    QT_TRANSLATE_NOOP("CoreText", "begins when the study is resumed"),
    QT_TRANSLATE_NOOP("CoreText", "was stopped at step %1, and goes on when the study is resumed"),
    // devices
    QT_TRANSLATE_NOOP("CoreText", "waits for %1: %2"),
    QT_TRANSLATE_NOOP("CoreText",
                      "%1 is used by another program (process %2; search.devices.use_active: true shares it)"),
    QT_TRANSLATE_NOOP("CoreText", "%1 is used by %2"),
    QT_TRANSLATE_NOOP("CoreText", "needs %1, this machine has none that can be used among search.devices.indices (%2)"),
    QT_TRANSLATE_NOOP("CoreText", "needs %1, this machine has none that can be used among search.devices.indices"),
    QT_TRANSLATE_NOOP("CoreText", "needs %1, this machine has none that can be used (%2)"),
    QT_TRANSLATE_NOOP("CoreText", "needs %1, this machine has none that can be used"),
    QT_TRANSLATE_NOOP("CoreText", "needs %1, this machine has %2 that can be used among search.devices.indices (%3)"),
    QT_TRANSLATE_NOOP("CoreText", "needs %1, this machine has %2 that can be used among search.devices.indices"),
    QT_TRANSLATE_NOOP("CoreText", "needs %1, this machine has %2 that can be used (%3)"),
    QT_TRANSLATE_NOOP("CoreText", "needs %1, this machine has %2 that can be used"),
    QT_TRANSLATE_NOOP("CoreText", "another process keeps its turn to choose a GPU (%1)"),
    QT_TRANSLATE_NOOP("CoreText", "the driver refuses it: %1"),
    QT_TRANSLATE_NOOP("CoreText", "this LibTorch is built without CUDA; install one with it to train here"),
    QT_TRANSLATE_NOOP("CoreText", "a trial of %1 (process %2, user %3)"),
    QT_TRANSLATE_NOOP("CoreText", "a trial of %1 (process %2)"),
    QT_TRANSLATE_NOOP("CoreText", "trial %1 of %2 (process %3, user %4)"),
    QT_TRANSLATE_NOOP("CoreText", "trial %1 of %2 (process %3)"),
    QT_TRANSLATE_NOOP("CoreText", "trial %1"),
    QT_TRANSLATE_NOOP("CoreText", "%1 GPUs"),
    QT_TRANSLATE_NOOP("CoreText", "%1 GPU"),
    // a cluster
    QT_TRANSLATE_NOOP("CoreText", "Slurm does not take its job yet: %1"),
    QT_TRANSLATE_NOOP("CoreText", "Slurm does not answer: %1"),
    QT_TRANSLATE_NOOP("CoreText", "Slurm starts it (job %1)"),
    QT_TRANSLATE_NOOP("CoreText", "Slurm: %1 (job %2)"),
    QT_TRANSLATE_NOOP("CoreText", "Slurm is asked"),
    // how a study stands
    QT_TRANSLATE_NOOP("CoreText", "stopped; resume to go on"),
    QT_TRANSLATE_NOOP("CoreText", "stopped after the running trials; resume to go on"),
    QT_TRANSLATE_NOOP("CoreText", "the time given by max_duration is up"),
    QT_TRANSLATE_NOOP("CoreText", "no improvement in %1 trials (search.stop_when.no_improvement)"),
    QT_TRANSLATE_NOOP("CoreText", "all %1 trials failed, the first: %2"),
    QT_TRANSLATE_NOOP("CoreText", "the first %1 trials all failed for the same reason, and the search is stopped: %2"),
    QT_TRANSLATE_NOOP("CoreText", "the tuner suggested no trial at all; is the space empty?"),
    QT_TRANSLATE_NOOP("CoreText", "the search cannot go on: %1"),
    QT_TRANSLATE_NOOP("CoreText", "%1 (resume to go on from its last checkpoint)"),
    QT_TRANSLATE_NOOP("CoreText", "canceled"),
    // what is wrong with a filter
    QT_TRANSLATE_NOOP("CoreText", "the quote %1 is not closed"),
    QT_TRANSLATE_NOOP("CoreText", "a ) without its ("),
    QT_TRANSLATE_NOOP("CoreText", "the ( is not closed"),
    QT_TRANSLATE_NOOP("CoreText", "the filter is nested too deeply"),
    QT_TRANSLATE_NOOP("CoreText", "a name is missing before %1"),
    QT_TRANSLATE_NOOP("CoreText", "a comparison or a word is missing here"),
    QT_TRANSLATE_NOOP("CoreText", "%1 is not a comparison; use < <= > >= = != ~"),
    QT_TRANSLATE_NOOP("CoreText", "a value is missing after %1"),
    // what Auto says
    QT_TRANSLATE_NOOP("CoreText", "choices are nested %1 deep: each branch has a model of its own"),
    QT_TRANSLATE_NOOP("CoreText", "%1 trials run at once"),
    QT_TRANSLATE_NOOP("CoreText", "the space has %1 parameters"),
    QT_TRANSLATE_NOOP("CoreText", "%1 objectives: the expected improvement of the hypervolume, by a model of each"),
    QT_TRANSLATE_NOOP("CoreText", "up to %1 trials a model of the objective learns most from each"),
    QT_TRANSLATE_NOOP("CoreText", "%1 trials have ended: from the best of them on a numeric space"),
    QT_TRANSLATE_NOOP("CoreText", "%1 trials have ended, too many for a GP"),
    QT_TRANSLATE_NOOP("CoreText", "of %1 trials in all %2 come before the model"),
};

constexpr std::pair<const char*, const char*> units[] = {
    {QT_TRANSLATE_NOOP("CoreText", "batches"), QT_TRANSLATE_NOOP("CoreText", "batch")},
    {QT_TRANSLATE_NOOP("CoreText", "characters"), QT_TRANSLATE_NOOP("CoreText", "character")},
    {QT_TRANSLATE_NOOP("CoreText", "degrees"), QT_TRANSLATE_NOOP("CoreText", "degree")},
    {QT_TRANSLATE_NOOP("CoreText", "epochs"), QT_TRANSLATE_NOOP("CoreText", "epoch")},
    {QT_TRANSLATE_NOOP("CoreText", "images"), QT_TRANSLATE_NOOP("CoreText", "image")},
    {QT_TRANSLATE_NOOP("CoreText", "pixels"), QT_TRANSLATE_NOOP("CoreText", "pixel")},
    {QT_TRANSLATE_NOOP("CoreText", "rows"), QT_TRANSLATE_NOOP("CoreText", "row")},
    {QT_TRANSLATE_NOOP("CoreText", "samples"), QT_TRANSLATE_NOOP("CoreText", "sample")},
    {QT_TRANSLATE_NOOP("CoreText", "steps"), QT_TRANSLATE_NOOP("CoreText", "step")},
    {QT_TRANSLATE_NOOP("CoreText", "threads"), QT_TRANSLATE_NOOP("CoreText", "thread")},
};

struct Sentence {
    const char* source;
    QRegularExpression pattern;
};

// "a %1 b" as what matches it, with a group for each place.
Sentence compiled(const char* source) {
    QString text = QRegularExpression::escape(QString::fromUtf8(source));
    for (int i = 1; i <= 9; ++i) text.replace(QStringLiteral("\\%%1").arg(i), QStringLiteral("(.+?)"));
    return {source, QRegularExpression(QRegularExpression::anchoredPattern(text))};
}

const std::vector<Sentence>& known() {
    static const std::vector<Sentence> all = [] {
        std::vector<Sentence> list;
        for (const char* source : sentences) list.push_back(compiled(source));
        return list;
    }();
    return all;
}

QString translated(const QString& text);

// "a; b" or "a and b": what stands in brackets belongs to its part.
QString translatedList(const QString& text) {
    static const QRegularExpression between(QStringLiteral("(; | and )(?![^(]*\\))"));
    QString result;
    bool any = false;
    qsizetype from = 0;
    const auto take = [&](qsizetype to) {
        const QString part = text.mid(from, to - from);
        const QString shown = from == 0 && to == text.size() ? part : translated(part);
        any = any || shown != part;
        result += shown;
    };
    for (auto each = between.globalMatch(text); each.hasNext();) {
        const auto match = each.next();
        take(match.capturedStart());
        result += match.captured() == QLatin1String("; ") ? QStringLiteral("; ") : QStringLiteral(", ");
        from = match.capturedEnd();
    }
    take(text.size());
    return any ? result : text;
}

QString translated(const QString& text) {
    for (const auto& [source, pattern] : known()) {
        const auto match = pattern.match(text);
        if (!match.hasMatch()) continue;
        QString result = QCoreApplication::translate(context, source);
        // One after another, as a captured text may hold a "%".
        QStringList parts = match.capturedTexts().mid(1);
        for (QString& part : parts) part = translated(part);
        for (int i = static_cast<int>(parts.size()); i > 0; --i)
            result.replace(QLatin1Char('%') + QString::number(i), QChar(0xE000 + i));
        for (int i = 1; i <= static_cast<int>(parts.size()); ++i) result.replace(QChar(0xE000 + i), parts[i - 1]);
        return result;
    }
    return translatedList(text);
}

}  // namespace

QString coreText(const std::string& text) {
    const QString english = QString::fromStdString(text);
    // Without a translation there is nothing to look for.
    if (QCoreApplication::translate(context, sentences[0]) == QLatin1String(sentences[0])) return english;
    return translated(english);
}

QStringList coreSentences() {
    QStringList list;
    for (const char* source : sentences) list << QString::fromUtf8(source);
    return list;
}

QString unitText(std::string_view unit, QStringView value) {
    const bool one = value == QLatin1String("1");
    for (const auto& [many, single] : units)
        if (unit == many) return QCoreApplication::translate(context, one ? single : many);
    return QString::fromUtf8(unit.data(), static_cast<qsizetype>(unit.size()));
}

QString docText(std::string_view doc) {
    return doc.empty() ? QString() : QCoreApplication::translate(docs_context, std::string(doc).c_str());
}

}  // namespace lathe::gui
