// SPDX-License-Identifier: GPL-3.0-or-later
// Where a line for a shell stands in quotes.
#include <QTest>

#include "core/base/shell.h"
#include "tests/test_program.h"

using namespace lathe;

class TestShell : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void quotes_are_followed_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("open");
        QTest::newRow("nothing") << ""
                                 << "";
        QTest::newRow("words") << "a b"
                               << "";
        QTest::newRow("single") << "a 'b"
                                << "'";
        QTest::newRow("closed") << "a 'b' \"c\""
                                << "";
        QTest::newRow("double") << "a \"b 'c"
                                << "\"";
        QTest::newRow("backslash in single") << "'a\\"
                                             << "'";
        QTest::newRow("backslash in double") << "\"a\\\""
                                             << "\"";
        QTest::newRow("backslash") << "a \\"
                                   << "\\";
        QTest::newRow("escaped quote") << "a\\'"
                                       << "";
        QTest::newRow("substitution in double") << "\"$(a "
                                                << "";
        QTest::newRow("quotes in a substitution") << "\"$(a 'b"
                                                  << "'";
        QTest::newRow("after a substitution") << "\"$(a 'b') "
                                              << "\"";
        QTest::newRow("bracket in double") << "\"a (b"
                                           << "\"";
        QTest::newRow("backticks in double") << "\"`a "
                                             << "`";
        QTest::newRow("backticks") << "a `b "
                                   << "`";
        QTest::newRow("single in backticks") << "a `b '"
                                             << "'";
        QTest::newRow("behind backticks") << "a `b` "
                                          << "";
        QTest::newRow("in a comment") << "a # b "
                                      << "#";
        QTest::newRow("backtick in a comment") << "a # b` "
                                               << "#";
        QTest::newRow("here-document") << "cat <<E\na "
                                       << "<";
        QTest::newRow("before a here-document") << "cat <<E "
                                                << "";
        QTest::newRow("here-document of quotes") << "cat <<'E' # a\n"
                                                 << "<";
        QTest::newRow("a shift") << "echo $((1 << 2))\na "
                                 << "";
        QTest::newRow("quoted <<") << "echo '<<' \\<\\<\na "
                                   << "";
        QTest::newRow("after backticks") << "\"`a` "
                                         << "\"";
        QTest::newRow("comment") << "a # don't\nb "
                                 << "";
        QTest::newRow("no comment") << "a#'"
                                    << "'";
        QTest::newRow("pattern of case") << "case a in a) b"
                                         << "";
    }
    void quotes_are_followed() {
        QFETCH(QString, line);
        QFETCH(QString, open);
        ShellQuotes whole;
        whole.read(line.toStdString());
        const QString found = whole.open() == '\0' ? QString() : QString(QChar(whole.open()));
        QCOMPARE(found, open);
        ShellQuotes in_parts;
        for (const char c : line.toStdString()) in_parts.read(std::string_view(&c, 1));
        QCOMPARE(in_parts.open(), whole.open());
    }
};

LATHE_TEST(TestShell)
#include "test_shell.moc"
