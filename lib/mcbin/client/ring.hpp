// Which of several servers keeps a key. Every client library has a way of its own, and two programs
// see the same data only when they choose alike; so each mode here is one library's, to the bit.
//
//     const Ring ring(RingMode::KetamaWeighted, KeyHash::OneAtATime, servers);
//     servers[ring.server_of("some key")]
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/client/key_hash.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::client {

/// A library's way of choosing.
enum class RingMode : std::uint8_t {
  KetamaWeighted,      // libmemcached KETAMA_WEIGHTED; php OPT_LIBKETAMA_COMPATIBLE
  Ketama,              // libmemcached CONSISTENT: pylibmc ketama=True, php DISTRIBUTION_CONSISTENT
  KetamaSpy,           // libmemcached CONSISTENT_KETAMA_SPY; not what spymemcached does
  Modula,              // libmemcached's default: pylibmc, php, memccp without options
  Spymemcached,        // spymemcached's default: array of nodes by Java's hashCode
  SpymemcachedKetama,  // spymemcached KetamaConnectionFactory
  Dalli,
  Bmemcached,  // DistributedClient, by uhashring
  Memjs,
  Rendezvous,  // pymemcache HashClient
};

struct RingServer {
  std::string host;        // as the user wrote it; the path of a unix socket
  std::uint16_t port = 0;  // 0 for a unix socket
  std::uint32_t weight = 1;
  std::string username{};  // Bmemcached puts the login into the ring; empty: none
  std::string password{};
};

/// Immutable after construction; any thread may ask.
class Ring {
 public:
  /// Points of one server where the mode does not say otherwise.
  static constexpr std::size_t kPoints = 160;

  /// @param hash  for Ketama, KetamaSpy and Modula; the other modes have their own.
  /// @param servers  at least one, in the order in which the other programs have them.
  Ring(RingMode mode, KeyHash hash, std::vector<RingServer> servers);

  /// The index of the server that keeps `key`.
  [[nodiscard]] std::size_t server_of(std::string_view key) const;

  [[nodiscard]] RingMode mode() const { return mode_; }

 private:
  /// A place on the ring, compared as a big-endian number; only Bmemcached uses more than 4 bytes.
  using Place = std::array<std::uint64_t, 2>;
  struct Point {
    Place place;
    std::uint32_t server;
  };

  void add_points();
  void add_hashed_points(std::uint32_t server, std::string_view prefix);
  void add_md5_points(std::uint32_t server, std::string_view name, std::size_t names);
  void add_dalli_points(std::uint32_t server, std::uint64_t total_weight);
  void add_bmemcached_points(std::uint32_t server);
  [[nodiscard]] std::size_t weighted_names(std::uint32_t server, std::uint64_t total) const;
  [[nodiscard]] std::size_t first_from(Place place) const;
  [[nodiscard]] std::size_t last_until(Place place) const;
  [[nodiscard]] std::size_t highest_for(std::string_view key) const;

  RingMode mode_;
  KeyHash hash_;
  std::vector<RingServer> servers_;
  std::vector<Point> points_;  // sorted
};

/// The mode called "ketama-weighted", "ketama", "ketama-spy", "modula", "spymemcached",
/// "spymemcached-ketama", "dalli", "bmemcached", "memjs" or "rendezvous".
[[nodiscard]] std::optional<RingMode> ring_mode_from_name(std::string_view name);
[[nodiscard]] std::string_view ring_mode_name(RingMode mode);
/// All names, in the order of RingMode.
[[nodiscard]] std::vector<std::string> ring_mode_names();

}  // namespace mcbin::client
