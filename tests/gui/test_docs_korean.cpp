// SPDX-License-Identifier: GPL-3.0-or-later
// In Korean no English is left: not in what the core documents, not in what it says of a study, not in the window.
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTabBar>
#include <QTest>
#include <QTreeView>

#include "core/device/leases.h"
#include "core/run/waiting_reasons.h"
#include "core/search/tuner.h"
#ifdef LATHE_HAS_CATALOG
#include "core/train/catalog.h"
#endif
#include "tests/test_program.h"
#include "widgets/common/core_text.h"
#include "widgets/common/language.h"
#include "widgets/config/configure_page.h"
#include "window_fixture.h"

using namespace lathe;
using lathe::test::WindowFixture;

namespace {

bool hasHangul(const QString& text) {
    static const QRegularExpression hangul(QStringLiteral("[가-힣]"));
    return hangul.match(text).hasMatch();
}

// Words in a row, as only a sentence has them: names, keys and values have not.
bool isEnglish(const QString& text) {
    static const QRegularExpression words(QStringLiteral("\\b[A-Za-z]?[a-z]{2,} [a-z]{2,}\\b"));
    return !hasHangul(text) && words.match(text).hasMatch();
}

// Everything that a person reads or hears in a widget.
QStringList textsOf(const QWidget& widget) {
    QStringList texts{widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()};
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) texts << label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) texts << button->text();
    if (const auto* line = qobject_cast<const QLineEdit*>(&widget)) texts << line->placeholderText();
    if (const auto* tabs = qobject_cast<const QTabBar*>(&widget))
        for (int i = 0; i < tabs->count(); ++i) texts << tabs->tabText(i) << tabs->tabToolTip(i);
    const QAbstractItemModel* model = nullptr;
    if (const auto* combo = qobject_cast<const QComboBox*>(&widget)) model = combo->model();
    if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget)) model = view->model();
    if (!model) return texts;
    for (int column = 0; column < model->columnCount(); ++column) {
        texts << model->headerData(column, Qt::Horizontal).toString();
        for (int row = 0; row < std::min(40, model->rowCount()); ++row)
            for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole)})
                texts << model->index(row, column).data(role).toString();
    }
    return texts;
}

void collectEnglish(const QWidget& window, const QString& where, QStringList& found) {
    for (const QWidget* widget : window.findChildren<QWidget*>())
        for (const QString& text : textsOf(*widget))
            if (isEnglish(text))
                found << where + QStringLiteral(": ") + widget->objectName() + QStringLiteral(": ") + text;
    for (const QAction* action : window.findChildren<QAction*>())
        for (const QString& text : {action->text(), action->toolTip()})
            if (isEnglish(text))
                found << where + QStringLiteral(": ") + action->objectName() + QStringLiteral(": ") + text;
}

void addDocs(const std::vector<config::Option>& options, QStringList& missing) {
    for (const auto& option : options)
        if (!option.doc.empty() && !hasHangul(gui::docText(option.doc)))
            missing << QString::fromStdString(option.key + ": " + option.doc);
}

}  // namespace

class TestDocsKorean : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { gui::applyLanguage(*qApp, QStringLiteral("ko")); }
    void cleanupTestCase() { gui::applyLanguage(*qApp, QStringLiteral("en")); }

    // A line that is added or changed in the core needs one in resources/translations/lathe_docs_ko.ts.
    void everyOptionHasKorean() {
        QStringList missing;
#ifdef LATHE_HAS_CATALOG
        for (const auto* option : train::catalog().all_options()) addDocs({*option}, missing);
        for (const auto& group : train::catalog().groups()) {
            if (!hasHangul(gui::docText(group.doc)))
                missing << QString::fromStdString(group.selector + ": " + group.doc);
            for (const auto& variant : group.variants)
                if (!hasHangul(gui::docText(variant.doc)))
                    missing << QString::fromStdString(variant.name + ": " + variant.doc);
        }
#endif
        const auto addKinds = [&missing](const auto& kinds) {
            for (const auto& kind : kinds) {
                if (!hasHangul(gui::docText(kind.doc))) missing << QString::fromStdString(kind.name + ": " + kind.doc);
                addDocs(kind.arguments, missing);
            }
        };
        addKinds(search::tuner_kinds());
        addKinds(search::assessor_kinds());
        missing.removeDuplicates();
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
    }

    void everySentenceOfAStudyHasKorean() {
        for (const QString& sentence : gui::coreSentences()) {
            QString filled = sentence;
            for (int i = 1; i <= 4; ++i) filled.replace(QStringLiteral("%%1").arg(i), QString::number(i));
            QVERIFY2(hasHangul(gui::coreText(filled.toStdString())), qPrintable(sentence));
        }
        for (const char* reason : run::waiting::all) {
            const QString sentence = QString::fromUtf8(reason).replace(QStringLiteral("{}"), QStringLiteral("%1"));
            QVERIFY2(gui::coreSentences().contains(sentence), reason);
        }
    }

    // Whole, with all that is filled in.
    void whatDevicesSayIsTakenApart() {
        std::vector<device::Device> machine(3);
        for (int i = 0; i < 2; ++i) {
            machine[static_cast<std::size_t>(i + 1)].id.gpu = i;
            machine[static_cast<std::size_t>(i + 1)].uuid = "gpu-" + std::to_string(i);
        }
        device::Leases leases;
        device::Request request;
        request.gpus = 1;
        QVERIFY(leases.acquire(request, machine, "trial 3").has_value());
        machine[2].foreign_processes = {4711};
        const auto refused = leases.acquire(request, machine, "trial 4");
        QVERIFY(!refused);
        const QString text = gui::coreText(refused.error().reason);
        QVERIFY2(hasHangul(text) && !text.contains(QStringLiteral("waits")) && !text.contains(QStringLiteral(" is ")) &&
                     text.contains(QStringLiteral("cuda:0")) && text.contains(QStringLiteral("4711")) &&
                     text.contains(QStringLiteral("시험 3")),
                 qPrintable(text));
        request.gpus = 5;
        const auto never = leases.acquire(request, machine, "trial 5");
        QVERIFY(!never);
        const QString needs = gui::coreText(never.error().reason);
        QVERIFY2(hasHangul(needs) && !needs.contains(QStringLiteral("needs")), qPrintable(needs));
        // What others say stays as it is.
        QCOMPARE(gui::coreText("cannot read a and b; try again"), QStringLiteral("cannot read a and b; try again"));
    }

    void noEnglishIsShown() {
#ifdef LATHE_HAS_CATALOG
        WindowFixture lathe(train::catalog());
#else
        QSKIP("without the options of Lathe's own engine");
        WindowFixture lathe;
#endif
        QStringList found;
        gui::MainWindow& window = lathe.window();
        collectEnglish(window, QStringLiteral("start"), found);
        window.openFile(lathe.writeExperiment(3));
        for (const char* key : {"opt.lr", "opt", "train.epochs", "network.name", "data"}) {
            window.configurePage()->showKey(QLatin1String(key));
            collectEnglish(window, QLatin1String(key), found);
        }
        lathe.engine.hold = true;
        lathe.action("startSearchAction")->trigger();
        QTRY_COMPARE(lathe.state(), run::SessionState::running);
        collectEnglish(window, QStringLiteral("training"), found);
        lathe.action("stopAction")->trigger();
        QTRY_COMPARE(lathe.state(), run::SessionState::stopped);
        collectEnglish(window, QStringLiteral("stopped"), found);
        window.showRoom(gui::MainWindow::Review);
        QTRY_VERIFY(lathe.find<QTreeView>("reviewTree")->model()->rowCount() > 0);
        collectEnglish(window, QStringLiteral("Review"), found);
        found.removeDuplicates();
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
};

LATHE_WINDOW_TEST(TestDocsKorean)
#include "test_docs_korean.moc"
