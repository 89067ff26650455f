#include "widgets/config/experiment_document.h"

#include <QFileInfo>

#include "core/base/files.h"
#include "widgets/config/edit_command.h"

namespace lathe::gui {

ExperimentDocument::ExperimentDocument(const config::Catalog& catalog, QObject* parent)
    : QObject(parent), catalog_(catalog) {
    connect(&undo_, &QUndoStack::cleanChanged, this, [this] { Q_EMIT modifiedChanged(isModified()); });
}

ExperimentDocument::~ExperimentDocument() {
    // An undo stack with edits in it tells that it becomes clean while it is destroyed; nobody is left to hear that.
    undo_.disconnect(this);
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

Result<void> ExperimentDocument::saveTo(const QString& file) {
    if (auto written = write_file_atomically(file.toStdString(), document_.text()); !written) return written;
    savedText_ = document_.text();
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
    return {};
}

Result<void> ExperimentDocument::reload() {
    auto text = read_file(file_.toStdString());
    if (!text) return tl::make_unexpected(text.error());
    auto fresh = config::Document::parse(*text, file_.toStdString());
    if (!fresh) return tl::make_unexpected(fresh.error());
    edit(tr("reload from disk"), [&](EditDraft& draft) { return draft.replaceAll(*text); });
    savedText_ = *text;
    undo_.setClean();
    return {};
}

void ExperimentDocument::acceptDisk(const std::string& text) {
    savedText_ = text;
    undo_.setClean();
}

void ExperimentDocument::keepAgainst(const std::string& text) {
    savedText_ = text;
    undo_.resetClean();
}

QString ExperimentDocument::title() const {
    return file_.isEmpty() ? name_ : QFileInfo(file_).fileName();
}

tl::expected<search::Experiment, Errors> ExperimentDocument::experiment(bool forSearch) const {
    search::LoadOptions options;
    options.for_search = forSearch;
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

void ExperimentDocument::adopt(config::Document document) {
    document_ = std::move(document);
    refresh();
    Q_EMIT changed();
}

void ExperimentDocument::applyEdits(const std::vector<config::TextEdit>& edits) {
    for (const auto& edit : edits) {
        [[maybe_unused]] const auto done = document_.apply(edit);
        Q_ASSERT(done);  // tried on a draft before, or the inverse of what was
    }
    refresh();
    Q_EMIT changed();
}

// The config itself, or the one in the file beside the experiment that it names.
void ExperimentDocument::readConfig() {
    const config::Value& root = document_.root();
    const config::Value* config = root.get("config");
    config_ = config && config->is_dict() ? *config : config::Value(config::Dict{});
    configFile_.clear();
    const config::Value* named = root.get("config_file");
    if (config || !named || !named->is_string()) return;
    const fs::path path = fs::path(document_.file()).parent_path() / named->as_string();
    configFile_ = path.string();
    if (auto beside = config::Document::load(configFile_); beside && beside->root().is_dict()) config_ = beside->root();
}

void ExperimentDocument::refresh() {
    readConfig();
    schema_ = catalog_.compose(config_);
    resolved_ = config::resolve(config_, catalog_);
    auto experiment = this->experiment(false);
    problems_ = experiment ? Errors{} : std::move(experiment.error());
    space_ = {};
    if (experiment) {
        space_ = std::move(experiment->space);
    } else if (const config::Value* written = document_.root().get("space")) {
        if (auto parsed = space::Space::parse(*written)) space_ = std::move(*parsed);
    }
}

std::string configKey(const Error& error) {
    constexpr std::string_view prefix = "space.";
    return error.key.starts_with(prefix) ? error.key.substr(prefix.size()) : error.key;
}

}  // namespace lathe::gui
