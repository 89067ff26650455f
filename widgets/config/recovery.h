// Unsaved text kept beside the program's data, so that a crash loses nothing. Each process writes a file of its own:
// what an earlier one left is never overwritten, only discarded when the person says so or the edits are saved.
#pragma once

#include <string>

#include <QObject>
#include <QString>
#include <QTimer>

namespace lathe::gui {

class ExperimentDocument;

class Recovery : public QObject {
    Q_OBJECT

  public:
    // Follows `document`: writes its text a moment after each edit, and removes it once nothing is unsaved.
    explicit Recovery(ExperimentDocument& document);
    ~Recovery() override;

    // The newest text that a process which no longer runs left for `file` ("" : untitled); empty: none, or the same as
    // the file.
    static QString find(const QString& file);
    // Removes what processes that no longer run left for `file`.
    static void discard(const QString& file);
    // Writes at once what is waiting.
    void flush();

  private:
    void schedule();
    void write();
    void remove();
    QString place() const;

    ExperimentDocument& document_;
    QTimer timer_;
    QString written_;
};

}  // namespace lathe::gui
