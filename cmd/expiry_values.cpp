// Expiry times: durations or dates from text, and the number that goes over the wire.
#include "cmd/option_values.hpp"

#include <ctime>
#include <optional>
#include <string>

namespace mcbin::cmd {
namespace {

// Spec: protocol-binary section 4: up to here a number counts from now, beyond it is a Unix time.
constexpr std::int64_t kRelativeSecondsMax = 30LL * 24 * 3600;
constexpr std::int64_t kWireSecondsMax = 0xffffffffLL;

constexpr std::string_view kExpiryHelp =
    "write it as 30s, 5m, 1h30m, 7d, 0 for never, @2030-12-31T23:59Z or @UNIXTIME";

tl::unexpected<Error> refuse(std::string_view text) {
  return fail(Errc::BadText, 0,
              "'" + std::string(text) + "' is not an expiry (" + std::string(kExpiryHelp) + ")");
}

/// Takes fixed-width numbers and punctuation from the front of a date.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int number = 0;
    for (const char digit : rest_.substr(0, count)) {
      if (digit < '0' || digit > '9') return std::nullopt;
      number = number * 10 + (digit - '0');
    }
    rest_.remove_prefix(count);
    return number;
  }

  std::optional<int> digits_after(char mark, std::size_t count) {
    return skip(mark) ? digits(count) : std::nullopt;
  }

  bool skip(char mark) {
    if (!rest_.starts_with(mark)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  [[nodiscard]] bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

/// `Z`, `+01:00` or `-0130` as seconds east of Greenwich.
std::optional<std::int64_t> zone_seconds(DateReader& reader) {
  if (reader.skip('Z')) return 0;
  const bool east = reader.skip('+');
  if (!east && !reader.skip('-')) return std::nullopt;
  const auto hours = reader.digits(2);
  reader.skip(':');
  const auto minutes = reader.digits(2);
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  const std::int64_t seconds = (*hours * 60 + *minutes) * 60LL;
  return east ? seconds : -seconds;
}

bool same_day_and_time(const std::tm& left, const std::tm& right) {
  return left.tm_year == right.tm_year && left.tm_mon == right.tm_mon &&
         left.tm_mday == right.tm_mday && left.tm_hour == right.tm_hour &&
         left.tm_min == right.tm_min && left.tm_sec == right.tm_sec;
}

std::optional<std::int64_t> date_to_unix(std::string_view text) {
  DateReader reader(text);
  const auto year = reader.digits(4);
  const auto month = reader.digits_after('-', 2);
  const auto day = reader.digits_after('-', 2);
  if (!year || !month || !day) return std::nullopt;
  std::tm local{};
  local.tm_year = *year - 1900;
  local.tm_mon = *month - 1;
  local.tm_mday = *day;
  if (reader.skip('T') || reader.skip(' ')) {
    const auto hour = reader.digits(2);
    const auto minute = reader.digits_after(':', 2);
    if (!hour || !minute) return std::nullopt;
    local.tm_hour = *hour;
    local.tm_min = *minute;
    if (reader.skip(':')) {
      const auto second = reader.digits(2);
      if (!second) return std::nullopt;
      local.tm_sec = *second;
    }
  }
  std::int64_t zone = 0;
  const bool zoned = !reader.done();
  if (zoned) {
    const auto seconds = zone_seconds(reader);
    if (!seconds || !reader.done()) return std::nullopt;
    zone = *seconds;
  }
  local.tm_isdst = -1;
  // Both calls carry 31 April over to 1 May; a date that changes was none.
  std::tm normalised = local;
  const std::time_t moment = zoned ? ::timegm(&normalised) : std::mktime(&normalised);
  if (!same_day_and_time(local, normalised)) return std::nullopt;
  return static_cast<std::int64_t>(moment) - zone;
}

}  // namespace

Result<Expiry> parse_expiry(std::string_view text) {
  if (text.starts_with('@')) {
    const std::string_view moment = text.substr(1);
    if (moment.find_first_not_of("0123456789") == std::string_view::npos && !moment.empty()) {
      const auto seconds = parse_unsigned(moment, static_cast<std::uint64_t>(kWireSecondsMax));
      if (!seconds) return tl::unexpected(seconds.error());
      return Expiry{Expiry::Kind::At, static_cast<std::int64_t>(*seconds)};
    }
    const auto seconds = date_to_unix(moment);
    if (!seconds) return refuse(text);
    return Expiry{Expiry::Kind::At, *seconds};
  }
  const auto duration = parse_duration(text);
  if (!duration) return refuse(text);
  if (duration->count() % 1000 != 0) {
    return fail(Errc::BadText, 0,
                "'" + std::string(text) + "' is not a whole number of seconds, as servers need it");
  }
  if (duration->count() == 0) return Expiry{};
  return Expiry{Expiry::Kind::After, duration->count() / 1000};
}

Result<std::uint32_t> wire_expiry(Expiry expiry, std::int64_t now_unix_seconds) {
  if (expiry.kind == Expiry::Kind::Never) return 0U;
  if (expiry.kind == Expiry::Kind::After && expiry.seconds <= kRelativeSecondsMax) {
    return static_cast<std::uint32_t>(expiry.seconds);
  }
  const std::int64_t moment =
      expiry.kind == Expiry::Kind::After ? now_unix_seconds + expiry.seconds : expiry.seconds;
  if (moment <= now_unix_seconds) {
    return fail(Errc::BadText, 0, "the expiry lies in the past: the value would be gone at once");
  }
  if (moment > kWireSecondsMax) {
    return fail(Errc::BadText, 0, "the expiry lies beyond 2106, the last year servers can count");
  }
  return static_cast<std::uint32_t>(moment);
}

}  // namespace mcbin::cmd
