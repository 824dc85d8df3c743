// The program's entry: words in, exit code out.
#include "cmd/program.hpp"
#include "cmd/standard_streams.hpp"

#include <string>
#include <vector>

int main(int argc, char** argv) {
  mcbin::cmd::ignore_broken_pipes();
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  return static_cast<int>(mcbin::cmd::run_program(words));
}
