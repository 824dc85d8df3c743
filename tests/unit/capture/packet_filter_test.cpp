// BPF expressions on packets of files, and what libpcap refuses.
#include "mcbin/capture/packet_filter.hpp"

#include "mcbin/capture/live_interface.hpp"
#include "traffic_log.hpp"

#include <catch2/catch.hpp>

namespace mcbin::capture {
namespace {

using test::Lines;
using test::log_of;
using test::MadePackets;

TEST_CASE("capture/packet_filter: only what matches is read, whatever the link type",
          "[capture][filter]") {
  MadePackets packets;
  packets.add({.payload = "one"});
  packets.add({.from_port = 40'001, .payload = "two"});
  const ByteVector raw = test::ip_packet({.from_port = 40'002, .payload = "three"});
  packets.add_raw(raw, static_cast<std::uint32_t>(raw.size()), 101);
  packets.add_raw(raw, static_cast<std::uint32_t>(raw.size()), 60'000);  // no filter for this link
  test::TrafficLog log;
  const auto totals =
      read_traffic(packets, {.filter = "tcp src port 40001 or src port 40002"}, log);
  REQUIRE(totals);
  CHECK(log.lines == Lines{"open 1 10.0.0.1:40001 > 10.0.0.2:11211 lower port", "c 0 two",
                           "open 2 10.0.0.1:40002 > 10.0.0.2:11211 lower port", "c 0 three",
                           "close 1 end", "close 2 end"});
  CHECK(totals->packets == 4);
  CHECK(totals->filtered == 2);
}

TEST_CASE("capture/packet_filter: an expression without meaning is refused", "[capture][filter]") {
  const auto reader = TrafficReader::create({.filter = "port of call"});
  REQUIRE_FALSE(reader);
  CHECK(reader.error().code == Errc::BadConfiguration);
  CHECK_FALSE(reader.error().detail.empty());
  MadePackets packets;
  test::TrafficLog log;
  const auto totals = read_traffic(packets, {.filter = "tcp port"}, log);
  REQUIRE_FALSE(totals);
  CHECK(totals.error().code == Errc::BadConfiguration);
}

TEST_CASE("capture/live_interface: an interface that is not there", "[capture][live]") {
  const auto packets = open_interface({.interface = "no-such-interface"});
  REQUIRE_FALSE(packets);
  CHECK(packets.error().code == Errc::SystemFailed);
  CHECK(packets.error().detail.find("no-such-interface") != std::string::npos);
}

}  // namespace
}  // namespace mcbin::capture
