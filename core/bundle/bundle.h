// SPDX-License-Identifier: GPL-3.0-or-later
// A bundle: an experiment and what it needs to run on another machine, as one file NAME.lathe.tar.zst. Its first entry
// is bundle.json (manifest.h); tar and zstd open it, too. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "core/base/error.h"
#include "core/bundle/bundle_plan.h"
#include "core/bundle/manifest.h"

namespace lathe::bundle {

inline constexpr const char* bundle_suffix = ".lathe.tar.zst";

// Whether a file is named as a bundle is, which ends in .tar.zst. The file is not looked at: its name may have been
// changed on its way.
bool is_bundle_name(const std::filesystem::path& file);

// Told every now and then while a bundle is written: how many of the bytes that pass through are done. An error ends
// the writing, and nothing is left behind.
using WriteProgress = std::function<Result<void>(std::uint64_t done, std::uint64_t of)>;

// A bundle whose checksums held when it was opened. Value type.
class Bundle {
  public:
    // The same plan over the same files gives the same bytes. `file` appears whole or stays as it was. Gives the id.
    static Result<std::string> write(const BundlePlan& plan, const std::filesystem::path& file,
                                     const WriteProgress& progress = {});

    // Reads all of it and checks every checksum; nothing is put on the disk. Refuses what is damaged, made by a newer
    // Lathe, or made to do harm (archive_reader.h), and what unpacks to more than bundle.json says.
    static Result<Bundle> open(const std::filesystem::path& file);

    // The path that open() was given.
    const std::filesystem::path& file() const { return file_; }
    // What bundle.json says.
    const Manifest& manifest() const { return manifest_; }
    // The checksum of bundle.json, thus of everything in it.
    const std::string& id() const { return id_; }

    // The bytes of one of its files, which must not be larger than a text. Reads the bundle up to that file and checks
    // its checksum again.
    Result<std::string> text_of(const std::string& name) const;

    // Makes `folder`, which must not be there yet, with every file and bundle.json. It appears whole or not at all.
    // Everything is checked again: the file may be another by now.
    Result<void> unpack(const std::filesystem::path& folder) const;

  private:
    Bundle() = default;
    std::filesystem::path file_;
    Manifest manifest_;
    std::string id_;
};

}  // namespace lathe::bundle
