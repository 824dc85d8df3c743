// What HUP does: the log's file is opened anew, and the settings are read again from where they
// came.
#pragma once

#include "cmd/invocation.hpp"
#include "cmd/notable_log.hpp"
#include "cmd/serve_log.hpp"
#include "mcbin/net/service_manager.hpp"

#include <string>
#include <vector>

namespace mcbin::cmd {

/// On the server's main thread. Whatever cannot be done is logged, and what was stays.
class ServeReload {
 public:
  ServeReload(const Invocation& invocation, ServeLog& log, NotableLog& notable,
              const net::ServiceManager& manager)
      : settings_(invocation.settings),
        words_(invocation.words),
        log_(log),
        notable_(notable),
        manager_(manager) {}

  void run();

 private:
  void reopen_log();
  void reread_settings();

  std::vector<Setting> settings_;  // those that hold
  const std::vector<std::string> words_;
  ServeLog& log_;
  NotableLog& notable_;
  const net::ServiceManager& manager_;
};

}  // namespace mcbin::cmd
