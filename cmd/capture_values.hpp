// The grammar of option values that speak about captures: lists of opcodes and statuses, moments,
// directions. Pure functions from text.
#pragma once

#include "mcbin/base/error.hpp"
#include "mcbin/decoder/frame_filter.hpp"

#include <bitset>
#include <string_view>
#include <vector>

namespace mcbin::cmd {

/// Adds the opcodes that `text` lists, by name or number, with commas: "GET,SETQ,0x77".
/// @return Errc::BadText.
[[nodiscard]] Result<void> add_opcodes(std::string_view text, std::bitset<256>& opcodes);

/// Adds the statuses that `text` lists, by name or number, with commas: "key_enoent,0x84". The word
/// "error" stands for all but success and sets `errors`.
/// @return Errc::BadText.
[[nodiscard]] Result<void> add_statuses(std::string_view text, std::vector<codec::Status>& statuses,
                                        bool& errors);

/// Reads a moment: seconds since 1970 with up to nine digits of fraction, a date as parse_expiry
/// takes it, or + and a duration since the first frame.
/// @return Errc::BadText.
[[nodiscard]] Result<decoder::CaptureMoment> parse_moment(std::string_view text);

}  // namespace mcbin::cmd
