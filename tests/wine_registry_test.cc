// What Windows does with registry files, by the tests of Wine's reg and regedit: the files of each test run in order on
// one device through registry-import, and after each file holds what the test says of the registry then.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/program_tools.h"
#include "emulator/store_registry.h"
#include "tests/devices.h"
#include "tests/real_data.h"
#include "tests/test_files.h"

namespace wmsim {
namespace {

// The literal of a C string, without its quotes; one that is cut off has no closing quote.
std::string Unescaped(std::string_view literal) {
  literal.remove_prefix(1);
  if (literal.ends_with('"')) literal.remove_suffix(1);
  std::string text;
  for (std::size_t i = 0; i < literal.size(); ++i) {
    const bool is_escape = literal[i] == '\\' && i + 1 < literal.size();
    if (is_escape) ++i;
    text += !is_escape ? literal[i] : literal[i] == '0' ? '\0' : literal[i] == 't' ? '\t' : literal[i];
  }
  return text;
}

// The index has one blank for each run of them.
std::string OneBlank(const std::string& text) { return std::regex_replace(text, std::regex(" +"), " "); }

// The number of a type, its bytes as Windows counts them in code page text, and whether their count is the device's
// own: text is kept without the NULs at its end.
struct Kept {
  std::uint32_t type;
  std::string bytes;
  bool is_text = false;
};

struct Keeper {
  Kept operator()(std::uint32_t number) const {
    std::string bytes;
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(number >> shift & 0xFF);
    return {4, bytes};
  }
  Kept operator()(const RegistryText& value) const { return {1, value.text + '\0', true}; }
  Kept operator()(const RegistryExpandText& value) const { return {2, value.text + '\0', true}; }
  Kept operator()(const RegistryMultiText& value) const {
    std::string bytes;
    for (const std::string& text : value.texts) bytes += text + '\0';
    return {7, bytes + '\0', true};
  }
  Kept operator()(const RegistryBinary& value) const { return {value.type, value.bytes}; }
};

std::uint32_t TypeNumber(const std::string& type) {
  static const std::map<std::string, std::uint32_t> kTypes = {{"REG_NONE", 0},   {"REG_SZ", 1},    {"REG_EXPAND_SZ", 2},
                                                              {"REG_BINARY", 3}, {"REG_DWORD", 4}, {"REG_MULTI_SZ", 7}};
  const auto known = kTypes.find(type);
  return known != kTypes.end() ? known->second : static_cast<std::uint32_t>(std::stoul(type, nullptr, 16));
}

std::string WithoutNuls(const std::string& text) {
  return text.substr(0, text.find_last_not_of('\0') + 1);  // npos + 1 is 0
}

struct Tally {
  int files = 0, exits = 0, checks = 0, differ = 0;
  int in_part = 0;                  // the size or the data is not in the index, or not kept
  std::vector<std::string> unread;  // statements that cannot be expressed
};

// One test of Wine: its device, and the handles and variables of its statements.
class WineTest {
 public:
  WineTest(const std::string& program, Tally& tally)
      : base_(program == "reg import" ? R"(\Software\Wine\reg_test)" : R"(\Software\Wine\regedit_test)"),
        tally_(tally) {}

  void Import(const Columns& row) {
    ++tally_.files;
    const auto file = ReadRegFile(ReadAll(TestDataPath("reg/" + row.at("file"))), BadLines::kPassOver);
    if (!row.at("expected_exit").empty()) {
      ++tally_.exits;
      Expect(file.ok() == (row.at("expected_exit") == "REG_EXIT_SUCCESS"), row.at("expected_exit"));
    }
    if (!file.ok()) return;
    const StepResult result =
        RegistryImport(device_, {file.value(), row.at("file"), RegistryWriter::kProgram, Signature::kPrivileged, {}});
    EXPECT_TRUE(result.outcome == Outcome::kChanged || result.outcome == Outcome::kUnchanged);
  }

  // Does and checks what a row's column of C statements says.
  void Check(const std::string& statements) {
    for (std::size_t start = 0; start <= statements.size();) {
      const std::size_t end = std::min(statements.find(" ; ", start), statements.size());
      const std::string statement = statements.substr(start, end - start);
      if (!statement.empty()) Do(statement);
      start = end + 3;
    }
  }

 private:
  void Expect(bool agrees, const std::string& what) {
    if (!agrees) ++tally_.differ;
    EXPECT_TRUE(agrees) << what;
  }

  void Do(const std::string& statement) {
    static const std::string kText = R"re(("(?:[^"\\]|\\.)*"))re";
    static const std::regex kExit(R"(ok\(r == REG_EXIT_.*)");  // the column of the exit status says the same
    static const std::regex kDword(R"(dword = (\w+))");
    static const std::regex kClose(R"(close_key\(\w+\))");
    static const std::regex kKey(
        "(open_key|verify_key|verify_key_nonexist|delete_key|delete_tree)\\((\\w+), (KEY_BASE)? ?" + kText +
        "?(?:, \\w+)?(?:, &(\\w+))?\\)");
    static const std::regex kGone("(verify_reg_nonexist|delete_value)\\((\\w+), (?:NULL|" + kText + ")\\)");
    static const std::regex kValue("verify_reg\\((\\w+), (?:NULL|" + kText + "), (\\w+), (NULL|hex|&dword|\".*\"), " +
                                   R"((\d+|sizeof\(\w+\)), 0\))");
    static const std::regex kCutOff("verify_reg\\((\\w+), " + kText + R"re(, REG_SZ, ("[^"]*))re");
    std::smatch match;
    if (std::regex_match(statement, kExit) || std::regex_match(statement, kClose)) return;
    if (std::regex_match(statement, match, kDword)) {
      dword_ = static_cast<std::uint32_t>(std::stoul(match.str(1), nullptr, 16));
    } else if (std::regex_match(statement, match, kKey)) {
      DoKey(statement, match);
    } else if (std::regex_match(statement, match, kGone)) {
      const std::string name = match[3].matched ? Unescaped(match.str(3)) : "";
      ++tally_.checks;
      Expect((Find(keys_.at(match.str(2)), name) == nullptr) == (match.str(1) == "verify_reg_nonexist"), statement);
      if (match.str(1) == "delete_value") RemoveRegistryValue(device_, keys_.at(match.str(2)), name);
    } else if (std::regex_match(statement, match, kValue)) {
      const std::string name = match[2].matched ? Unescaped(match.str(2)) : "";
      CheckValue(statement, keys_.at(match.str(1)), name, match.str(3), match.str(4), match.str(5));
    } else if (std::regex_match(statement, match, kCutOff)) {
      ++tally_.checks;
      ++tally_.in_part;
      const RegistryData* data = Find(keys_.at(match.str(1)), Unescaped(match.str(2)));
      const auto* text = data != nullptr ? std::get_if<RegistryText>(data) : nullptr;
      Expect(text != nullptr && OneBlank(text->text).starts_with(OneBlank(Unescaped(match.str(3)))), statement);
    } else {
      tally_.unread.push_back(statement);
    }
  }

  void DoKey(const std::string& statement, const std::smatch& match) {
    const std::string verb = match.str(1);
    std::string key = keys_.at(match.str(2));
    if (match[3].matched) key += base_;
    if (match[4].matched) key += (match[3].matched ? "" : "\\") + Unescaped(match.str(4));
    key.resize(key.find_last_not_of('\\') + 1);
    ++tally_.checks;
    const bool is_expected = verb != "verify_key_nonexist";
    Expect(RegistryKeyExists(device_, key) == is_expected, statement);
    if (verb == "open_key") keys_[match.str(5)] = key;
    if (verb == "delete_key" || verb == "delete_tree") RemoveRegistryKey(device_, key);
  }

  void CheckValue(const std::string& statement, const std::string& key, const std::string& name,
                  const std::string& type, const std::string& data, const std::string& size) {
    ++tally_.checks;
    const RegistryData* found = Find(key, name);
    if (found == nullptr) return Expect(false, statement + ": is absent");
    const Kept kept = std::visit(Keeper{}, *found);
    if (kept.type != TypeNumber(type)) return Expect(false, statement + ": is " + FormatRegistryData(*found));
    std::optional<std::size_t> count;
    if (!size.starts_with("sizeof")) count = std::stoul(size);
    if (data == "&dword") {
      const Kept expected = Keeper{}(dword_.value_or(0));
      if (!dword_) ++tally_.in_part;
      return Expect(!dword_ || kept.bytes == expected.bytes, statement + ": is " + FormatRegistryData(*found));
    }
    const std::string expected = data[0] == '"' ? Unescaped(data) + '\0' : "";
    const bool has_size = !count || kept.bytes.size() == *count;
    const bool size_is_not_kept =
        kept.is_text && WithoutNuls(kept.bytes).size() <= *count && *count < kept.bytes.size();
    const bool data_is_lost = data == "hex";
    if (!has_size || data_is_lost) ++tally_.in_part;
    bool has_data = data_is_lost || OneBlank(WithoutNuls(kept.bytes)) == OneBlank(WithoutNuls(expected));
    if (!kept.is_text && data[0] == '"') {
      std::string bytes = expected;
      bytes.resize(*count);
      has_data = kept.bytes == bytes;
    }
    Expect(has_data && (has_size || size_is_not_kept), statement + ": is " + FormatRegistryData(*found));
  }

  // The value of a key by its name as the index writes it, or null.
  const RegistryData* Find(const std::string& key, const std::string& name) {
    registry_ = FullRegistryOf(device_);
    const auto is_it = [&](const RegistryRows::Row& row) {
      return row.key.name && row.key.key.size() == key.size() && IsAtOrBelow(row.key.key, key) &&
             OneBlank(*row.key.name) == OneBlank(name);
    };
    const auto row = std::find_if(registry_.begin(), registry_.end(), is_it);
    return row != registry_.end() ? &*row->value->data : nullptr;
  }

  std::string base_;  // KEY_BASE, below a hive
  Tally& tally_;
  Device device_ = BootProfile("wm5-pocket-pc");
  RegistryRows registry_;
  std::map<std::string, std::string> keys_ = {
      {"HKEY_CURRENT_USER", "HKCU"}, {"HKEY_CLASSES_ROOT", "HKCR"}, {"hkey", "HKCU" + base_}};
  std::optional<std::uint32_t> dword_;
};

TEST(WineRegistryTests, AgreeWithRegistryImport) {
  const auto index = TestDataPath("reg/index.tsv");
  if (!std::filesystem::exists(index)) GTEST_SKIP() << "no registry files: set WMSIM_TEST_DATA";
  Tally tally;
  std::string last_test;
  std::optional<WineTest> test;
  for (const Columns& row : ReadTable(index)) {
    SCOPED_TRACE(row.at("file"));
    const std::string name = row.at("program") + row.at("test_function");
    if (std::exchange(last_test, name) != name) test.emplace(row.at("program"), tally);
    test->Import(row);
    test->Check(row.at("checks_that_follow"));
  }
  std::cout << tally.files << " files, " << tally.exits << " exit statuses, " << tally.checks
            << " checks: " << tally.differ << " differ; " << tally.in_part << " checks in part, " << tally.unread.size()
            << " not expressed\n";
  for (const std::string& statement : tally.unread) std::cout << "  not expressed: " << statement << "\n";
  EXPECT_GT(tally.files, 400);
  EXPECT_GT(tally.checks, 900);
  EXPECT_LE(tally.unread.size(), 2U);
}

}  // namespace
}  // namespace wmsim
