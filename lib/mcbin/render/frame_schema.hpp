// The JSON schema of the lines, as frame_line.schema.json beside this file has it.
#pragma once

#include <string_view>

namespace mcbin::render {

/// The whole file. Lives as long as the program.
[[nodiscard]] std::string_view frame_schema();

}  // namespace mcbin::render
