#include "mcbin/capture/pcapng_file.hpp"

#include "mcbin/capture/file_integers.hpp"
#include "mcbin/capture/pcapng_time.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace mcbin::capture {

namespace {

using Fill = ByteWindow::Fill;

constexpr std::uint32_t kSectionBlock = 0x0a0d0d0a;  // the same in both byte orders
constexpr std::uint32_t kInterfaceBlock = 1;
constexpr std::uint32_t kOldPacketBlock = 2;
constexpr std::uint32_t kSimplePacketBlock = 3;
constexpr std::uint32_t kPacketBlock = 6;

constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
constexpr std::size_t kBlockHeadBytes = 8;    // type, length
constexpr std::size_t kBlockFrameBytes = 12;  // with the length repeated at the end
constexpr std::size_t kPacketHeadBytes = 20;  // in front of the bytes, both kinds with a time
constexpr std::size_t kInterfaceBytesMin = 8;
constexpr std::uint32_t kBlockBytesMax = kPacketBytesMax + 4096;
constexpr std::size_t kInterfacesMax = 65536;

constexpr std::uint16_t kOptionEnd = 0;
constexpr std::uint16_t kOptionResolution = 9;
constexpr std::uint16_t kOptionTimeOffset = 14;

struct Interface {
  std::uint32_t link_type = 0;
  std::uint32_t snaplen = 0;
  InterfaceClock clock;
};

class PcapNgFile final : public PacketSource {
 public:
  explicit PcapNgFile(std::unique_ptr<ByteWindow> window) : window_(std::move(window)) {}

  Result<PacketStep> next(Packet& packet) override;
  std::uint64_t position() const override { return window_->position() + last_bytes_; }

 private:
  std::optional<Result<PacketStep>> next_block(Packet& packet);
  std::optional<Result<PacketStep>> without_bytes(const Result<Fill>& fill) const;
  Result<void> begin_section();
  Result<void> describe_interface(ByteView body);
  void read_options(ByteView options, InterfaceClock& clock) const;
  Result<PacketStep> take_packet(std::uint32_t type, ByteView body, Packet& packet);
  Result<PacketStep> take_simple_packet(ByteView body, Packet& packet) const;
  [[nodiscard]] std::uint32_t word(ByteView bytes, std::size_t at) const {
    return load_32(bytes.data() + at, order_);
  }
  [[nodiscard]] auto broken(std::string what) const {
    return fail(Errc::BadLength, window_->position(), std::move(what));
  }

  std::unique_ptr<ByteWindow> window_;
  ByteOrder order_ = ByteOrder::LittleFirst;
  std::vector<Interface> interfaces_;
  std::size_t last_bytes_ = 0;  // of the block handed out, dropped at the next call
  std::int64_t last_time_ns_ = 0;
};

Result<PacketStep> PcapNgFile::next(Packet& packet) {
  window_->take(last_bytes_);
  last_bytes_ = 0;
  for (;;) {
    if (auto step = next_block(packet)) return *step;
  }
}

/// Nothing to return yet, or why the caller gets no packet.
std::optional<Result<PacketStep>> PcapNgFile::without_bytes(const Result<Fill>& fill) const {
  if (!fill) return tl::unexpected(fill.error());
  if (*fill == Fill::Ready) return std::nullopt;
  if (*fill == Fill::Waiting) return PacketStep::Waiting;
  if (window_->view().empty()) return PacketStep::End;
  return fail(Errc::Truncated, window_->position(), "the capture ends inside a block");
}

/// One block. @return nothing when it holds no packet.
std::optional<Result<PacketStep>> PcapNgFile::next_block(Packet& packet) {
  if (auto end = without_bytes(window_->need(kBlockFrameBytes))) return end;
  std::uint32_t type = word(window_->view(), 0);
  if (type == kSectionBlock) {
    if (auto begun = begin_section(); !begun) return tl::unexpected(begun.error());
  }
  const std::uint32_t length = word(window_->view(), 4);
  if (length < kBlockFrameBytes || length % 4 != 0) {
    return broken("a block of " + std::to_string(length) + " bytes; the capture is damaged");
  }
  const bool packets =
      type == kPacketBlock || type == kOldPacketBlock || type == kSimplePacketBlock;
  if (!packets && type != kInterfaceBlock) {
    window_->skip(length);
    return std::nullopt;
  }
  if (length > kBlockBytesMax) {
    return fail(Errc::TooLarge, window_->position() + 4,
                "a block of " + std::to_string(length) + " bytes; the capture is damaged");
  }
  if (auto end = without_bytes(window_->need(length))) return end;
  const ByteView body = window_->view().subspan(kBlockHeadBytes, length - kBlockFrameBytes);
  if (type == kInterfaceBlock) {
    if (auto described = describe_interface(body); !described) {
      return tl::unexpected(described.error());
    }
    window_->take(length);
    return std::nullopt;
  }
  auto step = type == kSimplePacketBlock ? take_simple_packet(body, packet)
                                         : take_packet(type, body, packet);
  if (step) last_bytes_ = length;
  return step;
}

/// Looks at a section header for its byte order. The interfaces of the section before are gone.
Result<void> PcapNgFile::begin_section() {
  const ByteView block = window_->view();
  for (const ByteOrder order : {ByteOrder::BigFirst, ByteOrder::LittleFirst}) {
    if (load_32(block.data() + kBlockHeadBytes, order) != kByteOrderMagic) continue;
    order_ = order;
    interfaces_.clear();
    return {};
  }
  return broken("a section without a byte order; the capture is damaged");
}

Result<void> PcapNgFile::describe_interface(ByteView body) {
  if (body.size() < kInterfaceBytesMin) return broken("an interface block that is too short");
  if (interfaces_.size() == kInterfacesMax) {
    return fail(Errc::TooLarge, window_->position(), "more than 65536 interfaces");
  }
  Interface described;
  described.link_type = load_16(body.data(), order_);
  described.snaplen = word(body, 4);
  read_options(body.subspan(kInterfaceBytesMin), described.clock);
  interfaces_.push_back(described);
  return {};
}

void PcapNgFile::read_options(ByteView options, InterfaceClock& clock) const {
  while (options.size() >= 4) {
    const std::uint16_t code = load_16(options.data(), order_);
    const std::size_t size = load_16(options.data() + 2, order_);
    const std::size_t padded = 4 + (size + 3) / 4 * 4;
    if (code == kOptionEnd || padded > options.size()) return;
    if (code == kOptionResolution && size == 1) clock.resolution = options[4];
    if (code == kOptionTimeOffset && size == 8) {
      const std::uint64_t first = word(options, 4);
      const std::uint64_t second = word(options, 8);
      clock.offset_seconds = static_cast<std::int64_t>(
          order_ == ByteOrder::BigFirst ? first << 32U | second : second << 32U | first);
    }
    options = options.subspan(padded);
  }
}

Result<PacketStep> PcapNgFile::take_packet(std::uint32_t type, ByteView body, Packet& packet) {
  if (body.size() < kPacketHeadBytes) return broken("a packet block that is too short");
  const std::uint32_t number = type == kPacketBlock ? word(body, 0) : load_16(body.data(), order_);
  const std::uint32_t captured = word(body, 12);
  if (number >= interfaces_.size()) return broken("a packet of an interface that is not described");
  if (captured > body.size() - kPacketHeadBytes) return broken("a packet longer than its block");
  const Interface& from = interfaces_[number];
  const std::uint64_t units = std::uint64_t{word(body, 4)} << 32U | word(body, 8);
  packet.time_ns = last_time_ns_ = nanoseconds_of(units, from.clock);
  packet.link_type = from.link_type;
  packet.wire_size = word(body, 16);
  packet.bytes = body.subspan(kPacketHeadBytes, captured);
  return PacketStep::Packet;
}

/// A packet without a time: it gets that of the one before.
Result<PacketStep> PcapNgFile::take_simple_packet(ByteView body, Packet& packet) const {
  if (body.size() < 4) return broken("a packet block that is too short");
  if (interfaces_.empty()) return broken("a packet of an interface that is not described");
  const Interface& from = interfaces_.front();
  std::size_t captured = std::min<std::size_t>(word(body, 0), body.size() - 4);
  if (from.snaplen > 0) captured = std::min<std::size_t>(captured, from.snaplen);
  packet.time_ns = last_time_ns_;
  packet.link_type = from.link_type;
  packet.wire_size = word(body, 0);
  packet.bytes = body.subspan(4, captured);
  return PacketStep::Packet;
}

}  // namespace

bool begins_pcapng(ByteView front) {
  return front.size() >= 4 && load_be32(front.data()) == kSectionBlock;
}

Result<std::unique_ptr<PacketSource>> open_pcapng(std::unique_ptr<ByteWindow> window) {
  const auto fill = window->need(kBlockFrameBytes);
  if (!fill) return tl::unexpected(fill.error());
  if (*fill != Fill::Ready) {
    return fail(Errc::Truncated, window->view().size(), "the capture ends inside its header");
  }
  if (!begins_pcapng(window->view())) return fail(Errc::BadMagic, 0, "not a pcapng capture");
  return std::make_unique<PcapNgFile>(std::move(window));
}

}  // namespace mcbin::capture
