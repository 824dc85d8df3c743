#include "mcbin/capture/packet_filter.hpp"

#include "mcbin/capture/file_integers.hpp"

#include <pcap/pcap.h>

#include <map>
#include <utility>

namespace mcbin::capture {

namespace {

constexpr std::uint32_t kLinkEthernet = 1;

// Link types of files and of libpcap's functions are the same numbers, but for raw IP.
constexpr std::uint32_t kLinkRaw = 101;
constexpr std::uint32_t kLinkMax = 65535;

/// One compiled program; not valid where the expression has no meaning.
class Program {
 public:
  Program(const std::string& expression, std::uint32_t link_type) {
    const int type = static_cast<int>(link_type == kLinkRaw ? std::uint32_t{DLT_RAW} : link_type);
    handle_ = ::pcap_open_dead(type, static_cast<int>(kPacketBytesMax));
    if (handle_ == nullptr) return;
    valid_ = ::pcap_compile(handle_, &program_, expression.c_str(), 1, PCAP_NETMASK_UNKNOWN) == 0;
    if (!valid_) problem_ = ::pcap_geterr(handle_);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() {
    if (valid_) ::pcap_freecode(&program_);
    if (handle_ != nullptr) ::pcap_close(handle_);
  }

  [[nodiscard]] bool valid() const { return valid_; }
  [[nodiscard]] const std::string& problem() const { return problem_; }

  [[nodiscard]] bool matches(const Packet& packet) const {
    pcap_pkthdr header{};
    header.caplen = static_cast<bpf_u_int32>(packet.bytes.size());
    header.len = packet.wire_size;
    return valid_ && ::pcap_offline_filter(&program_, &header, packet.bytes.data()) != 0;
  }

 private:
  pcap_t* handle_ = nullptr;
  bpf_program program_{};
  bool valid_ = false;
  std::string problem_;
};

}  // namespace

struct PacketFilter::Programs {
  explicit Programs(std::string text) : expression(std::move(text)) {}

  /// Compiled at the first packet of a link type.
  Program& of(std::uint32_t link_type) {
    return by_link.try_emplace(link_type, expression, link_type).first->second;
  }

  std::string expression;
  std::map<std::uint32_t, Program> by_link;
};

PacketFilter::PacketFilter(std::unique_ptr<Programs> programs) : programs_(std::move(programs)) {}
PacketFilter::~PacketFilter() = default;

Result<std::unique_ptr<PacketFilter>> PacketFilter::create(const std::string& expression) {
  auto programs = std::make_unique<Programs>(expression);
  const Program& sample = programs->of(kLinkEthernet);
  if (!sample.valid()) return fail(Errc::BadConfiguration, 0, sample.problem());
  return std::unique_ptr<PacketFilter>(new PacketFilter(std::move(programs)));
}

bool PacketFilter::matches(const Packet& packet) {
  return packet.link_type <= kLinkMax && programs_->of(packet.link_type).matches(packet);
}

}  // namespace mcbin::capture
