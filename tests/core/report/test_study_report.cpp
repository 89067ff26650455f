// SPDX-License-Identifier: GPL-3.0-or-later
// Reports of studies: what is in them, and that the page is sound whatever the studies are called.
#include <fmt/format.h>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include "core/report/report_html.h"
#include "core/report/study_report.h"
#include "core/report/svg_writer.h"
#include "core/store/marks.h"
#include "tests/core/store/fixtures.h"
#include "tests/core/store/sample_study.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::report;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

class TestStudyReport : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path folder_;

    Report made(ReportRequest request) {
        auto report = make_report(request);
        if (!report) qFatal("%s", report.error().str().c_str());
        return *report;
    }
    // A search of 12 trials with curves.
    fs::path search() {
        const fs::path study = folder_ / "search";
        write_study(study, {.name = "search", .trials = 12});
        put_bytes(study / "experiment.yaml",
                  "lathe: 1\nname: search\nspace:\n  opt.lr: {_type: loguniform, _value: [0.0001, 0.1]}\n");
        for (int i = 0; i < 12; ++i) {
            auto events = store::EventFileWriter::create(store::trial_folder(study, i));
            for (int step = 0; step < 2000; ++step)
                events->add_scalar("val_loss", {step, 1.7e9 + step, objective_of(i) + 1.0 / (step + 1)});
            if (!events->flush()) qFatal("no events");
        }
        return study;
    }
    const Section& section(const Report& report, const char* title) {
        for (const auto& one : report.sections)
            if (one.title == title) return one;
        qFatal("no section %s", title);
    }
    // The tags of a page, each with its attributes as text; fails where it is no XML.
    QStringList tags_of(const std::string& html) {
        QStringList tags;
        QXmlStreamReader reader(QByteArray::fromStdString(html));
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::StartElement) continue;
            QString tag = reader.name().toString();
            for (const auto& attribute : reader.attributes())
                tag += QStringLiteral(" %1=%2").arg(attribute.qualifiedName(), attribute.value());
            tags << tag;
        }
        if (reader.hasError()) qFatal("line %lld: %s", reader.lineNumber(), qPrintable(reader.errorString()));
        return tags;
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        folder_ = fs::path(dir_->path().toStdString());
    }

    void all_that_there_is() {
        const Report report =
            made({.studies = {{search(), {}}}, .note = "It *works*.", .made = from_unix_seconds(1.7e9)});
        QCOMPARE(report.title, std::string("search"));
        QVERIFY(report.subtitle.starts_with("12 trials of one study; made 2023-11-14 22:13 UTC"));
        QStringList titles;
        for (const auto& one : report.sections) titles << QString::fromStdString(one.title);
        QCOMPARE(titles.join(u','),
                 QStringLiteral("Summary,Studies,Best trials,History of the search,What matters,Parallel "
                                "coordinates,Parameter by parameter,Curves,All trials,Environment"));
        const auto& best = std::get<Table>(section(report, "Best trials").blocks.front());
        QCOMPARE(best.rows.size(), 10u);
        QCOMPARE(best.rows.front().front(), std::string("trial 1"));
        QCOMPARE(best.header[2], std::string("opt.lr"));
        QVERIFY(best.numeric[1] && !best.numeric[0]);
        const auto& history = std::get<Chart>(section(report, "History of the search").blocks.front());
        QCOMPARE(history.numbers.rows.size(), 2u);  // trials 0 and 1 were the best so far
        const auto& curves = std::get<Chart>(section(report, "Curves").blocks.front());
        QCOMPARE(curves.figure.panels.front().lines.size(), 12u);
        QVERIFY(curves.figure.panels.front().lines.front().points.size() < 1500);
        QCOMPARE(curves.numbers.rows.front()[1], std::string("2000"));
    }

    void chosen_parts_trials_and_metrics() {
        const fs::path study = search();
        const Report report = made({.studies = {{study, std::set{1, 2}}},
                                    .title = "Two",
                                    .parts = {ReportPart::curves, ReportPart::trials},
                                    .metrics = {"val_loss", "nothing"}});
        QCOMPARE(report.sections.size(), 2u);
        QCOMPARE(std::get<Chart>(report.sections[0].blocks.front()).figure.panels.front().lines.size(), 2u);
        QCOMPARE(std::get<Table>(report.sections[1].blocks.front()).rows.size(), 2u);
        for (int i = 0; i < report_part_count; ++i)
            QCOMPARE(int(*report_part_from_name(name_of(static_cast<ReportPart>(i)))), i);
        QVERIFY(!report_part_from_name("nothing"));
        QVERIFY(!report.warnings.empty() && report.warnings.back().starts_with("nothing: "));
    }

    // The study says so, too: StudyRecord::best().
    void what_breaks_a_constraint_is_no_best() {
        const fs::path study = search();
        auto record = store::read_study(study).value();
        fs::remove(store::journal_path(study));
        put_bytes(study / "experiment.yaml",
                  "lathe: 1\nname: search\nsearch:\n  objective: {metric: val_loss, mode: minimize}\n"
                  "  constraints: [{metric: latency_ms, max: 20}]\n");
        for (auto& trial : record.trials) {
            trial.constrained = {trial.number == 1 ? 30.0 : 10.0};
            if (!store::write_trial_record(store::trial_folder(study, trial.number), trial)) qFatal("no trial");
        }
        const Report report = made({.studies = {{study, {}}}, .parts = {ReportPart::best, ReportPart::trials}});
        const auto& best = std::get<Table>(section(report, "Best trials").blocks.front());
        QVERIFY(best.rows.front().front() != "trial 1");
        QCOMPARE(best.rows.front().front(), fmt::format("trial {}", store::read_study(study).value().best()->number));
        const auto& all = std::get<Table>(section(report, "All trials").blocks.front());
        QCOMPARE(all.rows[1].back(), std::string("breaks latency_ms <= 20"));
    }

    void it_can_be_stopped() {
        const auto stopped = make_report({.studies = {{search(), {}}}},
                                         [](std::size_t, std::size_t) -> Result<void> { return fail("stopped"); });
        QCOMPARE(stopped.error().what, std::string("stopped"));
        QVERIFY(!make_report({.studies = {{folder_ / "nothing", {}}}}).has_value());
    }

    // Names, notes and values that want to be markup; NaN and infinities; studies without trials, results or curves.
    void whatever_it_is_of_the_page_is_sound() {
        std::vector<store::ExportedStudy> studies{{search(), {}}};
        for (const std::uint64_t seed : {1u, 2u, 3u}) {
            auto sample = sample_study(seed, seed == 3);
            sample.name = "</title><script>alert(1)</script> \"&\x01";
            sample.trials.front().metrics["</svg><b>"] = {{1, 1.7e9, HUGE_VAL}, {2, 1.7e9, std::nan("")}};
            sample.trials.front().error = "<img src=x onerror=y>";
            studies.push_back({write_sample(folder_ / "runs", sample), {}});
        }
        write_study(folder_ / "empty", {.trials = 0});
        studies.push_back({folder_ / "empty", {}});
        const auto marked = store::change_marks(studies[0].folder, [](store::StudyMarks& marks) {
            marks.study.name = "<b>bold</b> & \"quoted\"";
            marks.study.note = "<script>alert(2)</script>\n\n![x](https://example.org/x.png) [y](javascript:z)";
        });
        QVERIFY(marked.has_value());
        const std::string html = to_html(made({.studies = studies}));
        const QStringList tags = tags_of(html);
        for (const QString& tag : tags) {
            const QString name = tag.section(u' ', 0, 0);
            QVERIFY2(name != QLatin1String("script") && name != QLatin1String("img") && name != QLatin1String("link") &&
                         name != QLatin1String("iframe"),
                     qPrintable(tag));
            QVERIFY2(!tag.contains(QLatin1String(" src=")) && !tag.contains(QLatin1String(" on")), qPrintable(tag));
            QVERIFY2(!tag.contains(QLatin1String("javascript:")), qPrintable(tag));
        }
        QVERIFY(html.find("url(http") == std::string::npos && html.find("@import") == std::string::npos);
        // Each chart says what it is, and each table and its cells what they belong to.
        for (const QString& tag : tags.filter(QRegularExpression(QStringLiteral("^svg .*role=img"))))
            QVERIFY(tag.contains(QLatin1String("aria-labelledby=")));
        QCOMPARE(tags.filter(QRegularExpression(QStringLiteral("^table"))).size(),
                 tags.filter(QRegularExpression(QStringLiteral("^caption"))).size());
        QVERIFY(html.find("prefers-color-scheme:dark") != std::string::npos);
    }

    void numbers_and_ticks() {
        const FigureAxis axis = axis_around("x", {0.013, 0.97, NAN});
        const auto ticks = ticks_of(axis, 5);
        QVERIFY(ticks.size() >= 4 && ticks.size() <= 7);
        QCOMPARE(ticks.front().text, std::string("0"));
        const FigureAxis log = axis_around("x", {1e-4, 0.1, 0}, true);
        QVERIFY(log.log && log.low > 0);
        QCOMPARE(ticks_of(log, 5).front().text, std::string("0.0001"));
        QCOMPARE(ticks_of(axis_around("x", {3, 3}), 5).empty(), false);
        QCOMPARE(ticks_of(axis_around("x", {}), 5).empty(), false);
        QVERIFY(ticks_of(axis_around("x", {1e308, -1e308}), 5).empty());
        QCOMPARE(xml_text("a<b>&\"\x02\xff"), std::string("a&lt;b&gt;&amp;&quot;\xef\xbf\xbd\xef\xbf\xbd"));
        QCOMPARE(xml_text("한 \xed\xa0\x80"), std::string("한 \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"));
    }
};

LATHE_TEST(TestStudyReport)
#include "test_study_report.moc"
