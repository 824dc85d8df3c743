// Slow and large requests in the log: what engine's ring has that is new, told now and then, so
// that no request waits for it.
#pragma once

#include "cmd/serve_log.hpp"
#include "mcbin/engine/service.hpp"

#include <atomic>
#include <cstdint>
#include <string>

namespace mcbin::cmd {

/// What the log says of a key: itself, escaped and cut; a hash that is the same for the same key
/// until the server ends; or nothing.
enum class KeysInLog : std::uint8_t { Shown, Hashed, Hidden };

/// Called from one thread, but for show_keys.
class NotableLog {
 public:
  NotableLog(const engine::Service& service, const ServeLog& log, KeysInLog keys)
      : service_(service), log_(log), keys_(keys) {}

  /// Logs the requests that became notable since the last call, and how many came and went in
  /// between.
  void tell_new();

  void show_keys(KeysInLog keys) { keys_ = keys; }

 private:
  [[nodiscard]] std::string key_text(const std::string& key) const;
  void tell(const engine::NotableRequest& request) const;

  const engine::Service& service_;
  const ServeLog& log_;
  std::atomic<KeysInLog> keys_;
  std::uint64_t told_ = 0;  // the number of the last one
};

}  // namespace mcbin::cmd
