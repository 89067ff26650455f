#include "app/gui/screenshots.h"

#include <cstdio>

#include <QApplication>
#include <QDir>
#include <QPixmap>
#include <QTimer>

#include "app/gui/main_window.h"
#include "widgets/common/theme.h"
#include "widgets/config/configure_page.h"
#include "widgets/queue/train_page.h"

namespace lathe::gui {
namespace {

// Long enough for queued layouts, replots and the listing of the workspace.
constexpr int settle = 1500;

}  // namespace

Screenshots::Screenshots(MainWindow* window, const QString& folder)
    : QObject(window), window_(window), folder_(folder) {
    QDir().mkpath(folder_);
}

void Screenshots::take(const QString& file) {
    picture(QStringLiteral("start"));
    if (file.isEmpty()) window_->openExample();
    else window_->openFile(file);
    window_->configurePage()->showKey(QStringLiteral("opt.lr"));
    const bool search = !file.isEmpty();
    QTimer::singleShot(settle, this, [this, search] { configured(search); });
}

void Screenshots::configured(bool search) {
    picture(QStringLiteral("configure"));
    connect(window_->trainPage(), &TrainPage::statusChanged, this, &Screenshots::watch);
    connect(window_->trainPage(), &TrainPage::sessionOver, this,
            [this] { QTimer::singleShot(settle, this, &Screenshots::trained); });
    if (search && window_->start(true)) return;
    window_->showRoom(MainWindow::Train);
    trained();
}

void Screenshots::watch(const run::SessionStatus& status) {
    if (live_ || 2 * static_cast<int>(status.trials.size()) <= status.limits.max_trials) return;
    live_ = true;
    QTimer::singleShot(settle, this, [this] { picture(QStringLiteral("live")); });
}

void Screenshots::trained() {
    picture(QStringLiteral("train"));
    window_->showRoom(MainWindow::Review);
    QTimer::singleShot(settle, this, &Screenshots::reviewed);
}

void Screenshots::reviewed() {
    picture(QStringLiteral("review"));
    QApplication::exit(failed_ ? 1 : 0);
}

void Screenshots::picture(const QString& name) {
    const ThemeChoice before = appliedTheme();
    for (const ThemeChoice theme : {ThemeChoice::light, ThemeChoice::dark}) {
        applyTheme(*qApp, theme);
        for (int i = 0; i < 3; ++i) QApplication::processEvents();  // charts draw themselves anew in the next round
        const QString path = QDir(folder_).filePath(QStringLiteral("%1-%2.png").arg(name, nameOf(theme)));
        if (window_->grab().save(path)) continue;
        std::fprintf(stderr, "error: %s: cannot be written\n", qPrintable(path));
        failed_ = true;
    }
    applyTheme(*qApp, before);
}

}  // namespace lathe::gui
