// Everything that is wrong with the experiment, one line each; choosing a line goes to its key. Hidden while all is
// well.
#pragma once

#include <QWidget>

#include "core/base/error.h"

class QLabel;
class QListWidget;

namespace lathe::gui {

class ProblemList : public QWidget {
    Q_OBJECT

  public:
    explicit ProblemList(QWidget* parent = nullptr);

    void setProblems(const Errors& problems);

  Q_SIGNALS:
    void keyChosen(const QString& key);

  private:
    QLabel* title_;
    QListWidget* list_;
};

}  // namespace lathe::gui
