// Fills a server, or plays a cache trace against it (a get, then a set where that missed), and
// prints what became of it and how much memory the server took on the way:
//
//     mcbin_store_replay PORT PID fill KEYS VALUE_BYTES|SIZES_FILE
//     mcbin_store_replay PORT PID play TRACE own|SIZES_FILE [OVERWRITE_PERCENT] [SCALE]
//
// TRACE holds records of 16 bytes, little-endian: u64 key, u32 size, u32 time. SIZES_FILE holds
// 65536 sizes of 4 bytes: a key's value gets the one that its number chooses. Keys are 16 bytes.
// With an overwrite percentage that part of the requests are sets, whatever is there. For machines
// that are little-endian, as the files are.
#include "mcbin/base/bytes.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/codec/header.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <unordered_set>
#include <vector>

namespace mcbin::bench {
namespace {

using codec::Opcode;
using codec::Status;

constexpr std::size_t kKeyBytes = 16;
constexpr std::size_t kSizes = 65'536;
constexpr std::size_t kBatch = 64;
constexpr std::size_t kSendAtBytes = 256 * 1024;

[[noreturn]] void stop(const std::string& what) {
  std::fprintf(stderr, "store_replay: %s\n", what.c_str());
  std::exit(1);
}

/// A finalizer in the manner of splitmix64: numbers of a trace are far from random.
std::uint64_t mixed(std::uint64_t number) {
  number *= 0x9E3779B97F4A7C15ULL;
  number ^= number >> 29U;
  number *= 0xBF58476D1CE4E5B9ULL;
  return number ^ number >> 32U;
}

template <typename Record>
std::vector<Record> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) stop("cannot read " + path);
  std::vector<Record> records(static_cast<std::size_t>(file.tellg()) / sizeof(Record));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(records.data()),
            static_cast<std::streamsize>(records.size() * sizeof(Record)));
  return records;
}

class Connection {
 public:
  explicit Connection(int port) : descriptor_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      stop(std::string("cannot connect: ") + std::strerror(errno));
    }
    const int on = 1;
    setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  ~Connection() { close(descriptor_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void get(std::uint64_t key, std::uint32_t opaque) { request(Opcode::Get, key, opaque, nullptr); }
  void set_quietly(std::uint64_t key, std::uint32_t value_bytes) {
    request(Opcode::SetQ, key, value_bytes, &value_bytes);
    if (out_.size() > kSendAtBytes) send_all();
  }
  void noop() {
    std::array<Byte, codec::kHeaderSize> header{};
    codec::Header noop;
    noop.magic = codec::Magic::Request;
    noop.opcode = Opcode::Noop;
    codec::store_header(noop, header.data());
    append(out_, header);
  }

  void send_all() {
    for (std::size_t sent = 0; sent < out_.size();) {
      const ssize_t now = send(descriptor_, out_.data() + sent, out_.size() - sent, MSG_NOSIGNAL);
      if (now <= 0) stop("the server does not read");
      sent += static_cast<std::size_t>(now);
    }
    out_.clear();
  }

  codec::Header receive() {
    std::array<Byte, codec::kHeaderSize> bytes{};
    take(bytes);
    const codec::Header header = codec::load_header(bytes.data());
    body_.resize(header.body_length);
    take(body_);
    return header;
  }

  /// Reads answers up to that of a NOOP. @return how many there were: quiet sets that failed.
  std::uint64_t receive_failures() {
    std::uint64_t failures = 0;
    while (receive().opcode != Opcode::Noop) ++failures;
    return failures;
  }

 private:
  void request(Opcode opcode, std::uint64_t key, std::uint32_t opaque, const std::uint32_t* value) {
    const std::size_t extras = value != nullptr ? 8 : 0;
    codec::Header header;
    header.magic = codec::Magic::Request;
    header.opcode = opcode;
    header.key_length = kKeyBytes;
    header.extras_length = static_cast<std::uint8_t>(extras);
    header.body_length =
        static_cast<std::uint32_t>(kKeyBytes + extras + (value != nullptr ? *value : 0));
    header.opaque = opaque;
    const std::size_t at = out_.size();
    out_.resize(at + codec::kHeaderSize + header.body_length, 'v');
    codec::store_header(header, out_.data() + at);
    std::memset(out_.data() + at + codec::kHeaderSize, 0, extras);
    std::array<char, kKeyBytes + 1> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(key));
    std::memcpy(out_.data() + at + codec::kHeaderSize + extras, text.data(), kKeyBytes);
  }

  void take(MutableByteView to) {
    while (!to.empty()) {
      if (in_at_ == in_end_) {
        const ssize_t got = recv(descriptor_, in_.data(), in_.size(), 0);
        if (got <= 0) stop("the server closed the connection");
        in_at_ = 0;
        in_end_ = static_cast<std::size_t>(got);
      }
      const std::size_t now = std::min(to.size(), in_end_ - in_at_);
      copy_bytes(ByteView(in_).subspan(in_at_, now), to);
      in_at_ += now;
      to = to.subspan(now);
    }
  }

  int descriptor_;
  ByteVector out_;
  ByteVector in_ = ByteVector(1U << 20U);
  ByteVector body_;
  std::size_t in_at_ = 0;
  std::size_t in_end_ = 0;
};

/// Looks now and then how much memory a process has; remembers the most.
class MemoryWatch {
 public:
  explicit MemoryWatch(const std::string& pid) : path_("/proc/" + pid + "/statm") {}

  std::uint64_t look() {
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    std::ifstream(path_) >> size >> resident;
    const std::uint64_t bytes = resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    most_ = std::max(most_, bytes);
    return bytes;
  }
  [[nodiscard]] std::uint64_t most() const { return most_; }

 private:
  std::string path_;
  std::uint64_t most_ = 0;
};

class Sizes {
 public:
  explicit Sizes(const std::string& source) {
    if (source.find_first_not_of("0123456789") == std::string::npos) {
      same_ = static_cast<std::uint32_t>(std::stoul(source));
    } else if (source != "own") {
      table_ = read_file<std::uint32_t>(source);
      if (table_.size() != kSizes) stop("the file of sizes must hold 65536 of them");
    }
  }
  [[nodiscard]] std::uint32_t of(std::uint64_t key, std::uint32_t own) const {
    if (!table_.empty()) return std::max(table_[mixed(key) % kSizes], 1U);
    return same_ > 0 ? same_ : std::max(own, 1U);
  }

 private:
  std::uint32_t same_ = 0;
  std::vector<std::uint32_t> table_;
};

void fill(Connection& connection, MemoryWatch& memory, std::uint64_t keys, const Sizes& sizes) {
  const std::uint64_t before = memory.look();
  std::uint64_t value_bytes = 0;
  std::uint64_t failures = 0;
  constexpr std::uint64_t kFillBatch = 1'000;
  for (std::uint64_t key = 0; key < keys; ++key) {
    const std::uint32_t size = sizes.of(key, 0);
    value_bytes += size;
    connection.set_quietly(key, size);
    if ((key + 1) % kFillBatch != 0 && key + 1 != keys) continue;
    connection.noop();
    connection.send_all();
    failures += connection.receive_failures();
  }
  const std::uint64_t after = memory.look();
  const double overhead = (static_cast<double>(after) - static_cast<double>(before) -
                           static_cast<double>(value_bytes)) /
                              static_cast<double>(keys) -
                          static_cast<double>(kKeyBytes);
  std::printf(
      "{\"keys\": %llu, \"failures\": %llu, \"value_bytes\": %llu, \"rss_before\": %llu, "
      "\"rss_after\": %llu, \"overhead\": %.2f}\n",
      static_cast<unsigned long long>(keys), static_cast<unsigned long long>(failures),
      static_cast<unsigned long long>(value_bytes), static_cast<unsigned long long>(before),
      static_cast<unsigned long long>(after), overhead);
}

struct Request {
  std::uint64_t key;
  std::uint32_t size;
  std::uint32_t time;
};

struct Played {
  std::uint64_t gets = 0;
  std::uint64_t misses = 0;
  std::uint64_t get_bytes = 0;
  std::uint64_t miss_bytes = 0;
  std::uint64_t failures = 0;
};

/// Plays requests [from, to), all of different keys: first the gets, then the sets.
void play_batch(Connection& connection, const std::vector<Request>& trace, std::size_t from,
                std::size_t to, const Sizes& sizes, std::uint64_t overwrite_percent, double scale,
                Played& played) {
  const auto overwrites = [&](std::size_t at) { return mixed(at) % 100 < overwrite_percent; };
  const auto size_of = [&](std::size_t at) {
    const double size = sizes.of(trace[at].key, trace[at].size);
    return static_cast<std::uint32_t>(std::max(size * scale, 1.0));
  };
  std::vector<bool> hit(to - from, false);
  std::size_t asked = 0;
  for (std::size_t at = from; at < to; ++at) {
    if (overwrites(at)) continue;
    connection.get(trace[at].key, static_cast<std::uint32_t>(at - from));
    ++asked;
  }
  connection.send_all();
  for (; asked > 0; --asked) {
    const codec::Header answer = connection.receive();
    if (answer.status() == Status::Ok) hit[answer.opaque] = true;
  }
  for (std::size_t at = from; at < to; ++at) {
    if (!overwrites(at)) {
      ++played.gets;
      played.get_bytes += size_of(at);
      if (hit[at - from]) continue;
      ++played.misses;
      played.miss_bytes += size_of(at);
    }
    connection.set_quietly(trace[at].key, size_of(at));
  }
  connection.noop();
  connection.send_all();
  played.failures += connection.receive_failures();
}

void play(Connection& connection, MemoryWatch& memory, const std::vector<Request>& trace,
          const Sizes& sizes, std::uint64_t overwrite_percent, double scale) {
  constexpr std::size_t kLookEvery = 64;
  Played played;
  std::unordered_set<std::uint64_t> keys;
  std::size_t batches = 0;
  const std::uint64_t before = memory.look();
  for (std::size_t from = 0; from < trace.size();) {
    keys.clear();
    std::size_t to = from;
    while (to < trace.size() && to - from < kBatch && keys.insert(trace[to].key).second) ++to;
    play_batch(connection, trace, from, to, sizes, overwrite_percent, scale, played);
    if (++batches % kLookEvery == 0) memory.look();
    from = to;
  }
  const std::uint64_t after = memory.look();
  const auto ratio = [](std::uint64_t part, std::uint64_t all) {
    return static_cast<double>(part) / static_cast<double>(std::max<std::uint64_t>(all, 1));
  };
  std::printf(
      "{\"requests\": %zu, \"miss_ratio\": %.5f, \"byte_miss_ratio\": %.5f, "
      "\"failures\": %llu, \"rss_before\": %llu, \"rss_after\": %llu, \"rss_most\": %llu}\n",
      trace.size(), ratio(played.misses, played.gets), ratio(played.miss_bytes, played.get_bytes),
      static_cast<unsigned long long>(played.failures), static_cast<unsigned long long>(before),
      static_cast<unsigned long long>(after), static_cast<unsigned long long>(memory.most()));
}

}  // namespace
}  // namespace mcbin::bench

int main(int count, char** words) {
  using namespace mcbin::bench;
  if (count < 6) stop("see the head of store_replay.cpp for the arguments");
  Connection connection(std::atoi(words[1]));
  MemoryWatch memory(words[2]);
  const Sizes sizes(words[5]);
  if (std::string(words[3]) == "fill") {
    fill(connection, memory, std::strtoull(words[4], nullptr, 10), sizes);
  } else {
    play(connection, memory, read_file<Request>(words[4]), sizes,
         count > 6 ? std::strtoull(words[6], nullptr, 10) : 0, count > 7 ? std::atof(words[7]) : 1);
  }
  return 0;
}
