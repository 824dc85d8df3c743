// The log of a running server: one line an event on standard error, with UTC milliseconds.
#pragma once

#include "mcbin/net/server.hpp"

#include <memory>
#include <string_view>

namespace mcbin::cmd {

/// Levels by -v: none shows what an operator must know, one what the server does, two each
/// connection. Safe to use from any thread.
class ServeLog {
 public:
  explicit ServeLog(unsigned verbosity);
  ~ServeLog();
  ServeLog(const ServeLog&) = delete;
  ServeLog& operator=(const ServeLog&) = delete;

  void event(const net::Event& event) const;
  void info(std::string_view text) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mcbin::cmd
