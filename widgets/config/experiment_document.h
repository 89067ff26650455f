// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment that is being edited. The text of the file is the truth; every change is an edit of that text and one
// step of the undo stack, and everything else here (schema, resolved values, space, problems) follows from the text.
// GUI thread only.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QObject>
#include <QString>
#include <QUndoStack>

#include "core/config/resolve.h"
#include "core/config/schema.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"
#include "core/search/purpose.h"
#include "core/space/space.h"
#include "widgets/config/edit_draft.h"
#include "widgets/config/save_end.h"

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
    // The one way to the disk. Its own file is written only while it holds what was last read or written: what another
    // program changed there since is brought in first, as mergeDisk() does. Other files are written over: the person
    // chose that.
    Result<SaveEnd> saveTo(const QString& file);
    // The file was changed outside and now holds `text`: as one undo step, that text with the edits made here since it
    // was last read or written. Returns the keys that both changed, differently; with Conflicts::refuse nothing changes
    // when there are any.
    enum class Conflicts { refuse, take_theirs, keep_mine };
    Result<std::vector<std::string>> mergeDisk(const std::string& text, Conflicts conflicts);
    // A file beside the experiment that it reads was changed.
    void rereadFiles();
    // The file holds what is edited here: nothing is unsaved.
    void acceptDisk(const std::string& text);
    // The file was changed outside, and the person keeps what is here: it is unsaved now.
    void keepAgainst(const std::string& text);
    // The file is not there any more: what is here is unsaved, and saving makes it anew.
    void noteGone();
    bool isGone() const { return gone_; }

    bool isOpen() const { return open_; }
    bool isModified() const { return open_ && !undo_.isClean(); }
    QString file() const { return file_; }
    QString title() const;
    // The bytes that were last read from or written to the file.
    const std::string& savedText() const { return savedText_; }
    QUndoStack* undoStack() { return &undo_; }

    const config::Document& document() const { return document_; }
    // Empty where trials are a program of somebody's, whose config is its own.
    const config::Catalog& catalog() const { return reading_.experiment.program ? none_ : catalog_; }
    // The same with what the experiment adds to it: its own options, and those of its plug-ins.
    config::Catalog extendedCatalog() const { return reading_.experiment.extended(catalog()); }
    // The composed config: what stands under `config:`, and what other files bring; an empty dict when there is none.
    const config::Value& config() const { return reading_.experiment.config; }
    const config::Schema& schema() const { return reading_.resolution.schema(); }
    const config::Resolved& resolved() const { return reading_.resolution.resolved(); }
    const space::Space& space() const { return reading_.experiment.space; }
    // Files beside the experiment that it reads: those that its config is composed of, its schema, its space.
    const std::vector<std::string>& files() const { return reading_.experiment.files; }
    // Whether a value of the config is written in the experiment itself.
    bool isOwn(const config::Value& value) const { return value.mark.file == document_.root().mark.file; }
    // Everything that is wrong with the experiment; keys of the config without the "config." in front.
    const Errors& problems() const { return reading_.errors; }
    // Keys of the options that may read differently since the last change; nullopt: any.
    const std::optional<std::vector<std::string>>& touched() const { return touched_; }
    // The experiment that the text now describes, or all of its errors. `purpose`: nullopt: what it says itself.
    tl::expected<search::Experiment, Errors> experiment(std::optional<search::Purpose> purpose = {}) const;

    // Makes a change as one undo step. When a step of it fails, nothing changes and editRefused() tells why. Successive
    // changes with the same `mergeKey` (the steps of a spin box, a handle that is dragged) become one undo step.
    using Change = std::function<Result<void>(EditDraft&)>;
    bool edit(const QString& what, const Change& change, const QString& mergeKey = {});

  Q_SIGNALS:
    void changed();       // the text, and all that follows from it
    void filesChanged();  // the experiment reads other files than before
    void replaced();      // another experiment was opened
    void modifiedChanged(bool modified);
    void titleChanged();
    void editRefused(const QString& reason);
    void editNoted(const QString& note);  // what an edit did beside what was asked for

  private:
    friend class EditCommand;

    void load(config::Document document, const QString& file, const QString& name);
    Result<SaveEnd> writeOver(const std::string& file);
    // `document`: what is edited here after that many edits.
    void adopt(config::Document document, const config::EditEffect& effect);
    void applyEdits(const std::vector<config::TextEdit>& edits);
    void refresh();
    bool refreshOne(const std::string& path);

    const config::Catalog& catalog_;
    const config::Catalog none_{};
    bool open_ = false;
    bool gone_ = false;  // the file is missing, and the person knows
    QString file_;
    QString name_;
    std::string savedText_;
    config::Document document_;
    search::Reading reading_;
    std::optional<std::vector<std::string>> touched_;
    QUndoStack undo_;
};

}  // namespace lathe::gui
