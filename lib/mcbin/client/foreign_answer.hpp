// Recognises a peer that speaks another protocol by the first bytes it answers with, so that the
// error can say what to do instead of showing bytes.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <string>

namespace mcbin::client {

/// One sentence about what `bytes`, the start of an answer that is no frame, seem to be: the text
/// protocol, HTTP, TLS, Redis, or unknown bytes shown in hex. Never empty; `bytes` is not empty.
[[nodiscard]] std::string describe_foreign_answer(ByteView bytes);

}  // namespace mcbin::client
