// SPDX-License-Identifier: GPL-3.0-or-later
// The Configure room: one experiment file as a tree of options, an explanation of the selected one with its search
// space, the settings of the search, and every problem of the file.
#pragma once

#include <optional>

#include <QList>
#include <QString>
#include <QVector>
#include <QWidget>

#include "core/base/error.h"
#include "core/config/document.h"
#include "core/config/schema.h"
#include "core/search/experiment.h"
#include "core/search/purpose.h"
#include "widgets/config/check_findings.h"
#include "widgets/config/past_study.h"

class QAction;
class QStackedWidget;
class QUndoStack;

namespace lathe::gui {

class Banner;
class ConfigList;
class ConfigureActions;
class DiffView;
class ExperimentDocument;
class OptionPanel;
class OutsideChanges;
class ProblemList;
class Recovery;
class SearchPanel;

class ConfigurePage : public QWidget {
    Q_OBJECT

  public:
    // `catalog` must outlive the page.
    explicit ConfigurePage(const config::Catalog& catalog, QWidget* parent = nullptr);
    ~ConfigurePage() override;

    // The error, with the open file kept: the file cannot be read or is no YAML. A file that is YAML but no valid
    // experiment is opened, and its problems are listed.
    Result<void> openFile(const QString& file);
    // An untitled experiment; `suggestedName` is shown as its title and proposed by Save as.
    Result<void> openText(const QString& text, const QString& suggestedName);
    // The same for a text that is written nowhere else: it counts as an unsaved edit.
    Result<void> openUnsaved(const QString& text, const QString& suggestedName);
    // undecided: another program has changed the file, and the page asks what shall become of that.
    enum class Saving { done, undecided };
    // Fails for an untitled experiment: use saveAs().
    Result<Saving> save();
    Result<Saving> saveAs(const QString& file);

    bool isOpen() const;
    QString file() const;   // empty: none or untitled
    QString title() const;  // file name or suggested name, without a mark for modified
    bool isModified() const;
    QUndoStack* undoStack() const;
    const config::Document& document() const;
    // The experiment that the text now describes, or all of its errors. `purpose`: nullopt: what it says itself.
    tl::expected<search::Experiment, Errors> experiment(std::optional<search::Purpose> purpose = {}) const;

    // What is wrong with the text itself.
    const Errors& problems() const;
    // What a check of exactly this text found; shown until the text changes.
    void setFindings(const CheckFindings& findings);
    // Offers `action` in the list of problems.
    void addProblemAction(QAction* action);

    // Sets one option of the config, as one undo step; false: refused, and the page says why. Shows it.
    bool setValue(const QString& key, const QString& text);
    // Offers `action` beside the value of `key`.
    void addKeyAction(const QString& key, QAction* action);

    // Undo, redo, copy key path, ...: for menus and the command palette. Each has an objectName and a shortcut.
    QList<QAction*> editActions() const;

    // The text of unsaved edits of `file` ("" for untitled) that a crash left behind; empty when there is none.
    static QString recoverableFor(const QString& file);
    static void discardRecovery(const QString& file);
    // Makes the edits that led to a recovered text again, so that each can be undone; false: they do not fit.
    bool recover(const QString& text);

  public Q_SLOTS:
    // What the experiment reads beside its own text has changed, or more is known of it.
    void rereadFiles();
    // Parameters of finished trials: their values are drawn on the preview of the option's distribution.
    void setObservedParams(const QVector<lathe::space::Params>& params);
    // Past studies that a search may start from, newest first.
    void setPastStudies(const QVector<lathe::gui::PastStudy>& studies);
    // Selects the row of a config key such as "opt.lr".
    void showKey(const QString& key);

  Q_SIGNALS:
    void titleChanged();
    void modifiedChanged(bool modified);
    void experimentChanged();
    void problemsChanged(int errors);
    // From the empty state.
    void openRequested();
    void exampleRequested();

  private:
    QWidget* makeEmptyState();
    QWidget* makeEditor();
    void connectDocument();
    void connectEditor();
    QWidget* makeLeft();
    void showOpened();
    void showCurrent();
    void keepSelection();
    void showDifferences();
    void tellCount();
    void showNextProblem();

    ExperimentDocument* document_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    Banner* banner_ = nullptr;
    ConfigList* list_ = nullptr;
    OptionPanel* panel_ = nullptr;
    SearchPanel* search_ = nullptr;
    ProblemList* problems_ = nullptr;
    Recovery* recovery_ = nullptr;
    OutsideChanges* outside_ = nullptr;
    DiffView* diff_ = nullptr;
    ConfigureActions* actions_ = nullptr;
    CheckFindings found_;
    int problemCount_ = -1;
};

}  // namespace lathe::gui
