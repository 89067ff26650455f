// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a key: type, description, default, range, where its value comes from; of a group, its options with
// their values. GUI thread.
#pragma once

#include <string>

#include <QWidget>

#include "core/config/schema.h"
#include "core/config/value.h"

class QFormLayout;
class QLabel;
class QTreeWidget;

namespace lathe::gui {

class ElideLabel;
class ExperimentDocument;

class OptionFacts : public QWidget {
    Q_OBJECT

  public:
    // `document` outlives this.
    explicit OptionFacts(const ExperimentDocument& document, QWidget* parent = nullptr);

    void showKey(const QString& key);

  Q_SIGNALS:
    void keyChosen(const QString& key);  // of an option of the group

  private:
    void makeOptions();
    void showOptions();
    void addOption(const std::string& key);
    void addFact(const QString& name, const QString& value);
    QString documentation() const;
    QString origin() const;
    const config::Option* option() const;
    // What the file or the schema's default gives, before interpolation; nullptr for a key that is in neither.
    const config::Value* written() const;

    const ExperimentDocument& document_;
    QString key_;
    ElideLabel* title_;
    QLabel* type_;
    QLabel* doc_;
    QFormLayout* facts_;
    QTreeWidget* options_;
};

}  // namespace lathe::gui
