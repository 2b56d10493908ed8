// The real files: those of the tests of Wine's regedit and reg, which tell what Windows reads, and those of devices.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/reg_file.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

// A real file whose lines can be blanked: ASCII in UTF-16LE or in bytes, with LF or CR LF.
class LineFile {
 public:
  explicit LineFile(std::string bytes) : bytes_(std::move(bytes)) {
    const std::size_t width = bytes_.starts_with("\xFF\xFE") ? 2 : 1;
    starts_ = {0};
    for (std::size_t i = 0; i < bytes_.size(); i += width) {
      if (bytes_[i] == '\n') starts_.push_back(i + width);
    }
    starts_.push_back(bytes_.size());
  }

  const std::string& bytes() const { return bytes_; }

  // Makes the line empty, with the lines before it that it continues, or with the values below it if it is a key.
  void Blank(int line) {
    static const std::regex kContinued(R"([:,]\s*\\\s*(;.*)?\r?\n?)");
    static const std::regex kPassedOver(R"(\s*(;.*)?\r?\n?)");
    const bool is_key = Text(line).starts_with('[');
    Clear(line);
    for (int before = line - 1; before > 1; --before) {
      const std::string text = Text(before);
      if (std::regex_match(text, kPassedOver)) continue;
      if (!std::regex_search(text, kContinued)) break;
      Clear(before);
    }
    for (int below = line + 1; is_key && below < count() && !Text(below).starts_with('['); ++below) Clear(below);
  }

 private:
  int count() const { return static_cast<int>(starts_.size()); }
  std::size_t Start(int line) const { return starts_[static_cast<std::size_t>(line - 1)]; }
  std::string Text(int line) const {
    std::string text = bytes_.substr(Start(line), Start(line + 1) - Start(line));
    std::erase(text, '\0');
    return text;
  }
  void Clear(int line) {
    for (std::size_t i = Start(line); i < Start(line + 1); ++i) {
      if (bytes_[i] != '\0' && bytes_[i] != '\r' && bytes_[i] != '\n') bytes_[i] = ' ';
    }
  }

  std::string bytes_;
  std::vector<std::size_t> starts_;
};

// Reads a file like regedit: without the lines that are errors. `passed_over` are their numbers.
Result<RegFile> ReadLikeRegedit(const std::string& bytes, std::vector<int>& passed_over) {
  LineFile lines(bytes);
  while (true) {
    auto file = ReadRegFile(lines.bytes());
    if (file.ok() || file.error().line <= 1) return file;
    const int line = file.error().line;
    if (!passed_over.empty() && line <= passed_over.back()) return file;
    passed_over.push_back(line);
    lines.Blank(line);
  }
}

// The literal of a C string, without its quotes. The index has one blank for each run of them.
std::string Unescaped(std::string_view literal) {
  std::string text;
  for (std::size_t i = 1; i + 1 < literal.size(); ++i) {
    const bool is_escape = literal[i] == '\\';
    if (is_escape) ++i;
    text += !is_escape ? literal[i] : literal[i] == '0' ? '\0' : literal[i] == 't' ? '\t' : literal[i];
  }
  return text;
}

std::string OneBlank(const std::string& text) { return std::regex_replace(text, std::regex(" +"), " "); }

// What the files have put into a registry so far, by the names of values and by the last names of keys in lower case.
struct Imported {
  std::map<std::string, RegistryData> values;
  std::set<std::string> keys;

  static std::string LastName(const std::string& key) {
    std::string name = key.substr(0, key.find_last_not_of('\\') + 1);
    name.erase(0, name.rfind('\\') + 1);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    return name;
  }

  void Apply(const RegFile& file) {
    for (const RegSetting& setting : file.settings) {
      if (setting.data) {
        values[OneBlank(*setting.name)] = *setting.data;
      } else if (setting.name) {
        values.erase(OneBlank(*setting.name));
      } else if (setting.removed) {
        keys.erase(LastName(setting.key));
      } else {
        keys.insert(LastName(setting.key));
      }
    }
  }
};

// Compares data with verify_reg(..., TYPE, DATA, SIZE, 0) of the index; `dword` is nothing where the index lost it.
void ExpectData(const RegistryData& data, const std::string& type, const std::string& expected, const std::string& size,
                std::optional<std::uint32_t> dword) {
  const bool is_literal = expected[0] == '"';
  const std::string text = is_literal ? Unescaped(expected) : "";
  if (type == "REG_DWORD" && expected != "NULL") {
    ASSERT_EQ(RegistryTypeWord(data), "dword");
    EXPECT_EQ(std::get<std::uint32_t>(data), dword.value_or(std::get<std::uint32_t>(data)));
  } else if (type == "REG_SZ") {
    ASSERT_EQ(RegistryTypeWord(data), "string");
    EXPECT_EQ(OneBlank(std::get<RegistryText>(data).text), text);
  } else if (type == "REG_EXPAND_SZ") {
    EXPECT_EQ(FormatRegistryData(data), "expand:" + text);
  } else if (type == "REG_MULTI_SZ") {
    EXPECT_EQ(FormatRegistryData(data), "multi:[" + text.substr(0, text.find('\0')) + "]");
  } else {
    ASSERT_EQ(RegistryTypeWord(data), "binary");
    const std::string& bytes = std::get<RegistryBinary>(data).bytes;
    if (size == "sizeof(hex)") return;
    std::string expected_bytes = text + '\0';
    expected_bytes.resize(std::stoul(size));
    EXPECT_EQ(is_literal ? bytes : std::string(bytes.size(), '\0'), expected_bytes);
  }
}

// Does what a row's column of C statements says about the registry. Returns how many statements it knew.
int Check(const std::string& statements, Imported& imported) {
  static const std::regex kStatement(
      R"re(dword = (\w+)|(verify_reg|verify_reg_nonexist|verify_key|verify_key_nonexist|delete_key|delete_value)\()re"
      R"re(\w+, (?:KEY_BASE )?(NULL|"(?:[^"\\]|\\.)*")(?:, (\w+), (NULL|hex|&dword|"(?:[^"\\]|\\.)*"), )re"
      R"re((\d+|sizeof\(\w+\)))?(?:, 0)?\))re");
  std::optional<std::uint32_t> dword;
  int count = 0;
  for (std::sregex_iterator at(statements.begin(), statements.end(), kStatement), end; at != end; ++at) {
    const std::smatch& match = *at;
    SCOPED_TRACE(match.str());
    ++count;
    if (match[1].matched) {
      dword = static_cast<std::uint32_t>(std::stoul(match.str(1), nullptr, 16));
      continue;
    }
    const std::string name = match.str(3) == "NULL" ? "" : Unescaped(match.str(3));
    if (match.str(2) == "verify_reg") {
      const auto value = imported.values.find(name);
      if (value == imported.values.end()) {
        ADD_FAILURE() << "is absent";
        continue;
      }
      ExpectData(value->second, match.str(4), match.str(5), match.str(6), dword);
    } else if (match.str(2) == "verify_reg_nonexist") {
      EXPECT_FALSE(imported.values.contains(name));
    } else if (match.str(2) == "verify_key") {
      EXPECT_TRUE(imported.keys.contains(Imported::LastName(name)));
    } else if (match.str(2) == "verify_key_nonexist") {
      EXPECT_FALSE(imported.keys.contains(Imported::LastName(name)));
    } else if (match.str(2) == "delete_key") {
      imported.keys.erase(Imported::LastName(name));
    } else {
      imported.values.erase(name);
    }
  }
  return count;
}

TEST(RealRegFiles, AreReadAsRegeditReadsThem) {
  constexpr std::string_view kWindows31 = "test_import_win31";
  const auto index = TestDataPath("reg/index.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no registry files: set WMSIM_TEST_DATA";
  const auto rows = ReadTable(index);
  ASSERT_GT(rows.size(), 400U);
  Imported imported;
  std::string last_function;
  int statements = 0;
  int refused = 0;
  for (const Columns& row : rows) {
    SCOPED_TRACE(row.at("file"));
    const std::string function = row.at("program") + row.at("test_function");
    if (std::exchange(last_function, function) != function) imported = {};
    std::vector<int> passed_over;
    const auto file = ReadLikeRegedit(ReadAll(TestDataPath("reg/" + row.at("file"))), passed_over);
    if (file.ok()) {
      EXPECT_NE(row.at("expected_exit"), "REG_EXIT_FAILURE");
      imported.Apply(file.value());
    } else {
      EXPECT_EQ(file.error().line, 1);
      ++refused;
    }
    if (row.at("test_function") != kWindows31) statements += Check(row.at("checks_that_follow"), imported);
  }
  EXPECT_GT(statements, 800);
  // 26 that Windows refuses, 17 of Windows 3.1, and 21 of which it takes the header but reads nothing.
  EXPECT_EQ(refused, 26 + 17 + 21);
}

TEST(RealRegFiles, OfDevicesHoldTheirPoliciesAndCertificates) {
  const auto index = TestDataPath("regfiles/index.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no registry files: set WMSIM_TEST_DATA";
  // Where a file is refused. 001 is damaged, the others are the sources of images, not exports.
  const std::map<std::string, int> refused = {{"001", 260}, {"002", 28},   {"003", 28}, {"009", 31},
                                              {"010", 1},   {"011", 4430}, {"012", 1}};
  for (const Columns& row : ReadTable(index)) {
    const std::string& name = row.at("file");
    SCOPED_TRACE(name);
    if (!name.ends_with(".reg")) continue;
    const std::string bytes = ReadAll(TestDataPath("regfiles/" + name));
    const auto strict = ReadRegFile(bytes);
    const auto line = refused.find(name.substr(0, 3));
    ASSERT_EQ(strict.ok(), line == refused.end()) << strict.error().text << strict.error().line;
    if (!strict.ok()) {
      EXPECT_EQ(strict.error().line, line->second) << strict.error().text;
    }
    if (!strict.ok() && name.substr(0, 3) != "001") continue;

    std::vector<int> passed_over;
    const auto file = ReadLikeRegedit(bytes, passed_over);
    ASSERT_TRUE(file.ok()) << file.error().text;
    EXPECT_EQ(passed_over.size(), strict.ok() ? 0U : 18U);
    std::set<std::string> policies;
    int blobs = 0;
    for (const RegSetting& setting : file.value().settings) {
      if (setting.key == R"(HKLM\Security\Policies\Policies)" && setting.data) {
        policies.insert(*setting.name + "=" + FormatRegistryData(*setting.data));
      }
      if (setting.name == "Blob") ++blobs;
    }
    EXPECT_EQ(std::to_string(blobs), row.at("cert_blobs"));
    std::istringstream expected(row.at("policy_values"));
    for (std::string policy; expected >> policy;) {
      const std::size_t data = policy.find("dword:") + 6;
      const auto number = static_cast<std::uint32_t>(std::stoul(policy.substr(data), nullptr, 16));
      EXPECT_TRUE(policies.contains(policy.substr(0, data) + std::to_string(number))) << policy;
    }
  }
}

}  // namespace
}  // namespace wmsim
