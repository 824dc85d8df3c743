// Where logins go otherwise than with memcached and Cyrus SASL.
#include "conformance/differences.hpp"

namespace mcbin::conformance {

const std::vector<Difference>& login_differences() {
  static const std::vector<Difference> kRows{
      {"sasl_list",
       "PLAIN is offered and nothing else",
       Ending::Open,
       {{"812000000000000000000005000000010000000000000000'PLAIN'"}}},
      {"sasl_unknown_mech",
       "PLAIN is offered and nothing else",
       Ending::Open,
       {{"81210000000000200000000d00000055000000000000000041757468206661696c7572652e"},
        {"812000000000000000000005000000020000000000000000'PLAIN'"}}},
      {"sasl_mech_too_long",
       "PLAIN is offered and nothing else",
       Ending::Open,
       {{"812100000000000400000011000000550000000000000000'Invalid arguments'"},
        {"812000000000000000000005000000020000000000000000'PLAIN'"}}},
      {"sasl_reauth_fails",
       "a login may be begun anew",
       Ending::Open,
       {{"81210000000000000000000d000000550000000000000000'Authenticated'"},
        {"81210000000000000000000d000000550000000000000000'Authenticated'"},
        {"810a00000000000000000000deadbeef0000000000000000"}}},
      {"sasl_list_mechs_deauths",
       "listing the mechanisms changes nothing",
       Ending::Open,
       {{"81210000000000000000000d000000550000000000000000'Authenticated'"},
        {"810a00000000000000000000deadbeef0000000000000000"},
        {"812000000000000000000005000000030000000000000000'PLAIN'"},
        {"810a00000000000000000000deadbeef0000000000000000"}}},
  };
  return kRows;
}

}  // namespace mcbin::conformance
