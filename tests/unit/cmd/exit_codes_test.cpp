// The promise to scripts: each failure class and each status has its exit code and its words.
#include "cmd/exit_codes.hpp"

#include "cmd/sentences.hpp"
#include "cmd/server_answers.hpp"

#include <catch2/catch.hpp>

using namespace mcbin;
using namespace mcbin::cmd;
using Catch::Matchers::Contains;
using codec::Status;

TEST_CASE("cmd/exit_codes: the table lists the codes in order", "[cmd]") {
  for (std::size_t index = 0; index < kExitCodes.size(); ++index) {
    CHECK(static_cast<std::size_t>(kExitCodes[index].code) == index);
    CHECK_FALSE(kExitCodes[index].name.empty());
    CHECK(kExitCodes[index].sentence.ends_with('.'));
  }
}

TEST_CASE("cmd/exit_codes: each failure class has its code and a sentence", "[cmd]") {
  struct Row {
    Errc code;
    ExitCode exit_code;
  };
  for (const Row& row : {
           Row{Errc::Truncated, ExitCode::Usage},
           Row{Errc::BadMagic, ExitCode::Usage},
           Row{Errc::BadLength, ExitCode::Usage},
           Row{Errc::BadExtras, ExitCode::Usage},
           Row{Errc::BadText, ExitCode::Usage},
           Row{Errc::TooLarge, ExitCode::Usage},
           Row{Errc::ConnectFailed, ExitCode::Connection},
           Row{Errc::TimedOut, ExitCode::Connection},
           Row{Errc::ConnectionClosed, ExitCode::Connection},
           Row{Errc::ReadFailed, ExitCode::Usage},
           Row{Errc::WriteFailed, ExitCode::Usage},
           Row{Errc::ProtocolViolated, ExitCode::Protocol},
           Row{Errc::LoginRefused, ExitCode::Authentication},
           Row{Errc::StorageFull, ExitCode::Usage},
           Row{Errc::BadConfiguration, ExitCode::Usage},
           Row{Errc::SystemFailed, ExitCode::Usage},
       }) {
    INFO(errc_name(row.code));
    CHECK(exit_code_for(row.code) == row.exit_code);
    CHECK(sentence_for({row.code, 0, {}}).size() > 10);
    CHECK(sentence_for({row.code, 0, "why"}) == "why");
  }
}

TEST_CASE("cmd/exit_codes: each status of a server has its code", "[cmd]") {
  struct Row {
    Status status;
    ExitCode exit_code;
    std::string words;
  };
  for (const Row& row : {
           Row{Status::KeyNotFound, ExitCode::Miss, "no such key"},
           Row{Status::KeyExists, ExitCode::Precondition, "exists"},
           Row{Status::NotStored, ExitCode::Precondition, "did not store"},
           Row{Status::NotANumber, ExitCode::Precondition, "not a number"},
           Row{Status::TooLarge, ExitCode::Refused, "too large"},
           Row{Status::OutOfMemory, ExitCode::Refused, "out of memory"},
           Row{Status::UnknownCommand, ExitCode::Refused, "does not know"},
           Row{Status::Busy, ExitCode::Refused, "busy"},
           Row{Status::TemporaryFailure, ExitCode::Refused, "busy"},
           Row{Status::AuthError, ExitCode::Authentication, "login"},
           Row{Status::AuthContinue, ExitCode::Authentication, "login"},
           Row{Status::InvalidArguments, ExitCode::Refused, "status 0x0004"},
           Row{static_cast<Status>(0xbeef), ExitCode::Refused, "status 0xbeef 'text'"},
       }) {
    INFO(row.words);
    CHECK(exit_code_for(row.status) == row.exit_code);
    CHECK_THAT(refusal_sentence("store", "k", row.status, "text"),
               Contains("cannot store 'k': ") && Contains(row.words));
  }
  CHECK(exit_code_for(Status::Ok) == ExitCode::Ok);
}
