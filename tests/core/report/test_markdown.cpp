// SPDX-License-Identifier: GPL-3.0-or-later
// Notes in Markdown as XHTML, whoever wrote them.
#include <QTest>
#include <QXmlStreamReader>

#include "core/base/random.h"
#include "core/report/markdown.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::report;

namespace {

std::string html(std::string_view text) {
    std::string out = markdown_html(text, 3);
    while (out.ends_with('\n')) out.pop_back();
    return out;
}

QString xml_problem(const std::string& inner) {
    QXmlStreamReader reader(QByteArray::fromStdString("<div>" + inner + "</div>"));
    while (!reader.atEnd()) reader.readNext();
    return reader.errorString();
}

}  // namespace

class TestMarkdown : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void what_people_write() {
        QCOMPARE(html("# Why\n\nIt was *slow*,\nand **big**."),
                 std::string("<h3>Why</h3>\n<p>It was <em>slow</em>,\nand <strong>big</strong>.</p>"));
        QCOMPARE(html("- a\n- b\n  - c"), std::string("<ul><li>a</li><li>b<ul><li>c</li></ul>\n</li></ul>"));
        QCOMPARE(html("1. a\n\n2. b"), std::string("<ol><li><p>a</p>\n</li><li><p>b</p>\n</li></ol>"));
        QCOMPARE(html("> q\n> r"), std::string("<blockquote><p>q\nr</p>\n</blockquote>"));
        QCOMPARE(html("```\na <b>\n```"), std::string("<pre>a &lt;b&gt;\n</pre>"));
        QCOMPARE(html("a `x<y` b"), std::string("<p>a <code>x&lt;y</code> b</p>"));
        QCOMPARE(html("one  \ntwo"), std::string("<p>one<br/>\ntwo</p>"));
        QCOMPARE(html("---"), std::string("<hr/>"));
        QCOMPARE(html("~~no~~ \\*yes\\*"), std::string("<p><s>no</s> *yes*</p>"));
        QCOMPARE(html("|a|b|\n|---|---|\n|1|x\\|y|"),
                 std::string("<table><thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr></thead><tbody>"
                             "<tr><td>1</td><td>x|y</td></tr></tbody></table>"));
        QCOMPARE(html("opt_lr_max and 2 * 3 * 4"), std::string("<p>opt_lr_max and 2 * 3 * 4</p>"));
    }

    void links_lead_out_and_nothing_comes_in() {
        QCOMPARE(html("[paper](https://example.org/a?b=1&c)"),
                 std::string("<p><a href=\"https://example.org/a?b=1&amp;c\" rel=\"noreferrer\">paper</a></p>"));
        for (const char* bad :
             {"[x](javascript:alert(1))", "[x](data:text/html,a)", "![x](https://example.org/p.png)",
              "<script>alert(1)</script>", "<img src=\"https://example.org/p.png\"/>", "[x](https://a\"onclick=\"b)"}) {
            const std::string out = html(bad);
            QVERIFY2(out.find("<script") == std::string::npos && out.find("<img") == std::string::npos &&
                         out.find("href=\"j") == std::string::npos && out.find("href=\"d") == std::string::npos &&
                         out.find("\"onclick") == std::string::npos,
                     out.c_str());
            QCOMPARE(xml_problem(out), QString());
        }
    }

    // Pieces of markup in any order, and bytes that are no text.
    void whatever_is_written_is_well_formed() {
        const std::vector<std::string> pieces{
            "*",     "**",  "_", "`",    "```\n", "[",  "](", ")",  "\n", "\n\n", "> ", "- ",      "1. ",   "# ", "|",
            "|-|\n", "<b>", "&", "\xff", "\x01",  "한", "  ", "~~", "\\", "!",    "a",  "http://", "---\n", "\t"};
        Random random(7);
        for (int round = 0; round < 3000; ++round) {
            std::string text;
            for (std::uint64_t i = 0; i < random.below(25); ++i) text += pieces[random.below(pieces.size())];
            const QString problem = xml_problem(markdown_html(text, 3));
            QVERIFY2(problem.isEmpty(), qPrintable(problem + QStringLiteral(": ") + QString::fromStdString(text)));
        }
    }

    // A note is at most 1 MiB, and none of that size takes long.
    void no_text_is_slow() {
        for (const char* piece : {"*a ", "[", "`a ``", "> ", "- a\n ", "**", "|a\n"}) {
            std::string text;
            while (text.size() < (1u << 18)) text += piece;
            QVERIFY(!markdown_html(text, 3).empty());
        }
    }
};

LATHE_TEST(TestMarkdown)
#include "test_markdown.moc"
