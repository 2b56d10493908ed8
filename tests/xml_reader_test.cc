// XML documents: what is read, where it stands, and what is refused.
#include "emulator/xml_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace wmsim {
namespace {

using namespace std::string_literals;

constexpr std::string_view kMark = "\xEF\xBB\xBF";

// "a@1:1{b=1 c=2}[text](d@1:9 e@1:13)": name, place, and what there is of attributes, text and children.
std::string Print(const XmlElement& element) {
  std::string out = element.name + "@" + std::to_string(element.line) + ":" + std::to_string(element.column);
  std::string attributes;
  for (const auto& [name, value] : element.attributes)
    attributes += (attributes.empty() ? "" : " ") + name + "=" + value;
  if (!attributes.empty()) out += "{" + attributes + "}";
  if (!element.text.empty()) out += "[" + element.text + "]";
  std::string children;
  for (const XmlElement& child : element.children) children += (children.empty() ? "" : " ") + Print(child);
  if (!children.empty()) out += "(" + children + ")";
  return out;
}

std::string Utf16(std::u16string_view text, XmlEncoding encoding) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8);
    bytes += encoding == XmlEncoding::kUtf16Le ? std::string{low, high} : std::string{high, low};
  }
  return bytes;
}

std::string Utf16Le(std::u16string_view text) { return Utf16(text, XmlEncoding::kUtf16Le); }
std::string Utf16Be(std::u16string_view text) { return Utf16(text, XmlEncoding::kUtf16Be); }

std::string Times(std::size_t count, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

std::string Nested(std::size_t depth) { return Times(depth, "<a>") + Times(depth, "</a>"); }

// Entities e0 to e(count - 1), each of which refers to the one before it.
std::string EntityChain(std::size_t count) {
  std::string dtd = "<!DOCTYPE a [<!ENTITY e0 'x'>";
  for (std::size_t i = 1; i < count; ++i) {
    dtd += "<!ENTITY e" + std::to_string(i) + " '&e" + std::to_string(i - 1) + ";'>";
  }
  return dtd + "]><a b='&e" + std::to_string(count - 1) + ";'>&e" + std::to_string(count - 1) + ";</a>";
}

std::string BillionLaughs() {
  std::string dtd = "<!DOCTYPE a [<!ENTITY l0 'lol'>";
  for (int i = 1; i < 10; ++i) {
    dtd += "<!ENTITY l" + std::to_string(i) + " '" + Times(10, "&l" + std::to_string(i - 1) + ";") + "'>";
  }
  return dtd + "]><a>&l9;</a>";
}

TEST(ReadXml, ReadsElementsWithTheirPlaces) {
  struct {
    std::string_view what;
    std::string bytes;
    std::string_view tree;
  } const rows[] = {
      {"an element", "<a/>", "a@1:1"},
      {"start and end tag", "<a></a >", "a@1:1"},
      {"a byte order mark is no column", std::string(kMark) + "<a><b/></a>", "a@1:1(b@1:4)"},
      {"lines behind a byte order mark", std::string(kMark) + "\n<a>\n <b/></a>", "a@2:1[\n ](b@3:2)"},
      {"attributes in order", R"(<a z="1" y='2' x=" 3 "/>)", "a@1:1{z=1 y=2 x= 3 }"},
      {"an empty value", "<a b=''/>", "a@1:1{b=}"},
      {"names with dots and backslashes in values", R"(<a.b c.d="HKLM\A.B\C"/>)", R"(a.b@1:1{c.d=HKLM\A.B\C})"},
      {"prefixes are part of names", "<x:a y:b='1'/>", "x:a@1:1{y:b=1}"},
      {"children of one name in order", "<a><b i='1'/><c/><b i='2'/></a>", "a@1:1(b@1:4{i=1} c@1:14 b@1:18{i=2})"},
      {"CRLF ends one line", "<a>\r\n<b/>\r\n</a>\r\n", "a@1:1[\n\n](b@2:1)"},
      {"a tag over lines", "<a\n b='1'\n\n/>", "a@1:1{b=1}"},
      {"columns are characters", "<a>\xC3\xA9\xE2\x82\xAC<b/></a>", "a@1:1[\xC3\xA9\xE2\x82\xAC](b@1:6)"},
      {"text around children", "<a>x<b>y</b>z</a>", "a@1:1[xz](b@1:5[y])"},
      {"CDATA", "<a>x<![CDATA[<&>]]>y</a>", "a@1:1[x<&>y]"},
      {"comments and instructions", "<!--c--><?p i?><a><!--<b/>--><?q?>x</a><!--d-->", "a@1:16[x]"},
      {"predefined entities", "<a b='&lt;&amp;&quot;'>&gt;&apos;</a>", "a@1:1{b=<&\"}[>']"},
      {"character references", "<a b='&#x41;&#xF000;'>&#233;</a>", "a@1:1{b=A\xEF\x80\x80}[\xC3\xA9]"},
      {"line ends in values are blanks, references are not", "<a b='1\n2&#10;3'/>", "a@1:1{b=1 2\n3}"},
      {"internal entities", "<!DOCTYPE a [<!ENTITY e 'v'>]><a b='&e;'>&e;</a>", "a@1:31{b=v}[v]"},
      {"an element from an entity stands at the reference", "<!DOCTYPE a [<!ENTITY e '<b><c/></b>'>]><a>\n &e;</a>",
       "a@1:41[\n ](b@2:2(c@2:2))"},
      {"a parameter entity", "<!DOCTYPE a [<!ENTITY % p '<!ENTITY e \"v\">'> %p;]><a>&e;</a>", "a@1:51[v]"},
      {"a default value", "<!DOCTYPE a [<!ATTLIST a b CDATA 'v'>]><a c='1'/>", "a@1:40{c=1 b=v}"},
      {"an external subset that is named only",
       R"(<!DOCTYPE a PUBLIC "-//WAPFORUM//DTD PROV 1.0//EN" "http://nowhere.invalid/prov.dtd"><a b="&amp;&#65;"/>)",
       "a@1:86{b=&A}"},
      {"an external subset and an entity of the document's own",
       "<!DOCTYPE a SYSTEM 'x' [<!ENTITY e '&lt;'><!ENTITY f '&e;'>]><a b='&f;'>&e;</a>", "a@1:62{b=<}[<]"},
      {"an external entity without a reference", "<!DOCTYPE a [<!ENTITY e SYSTEM '/etc/passwd'>]><a/>", "a@1:48"},
      {"UTF-16LE", Utf16Le(u"\uFEFF<a b='\u00E9\u9031'>\n<c/></a>"), "a@1:1{b=\xC3\xA9\xE9\x80\xB1}[\n](c@2:1)"},
      {"UTF-16BE", Utf16Be(u"\uFEFF<a b='\u00E9\u9031'><c/></a>"), "a@1:1{b=\xC3\xA9\xE9\x80\xB1}(c@1:11)"},
      {"UTF-16 with a surrogate pair", Utf16Le(u"\uFEFF<a>\U0001F600</a>"), "a@1:1[\xF0\x9F\x98\x80]"},
      {"UTF-16 whose bytes look like references", Utf16Le(u"\uFEFF<!DOCTYPE a SYSTEM 'x'><a b='\u2601\u0126;'/>"),
       "a@1:24{b=\xE2\x98\x81\xC4\xA6;}"},
      {"ISO-8859-1 as declared", "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", "a@1:44[\xC3\xA9]"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    const auto root = ReadXml(row.bytes);
    ASSERT_TRUE(root.ok()) << root.error().line << ":" << root.error().column << ": " << root.error().text;
    EXPECT_EQ(Print(root.value()), row.tree);
  }
}

// A document that is refused with this text, at a place or somewhere in line 1.
struct Refusal {
  Refusal(std::string_view name, std::string document, int at_line, int at_column, std::string_view message)
      : what(name), bytes(std::move(document)), line(at_line), column(at_column), text(message) {}
  Refusal(std::string_view name, std::string document, std::string_view message)
      : what(name), bytes(std::move(document)), text(message) {}

  std::string_view what;
  std::string bytes;
  int line = 1;
  std::optional<int> column;
  std::string_view text;
};

void ExpectRefusals(std::initializer_list<Refusal> rows) {
  for (const Refusal& row : rows) {
    SCOPED_TRACE(row.what);
    const auto root = ReadXml(row.bytes);
    ASSERT_FALSE(root.ok()) << Print(root.value());
    EXPECT_EQ(root.error().text, row.text);
    EXPECT_EQ(root.error().line, row.line);
    EXPECT_GE(root.error().column, 1);
    if (row.column) {
      EXPECT_EQ(root.error().column, *row.column);
    }
  }
}

TEST(ReadXml, RefusesWhatIsNotWellFormed) {
  const std::string mark(kMark);
  ExpectRefusals({
      {"no bytes", "", 1, 1, "the document has no root element"},
      {"blanks", " \r\n ", 2, 2, "the document has no root element"},
      {"a byte order mark", mark, 1, 1, "the document has no root element"},
      {"a comment", "<!-- a -->", 1, 11, "the document has no root element"},
      {"text", "text", 1, 1, "text outside the root element, or markup out of place"},
      {"text behind a byte order mark", mark + "text", 1, 1, "text outside the root element, or markup out of place"},
      {"YAML", "a: b\n", 1, 1, "text outside the root element, or markup out of place"},
      {"a registry export", "REGEDIT4\n", 1, 1, "text outside the root element, or markup out of place"},
      {"two roots", "<a/>\n<b/>", 2, 1, "something stands after the end of the root element"},
      {"text behind the root", "<a/>x", 1, 5, "something stands after the end of the root element"},
      {"an end tag too many", "<a/></a>", 1, 6, "not well-formed: XML does not allow what stands here"},
      {"an attribute twice", "<a b='1' b='2'/>", 1, 10, "an attribute is given twice"},
      {"another end tag", "<a><b>\n</a></b>", 2, 3, "the end tag is not that of the element `b`"},
      {"an end tag in capitals", "<a></A>", 1, 6, "the end tag is not that of the element `a`"},
      {"no end tag", "<a>\n<b/>", 2, 5, "the document ends within the element `a`"},
      {"no end tag of a child", "<a><b>", 1, 7, "the document ends within the element `b`"},
      {"half a tag", "<a><b c='1'", 1, 4, "the document ends within what begins here"},
      {"half a comment", "<a><!-- x", 1, 4, "the document ends within what begins here"},
      {"half a CDATA section", "<a><![CDATA[x</a>", 1, 18, "the document ends within a CDATA section"},
      {"half a DTD", "<!DOCTYPE a [<!ENTITY e 'v'>", 1, 29, "the document has no root element"},
      {"half a character", "<a>\xE2\x82", 1, 4, "the document ends within a character"},
      {"no quotes", "<a b=1/>", 1, 6, "not well-formed: XML does not allow what stands here"},
      {"no value", "<a b/>", 1, 5, "not well-formed: XML does not allow what stands here"},
      {"a value without a name (AK)", "<parm-query=\"4101\"/>", 1, 12,
       "not well-formed: XML does not allow what stands here"},
      {"a tag in a value", "<a b='<'/>", 1, 7, "not well-formed: XML does not allow what stands here"},
      {"a bare ampersand", "<a b='x & y'/>", 1, 10, "not well-formed: XML does not allow what stands here"},
      {"two hyphens in a comment", "<a><!-- -- --></a>", 1, 11, "not well-formed: XML does not allow what stands here"},
      {"NUL in text", "<a>\0</a>"s, 1, 4, "not well-formed: XML does not allow what stands here"},
      {"NUL in a value", "<a b='\0'/>"s, 1, 7, "not well-formed: XML does not allow what stands here"},
      {"NUL behind the root", "<a/>\0"s, 1, 5, "not well-formed: XML does not allow what stands here"},
      {"only NUL", "\0\0\0\0"s, 1, 1, "not well-formed: XML does not allow what stands here"},
      {"a control character", "<a>\x1B[2J</a>", 1, 4, "not well-formed: XML does not allow what stands here"},
      {"a reference to NUL", "<a>&#0;</a>", 1, 4, "a character reference names no character of XML"},
      {"a reference to a surrogate", "<a>&#xD800;</a>", 1, 4, "a character reference names no character of XML"},
      {"a reference beyond Unicode", "<a b='&#x110000;'/>", 1, 7, "a character reference names no character of XML"},
      {"a declaration behind a blank", " <?xml version='1.0'?><a/>", 1, 2,
       "an XML declaration does not stand at the start of the document"},
      {"a declaration without a version", "<?xml encoding='utf-8'?><a/>", 1, 7,
       "the XML declaration is not well-formed"},
      {"a public identifier with a brace", "<!DOCTYPE a PUBLIC '{' 'x'><a/>", 1, 21,
       "a public identifier holds a character that is not allowed"},
      {"an element over the end of its entity", "<!DOCTYPE a [<!ENTITY e '<b>'>]><a>&e;</b></a>", 1, 36,
       "an element does not end in the entity in which it begins"},
  });
}

TEST(ReadXml, RefusesEncodingsThatItCannotTrust) {
  const std::string mark(kMark);
  constexpr std::string_view kNotAllowed = "not well-formed: XML does not allow what stands here";
  constexpr std::string_view kCut = "the document ends within what begins here";
  constexpr std::string_view kUnmarked = "neither UTF-8 nor UTF-16 with a byte order mark";
  const std::u16string_view document = u"\uFEFF<a><b/></a>";
  ExpectRefusals({
      {"an unknown one", "<?xml version='1.0' encoding='nope'?><a/>", 1, 31, "unknown encoding `nope`"},
      {"windows-1252", "<?xml version='1.0' encoding='windows-1252'?><a/>", 1, 31, "unknown encoding `windows-1252`"},
      {"UTF-7", "<?xml version='1.0' encoding='UTF-7'?><a/>", 1, 31, "unknown encoding `UTF-7`"},
      {"an unknown one behind a byte order mark", mark + "<?xml version='1.0' encoding='nope'?><a/>", 1, 1,
       "the document declares the encoding `nope` behind the byte order mark of UTF-8"},
      {"ISO-8859-1 behind a byte order mark", mark + "<?xml version='1.0' encoding='ISO-8859-1'?><a/>", 1, 1,
       "the document declares the encoding `ISO-8859-1` behind the byte order mark of UTF-8"},
      {"UTF-16 that is UTF-8", "<?xml version='1.0' encoding='utf-16'?><a/>", 1, 31,
       "the document is not in the encoding `utf-16` that it declares"},
      {"UTF-8 that is UTF-16", Utf16Le(u"\uFEFF<?xml version='1.0' encoding='utf-8'?><a/>"), 1, 31,
       "the document is not in the encoding `utf-8` that it declares"},
      {"UTF-16LE that is UTF-16BE", Utf16Be(u"\uFEFF<?xml version='1.0' encoding='utf-16le'?><a/>"), 1, 31,
       "the document is not in the encoding `utf-16le` that it declares"},
      {"an unknown one in UTF-16", Utf16Be(u"\uFEFF<?xml version='1.0' encoding='nope'?><a/>"), 1, 31,
       "unknown encoding `nope`"},
      {"UTF-16LE without a mark", Utf16Le(document.substr(1)), 1, 1, kUnmarked},
      {"UTF-16BE without a mark", Utf16Be(document.substr(1)), 1, 1, kUnmarked},
      {"UTF-32LE", "\xFF\xFE\0\0<\0\0\0a\0\0\0/\0\0\0>\0\0\0"s, 1, 1, kNotAllowed},
      {"UTF-32BE", "\0\0\xFE\xFF\0\0\0<\0\0\0a\0\0\0/\0\0\0>"s, 1, 1, kNotAllowed},
      {"UTF-16LE cut in a unit", Utf16Le(document).substr(0, 21), 1, 8, kCut},
      {"UTF-16BE cut in a unit", Utf16Be(document).substr(0, 21), 1, 8, kCut},
      {"UTF-16LE cut in a tag", Utf16Le(document).substr(0, 12), 1, 4, kCut},
      {"UTF-16LE and a byte", Utf16Le(document) + "x", 1, 12, kCut},
      {"UTF-16LE cut in text", Utf16Le(u"\uFEFF<a>xy").substr(0, 11), 1, 5, kCut},
      {"half a surrogate pair", Utf16Le(u"\uFEFF<a>\xD83D"), 1, 4, "the document ends within a character"},
      {"the other half", Utf16Le(u"\uFEFF<a>\xDE00</a>"), 1, 4, kNotAllowed},
      {"a mark of UTF-16 alone", "\xFF\xFE", 1, 1, "the document has no root element"},
      {"half a mark", "\xFF", 1, 1, kCut},
      {"half a mark of UTF-8", "\xEF\xBB<a/>", 1, 1, kNotAllowed},
      {"a byte that UTF-8 does not have", "<a>\xFF</a>", 1, 4, kNotAllowed},
      {"ISO-8859-1 that says nothing", "<a>\xE9</a>", 1, 4, kNotAllowed},
      {"an overlong slash", "<a>\xC0\xAF</a>", 1, 4, kNotAllowed},
      {"a surrogate in UTF-8", "<a>\xED\xA0\x80</a>", 1, 4, kNotAllowed},
      {"a byte that US-ASCII does not have", "<?xml version='1.0' encoding='US-ASCII'?><a>\xE9</a>", 1, 45,
       kNotAllowed},
  });
}

TEST(ReadXml, RefusesEntitiesFromOutside) {
  constexpr std::string_view kExternal = "a reference to an external entity";
  constexpr std::string_view kUndeclared = "a reference to an entity that the document does not declare";
  ExpectRefusals({
      {"a file", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", kExternal},
      {"a page", "<!DOCTYPE a [<!ENTITY e PUBLIC 'p' 'http://nowhere.invalid/'>]><a>&e;</a>", kExternal},
      {"in a value", "<!DOCTYPE a [<!ENTITY e SYSTEM '/etc/passwd'>]><a b='&e;'/>", kExternal},
      {"through an internal one", "<!DOCTYPE a [<!ENTITY e SYSTEM 'x'><!ENTITY f '&e;'>]><a>&f;</a>", kExternal},
      {"a parameter entity", "<!DOCTYPE a [<!ENTITY % p SYSTEM 'x'> %p;]><a/>", kExternal},
      {"a parameter entity beside the external subset", "<!DOCTYPE a SYSTEM 'x' [<!ENTITY % p SYSTEM 'y'> %p;]><a/>",
       kExternal},
      {"a parameter entity that names the external subset",
       "<!DOCTYPE a SYSTEM 'x' [<!ENTITY % p SYSTEM 'x'> %p;]><a/>", kExternal},
      {"an unparsed entity", "<!DOCTYPE a [<!NOTATION n SYSTEM 'n'><!ENTITY e SYSTEM 'x' NDATA n>]><a>&e;</a>",
       "a reference to an unparsed entity"},
      {"without a DTD", "<a>&nbsp;</a>", kUndeclared},
      {"in a value without a DTD", "<a b='caf&eacute;'/>", kUndeclared},
      {"that only an external subset could declare", "<!DOCTYPE a SYSTEM 'x'><a>&nbsp;</a>", kUndeclared},
      {"in a value, that only an external subset could declare",
       "<!DOCTYPE a SYSTEM 'x'><a b='1'><c d='caf&eacute;'/></a>", kUndeclared},
      {"through another, that only an external subset could declare",
       "<!DOCTYPE a SYSTEM 'x' [<!ENTITY e '&f;'>]><a b='&e;'/>", kUndeclared},
      {"in a value, behind a parameter entity", "<!DOCTYPE a [<!ENTITY % p ''> %p;]><a b='&e;'/>", kUndeclared},
      {"in UTF-16, that only an external subset could declare",
       Utf16Be(u"\uFEFF<!DOCTYPE a SYSTEM 'x'><a b='caf&eacute;'/>"), kUndeclared},
      {"of a document that says to stand alone",
       "<?xml version='1.0' standalone='yes'?><!DOCTYPE a SYSTEM 'x'><a b='&e;'/>", kUndeclared},
      {"a parameter entity without a declaration", "<!DOCTYPE a [%p;]><a/>", kUndeclared},
      {"an entity within itself", "<!DOCTYPE a [<!ENTITY e '&f;'><!ENTITY f '&e;'>]><a>&e;</a>",
       "an entity refers to itself"},
  });
}

TEST(ReadXml, OpensNoDtd) {
  const auto dtd = std::filesystem::temp_directory_path() / "wmsim_xml_reader_test.dtd";
  std::ofstream(dtd) << "<!ENTITY e 'from outside'>";
  EXPECT_FALSE(ReadXml("<!DOCTYPE a SYSTEM '" + dtd.string() + "'><a>&e;</a>").ok());
  EXPECT_TRUE(ReadXml("<!DOCTYPE a SYSTEM '" + dtd.string() + "'><a/>").ok());
  std::filesystem::remove(dtd);
}

TEST(ReadXml, ReadsUpToItsLimits) {
  EXPECT_TRUE(ReadXml(Nested(kMaxXmlDepth)).ok());
  EXPECT_TRUE(ReadXml("<a>" + Times(kMaxXmlNodes - 1, "<b/>") + "</a>").ok());
  EXPECT_TRUE(ReadXml("<a b=''>" + Times((kMaxXmlNodes - 2) / 2, "<b c=''/>") + "</a>").ok());
  EXPECT_TRUE(ReadXml("<a>" + std::string(16 << 20, 'x') + "</a>").ok());
  EXPECT_TRUE(ReadXml(EntityChain(kMaxXmlDeclarations)).ok());
}

TEST(ReadXml, RefusesDocumentsBeyondItsLimits) {
  constexpr std::string_view kDepth = "elements are nested more than 64 deep";
  constexpr std::string_view kNodes = "there are more than 200000 elements and attributes";
  constexpr std::string_view kContent = "names, values and text are more than 64 MiB";
  constexpr std::string_view kDeclarations = "the DTD declares more than 1000 entities and attributes";
  constexpr std::string_view kAmplified = "entities expand to more than is allowed";
  std::string many_attributes = "<a";
  for (std::size_t i = 0; i < kMaxXmlNodes; ++i) many_attributes += " b" + std::to_string(i) + "=''";
  std::string many_types = "<!DOCTYPE a [<!ATTLIST a";
  for (std::size_t i = 0; i <= kMaxXmlDeclarations; ++i) many_types += " b" + std::to_string(i) + " CDATA #IMPLIED";
  const std::string value(1 << 20, 'x');
  ExpectRefusals({
      {"65 nested elements", Nested(65), kDepth},
      {"100,000 nested elements", Nested(100'000), kDepth},
      {"100,000 nested elements without an end", Times(100'000, "<a>"), kDepth},
      {"nested elements from entities", "<!DOCTYPE a [<!ENTITY e '" + Nested(64) + "'>]><a>&e;</a>", kDepth},
      {"an element too many", "<a>" + Times(kMaxXmlNodes, "<b/>") + "</a>", kNodes},
      {"an attribute too many", many_attributes + "/>", kNodes},
      {"elements from entities",
       "<!DOCTYPE a [<!ENTITY e '" + Times(1'000, "<b/>") + "'>]><a>" + Times(1'000, "&e;") + "</a>", kNodes},
      {"values by default", "<!DOCTYPE a [<!ATTLIST b c CDATA '" + value + "'>]><a>" + Times(100, "<b/>") + "</a>",
       kContent},
      {"text from an entity", "<!DOCTYPE a [<!ENTITY e '" + value + "'>]><a>" + Times(100, "&e;") + "</a>", kContent},
      {"a chain of entities", EntityChain(kMaxXmlDeclarations + 1), kDeclarations},
      {"a chain of 100,000 entities", EntityChain(100'000), kDeclarations},
      {"types of attributes", many_types + ">]><a/>", kDeclarations},
      {"a billion laughs", BillionLaughs(), kAmplified},
  });
}

TEST(ReadXmlDocument, TellsHowTheDocumentIsWritten) {
  const std::string mark(kMark);
  struct {
    std::string_view what;
    std::string bytes;
    bool has_mark;
    XmlEncoding encoding;
    std::string_view declared;
  } const rows[] = {
      {"nothing said", "<a/>", false, XmlEncoding::kUtf8, ""},
      {"a declaration without an encoding", "<?xml version='1.0'?><a/>", false, XmlEncoding::kUtf8, ""},
      {"UTF-8", "<?xml version='1.0' encoding='Utf-8'?><a/>", false, XmlEncoding::kUtf8, "Utf-8"},
      {"a mark", mark + "<a/>", true, XmlEncoding::kUtf8, ""},
      {"a mark and UTF-8", mark + "<?xml version='1.0' encoding='UTF-8'?><a/>", true, XmlEncoding::kUtf8, "UTF-8"},
      {"UTF-16LE", Utf16Le(u"\uFEFF<a/>"), true, XmlEncoding::kUtf16Le, ""},
      {"UTF-16BE", Utf16Be(u"\uFEFF<a/>"), true, XmlEncoding::kUtf16Be, ""},
      {"UTF-16LE that says UTF-16", Utf16Le(u"\uFEFF<?xml version='1.0' encoding='UTF-16'?><a/>"), true,
       XmlEncoding::kUtf16Le, "UTF-16"},
      {"UTF-16BE that says so", Utf16Be(u"\uFEFF<?xml version='1.0' encoding='utf-16be'?><a/>"), true,
       XmlEncoding::kUtf16Be, "utf-16be"},
      {"US-ASCII", "<?xml version='1.0' encoding='us-ascii'?><a/>", false, XmlEncoding::kOther, "us-ascii"},
      {"ISO-8859-1", "<?xml version='1.0' encoding='ISO-8859-1'?><a/>", false, XmlEncoding::kOther, "ISO-8859-1"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    const auto document = ReadXmlDocument(row.bytes);
    ASSERT_TRUE(document.ok()) << document.error().text;
    EXPECT_EQ(document.value().root.name, "a");
    EXPECT_EQ(document.value().traits.has_byte_order_mark, row.has_mark);
    EXPECT_EQ(document.value().traits.encoding, row.encoding);
    EXPECT_EQ(document.value().traits.declared, row.declared);
  }
}

TEST(FindAttribute, FindsExactNamesOnly) {
  const auto root = ReadXml("<a name='x' value=''/>");
  ASSERT_TRUE(root.ok());
  ASSERT_NE(FindAttribute(root.value(), "name"), nullptr);
  EXPECT_EQ(*FindAttribute(root.value(), "name"), "x");
  ASSERT_NE(FindAttribute(root.value(), "value"), nullptr);
  EXPECT_EQ(*FindAttribute(root.value(), "value"), "");
  for (const std::string_view name : {"", "Name", "nam", "names", "x"}) {
    EXPECT_EQ(FindAttribute(root.value(), name), nullptr) << name;
  }
}

}  // namespace
}  // namespace wmsim
