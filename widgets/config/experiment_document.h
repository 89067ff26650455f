// An experiment that is being edited. The text of the file is the truth; every change is an edit of that text and one
// step of the undo stack, and everything else here (schema, resolved values, space, problems) follows from the text.
// GUI thread only.
#pragma once

#include <functional>
#include <vector>

#include <QObject>
#include <QString>
#include <QUndoStack>

#include "core/config/resolve.h"
#include "core/config/schema.h"
#include "core/search/experiment.h"
#include "core/space/space.h"
#include "widgets/config/edit_draft.h"

namespace lathe::gui {

// The key of the config that an error is about: errors of the space name it "space.opt.lr".
std::string configKey(const Error& error);

class ExperimentDocument : public QObject {
    Q_OBJECT

  public:
    // `catalog` must outlive the document.
    explicit ExperimentDocument(const config::Catalog& catalog, QObject* parent = nullptr);
    ~ExperimentDocument() override;

    // On an error nothing changes.
    Result<void> open(const QString& file);
    Result<void> openText(const QString& text, const QString& suggestedName);
    Result<void> saveTo(const QString& file);
    // Takes the file's present text, as one undo step: the file changed outside.
    Result<void> reload();
    // The file holds what is edited here: nothing is unsaved.
    void acceptDisk(const std::string& text);
    // The file was changed outside, and the person keeps what is here: it is unsaved now.
    void keepAgainst(const std::string& text);

    bool isOpen() const { return open_; }
    bool isModified() const { return open_ && !undo_.isClean(); }
    QString file() const { return file_; }
    QString title() const;
    // The bytes that were last read from or written to the file.
    const std::string& savedText() const { return savedText_; }
    QUndoStack* undoStack() { return &undo_; }

    const config::Document& document() const { return document_; }
    const config::Catalog& catalog() const { return catalog_; }
    // The value under `config:`; an empty dict when there is none.
    const config::Value& config() const { return config_; }
    const config::Schema& schema() const { return schema_; }
    const config::Resolved& resolved() const { return resolved_; }
    const space::Space& space() const { return space_; }
    // The path of the file that `config_file:` names; empty when the config stands in the experiment itself.
    const std::string& configFile() const { return configFile_; }
    // Everything that is wrong with the experiment; keys of the config without the "config." in front.
    const Errors& problems() const { return problems_; }
    tl::expected<search::Experiment, Errors> experiment(bool forSearch) const;

    // Makes a change as one undo step. When a step of it fails, nothing changes and editRefused() tells why. Successive
    // changes with the same `mergeKey` (the steps of a spin box, a handle that is dragged) become one undo step.
    using Change = std::function<Result<void>(EditDraft&)>;
    bool edit(const QString& what, const Change& change, const QString& mergeKey = {});

  Q_SIGNALS:
    void changed();   // the text, and all that follows from it
    void replaced();  // another experiment was opened
    void modifiedChanged(bool modified);
    void titleChanged();
    void editRefused(const QString& reason);

  private:
    friend class EditCommand;

    void load(config::Document document, const QString& file, const QString& name);
    void adopt(config::Document document);
    void applyEdits(const std::vector<config::TextEdit>& edits);
    void refresh();
    void readConfig();

    const config::Catalog& catalog_;
    bool open_ = false;
    QString file_;
    QString name_;
    std::string savedText_;
    config::Document document_;
    config::Value config_{config::Dict{}};
    std::string configFile_;
    config::Schema schema_;
    config::Resolved resolved_;
    space::Space space_;
    Errors problems_;
    QUndoStack undo_;
};

}  // namespace lathe::gui
