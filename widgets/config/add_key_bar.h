// SPDX-License-Identifier: GPL-3.0-or-later
// A line to add a key to the config: its path, completed from what the schema knows, and its value. Shown when asked
// for; Escape hides it.
#pragma once

#include <QWidget>

class QLineEdit;
class QStringListModel;

namespace lathe::gui {

class ExperimentDocument;

class AddKeyBar : public QWidget {
    Q_OBJECT

  public:
    explicit AddKeyBar(ExperimentDocument& document, QWidget* parent = nullptr);

    // Shows the bar with the path of the group to add to.
    void begin(const QString& group);

  Q_SIGNALS:
    void added(const QString& key);

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void add();

    ExperimentDocument& document_;
    QLineEdit* key_;
    QLineEdit* value_;
    QStringListModel* known_;
};

}  // namespace lathe::gui
