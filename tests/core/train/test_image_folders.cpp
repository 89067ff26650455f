// SPDX-License-Identifier: GPL-3.0-or-later
// Folders of pictures as people have them: what is used, what is left out and named, and what is refused.
#include <QImage>
#include <QtTest>

#include <filesystem>
#include <fstream>

#include "core/train/data/class_folders.h"
#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using test::small_config;
using test::Trial;
namespace fs = std::filesystem;

namespace {

// What became of a trial.
struct Ended {
    QString error;
    std::vector<std::string> lines;
    config::Value facts;

    bool logged(const std::string& part) const {
        return std::any_of(lines.begin(), lines.end(),
                           [&](const std::string& line) { return line.find(part) != std::string::npos; });
    }
    QString log() const {
        QString text;
        for (const std::string& line : lines) text += QString::fromStdString(line) + "\n";
        return text;
    }
};

// A folder of data that is filled file by file.
class Pictures {
  public:
    fs::path root() const { return folder_.path().toStdString(); }

    void put(const QString& name, const QByteArray& bytes) const {
        const QString path = folder_.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    void make_folder(const QString& name) const { QVERIFY(QDir().mkpath(folder_.filePath(name))); }
    void link(const QString& name, const QString& to) const {
        make_folder(QFileInfo(name).path());
        fs::create_symlink(to.toStdString(), root() / name.toStdString());
    }
    // Pictures of 6x6, one shade each, from FOLDER/0.png on.
    void fill(const QString& folder, int count, int shade) const {
        for (int i = 0; i < count; ++i) put(QString("%1/%2.png").arg(folder).arg(i), png(shade + i));
    }
    static QByteArray png(int shade) {
        QImage image(6, 6, QImage::Format_RGB888);
        image.fill(QColor(shade, shade, shade));
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        return bytes;
    }

    Ended train(const std::vector<std::pair<std::string, config::Value>>& changes = {}) const {
        auto config = small_config({{"data.name", "image_folder"},
                                    {"data.root", root().string()},
                                    {"data.height", 6},
                                    {"data.width", 6},
                                    {"train.batch_size", 4},
                                    {"train.epochs", 1}});
        for (const auto& [key, value] : changes) config.set(key, value);
        QTemporaryDir place;
        Trial trial{config, place.path().toStdString()};
        const auto outcome = trial.run();
        return {outcome ? QString() : QString::fromStdString(outcome.error().str()), trial.recorder.lines,
                outcome ? outcome->facts : config::Value()};
    }

  private:
    QTemporaryDir folder_;
};

QStringList lines_of(const train::ClassFolders& found) {
    QStringList lines;
    for (const auto& one : found.classes) {
        QStringList names;
        for (const auto& file : one.files) names << QString::fromStdString(file.filename().string());
        lines << QString::fromStdString(one.name) + ": " + names.join(' ');
    }
    for (const std::string& note : found.notes.lines()) lines << QString::fromStdString(note);
    return lines;
}

}  // namespace

class TestImageFolders : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // Names of files are bytes: these two are one name in Latin-1 and another, and none in UTF-8.
    void names_need_not_be_utf8() {
        const Pictures pictures;
        for (const char* name : {"caf\xe8", "caf\xe9"}) {
            for (const char* part : {"train", "val"}) {
                const fs::path folder = pictures.root() / part / name;
                fs::create_directories(folder);
                for (const char* file : {"1.png", "2\xff.png"})
                    std::ofstream(folder / file, std::ios::binary) << Pictures::png(60).toStdString();
                std::ofstream(folder / "n\xf6te.txt") << "no picture";
            }
        }
        const Ended ended = pictures.train();
        QCOMPARE(ended.error, QString());
        QVERIFY2(ended.logged("data: train, 4 samples: caf\\xE8 2, caf\\xE9 2"), qPrintable(ended.log()));
        QVERIFY2(ended.logged("(not pictures): train/caf\\xE8/n\\xF6te.txt"), qPrintable(ended.log()));
        fs::remove_all(pictures.root());  // Qt knows no such names
    }

    void every_file_is_used_or_named() {
        Pictures data;
        data.fill("cat", 2, 10);
        data.put("cat/deep/er/PHOTO.PNG", Pictures::png(30));
        data.put("cat/no_extension", Pictures::png(31));
        data.put("cat/wrong.txt", Pictures::png(32));
        data.put("cat/wrong.gif", Pictures::png(33));
        data.put("cat/Thumbs.db", "thumbs");
        data.put("cat/.hidden.png", Pictures::png(34));
        data.put("cat/.git/x.png", Pictures::png(34));
        data.put("cat/empty", "");
        data.put("hünd/größe 1.png", Pictures::png(35));
        data.link("hünd/linked.png", "../cat/0.png");
        data.link("hünd/more", "../cat/deep");
        data.put("README.md", "about");
        data.make_folder("nothing");
        data.put("only_text/a.txt", "a");
        const auto found = train::list_class_folders(data.root(), data.root());
        QVERIFY(found);
        QCOMPARE(lines_of(*found),
                 (QStringList{"cat: 0.png 1.png PHOTO.PNG no_extension wrong.gif wrong.txt",
                              "hünd: größe 1.png linked.png PHOTO.PNG",
                              "1 file left out (in no folder of a class): README.md",
                              "3 files left out (not pictures): cat/Thumbs.db, cat/empty, only_text/a.txt",
                              "2 files and folders left out (hidden): cat/.git, cat/.hidden.png",
                              "2 folders are no classes (they hold no picture): nothing, only_text"}));
        const Ended ended = data.train();
        QCOMPARE(ended.error, QString());
        QVERIFY2(ended.logged("cat/Thumbs.db") && ended.logged("nothing, only_text"), qPrintable(ended.log()));
    }

    void links_that_lead_back_end() {
        Pictures data;
        data.fill("a", 3, 10);
        data.fill("b", 3, 90);
        data.link("a/again", "..");
        data.link("b/self", ".");
        data.link("b/nowhere.txt", "gone");
        const auto found = train::list_class_folders(data.root(), data.root());
        QVERIFY(found);
        QVERIFY2(lines_of(*found).join('\n').contains("to a folder that"), qPrintable(lines_of(*found).join('\n')));
        data.link("b/nowhere.png", "gone");
        QVERIFY(data.train().error.contains("b/nowhere.png"));
    }

    void the_log_and_the_record_count_the_classes() {
        Pictures data;
        data.fill("train/cat", 4, 10);
        data.fill("train/dog", 6, 90);
        data.fill("validation/cat", 2, 10);
        data.fill("validation/dog", 1, 90);
        data.fill("test/dog", 3, 90);  // no cat: the numbers of the classes are those of the training
        data.put("notes/a.txt", "a");
        const Ended ended = data.train();
        QCOMPARE(ended.error, QString());
        for (const char* line :
             {"data: train, 10 samples: cat 4, dog 6", "data: val, 3 samples: cat 2, dog 1",
              "data: test, 3 samples: cat 0, dog 3", "data: left out beside the folders of the parts: notes"})
            QVERIFY2(ended.logged(line), qPrintable(ended.log()));
        const config::Value* dogs = ended.facts.find("data.parts.test.classes.dog");
        QVERIFY(dogs != nullptr && dogs->as_int() == 3);
    }

    void validation_is_held_out_and_counted() {
        Pictures data;
        data.fill("cat", 10, 10);
        data.fill("dog", 10, 90);
        const Ended ended = data.train({{"data.val_part", 0.25}});
        QVERIFY2(ended.logged("data: train, 15 samples") && ended.logged("data: val, 5 samples"),
                 qPrintable(ended.log()));
        QVERIFY(data.train({{"data.val_part", 0.01}}).logged("no validation: data.val_part of 20"));
    }

    void parts_that_contradict_are_refused() {
        Pictures data;
        data.fill("train/cat", 4, 10);
        data.fill("train/dog", 4, 90);
        data.fill("val/cat", 2, 10);
        data.make_folder("valid");
        QVERIFY(data.train().error.contains("holds both"));
        Pictures lone;
        lone.fill("val/cat", 2, 10);
        lone.fill("test/cat", 2, 10);
        QVERIFY(lone.train().error.contains("no folder train"));
        Pictures other;
        other.fill("train/cat", 4, 10);
        other.fill("train/dog", 4, 90);
        other.fill("test/cat", 4, 10);
        other.make_folder("test/horse");  // empty: no class
        QCOMPARE(other.train().error, QString());
        other.fill("test/horse", 1, 10);
        QVERIFY(other.train().error.contains("not among those of the training"));
    }

    void one_class_is_too_few() {
        Pictures data;
        data.fill("cat", 4, 10);
        data.make_folder("dog");
        QVERIFY(data.train().error.contains("1 folder of classes with pictures"));
    }

    void bad_files_are_refused_or_left_out_data() {
        QTest::addColumn<int>("max_memory");
        QTest::newRow("in memory") << 1024;
        QTest::newRow("decoded anew") << 0;
    }
    void bad_files_are_refused_or_left_out() {
        QFETCH(int, max_memory);
        Pictures data;
        data.fill("cat", 6, 10);
        data.fill("dog", 6, 90);
        data.put("cat/bad/cut.png", Pictures::png(1).left(60));
        data.put("cat/text.png", "hello");
        data.put("dog/0zero.jpg", "");
        data.put("dog/photo.heic", "something else");
        data.put("horse/all_bad.png", "hello");
        const std::pair<std::string, config::Value> memory{"data.max_memory", max_memory};
        const QString error = data.train({memory}).error;
        for (const char* part : {"5 pictures cannot be read", "cat/bad/cut.png (", "cat/text.png (", "dog/0zero.jpg (",
                                 "dog/photo.heic (", "horse/all_bad.png (", "data.bad_files=skip", "data.root"})
            QVERIFY2(error.contains(part), qPrintable(error));
        const Ended ended = data.train({memory, {"data.bad_files", "skip"}, {"data.val_part", 0}});
        QCOMPARE(ended.error, QString());
        // A class of which nothing is left is none.
        for (const char* line : {"data: train, 12 samples: cat 6, dog 6", "5 pictures left out (cannot be read): ",
                                 "cat/text.png (is no picture of a format that is read)", "dog/0zero.jpg (is empty)"})
            QVERIFY2(ended.logged(line), qPrintable(ended.log()));
    }

    void a_picture_that_breaks_later_is_named() {
        Pictures data;
        data.fill("cat", 6, 10);
        data.fill("dog", 6, 90);
        auto config = small_config({{"data.name", "image_folder"},
                                    {"data.root", data.root().string()},
                                    {"data.max_memory", 0},
                                    {"data.height", 6},
                                    {"data.width", 6},
                                    {"train.batch_size", 2},
                                    {"train.epochs", 3}});
        QTemporaryDir place;
        Trial trial{config, place.path().toStdString()};
        trial.recorder.on_point = [&](const std::string&, std::int64_t) { data.put("cat/3.png", "no more"); };
        const auto outcome = trial.run();
        QVERIFY(!outcome);
        QVERIFY(QString::fromStdString(outcome.error().str()).contains("cat/3.png"));
    }

    void what_was_done_to_pictures_is_told() {
        Pictures data;
        data.fill("cat", 3, 10);
        data.fill("dog", 3, 90);
        QImage clear(6, 6, QImage::Format_ARGB32);
        clear.fill(QColor(10, 20, 30, 40));
        QVERIFY(clear.save(QString::fromStdString((data.root() / "cat/clear.png").string())));
        QImage deep(6, 6, QImage::Format_Grayscale16);
        deep.fill(QColor(10, 10, 10));
        QVERIFY(deep.save(QString::fromStdString((data.root() / "cat/deep.png").string())));
        Ended ended = data.train();
        QVERIFY2(ended.logged("1 picture with transparency, which was dropped: cat/clear.png"),
                 qPrintable(ended.log()));
        QVERIFY2(ended.logged("1 picture of more than 8 bits, rounded to 8: cat/deep.png"), qPrintable(ended.log()));
        ended = data.train({{"data.alpha", "white"}});
        QVERIFY2(ended.logged("1 picture with transparency, laid on white: cat/clear.png"), qPrintable(ended.log()));
    }
};

LATHE_CORE_TEST(TestImageFolders)
#include "test_image_folders.moc"
