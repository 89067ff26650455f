// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures, distributions, sounds and texts in event files: ours, and those of others, written here byte by byte.
#include <unistd.h>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <numeric>

#include <rapidcheck.h>
#include <QTemporaryDir>
#include <QTest>

#include "core/store/event_file.h"
#include "core/store/event_media.h"
#include "tests/core/store/fixtures.h"
#include "tests/core/store/plain_events.h"
#include "tests/test_program.h"

using namespace lathe::store;
using lathe::store::fixtures::bytes_of;
using lathe::store::fixtures::put_bytes;
namespace fs = std::filesystem;

namespace {

using Numbers = std::vector<double>;
constexpr double endless = std::numeric_limits<double>::infinity();
constexpr double noNumber = std::numeric_limits<double>::quiet_NaN();

}  // namespace

class TestEventMedia : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path folder_;

    fs::path file() const { return folder_ / "events.out.tfevents.1.other"; }
    TrialMedia media(const std::string& records) {
        put_bytes(file(), records);
        return *EventMedia(folder_).poll();
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        folder_ = dir_->path().toStdString();
    }

    void images_come_by_tag_and_step() {
        auto first = EventFileWriter::create(folder_);
        QVERIFY(first);
        for (const int step : {10, 20, 30}) first->add_image("samples", step, 1.0, 2, 2, "png" + std::to_string(step));
        first->add_image("val_confusion", 10, 1.0, 2, 2, "matrix");
        first->add_scalar("samples_seen", {10, 1.0, 3});
        QVERIFY(first->flush());
        EventMedia reader(folder_);
        const auto before = reader.poll();
        QCOMPARE(before->images.size(), 2U);
        QCOMPARE(before->images.at("samples").size(), 3U);
        QCOMPARE(before->images.at("samples").back().step, 30);
        QCOMPARE(before->images.at("samples").back().png, "png30");
        QCOMPARE(reader.poll(), before);  // nothing is new, nothing is copied
        // Nor is what was there when another comes.
        first->add_image("val_confusion", 20, 1.0, 2, 2, "matrix");
        QVERIFY(first->flush());
        const auto more = reader.poll();
        QCOMPARE(more->images.at("val_confusion").size(), 2U);
        QVERIFY(&more->images.at("samples").back().png.str() == &before->images.at("samples").back().png.str());
        // The trial goes on from step 20: what it made there is made again.
        auto second = EventFileWriter::create(folder_, 20);
        QVERIFY(second);
        second->add_image("samples", 20, 2.0, 2, 2, "again");
        QVERIFY(second->flush());
        QCOMPARE(reader.poll()->images.at("samples").size(), 2U);
        QCOMPARE(reader.poll()->images.at("samples").back().png, "again");
        QVERIFY(reader.poll()->notes.empty());
    }

    void the_oldest_images_make_room_and_that_is_said() {
        auto writer = EventFileWriter::create(folder_);
        QVERIFY(writer);
        for (int step = 0; step < 10; ++step) writer->add_image("a", step, 1.0, 1, 1, std::string(100, 'x'));
        writer->add_image("b", 3, 1.0, 1, 1, std::string(100, 'y'));
        writer->add_image("b", 4, 1.0, 1, 1, std::string(3000, 'y'));
        QVERIFY(writer->flush());
        MediaLimits limits;
        limits.images = 450;
        limits.one_item = 2000;
        EventMedia reader(folder_, limits);
        const auto media = reader.poll();
        QCOMPARE(media->images.at("a").size(), 3U);
        QCOMPARE(media->images.at("a").front().step, 7);
        QCOMPARE(media->images.at("b").size(), 1U);
        QCOMPARE(media->notes.size(), 2U);
        QVERIFY(media->notes[0].find("b at step 4 is too large") != std::string::npos);
        QVERIFY(media->notes[1].find("7 images are not shown") != std::string::npos);
    }

    // A few large pictures do not drive out the many small ones of another name.
    void what_takes_most_bytes_makes_room() {
        auto writer = EventFileWriter::create(folder_);
        QVERIFY(writer);
        for (int step = 0; step < 20; ++step) writer->add_image("small", step, 1.0, 1, 1, std::string(10, 'x'));
        for (int step = 0; step < 3; ++step) writer->add_image("large", step, 1.0, 1, 1, std::string(400, 'y'));
        writer->add_image("alone", 0, 1.0, 1, 1, std::string(500, 'z'));
        QVERIFY(writer->flush());
        MediaLimits limits;
        limits.images = 1200;
        EventMedia reader(folder_, limits);
        const auto images = reader.poll()->images;
        QCOMPARE(images.at("small").size(), 20U);
        QCOMPARE(images.at("large").size(), 1U);
        QCOMPARE(images.at("large").front().step, 2);
        QCOMPARE(images.at("alone").size(), 1U);
    }

    void our_histograms_are_read_back() {
        auto writer = EventFileWriter::create(folder_);
        writer->add_histogram("weights/a", 5, 1.0, {-1, 0.5, 0.5, 2, noNumber});
        writer->add_histogram("weights/a", 6, 1.0, {3, 3});
        QVERIFY(writer->flush());
        const auto all = EventMedia(folder_).poll()->histograms.at("weights/a");
        QCOMPARE(all.size(), 2U);
        QCOMPARE(all[0].step, 5);
        QCOMPARE(all[0].edges.front(), -1.0);
        QCOMPARE(all[0].edges.back(), 2.0);
        QCOMPARE(all[0].edges.size(), all[0].counts.size() + 1);
        QCOMPARE(std::accumulate(all[0].counts.begin(), all[0].counts.end(), 0.0), 4.0);
        QCOMPARE(all[1].edges.front(), 3.0);  // all the same: no width
        QCOMPARE(all[1].edges.back(), 3.0);
    }

    void histograms_that_were_there_are_shared() {
        auto writer = EventFileWriter::create(folder_);
        writer->add_histogram("w", 1, 1.0, {0, 1, 2});
        QVERIFY(writer->flush());
        EventMedia reader(folder_);
        const auto before = reader.poll();
        writer->add_histogram("w", 2, 1.0, {0, 1, 4});
        QVERIFY(writer->flush());
        const auto more = reader.poll();
        QCOMPARE(more->histograms.at("w").size(), 2U);
        const auto& first = before->histograms.at("w").front();
        QVERIFY(&more->histograms.at("w").front().edges.values() == &first.edges.values());
        QVERIFY(&more->histograms.at("w").front().counts.values() == &first.counts.values());
    }

    void histograms_of_others() {
        const double most = std::numeric_limits<double>::max();
        const auto all =
            media(plain_events::summary(1, "w", plain_events::histo(-0.5, 1.5, {-1, 0, 1, 2, most}, {0, 2, 0, 3, 0})) +
                  plain_events::summary(2, "w2", plain_events::doubles({2, 3}, {0, 1, 5, 1, 2, 6}), "histograms") +
                  plain_events::summary(3, "w2", plain_events::doubles({1, 3}, {4, 5, 7})))
                .histograms;
        QCOMPARE(all.at("w")[0].edges, (Numbers{-0.5, 0, 1, 1.5}));
        QCOMPARE(all.at("w")[0].counts, (Numbers{2, 0, 3}));
        QCOMPARE(all.at("w2").size(), 2U);  // the plug-in is named once
        QCOMPARE(all.at("w2")[0].edges, (Numbers{0, 1, 2}));
        QCOMPARE(all.at("w2")[0].counts, (Numbers{5, 6}));
        QCOMPARE(all.at("w2")[1].step, 3);
    }

    void senseless_histograms_are_left_out() {
        using namespace plain_events;
        const auto all = media(
            summary(1, "a", histo(noNumber, 1, {1}, {2})) + summary(1, "b", histo(0, endless, {1, endless}, {2, 1})) +
            summary(1, "c", histo(0, 1, {1}, {-2})) + summary(1, "d", histo(0, 1, {}, {})) +
            summary(1, "e", histo(0, 1, {1, 2, 3}, {1})) + summary(1, "f", doubles({1, 3}, {1, 0, 5}), "histograms") +
            summary(1, "g", doubles({1, 2}, {1, 0}), "histograms"));
        QCOMPARE(all.histograms.size(), 2U);  // the part of e that is whole, and f as a value without width
        QVERIFY(all.histograms.contains("e") && all.histograms.contains("f"));
    }

    void the_course_of_many_histograms_is_kept() {
        auto writer = EventFileWriter::create(folder_);
        for (int step = 0; step < 100; ++step) writer->add_histogram("w", step, 1.0, {1.0 * step, 2.0 * step + 1});
        QVERIFY(writer->flush());
        MediaLimits limits;
        limits.histograms = 2000;
        EventMedia reader(folder_, limits);
        const auto media = reader.poll();
        const auto& kept = media->histograms.at("w");
        QVERIFY(kept.size() >= 10 && kept.size() < 100);
        QCOMPARE(kept.back().step, 99);
        QVERIFY(kept.front().step < 20);
        QVERIFY(media->notes.front().find("histograms are not shown") != std::string::npos);
    }

    void images_and_sounds_of_others() {
        using namespace plain_events;
        const auto all = media(summary(1, "i", image("png1")) +
                               summary(2, "batch", texts({4}, {"8", "6", "pngA", "pngB"}), "images") +
                               summary(1, "a", audio("RIFF1")) +
                               summary(2, "a2", texts({2, 2}, {"RIFF2", "label", "RIFF3", "label"}), "audio"));
        QCOMPARE(all.images.at("i")[0].png, "png1");
        QCOMPARE(all.images.at("batch")[0].png, "pngA");
        QCOMPARE(all.images.at("batch (2)")[0].png, "pngB");
        QCOMPARE(all.audio.at("a")[0].bytes, "RIFF1");
        QCOMPARE(all.audio.at("a")[0].content_type, "audio/wav");
        QCOMPARE(all.audio.at("a2")[0].bytes, "RIFF2");
        QCOMPARE(all.audio.at("a2 (2)")[0].bytes, "RIFF3");
    }

    void texts_of_others() {
        using namespace plain_events;
        const auto all = media(summary(1, "note/text_summary", texts({1}, {"# Title\nof *it*"}), "text") +
                               summary(2, "note/text_summary", texts({2}, {"one", "two"})) +
                               summary(1, "table", texts({2, 2}, {"a", "b|c", "d\ne", "f"}), "text") +
                               summary(1, "odd", texts({7, 9}, {"a"}), "text"));
        QCOMPARE(all.texts.at("note/text_summary")[0].markdown, "# Title\nof *it*");
        QCOMPARE(all.texts.at("note/text_summary")[1].markdown, "one\n\ntwo");
        QCOMPARE(all.texts.at("table")[0].markdown, "| a | b\\|c |\n|---|---|\n| d e | f |\n");
        QCOMPARE(all.texts.at("odd")[0].markdown, "a");
    }

    void a_text_without_end_is_cut_between_characters() {
        std::string text = "x";
        while (text.size() < 300000) text += "\xed\x95\x9c";
        const auto all = media(plain_events::summary(1, "t", plain_events::texts({1}, {text}), "text"));
        const std::string& kept = all.texts.at("t")[0].markdown;
        QVERIFY(kept.size() < 263000 && kept.ends_with("\xed\x95\x9c\n\n..."));
        QVERIFY(!QString::fromStdString(kept).contains(QChar::ReplacementCharacter));
    }

    // A gigabyte in one record: nobody wants that in memory, and what comes after is read.
    void a_record_that_is_huge_is_left_out() {
        constexpr std::uint64_t huge = 1ull << 30;
        put_bytes(file(), plain_events::head(huge));
        QCOMPARE(::truncate(file().c_str(), static_cast<off_t>(12 + huge + 4)), 0);  // a hole
        {
            std::ofstream end(file(), std::ios::binary | std::ios::app);
            end << plain_events::summary(7, "i", plain_events::image("png"));
        }
        EventMedia reader(folder_);
        QCOMPARE(reader.poll()->images.at("i")[0].step, 7);
        QVERIFY(reader.poll()->notes.front().find("1073 MB") != std::string::npos);
    }

    void damage_ends_the_file_and_is_told() {
        std::string records = plain_events::summary(1, "i", plain_events::image("png"));
        const auto good = records.size();
        records += plain_events::summary(2, "i", plain_events::image("png"));
        records[good + 20] ^= 1;
        const auto all = media(records);
        QCOMPARE(all.images.at("i").size(), 1U);
        QCOMPARE(all.notes.size(), 1U);
    }

    // Whatever stands in a record with a right checksum.
    void nonsense_is_survived() {
        rc::check([&] {
            init();
            const auto fields = *rc::gen::container<std::vector<std::string>>(
                rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
            const auto values = *rc::gen::container<std::vector<double>>(rc::gen::arbitrary<double>());
            const std::string plugin = *rc::gen::element<std::string>("histograms", "images", "audio", "text", "x");
            std::string records;
            for (const auto& field : fields) {
                records += plain_events::record(field) + plain_events::summary(1, "a", plain_events::bytes(5, field)) +
                           plain_events::summary(1, "b", plain_events::bytes(8, field), plugin);
            }
            const int rows = static_cast<int>(values.size());
            records += plain_events::summary(2, "c", plain_events::doubles({rows, 3}, values), "histograms") +
                       plain_events::summary(2, "d", plain_events::texts({rows, rows}, fields), plugin);
            if (values.size() > 2)
                records += plain_events::summary(3, "e", plain_events::histo(values[0], values[1], values, values));
            for (const auto& [tag, all] : media(records).histograms)
                for (const auto& one : all) {
                    RC_ASSERT(one.edges.size() == one.counts.size() + 1);
                    RC_ASSERT(std::is_sorted(one.edges.begin(), one.edges.end()));
                }
        });
    }
};

LATHE_TEST(TestEventMedia)
#include "test_event_media.moc"
