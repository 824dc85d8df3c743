#include "cmd/serve_reload.hpp"

#include "cmd/sentences.hpp"
#include "cmd/serve_options.hpp"

#include <memory>
#include <utility>

namespace mcbin::cmd {

void ServeReload::run() {
  static_cast<void>(manager_.tell(net::reloading_lines()));
  reopen_log();
  reread_settings();
  log_.write({.event = "reloaded", .message = "hangup: the log and the settings are read anew"});
  static_cast<void>(manager_.tell("READY=1"));
}

void ServeReload::reopen_log() {
  const auto reopened = log_.reopen();
  if (reopened) return;
  log_.write({.level = LogLevel::Error,
              .event = "log_not_reopened",
              .message = "the old file of the log stays: " + sentence_for(reopened.error())});
}

void ServeReload::reread_settings() {
  ServeOptions options;
  Command command({.name = "serve", .summary = "reload", .description = "Reload."});
  add_serve_options(command, options);
  command.configurable();
  auto read = read_settings(command, words_, process_environment());
  if (!read) {
    log_.write({.level = LogLevel::Error,
                .event = "settings_not_read",
                .message = "the old settings stay: " + sentence_for(read.error())});
    return;
  }
  for (std::size_t at = 0; at < settings_.size(); ++at) {
    if (read->settings[at].words == settings_[at].words) continue;
    const bool now = command.options()[at].reload == Reload::Yes;
    const std::string& name = settings_[at].name;
    log_.write({.level = now ? LogLevel::Info : LogLevel::Warn,
                .event = now ? "setting_changed" : "setting_needs_restart",
                .message = name + (now ? " has changed" : " has changed: it needs a restart"),
                .fields = {{"setting", name}}});
    if (now) settings_[at] = read->settings[at];
  }
  log_.set_level(planned_log_level(options));
  notable_.show_keys(planned_keys_in_log(options));
}

}  // namespace mcbin::cmd
