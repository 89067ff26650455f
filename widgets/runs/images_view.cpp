// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/images_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QThreadPool>
#include <QVBoxLayout>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/runs/decoded_picture.h"
#include "widgets/runs/saved_bytes.h"
#include "widgets/runs/step_chooser.h"

namespace lathe::gui {

ImagesView::ImagesView(QWidget* parent)
    : QWidget(parent),
      chooser_(new StepChooser(QStringLiteral("image"), tr("Which images"), tr("Step of the images"))),
      area_(new QWidget),
      grid_(new QGridLayout(area_)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(spacing);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(chooser_);
    layout->addWidget(area_, 1);
    connect(chooser_, &StepChooser::chosen, this, &ImagesView::showStep);
}

void ImagesView::setTrials(std::vector<MediaTrial> trials) {
    if (trials == trials_) return;
    trials_ = std::move(trials);
    chooser_->setSteps(stepsOf(trials_, &store::TrialMedia::images));
}

int ImagesView::columns() const {
    return std::max(1, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(trials_.size())))));
}

// Labels that are there already are filled anew: going through the steps must not flicker.
void ImagesView::showStep() {
    std::size_t place = 0;
    for (const MediaTrial& trial : trials_) {
        const store::RecordedImage* image =
            trial.media ? recordedAt(trial.media->images, chooser_->tag(), chooser_->step()) : nullptr;
        if (image != nullptr) showPicture(place++, trial, *image);
    }
    while (shown_.size() > place) {
        delete shown_.back().picture->parentWidget();
        shown_.pop_back();
    }
    scalePictures();
}

void ImagesView::showPicture(std::size_t place, const MediaTrial& trial, const store::RecordedImage& image) {
    if (place == shown_.size()) {
        auto* cell = new QWidget;
        auto* layout = new QVBoxLayout(cell);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(spacing / 2);
        Shown one{new QLabel, new QLabel, {}, {}, {}, 0};
        one.picture->setObjectName(QStringLiteral("image"));
        one.picture->setAlignment(Qt::AlignCenter);
        one.picture->setMinimumSize(1, 1);
        one.picture->setWordWrap(true);
        one.picture->setFocusPolicy(Qt::StrongFocus);
        one.picture->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(one.picture, &QWidget::customContextMenuRequested, this,
                [this, picture = one.picture](const QPoint& at) { offer(picture, at); });
        one.caption->setTextFormat(Qt::PlainText);
        one.caption->setAlignment(Qt::AlignCenter);
        layout->addWidget(one.picture, 1);
        layout->addWidget(one.caption);
        shown_.push_back(std::move(one));
    }
    Shown& one = shown_[place];
    const int at = static_cast<int>(place);
    grid_->addWidget(one.picture->parentWidget(), at / columns(), at % columns());
    // A trial that has nothing at this very step shows what it had before.
    one.caption->setText(image.step == chooser_->step() ? trial.label
                                                        : tr("%1, step %2").arg(trial.label).arg(image.step));
    one.picture->setAccessibleName(
        tr("%1 of %2, step %3").arg(QString::fromStdString(chooser_->tag()), trial.label).arg(image.step));
    if (one.bytes == image.png) return tellProblem(one);
    one.bytes = image.png;
    one.problem.clear();
    one.ticket = ++ticket_;
    one.whole = {};
    // A small one is there at once: what was shown stays until then, and nothing flickers.
    if (one.picture->pixmap().isNull() || isLargePicture(image.png)) one.picture->setText(tr("Reading…"));
    QThreadPool::globalInstance()->start(
        [self = QPointer(this), picture = one.picture, ticket = one.ticket, bytes = image.png] {
            const DecodedPicture decoded = decodePicture(bytes);
            // Whether the view is still there, its own thread alone can tell.
            QMetaObject::invokeMethod(qApp, [self, picture, ticket, decoded] {
                if (self) self->take(picture, ticket, decoded.image, decoded.problem);
            });
        });
}

void ImagesView::take(QLabel* picture, int ticket, const QImage& whole, const QString& problem) {
    const auto found = std::ranges::find(shown_, picture, &Shown::picture);
    if (found == shown_.end() || found->ticket != ticket) return;
    found->whole = whole;
    found->problem = problem;
    if (whole.isNull()) picture->setText(problem);
    tellProblem(*found);
    scalePictures();
}

// What of the file is not shown, behind what the picture is called.
void ImagesView::tellProblem(const Shown& shown) {
    if (shown.whole.isNull() || shown.problem.isEmpty()) return;
    shown.caption->setText(tr("%1 (%2)").arg(shown.caption->text(), shown.problem));
}

void ImagesView::offer(QLabel* picture, const QPoint& at) {
    const auto found = std::ranges::find(shown_, picture, &Shown::picture);
    if (found == shown_.end()) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto* copy = menu->addAction(icon(QStringLiteral("copy")), tr("&Copy the picture"), this,
                                 [whole = found->whole] { QGuiApplication::clipboard()->setImage(whole); });
    copy->setEnabled(!found->whole.isNull());
    menu->addAction(icon(QStringLiteral("save")), tr("&Save the picture…"), this, [this, bytes = found->bytes] {
        askAndSaveBytes(*this, tr("Save the picture"), pictureSuffix(bytes), bytes);
    });
    menu->popup(picture->mapToGlobal(at));
}

// Small pictures in whole multiples, so that each of their pixels is a square.
void ImagesView::scalePictures() {
    if (shown_.empty()) return;
    const int across = std::min(columns(), static_cast<int>(shown_.size()));
    const int rows = (static_cast<int>(shown_.size()) + across - 1) / across;
    const QSize room(std::max(32, area_->width() / across - 2 * spacing),
                     std::max(32, area_->height() / rows - 5 * spacing));
    for (const Shown& one : shown_) {
        if (one.whole.isNull()) continue;
        const int times = std::min(room.width() / one.whole.width(), room.height() / one.whole.height());
        one.picture->setPixmap(
            QPixmap::fromImage(times >= 1 ? one.whole.scaled(one.whole.size() * times)
                                          : one.whole.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    }
}

void ImagesView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    scalePictures();
}

}  // namespace lathe::gui
