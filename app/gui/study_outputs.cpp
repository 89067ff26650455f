// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/study_outputs.h"

#include <QDir>

#include "app/gui/study_output_dialog.h"

namespace lathe::gui {

StudyOutputs::StudyOutputs(ReviewPage& review, QWidget& window) : QObject(&window), window_(window) {
    connect(&review, &ReviewPage::outputRequested, this, &StudyOutputs::open);
}

bool StudyOutputs::isBusy() const {
    return dialog_ && dialog_->isBusy();
}

void StudyOutputs::open(const std::vector<MarkedRecord>& records, ReviewPage::Output output) {
    if (records.empty()) return;
    if (isBusy()) {
        dialog_->show();
        dialog_->raise();
        dialog_->activateWindow();
        return;
    }
    delete dialog_;
    std::vector<store::ExportedStudy> studies;
    for (const MarkedRecord& record : records) {
        store::ExportedStudy one{record.key.folder(), std::nullopt};
        if (record.key.trial) one.trials = std::set{*record.key.trial};
        studies.push_back(std::move(one));
    }
    const auto start =
        output == ReviewPage::Output::report ? StudyOutputForm::Start::report : StudyOutputForm::Start::exported;
    dialog_ = new StudyOutputDialog(start, std::move(studies), QDir::homePath(), &window_);
    dialog_->setLacks(lacks_);
    dialog_->setAttribute(Qt::WA_DeleteOnClose);
    dialog_->show();
}

}  // namespace lathe::gui
