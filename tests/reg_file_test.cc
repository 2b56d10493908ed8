// Registry files: what lines ask for, and which files are refused, where and why.
#include "emulator/reg_file.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace wmsim {
namespace {

using Lines = std::vector<std::string>;
using namespace std::string_literals;

constexpr std::string_view kVersion5 = "Windows Registry Editor Version 5.00";

std::string Version4(std::string_view lines) { return "REGEDIT4\n[HKLM\\A]\n" + std::string(lines); }
std::string Version5(std::string_view lines) { return std::string(kVersion5) + "\n[HKLM\\A]\n" + std::string(lines); }

std::string Utf16(std::u16string_view text, bool big_endian) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

// Keys as they are, values as "key|name=data", with a minus in front of what is removed.
std::string Line(const RegSetting& setting) {
  std::string line = (setting.removed ? "-" : "") + setting.key;
  if (setting.name) line += "|" + *setting.name;
  if (setting.data) line += "=" + FormatRegistryData(*setting.data);
  return line;
}

Lines SettingLines(const RegFile& file) {
  Lines lines;
  for (const RegSetting& setting : file.settings) lines.push_back(Line(setting));
  return lines;
}

void ExpectSettings(const std::string& bytes, const Lines& lines) {
  const auto file = ReadRegFile(bytes);
  ASSERT_TRUE(file.ok()) << file.error().text;
  EXPECT_EQ(SettingLines(file.value()), lines);
}

TEST(ReadRegFile, ReadsKeysAndRemovals) {
  struct {
    std::string_view what;
    std::string bytes;
    Lines lines;
  } const rows[] = {
      {"only the header", "REGEDIT4", {}},
      {"the header and a line end", "REGEDIT4\r\n", {}},
      {"the other header", std::string(kVersion5), {}},
      {"blanks before the header", " \tREGEDIT4\n[HKLM\\A]\n", {"HKLM\\A"}},
      {"a key without a blank line", "REGEDIT4\n[HKEY_LOCAL_MACHINE\\A B\\C]", {"HKLM\\A B\\C"}},
      {"a hive", "REGEDIT4\n[HKEY_CLASSES_ROOT]\n", {"HKCR"}},
      {"any case", "REGEDIT4\n[hkey_Current_USER\\a\\B]\n", {"HKCU\\a\\B"}},
      {"as the guide writes", "REGEDIT4\n[HKEY\\LOCAL_MACHINE\\A]\n", {"HKLM\\A"}},
      {"backslashes at the end", "REGEDIT4\n[HKLM\\A\\]\n[HKLM\\B\\\\\\]\n[HKLM\\]\n", {"HKLM\\A", "HKLM\\B", "HKLM"}},
      {"blanks at the end of the name", "REGEDIT4\n[HKLM\\A ]\n", {"HKLM\\A "}},
      {"a bracket in the name", "REGEDIT4\n[HKLM\\A[1]]\n", {"HKLM\\A[1]"}},
      {"a quote and a slash", "REGEDIT4\n[HKLM\\\"A\"/b]\n", {"HKLM\\\"A\"/b"}},
      {"text behind the bracket", "REGEDIT4\n[HKLM\\A] ; comment\n", {"HKLM\\A"}},
      {"blanks before the bracket", "REGEDIT4\n \t [HKLM\\A]\n", {"HKLM\\A"}},
      {"a key removed and made again", "REGEDIT4\n[-HKLM\\A]\n[HKLM\\A]\n", {"-HKLM\\A", "HKLM\\A"}},
      {"a value removed", Version4("\"x\"=-\n@ = - ;c\n"), {"HKLM\\A", "-HKLM\\A|x", "-HKLM\\A|"}},
      {"16 levels",
       "REGEDIT4\n[HKLM\\1\\2\\3\\4\\5\\6\\7\\8\\9\\10\\11\\12\\13\\14\\15\\16]\n",
       {"HKLM\\1\\2\\3\\4\\5\\6\\7\\8\\9\\10\\11\\12\\13\\14\\15\\16"}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    ExpectSettings(row.bytes, row.lines);
  }
}

// The values of HKLM\A in a version 4 file, as "name=data".
TEST(ReadRegFile, ReadsValuesOfEveryType) {
  struct {
    std::string_view text;
    Lines values;
  } const rows[] = {
      {R"("Name"="text")", {"Name=string:text"}},
      {R"(@="text")", {"=string:text"}},
      {R"(""="text")", {"=string:text"}},
      {R"("a\\b\"c"="\\Windows\\x.exe \"%1\"")", {R"(a\b"c=string:\Windows\x.exe "%1")"}},
      {R"("x"="\\0")", {R"(x=string:\0)"}},
      {R"("x"="")", {"x=string:"}},
      {R"("x=y"=";no #comment")", {"x=y=string:;no #comment"}},
      {"\t\"x\" \t=  \"  y  \" \t", {"x=string:  y  "}},
      {R"("x"="y";comment)", {"x=string:y"}},
      {R"("00001017"=dword:00000080)", {"00001017=dword:128"}},
      {R"("x"=dword:1)", {"x=dword:1"}},
      {"\"x\"=dword:\t FFFFffff ;comment", {"x=dword:4294967295"}},
      {R"("x"=hex:00,1,fF)", {"x=binary:00 01 ff"}},
      {R"("x"=hex:)", {"x=binary:"}},
      {R"("x"=hex: 01, 02,)", {"x=binary:01 02"}},
      {R"("x"=hex:01;comment)", {"x=binary:01"}},
      {R"("x"=hex(0):01)", {"x=hex(0):01"}},
      {R"("x"=hex(3):01)", {"x=binary:01"}},
      {R"("x"=hex(B):01,02,03,04,05,06,07,08)", {"x=hex(b):01 02 03 04 05 06 07 08"}},
      {R"("x"=hex(ffffffff):01)", {"x=hex(ffffffff):01"}},
      {R"("x"=hex(4):80,01,00,ff)", {"x=dword:4278190464"}},
      {R"("x"=hex(5):80,01,00,00)", {"x=hex(5):80 01 00 00"}},
      {R"("x"=hex(4):01,02)", {"x=hex(4):01 02"}},
      {R"("x"=hex(4):)", {"x=hex(4):"}},
      {R"("x"=hex(1):)", {"x=string:"}},
      {R"("x"=hex(1):61,62)", {"x=string:ab"}},
      {R"("x"=hex(1):61,62,00)", {"x=string:ab"}},
      {R"("x"=hex(1):61,62,00,e4,00)", {"x=string:ab"}},
      {R"("x"=hex(2):25,50,25,00)", {"x=expand:%P%"}},
      {R"("x"=hex(2):e4,80,00)", {"x=expand:\u00E4\u20AC"}},
      {R"("x"=hex(2):c3,a4,00)", {"x=expand:\u00E4"}},
      {R"("x"=hex(7):)", {"x=multi:[]"}},
      {R"("x"=hex(7):00,00)", {"x=multi:[]"}},
      {R"("x"=hex(7):61)", {"x=multi:[a]"}},
      {R"("x"=hex(7):61,00,62,63,00)", {"x=multi:[a, bc]"}},
      {R"("x"=hex(7):61,00,62,63,00,00)", {"x=multi:[a, bc]"}},
      {R"("x"=hex(7):61,00,00,62,00,00)", {"x=multi:[a]"}},
      {"\"x\"=hex:01,\\\r\n  02,\\\r\n  03\r\n\"y\"=\"z\"", {"x=binary:01 02 03", "y=string:z"}},
      {"\"x\"=hex:\\\n01", {"x=binary:01"}},
      {"\"x\"=hex:01, \\ ;comment\n\n ;comment\n\t02", {"x=binary:01 02"}},
      {"\"x\"=hex:01,\\", {"x=binary:01"}},
      {"\"x\"=hex:01,\\\n\n", {"x=binary:01"}},
      {"#comment\\\n\"x\"=\"1\"\n;comment\\\n  # comment\n\"y\"=\"2\"", {"x=string:1", "y=string:2"}},
      {"\"x\"=\"1\"\r\"y\"=\"2\"\r\r\n\r\"z\"=\"3\"", {"x=string:1", "y=string:2", "z=string:3"}},
      {"\"x\"=\"1\"\n\"X\"=\"2\"\n\"x\"=-", {"x=string:1", "X=string:2", "-x"}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    Lines lines = {"HKLM\\A"};
    for (const std::string& value : row.values) {
      lines.push_back(value[0] == '-' ? "-HKLM\\A|" + value.substr(1) : "HKLM\\A|" + value);
    }
    ExpectSettings(Version4(row.text), lines);
  }
}

TEST(ReadRegFile, ReadsTheBytesOfTextInVersion5AsUtf16) {
  ExpectSettings(Version5("\"a\"=hex(1):e4,00,62,00,00,00\n\"b\"=hex(2):25,00,50,00,\\\n  25,00,00,00\n"
                          "\"c\"=hex(7):61,00,00,00,ac,20,00,00,00,00\n\"d\"=hex(2):3d,d8,00,de\n\"e\"=hex(7):00,00\n"
                          "\"f\"=hex(1):00,01,00,00\n\"g\"=hex(1):61,00,00,00,00,d8\n\"h\"=hex(0):61\n"),
                 {"HKLM\\A", "HKLM\\A|a=string:\u00E4b", "HKLM\\A|b=expand:%P%", "HKLM\\A|c=multi:[a, \u20AC]",
                  "HKLM\\A|d=expand:\U0001F600", "HKLM\\A|e=multi:[]", "HKLM\\A|f=string:\u0100", "HKLM\\A|g=string:a",
                  "HKLM\\A|h=hex(0):61"});
}

TEST(ReadRegFile, KeepsTheBytesOfTextThatIsNone) {
  const struct {
    std::string bytes, formatted;
  } rows[] = {
      {"61", "61"},
      {"61,00,00", "61 00 00"},
      {"00,d8,00,00", "00 d8 00 00"},
      {"00,dc,00,d8", "00 dc 00 d8"},
  };
  for (const auto& row : rows) {
    for (const std::string type : {"1", "2", "7"}) {
      SCOPED_TRACE(type + " " + row.bytes);
      std::string value = "HKLM\\A|=hex(";
      value += type + "):" + row.formatted;
      ExpectSettings(Version5("@=hex(" + type + "):" + row.bytes), {"HKLM\\A", value});
    }
  }
}

TEST(ReadRegFile, ReadsFilesOfWindows31) {
  ExpectSettings("REGEDIT\r\nHKEY_CLASSES_ROOT\\A = text\r\n", {"HKCR\\A|=string:text"});
  ExpectSettings("\tREGEDIT\n;c\n\nHKEY_CLASSES_ROOT\\A\\B =  text = \nHKEY_CLASSES_ROOT\\C\nHKEY_CLASSES_ROOT\\D  x y",
                 {"HKCR\\A\\B|=string: text = ", "HKCR\\C|=string:", "HKCR\\D|=string:x y"});
  ExpectSettings("REGEDIT", {});
}

TEST(ReadRegFile, ReadsEveryEncoding) {
  constexpr std::u16string_view kText =
      u"Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\\u00C4]\r\n@=\"\U0001F600\"\r\n";
  constexpr std::string_view kUtf8 = "[HKLM\\\u00C4]\n@=\"\U0001F600\"\n";
  struct {
    std::string_view what;
    std::string bytes;
    Lines lines;
  } const rows[] = {
      {"UTF-16LE", "\xFF\xFE" + Utf16(kText, false), {"HKLM\\\u00C4", "HKLM\\\u00C4|=string:\U0001F600"}},
      {"UTF-16BE", "\xFE\xFF" + Utf16(kText, true), {"HKLM\\\u00C4", "HKLM\\\u00C4|=string:\U0001F600"}},
      {"version 4 in UTF-16",
       "\xFF\xFE" + Utf16(u"REGEDIT4\n[HKLM\\A]\n@=hex(2):61,62", false),
       {"HKLM\\A", "HKLM\\A|=expand:ab"}},
      {"UTF-8 with a mark",
       "\xEF\xBB\xBFREGEDIT4\n" + std::string(kUtf8),
       {"HKLM\\\u00C4", "HKLM\\\u00C4|=string:\U0001F600"}},
      {"UTF-8",
       std::string(kVersion5) + "\n" + std::string(kUtf8),
       {"HKLM\\\u00C4", "HKLM\\\u00C4|=string:\U0001F600"}},
      {"Windows-1252",
       "REGEDIT4\n[HKLM\\\xC4]\n@=\"\x80\x9F\xFF\"\n",
       {"HKLM\\\u00C4", "HKLM\\\u00C4|=string:\u20AC\u0178\u00FF"}},
      {"Windows-1252 in version 5.00", Version5("@=\"\xE4\"\n"), {"HKLM\\A", "HKLM\\A|=string:\u00E4"}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    ExpectSettings(row.bytes, row.lines);
  }
}

TEST(ReadRegFile, TellsTheLineWhereASettingStarts) {
  const auto file = ReadRegFile("REGEDIT4\r\n\r\n[HKLM\\A]\r\"x\"=hex:01,\\\r\n\r\n  02\r\n;\n\"y\"=-\n[-HKLM\\B]");
  ASSERT_TRUE(file.ok()) << file.error().text;
  std::vector<int> lines;
  for (const RegSetting& setting : file.value().settings) lines.push_back(setting.line);
  EXPECT_EQ(lines, (std::vector<int>{3, 4, 8, 9}));
}

constexpr std::string_view kNoHeader =
    "the first line is neither `REGEDIT4` nor `Windows Registry Editor Version 5.00`";
constexpr std::string_view kByteOf = "a byte is two hexadecimal digits, not ";
constexpr std::string_view kDwordOf = "a dword is one to eight hexadecimal digits, not ";
constexpr std::string_view kDataOf = "data is `\"text\"`, `dword:`, `hex:`, `hex(n):` or `-`, not ";
constexpr std::string_view kNoHive = " does not start with HKLM, HKCU, HKCR or HKU";

void ExpectRefusal(const std::string& bytes, int line, int column, std::string_view text) {
  const auto file = ReadRegFile(bytes);
  ASSERT_FALSE(file.ok()) << SettingLines(file.value()).size() << " settings";
  EXPECT_EQ(file.error().text, text);
  EXPECT_EQ(file.error().line, line);
  EXPECT_EQ(file.error().column, column);
  EXPECT_EQ(file.error().file, "");
}

TEST(ReadRegFile, RefusesFilesThatAreNotRegistryFiles) {
  const std::string unmarked = "the file starts with a NUL byte or is UTF-16 without a byte order mark";
  const std::string utf8 = "the text is not valid UTF-8";
  const std::string utf16 = "the text is not valid UTF-16";
  const std::string nul = "the text holds a NUL character";
  struct {
    std::string bytes;
    int line, column;
    std::string text;
  } const rows[] = {
      {"", 1, 1, "the file is empty"},
      {"\n", 1, 1, std::string(kNoHeader)},
      {"\xEF\xBB\xBF", 1, 1, std::string(kNoHeader)},
      {"\xFF\xFE", 1, 1, std::string(kNoHeader)},
      {"[HKLM\\A]\n\"x\"=\"y\"\n", 1, 1, std::string(kNoHeader)},
      {"\nREGEDIT4\n", 1, 1, std::string(kNoHeader)},
      {"; comment\nREGEDIT4\n", 1, 1, std::string(kNoHeader)},
      {"  REGEDIT5\n", 1, 3, std::string(kNoHeader)},
      {"REGEDIT 4\n", 1, 1, std::string(kNoHeader)},
      {"REGEDIT4 \n", 1, 1, std::string(kNoHeader)},
      {"REGEDIT4;\n", 1, 1, std::string(kNoHeader)},
      {"regedit4\n", 1, 1, std::string(kNoHeader)},
      {"Windows Registry Editor Version 5.0\n", 1, 1, std::string(kNoHeader)},
      {"Windows Registry Editor Version 4.00\n", 1, 1, std::string(kNoHeader)},
      {"WINDOWS REGISTRY EDITOR VERSION 5.00\n", 1, 1, std::string(kNoHeader)},
      {"\x30\x82\x03\xE4", 1, 1, std::string(kNoHeader)},
      {"R\0E\0G\0"s, 1, 1, unmarked},
      {"\0R\0E\0G"s, 1, 1, unmarked},
      {"\0"s, 1, 1, unmarked},
      {"REG\0EDIT4\n"s, 1, 4, nul},
      {"REGEDIT4\r\n;\u00E4\0\n"s, 2, 3, nul},
      {"REGEDIT4\n\r\r\n\0"s, 4, 1, nul},
      {"\xFF\xFE\0\0"s, 1, 1, nul},
      {"\xEF\xBB\xBFREGEDIT4\n;\u00E4\xE4\n", 2, 3, utf8},
      {"\xEF\xBB\xBF\xC0\x80", 1, 1, utf8},
      {"\xEF\xBB\xBF\xC1\xBF", 1, 1, utf8},
      {"\xEF\xBB\xBF\xE0\x9F\xBF", 1, 1, utf8},
      {"\xEF\xBB\xBF\xED\xA0\x80", 1, 1, utf8},
      {"\xEF\xBB\xBF\xF0\x8F\xBF\xBF", 1, 1, utf8},
      {"\xEF\xBB\xBF\xF4\x90\x80\x80", 1, 1, utf8},
      {"\xEF\xBB\xBF\xF5\x80\x80\x80", 1, 1, utf8},
      {"\xEF\xBB\xBF\xE2\x82", 1, 1, utf8},
      {"\xEF\xBB\xBF\xE2\x82\x28", 1, 1, utf8},
      {"\xFF\xFE" + Utf16(u"REGEDIT4\n;", false) + "\n", 2, 2, utf16},
      {"\xFF\xFE" + Utf16(u"REGEDIT4\n", false) + "\x00\xD8"s, 2, 1, utf16},
      {"\xFF\xFE" + Utf16(u"REGEDIT4\n", false) + "\x00\xDC"s, 2, 1, utf16},
      {"\xFE\xFF" + Utf16(u"REGEDIT4\n\U0001F600", true) + "\xD8\x00"s + Utf16(u"A", true), 2, 2, utf16},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(testing::PrintToString(row.bytes));
    ExpectRefusal(row.bytes, row.line, row.column, row.text);
  }
}

// The lines follow `REGEDIT4` and `[HKLM\A]`, so that the first is line 3.
TEST(ReadRegFile, RefusesWhatRegeditPassesOverAndTellsWhere) {
  const auto behind = [](const std::string& text) { return "`" + text + "` is behind the end of the value"; };
  const auto stray = [](const std::string& text) { return "`" + text + "` is neither a key, a value nor a comment"; };
  const auto broken = [](const std::string& text) {
    return "the line before continues here, but `" + text + "` is not its data";
  };
  const auto byte = [](const std::string& text) { return std::string(kByteOf) + "`" + text + "`"; };
  const auto dword = [](const std::string& text) { return std::string(kDwordOf) + "`" + text + "`"; };
  const auto data = [](const std::string& text) { return std::string(kDataOf) + "`" + text + "`"; };
  const std::string no_comma = "`,` is missing behind a byte";
  const std::string no_equals = "`=` is missing behind the name of the value";
  const std::string no_quote = "the text has no closing quote";
  const std::string escape = R"(a backslash in text is written `\\`)";
  const std::string type = "the type of hex data is written `hex(n):`";
  struct {
    std::string lines;
    int line, column;
    std::string text;
  } const rows[] = {
      {"x", 3, 1, stray("x")},
      {"\n\n  IF SYSGEN_MULTIUI", 5, 3, stray("IF SYSGEN_MULTIUI")},
      {"HKLM\\B]", 3, 1, stray("HKLM\\B]")},
      {"// comment", 3, 1, stray("// comment")},
      {"x\"=\"y\"", 3, 1, stray("x\"=\"y\"")},
      {std::string(39, 'x') + "\u00E4\u00E4", 3, 1, stray(std::string(39, 'x') + "\u00E4...")},
      {"[HKLM\\B", 3, 2, "the key has no closing bracket"},
      {"[HKLM\\B\n\\C]", 3, 2, "the key has no closing bracket"},
      {"[-HKLM\\B", 3, 3, "the key has no closing bracket"},
      {"[", 3, 2, "the key has no closing bracket"},
      {"[]", 3, 2, "registry key ``" + std::string(kNoHive)},
      {"[-]", 3, 3, "registry key ``" + std::string(kNoHive)},
      {"[\\]", 3, 2, "registry key ``" + std::string(kNoHive)},
      {"[ HKLM\\B]", 3, 2, "a blank is before the key"},
      {"[\t-HKLM\\B]", 3, 2, "a blank is before the key"},
      {"  [- HKLM\\B]", 3, 5, "a blank is before the key"},
      {"[--HKLM\\B]", 3, 3, "registry key `-HKLM\\B`" + std::string(kNoHive)},
      {"[Software\\B]", 3, 2, "registry key `Software\\B`" + std::string(kNoHive)},
      {"[HKEY_CURRENT_USERS\\B]", 3, 2, "registry key `HKEY_CURRENT_USERS\\B`" + std::string(kNoHive)},
      {"[HKEY_CURRENT_CONFIG\\B]", 3, 2, "registry key `HKEY_CURRENT_CONFIG\\B`" + std::string(kNoHive)},
      {"[-HKDD\\B]", 3, 3, "registry key `HKDD\\B`" + std::string(kNoHive)},
      {"[HKLM\\B\\\\C]", 3, 2, "registry key `HKLM\\B\\\\C` has an empty part between two backslashes"},
      {"[-HKEY_LOCAL_MACHINE]", 3, 3, "`HKLM` is a hive; only keys below it are removed"},
      {"[-HKLM\\]", 3, 3, "`HKLM` is a hive; only keys below it are removed"},
      {"[HKLM\\1\\2\\3\\4\\5\\6\\7\\8\\9\\10\\11\\12\\13\\14\\15\\16\\17]", 3, 2, "the key is deeper than 16 levels"},
      {"[HKLM\\" + std::string(4096, 'x') + "]", 3, 2, "the key is longer than 4096 bytes"},
      {"[-HKLM\\A]\n\"x\"=\"y\"", 4, 1, "a value is below a removed key"},
      {"\"x\"", 3, 4, no_equals},
      {"\"x\" \"y\"", 3, 5, no_equals},
      {"\"x\":dword:1", 3, 4, no_equals},
      {"@@=\"y\"", 3, 2, no_equals},
      {"@", 3, 2, no_equals},
      {"\"x=\"y\"", 3, 5, no_equals},
      {"\"", 3, 1, no_quote},
      {"  \"x=1", 3, 3, no_quote},
      {"\"x\n\"=\"y\"", 3, 1, no_quote},
      {"\"x\"=\"y", 3, 5, no_quote},
      {"\"x\"=\"y\\\"", 3, 5, no_quote},
      {"\"x\"=\"", 3, 5, no_quote},
      {"\"x\"=\"\u00E4\\b\"", 3, 7, escape},
      {"\"x\"=\"\\0\"", 3, 6, escape},
      {"\"x\"=\"\\n\"", 3, 6, escape},
      {"\"x\"=\"y\\\nz\"", 3, 7, escape},
      {"\"x\\\ny\"=\"z\"", 3, 3, escape},
      {"\"x\"=\"y\"z\"", 3, 8, behind("z\"")},
      {"\"x\"=\"\\\\x.exe \"%1\"\"", 3, 15, behind("%1\"\"")},
      {"\"x\"=\"y\" #comment", 3, 9, behind("#comment")},
      {"\"x\"=-\"y\"", 3, 6, behind("\"y\"")},
      {"\"x\"=-1", 3, 6, behind("1")},
      {"\"x\"=- #comment", 3, 7, behind("#comment")},
      {"\"x\"=", 3, 5, data("")},
      {"\"x\"=  ", 3, 7, data("")},
      {"\"x\"=;\"y\"", 3, 5, data(";\"y\"")},
      {"\"x\"=y", 3, 5, data("y")},
      {"\"x\"=LOC_LCID", 3, 5, data("LOC_LCID")},
      {"\"x\"=\\\"y\\\"", 3, 5, data("\\\"y\\\"")},
      {"\"x\"=DWORD:1", 3, 5, data("DWORD:1")},
      {"\"x\"=dword :1", 3, 5, data("dword :1")},
      {"\"x\"=qword:1", 3, 5, data("qword:1")},
      {"\"x\"=hex 01", 3, 5, data("hex 01")},
      {"\"x\"=mui_sz:\"a\"", 3, 5, data("mui_sz:\"a\"")},
      {"\"x\"=dword:", 3, 11, dword("")},
      {"\"x\"=dword: ;1", 3, 12, dword(";1")},
      {"\"x\"=dword:hello", 3, 11, dword("hello")},
      {"\"x\"=dword:-1", 3, 11, dword("-1")},
      {"\"x\"=dword:000000001", 3, 11, dword("000000001")},
      {"\"x\"=dword:0x123", 3, 12, behind("x123")},
      {"\"x\"=dword:12 34", 3, 14, behind("34")},
      {"\"x\"=dword:12g", 3, 13, behind("g")},
      {"\"x\"=dword:1234\\\n5678", 3, 15, behind("\\")},
      {"\"x\"=hex():01", 3, 9, type},
      {"\"x\"=hex(g):01", 3, 9, type},
      {"\"x\"=hex(-1):01", 3, 9, type},
      {"\"x\"=hex(100000000):01", 3, 9, type},
      {"\"x\"=hex(0x2):61", 3, 10, type},
      {"\"x\"=hex(2)61", 3, 10, type},
      {"\"x\"=hex(2 ):61", 3, 10, type},
      {"\"x\"=hex(2", 3, 10, type},
      {"\"x\"=hex:100", 3, 9, byte("100")},
      {"\"x\"=hex:0102", 3, 9, byte("0102")},
      {"\"x\"=hex:01,g", 3, 12, byte("g")},
      {"\"x\"=hex:0x1", 3, 10, no_comma},
      {"\"x\"=hex:1g", 3, 10, no_comma},
      {"\"x\"=hex:01 02", 3, 12, no_comma},
      {"\"x\"=hex:01 ,02", 3, 12, no_comma},
      {"\"x\"=hex:01.02", 3, 11, no_comma},
      {"\"x\"=hex:01,,02", 3, 12, byte(",02")},
      {"\"x\"=hex:,01", 3, 9, byte(",01")},
      {"\"x\"=hex:01,#comment", 3, 12, byte("#comment")},
      {"\"x\"=hex:01\\\n02", 3, 11, no_comma},
      {"\"x\"=hex:0\\\n1", 3, 10, no_comma},
      {"\"x\"=hex:01,/\n02", 3, 12, byte("/")},
      {"\"x\"=hex:01,\\02", 3, 13, behind("02")},
      {"\"x\"=hex:01,\\\\\n02", 3, 13, behind("\\")},
      {"\"x\"=hex:01,\\#c\n02", 3, 13, behind("#c")},
      {"\"x\"=hex:01,\\\n,02", 4, 1, broken(",02")},
      {"\"x\"=hex:01,\\\n  \\\n02", 4, 3, broken("\\")},
      {"\"x\"=hex:01,\\\n\n;c\n  #c\n02", 6, 3, broken("#c")},
      {"\"x\"=hex:01,\\\n\"y\"=\"z\"", 4, 1, broken("\"y\"=\"z\"")},
      {"\"x\"=hex:01,\\\n[HKLM\\B]", 4, 1, broken("[HKLM\\B]")},
      {"\"x\"=hex:01,\\\n02,\\\n03,0g", 5, 5, no_comma},
      {"\"x\"=hex:01,\n02", 4, 1, stray("02")},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.lines);
    ExpectRefusal(Version4(row.lines), row.line, row.column, row.text);
  }
  ExpectRefusal("REGEDIT4\n\n\"x\"=\"y\"\n", 3, 1, "a value is before any key");
  ExpectRefusal("REGEDIT4\n@=-\n[HKLM\\A]", 2, 1, "a value is before any key");
  const std::string no_31 = " does not start with HKEY_CLASSES_ROOT, as lines of a version 3.1 file do";
  ExpectRefusal("REGEDIT\n[HKLM\\A]", 2, 1, "`[HKLM\\A]`" + no_31);
  ExpectRefusal("REGEDIT\n HKEY_CLASSES_ROOT\\A = x", 2, 2, "`HKEY_CLASSES_ROOT\\A = x`" + no_31);
  ExpectRefusal("REGEDIT\nhkey_classes_root\\A = x", 2, 1, "`hkey_classes_root\\A = x`" + no_31);
  ExpectRefusal("REGEDIT\nHKEY_CLASSES_ROOTS = x", 2, 1, "registry key `HKEY_CLASSES_ROOTS`" + std::string(kNoHive));
}

// What is read of a file all the same, and where it has its first bad line.
TEST(ReadRegFile, PassesOverWhatRegeditDoes) {
  const struct {
    std::string bytes;
    Lines lines;
    int line;
  } rows[] = {
      {Version4("@=\"x\"\n"), {"HKLM\\A", "HKLM\\A|=string:x"}, 0},
      {Version4("x\n@=\"x\"\ny\n"), {"HKLM\\A", "HKLM\\A|=string:x"}, 3},
      {Version4("@=dword:123456789\n\"a\"=-\n"), {"HKLM\\A", "-HKLM\\A|a"}, 3},
      {Version4("@=hex:01,\\\n0g,\\\n02\n\"a\"=-\n"), {"HKLM\\A", "-HKLM\\A|a"}, 4},
      {Version4("@=hex:01,\\\n\"a\"=-\n\"b\"=-\n"), {"HKLM\\A", "-HKLM\\A|b"}, 4},
      {Version4("[HKLX\\B]\n\"a\"=-\n[HKLM\\C]\n\"b\"=-\n"), {"HKLM\\A", "HKLM\\C", "-HKLM\\C|b"}, 3},
      {Version4("[-HKLM\\B]\n\"a\"=-\n"), {"HKLM\\A", "-HKLM\\B"}, 4},
      {"REGEDIT4\n@=-\n[HKLM\\A]\n", {"HKLM\\A"}, 2},
      {"REGEDIT9\n[HKLM\\A]\n", {}, 1},
      {"REGEDIT 4\n[HKLM\\A]\n", {}, 1},
      {"REGEDIT\n[HKLM\\A]\nHKEY_CLASSES_ROOT\\A = x", {"HKCR\\A|=string:x"}, 2},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.bytes);
    const auto file = ReadRegFile(row.bytes, BadLines::kPassOver);
    ASSERT_TRUE(file.ok()) << file.error().text;
    EXPECT_EQ(SettingLines(file.value()), row.lines);
    EXPECT_EQ(file.value().passed_over ? file.value().passed_over->line : 0, row.line);
    EXPECT_EQ(ReadRegFile(row.bytes).ok(), row.line == 0);
  }
}

TEST(ReadRegFile, DoesNotPassOverAFileThatIsNone) {
  for (const std::string& bytes : {""s, "\n"s, "regedit4\n"s, "[HKLM\\A]\n"s, "R\0E\0"s, "REGEDIT4\n\0"s,
                                   "\xEF\xBB\xBFREGEDIT4\n\xE4"s, "REGEDIT4" + std::string(1'000'000, '\n') + ";"}) {
    const auto lenient = ReadRegFile(bytes, BadLines::kPassOver);
    const auto strict = ReadRegFile(bytes);
    ASSERT_FALSE(lenient.ok());
    EXPECT_EQ(lenient.error().text, strict.error().text);
  }
}

TEST(ReadRegFile, LimitsLinesAndKeys) {
  const std::string full = "REGEDIT4" + std::string(999'999, '\n');
  EXPECT_TRUE(ReadRegFile(full).ok());
  EXPECT_TRUE(ReadRegFile(full + ";").ok());
  const std::string too_many = "the file has more than 1000000 lines";
  ExpectRefusal(full + ";\n;", 1'000'000, 1, too_many);
  ExpectRefusal("REGEDIT4\n[HKLM\\A]\n@=hex:00,\\" + std::string(1'000'000, '\n'), 1'000'000, 1, too_many);

  std::string keys = "REGEDIT4\n[HKLM\\" + std::string(4000, 'x') + "]\n";
  for (int i = 0; i < 20'000; ++i) keys += "@=-\n";
  ExpectRefusal(keys, 16'758, 4, "the keys of all settings together are longer than 64 MiB");
}

// The time of each is far below a second where nothing is quadratic.
TEST(ReadRegFile, ReadsLongLinesInOnePass) {
  constexpr std::size_t kSize = 400'000;
  const auto repeat = [](std::string_view piece, std::size_t size) {
    std::string text;
    while (text.size() < size) text += piece;
    return text;
  };
  EXPECT_TRUE(ReadRegFile(Version4("@=hex:" + repeat("00,", kSize))).ok());
  EXPECT_TRUE(ReadRegFile(Version4("@=hex(7):" + repeat("61,00,", kSize))).ok());
  EXPECT_TRUE(ReadRegFile(Version4("@=hex:" + repeat("00,\\\n\n", kSize))).ok());
  EXPECT_TRUE(ReadRegFile(Version4("@=\"" + repeat("\\\\", kSize) + "\"")).ok());
  EXPECT_TRUE(ReadRegFile(Version4("[HKLM\\A" + repeat("\\", kSize) + "]")).ok());
  EXPECT_FALSE(ReadRegFile(Version4("[HKLM" + repeat("\\A", kSize) + "]")).ok());
  EXPECT_FALSE(ReadRegFile(Version4(repeat("[", kSize))).ok());
  EXPECT_FALSE(ReadRegFile(Version4("@=\"" + repeat("\\\"", kSize))).ok());
  EXPECT_FALSE(ReadRegFile(repeat("\r", kSize) + '\0').ok());
}

}  // namespace
}  // namespace wmsim
