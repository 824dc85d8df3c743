#include "mcbin/base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace mcbin::detail {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "mcbin: internal error: %s does not hold (%s:%d); please report this\n",
               condition, file, line);
  std::abort();
}

}  // namespace mcbin::detail
