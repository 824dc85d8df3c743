// Nothing of its own: the target of this file precompiles the headers that every unit test includes.
#include <catch2/catch.hpp>
