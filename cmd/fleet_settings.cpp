// The order of precedence, in one place.
#include "cmd/fleet_settings.hpp"

#include "cmd/close_match.hpp"
#include "cmd/config_file.hpp"
#include "cmd/environment.hpp"
#include "cmd/server_secrets.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace mcbin::cmd {
namespace {

constexpr std::array<std::string_view, 11> kNames = {
    "server", "timeout", "ring",     "hash",    "username",    "password-file",
    "tls",    "tls-ca",  "tls-cert", "tls-key", "tls-insecure"};

/// A service's or a client's variables: NAME_SERVERS, NAME_USERNAME, NAME_PASSWORD.
constexpr std::array<std::string_view, 5> kFamilies = {"MCBIN", "MEMCACHIER", "MEMCACHEDCLOUD",
                                                       "MEMCACHED", "MEMCACHE"};

tl::unexpected<Error> refuse(const std::string& where, std::string_view why) {
  return fail(Errc::BadConfiguration, 0, where + ": " + std::string(why));
}

/// A setting's text and who said it.
struct Said {
  std::string value;
  std::string origin;
};

using SettingTexts = std::map<std::string, std::string, std::less<>>;

/// `entries` by name, with lists joined by commas.
Result<SettingTexts> checked_config(const std::vector<ConfigEntry>& entries) {
  SettingTexts values;
  for (const ConfigEntry& entry : entries) {
    if (entry.name == "password") {
      return fail(Errc::BadConfiguration, 0,
                  "passwords do not belong here (name a file of its own: password-file = PATH)");
    }
    const bool known = std::find(kNames.begin(), kNames.end(), entry.name) != kNames.end();
    if (!known || !entry.section.empty()) {
      return fail(
          Errc::BadConfiguration, 0,
          "there is no setting '" + entry.name + "'" +
              did_you_mean(entry.name, std::vector<std::string>(kNames.begin(), kNames.end())));
    }
    std::string text;
    for (const std::string& word : entry.words) text += (text.empty() ? "" : ",") + word;
    values[entry.name] = text;
  }
  return values;
}

class SettingsReader {
 public:
  SettingsReader(const ServerOptions& options, const Variables& variables, Passwords passwords)
      : options_(options), variables_(variables), passwords_(passwords) {}

  Result<FleetSettings> read() {
    for (const auto step :
         {&SettingsReader::read_config, &SettingsReader::read_servers, &SettingsReader::read_ring,
          &SettingsReader::read_tls, &SettingsReader::read_logins}) {
      if (auto done = (this->*step)(); !done) return tl::unexpected(done.error());
    }
    settings_.trace = options_.given.contains("trace");
    if (const auto file = options_.given.find("trace-file"); file != options_.given.end()) {
      settings_.trace_file = file->second;
    }
    return std::move(settings_);
  }

 private:
  Result<void> read_config();
  Result<void> read_servers();
  Result<void> read_ring();
  Result<void> read_tls();
  Result<void> read_logins();
  Result<std::string> find_password();

  [[nodiscard]] std::optional<std::string> variable(const std::string& name) const {
    auto value = variables_(name);
    return value && value->empty() ? std::nullopt : value;
  }
  /// What option, environment or file say about `name`.
  [[nodiscard]] std::optional<Said> said(std::string_view name) const;
  [[nodiscard]] Result<bool> is_on(std::string_view name) const;
  Result<void> take_list(const Said& list, ListPlace place);

  const ServerOptions& options_;
  const Variables& variables_;
  Passwords passwords_;
  SettingTexts config_;
  std::string config_path_;
  std::string family_;  // whose servers are used, when they come from the environment
  FleetSettings settings_;
};

Result<void> SettingsReader::read_config() {
  constexpr std::string_view kPlace = "/mcbin/client.conf";
  const auto named = variables_("MCBIN_CONFIG");
  if (named && named->empty()) return {};
  if (named) {
    config_path_ = *named;
  } else if (const auto folder = variable("XDG_CONFIG_HOME")) {
    config_path_ = *folder + std::string(kPlace);
  } else if (const auto home = variable("HOME")) {
    config_path_ = *home + "/.config" + std::string(kPlace);
  }
  std::error_code ignored;
  const bool there = !config_path_.empty() && std::filesystem::exists(config_path_, ignored);
  if (!named && !there) return {};  // nobody has to have one
  const auto entries = read_config_file(config_path_);
  if (!entries) return tl::unexpected(entries.error());
  auto values = checked_config(*entries);
  if (!values) return refuse(config_path_, values.error().detail);
  config_ = std::move(*values);
  return {};
}

std::optional<Said> SettingsReader::said(std::string_view name) const {
  if (const auto found = options_.given.find(name); found != options_.given.end()) {
    return Said{found->second, "--" + std::string(name)};
  }
  if (auto value = variable(variable_name(name)))
    return Said{std::move(*value), variable_name(name)};
  if (const auto found = config_.find(name); found != config_.end()) {
    return Said{found->second, config_path_ + ": " + std::string(name)};
  }
  return std::nullopt;
}

Result<bool> SettingsReader::is_on(std::string_view name) const {
  const auto text = said(name);
  if (!text) return false;
  for (const std::string_view yes : {"yes", "on", "true", "1"}) {
    if (text->value == yes) return true;
  }
  for (const std::string_view no : {"no", "off", "false", "0"}) {
    if (text->value == no) return false;
  }
  return refuse(text->origin, "'" + text->value + "' is neither yes nor no");
}

Result<void> SettingsReader::take_list(const Said& list, ListPlace place) {
  auto servers = parse_server_list(list.value, place);
  if (!servers) return refuse(list.origin, servers.error().detail);
  settings_.origin = list.origin;
  settings_.servers.insert(settings_.servers.end(), servers->begin(), servers->end());
  return {};
}

Result<void> SettingsReader::read_servers() {
  for (const std::string& list : options_.servers) {
    if (auto taken = take_list({list, "--server"}, ListPlace::CommandLine); !taken) return taken;
  }
  if (!options_.servers.empty()) return {};
  for (const std::string_view family : kFamilies) {
    const std::string name = std::string(family) + "_SERVERS";
    const auto list = variable(name);
    if (!list) continue;
    family_ = family;
    return take_list({*list, name}, ListPlace::Environment);
  }
  if (const auto found = config_.find("server"); found != config_.end()) {
    return take_list({found->second, config_path_}, ListPlace::CommandLine);
  }
  return take_list({"127.0.0.1:11211", "default"}, ListPlace::Environment);
}

Result<void> SettingsReader::read_ring() {
  if (const auto text = said("ring")) {
    const auto mode = client::ring_mode_from_name(text->value);
    if (!mode) return refuse(text->origin, "there is no ring '" + text->value + "'");
    settings_.ring = *mode;
  }
  if (const auto text = said("hash")) {
    const auto hash = client::key_hash_from_name(text->value);
    if (!hash) return refuse(text->origin, "there is no hash '" + text->value + "'");
    settings_.hash = *hash;
  }
  if (const auto text = said("timeout")) {
    const auto timeout = parse_timeout(text->value);
    if (!timeout) return refuse(text->origin, timeout.error().detail);
    settings_.timeout = *timeout;
  }
  return {};
}

Result<void> SettingsReader::read_tls() {
  const auto everywhere = is_on("tls");
  if (!everywhere) return tl::unexpected(everywhere.error());
  const auto insecure = is_on("tls-insecure");
  if (!insecure) return tl::unexpected(insecure.error());
  if (*insecure) settings_.tls_peer = net::TlsPeer::Anybody;
  for (ServerAddress& server : settings_.servers) server.tls = server.tls || *everywhere;
  const std::pair<std::string_view, std::string*> files[] = {
      {"tls-ca", &settings_.tls_files.authorities},
      {"tls-cert", &settings_.tls_files.certificate},
      {"tls-key", &settings_.tls_files.key}};
  for (const auto& [name, file] : files) {
    if (const auto text = said(name)) *file = text->value;
  }
  return {};
}

Result<void> SettingsReader::read_logins() {
  auto username = said("username");
  const bool of_service = !username && !family_.empty();
  if (of_service) {
    if (auto name = variable(family_ + "_USERNAME")) username = Said{std::move(*name), family_};
  }
  if (username && username->value.find('\0') != std::string::npos) {
    return refuse(username->origin, "a user name cannot hold a NUL byte");
  }
  std::optional<std::string> password;
  for (ServerAddress& server : settings_.servers) {
    if (server.username.empty() && username) server.username = username->value;
    if (server.username.empty() || !server.password.empty()) continue;
    if (passwords_ == Passwords::LeaveOut) continue;
    if (!password) {
      auto found = find_password();
      if (!found) return tl::unexpected(found.error());
      password = std::move(*found);
    }
    server.password = *password;
  }
  return {};
}

Result<std::string> SettingsReader::find_password() {
  const std::string question = "Password for " + settings_.servers.front().username + ": ";
  if (options_.given.contains("ask-password")) return ask_password(question);
  const bool file_given = options_.given.contains("password-file");
  if (!file_given) {
    if (auto password = variable("MCBIN_PASSWORD")) return std::move(*password);
  }
  if (const auto file = said("password-file")) return read_password_file(file->value);
  if (!family_.empty()) {
    if (auto password = variable(family_ + "_PASSWORD")) return std::move(*password);
  }
  auto typed = ask_password(question);
  if (typed) return typed;
  return fail(Errc::BadConfiguration, 0,
              "no password for the login (give it as MCBIN_PASSWORD, --password-file or "
              "--ask-password)");
}

}  // namespace

Variables process_variables() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* const value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
}

Result<FleetSettings> read_fleet_settings(const ServerOptions& options, const Variables& variables,
                                          Passwords passwords) {
  return SettingsReader(options, variables, passwords).read();
}

}  // namespace mcbin::cmd
