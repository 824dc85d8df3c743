// How fast captures are read: bare libpcap, our packet source alone, and the whole assembly, each
// over the same file in CPU seconds. Run by hand: mcbin_capture_loop FILE [pcap|packets|traffic].
#include "mcbin/capture/packet_source.hpp"
#include "mcbin/capture/traffic_reader.hpp"

#include <pcap/pcap.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <sys/resource.h>

namespace {

using namespace mcbin;
using namespace mcbin::capture;

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

long peak_kilobytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

struct Counted {
  std::uint64_t packets = 0;
  std::uint64_t bytes = 0;  // of the file
  std::uint64_t touched = 0;
};

/// What any reader on libpcap must do at least: look at two bytes of each packet.
Counted read_by_libpcap(const char* path) {
  Counted counted;
  char problem[PCAP_ERRBUF_SIZE];
  pcap_t* file = ::pcap_open_offline(path, problem);
  if (file == nullptr) return counted;
  pcap_pkthdr* header = nullptr;
  const u_char* bytes = nullptr;
  while (::pcap_next_ex(file, &header, &bytes) == 1) {
    ++counted.packets;
    counted.bytes += header->caplen + 16;
    if (header->caplen > 0) counted.touched += bytes[0] + 0U + bytes[header->caplen - 1];
  }
  ::pcap_close(file);
  return counted;
}

std::unique_ptr<PacketSource> open_file(const char* path) {
  auto bytes = open_source(path);
  if (!bytes) return nullptr;
  auto packets = open_packets(std::move(*bytes));
  return packets ? std::move(*packets) : nullptr;
}

Counted read_packets(const char* path) {
  Counted counted;
  const auto packets = open_file(path);
  if (!packets) return counted;
  Packet packet;
  for (;;) {
    const auto step = packets->next(packet);
    if (!step || *step != PacketStep::Packet) break;
    ++counted.packets;
    if (!packet.bytes.empty()) counted.touched += packet.bytes.front() + 0U + packet.bytes.back();
  }
  counted.bytes = packets->position();
  return counted;
}

/// Counts only, but looks at each chunk.
class CountingSink final : public TrafficSink {
 public:
  std::uint64_t connections = 0;
  std::uint64_t payload_bytes = 0;
  std::uint64_t gaps = 0;
  std::uint64_t touched = 0;

  void on_open(const ConnectionInfo& /*info*/) override { ++connections; }
  void on_chunk(const Chunk& chunk) override {
    payload_bytes += chunk.bytes.size();
    touched += chunk.bytes.front() + 0U + chunk.bytes.back();
  }
  void on_gap(const Gap& /*gap*/) override { ++gaps; }
  void on_close(const Close& /*close*/) override {}
};

Counted read_streams(const char* path) {
  Counted counted;
  const auto packets = open_file(path);
  if (!packets) return counted;
  CountingSink sink;
  const auto totals = read_traffic(*packets, {}, sink);
  if (!totals) return counted;
  counted = {totals->packets, packets->position(), sink.touched};
  std::printf("  %llu connections, %llu bytes of payload, %llu gaps\n",
              static_cast<unsigned long long>(sink.connections),
              static_cast<unsigned long long>(sink.payload_bytes),
              static_cast<unsigned long long>(sink.gaps));
  return counted;
}

void measure(const char* name, const char* path, Counted (*read)(const char*)) {
  const double before = cpu_seconds();
  const Counted counted = read(path);
  const double seconds = cpu_seconds() - before;
  std::printf("%-8s %9llu packets %7.3f CPU s %8.1f MB/s %6.2f M packets/s, peak %ld kB (%llx)\n",
              name, static_cast<unsigned long long>(counted.packets), seconds,
              static_cast<double>(counted.bytes) / seconds / 1e6,
              static_cast<double>(counted.packets) / seconds / 1e6, peak_kilobytes(),
              static_cast<unsigned long long>(counted.touched & 0xfffU));
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    std::fputs("usage: mcbin_capture_loop FILE [pcap|packets|traffic]\n", stderr);
    return 2;
  }
  const std::string_view only = count > 2 ? words[2] : "";
  if (only.empty() || only == "packets") measure("packets", words[1], read_packets);
  if (only.empty() || only == "traffic") measure("traffic", words[1], read_streams);
  if (only.empty() || only == "pcap") measure("libpcap", words[1], read_by_libpcap);
  return 0;
}
