#include "support/session_rig.hpp"

#include "mcbin/auth/users_text.hpp"
#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/request.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <future>

namespace mcbin::test {

namespace {

constexpr std::size_t kScratchBytes = 64 * 1024;
constexpr std::size_t kPieces = 3;

std::string text_of(ByteView bytes) {
  return std::string(as_text(bytes));
}

std::unique_ptr<store::Store> make_store(const store::Options& options) {
  auto made = store::Store::create(options);
  REQUIRE(made.has_value());
  return std::move(*made);
}

}  // namespace

std::string wire(const Ask& ask) {
  codec::Frame frame =
      codec::make_request(ask.opcode, as_bytes(ask.extras), as_bytes(ask.key), as_bytes(ask.value));
  frame.header.cas = ask.cas;
  frame.header.opaque = ask.opaque;
  ByteVector bytes;
  codec::append_frame(frame, bytes);
  return text_of(bytes);
}

std::string store_extras(std::uint32_t flags, std::uint32_t expiry_seconds) {
  return text_of(
      codec::store_extras(codec::StoreExtras{.flags = flags, .expiry_seconds = expiry_seconds}));
}

std::string counter_extras(std::uint64_t delta, std::uint64_t initial,
                           std::uint32_t expiry_seconds) {
  return text_of(codec::store_extras(
      codec::CounterExtras{.delta = delta, .initial = initial, .expiry_seconds = expiry_seconds}));
}

std::string number_extras(std::uint32_t number) {
  return text_of(codec::store_extras(number));
}

SessionRig::SessionRig(engine::Settings settings, store::Options options)
    : store(make_store(options)) {
  service = std::make_unique<engine::Service>(*store, clock, std::move(settings), 1, nullptr);
  session = std::make_unique<engine::Session>(*service, 0);
}

void SessionRig::require_logins(const std::string& users, std::string_view certificate_name) {
  auto parsed = auth::parse_users(users);
  REQUIRE(parsed.has_value());
  auto table = auth::UserTable::make(std::move(parsed->users));
  REQUIRE(table.has_value());
  logins = std::make_unique<auth::Logins>(std::move(*table));
  desk = std::make_unique<engine::LoginDesk>(engine::LoginDesk{
      *logins, [this](const engine::FailedLogin& failed) {
        failed_logins.push_back(std::string(failed.address) + " " + std::string(failed.user));
      }});
  service->require_logins(*desk);
  reconnect(certificate_name);
}

void SessionRig::reconnect(std::string_view certificate_name) {
  session = std::make_unique<engine::Session>(
      *service, 0,
      engine::PeerFacts{.address = "127.0.0.1:5", .certificate_name = certificate_name});
}

void SessionRig::feed(std::string_view bytes) {
  // A fresh scratch each time: a view kept too long is an ASan error.
  while (!bytes.empty()) {
    ByteVector scratch(kScratchBytes);
    const MutableByteView space = session->input_space(scratch);
    const std::size_t size = std::min(space.size(), bytes.size());
    copy_bytes(as_bytes(bytes.substr(0, size)), space);
    session->consume(size);
    bytes.remove_prefix(size);
  }
}

std::string SessionRig::drain() {
  std::string all;
  for (;;) {
    std::array<ByteView, kPieces> pieces;
    const std::size_t count = session->output(pieces);
    if (count > 0) {
      // Sending half a piece at a time, as a slow socket would, finds more mistakes than the whole.
      const ByteView half = pieces[0].first((pieces[0].size() + 1) / 2);
      all += as_text(half);
      session->output_sent(half.size());
    } else if (session->suspended()) {
      wait_for_answer(*session);
      session->consume(0);
    } else if (!session->wants_input() && !session->wants_close()) {
      session->consume(0);
    } else {
      return all;
    }
  }
}

std::vector<Answer> SessionRig::send(std::string_view bytes) {
  feed(bytes);
  return answers_in(drain());
}

Answer SessionRig::one(const Ask& ask) {
  const std::vector<Answer> answers = send(ask);
  REQUIRE(answers.size() == 1);
  return answers.front();
}

void wait_for_answer(ByteSession& session) {
  const auto told = std::make_shared<std::promise<void>>();
  session.when_resumed([told] { told->set_value(); });
  told->get_future().wait();
}

std::vector<Answer> answers_in(std::string_view bytes) {
  std::vector<Answer> answers;
  ByteView rest = as_bytes(bytes);
  codec::Frame frame;
  while (!rest.empty()) {
    REQUIRE(codec::next_frame(rest, frame) == codec::FrameStep::Whole);
    REQUIRE(frame.header.magic == codec::Magic::Response);
    answers.push_back({.header = frame.header,
                       .extras = text_of(frame.extras),
                       .key = text_of(frame.key),
                       .value = text_of(frame.value)});
    rest = rest.subspan(frame.size());
  }
  return answers;
}

}  // namespace mcbin::test
