#include "cmd/capture_values.hpp"

#include "cmd/option_values.hpp"
#include "mcbin/base/function_ref.hpp"
#include "mcbin/codec/opcode.hpp"
#include "mcbin/codec/status.hpp"

#include <algorithm>
#include <string>

namespace mcbin::cmd {
namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;
constexpr std::size_t kFractionDigits = 9;

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

Result<void> for_each_word(std::string_view list,
                           FunctionRef<Result<void>(std::string_view)> take) {
  while (true) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (auto taken = take(list.substr(0, comma)); !taken) return taken;
    if (comma == list.size()) return {};
    list.remove_prefix(comma + 1);
  }
}

bool is_number(std::string_view text) {
  return !text.empty() && text[0] >= '0' && text[0] <= '9';
}

}  // namespace

Result<void> add_opcodes(std::string_view text, std::bitset<256>& opcodes) {
  const auto take = [&](std::string_view word) -> Result<void> {
    if (is_number(word)) {
      const auto number = parse_unsigned(word, 255);
      if (!number) return tl::unexpected(number.error());
      opcodes.set(static_cast<std::size_t>(*number));
      return {};
    }
    bool found = false;
    if (const auto opcode = codec::opcode_from_name(word)) {
      opcodes.set(static_cast<std::uint8_t>(*opcode));
      found = true;
    }
    for (const codec::OpcodeInfo& row : codec::kOpcodeRows) {
      if (row.couchbase_name != word || word.empty()) continue;
      opcodes.set(row.code);
      found = true;
    }
    if (found) return {};
    return fail(Errc::BadText, 0, quoted(word) + " is no opcode (GET, SETQ, ..., or a number)");
  };
  return for_each_word(text, take);
}

Result<void> add_statuses(std::string_view text, std::vector<codec::Status>& statuses,
                          bool& errors) {
  const auto take = [&](std::string_view word) -> Result<void> {
    if (word == "error") {
      errors = true;
      return {};
    }
    if (is_number(word)) {
      const auto number = parse_unsigned(word, 0xffff);
      if (!number) return tl::unexpected(number.error());
      statuses.push_back(static_cast<codec::Status>(*number));
      return {};
    }
    for (const codec::StatusInfo& row : codec::kStatusRows) {
      if (word.empty() || (row.name != word && row.couchbase_name != word)) continue;
      statuses.push_back(static_cast<codec::Status>(row.code));
      return {};
    }
    return fail(Errc::BadText, 0,
                quoted(word) + " is no status (ok, key_enoent, ..., a number, or error)");
  };
  return for_each_word(text, take);
}

Result<decoder::CaptureMoment> parse_moment(std::string_view text) {
  if (text.starts_with('+')) {
    const auto duration = parse_duration(text.substr(1));
    if (!duration) return tl::unexpected(duration.error());
    return decoder::CaptureMoment{.ns = duration->count() * 1'000'000, .from_start = true};
  }
  if (text.find('-') != std::string_view::npos) {
    const auto date = parse_expiry("@" + std::string(text));
    if (!date) return tl::unexpected(date.error());
    return decoder::CaptureMoment{.ns = date->seconds * kNsPerSecond};
  }
  const std::size_t point = std::min(text.find('.'), text.size());
  const auto seconds = parse_unsigned(text.substr(0, point), 0xffffffff);
  if (!seconds) return tl::unexpected(seconds.error());
  std::string fraction(text.substr(std::min(point + 1, text.size())));
  const bool digits = std::all_of(fraction.begin(), fraction.end(),
                                  [](char letter) { return letter >= '0' && letter <= '9'; });
  if (fraction.size() > kFractionDigits || !digits) {
    return fail(Errc::BadText, point, quoted(text) + " has more than nine digits of fraction");
  }
  fraction.resize(kFractionDigits, '0');
  const auto ns = static_cast<std::int64_t>(std::stoul(fraction));
  return decoder::CaptureMoment{.ns = static_cast<std::int64_t>(*seconds) * kNsPerSecond + ns};
}

}  // namespace mcbin::cmd
