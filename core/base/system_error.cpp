// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/system_error.h"

#include <cerrno>
#include <cstring>

namespace lathe {

std::string system_message(int code) {
    const char* text = ::strerrordesc_np(code);
    return text ? text : "error " + std::to_string(code);
}

Error system_error(const std::string& doing, const std::filesystem::path& path, int code) {
    Error error{doing + ": " + system_message(code), {}};
    error.file = path.string();
    switch (code) {
        case ENOENT: error.hint = "check the path"; break;
        case EACCES:
        case EPERM: error.hint = "check the permissions"; break;
        case ENOSPC:
        case EDQUOT:
            error.kind = disk_full;
            error.hint = "free some space on the disk";
            break;
        case EFBIG:
            error.kind = disk_full;
            error.hint = "raise the limit of a file's size (ulimit -f)";
            break;
        case EROFS: error.hint = "choose a folder that can be written"; break;
        default: break;
    }
    return error;
}

}  // namespace lathe
