// mcbin_vectors: plays the recorded exchanges in this process, against `mcbin serve`, or against
// memcached itself (which shows that the player is right), and prints how many ran, how many differ
// on purpose and how many failed. Exit code 0 when none failed, 1 when one did, 2 for bad usage.
#include "conformance/differences.hpp"
#include "conformance/runner.hpp"
#include "conformance/tcp_peer.hpp"
#include "conformance/vector_file.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace {

using namespace mcbin;
using namespace mcbin::conformance;

enum class Target : std::uint8_t { None, InProcess, Mcbin, Memcached };

struct Options {
  std::string vectors;
  std::string only;  // a vector's name; empty: all
  std::string path;
  Target target = Target::None;
  Splits splits = Splits::Every;
};

constexpr const char* kUsage =
    "usage: mcbin_vectors VECTORS.jsonl --in-process | --mcbin PATH | --memcached PATH "
    "[--only NAME] [--edges]\n";

// mcbin limits key + value; memcached's 1 MiB includes its own overhead, which leaves this many.
constexpr std::string_view kItemBytesOfMemcached = "1048517";

// Enough that the vectors that wait wait side by side.
constexpr unsigned kServers = 16;  // they mostly wait
constexpr unsigned kThreads = 2;

bool parse(int count, char** words, Options& options) {
  if (count < 3) return false;
  options.vectors = words[1];
  for (int at = 2; at < count; ++at) {
    const std::string_view word = words[at];
    const bool has_next = at + 1 < count;
    if (word == "--in-process") {
      options.target = Target::InProcess;
    } else if (word == "--mcbin" && has_next) {
      options.target = Target::Mcbin;
      options.path = words[++at];
    } else if (word == "--memcached" && has_next) {
      options.target = Target::Memcached;
      options.path = words[++at];
    } else if (word == "--edges") {
      options.splits = Splits::Edges;
    } else if (word == "--only" && has_next) {
      options.only = words[++at];
    } else {
      return false;
    }
  }
  return options.target != Target::None;
}

/// The vectors as mcbin has to answer them. @return how many differ on purpose.
std::size_t apply_differences(std::vector<Conversation>& conversations) {
  std::size_t differing = 0;
  for (Conversation& conversation : conversations) {
    const Difference* difference = find_difference(conversation.name);
    if (difference != nullptr) {
      conversation = with_own_answers(std::move(conversation), *difference);
      ++differing;
      std::printf("differs: %s: %s\n", conversation.name.c_str(),
                  std::string(difference->reason).c_str());
    }
    conversation.server_args.insert(conversation.server_args.end(),
                                    {"-I", std::string(kItemBytesOfMemcached)});
  }
  return differing;
}

/// memcached loses the answers that are queued when it finds a bad magic: those to requests of the
/// same read. Cut in two, the first part is answered, as the next read is another one.
void play_whole_what_a_read_loses(std::vector<Conversation>& conversations) {
  constexpr auto kLosers =
      std::to_array<std::string_view>({"bad_magic_loses_queue", "stat_value_desync",
                                       "unknown_with_key_desync", "verbosity_with_extras_desync"});
  for (Conversation& conversation : conversations) {
    conversation.whole_only =
        std::find(kLosers.begin(), kLosers.end(), conversation.name) != kLosers.end();
  }
}

/// A session sees no port and no other connection: nothing is left to play of these.
std::size_t remove_socket_matters(std::vector<Conversation>& conversations) {
  return std::erase_if(conversations, [](const Conversation& conversation) {
    return conversation.precondition == Precondition::ConnectionsFull;
  });
}

/// No datagram may be answered: the port has to be closed.
void check_udp_port(const HostFactory& make_host, Report& report) {
  ++report.runs;
  const Result<std::unique_ptr<Host>> host = make_host({});
  ByteVector datagram;
  if (host.has_value()) {
    const std::unique_ptr<Peer> peer = (*host)->connect_datagrams();
    peer->send(ByteVector(32, 0));
    if (peer->receive(datagram) == Received::Closed) return;
  }
  report.failures.push_back({"(the UDP port)", "", "something listens"});
}

HostFactory host_factory(const Options& options) {
  if (options.target == Target::InProcess) return make_session_host;
  const Program program = options.target == Target::Mcbin ? Program::Mcbin : Program::Memcached;
  return [program, path = options.path](const std::vector<std::string>& args) {
    return make_server_host(program, path, args);
  };
}

Plan make_plan(const Options& options, std::vector<Conversation> conversations) {
  Plan plan;
  plan.conversations = std::move(conversations);
  plan.splits = options.splits;
  if (options.target == Target::InProcess) {
    plan.splits_of_waiting = options.splits;  // nothing is slow on a clock that is set by hand
    plan.workers = kThreads;
    return plan;
  }
  plan.bytewise = Delivery::Kind::EdgeBytes;
  plan.workers = kServers;
  plan.hosts = Plan::Hosts::Shared;
  return plan;
}

void print_failures(std::vector<Failure> failures) {
  std::stable_sort(failures.begin(), failures.end(), [](const Failure& one, const Failure& other) {
    return one.conversation < other.conversation;
  });
  std::string last;
  for (const Failure& failure : failures) {
    if (failure.conversation == last) continue;  // the first of each tells enough
    last = failure.conversation;
    std::printf("FAILED: %s, %s: %s\n", failure.conversation.c_str(), failure.delivery.c_str(),
                failure.complaint.c_str());
  }
}

/// How many vectors have a failure.
std::size_t failed_vectors(const Report& report) {
  std::vector<std::string> names;
  for (const Failure& failure : report.failures) names.push_back(failure.conversation);
  std::sort(names.begin(), names.end());
  return static_cast<std::size_t>(std::unique(names.begin(), names.end()) - names.begin());
}

}  // namespace

int main(int count, char** words) {
  Options options;
  if (!parse(count, words, options)) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  const bool control = options.target == Target::Memcached;
  auto vectors = read_vectors(options.vectors, control ? Edition::V1_6_18 : Edition::V1_6_45);
  if (!vectors.has_value()) {
    std::fprintf(stderr, "mcbin_vectors: %s\n", vectors.error().detail.c_str());
    return 2;
  }
  if (!options.only.empty()) {
    std::erase_if(*vectors, [&](const Conversation& one) { return one.name != options.only; });
  }
  const std::size_t read = vectors->size();
  const std::size_t elsewhere =
      options.target == Target::InProcess ? remove_socket_matters(*vectors) : 0;
  const std::size_t differing = control ? 0 : apply_differences(*vectors);
  if (control) play_whole_what_a_read_loses(*vectors);
  const Plan plan = make_plan(options, std::move(*vectors));
  const HostFactory make_host = host_factory(options);
  Report report = run_all(plan, make_host);
  if (options.target == Target::Mcbin) check_udp_port(make_host, report);
  print_failures(report.failures);
  const std::size_t failed = failed_vectors(report);
  std::printf(
      "%zu vectors: %zu ran in %zu deliveries, %zu of them differ on purpose, %zu need a socket, "
      "%zu failed\n",
      read, plan.conversations.size(), report.runs, differing, elsewhere, failed);
  return failed == 0 && read > 0 ? 0 : 1;
}
