// The inside of an HTML page: text made safe, and the page around it. No link, no script and no
// font from anywhere else: a page is one file.
#pragma once

#include <string>
#include <string_view>

namespace mcbin::render {

/// Appends `text` with what HTML would take for markup escaped, also inside of quoted attributes;
/// what is no UTF-8 or cannot be shown becomes U+FFFD.
void append_html_escaped(std::string& out, std::string_view text);
[[nodiscard]] std::string html_escaped(std::string_view text);

/// A whole page: light or dark as the reader's system is.
/// @param title  text; @param body  HTML.
[[nodiscard]] std::string html_page(std::string_view title, std::string_view body);

}  // namespace mcbin::render
