// SPDX-License-Identifier: GPL-3.0-or-later
// bundle.json, the first entry of a bundle: what it is, and every file in it with its checksum.
//
//   {"bundle": 1, "lathe": "0.1.0", "kind": "experiment", "name": "fashion-lenet",
//    "files": [{"path": "experiment.yaml", "size": 812, "xxh3": "<32 digits>", "executable": true}, ...],
//    "code": ["files/libnet.so"], "data": [{"path": "/data/cats", "as": "data/cats", "manifest": {...}}]}
//
// "executable" is left out where it is false.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace lathe::bundle {

inline constexpr int bundle_format = 1;
inline constexpr const char* manifest_name = "bundle.json";
inline constexpr const char* experiment_name = "experiment.yaml";
inline constexpr const char* trial_record_name = "trial";  // of the bundle of one trial: the folder of its record

// What the bundle was made from.
enum class BundleKind : std::uint8_t { experiment, study, trial };
// The word for the kind in bundle.json: "experiment", "study" or "trial".
std::string_view name_of(BundleKind kind);

// A file of the bundle, as bundle.json lists it.
struct ManifestFile {
    std::string path;        // in the bundle, with '/'
    std::uint64_t size = 0;  // bytes
    std::string xxh3;
    bool executable = false;
};

// Data that the experiment reads.
struct ManifestData {
    std::string path;  // where it lies on the machine that wrote the bundle; absolute
    std::string as;    // the file or folder in the bundle; "": it was left out
    // {"files": COUNT, "bytes": SUM, "listing": checksum of the lines "SIZE NAME\n" in order of their names}, from
    // which the other machine can tell whether it has the same.
    Json manifest = Json::object();
};

// All that bundle.json says.
struct Manifest {
    std::string lathe;  // the version that wrote it
    BundleKind kind = BundleKind::experiment;
    std::string name;
    std::vector<ManifestFile> files;  // by path
    std::vector<std::string> code;    // those of the files that run when they are loaded
    std::vector<ManifestData> data;

    std::uint64_t total_size() const;  // bytes, unpacked
};

// The bytes of bundle.json.
std::string manifest_text(const Manifest& manifest);
// Refuses newer formats, and everything that could not be unpacked: bad names, names that are there twice, sizes beyond
// any disk. `file` is named in errors.
Result<Manifest> read_manifest(std::string_view text, const std::string& file);

}  // namespace lathe::bundle
