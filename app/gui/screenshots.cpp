// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/screenshots.h"

#include <cstdio>

#include <QApplication>
#include <QDir>
#include <QPixmap>
#include <QTimer>

#include "app/gui/main_window.h"
#include "app/gui/session_controller.h"
#include "widgets/config/configure_page.h"
#include "widgets/queue/train_page.h"

namespace lathe::gui {
namespace {

// ms. Long enough for queued layouts and the listing of the workspace; for charts to draw themselves in another theme.
constexpr int settle = 1500;
constexpr int repaint = 200;

}  // namespace

Screenshots::Screenshots(MainWindow* window, const QString& folder)
    : QObject(window), window_(window), folder_(folder) {
    QDir().mkpath(folder_);
}

void Screenshots::take(const QString& file) {
    picture(QStringLiteral("start"), [this, file] {
        if (file.isEmpty()) window_->openExample();
        else window_->openFile(file);
        window_->configurePage()->showKey(QStringLiteral("opt.lr"));
        QTimer::singleShot(settle, this, [this, search = !file.isEmpty()] { configured(search); });
    });
}

void Screenshots::configured(bool search) {
    picture(QStringLiteral("configure"), [this, search] {
        connect(window_->trainPage(), &TrainPage::statusChanged, this, &Screenshots::watch);
        connect(window_->trainPage(), &TrainPage::sessionOver, this,
                [this] { QTimer::singleShot(settle, this, &Screenshots::trained); });
        if (search && window_->start(search::Purpose::search)) return;
        window_->showRoom(MainWindow::Train);
        QTimer::singleShot(settle, this, &Screenshots::trained);
    });
}

void Screenshots::watch(const run::SessionStatus& status) {
    if (live_ || 2 * static_cast<int>(status.trials.size()) <= status.limits.max_trials.value_or(0)) return;
    live_ = true;
    QTimer::singleShot(settle, this, [this] { picture(QStringLiteral("live"), [] {}); });
}

void Screenshots::trained() {
    picture(QStringLiteral("train"), [this] {
        window_->showRoom(MainWindow::Review);
        QTimer::singleShot(settle, this, &Screenshots::reviewed);
    });
}

void Screenshots::reviewed() {
    picture(QStringLiteral("review"), [this] { QApplication::exit(failed_ ? 1 : 0); });
}

void Screenshots::picture(const QString& name, const std::function<void()>& then) {
    if (busy_) {  // the search may end while its picture is taken
        QTimer::singleShot(repaint, this, [this, name, then] { picture(name, then); });
        return;
    }
    busy_ = true;
    const ThemeChoice before = appliedTheme();
    applyTheme(*qApp, ThemeChoice::light);
    QTimer::singleShot(repaint, this, [this, name, then, before] {
        save(name, ThemeChoice::light);
        applyTheme(*qApp, ThemeChoice::dark);
        QTimer::singleShot(repaint, this, [this, name, then, before] {
            save(name, ThemeChoice::dark);
            applyTheme(*qApp, before);
            busy_ = false;
            then();
        });
    });
}

void Screenshots::save(const QString& name, ThemeChoice theme) {
    const QString path = QDir(folder_).filePath(QStringLiteral("%1-%2.png").arg(name, nameOf(theme)));
    if (window_->grab().save(path)) return;
    std::fprintf(stderr, "error: %s: cannot be written\n", qPrintable(path));
    failed_ = true;
}

}  // namespace lathe::gui
