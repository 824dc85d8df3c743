#include "mcbin/render/html_text.hpp"

#include <catch2/catch.hpp>

#include <string>

using mcbin::render::html_escaped;
using mcbin::render::html_page;

TEST_CASE("render/html_text: nothing in a text is markup", "[render][html]") {
  CHECK(html_escaped("") == "");
  CHECK(html_escaped("a <b> & \"c\" 'd'\n") == "a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;\n");
  CHECK(html_escaped("gr\xc3\xbc\xc3\x9f") == "gr\xc3\xbc\xc3\x9f");
  CHECK(html_escaped(std::string("a\0b\x7f", 4)) ==
        "a\xef\xbf\xbd"
        "b\xef\xbf\xbd");
  CHECK(html_escaped("\xff<\xc3") == "\xef\xbf\xbd&lt;\xef\xbf\xbd");
}

TEST_CASE("render/html_text: a page is one file", "[render][html]") {
  const std::string page = html_page("<title>", "<p>body</p>");
  CHECK(page.starts_with("<!DOCTYPE html>\n"));
  CHECK(page.find("<title>&lt;title&gt;</title>") != std::string::npos);
  CHECK(page.find("<p>body</p>") != std::string::npos);
  CHECK(page.find("http") == std::string::npos);
  CHECK(page.find("<script") == std::string::npos);
}
