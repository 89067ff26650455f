// SPDX-License-Identifier: GPL-3.0-or-later
// Changes what people say of studies and trials, and deletes them; every change can be undone. GUI thread; the files
// are written on the reader's thread, in the order of the changes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QObject>
#include <QUndoStack>

#include "widgets/runs/record_key.h"

namespace lathe::gui {

class ReviewReader;

class RecordEditor : public QObject {
    Q_OBJECT

  public:
    // Sets one thing of the marks, and nothing else: another program may change the rest meanwhile.
    using Edit = std::function<void(store::Marks&)>;
    // The edit that makes a thing as it is in `marks`.
    using EditTo = std::function<Edit(const store::Marks& marks)>;

    explicit RecordEditor(ReviewReader& reader, QObject* parent = nullptr);

    // `what`: for "Undo %1". Undone, each record gets back what `back` makes of the marks it had. Records that already
    // are so are left alone.
    void change(const QString& what, const std::vector<MarkedRecord>& records, const Edit& edit, const EditTo& back);
    void remove(const std::vector<MarkedRecord>& records);
    // Puts these of the trash back, in this order.
    void restore(const QString& workspace, const std::vector<std::string>& ids);

    QUndoStack& undoStack() { return undo_; }

  private:
    ReviewReader& reader_;
    QUndoStack undo_;
};

}  // namespace lathe::gui
