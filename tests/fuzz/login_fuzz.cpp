// Fuzz target: a session that asks for a login. Whatever is sent, the answers are the same however
// the input is cut; and who does not send the password gets nothing but refusals, versions and the
// list of mechanisms, and changes nothing.
#include "fuzz/fuzz_server.hpp"
#include "mcbin/auth/users_text.hpp"
#include "mcbin/engine/text_commands.hpp"

#include <string_view>

namespace {

using namespace mcbin;

constexpr std::string_view kPassword = "pw";

/// Users of all kinds: everything, reading alone, keys of one kind alone.
auth::UserTable make_table() {
  // At the least cost that there is.
  constexpr std::string_view kHash =
      ":$argon2id$v=19$m=8,t=1,p=1$w9NkGrHYrrFw/7/aKz6Aag$"
      "R+qN39ATxHLZR5o8bkg+hZxA17nDWjV/HLn4vbxnIwM";
  const std::string hash(kHash);
  auto parsed = auth::parse_users("a:pw\nr" + hash + ":r:*\nk" + hash + ":rw:~k*\n");
  MCBIN_CHECK(parsed.has_value());
  auto table = auth::UserTable::make(std::move(parsed->users));
  MCBIN_CHECK(table.has_value());
  return std::move(*table);
}

engine::LoginDesk& desk() {
  static auth::Logins logins(make_table());
  static engine::LoginDesk desk{logins, nullptr};
  return desk;
}

void check_stranger(const fuzz::FuzzServer& server) {
  MCBIN_CHECK(server.store().stats().items == 0);
  fuzz::each_answer(server.output(), [](const codec::Frame& frame, ByteView) {
    const codec::Opcode opcode = frame.header.opcode;
    const bool open = opcode == codec::Opcode::Version || opcode == codec::Opcode::SaslListMechs;
    MCBIN_CHECK(open || frame.header.status() != codec::Status::Ok);
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::CutInput input = fuzz::cut_input(data, size);
  fuzz::FuzzServer whole(&desk());
  whole.receive(input.whole);
  whole.end_of_input();
  fuzz::FuzzServer cut(&desk());
  cut.receive(input.first);
  cut.receive(input.second);
  cut.end_of_input();
  if (!input.whole.empty() && engine::begins_text(input.whole.front())) {
    MCBIN_CHECK(whole.output() == cut.output());
    return 0;
  }
  MCBIN_CHECK(fuzz::comparable(whole.output()) == fuzz::comparable(cut.output()));
  if (as_text(input.whole).find(kPassword) == std::string_view::npos) check_stranger(whole);
  return 0;
}
