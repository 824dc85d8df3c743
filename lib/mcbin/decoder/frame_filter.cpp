#include "mcbin/decoder/frame_filter.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::decoder {

using codec::Outcome;
using codec::PlacedFrame;
using codec::Sender;

namespace {

bool contains(const auto& list, const auto& wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

bool is_unpaired(const PlacedFrame& frame) {
  if (codec::is_response(frame.frame.header.magic)) return !frame.pair.paired();
  switch (frame.pair.outcome) {
    case Outcome::Unanswered:
    case Outcome::Open:
    case Outcome::OneWay:
    case Outcome::Undecided:
      return true;
    default:
      return false;
  }
}

}  // namespace

FrameFilter::FrameFilter(FilterOptions options) : options_(std::move(options)) {
  about_frames_ = !options_.keys.empty() || options_.opcodes.any() || !options_.statuses.empty() ||
                  options_.errors || options_.latency_ns_min > 0 || options_.value_bytes_min > 0 ||
                  options_.unpaired;
  about_places_ =
      !options_.connections.empty() || options_.sender || options_.since || options_.until;
}

bool FrameFilter::passes(const PlacedFrame& frame) {
  if (empty()) return true;
  if (!std::exchange(started_, true)) {
    settle(options_.since, frame.place.first_ns);
    settle(options_.until, frame.place.first_ns);
  }
  const bool fit = fits(frame);
  if (options_.after == 0) return fit;
  const std::uint64_t connection = frame.place.connection;
  if (fit) {
    following_[connection] = options_.after;
    return true;
  }
  const auto found = following_.find(connection);
  if (found == following_.end()) return false;
  if (--found->second == 0) following_.erase(found);
  return true;
}

bool FrameFilter::passes(const codec::PlacedJunk& junk) const {
  return !about_frames_ && place_fits(junk.connection, junk.sender, junk.time_ns);
}

bool FrameFilter::passes_connection(std::uint64_t connection) const {
  const auto& wanted = options_.connections;
  return !about_frames_ && (wanted.empty() || contains(wanted, connection));
}

bool FrameFilter::fits(const PlacedFrame& frame) {
  const codec::Header& header = frame.frame.header;
  // The key comes first: it is remembered for the answer whatever else the request is.
  if (!key_fits(frame)) return false;
  if (!place_fits(frame.place.connection, frame.place.sender, frame.place.last_ns)) return false;
  if (options_.opcodes.any() && !options_.opcodes[static_cast<std::uint8_t>(header.opcode)]) {
    return false;
  }
  if (!status_fits(frame)) return false;
  if (options_.latency_ns_min > 0 && frame.pair.last_byte_ns < options_.latency_ns_min)
    return false;
  const std::uint32_t value = std::max(header.value_length(), frame.pair.value_length);
  if (value < options_.value_bytes_min) return false;
  return !options_.unpaired || is_unpaired(frame);
}

bool FrameFilter::key_fits(const PlacedFrame& frame) {
  if (options_.keys.empty()) return true;
  if (!codec::is_response(frame.frame.header.magic)) {
    if (frame.frame.key.empty() || !options_.keys.fits(frame.frame.key)) return false;
    const bool answers_come = frame.pair.paired() || frame.pair.outcome == Outcome::Undecided;
    if (answers_come) remember(frame.place.number);
    return true;
  }
  if (frame.pair.paired()) return remembered_.contains(frame.pair.number);
  return !frame.frame.key.empty() && options_.keys.fits(frame.frame.key);
}

bool FrameFilter::status_fits(const PlacedFrame& frame) const {
  if (options_.statuses.empty() && !options_.errors) return true;
  const codec::Header& header = frame.frame.header;
  const std::optional<codec::Status> status =
      codec::is_response(header.magic) ? header.status() : frame.pair.status;
  if (!status) return false;
  return contains(options_.statuses, *status) || (options_.errors && *status != codec::Status::Ok);
}

bool FrameFilter::place_fits(std::uint64_t connection, Sender sender, std::int64_t time_ns) const {
  if (!options_.connections.empty() && !contains(options_.connections, connection)) return false;
  if (options_.sender && sender != *options_.sender) return false;
  if (options_.since && time_ns < options_.since->ns) return false;
  return !options_.until || time_ns < options_.until->ns;
}

void FrameFilter::remember(std::uint64_t request) {
  if (remembered_order_.size() == kRememberedMax) {
    remembered_.erase(remembered_order_.front());
    remembered_order_.pop_front();
  }
  remembered_.insert(request);
  remembered_order_.push_back(request);
}

void FrameFilter::settle(std::optional<CaptureMoment>& moment, std::int64_t first_ns) const {
  if (!moment || !moment->from_start) return;
  moment = CaptureMoment{.ns = first_ns + moment->ns, .from_start = false};
}

}  // namespace mcbin::decoder
