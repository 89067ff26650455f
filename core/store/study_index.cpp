// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/study_index.h"

#include <exception>
#include <optional>
#include <system_error>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <sqlite3.h>

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

// Goes up whenever the table or the JSON of a summary changes.
constexpr int index_version = 2;
constexpr int busy_milliseconds = 250;

fs::path index_path(const fs::path& workspace) {
    return workspace / "index.sqlite";
}

int version_of(SQLite::Database& database) {
    return database.execAndGet("PRAGMA user_version").getInt();
}

bool is_damage(const SQLite::Exception& problem) {
    const int code = problem.getErrorCode();
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_SCHEMA || code == SQLITE_ERROR;
}

void write_entries(SQLite::Database& database, const IndexEntries& changed, const std::vector<std::string>& gone) {
    SQLite::Transaction transaction(database);
    if (version_of(database) != index_version) {
        database.exec("DROP TABLE IF EXISTS studies");
        database.exec("CREATE TABLE studies (folder TEXT PRIMARY KEY, signature TEXT NOT NULL, summary TEXT NOT NULL)");
        database.exec(fmt::format("PRAGMA user_version = {}", index_version));
    }
    SQLite::Statement put(database, "INSERT OR REPLACE INTO studies VALUES (?, ?, ?)");
    for (const auto& [folder, entry] : changed) {
        put.bind(1, folder);
        put.bind(2, entry.signature);
        put.bind(3, entry.summary);
        put.exec();
        put.reset();
    }
    SQLite::Statement drop(database, "DELETE FROM studies WHERE folder = ?");
    for (const auto& folder : gone) {
        drop.bind(1, folder);
        drop.exec();
        drop.reset();
    }
    transaction.commit();
}

// False when the file is damaged and should be made anew.
bool try_update(const fs::path& file, const IndexEntries& changed, const std::vector<std::string>& gone) {
    try {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busy_milliseconds);
        write_entries(database, changed, gone);
    } catch (const SQLite::Exception& problem) {
        return !is_damage(problem);
    }
    return true;
}

}  // namespace

IndexEntries read_index(const fs::path& workspace) {
    IndexEntries entries;
    std::error_code code;
    if (!fs::exists(index_path(workspace), code)) return entries;
    try {
        SQLite::Database database(index_path(workspace).string(), SQLite::OPEN_READONLY, busy_milliseconds);
        if (version_of(database) != index_version) return entries;
        SQLite::Statement rows(database, "SELECT folder, signature, summary FROM studies");
        while (rows.executeStep())
            entries[rows.getColumn(0).getString()] = {rows.getColumn(1).getString(), rows.getColumn(2).getString()};
    } catch (const SQLite::Exception&) {
        entries.clear();
    }
    return entries;
}

void update_index(const fs::path& workspace, const IndexEntries& changed, const std::vector<std::string>& gone) {
    if (changed.empty() && gone.empty()) return;
    const fs::path file = index_path(workspace);
    if (try_update(file, changed, gone)) return;
    std::error_code code;
    fs::remove(file, code);
    fs::remove(file.string() + "-journal", code);
    if (!code) try_update(file, changed, gone);
}

}  // namespace lathe::store
