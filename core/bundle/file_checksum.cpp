// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/file_checksum.h"

#include "core/bundle/file_bytes.h"

namespace lathe::bundle {

Result<FileChecksum> checksum_of_file(const std::filesystem::path& path) {
    Checksum sum;
    const auto size = for_each_piece(path, [&](std::string_view piece) -> Result<void> {
        sum.add(piece);
        return {};
    });
    if (!size) return fail(size.error());
    return FileChecksum{*size, sum.hex()};
}

}  // namespace lathe::bundle
