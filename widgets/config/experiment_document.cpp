// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/experiment_document.h"

#include <set>

#include <QFileInfo>

#include "core/base/files.h"
#include "core/config/merge_edits.h"
#include "core/search/experiment_file.h"
#include "widgets/config/edit_command.h"

namespace lathe::gui {

namespace {

// By whatever name it is reached.
bool isSameFile(const QString& one, const QString& other) {
    if (other.isEmpty()) return false;
    const QFileInfo a(one);
    const QFileInfo b(other);
    if (a.absoluteFilePath() == b.absoluteFilePath()) return true;
    const QString real = a.canonicalFilePath();
    return !real.isEmpty() && real == b.canonicalFilePath();
}

}  // namespace

ExperimentDocument::ExperimentDocument(const config::Catalog& catalog, QObject* parent)
    : QObject(parent), catalog_(catalog) {
    connect(&undo_, &QUndoStack::cleanChanged, this, [this] { Q_EMIT modifiedChanged(isModified()); });
}

ExperimentDocument::~ExperimentDocument() {
    // An undo stack with edits in it tells that it becomes clean while it is destroyed; nobody is left to hear that.
    undo_.blockSignals(true);
}

Result<void> ExperimentDocument::open(const QString& file) {
    auto document = config::Document::load(file.toStdString());
    if (!document) return tl::make_unexpected(document.error());
    load(std::move(*document), QFileInfo(file).absoluteFilePath(), {});
    return {};
}

Result<void> ExperimentDocument::openText(const QString& text, const QString& suggestedName) {
    auto document = config::Document::parse(text.toStdString(), suggestedName.toStdString());
    if (!document) return tl::make_unexpected(document.error());
    load(std::move(*document), {}, suggestedName);
    return {};
}

void ExperimentDocument::load(config::Document document, const QString& file, const QString& name) {
    document_ = std::move(document);
    savedText_ = document_.text();
    gone_ = false;
    file_ = file;
    name_ = name;
    open_ = true;
    undo_.clear();
    refresh();
    Q_EMIT replaced();
    Q_EMIT changed();
    Q_EMIT titleChanged();
    Q_EMIT modifiedChanged(isModified());
}

Result<SaveEnd> ExperimentDocument::saveTo(const QString& file) {
    SaveEnd end;
    if (isSameFile(file, file_)) {
        auto over = writeOver(file.toStdString());
        if (!over || !over->isSaved()) return over;
        end = std::move(*over);
    } else if (auto written = write_file_atomically(file.toStdString(), document_.text()); !written) {
        return fail(std::move(written.error()));
    }
    savedText_ = document_.text();
    gone_ = false;
    const QString path = QFileInfo(file).absoluteFilePath();
    if (path != file_) {
        auto renamed = config::Document::parse(document_.text(), path.toStdString());
        if (renamed) document_ = std::move(*renamed);
        file_ = path;
        name_.clear();
        refresh();
        Q_EMIT changed();
        Q_EMIT titleChanged();
    }
    undo_.setClean();
    return end;
}

Result<SaveEnd> ExperimentDocument::writeOver(const std::string& file) {
    SaveEnd end;
    constexpr int mostTries = 20;
    for (int i = 0; i < mostTries; ++i) {
        const auto now = read_file_if_there(file, config::max_document_size);
        if (!now) return fail(now.error());
        if (!*now && !gone_) {
            noteGone();
            return SaveEnd{SaveEnd::Kind::gone, {}, {}, {}};
        }
        if (*now && **now != savedText_) {
            auto keys = mergeDisk(**now, Conflicts::refuse);
            if (!keys) return SaveEnd{SaveEnd::Kind::apart, **now, {}, std::move(keys.error())};
            if (!keys->empty()) return SaveEnd{SaveEnd::Kind::conflict, **now, std::move(*keys), {}};
            end.kind = SaveEnd::Kind::merged;
        }
        if (*now == document_.text()) return end;
        const auto written = replace_file(file, *now, document_.text());
        if (!written) return fail(written.error());
        if (*written) return end;
    }
    return fail(tr("another program changes it again and again").toStdString(),
                tr("nothing was written: save again when that has ended").toStdString());
}

Result<std::vector<std::string>> ExperimentDocument::mergeDisk(const std::string& text, Conflicts conflicts) {
    auto base = config::Document::parse(savedText_);
    // The person once kept what is here over a file that is no YAML: there is no common start.
    if (!base) base = config::Document();
    auto theirs = config::Document::parse(text, file_.toStdString());
    if (!theirs) return tl::make_unexpected(std::move(theirs.error()));
    auto merged = config::merge_edits(
        *base, document_, *theirs, conflicts == Conflicts::keep_mine ? config::Prefer::mine : config::Prefer::theirs);
    if (!merged) return tl::make_unexpected(std::move(merged.error()));
    if (!merged->conflicts.empty() && conflicts == Conflicts::refuse) return std::move(merged->conflicts);
    edit(tr("changes of another program"), [&](EditDraft& draft) { return draft.replaceAll(merged->document.text()); });
    savedText_ = text;
    gone_ = false;
    if (document_.text() == text) undo_.setClean();
    else undo_.resetClean();
    return std::move(merged->conflicts);
}

void ExperimentDocument::rereadFiles() {
    refresh();
    Q_EMIT changed();
}

void ExperimentDocument::acceptDisk(const std::string& text) {
    savedText_ = text;
    gone_ = false;
    undo_.setClean();
}

void ExperimentDocument::keepAgainst(const std::string& text) {
    savedText_ = text;
    gone_ = false;
    undo_.resetClean();
}

void ExperimentDocument::noteGone() {
    gone_ = true;
    undo_.resetClean();
}

QString ExperimentDocument::title() const {
    return file_.isEmpty() ? name_ : QFileInfo(file_).fileName();
}

tl::expected<search::Experiment, Errors> ExperimentDocument::experiment(std::optional<search::Purpose> purpose) const {
    search::LoadOptions options;
    options.purpose = purpose;
    return search::parse_experiment(document_, catalog_, options);
}

bool ExperimentDocument::edit(const QString& what, const Change& change, const QString& mergeKey) {
    EditDraft draft(document_);
    if (auto done = change(draft); !done) {
        const Error& error = done.error();
        QString reason = QString::fromStdString(error.what);
        if (!error.hint.empty()) reason += "; " + QString::fromStdString(error.hint);
        Q_EMIT editRefused(reason);
        return false;
    }
    if (!draft.edits().empty()) undo_.push(new EditCommand(*this, std::move(draft), what, mergeKey));
    return true;
}

void ExperimentDocument::adopt(config::Document document, const config::EditEffect& effect) {
    document_ = std::move(document);
    if (!effect.replaced || !refreshOne(*effect.replaced)) refresh();
    Q_EMIT changed();
}

void ExperimentDocument::applyEdits(const std::vector<config::TextEdit>& edits) {
    config::EditEffect effect;
    for (const auto& edit : edits) {
        auto done = document_.apply(edit);
        Q_ASSERT(done);  // tried on a draft before, or the inverse of what was
        if (done && edits.size() == 1) effect = std::move(*done);
    }
    if (!effect.replaced || !refreshOne(*effect.replaced)) refresh();
    Q_EMIT changed();
}

void ExperimentDocument::refresh() {
    touched_.reset();
    auto before = std::move(reading_.experiment.files);
    reading_ = search::read_experiment(document_, catalog_);
    if (files() != before) Q_EMIT filesChanged();
}

// One plain value of the config took the place of another; false: read everything anew.
bool ExperimentDocument::refreshOne(const std::string& path) {
    constexpr std::string_view prefix = "config.";
    if (!path.starts_with(prefix)) return false;
    const std::string key = path.substr(prefix.size());
    const config::Value* value = document_.root().find(path);
    std::set<std::string> touched{key};
    const auto addErrors = [&] {
        for (const auto& error : resolved().errors) touched.insert(error.key);
    };
    addErrors();
    if (!value || !reading_.change(key, *value, catalog())) return false;
    addErrors();
    touched.insert(reading_.resolution.references().begin(), reading_.resolution.references().end());
    touched_.emplace(touched.begin(), touched.end());
    return true;
}

std::string configKey(const Error& error) {
    constexpr std::string_view prefix = "space.";
    return error.key.starts_with(prefix) ? error.key.substr(prefix.size()) : error.key;
}

}  // namespace lathe::gui
