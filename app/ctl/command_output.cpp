// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command_output.h"

#include "core/base/output_stream.h"

namespace lathe::ctl {

bool is_standard_output(const std::string& output) {
    return output.empty() || output_descriptor(output) == 1;
}

std::string output_name(const std::string& output) {
    return is_standard_output(output) ? "standard output" : output;
}

void say_unwritten(Program& program, const Error& error) {
    program.error(error, error.kind == disk_full ? 1 : 2);
}

bool write_result(Program& program, const std::string& output, std::string_view text) {
    const auto written = write_output(output.empty() ? "-" : output, text);
    if (!written) say_unwritten(program, written.error());
    return written.has_value();
}

}  // namespace lathe::ctl
