// A BPF expression in the language of tcpdump, for packets of any link type. libpcap compiles it.
#pragma once

#include "mcbin/base/error.hpp"
#include "mcbin/capture/packet_source.hpp"

#include <memory>
#include <string>

namespace mcbin::capture {

class PacketFilter {
 public:
  /// @return Errc::BadConfiguration with libpcap's words when `expression` makes no sense.
  [[nodiscard]] static Result<std::unique_ptr<PacketFilter>> create(const std::string& expression);
  ~PacketFilter();
  PacketFilter(const PacketFilter&) = delete;
  PacketFilter& operator=(const PacketFilter&) = delete;

  /// Does `packet` match? Packets of a link type for which the expression has no meaning do not.
  [[nodiscard]] bool matches(const Packet& packet);

 private:
  struct Programs;
  explicit PacketFilter(std::unique_ptr<Programs> programs);
  std::unique_ptr<Programs> programs_;
};

}  // namespace mcbin::capture
