#include "mcbin/capture/packet_source.hpp"

#include "mcbin/capture/byte_window.hpp"
#include "mcbin/capture/pcap_file.hpp"
#include "mcbin/capture/pcapng_file.hpp"

#include <utility>

namespace mcbin::capture {

namespace {
constexpr std::size_t kMagicBytes = 4;
}

Result<std::unique_ptr<PacketSource>> open_packets(std::unique_ptr<ByteSource> bytes, FileEnd end) {
  auto window = std::make_unique<ByteWindow>(std::move(bytes), end);
  const auto fill = window->need(kMagicBytes);
  if (!fill) return tl::unexpected(fill.error());
  if (*fill != ByteWindow::Fill::Ready) {
    return fail(Errc::Truncated, window->view().size(), "too short for a capture");
  }
  if (begins_pcapng(window->view())) return open_pcapng(std::move(window));
  if (begins_pcap(window->view())) return open_pcap(std::move(window));
  return fail(Errc::BadMagic, 0, "neither a pcap nor a pcapng capture");
}

}  // namespace mcbin::capture
