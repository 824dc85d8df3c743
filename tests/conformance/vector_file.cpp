#include "conformance/vector_file.hpp"

#include <nlohmann/json.hpp>

#include <fstream>

namespace mcbin::conformance {

namespace {

using nlohmann::json;

Match to_match(const std::string& name) {
  if (name == "version") return Match::Version;
  if (name == "stat-keys") return Match::StatNames;
  if (name == "text") return Match::Text;
  if (name == "udp") return Match::Datagram;
  return Match::Exact;
}

Step to_step(const json& object) {
  Step step;
  step.send = object.value("send", std::vector<std::string>{});
  step.receive = object.value("recv", std::vector<std::string>{});
  step.receive_text = object.value("recv_text", std::string{});
  step.sleep_ms = object.value("sleep_ms", std::int64_t{0});
  return step;
}

/// The newer version's answers are recorded without their times: all come in the first step.
void take_newer_answers(const json& object, Conversation& conversation) {
  for (Step& step : conversation.steps) step.receive.clear();
  conversation.steps.front().receive =
      object.at("responses_1_6_45").get<std::vector<std::string>>();
  if (object.value("connection_after_1_6_45", std::string{}) == "closed") {
    conversation.ending = Ending::Closed;
  }
}

Precondition to_precondition(const std::string& name) {
  if (name == "oom_minus_M") return Precondition::MemoryFull;
  if (name == "max_connections_text") return Precondition::ConnectionsFull;
  return Precondition::None;
}

Conversation to_conversation(const json& object, Edition edition) {
  Conversation conversation;
  conversation.name = object.at("name").get<std::string>();
  conversation.server_args = object.at("server_args").get<std::vector<std::string>>();
  conversation.precondition = to_precondition(conversation.name);
  conversation.match = to_match(object.at("match").get<std::string>());
  for (const json& step : object.at("steps")) conversation.steps.push_back(to_step(step));
  if (object.at("connection_after") == "closed") conversation.ending = Ending::Closed;
  const bool differs = !object.at("same_on_1_6_45").get<bool>();
  if (differs && edition == Edition::V1_6_45 && conversation.match == Match::Exact) {
    take_newer_answers(object, conversation);
  }
  return conversation;
}

}  // namespace

Result<std::vector<Conversation>> read_vectors(const std::string& path, Edition edition) {
  std::ifstream file(path);
  if (!file) return fail(Errc::ReadFailed, 0, path);
  std::vector<Conversation> conversations;
  std::string line;
  while (std::getline(file, line)) {
    try {
      conversations.push_back(to_conversation(json::parse(line), edition));
    } catch (const json::exception& error) {
      return fail(Errc::BadText, conversations.size() + 1, error.what());
    }
  }
  return conversations;
}

}  // namespace mcbin::conformance
