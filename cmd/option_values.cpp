// Numbers, sizes and durations; dates are in expiry_values.cpp.
#include "cmd/option_values.hpp"

#include <array>
#include <charconv>
#include <string>

namespace mcbin::cmd {
namespace {

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

struct LeadingDigits {
  std::uint64_t number = 0;
  std::size_t length = 0;
  bool fits = true;
};

LeadingDigits leading_digits(std::string_view text, int base) {
  LeadingDigits digits;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, digits.number, base);
  digits.length = static_cast<std::size_t>(stop - text.data());
  digits.fits = error != std::errc::result_out_of_range;
  return digits;
}

struct Unit {
  std::string_view name;
  std::int64_t milliseconds;
};

// From large to small: a duration names each at most once, in this order.
constexpr std::array<Unit, 6> kUnits = {{
    {"w", 7LL * 24 * 3600 * 1000},
    {"d", 24LL * 3600 * 1000},
    {"h", 3600LL * 1000},
    {"m", 60LL * 1000},
    {"s", 1000},
    {"ms", 1},
}};

constexpr std::string_view kDurationHelp = "write it as 500ms, 30s, 5m, 1h30m, 7d or 1w";

/// The index of the unit that `text` opens with, kUnits.size() for none.
std::size_t leading_unit(std::string_view text) {
  std::size_t best = kUnits.size();
  for (std::size_t index = 0; index < kUnits.size(); ++index) {
    if (text.starts_with(kUnits[index].name) &&
        (best == kUnits.size() || kUnits[index].name.size() > kUnits[best].name.size())) {
      best = index;
    }
  }
  return best;
}

}  // namespace

Result<std::uint64_t> parse_unsigned(std::string_view text, std::uint64_t max) {
  const bool hex = text.starts_with("0x") || text.starts_with("0X");
  const std::string_view body = hex ? text.substr(2) : text;
  const LeadingDigits digits = leading_digits(body, hex ? 16 : 10);
  if (body.empty() || digits.length != body.size()) {
    return fail(Errc::BadText, digits.length,
                quoted(text) + " is not a number (write decimal digits, or 0x and hex digits)");
  }
  if (!digits.fits || digits.number > max) {
    return fail(Errc::BadText, 0, quoted(text) + " is more than " + std::to_string(max));
  }
  return digits.number;
}

Result<double> parse_decimal(std::string_view text, double max) {
  double number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec != std::errc{} || end.ptr != text.data() + text.size() || !(number > 0) ||
      number > max) {
    return fail(Errc::BadText, 0, quoted(text) + " is not a number that fits here");
  }
  return number;
}

Result<std::uint64_t> parse_size(std::string_view text, std::uint64_t bare_unit_bytes) {
  const LeadingDigits digits = leading_digits(text, 10);
  const std::string_view unit = text.substr(digits.length);
  std::uint64_t unit_bytes = 0;
  if (unit.empty()) unit_bytes = bare_unit_bytes;
  if (unit == "k" || unit == "K") unit_bytes = kKibibyte;
  if (unit == "m" || unit == "M") unit_bytes = kMebibyte;
  if (unit == "g" || unit == "G") unit_bytes = kGibibyte;
  if (digits.length == 0 || unit_bytes == 0) {
    return fail(Errc::BadText, digits.length,
                quoted(text) + " is not a size (write digits and k, m or g: 512k, 64m, 2g)");
  }
  if (!digits.fits || digits.number > std::numeric_limits<std::uint64_t>::max() / unit_bytes) {
    return fail(Errc::BadText, 0, quoted(text) + " is too large a size");
  }
  return digits.number * unit_bytes;
}

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const auto refuse = [&](std::size_t at, std::string_view why) {
    return fail(Errc::BadText, at,
                quoted(text) + std::string(why) + " (" + std::string(kDurationHelp) + ")");
  };
  constexpr std::int64_t kMax = std::chrono::milliseconds(kDurationMax).count();
  std::int64_t total = 0;
  std::size_t at = 0;
  std::size_t next_unit = 0;
  do {
    const LeadingDigits digits = leading_digits(text.substr(at), 10);
    if (digits.length == 0) return refuse(at, " is not a duration");
    at += digits.length;
    const bool bare = at == text.size() && at == digits.length;
    const std::size_t unit = bare ? kUnits.size() - 2 : leading_unit(text.substr(at));
    if (unit < next_unit || unit == kUnits.size()) return refuse(at, " is not a duration");
    next_unit = unit + 1;
    if (!bare) at += kUnits[unit].name.size();
    const std::int64_t each = kUnits[unit].milliseconds;
    if (!digits.fits || digits.number > static_cast<std::uint64_t>((kMax - total) / each)) {
      return refuse(0, " is longer than a thousand years");
    }
    total += static_cast<std::int64_t>(digits.number) * each;
  } while (at < text.size());
  return std::chrono::milliseconds(total);
}

}  // namespace mcbin::cmd
