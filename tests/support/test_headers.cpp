// Nothing of its own: the target of this file precompiles what every unit test includes.
#include <catch2/catch.hpp>
