// SPDX-License-Identifier: GPL-3.0-or-later
// Opening, saving and losing nothing: the file part of the window, around the Configure room. Dialogs are not native,
// not blocking, and have an objectName, so that tests drive them. GUI thread.
#pragma once

#include <functional>

#include <QObject>
#include <QString>

namespace lathe::gui {

class ConfigurePage;

class ExperimentFiles : public QObject {
    Q_OBJECT

  public:
    // `window` is the parent of the dialogs.
    ExperimentFiles(ConfigurePage* page, QWidget* window);

    // Each asks first when edits would be lost.
    void askOpen();
    void open(const QString& file);
    // An experiment that is in no file yet; `name` is proposed when it is saved.
    void openUnsaved(const QString& text, const QString& name);
    // A copy of the bundled example in `folder`; opened before, it is opened again as it was left.
    void openExample(const QString& folder);

    // `then` runs after it was saved; asks for a name where there is none.
    void save(const std::function<void()>& then = {});
    void saveAs(const std::function<void()>& then = {});
    // `then` runs when nothing would be lost: nothing was edited, or the person saved or discarded the edits.
    void whenSafe(const std::function<void()>& then);

  Q_SIGNALS:
    void opened(const QString& file);
    void saved(const QString& file);
    void failed(const QString& message);
    // Not saved: the Configure room asks about what another program wrote.
    void undecided();
    // Edits of the opened file that a crash left behind.
    void recoverable(const QString& text);

  private:
    void openNow(const QString& file);
    void openText(const QString& text, const QString& name);
    void saveNow(const QString& file, const std::function<void()>& then);

    ConfigurePage* page_;
    QWidget* window_;
};

}  // namespace lathe::gui
