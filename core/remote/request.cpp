// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/request.h"

#include <fmt/format.h>

namespace lathe::remote {

tl::unexpected<Error> bad_member(const char* key) {
    return fail(fmt::format("the request has no '{}', or one of a wrong kind", key),
                "the two machines may have different versions of lathectl: install the same");
}

}  // namespace lathe::remote
