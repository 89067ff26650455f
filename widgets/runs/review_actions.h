// The actions of the Review room, each with an objectName. GUI thread.
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QKeySequence;
class QWidget;

namespace lathe::gui {

class ReviewActions : public QObject {
    Q_OBJECT

  public:
    // Their shortcuts work in `room` and below.
    explicit ReviewActions(QWidget* room);

    const QList<QAction*>& all() const { return all_; }

    QAction* refresh;
    QAction* open;
    QAction* runAgain;
    QAction* showInFolder;
    QAction* copyParameters;

  private:
    QAction* make(const char* name, const char* iconName, const QString& text, const QKeySequence& keys);

    QWidget* room_;
    QList<QAction*> all_;
};

}  // namespace lathe::gui
