// The one translation unit that compiles Asio itself (ASIO_SEPARATE_COMPILATION).
// Nothing of ours lives here.
#include <asio/impl/src.hpp>
