// SPDX-License-Identifier: GPL-3.0-or-later
// Tables for the tests: written into a folder, read with the options that a test gives.
#pragma once

#include <functional>
#include <string>

#include <QFile>
#include <QTemporaryDir>

#include "core/train/table/data_table.h"

namespace lathe::test {

class TableFiles {
  public:
    std::string write(const QByteArray& bytes, const QString& name = "t.csv") const {
        QFile file(folder_.filePath(name));
        if (file.open(QIODevice::WriteOnly)) file.write(bytes);
        return file.fileName().toStdString();
    }

    using Change = std::function<void(train::CsvOptions&)>;
    train::CsvOptions options(const QByteArray& bytes, const Change& change = {}) const {
        train::CsvOptions options;
        options.file = write(bytes);
        options.target = "y";
        if (change) change(options);
        return options;
    }
    Result<train::DataTable> read(const QByteArray& bytes, const Change& change = {},
                                  train::ReadFor purpose = train::ReadFor::learning) const {
        return train::read_data_table(options(bytes, change), purpose);
    }
    // The error of reading; empty: there was none.
    std::string error(const QByteArray& bytes, const Change& change = {}) const {
        const auto table = read(bytes, change);
        return table ? std::string() : table.error().str();
    }

  private:
    QTemporaryDir folder_;
};

// All notes of a table in one text.
inline std::string notes_of(const train::DataTable& table) {
    std::string all;
    for (const std::string& note : table.notes) all += note + "\n";
    return all;
}

// `line` many times, with # replaced by its number from 0.
inline QByteArray repeated(const QByteArray& line, int times) {
    QByteArray all;
    for (int i = 0; i < times; ++i) all += QByteArray(line).replace("#", QByteArray::number(i)) + "\n";
    return all;
}

}  // namespace lathe::test
