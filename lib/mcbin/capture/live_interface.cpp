#include "mcbin/capture/live_interface.hpp"

#include <pcap/pcap.h>

#include <array>
#include <sys/poll.h>
#include <utility>

namespace mcbin::capture {

namespace {

constexpr std::uint32_t kLinkRaw = 101;
constexpr int kDeliveryMs = 50;  // how long the system may gather packets before it hands them on
constexpr int kKernelBufferBytes = 32 << 20;

struct HandleCloser {
  void operator()(pcap_t* handle) const { ::pcap_close(handle); }
};
using Handle = std::unique_ptr<pcap_t, HandleCloser>;

class LiveInterface final : public PacketSource {
 public:
  LiveInterface(Handle handle, std::int64_t ns_per_unit, int wait_ms)
      : handle_(std::move(handle)),
        ns_per_unit_(ns_per_unit),
        wait_ms_(wait_ms),
        link_type_(static_cast<std::uint32_t>(::pcap_datalink(handle_.get()))) {
    if (link_type_ == DLT_RAW) link_type_ = kLinkRaw;
  }

  Result<PacketStep> next(Packet& packet) override {
    pcap_pkthdr* header = nullptr;
    const Byte* bytes = nullptr;
    int got = ::pcap_next_ex(handle_.get(), &header, &bytes);
    if (got == 0) {
      wait();
      got = ::pcap_next_ex(handle_.get(), &header, &bytes);
    }
    if (got == 0) return PacketStep::Waiting;
    if (got == PCAP_ERROR_BREAK) return PacketStep::End;
    if (got < 0) return fail(Errc::ReadFailed, 0, ::pcap_geterr(handle_.get()));
    packet.time_ns = std::int64_t{header->ts.tv_sec} * 1'000'000'000 +
                     std::int64_t{header->ts.tv_usec} * ns_per_unit_;
    packet.link_type = link_type_;
    packet.wire_size = header->len;
    packet.bytes = {bytes, header->caplen};
    position_ += header->caplen;
    return PacketStep::Packet;
  }

  std::uint64_t position() const override { return position_; }

  std::uint64_t dropped() const override {
    pcap_stat counts{};
    return ::pcap_stats(handle_.get(), &counts) == 0 ? counts.ps_drop : 0;
  }

 private:
  /// libpcap's own timeout does not end a wait on an interface that is quiet.
  void wait() const {
    pollfd readable{.fd = ::pcap_get_selectable_fd(handle_.get()), .events = POLLIN, .revents = 0};
    ::poll(&readable, 1, wait_ms_);
  }

  Handle handle_;
  std::int64_t ns_per_unit_;
  int wait_ms_;
  std::uint32_t link_type_;
  std::uint64_t position_ = 0;
};

std::string words_of(pcap_t* handle, int status) {
  const std::string words = ::pcap_geterr(handle);
  return words.empty() ? ::pcap_statustostr(status) : words;
}

/// Compiles the filter for the interface and sets it in the system.
Result<void> set_filter(pcap_t* handle, const std::string& filter) {
  if (filter.empty()) return {};
  bpf_program program{};
  if (::pcap_compile(handle, &program, filter.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0) {
    return fail(Errc::BadConfiguration, 0, ::pcap_geterr(handle));
  }
  const int set = ::pcap_setfilter(handle, &program);
  ::pcap_freecode(&program);
  if (set != 0) return fail(Errc::SystemFailed, 0, ::pcap_geterr(handle));
  return {};
}

}  // namespace

Result<std::unique_ptr<PacketSource>> open_interface(const LiveOptions& options) {
  std::array<char, PCAP_ERRBUF_SIZE> problem{};
  Handle owner(::pcap_create(options.interface.c_str(), problem.data()));
  pcap_t* handle = owner.get();
  if (handle == nullptr) return fail(Errc::SystemFailed, 0, problem.data());
  ::pcap_set_snaplen(handle, static_cast<int>(options.snaplen));
  ::pcap_set_timeout(handle, kDeliveryMs);
  ::pcap_set_buffer_size(handle, kKernelBufferBytes);
  const bool nanoseconds = ::pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO) == 0;
  const int status = ::pcap_activate(handle);
  if (status < 0) {
    return fail(Errc::SystemFailed, 0,
                "cannot capture on " + options.interface + ": " + words_of(handle, status));
  }
  if (::pcap_setnonblock(handle, 1, problem.data()) != 0) {
    return fail(Errc::SystemFailed, 0, problem.data());
  }
  if (auto set = set_filter(handle, options.filter); !set) return tl::unexpected(set.error());
  return std::make_unique<LiveInterface>(std::move(owner), nanoseconds ? 1 : 1000, options.wait_ms);
}

}  // namespace mcbin::capture
