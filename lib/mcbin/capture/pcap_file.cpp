#include "mcbin/capture/pcap_file.hpp"

#include "mcbin/capture/file_integers.hpp"

#include <optional>

namespace mcbin::capture {

namespace {

constexpr std::size_t kFileHeaderBytes = 24;
constexpr std::size_t kRecordHeaderBytes = 16;
constexpr std::size_t kLinkTypeAt = 20;
constexpr std::uint32_t kLinkTypeMask = 0xffff;  // above: the length of a frame check sequence
constexpr std::uint32_t kMagicMicroseconds = 0xa1b2c3d4;
constexpr std::uint32_t kMagicNanoseconds = 0xa1b23c4d;

struct Variant {
  ByteOrder order;
  std::int64_t ns_per_unit;
};

std::optional<Variant> variant_of(ByteView front) {
  if (front.size() < 4) return std::nullopt;
  for (const ByteOrder order : {ByteOrder::BigFirst, ByteOrder::LittleFirst}) {
    const std::uint32_t magic = load_32(front.data(), order);
    if (magic == kMagicMicroseconds) return Variant{order, 1000};
    if (magic == kMagicNanoseconds) return Variant{order, 1};
  }
  return std::nullopt;
}

class PcapFile final : public PacketSource {
 public:
  PcapFile(std::unique_ptr<ByteWindow> window, Variant variant, std::uint32_t link_type)
      : window_(std::move(window)), variant_(variant), link_type_(link_type) {}

  Result<PacketStep> next(Packet& packet) override {
    window_->take(last_bytes_);
    last_bytes_ = 0;
    if (auto fill = window_->need(kRecordHeaderBytes); !fill || *fill != ByteWindow::Fill::Ready) {
      return without_record(fill);
    }
    const Byte* header = window_->view().data();
    const std::uint32_t captured = load_32(header + 8, variant_.order);
    if (captured > kPacketBytesMax) {
      return fail(Errc::TooLarge, window_->position() + 8,
                  "a packet of " + std::to_string(captured) + " bytes; the capture is damaged");
    }
    const std::size_t size = kRecordHeaderBytes + captured;
    if (auto fill = window_->need(size); !fill || *fill != ByteWindow::Fill::Ready) {
      return without_record(fill);
    }
    header = window_->view().data();
    packet.time_ns = std::int64_t{load_32(header, variant_.order)} * 1'000'000'000 +
                     load_32(header + 4, variant_.order) * variant_.ns_per_unit;
    packet.link_type = link_type_;
    packet.wire_size = load_32(header + 12, variant_.order);
    packet.bytes = window_->view().subspan(kRecordHeaderBytes, captured);
    last_bytes_ = size;
    return PacketStep::Packet;
  }

  std::uint64_t position() const override { return window_->position() + last_bytes_; }

 private:
  Result<PacketStep> without_record(const Result<ByteWindow::Fill>& fill) const {
    if (!fill) return tl::unexpected(fill.error());
    if (*fill == ByteWindow::Fill::Waiting) return PacketStep::Waiting;
    if (window_->view().empty()) return PacketStep::End;
    return fail(Errc::Truncated, window_->position(), "the capture ends inside a packet");
  }

  std::unique_ptr<ByteWindow> window_;
  Variant variant_;
  std::uint32_t link_type_;
  std::size_t last_bytes_ = 0;  // of the record handed out, dropped at the next call
};

}  // namespace

bool begins_pcap(ByteView front) {
  return variant_of(front).has_value();
}

Result<std::unique_ptr<PacketSource>> open_pcap(std::unique_ptr<ByteWindow> window) {
  const auto fill = window->need(kFileHeaderBytes);
  if (!fill) return tl::unexpected(fill.error());
  if (*fill != ByteWindow::Fill::Ready) {
    return fail(Errc::Truncated, window->view().size(), "the capture ends inside its header");
  }
  const auto variant = variant_of(window->view());
  if (!variant) return fail(Errc::BadMagic, 0, "not a pcap capture");
  const std::uint32_t link_type =
      load_32(window->view().data() + kLinkTypeAt, variant->order) & kLinkTypeMask;
  window->take(kFileHeaderBytes);
  return std::make_unique<PcapFile>(std::move(window), *variant, link_type);
}

}  // namespace mcbin::capture
