#include "mcbin/decoder/traffic_decoder.hpp"

#include "frame_builder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>

namespace mcbin::decoder {
namespace {

using capture::Direction;
using codec::Opcode;
using codec::Status;
using test::answer_bytes;
using test::request_bytes;
using Lines = std::vector<std::string>;

constexpr auto kUp = Direction::ClientToServer;
constexpr auto kDown = Direction::ServerToClient;

/// A capture made by hand: events go to the decoder with times that grow by a microsecond.
class Traffic {
 public:
  explicit Traffic(DecoderOptions options = {}) : decoder_(std::move(options), out) {}

  void open(std::uint64_t id, capture::Opening opening = capture::Opening::Handshake,
            capture::Transport transport = capture::Transport::Tcp, std::uint16_t port = 11211) {
    capture::ConnectionInfo info{.id = id, .slot = slot(id), .transport = transport};
    info.opening = opening;
    info.server.port = port;
    offsets_ = {};
    decoder_.on_open(info);
  }
  void send(std::uint64_t id, Direction direction, ByteView bytes, capture::UdpFrame udp = {}) {
    const bool datagram = udp.present;
    decoder_.on_chunk({.connection = id,
                       .slot = slot(id),
                       .direction = direction,
                       .transport = datagram ? capture::Transport::Udp : capture::Transport::Tcp,
                       .time_ns = tick(),
                       .packet = packet_,
                       .offset = offset(direction),
                       .bytes = bytes,
                       .udp = udp});
    offset(direction) += bytes.size();
  }
  void gap(std::uint64_t id, Direction direction, std::uint64_t size) {
    decoder_.on_gap({.connection = id,
                     .slot = slot(id),
                     .direction = direction,
                     .time_ns = tick(),
                     .packet = packet_,
                     .offset = offset(direction),
                     .size = size});
    offset(direction) += size;
  }
  void close(std::uint64_t id, std::uint64_t server_packets = 1) {
    capture::Close close{.connection = id, .slot = slot(id), .time_ns = tick()};
    close.client.packets = 1;
    close.server.packets = server_packets;
    decoder_.on_close(close);
  }
  Lines end() {
    decoder_.finish();
    return out.lines;
  }
  [[nodiscard]] const TrafficDecoder& decoder() const { return decoder_; }
  [[nodiscard]] TrafficDecoder& decoder() { return decoder_; }

  test::FrameRecorder out;

 private:
  static std::uint32_t slot(std::uint64_t id) { return static_cast<std::uint32_t>(id - 1); }
  std::uint64_t& offset(Direction direction) { return offsets_[direction == kUp ? 0 : 1]; }
  std::int64_t tick() { return static_cast<std::int64_t>(++packet_) * 1000; }

  TrafficDecoder decoder_;
  std::array<std::uint64_t, 2> offsets_{};
  std::uint64_t packet_ = 0;
};

TEST_CASE("decoder/traffic_decoder: a connection's frames come with their pairs",
          "[decoder][traffic]") {
  Traffic traffic;
  traffic.open(1);
  traffic.send(1, kUp, request_bytes(Opcode::GetQ, "quiet", 7));
  traffic.send(1, kUp, request_bytes(Opcode::Get, "key", 8));
  traffic.send(1, kDown, answer_bytes(Opcode::Get, Status::Ok, 8, "value"));
  traffic.send(1, kUp, request_bytes(Opcode::Quit, "", 9));
  traffic.close(1);
  CHECK(traffic.end() == Lines{"open 1 the binary protocol", "1 GETQ quiet implied_miss",
                               "2 GET key hit [3]", "3 GET =value [2]", "4 QUIT unanswered",
                               "close 1"});
}

TEST_CASE("decoder/traffic_decoder: a frame knows the packets and times of both its ends",
          "[decoder][traffic]") {
  Traffic traffic;
  traffic.open(1);
  const ByteVector whole = request_bytes(Opcode::Set, "key", 1, "0123456789", ByteVector(8));
  const ByteView bytes{whole};
  traffic.send(1, kUp, bytes.first(10));
  traffic.send(1, kUp, bytes.subspan(10, 20));
  ByteVector rest(bytes.begin() + 30, bytes.end());
  append(rest, request_bytes(Opcode::Noop, "", 2));
  traffic.send(1, kUp, rest);
  traffic.close(1);
  traffic.end();
  REQUIRE(traffic.out.places.size() == 2);
  CHECK(traffic.out.places[0].first_packet == 1);
  CHECK(traffic.out.places[0].last_packet == 3);
  CHECK(traffic.out.places[0].first_ns == 1000);
  CHECK(traffic.out.places[0].last_ns == 3000);
  CHECK(traffic.out.places[1].first_packet == 3);
  CHECK(traffic.out.places[1].last_packet == 3);
}

TEST_CASE("decoder/traffic_decoder: a gap inside a value loses neither frame nor pair",
          "[decoder][traffic]") {
  Traffic traffic;
  traffic.open(1);
  const ByteVector set = request_bytes(Opcode::Set, "key", 1, "0123456789", ByteVector(8));
  traffic.send(1, kUp, ByteView{set}.first(37));
  traffic.gap(1, kUp, 8);
  traffic.send(1, kDown, answer_bytes(Opcode::Set, Status::Ok, 1));
  traffic.close(1);
  CHECK(traffic.end() == Lines{"open 1 the binary protocol", "gap 37+8",
                               "1 SET key =01 missing 8 ok [2]", "2 SET [1]", "close 1"});
}

TEST_CASE("decoder/traffic_decoder: a gap over a header makes pairs uncertain",
          "[decoder][traffic]") {
  Traffic traffic;
  traffic.open(1);
  traffic.send(1, kUp, request_bytes(Opcode::Get, "a", 0));
  traffic.gap(1, kUp, 25);
  traffic.send(1, kUp, request_bytes(Opcode::Noop, "", 0));
  traffic.send(1, kUp, request_bytes(Opcode::Noop, "", 1));
  traffic.send(1, kDown, answer_bytes(Opcode::Get, Status::Ok, 0, "v"));
  traffic.close(1);
  const Lines lines = traffic.end();
  CHECK(std::count(lines.begin(), lines.end(), "1 GET a hit [4] uncertain") == 1);
  CHECK(std::count(lines.begin(), lines.end(), "4 GET =v [1] uncertain") == 1);
}

TEST_CASE("decoder/traffic_decoder: other protocols are named and left alone",
          "[decoder][traffic]") {
  struct Row {
    const char* name;
    std::string_view first;
    codec::StreamKind kind;
  };
  const Row rows[] = {
      {"text", "get key\r\n", codec::StreamKind::Text},
      {"meta", "mg key v\r\n", codec::StreamKind::Meta},
      {"TLS", std::string_view("\x16\x03\x01\x02\x00\x01", 6), codec::StreamKind::Tls},
      {"something else", "EHLO example.org\r\n", codec::StreamKind::Unknown},
      {"opens like a frame, but is none",
       "\x80\x46\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
       "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
       codec::StreamKind::Unknown},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    Traffic traffic;
    traffic.open(1);
    traffic.send(1, kUp, as_bytes(row.first));
    traffic.send(1, kDown, as_bytes("\x01 or something"));
    traffic.close(1);
    CHECK(traffic.end() ==
          Lines{"open 1 " + std::string(codec::stream_kind_name(row.kind)), "close 1"});
    CHECK(traffic.decoder().protocols().of(row.kind) == 1);
  }
}

TEST_CASE("decoder/traffic_decoder: in the middle of a stream the first frame is searched for",
          "[decoder][traffic]") {
  Traffic traffic;
  traffic.open(1, capture::Opening::Midstream);
  ByteVector bytes;
  append(bytes, as_bytes("the end of a value"));
  append(bytes, answer_bytes(Opcode::Get, Status::Ok, 1, "v1"));
  append(bytes, answer_bytes(Opcode::Get, Status::Ok, 2, "v2"));
  append(bytes, answer_bytes(Opcode::Noop, Status::Ok, 3));
  traffic.send(1, kDown, bytes);
  traffic.close(1);
  CHECK(traffic.end() == Lines{"open 1 the binary protocol", "junk 0+18 =the end of a value",
                               "1 GET =v1", "2 GET =v2", "3 NOOP", "close 1"});
  CHECK(traffic.decoder().who_speaks(capture::Transport::Tcp, bytes) == capture::Speaker::Server);
}

TEST_CASE("decoder/traffic_decoder: one direction alone is said to be one-way",
          "[decoder][traffic]") {
  Traffic traffic;
  traffic.open(1);
  traffic.send(1, kUp, request_bytes(Opcode::Get, "key", 1));
  traffic.close(1, 0);
  CHECK(traffic.end() == Lines{"open 1 the binary protocol", "1 GET key one_way", "close 1"});
  CHECK(traffic.decoder().protocols().one_way() == 1);
}

TEST_CASE("decoder/traffic_decoder: ports that nobody asked for are left out",
          "[decoder][traffic]") {
  Traffic traffic({.ports = {11211}});
  traffic.open(1, capture::Opening::Handshake, capture::Transport::Tcp, 80);
  traffic.send(1, kUp, request_bytes(Opcode::Noop, "", 1));
  traffic.close(1);
  CHECK(traffic.end().empty());
  CHECK(traffic.decoder().protocols().ignored() == 1);
}

TEST_CASE("decoder/traffic_decoder: collections count once HELLO has granted them",
          "[decoder][traffic]") {
  Traffic traffic;
  traffic.open(1);
  traffic.send(1, kUp, request_bytes(Opcode::Hello, "client", 1, std::string_view("\0\x12", 2)));
  traffic.send(1, kDown, answer_bytes(Opcode::Hello, Status::Ok, 1, std::string_view("\0\x12", 2)));
  traffic.send(1, kUp, request_bytes(Opcode::Get, "\x08key", 2));
  traffic.close(1);
  traffic.end();
  REQUIRE(traffic.out.places.size() == 3);
  CHECK_FALSE(traffic.out.places[0].collections);
  CHECK(traffic.out.places[2].collections);
}

TEST_CASE("decoder/traffic_decoder: datagrams of a message are put together",
          "[decoder][traffic][udp]") {
  Traffic traffic;
  traffic.open(1, capture::Opening::Midstream, capture::Transport::Udp);
  const auto udp = [](std::uint16_t id, std::uint16_t index, std::uint16_t count) {
    return capture::UdpFrame{.present = true, .request_id = id, .index = index, .count = count};
  };
  const ByteVector value = answer_bytes(Opcode::Get, Status::Ok, 0, "0123456789");
  const ByteView bytes{value};
  traffic.send(1, kUp, request_bytes(Opcode::Get, "a", 0), udp(7, 0, 1));
  traffic.send(1, kUp, request_bytes(Opcode::Get, "b", 0), udp(8, 0, 1));
  traffic.send(1, kDown, bytes.first(20), udp(8, 0, 2));
  traffic.send(1, kDown, bytes, udp(7, 0, 1));
  traffic.send(1, kDown, bytes.subspan(20), udp(8, 1, 2));
  traffic.close(1);
  CHECK(traffic.end() == Lines{"open 1 the binary protocol", "1 GET a hit [3]", "2 GET b hit [4]",
                               "3 GET =0123456789 [1]", "4 GET =0123456789 [2]", "close 1"});
}

TEST_CASE("decoder/traffic_decoder: each of several frames that wait keeps its own packet",
          "[decoder][traffic]") {
  // The first frame is doubtful (an extras length that GET does not have) and waits for the header
  // behind it, which comes in two pieces.
  const Byte extras[4] = {};
  const ByteVector doubtful = request_bytes(Opcode::Get, "key", 1, {}, extras);
  const ByteVector next = request_bytes(Opcode::Get, "next", 2);
  Traffic traffic;
  traffic.open(1);
  traffic.send(1, kUp, ByteView{doubtful}.first(26));
  traffic.send(1, kUp, ByteView{doubtful}.subspan(26));
  traffic.send(1, kUp, ByteView{next}.first(10));
  traffic.send(1, kUp, ByteView{next}.subspan(10));
  traffic.close(1);
  traffic.end();
  REQUIRE(traffic.out.places.size() == 2);
  CHECK(traffic.out.places[0].first_packet == 1);
  CHECK(traffic.out.places[1].first_packet == 3);
  CHECK(traffic.out.places[1].first_ns == 3000);
  CHECK(traffic.out.places[1].last_packet == 4);
}

}  // namespace
}  // namespace mcbin::decoder
