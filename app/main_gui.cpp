// SPDX-License-Identifier: GPL-3.0-or-later
// lathe: the window.
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QTimer>
#include <QWindow>

#include "app/gui/main_window.h"
#include "app/gui/screenshots.h"
#include "app/gui/settings.h"
#include "app/services.h"
#include "widgets/common/language.h"
#include "widgets/common/theme.h"
#include "widgets/config/configure_page.h"

namespace {

using namespace lathe::gui;

// Given, else that of the last session, else ./lathe-runs; from a desktop's launcher that would be the home folder's.
QString workspaceFor(const QString& given, const QSettings& settings) {
    if (!given.isEmpty()) return given;
    const QString last = settings.value(QStringLiteral("workspace")).toString();
    if (QFileInfo(last).isDir() || last.startsWith(QStringLiteral("ssh://"))) return last;
    const bool launcher = QDir::current() == QDir::root() || !QFileInfo(QDir::currentPath()).isWritable();
    return (launcher ? QDir::home() : QDir::current()).filePath(QStringLiteral("lathe-runs"));
}

// Ends the program when the window has been painted for the first time.
class ShownWatcher : public QObject {
  protected:
    bool eventFilter(QObject* window, QEvent* event) override {
        const bool exposed = event->type() == QEvent::Expose && static_cast<QWindow*>(window)->isExposed();
        if (exposed) QTimer::singleShot(0, qApp, [] { QApplication::exit(); });
        return false;
    }
};

// What the command line may hold.
struct Arguments {
    Arguments() {
        parser.setApplicationDescription(QStringLiteral("Desktop experiment workbench for LibTorch"));
        parser.addHelpOption();
        parser.addVersionOption();
        parser.addPositionalArgument(
            QStringLiteral("experiment"),
            QStringLiteral("Experiment to open, or a folder of past runs, also ssh://HOST/PATH"),
            QStringLiteral("[PATH]"));
        exitWhenShown.setFlags(QCommandLineOption::HiddenFromHelp);
        parser.addOptions({workspace, room, theme, screenshot, exitWhenShown});
    }

    QCommandLineParser parser;
    const QCommandLineOption workspace{QStringLiteral("workspace"), QStringLiteral("Folder of the studies"),
                                       QStringLiteral("DIR")};
    const QCommandLineOption room{QStringLiteral("room"), QStringLiteral("configure, train or review"),
                                  QStringLiteral("ROOM")};
    const QCommandLineOption theme{QStringLiteral("theme"), QStringLiteral("light, dark or system"),
                                   QStringLiteral("THEME")};
    const QCommandLineOption screenshot{QStringLiteral("screenshot"),
                                        QStringLiteral("Write pictures of the three rooms to DIR and exit"),
                                        QStringLiteral("DIR")};
    QCommandLineOption exitWhenShown{QStringLiteral("exit-when-shown")};  // for the benchmark of the start
};

// Whether all that is asked for is a text, which needs no display.
bool asksForText(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const QLatin1String word(argv[i]);
        if (word == QLatin1String("--")) return false;
        for (const char* one : {"--help", "--help-all", "-h", "-?", "--version", "-v"})
            if (word == QLatin1String(one)) return true;
    }
    return false;
}

void nameApplication() {
    QCoreApplication::setApplicationName(QStringLiteral("lathe"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LATHE_VERSION));
}

}  // namespace

int main(int argc, char** argv) {
    lathe::Services::prepare_environment();
    Arguments arguments;
    QCommandLineParser& parser = arguments.parser;
    nameApplication();
    if (asksForText(argc, argv)) {
        const QCoreApplication app(argc, argv);
        parser.process(app);  // prints it and ends the program
        return 0;
    }
    QApplication app(argc, argv);
    QApplication::setDesktopFileName(QStringLiteral("lathe"));
    useCNumbers();
    parser.process(app);

    const auto settings = openSettings();
    applyLanguage(app, settings->value(QStringLiteral("language")).toString());
    applyTheme(
        app, themeChoiceFromName(parser.isSet(arguments.theme) ? parser.value(arguments.theme)
                                                               : settings->value(QStringLiteral("theme")).toString()));

    lathe::Services services;
    MainWindow window(
        lathe::Services::catalog(), services.run(), [&services] { return services.engine(); },
        workspaceFor(parser.value(arguments.workspace), *settings));
    lathe::Services::look_at_plugins_in_background([page = QPointer<ConfigurePage>(window.configurePage())] {
        QMetaObject::invokeMethod(
            qApp,
            [page] {
                if (page) page->rereadFiles();
            },
            Qt::QueuedConnection);
    });
    const QString file = parser.positionalArguments().value(0);
    if (parser.isSet(arguments.screenshot)) {
        Screenshots screenshots(&window, parser.value(arguments.screenshot));
        window.resize(1440, 900);
        window.show();
        screenshots.take(file);
        return QApplication::exec();
    }
    window.restoreSession(file.isEmpty() ? MainWindow::Reopen::lastFile : MainWindow::Reopen::nothing);
    if (!file.isEmpty()) window.openPath(file);
    const QStringList rooms{QStringLiteral("configure"), QStringLiteral("train"), QStringLiteral("review")};
    if (const auto index = rooms.indexOf(parser.value(arguments.room)); index >= 0)
        window.showRoom(static_cast<MainWindow::Room>(index));
    window.show();
    ShownWatcher watcher;
    if (parser.isSet(arguments.exitWhenShown)) window.windowHandle()->installEventFilter(&watcher);
    return QApplication::exec();
}
