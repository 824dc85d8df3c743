#include "cmd/interrupts.hpp"

#include <csignal>

namespace mcbin::cmd {
namespace {

volatile std::sig_atomic_t came = 0;

extern "C" void note_interrupt(int signal) {
  came = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void watch_interrupts() {
  std::signal(SIGINT, note_interrupt);
  std::signal(SIGTERM, note_interrupt);
}

bool interrupted() {
  return came != 0;
}

}  // namespace mcbin::cmd
