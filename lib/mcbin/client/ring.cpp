// The points of each mode and the three ways of looking a key up among them.
#include "mcbin/client/ring.hpp"

#include "mcbin/base/check.hpp"
#include "mcbin/base/endian.hpp"
#include "mcbin/client/digests.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace mcbin::client {
namespace {

constexpr std::uint16_t kDefaultPort = 11211;
constexpr std::size_t kLibmemcachedPoints = 100;
constexpr std::size_t kPointsOfDigest = 4;  // an MD5 gives four points of 32 bits

std::string with_port(const RingServer& server) {
  return server.host + ":" + std::to_string(server.port);
}

/// libmemcached's and libketama's name: the port of every memcached is left out.
std::string without_default_port(const RingServer& server) {
  return server.port == kDefaultPort ? server.host : with_port(server);
}

/// How bmemcached's connection objects print themselves, the login included.
std::string bmemcached_name(const RingServer& server) {
  const bool login = !server.username.empty();
  return with_port(server) + "_" + (login ? server.username : "None") + "_" +
         (login ? server.password : "None");
}

constexpr std::array<std::string_view, 10> kModeNames = {
    "ketama-weighted",     "ketama", "ketama-spy", "modula", "spymemcached",
    "spymemcached-ketama", "dalli",  "bmemcached", "memjs",  "rendezvous"};

}  // namespace

Ring::Ring(RingMode mode, KeyHash hash, std::vector<RingServer> servers)
    : mode_(mode), hash_(hash), servers_(std::move(servers)) {
  MCBIN_CHECK(!servers_.empty());
  const bool weighted = std::any_of(servers_.begin(), servers_.end(),
                                    [](const RingServer& server) { return server.weight > 1; });
  // libmemcached does so by itself when a weight is given.
  if (mode_ == RingMode::Ketama && weighted) mode_ = RingMode::KetamaWeighted;
  add_points();
  // A stable sort keeps servers in order where their points are equal.
  std::stable_sort(points_.begin(), points_.end(),
                   [](const Point& left, const Point& right) { return left.place < right.place; });
}

void Ring::add_points() {
  std::uint64_t total_weight = 0;
  for (const RingServer& server : servers_) total_weight += server.weight;
  for (std::uint32_t index = 0; index < servers_.size(); ++index) {
    const RingServer& server = servers_[index];
    switch (mode_) {
      case RingMode::KetamaWeighted:
        add_md5_points(index, without_default_port(server), weighted_names(index, total_weight));
        break;
      case RingMode::Ketama:
        add_hashed_points(index, without_default_port(server));
        break;
      case RingMode::KetamaSpy:
        add_hashed_points(index, "/" + with_port(server));
        break;
      case RingMode::SpymemcachedKetama:
        add_md5_points(index, with_port(server), kPoints / kPointsOfDigest);
        break;
      case RingMode::Dalli:
        add_dalli_points(index, total_weight);
        break;
      case RingMode::Bmemcached:
        add_bmemcached_points(index);
        break;
      case RingMode::Modula:
      case RingMode::Spymemcached:
      case RingMode::Memjs:
      case RingMode::Rendezvous:
        break;
    }
  }
}

/// libmemcached computes in single precision, and the result depends on it.
std::size_t Ring::weighted_names(std::uint32_t server, std::uint64_t total) const {
  const float part = static_cast<float>(servers_[server].weight) / static_cast<float>(total);
  const float names = part * static_cast<float>(kPoints) / static_cast<float>(kPointsOfDigest) *
                      static_cast<float>(servers_.size());
  return static_cast<std::size_t>(
      std::floor(static_cast<float>(static_cast<double>(names) + 0.0000000001)));
}

void Ring::add_hashed_points(std::uint32_t server, std::string_view prefix) {
  for (std::size_t index = 0; index < kLibmemcachedPoints; ++index) {
    const std::string name = std::string(prefix) + "-" + std::to_string(index);
    points_.push_back({{hash_key(hash_, name), 0}, server});
  }
}

void Ring::add_md5_points(std::uint32_t server, std::string_view name, std::size_t names) {
  for (std::size_t index = 0; index < names; ++index) {
    const std::string text = std::string(name) + "-" + std::to_string(index);
    for (std::size_t word = 0; word < kPointsOfDigest; ++word) {
      points_.push_back({{md5_word(text, word), 0}, server});
    }
  }
}

void Ring::add_dalli_points(std::uint32_t server, std::uint64_t total_weight) {
  const std::uint64_t count = servers_.size() * kPoints * servers_[server].weight /
                              std::max<std::uint64_t>(total_weight, 1);
  const std::string name = with_port(servers_[server]) + ":";
  for (std::uint64_t index = 0; index < count; ++index) {
    const auto digest = sha1(as_bytes(name + std::to_string(index)));
    points_.push_back({{load_be32(digest.data()), 0}, server});
  }
}

void Ring::add_bmemcached_points(std::uint32_t server) {
  const std::string name = bmemcached_name(servers_[server]) + "-";
  for (std::size_t index = 0; index < kPoints; ++index) {
    const auto digest = md5(as_bytes(name + std::to_string(index)));
    points_.push_back({{load_be64(digest.data()), load_be64(digest.data() + 8)}, server});
  }
}

std::size_t Ring::server_of(std::string_view key) const {
  if (servers_.size() == 1) return 0;
  switch (mode_) {
    case RingMode::Modula:
      return hash_key(hash_, key) % servers_.size();
    case RingMode::Spymemcached:
      return java_hash(key) % servers_.size();
    case RingMode::Memjs: {
      const std::int64_t hash = static_cast<std::int32_t>(java_hash(key));
      return static_cast<std::size_t>(std::abs(hash)) % servers_.size();
    }
    case RingMode::Rendezvous:
      return highest_for(key);
    case RingMode::Ketama:
    case RingMode::KetamaSpy:
      return first_from({hash_key(hash_, key), 0});
    case RingMode::KetamaWeighted:
    case RingMode::SpymemcachedKetama:
      return first_from({md5_word(key, 0), 0});
    case RingMode::Dalli:
      return last_until({crc32_of(as_bytes(key)), 0});
    case RingMode::Bmemcached: {
      const auto digest = md5(as_bytes(key));
      Place after{load_be64(digest.data()), load_be64(digest.data() + 8) + 1};
      if (after[1] == 0) ++after[0];
      return first_from(after);
    }
  }
  return 0;
}

/// The server of the first point at or behind `place`; behind the last one the ring begins anew.
std::size_t Ring::first_from(Place place) const {
  const auto found =
      std::lower_bound(points_.begin(), points_.end(), place,
                       [](const Point& point, const Place& at) { return point.place < at; });
  if (found == points_.end()) return points_.empty() ? 0 : points_.front().server;
  if (mode_ != RingMode::SpymemcachedKetama) return found->server;
  // spymemcached's ring is a map, where a later server takes an equal point over.
  auto last = found;
  while (std::next(last) != points_.end() && std::next(last)->place == found->place) ++last;
  return last->server;
}

/// The server of the last point at or before `place`; before the first one it is the last of all.
std::size_t Ring::last_until(Place place) const {
  const auto behind =
      std::upper_bound(points_.begin(), points_.end(), place,
                       [](const Place& at, const Point& point) { return at < point.place; });
  if (points_.empty()) return 0;
  return behind == points_.begin() ? points_.back().server : std::prev(behind)->server;
}

/// The server whose name together with the key has the highest hash; of equals the larger name.
std::size_t Ring::highest_for(std::string_view key) const {
  std::size_t best = 0;
  std::pair<std::uint32_t, std::string> best_score;
  for (std::size_t index = 0; index < servers_.size(); ++index) {
    std::string name = with_port(servers_[index]);
    const std::uint32_t hash = murmur3(name + "-" + std::string(key), 0);
    std::pair score{hash, std::move(name)};
    if (index > 0 && score <= best_score) continue;
    best = index;
    best_score = std::move(score);
  }
  return best;
}

std::optional<RingMode> ring_mode_from_name(std::string_view name) {
  const auto* const found = std::find(kModeNames.begin(), kModeNames.end(), name);
  if (found == kModeNames.end()) return std::nullopt;
  return static_cast<RingMode>(found - kModeNames.begin());
}

std::string_view ring_mode_name(RingMode mode) {
  return kModeNames[static_cast<std::size_t>(mode)];
}

std::vector<std::string> ring_mode_names() {
  return {kModeNames.begin(), kModeNames.end()};
}

}  // namespace mcbin::client
